package administration_test

import (
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/go-chi/chi/v5"

	"github.com/einwand/einwand/cmd/einwand/internal/web/administration"
	"github.com/einwand/einwand/cmd/einwand/internal/web/htmlcheck"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/period"
	"github.com/einwand/einwand/procedure/proceduretest"
)

// office is a town whose administrator sits before the pages of this package.
type office struct {
	*proceduretest.Town
	t         testing.TB
	routes    chi.Router
	actor     identity.Actor
	place     string // address of the municipality
	failed    error  // what the last handler returned
	providers *identity.Providers
}

func open(t testing.TB) *office {
	t.Helper()
	o := &office{Town: proceduretest.New(t), t: t, routes: chi.NewRouter()}
	o.actor = o.Staff(t, "Aylin", "Demir", identity.RoleAdmin)
	o.actor.Grants = append(o.actor.Grants, identity.Grant{Authority: o.Authority.ID, Role: identity.RoleOperator})
	o.place = "/verwaltung/gemeinden/" + o.Municipality.String()
	o.providers = new(identity.Providers)
	p := &administration.Pages{Log: slog.New(slog.DiscardHandler), Procedures: o.Procedures, Accounts: o.Accounts, Seats: identity.NewSeats(o.Tenancy), Providers: o.providers,
		Enrolment: identity.NewEnrolment(slog.New(slog.DiscardHandler), o.DB.App, o.Clock.Now, o.providers, o.build)}
	const at = "/verwaltung/gemeinden/{id}"
	for path, handle := range map[string]visit.Handler{
		"GET /verwaltung": p.Overview, "GET " + at: p.Place,
		"GET " + at + "/feiertage/neu": p.AddForm, "POST " + at + "/feiertage/neu": p.AddHoliday,
		"GET " + at + "/feiertage/{feiertag}": p.EndForm, "POST " + at + "/feiertage/{feiertag}": p.EndHoliday,
		"GET " + at + "/teilfeiertage": p.ExtrasForm, "POST " + at + "/teilfeiertage": p.SetExtras,
		"GET " + at + "/bekanntmachungen": p.MediumForm, "POST " + at + "/bekanntmachungen": p.SetMedium,
		"GET /verwaltung/anmeldedienste": p.ProviderList, "GET /verwaltung/personen": p.Persons, "GET /verwaltung/personen/{konto}": p.Person, "POST /verwaltung/personen/{konto}": p.Appoint,
		"POST /verwaltung/personen/{konto}/beenden": p.Dismiss,
		"GET /verwaltung/anmeldedienste/neu":        p.ProviderForm, "POST /verwaltung/anmeldedienste/neu": p.EnterProvider,
		"GET /verwaltung/anmeldedienste/{idp}/metadaten": p.MetadataForm, "POST /verwaltung/anmeldedienste/{idp}/metadaten": p.RenewMetadata,
		"POST /verwaltung/anmeldedienste/{idp}/entfernen": p.RemoveProvider,
		"GET /verwaltung/gremien":                         p.Councils, "GET /verwaltung/gremien/neu": p.CouncilForm, "POST /verwaltung/gremien/neu": p.AddCouncil,
		"GET /verwaltung/gremien/{gremium}/einladen": p.InviteForm, "POST /verwaltung/gremien/{gremium}/einladen": p.InviteMembers,
		"POST /verwaltung/gremien/sitze/{sitz}/einladung": p.InviteAgain, "POST /verwaltung/gremien/sitze/{sitz}/ende": p.EndSeat,
	} {
		method, path, _ := strings.Cut(path, " ")
		o.routes.Method(method, path, o.serve(handle))
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
		if err := r.ParseMultipartForm(1 << 20); err != nil && !errors.Is(err, http.ErrNotMultipart) {
			o.t.Fatal(err)
		}
		v := &visit.Visit{Actor: o.actor, Authority: o.Authority, Now: o.Clock.Now(), ReceivedAt: o.Clock.Now()}
		if o.failed = handle(w, r, v); o.failed != nil {
			w.WriteHeader(http.StatusTeapot)
		}
	}
}

func (o *office) send(r *http.Request) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	o.routes.ServeHTTP(w, r)
	return w
}

// get reads a page and holds it to the rules of all pages.
func (o *office) get(path string) *htmlcheck.Document {
	o.t.Helper()
	return o.page(o.send(httptest.NewRequest(http.MethodGet, path, nil)), http.StatusOK)
}

func (o *office) page(w *httptest.ResponseRecorder, status int) *htmlcheck.Document {
	o.t.Helper()
	if o.failed != nil || w.Code != status {
		o.t.Fatalf("got status %d and error %v, want %d", w.Code, o.failed, status)
	}
	if got := w.Header().Get("Cache-Control"); got != "no-store" {
		o.t.Errorf("Cache-Control: got %q, want no-store", got)
	}
	return htmlcheck.Page(o.t, w.Body.String()).WellFormed()
}

func (o *office) post(path string, form url.Values) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return o.send(r)
}

// saves sends a form that leads back to the municipality.
func (o *office) saves(path string, form url.Values) {
	o.t.Helper()
	w := o.post(path, form)
	if o.failed != nil || w.Code != http.StatusSeeOther || w.Header().Get("Location") != o.place {
		o.t.Fatalf("got status %d to %q and error %v, want 303 to the municipality", w.Code, w.Header().Get("Location"), o.failed)
	}
}

// fill changes the form of a page.
func (o *office) fill(path string, pairs ...string) url.Values {
	o.t.Helper()
	form := o.get(path).Form(path).Values
	for i := 0; i < len(pairs); i += 2 {
		form.Set(pairs[i], pairs[i+1])
	}
	return form
}

func (o *office) view() procedure.MunicipalityView {
	o.t.Helper()
	v, err := o.Procedures.Administered(o.t.Context(), o.actor, o.Authority.ID, o.Municipality)
	o.must(err)
	return v
}

// katharina is a holiday on 25 November.
var katharina = []string{"name", "Katharinentag", "art", "jaehrlich", "tag", "25", "monat", "11", "grundlage", "§ 1 Feiertagssatzung"}

func TestHolidayIsAddedOnceAndEnded(t *testing.T) {
	o := open(t)
	add := o.get(o.get("/verwaltung").Has(".ew-lines", "Feiertage des Landes").Follow("Auenbrück")).Follow("Feiertag hinzufügen")
	form := o.fill(add, katharina...)
	for range 2 {
		o.saves(add, form)
	}
	p := o.get(o.place).Has("#eigene-liste", "Eigene Feiertage").Has("tbody tr", "Katharinentag jedes Jahr am 25. November ohne Begrenzung § 1 Feiertagssatzung").
		Has(".ew-log li", "Feiertag „Katharinentag“ hinzugefügt, Aylin Demir")
	if n := len(o.view().Holidays); n != 1 {
		t.Fatalf("got %d holidays, want the form that came twice to enter one", n)
	}
	o.get("/verwaltung").Has(".ew-lines", "dazu 1 eigener Feiertag")
	end := p.Follow("Beenden: Katharinentag")
	for name, c := range map[string]struct{ how, last, field, words string }{
		"nothing chosen": {"", "", "wie", "warum der Feiertag nicht mehr gilt"},
		"no day":         {"bis", "", "letzter", "letzten Tag"},
		"no date":        {"bis", "31.12.27", "letzter", "gibt es nicht"},
	} {
		refused := o.page(o.post(end, o.fill(end, "wie", c.how, "letzter", c.last)), http.StatusUnprocessableEntity)
		if !strings.Contains(refused.Text("[role=alert] a[href='#"+c.field+"']"), c.words) {
			t.Errorf("%s: got %q, want %q", name, refused.Text("[role=alert]"), c.words)
		}
		if c.last != "" {
			refused.Has("input[name=letzter][value='"+c.last+"']", "")
		}
	}
	for range 2 {
		o.saves(end, url.Values{"wie": {"bis"}, "letzter": {"2027-12-31"}})
	}
	o.get(o.place).Has("tbody tr", "Katharinentag jedes Jahr am 25. November beendet, gilt zuletzt am 31. Dezember 2027").HasNone("a[href='"+end+"']").
		Has(".ew-log li", "Feiertag „Katharinentag“ beendet, gilt zuletzt am 31. Dezember 2027, Aylin Demir")
	o.get(end).Has("main", "Dieser Feiertag ist schon beendet").HasNone("main form")
}

func TestMistakeNeverHeld(t *testing.T) {
	o := open(t)
	o.saves(o.place+"/feiertage/neu", url.Values{"name": {"Stadtfest"}, "art": {"einmalig"}, "datum": {"2026-07-02"}, "grundlage": {"Verordnung vom 1. März 2026"}})
	o.get(o.place).Has("tbody tr", "Stadtfest nur am 2. Juli 2026 an diesem Tag").Has("tbody tr", "Do, 02.07.2026 Stadtfest eigener Verordnung vom 1. März 2026")
	end := o.get(o.place).Follow("Beenden: Stadtfest")
	o.saves(end, url.Values{"wie": {"versehen"}, "letzter": {"kein Tag"}})
	p := o.get(o.place).Has("tbody tr", "galt nie, der Eintrag war ein Versehen")
	if slices.ContainsFunc(p.Texts("tbody tr"), func(row string) bool { return strings.HasPrefix(row, "Do, 02.07.2026") }) {
		t.Error("a mistake is listed among the holidays that hold")
	}
}

// TestPlaceListsEveryHolidayWithItsAct: of the Land, of a part of it, and of the town.
func TestPlaceListsEveryHolidayWithItsAct(t *testing.T) {
	o := open(t)
	o.must(o.Procedures.AddHoliday(t.Context(), o.actor, o.Authority.ID, o.Municipality,
		period.Local{Name: "Katharinentag", Norm: "§ 1 Feiertagssatzung", Month: time.November, Day: 25, From: period.NewDate(2027, time.January, 1)}))
	p := o.get(o.place).Has("dl", "Land Nordrhein-Westfalen Amtlicher Gemeindeschlüssel 05974040").
		Has("caption", "Alle Feiertage in Auenbrück, 1. Januar 2026 bis 31. Dezember 2027").
		Has("tbody tr", "Do, 01.01.2026 Neujahr im ganzen Land § 2 Feiertagsgesetz NW").
		Has("tbody tr", "Sa, 03.10.2026 Tag der Deutschen Einheit im ganzen Land Art. 2 Abs. 2 Einigungsvertrag").
		Has("tbody tr", "Do, 25.11.2027 Katharinentag eigener § 1 Feiertagssatzung")
	rows := p.Texts("tbody tr")
	if got := len(rows); got != 1+11+12 {
		t.Errorf("got %d rows, want the one entered, 11 holidays of 2026 and 12 of 2027", got)
	}
	// today is 1 June 2026; 30 June ends a month
	p.Has(".ew-calc div", "Erster Tag zählt mit § 187 Abs. 2 BGB Mo, 01.06.2026").Has(".ew-calc div", "Frühestes zulässiges Ende § 3 Abs. 2 S. 1 BauGB Di, 30.06.2026")
}

// TestPlaceNamesTheRoundsThatWouldEndOtherwise adds a holiday to a town whose public is being asked.
func TestPlaceNamesTheRoundsThatWouldEndOtherwise(t *testing.T) {
	o := open(t)
	ref, _ := o.Publish(t)
	o.get(o.place).Lacks("würden heute anders berechnet")
	o.saves(o.place+"/feiertage/neu", o.fill(o.place+"/feiertage/neu", katharina...))
	p := o.get(o.place).Has(".kern-alert--warning", "einwand ändert keine Frist von selbst").
		Has("tbody tr", "Bebauungsplan Nr. 47 Veröffentlichung im Internet, veröffentlicht Mo, 26.10.2026 bis Fr, 27.11.2026 Mi, 25.11.2026 Do, 26.11.2026")
	if got, want := p.Follow("Bebauungsplan Nr. 47"), "/planung/verfahren/"+ref.Slug; got != want {
		t.Errorf("got a link to %s, want %s", got, want)
	}
	o.saves(o.place+"/feiertage/neu", o.fill(o.place+"/feiertage/neu", append(katharina, "name", "Markttag", "tag", "27")...))
	o.get(o.place).Has("tbody tr", "rechtzeitig, was bis Mo, 30.11.2026 eingeht. Festgelegt ist Fr, 27.11.2026.")
	if got := o.View(t, ref).Round.Period; got.MinLastDay != period.NewDate(2026, time.November, 25) {
		t.Errorf("the period on record: got %+v, want it as it was fixed", got)
	}
}

func TestRefusedHolidayKeepsWhatWasTyped(t *testing.T) {
	o := open(t)
	path := o.place + "/feiertage/neu"
	for name, c := range map[string]struct {
		change []string
		field  string
		words  string
	}{
		"no name":       {[]string{"name", " "}, "name", "Namen des Feiertags"},
		"no act":        {[]string{"grundlage", ""}, "grundlage", "Rechtsgrundlage"},
		"31 November":   {[]string{"tag", "31"}, "tag", "gibt es nicht"},
		"no month":      {[]string{"monat", ""}, "tag", "gibt es nicht"},
		"a word as day": {[]string{"tag", "Montag"}, "tag", "gibt es nicht"},
		"from no date":  {[]string{"ab", "1.1.27"}, "ab", "gibt es nicht"},
		"to no date":    {[]string{"bis", "immer"}, "bis", "gibt es nicht"},
		"wrong order":   {[]string{"ab", "2028-01-01", "bis", "2027-01-01"}, "bis", "vor dem ersten"},
		"once, no date": {[]string{"art", "einmalig"}, "datum", "Datum"},
		"once, 30.2.":   {[]string{"art", "einmalig", "datum", "2027-02-30"}, "datum", "gibt es nicht"},
		"neither":       {[]string{"art", "oft"}, "art", "wie oft"},
	} {
		form := o.fill(path, append(append([]string{}, katharina...), c.change...)...)
		p := o.page(o.post(path, form), http.StatusUnprocessableEntity)
		if got := p.Text("[role=alert] a[href='#" + c.field + "']"); !strings.Contains(got, c.words) {
			t.Errorf("%s: got %q, want %q at %s", name, got, c.words, c.field)
		}
		again := p.Form(path).Values
		for field, want := range form {
			if got := again.Get(field); field != "art" && got != strings.TrimSpace(want[0]) {
				t.Errorf("%s: %s: got %q in the form again, want %q", name, field, got, want[0])
			}
		}
	}
	if n := len(o.view().Holidays); n != 0 {
		t.Errorf("got %d holidays, want none of what was refused", n)
	}
}

func TestExtrasAndMediumAreSet(t *testing.T) {
	o := open(t)
	medium := o.get(o.place).HasNone("a[href='" + o.place + "/teilfeiertage']").Follow("Ändern: Bekanntmachungen")
	for range 2 {
		o.saves(medium, o.fill(medium, "medium", "Amtsblatt"))
	}
	o.page(o.post(medium, url.Values{"medium": {" "}}), http.StatusUnprocessableEntity).Has("[role=alert] a[href='#medium']", "Blatt oder Seite")
	o.get(o.place).Has("dl", "Bekanntmachungen Amtsblatt").Has(".ew-log li", "Bekanntmachungen in: Amtsblatt (vorher: Auenbrücker Anzeiger), Aylin Demir")
	o.get(o.place+"/teilfeiertage").Has("main", "Hier ist nichts einzustellen").HasNone("main form")

	var err error
	o.Municipality, err = o.Procedures.AddMunicipality(t.Context(), identity.Operator, o.Authority.ID,
		procedure.Municipality{AGS: "09761000", Land: "BY", Name: "Augsburg", AnnouncementMedium: "Amtsblatt"})
	o.must(err)
	o.place = "/verwaltung/gemeinden/" + o.Municipality.String()
	extras := o.get(o.place).Has("dl", "Feiertage in Teilen des Landes keine").Follow("Ändern: Feiertage in Teilen des Landes")
	o.get(extras).Has("label[for=extras]", "Augsburger Friedensfest")
	for range 2 {
		o.saves(extras, url.Values{"extras": {"himmelfahrt", "augsburg"}})
	}
	p := o.get(o.place).Has("tbody tr", "Sa, 08.08.2026 Augsburger Friedensfest in Teilen des Landes Art. 1 Abs. 2 BayFTG").
		Has(".ew-log li", "Feiertage in Teilen des Landes: Augsburger Friedensfest, Mariä Himmelfahrt (vorher: keine), Aylin Demir")
	if n := p.Count(".ew-log li"); n != 1 {
		t.Errorf("got %d changes, want the form that came twice to change once", n)
	}
	if got := o.get(extras).Form(extras).Values["extras"]; len(got) != 2 {
		t.Errorf("got %q chosen in the form, want both", got)
	}
	o.page(o.post(extras, url.Values{"extras": {"fronleichnam", "karneval"}}), http.StatusUnprocessableEntity).Has("[role=alert] a[href='#extras']", "kennt Bayern nicht")
}

func TestPlaceOfAnotherAuthorityDoesNotExist(t *testing.T) {
	o := open(t)
	theirs := proceduretest.In(t, o.DB, "bergheim")
	for _, id := range []string{theirs.Municipality.String(), "0197b8a0-0000-7000-8000-000000000000", "auenbrueck"} {
		for _, path := range []string{"", "/feiertage/neu", "/feiertage/" + o.Municipality.String(), "/teilfeiertage", "/bekanntmachungen"} {
			o.send(httptest.NewRequest(http.MethodGet, "/verwaltung/gemeinden/"+id+path, nil))
			if o.failed == nil || !strings.Contains(o.failed.Error(), procedure.ErrNotFound.Error()) {
				t.Errorf("%s%s: got %v, want ErrNotFound", id, path, o.failed)
			}
		}
	}
}
