package planning_test

import (
	"net/http"
	"net/url"
	"os/exec"
	"strings"
	"testing"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure/period"
	"github.com/einwand/einwand/procedure/proceduretest"
	"github.com/einwand/einwand/procedure/statement"
	"github.com/einwand/einwand/weighing"
)

// told is an office after the meeting. Number 1 asked for a mail and gave an address, 2 and 4 for a letter, 3 for a letter
// to nowhere, 5 for nothing, and 6 was withdrawn.
func told(t testing.TB) *office {
	t.Helper()
	o := publish(t)
	o.file("Mara", "Hoffmann", "Die Linden sollen bleiben.")
	quirin := statement.Contact{Name: "Quirin Zuckerhagel", Street: "Kanarienweg 4", PostalCode: "59999", City: "Auenbrück", ReplyBy: "post", ActingFor: "self"}
	nowhere, silent, other := quirin, quirin, quirin
	nowhere.Street, silent.ReplyBy = "", "none"
	nowhere.Name, silent.Name, other.Name = "Nora Nirgend", "Silke Still", "Thusnelda Vogelsang"
	for _, c := range []statement.Contact{quirin, nowhere, other, silent} {
		_, err := o.statements.RecordIntake(t.Context(), o.Planner, o.ref, statement.NewIntake{Channel: statement.Letter, ReceivedAt: o.Clock.Now(), Evidence: "Eingangsstempel",
			Key: uuid.New(), Contributions: []statement.Contribution{{Kind: statement.Person, Contact: c, Text: []byte("Punkt von " + strings.Fields(c.Name)[1][:3] + ".")}}})
		o.must(err)
	}
	st := o.file("Jonas", "Weber", "Doch nicht.")
	o.must(o.statements.Withdraw(t.Context(), o.Resident(t, "Jonas", "Weber", identity.LevelHigh, identity.MeansEID), o.ref, st.ID))
	o.close()
	for n := range int64(5) {
		o.answer(n+1, weighing.CodeNoted)
	}
	_, err := o.weighing.Freeze(t.Context(), o.Planner, o.ref, weighing.Freezing{})
	o.must(err)
	return o
}

// meet records the decision of the council.
func (o *office) meet() {
	o.t.Helper()
	o.Clock.Set(proceduretest.Instant(o.t, "2026-12-18 09:00:00"))
	_, err := o.weighing.RecordDecision(o.t.Context(), o.Staff(o.t, "Holger", "Stein", identity.RoleLead), o.ref, 1, weighing.NewDecision{Body: "Rat",
		MeetingOn: period.NewDate(2026, 12, 17), Votes: []weighing.Vote{{Yes: 31, No: 5}}})
	o.must(err)
}

func (o *office) opened() (list []string) {
	o.t.Helper()
	rows, err := o.DB.Super.Query(o.t.Context(), `
		SELECT l.action || ' ' || s.number FROM access_log l JOIN statement s ON s.id = l.subject_id WHERE l.action LIKE 'contacts%' ORDER BY s.number`)
	o.must(err)
	defer rows.Close()
	for rows.Next() {
		var line string
		o.must(rows.Scan(&line))
		list = append(list, line)
	}
	return list
}

func printed(t testing.TB, pdf string) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "pdftotext", "-layout", "-", "-")
	cmd.Stdin = strings.NewReader(pdf)
	text, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestLettersGoToThoseWhoAskedForThem(t *testing.T) {
	o := told(t)
	o.get(o.at("/tabellen")).Lacks("Ergebnis mitteilen")
	o.meet()
	d := o.get(o.get(o.at("/tabellen")).Follow("Ergebnis mitteilen: Briefe und E-Mails: zu Tabelle Nr. 1"))
	d.Has("main", "Zu 2 Stellungnahmen ist eine Antwort per Post gewünscht und eine Anschrift bekannt.").Has("h3", "Anschrift fehlt: 1").Has("main", "Zu 1 Stellungnahme ist eine Antwort per E-Mail gewünscht").
		Has("h3", "Keine Antwort möglich oder gewünscht: 1").Has("h3", "Zurückgezogen: 1").Has("main a", "BP47-0003").Has("main", "Zugriffsprotokoll").Lacks("Mehr als 50 Personen")
	for _, name := range []string{"Zuckerhagel", "Nirgend", "Vogelsang", "Still", "Hoffmann", "Weber", "Kanarienweg"} {
		d.Lacks(name)
	}
	if got := o.opened(); len(got) > 0 {
		t.Errorf("looking opened %q, want no address", got)
	}
	form := d.Form(o.at("/tabellen/1/briefe"))
	w := o.post(o.at("/tabellen/1/briefe"), form.Press("Briefe öffnen (PDF)"))
	if w.Code != http.StatusOK || w.Header().Get("Content-Type") != "application/pdf" || w.Header().Get("Cache-Control") != "no-store" {
		t.Fatalf("got %d (%v) %v", w.Code, o.failed, w.Header())
	}
	text := printed(t, w.Body.String())
	first, second := strings.Index(text, "Quirin Zuckerhagel"), strings.Index(text, "Thusnelda Vogelsang")
	if first < 0 || second < first || strings.Count(text, "Kanarienweg 4") != 2 || strings.Contains(text, "Linden") || strings.Contains(text, "Nirgend") {
		t.Errorf("got\n%s\nwant the letters 2 and 4 in their order", text)
	}
	if got := strings.Join(o.opened(), ", "); got != "contacts for letters 2, contacts for letters 4" {
		t.Errorf("access log: got %s", got)
	}
	form.Values.Set("auch-mail", "1")
	if w = o.post(o.at("/tabellen/1/briefe"), form.Press("Briefe öffnen (PDF)")); !strings.Contains(printed(t, w.Body.String()), "Mara Hoffmann") {
		t.Error("asked for those with a mail too: lacks Mara Hoffmann")
	}
}

// TestWhoWasToldGetsNoSecondLetter, unless the planner asks for it: nobody's address is opened without a need.
func TestWhoWasToldGetsNoSecondLetter(t *testing.T) {
	o := told(t)
	o.meet()
	here := o.at("/tabellen/1/briefe")
	sent := o.get(here).HasNone("#auch-benachrichtigte").Form(here + "/abgeschickt")
	sent.Values.Set("abgeschickt-am", "2026-12-17")
	o.goes(o.post(here+"/abgeschickt", sent.Press("Als abgeschickt festhalten")))
	form := o.get(here).Has("main", "Auch an 2 Stellungnahmen, zu denen das Ergebnis schon mitgeteilt ist").Form(here)
	o.page(o.post(here, form.Press("Briefe öffnen (PDF)")), http.StatusUnprocessableEntity).Has(".kern-alert--danger", "schon benachrichtigt")
	if got := o.opened(); len(got) > 0 {
		t.Errorf("opened %q, want no address", got)
	}
	form.Values.Set("auch-mail", "1")
	if got := printed(t, o.post(here, form.Press("Briefe öffnen (PDF)")).Body.String()); !strings.Contains(got, "Mara Hoffmann") || strings.Contains(got, "Quirin") {
		t.Errorf("got\n%s\nwant the letter to the one who was not told", got)
	}
	form.Values.Set("auch-benachrichtigte", "1")
	if got := printed(t, o.post(here, form.Press("Briefe öffnen (PDF)")).Body.String()); !strings.Contains(got, "Mara Hoffmann") || !strings.Contains(got, "Quirin Zuckerhagel") {
		t.Errorf("got\n%s\nwant all letters again", got)
	}
}

// TestManyLettersComeInSeveralFiles: each opens its own addresses, together they hold everybody, and none is larger than it may be.
func TestManyLettersComeInSeveralFiles(t *testing.T) {
	o := told(t)
	o.meet()
	o.pages.LettersAtOnce = 2
	here := o.at("/tabellen/1/briefe")
	form := o.get(here).Has("main", "Öffnen Sie nacheinander alle 2 Dateien").Form(here)
	const first, second = "Briefe zu Nr. 1 bis 2 (PDF)", "Briefe zu Nr. 3 bis 4 (PDF)"
	w := o.post(here, form.Press(second))
	if got := printed(t, w.Body.String()); !strings.Contains(got, "Thusnelda Vogelsang") || strings.Contains(got, "Quirin") {
		t.Errorf("second file: got\n%s\nwant letter 4 alone", got)
	}
	if got := w.Header().Get("Content-Disposition"); !strings.Contains(got, "Briefe-Tabelle-1-Nr-3-4-") {
		t.Errorf("got %s, want the numbers in the name of the file", got)
	}
	if got := strings.Join(o.opened(), ", "); got != "contacts for letters 4" {
		t.Errorf("access log: got %s, want the one that was opened", got)
	}
	form.Values.Set("auch-mail", "1")
	if got := printed(t, o.post(here, form.Press(first)).Body.String()); !strings.Contains(got, "Mara Hoffmann") || !strings.Contains(got, "Quirin") || strings.Contains(got, "Thusnelda") {
		t.Errorf("first file: got\n%s\nwant the letters 1 and 2", got)
	}
}

// TestTooManyLettersAreRefusedUnopened: a form made by hand opens no more than the buttons do, and keeps what was ticked.
func TestTooManyLettersAreRefusedUnopened(t *testing.T) {
	o := told(t)
	o.meet()
	o.pages.LettersAtOnce = 2
	here := o.at("/tabellen/1/briefe")
	for asked, want := range map[string]string{"": "zu viele Briefe", "1-4": "zu viele Briefe", "1-9223372036854775807": "zu viele Briefe",
		"7-9": "möchte niemand einen Brief", "4-3": "möchte niemand einen Brief", "-4": "möchte niemand einen Brief", "alle": "möchte niemand einen Brief"} {
		d := o.page(o.post(here, url.Values{"nummern": {asked}, "auch-mail": {"1"}}), http.StatusUnprocessableEntity).Has(".kern-alert--danger", want)
		if d.Form(here).Values.Get("auch-mail") == "" {
			t.Errorf("%q: the tick is lost", asked)
		}
	}
	if got := o.opened(); len(got) > 0 {
		t.Errorf("opened %q, want no address", got)
	}
}

func TestNoLettersBeforeTheDecision(t *testing.T) {
	o := told(t)
	for _, method := range []string{http.MethodGet, http.MethodPost} {
		r := request(o.at("/tabellen/1/briefe"))
		r.Method = method
		if o.send(r); !strings.Contains(o.failed.Error(), weighing.ErrNotFound.Error()) {
			t.Errorf("%s: got %v, want ErrNotFound", method, o.failed)
		}
	}
	if got := o.opened(); len(got) > 0 {
		t.Errorf("opened %q, want no address", got)
	}
}

// TestWithoutAnybodyToWriteToThereIsNoFile, and the page says why.
func TestWithoutAnybodyToWriteToThereIsNoFile(t *testing.T) {
	o := weigh(t, letter)
	o.answer(1, weighing.CodeNoted)
	_, err := o.weighing.Freeze(t.Context(), o.Planner, o.ref, weighing.Freezing{})
	o.must(err)
	o.meet()
	o.page(o.post(o.at("/tabellen/1/briefe"), nil), http.StatusUnprocessableEntity).Has(".kern-alert--danger", "niemanden, dem ein Brief geschrieben werden kann")
}

// TestManyPersonsMayBeToldByInspection: the page says what the law allows, and leaves nobody out. Five statements of persons
// stand; that of a body does not count, nor what was withdrawn.
func TestManyPersonsMayBeToldByInspection(t *testing.T) {
	o := told(t)
	o.meet()
	for _, sql := range []string{`UPDATE weighing_row SET grp = 'A' FROM statement s WHERE s.id = statement_id AND s.number = 5`,
		`UPDATE statement SET persons = 900 WHERE state = 'withdrawn' OR number = 5`} {
		_, err := o.DB.Super.Exec(t.Context(), sql)
		o.must(err)
	}
	for persons, many := range map[int]bool{47: false, 48: true} {
		_, err := o.DB.Super.Exec(t.Context(), `UPDATE statement SET persons = $1 WHERE number = 1`, persons)
		o.must(err)
		d := o.get(o.at("/tabellen/1/briefe")).Has("main", "Zu 2 Stellungnahmen ist eine Antwort per Post gewünscht")
		if many {
			d.Has("main", "§ 3 Abs. 2 S. 7 BauGB").Has("main", "51 Personen aus der Öffentlichkeit").Has("main a", "Bekanntmachung, wo das Ergebnis liegt")
		} else {
			d.Lacks("S. 7 BauGB")
		}
	}
}
