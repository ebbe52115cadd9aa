package planning_test

import (
	"net/url"
	"strings"
	"testing"

	"github.com/google/uuid"

	"github.com/einwand/einwand/cmd/einwand/internal/web/htmlcheck"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/template"
)

const newPath = "/planung/verfahren/neu"

// begin fills the form of a template as a planner does, and returns what it sends.
func (o *office) begin(label string) url.Values {
	o.t.Helper()
	p := o.get(o.get(newPath).Follow(label))
	f := p.FormWith("Verfahren anlegen")
	f.Fill("Name des Plans", "Bebauungsplan Nr. 48 „Am Wehr“")
	f.Fill("Ortsteil oder Lage", "Am Wehr")
	f.Fill("Das Gebiet in Worten", "Zwischen Wehr und Auenbach.")
	f.Fill("Worum es geht", "Am Wehr sollen zwölf Wohnungen entstehen.")
	return f.Press("Verfahren anlegen")
}

// TestProcedureStartsFromATemplate follows a planner from the choice to the checklist, with the four fields that only the
// planner knows.
func TestProcedureStartsFromATemplate(t *testing.T) {
	o := open(t)
	o.get(newPath).Has("h2", "Für bestimmte Grundstücke festlegen").Has(".ew-lines", "13 Unterlagen auf der Checkliste").Follow("Ohne Vorlage anlegen")
	form := o.begin("Bebauungsplan im Regelverfahren")
	for range 2 { // sent twice
		if got := o.goes(o.post(newPath, form)); got != "/planung/verfahren/bp-48/schritte/T1" {
			t.Fatalf("onwards: got %s, want the decision that begins it", got)
		}
	}
	var err error
	o.ref, err = o.Procedures.Resolve(t.Context(), "bp-48")
	o.must(err)
	v := o.View(t, o.ref)
	if v.ShortTitle != "Bebauungsplan Nr. 48" || v.Prefix != "BP48" || v.Plan.Kind != procedure.BPlan || v.Regime != procedure.Regular || v.MinAssurance != identity.LevelSubstantial {
		t.Errorf("got %+v, want the names made from the title and the rest from the template", v.Procedure)
	}
	if s := procedure.Latest(v.Steps, procedure.StepDraft); !strings.HasPrefix(s.Expected, "voraussichtlich im ") {
		t.Errorf("the draft is expected %q, want a month from the template", s.Expected)
	}
	act := o.get(o.at("/schritte/T1")).FormWith("Zu den Akten nehmen")
	if got := act.Values.Get("organ"); got != "Rat" {
		t.Errorf("T1 asks for the body with %q, want Rat from the template", got)
	}
	act.Fill("Tag des Beschlusses", "2026-06-01")
	o.goes(o.post(o.at("/schritte/T1"), act.Press("Zu den Akten nehmen")))
	o.get(o.at("")).Has(".ew-tiles", "0 von 13 Unterlagen der Checkliste liegen bereit").Follow("Checkliste")
}

// TestTextOfATemplateMustBeFilledIn leaves brackets standing, in the summary and in how people discuss the plan.
func TestTextOfATemplateMustBeFilledIn(t *testing.T) {
	o := open(t)
	form := o.begin("Bebauungsplan im Regelverfahren")
	form.Set("summary", "Am Wehr sollen [Zahl] Wohnungen entstehen [2].")
	o.page(o.post(newPath, form), 422).Has("#summary-e", "eckigen Klammern steht: [Zahl].").Has("textarea[name=summary]", "[Zahl] Wohnungen entstehen [2]").
		Has("input[name=vorlage]", "").Has("dd", "Bebauungsplan im Regelverfahren")
	o.started(form)
	const days = "/fristen?art=early&erster=2026-08-03"
	f := o.get(o.at(days)).FormWith("Frist festlegen")
	f.Fill("Stand der Fassung", "2026-06-01")
	sent := f.Press("Frist festlegen")
	sent["umwelt_wahl"] = []string{"Boden und Fläche", "Wasser und Hochwasser"}
	p := o.page(o.post(o.at("/fristen"), sent), 422)
	p.Has("[role=alert] a[href=#eroerterung]", "[Tag], [Uhrzeit], [Ort]").Has("textarea[name=umwelt]", "Boden und Fläche Wasser und Hochwasser")
	if n := p.Count("input[name=umwelt_wahl]"); n != 6 {
		t.Errorf("got %d kinds still offered, want 6 of 8", n)
	}
	again := p.FormWith("Frist festlegen")
	again.Fill("Wo und wie kann man die Planung erörtern?", "Bürgerversammlung am 10. August um 19 Uhr im Schützenhaus.")
	o.goes(o.post(o.at("/fristen"), again.Press("Frist festlegen")))
	if r := o.View(t, o.ref).Round; len(r.Topics) != 2 || !strings.HasPrefix(r.Discussion, "Bürgerversammlung am 10.") {
		t.Errorf("got %+v, want the chosen topics and the discussion", r)
	}
}

// started creates the procedure of a form and begins it.
func (o *office) started(form url.Values) {
	o.t.Helper()
	form.Set("summary", "Am Wehr sollen zwölf Wohnungen entstehen.")
	o.goes(o.post(newPath, form))
	var err error
	o.ref, err = o.Procedures.Resolve(o.t.Context(), "bp-48")
	o.must(err)
	o.Perform(o.t, o.ref, procedure.Move{Transition: "T1", Answers: procedure.Answers{"am": "2026-06-01", "organ": "Rat"}})
}

// blank counts the fields that a planner finds empty, and those among them that have to be filled in; a text with brackets
// to replace is one of these.
func blank(p *htmlcheck.Document, form url.Values) (asked, empty int) {
	for name, values := range form {
		if p.Count("label[for="+name+"]") != 1 || values[0] != "" && (name != "summary" || !strings.Contains(values[0], "[")) {
			continue
		}
		empty++
		if !strings.Contains(p.Text("label[for="+name+"]"), "(freiwillig)") {
			asked++
		}
	}
	return asked, empty
}

// TestTemplateLeavesFourFields is the figure that templates are for.
func TestTemplateLeavesFourFields(t *testing.T) {
	o := open(t)
	for path, want := range map[string][2]int{newPath + "?vorlage=standard-bplan-regular": {4, 9}, newPath + "?vorlage=ohne": {4, 11}} {
		p := o.get(path)
		asked, empty := blank(p, p.FormWith("Verfahren anlegen").Values)
		if asked != want[0] || empty != want[1] {
			t.Errorf("%s: got %d fields to fill in and %d empty, want %v", path, asked, empty, want)
		}
	}
	p := o.get(newPath + "?vorlage=standard-fnp-13")
	if n := p.Count("input[name=kind]") + p.Count("input[name=regime]"); n != 0 {
		t.Errorf("got %d answers to what the template settles, want none asked", n)
	}
}

func TestTemplateThatDoesNotExistIsNoForm(t *testing.T) {
	o := open(t)
	for _, key := range []string{"standard-haus", "x", uuid.NewString()} {
		o.send(request(newPath + "?vorlage=" + key))
		if !strings.Contains(o.failed.Error(), procedure.ErrNotFound.Error()) {
			t.Errorf("%s: got %v, want ErrNotFound", key, o.failed)
		}
	}
}

func TestOwnTemplatesComeFirst(t *testing.T) {
	o := open(t)
	lead, id := o.Staff(t, "Karl", "Leit", identity.RoleLead), newKey(t)
	templates := template.New(o.Tenancy)
	o.must(templates.Create(t.Context(), lead, o.Authority.ID, id, procedure.Origin{Standard: "bplan-regular"}, "Wohngebiet am Ortsrand"))
	own := func() []string { return o.get(newPath).Texts("[aria-labelledby=art-bplan] h3") }
	if got := own(); len(got) != 4 || got[0] != "Wohngebiet am Ortsrand" {
		t.Errorf("got %q, want the town's own before the three of the program", got)
	}
	o.must(templates.Archive(t.Context(), lead, o.Authority.ID, procedure.Origin{Template: id, Version: 1}, true))
	if got := own(); len(got) != 3 {
		t.Errorf("got %q, want the archived one left out", got)
	}
}

// TestChecklistLeadsToUploads goes from an open item to its upload and back.
func TestChecklistLeadsToUploads(t *testing.T) {
	o := open(t)
	o.started(o.begin("Bebauungsplan im Regelverfahren"))
	f := o.get(o.at("/fristen?art=publication&erster=2026-10-26")).FormWith("Frist festlegen")
	f.Fill("Stand der Fassung", "2026-06-01")
	o.goes(o.post(o.at("/fristen"), f.Press("Frist festlegen")))
	p := o.get(o.at("/checkliste")).Has("h1", "Checkliste").Has("main", "0 von 13 Unterlagen liegen bereit").Has("main", "Vorlage „Bebauungsplan im Regelverfahren“")
	to := p.Follow("Hochladen: Artenschutzprüfung")
	upload := o.get(strings.TrimSuffix(to, "#neu")).FormWith("Unterlage hochladen")
	if upload.Values.Get("title") != "Artenschutzprüfung" || upload.Values.Get("role") != "report" {
		t.Errorf("upload: got %v, want role and name of the item", upload.Values)
	}
	o.goes(o.upload(o.at("/unterlagen"), upload.Press("Unterlage hochladen"), "datei", "a.pdf", []byte("%PDF-1.7\nx")))
	p = o.get(o.at("/checkliste")).Has("main", "1 von 13 Unterlagen liegen bereit").Has("td", "Hochgeladen")
	item := p.Follow("Ändern: Umweltbericht")
	edit := o.get(item).FormWith("Speichern")
	edit.Choose("Sie ist in diesem Verfahren nicht nötig")
	edit.Fill("Zuständig", "Büro Grün")
	o.page(o.post(item, edit.Press("Speichern")), 422).Has("#reason-e", "warum").Has("#settled-e", "§ 2a S. 2 Nr. 2 BauGB").Has("input[name=responsible]", "")
	edit.Choose("Sie wird hochgeladen und hakt sich dann von selbst ab")
	edit.Fill("Fällig am", "2026-05-29")
	o.goes(o.post(item, edit.Press("Speichern")))
	o.get(o.at("/checkliste")).Has("tr", "Büro Grün").Has(".ew-state", "Überfällig")
	o.as(identity.RoleAuditor)
	o.get(o.at("/checkliste")).HasNone("form[action^='" + o.at("/checkliste") + "']").Lacks("Hochladen")
}

func TestItemIsAddedFromItsForm(t *testing.T) {
	o := open(t)
	o.ref = o.Create(t)
	f := o.get(o.at("/checkliste")).Has("main", "Auf der Liste steht noch nichts").FormWith("Auf die Liste setzen")
	f.Fill("Fällig am", "2026-13-45")
	f.Fill("Grundlage", "§ 1 Abs. 6 BauGB")
	p := o.page(o.post(o.at("/checkliste"), f.Press("Auf die Liste setzen")), 422).Has("#due-e", "Diesen Tag gibt es nicht")
	again := p.FormWith("Auf die Liste setzen")
	again.Fill("Fällig am", "2026-09-01")
	p = o.page(o.post(o.at("/checkliste"), again.Press("Auf die Liste setzen")), 422).Has("#title-e", "Bitte nennen Sie die Unterlage")
	again = p.FormWith("Auf die Liste setzen")
	again.Fill("Unterlage", "Verkehrsgutachten")
	for range 2 {
		o.goes(o.post(o.at("/checkliste"), again.Press("Auf die Liste setzen")))
	}
	o.get(o.at("/checkliste")).Has("main", "0 von 1 Unterlagen").Has("tr", "§ 1 Abs. 6 BauGB")
}

func TestPersonsAreOneALine(t *testing.T) {
	o := open(t)
	o.ref = o.Create(t)
	f := o.get(o.get(o.at("/checkliste")).Follow("Personen ändern")).FormWith("Speichern")
	f.Fill("Personen", "Sachbearbeitung | Jana Wirth | jana@auenbrueck.example | 02999 1 | öffentlich\n\nPlanungsbüro | Plan & Raum | postbeiplanraum | | extern")
	p := o.page(o.post(o.at("/beteiligte"), f.Press("Speichern")), 422).Has("#personen-e", "Zeile 2: „postbeiplanraum“ ist keine E-Mail-Adresse").
		Has("textarea[name=personen]", "Plan & Raum | postbeiplanraum")
	again := p.FormWith("Speichern")
	again.Fill("Personen", "Planungsbüro | Plan & Raum | | | fern")
	o.page(o.post(o.at("/beteiligte"), again.Press("Speichern")), 422).Has("#personen-e", "Zeile 1: „fern“")
	again.Fill("Personen", "Planungsbüro | Plan & Raum | | 02999 44 | extern")
	o.goes(o.post(o.at("/beteiligte"), again.Press("Speichern")))
	o.get(o.at("/checkliste")).Has(".ew-lines", "Planungsbüro (extern)").Has(".ew-lines", "02999 44")
}
