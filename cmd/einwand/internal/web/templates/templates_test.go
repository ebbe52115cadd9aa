package templates_test

import (
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/go-chi/chi/v5"

	"github.com/einwand/einwand/cmd/einwand/internal/web/htmlcheck"
	"github.com/einwand/einwand/cmd/einwand/internal/web/templates"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/migrations/testdb"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/proceduretest"
	"github.com/einwand/einwand/procedure/template"
)

const path = "/planung/vorlagen"

// office is a town whose lead sits before the pages of this package.
type office struct {
	*proceduretest.Town
	t         testing.TB
	templates *template.Service
	routes    chi.Router
	actor     identity.Actor
	failed    error // what the last handler returned
}

func open(t testing.TB, w *proceduretest.Town) *office {
	t.Helper()
	o := &office{Town: w, t: t, templates: template.New(w.Tenancy), routes: chi.NewRouter()}
	o.actor = o.Staff(t, "Karl", "Leit", identity.RoleLead)
	p := &templates.Pages{Log: slog.New(slog.DiscardHandler), Templates: o.templates}
	for route, handle := range map[string]visit.Handler{"GET " + path: p.List, "POST " + path: p.Create, "GET " + path + "/{vorlage}": p.Form,
		"POST " + path + "/{vorlage}": p.Save, "POST " + path + "/{vorlage}/angebot": p.Archive} {
		method, at, _ := strings.Cut(route, " ")
		o.routes.Method(method, at, o.serve(handle))
	}
	return o
}

func (o *office) must(err error) {
	o.t.Helper()
	if err != nil {
		o.t.Fatal(err)
	}
}

func (o *office) serve(handle visit.Handler) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		o.must(r.ParseForm())
		v := &visit.Visit{Actor: o.actor, Authority: o.Authority, Now: o.Clock.Now(), ReceivedAt: o.Clock.Now()}
		if o.failed = handle(w, r, v); o.failed != nil {
			w.WriteHeader(http.StatusTeapot)
		}
	}
}

func (o *office) send(method, at string, form url.Values) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, at, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w := httptest.NewRecorder()
	o.routes.ServeHTTP(w, r)
	return w
}

// get reads a page and holds it to the rules of all pages.
func (o *office) get(at string) *htmlcheck.Document {
	o.t.Helper()
	return o.page(o.send(http.MethodGet, at, nil), http.StatusOK)
}

func (o *office) page(w *httptest.ResponseRecorder, status int) *htmlcheck.Document {
	o.t.Helper()
	if o.failed != nil || w.Code != status {
		o.t.Fatalf("got status %d and error %v, want %d", w.Code, o.failed, status)
	}
	return htmlcheck.Page(o.t, w.Body.String()).WellFormed()
}

// goes is where a form leads that did what it should.
func (o *office) goes(at string, form url.Values) string {
	o.t.Helper()
	w := o.send(http.MethodPost, at, form)
	if o.failed != nil || w.Code != http.StatusSeeOther {
		o.t.Fatalf("POST %s: got status %d and error %v, want 303", at, w.Code, o.failed)
	}
	return w.Header().Get("Location")
}

// refused is the page that comes back with a form.
func (o *office) refused(at string, form url.Values) *htmlcheck.Document {
	o.t.Helper()
	return o.page(o.send(http.MethodPost, at, form), http.StatusUnprocessableEntity)
}

func (o *office) own() []template.Template {
	o.t.Helper()
	list, err := o.templates.Own(o.t.Context(), o.actor, o.Authority.ID)
	o.must(err)
	return list
}

// take makes an own template of a standard and returns the address of its form.
func (o *office) take(name string) string {
	o.t.Helper()
	return o.goes(path, o.get(path).FormWith("Als eigene übernehmen: "+name).Press("Als eigene übernehmen: "+name))
}

func TestTemplateIsMadeOnceAndSaved(t *testing.T) {
	o := open(t, proceduretest.New(t))
	button := "Als eigene übernehmen: Bebauungsplan im Regelverfahren"
	form := o.get(path).FormWith(button).Press(button)
	at := o.goes(path, form)
	if again := o.goes(path, form); again != at || len(o.own()) != 1 {
		t.Errorf("sent twice: got %s and %d templates, want the one at %s", again, len(o.own()), at)
	}
	f := o.get(at).Has("textarea[name=items_draft]", "Umweltbericht | Umweltbericht | Planungsbüro | § 2a S. 2 Nr. 2 BauGB").FormWith("Vorlage speichern")
	f.Fill("Name der Vorlage", "Wohngebiet am Ortsrand")
	f.Fill("Unterlagen für die Veröffentlichung des Entwurfs", f.Values.Get("items_draft")+"\n\nEnergiekonzept | gutachten | Fachgutachten")
	f.Fill("Personen", "Sachbearbeitung | Jana Wirth | | 02999 1 | öffentlich")
	f.Fill("Entwurf ausarbeiten und billigen", "26")
	f.Fill("Adresse im zentralen Portal des Landes", "https://portal.example/{slug}")
	sent := f.Press("Vorlage speichern")
	for range 2 {
		if to := o.goes(at, sent); to != path {
			t.Errorf("after saving: got %s, want the list", to)
		}
	}
	made := o.own()[0]
	c := made.Content
	last := c.Items[len(c.Items)-3]
	if made.Origin.Version != 2 || made.Name != "Wohngebiet am Ortsrand" || last.Title != "Energiekonzept" || last.Role != procedure.RoleReport || c.Weeks[procedure.StepDraft] != 26 ||
		c.Persons[0].Name != "Jana Wirth" || c.Portal != "https://portal.example/{slug}" || c.LetterFormal == "" || len(c.Topics) != 8 {
		t.Errorf("got %+v, want version 2 as it was typed, and the rest as it was", made)
	}
	o.get(path).Has("[aria-labelledby=eigene]", "Wohngebiet am Ortsrand").Has("[aria-labelledby=eigene]", "14 Unterlagen, 1 Person").
		Has("[aria-labelledby=eigene]", "Fassung 2").Follow("Verfahren damit anlegen: Wohngebiet am Ortsrand")
}

// TestEveryStandardPassesThroughItsForm opens a copy of each standard and saves it untouched: the form loses nothing, and no
// version is written.
func TestEveryStandardPassesThroughItsForm(t *testing.T) {
	o := open(t, proceduretest.New(t))
	for _, s := range template.Standards() {
		at := o.take(s.Name)
		o.goes(at, o.get(at).FormWith("Vorlage speichern").Press("Vorlage speichern"))
	}
	list := o.own()
	if len(list) != len(template.Standards()) {
		t.Errorf("got %d templates, want one of each standard", len(list))
	}
	for _, made := range list {
		if made.Origin.Version != 1 {
			t.Errorf("%s: saved untouched: got version %d, want 1", made.Name, made.Origin.Version)
		}
	}
}

func TestRefusedTemplateKeepsWhatWasTyped(t *testing.T) {
	o := open(t, proceduretest.New(t))
	at := o.take("Bebauungsplan im Regelverfahren")
	f := o.get(at).FormWith("Vorlage speichern")
	f.Fill("Name der Vorlage", "")
	f.Fill("Unterlagen für die frühzeitige Beteiligung", "Vorentwurf | Plan\n\nModell | Holz | Planungsbüro")
	f.Fill("Personen", "Leitung | Karl Leit | | | geheim")
	f.Fill("Worum es geht", "Ein <Gerüst> & mehr")
	f.Fill("Beschluss", "vier")
	p := o.refused(at, f.Press("Vorlage speichern"))
	p.Has("#items_early-e", "Zeile 2: „Holz“ ist keine Art von Unterlage. Möglich sind: Kurzfassung, Plan").Has("textarea[name=items_early]", "Modell | Holz | Planungsbüro").
		Has("#persons-e", "Zeile 1: „geheim“").Has("textarea[name=persons]", "geheim").Has("#weeks_adoption-e", "ganze Zahl").
		Has("textarea[name=summary]", "Ein <Gerüst> & mehr").Has("[role=alert] a[href=#items_early]", "")
	again := p.FormWith("Vorlage speichern")
	if got := again.Values.Get("weeks_adoption"); got != "vier" {
		t.Errorf("the duration: got %q, want what was typed", got)
	}
	again.Fill("Unterlagen für die frühzeitige Beteiligung", "")
	again.Fill("Personen", "")
	again.Fill("Beschluss", "4")
	again.Fill("Unterlagen für die Veröffentlichung des Entwurfs", "Planzeichnung | Plan\nBegründung | Begründung")
	o.refused(at, again.Press("Vorlage speichern")).Has("#name-e", "Namen").Has("#items_draft-e", "der Umweltbericht").Has("#items_draft-e", "§ 2a S. 2 Nr. 2 BauGB")
	if v := o.own()[0].Origin.Version; v != 1 {
		t.Errorf("got version %d, want nothing saved", v)
	}
}

func TestTemplateThatChangedMeanwhileIsNotOverwritten(t *testing.T) {
	o := open(t, proceduretest.New(t))
	at := o.take("Veränderungssperre")
	mine, theirs := o.get(at).FormWith("Vorlage speichern"), o.get(at).FormWith("Vorlage speichern")
	theirs.Fill("Name der Vorlage", "Sperre Altstadt")
	o.goes(at, theirs.Press("Vorlage speichern"))
	mine.Fill("Name der Vorlage", "Sperre Bahnhof")
	p := o.refused(at, mine.Press("Vorlage speichern")).Has("[role=alert]", "inzwischen geändert").Has(".kern-alert--warning", "Fassung 2")
	if o.own()[0].Name != "Sperre Altstadt" {
		t.Errorf("got %q, want what was saved first", o.own()[0].Name)
	}
	again := p.FormWith("Vorlage speichern")
	if got := again.Values.Get("name"); got != "Sperre Bahnhof" {
		t.Errorf("the name: got %q, want what was typed", got)
	}
	o.goes(at, again.Press("Vorlage speichern"))
	if made := o.own()[0]; made.Name != "Sperre Bahnhof" || made.Origin.Version != 3 {
		t.Errorf("got %q in version %d, want the second one over it, knowingly", made.Name, made.Origin.Version)
	}
}

func TestTemplateIsTakenOutOfTheOfferAndCopied(t *testing.T) {
	o := open(t, proceduretest.New(t))
	o.take("Klarstellungssatzung")
	o.goes(path, o.get(path).FormWith("Kopieren: Klarstellungssatzung").Press("Kopieren: Klarstellungssatzung"))
	p := o.get(path).Has("[aria-labelledby=eigene]", "Klarstellungssatzung (Kopie)")
	button := "Stilllegen: Klarstellungssatzung (Kopie)"
	form := p.FormWith(button)
	for range 2 {
		o.goes(form.Action, form.Press(button))
	}
	p = o.get(path).Has("[aria-labelledby=stillgelegt]", "Klarstellungssatzung (Kopie)")
	back := p.FormWith("Wieder anbieten: Klarstellungssatzung (Kopie)")
	o.goes(back.Action, back.Press("Wieder anbieten: Klarstellungssatzung (Kopie)"))
	if o.get(path).HasNone("[aria-labelledby=stillgelegt]"); len(o.own()) != 2 {
		t.Errorf("got %d templates, want two", len(o.own()))
	}
}

// TestPlannersLook shows the list without what only a lead may do.
func TestPlannersLook(t *testing.T) {
	o := open(t, proceduretest.New(t))
	at := o.take("Veränderungssperre")
	o.actor = o.Planner
	o.get(path).Has("[aria-labelledby=eigene]", "Veränderungssperre").HasNone("main form").Lacks("Bearbeiten")
	if o.send(http.MethodPost, path, url.Values{"aus": {"standard-bplan-13"}, "schluessel": {"01997c00-0000-7000-8000-00000000000a"}}); !errors.Is(o.failed, procedure.ErrForbidden) {
		t.Errorf("a planner copies: got %v, want ErrForbidden", o.failed)
	}
	if o.send(http.MethodPost, at, o.get(at).FormWith("Vorlage speichern").Press("Vorlage speichern")); !errors.Is(o.failed, procedure.ErrForbidden) {
		t.Errorf("a planner saves: got %v, want ErrForbidden", o.failed)
	}
}

func TestTemplateOfAnotherTownDoesNotExist(t *testing.T) {
	db := testdb.New(t)
	o, other := open(t, proceduretest.In(t, db, "auenbrueck")), open(t, proceduretest.In(t, db, "bergheim"))
	at := o.take("Veränderungssperre")
	form := o.get(at).FormWith("Vorlage speichern").Press("Vorlage speichern")
	for _, ask := range []struct {
		method, at string
	}{{http.MethodGet, at}, {http.MethodPost, at}, {http.MethodPost, at + "/angebot"}, {http.MethodGet, path + "/standard-bplan-13"}, {http.MethodGet, at + ".1"}} {
		if other.send(ask.method, ask.at, form); !errors.Is(other.failed, procedure.ErrNotFound) {
			t.Errorf("%s %s: got %v, want ErrNotFound", ask.method, ask.at, other.failed)
		}
	}
}
