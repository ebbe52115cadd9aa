package council

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/einwand/einwand/cmd/einwand/internal/web/htmlcheck"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/period"
	"github.com/einwand/einwand/procedure/proceduretest"
	"github.com/einwand/einwand/procedure/statement"
	"github.com/einwand/einwand/weighing"
)

const (
	check  = "Weiter zur Prüfung"
	record = "Beschluss festhalten"
)

// desk is the lead on the day after the meeting.
func desk(t testing.TB) (*house, string) {
	t.Helper()
	h := frozen(t)
	h.actor = h.lead
	h.Clock.Set(proceduretest.Instant(t, "2026-12-18 09:00:00"))
	return h, decisionPath(h.ref.Slug, 1)
}

// fill types values into the form of a page.
func fill(d *htmlcheck.Document, path string, values map[string]string) htmlcheck.Form {
	f := d.Form(path)
	for name, value := range values {
		f.Values.Set(name, value)
	}
	return f
}

// enBlocVote is the usual decision: all points, as proposed.
var enBlocVote = map[string]string{"sitzung": "2026-12-17", "top": "TOP 7", "worueber": "alle", "wie": "as_proposed",
	"ja": "31", "nein": "5", "enthaltung": "2", "anwesend": "38", "befangen": "Frau Kessler\nHerr Ohm"}

func with(base map[string]string, more map[string]string) map[string]string {
	all := map[string]string{}
	for _, m := range []map[string]string{base, more} {
		for k, v := range m {
			all[k] = v
		}
	}
	return all
}

func TestDecisionIsCheckedThenRecorded(t *testing.T) {
	h, path := desk(t)
	form := h.see(path)
	form.Has("h1", "Beschluss zu Tabelle Nr. 1").Has("legend", "Worüber wird abgestimmt?").Has("legend", "Wie hat der Rat entschieden?")
	if got := form.Attr("#gremium", "value"); got != "Rat" {
		t.Errorf("body: got %q, want that of the town", got)
	}
	checked := h.page(h.post(path, fill(form, path, enBlocVote).Press(check)), http.StatusOK)
	checked.Has("h1", "Beschluss prüfen").Has("dd", "Donnerstag, 17. Dezember 2026").Has("dd", "5 wie vorgeschlagen; 2 Zeilen ohne Vorschlag")
	checked.Has("main p", "Der Rat beschließt die Abwägung zu allen Punkten gemäß Tabelle Nr. 1 (Prüfsumme ")
	checked.Has("main p", "mit 31 Ja-Stimmen, 5 Nein-Stimmen und 2 Enthaltungen.")
	checked.Has("main p", "Frau Kessler und Herr Ohm haben wegen Befangenheit (§ 31 GO NRW) an Beratung und Abstimmung zu allen Punkten dieser Abstimmung nicht mitgewirkt.")
	w := h.post(path, checked.Form(path).Press(record))
	if w.Code != http.StatusSeeOther {
		t.Fatalf("got %d (%v), want 303", w.Code, h.err)
	}
	done := h.see(w.Header().Get("Location"))
	done.Has(".kern-alert--success", "Beschluss Nr. 1 ist festgehalten").Has("#bisher", "Schon festgehalten").HasNone("form.ew-form")
	if again := h.see(done.Follow("Weiteren Beschluss festhalten")).Form(path); again.Values.Get("bekannt") != "1" {
		t.Errorf("another decision starts from %q known ones", again.Values.Get("bekannt"))
	}
	table, err := h.pages.Weighing.CouncilTable(t.Context(), h.lead, h.ref, 1, 1)
	h.must(err)
	d := table.Decision
	if d.Body != "Rat" || d.AgendaItem != "TOP 7" || len(d.Votes) != 1 || d.Votes[0].Present != 38 || strings.Join(d.Votes[0].Excluded, ",") != "Frau Kessler,Herr Ohm" {
		t.Errorf("got %+v", d)
	}
	for _, o := range d.Items {
		if o.Kind != weighing.AsProposed {
			t.Errorf("got %+v, want as proposed", o)
		}
	}
}

// TestFormBeginsWithTheSessionOfTheTable: body, day and agenda item were said when it was frozen.
func TestFormBeginsWithTheSessionOfTheTable(t *testing.T) {
	h := sit(t)
	h.release()
	on := period.DateAt(h.Clock.Now()).AddDays(10)
	_, err := h.pages.Weighing.Freeze(t.Context(), h.planner, h.ref, weighing.Freezing{
		Session: weighing.Session{Body: "Ortsrat Feldrath", MeetingOn: on, Paper: "2026/118", AgendaItem: "TOP 7"}})
	h.must(err)
	h.actor = h.lead
	form := h.see(decisionPath(h.ref.Slug, 1))
	for id, want := range map[string]string{"gremium": "Ortsrat Feldrath", "sitzung": on.String(), "top": "TOP 7"} {
		if got := form.Attr("#"+id, "value"); got != want {
			t.Errorf("%s: got %q, want %q", id, got, want)
		}
	}
	h.see("/rat/"+h.ref.Slug+"/1").Has(".ew-ref", "Für die Sitzung: Ortsrat Feldrath, ")
}

func TestExceptionsAreAddedAndTakenAwayByPost(t *testing.T) {
	h, path := desk(t)
	d := h.see(path)
	d = h.page(h.post(path, fill(d, path, enBlocVote).Press("Ausnahme hinzufügen")), http.StatusOK)
	d = h.page(h.post(path, fill(d, path, map[string]string{"ausnahme-1-punkte": "B-001.3", "worueber": "ausser"}).Press("Weitere Ausnahme hinzufügen")), http.StatusOK)
	d = h.page(h.post(path, fill(d, path, map[string]string{"ausnahme-2-punkte": "A-01", "ausnahme-2-wie": "postponed"}).Press("Ausnahme 1 entfernen")), http.StatusOK)
	if got := d.Attr("#ausnahme-1-punkte", "value"); got != "A-01" {
		t.Errorf("got %q, want the second exception in the first place", got)
	}
	d.HasNone("#ausnahme-2-punkte")
	if got := d.Attr("#ja", "value"); got != "31" {
		t.Errorf("votes: got %q, want 31 kept", got)
	}
	checked := h.page(h.post(path, d.Form(path).Press(check)), http.StatusOK)
	checked.Has("main p", "zu allen Punkten außer A-01 gemäß Tabelle Nr. 1").Has("main p", "Die Entscheidung zu Punkt A-01 wird vertagt.")
	checked.Has("dd", "4 wie vorgeschlagen, 1 vertagt oder offen; 2 Zeilen ohne Vorschlag")
	again := h.page(h.post(path, checked.Form(path).Press("Zurück und ändern")), http.StatusOK)
	if got := again.Attr("#ausnahme-1-punkte", "value"); got != "A-01" {
		t.Errorf("back from the check page: got %q", got)
	}
}

// TestPointsLeftOutBecomeAnException: "alle außer B-001.3 und B-002 wie vorgeschlagen" is entered as the form says, and the
// form asks what holds for the two.
func TestPointsLeftOutBecomeAnException(t *testing.T) {
	h, path := desk(t)
	d := h.see(path)
	d.Has("main", "alle außer B-001 und B-002 wie vorgeschlagen")
	values := with(enBlocVote, map[string]string{"worueber": "ausser", "punkte": "B-001.3 und B-002"})
	asked := h.page(h.post(path, fill(d, path, values).Press(check)), http.StatusUnprocessableEntity)
	asked.Has("[role=alert] a[href=#ausnahme-1-wie]", "wie entschieden wurde").HasNone("#ausnahme-2-punkte")
	if rest, moved := asked.Attr("#punkte", "value"), asked.Attr("#ausnahme-1-punkte", "value"); rest != "" || moved != "B-001.3 und B-002" {
		t.Errorf("points: got %q beside the scope and %q in the exception", rest, moved)
	}
	checked := h.page(h.post(path, fill(asked, path, map[string]string{"ausnahme-1-wie": "postponed"}).Press(check)), http.StatusOK)
	checked.Has("main p", "zu allen Punkten außer B-001.3 und B-002 gemäß Tabelle Nr. 1").Has("main p", "Die Entscheidung zu den Punkten B-001.3 und B-002 wird vertagt.")
	added := h.page(h.post(path, fill(d, path, values).Press("Ausnahme hinzufügen")), http.StatusOK)
	added.HasNone("#ausnahme-2-punkte")
	if got := added.Attr("#ausnahme-1-punkte", "value"); got != "B-001.3 und B-002" {
		t.Errorf("added: got %q", got)
	}
}

// TestMistypedPointStaysWhereItWasTyped: no exception comes of it that nobody asked for.
func TestMistypedPointStaysWhereItWasTyped(t *testing.T) {
	h, path := desk(t)
	values := with(enBlocVote, map[string]string{"worueber": "ausser", "punkte": "A-01, B-99.1"})
	d := h.page(h.post(path, fill(h.see(path), path, values).Press(check)), http.StatusUnprocessableEntity)
	d.Has("[role=alert] a[href=#punkte]", "„B-99.1“ ist kein Punkt").HasNone("#ausnahme-1-punkte")
	if got := d.Attr("#punkte", "value"); got != "A-01, B-99.1" {
		t.Errorf("got %q, want what was typed", got)
	}
}

// TestPointsBeyondTheLastExceptionAreNotTakenAsAccepted: a decision cannot be changed, so what was typed is never left aside.
func TestPointsBeyondTheLastExceptionAreNotTakenAsAccepted(t *testing.T) {
	h, path := desk(t)
	values := url.Values{"bekannt": {strconv.Itoa(maxExceptions)}, "ausnahmen": {strconv.Itoa(maxExceptions)}, "aktion": {"pruefen"}, "worueber": {"ausser"}, "punkte": {"B-002"},
		"wie": {"as_proposed"}, "gremium": {"Rat"}, "sitzung": {"2026-12-10"}}
	for i := range maxExceptions {
		values.Set(exceptionPrefix(i)+"punkte", "B-001.3")
		values.Set(exceptionPrefix(i)+"wie", "postponed")
	}
	d := h.page(h.post(path, values), http.StatusUnprocessableEntity)
	d.Has("[role=alert] a[href=#punkte]", "„B-002“ ist keine")
	if got := d.Attr("#punkte", "value"); got != "B-002" {
		t.Errorf("got %q, want what was typed", got)
	}
}

// TestOneVoteIsToldOnce: an exception on which nobody voted by itself was decided with the vote on all others.
func TestOneVoteIsToldOnce(t *testing.T) {
	h, path := desk(t)
	form := h.page(h.post(path, url.Values{"aktion": {"ausnahme"}, "bekannt": {"0"}, "gremium": {"Rat"}}), http.StatusOK)
	values := with(enBlocVote, map[string]string{"worueber": "ausser", "ausnahme-1-punkte": "B-001.3", "ausnahme-1-wie": "deviating",
		"ausnahme-1-code": "follow", "ausnahme-1-text": "Die Zufahrt wird 7 m breit.", "ausnahme-1-grund": "Sicherheit der Kinder."})
	checked := h.page(h.post(path, fill(form, path, values).Press(check)), http.StatusOK)
	checked.Has("main p", "Zu Punkt B-001.3 beschließt der Rat in derselben Abstimmung abweichend vom Vorschlag (Wird gefolgt): Die Zufahrt wird 7 m breit.")
	if n := strings.Count(strings.Join(checked.Texts("main p"), " "), "31 Ja-Stimmen"); n != 1 {
		t.Errorf("the vote is told %d times", n)
	}
}

func TestDeviatingExceptionHasItsOwnVote(t *testing.T) {
	h, path := desk(t)
	form := h.page(h.post(path, url.Values{"aktion": {"ausnahme"}, "bekannt": {"0"}, "gremium": {"Rat"}}), http.StatusOK)
	values := with(enBlocVote, map[string]string{"worueber": "ausser", "ausnahme-1-punkte": "b-1.3", "ausnahme-1-wie": "deviating",
		"ausnahme-1-code": "follow", "ausnahme-1-text": "Die Zufahrt wird 7 m breit.", "ausnahme-1-grund": "Sicherheit der Kinder.",
		"ausnahme-1-ja": "22", "ausnahme-1-nein": "14", "ausnahme-1-enthaltung": "1", "ausnahme-1-befangen": "Herr Falk"})
	checked := h.page(h.post(path, fill(form, path, values).Press(check)), http.StatusOK)
	checked.Has("main p", "Zu Punkt b-1.3 beschließt der Rat mit 22 Ja-Stimmen, 14 Nein-Stimmen und 1 Enthaltung abweichend vom Vorschlag (Wird gefolgt): Die Zufahrt wird 7 m breit.")
	checked.Has("main p", "Herr Falk hat wegen Befangenheit (§ 31 GO NRW) an Beratung und Abstimmung zu Punkt b-1.3 nicht mitgewirkt.")
	checked.Has("dd", "4 wie vorgeschlagen, 1 abweichend; 2 Zeilen ohne Vorschlag")
	if w := h.post(path, checked.Form(path).Press(record)); w.Code != http.StatusSeeOther {
		t.Fatalf("got %d (%v)", w.Code, h.err)
	}
	table, err := h.pages.Weighing.CouncilTable(t.Context(), h.lead, h.ref, 1, 1)
	h.must(err)
	for _, r := range table.Rows {
		o := table.Decision.Items[r.ID]
		if r.Number == "B-001.3" && (o.Kind != weighing.Deviating || o.Code != weighing.CodeFollow || o.Vote != 1 ||
			o.Text != "Die Zufahrt wird 7 m breit.\nGrund: Sicherheit der Kinder.") {
			t.Errorf("got %+v", o)
		}
		if r.Number != "B-001.3" && (o.Kind != weighing.AsProposed || o.Vote != 0) {
			t.Errorf("%s: got %+v, want as proposed", r.Number, o)
		}
	}
}

// TestDeviationWithoutCodeIsAskedFor: the preview of the minutes has no words for what was not chosen.
func TestDeviationWithoutCodeIsAskedFor(t *testing.T) {
	h, path := desk(t)
	form := h.page(h.post(path, url.Values{"aktion": {"ausnahme"}, "bekannt": {"0"}, "gremium": {"Rat"}}), http.StatusOK)
	form.Has("details[open] select#ausnahme-1-code", "Bitte wählen").HasNone("details[open] select#code")
	for _, code := range []string{"", "perhaps"} {
		filled := fill(form, path, with(enBlocVote, map[string]string{"worueber": "ausser", "ausnahme-1-punkte": "B-001.3",
			"ausnahme-1-wie": "deviating", "ausnahme-1-code": code, "ausnahme-1-text": "Die Zufahrt wird 7 m breit.",
			"ausnahme-1-grund": "Sicherheit der Kinder.", "ausnahme-1-ja": "22", "ausnahme-1-nein": "14"}))
		d := h.page(h.post(path, filled.Press(check)), http.StatusUnprocessableEntity)
		d.Has("[role=alert] a[href=#ausnahme-1-code]", "Bitte wählen Sie, was gilt.").Has("details[open] #ausnahme-1-code-e", "Bitte wählen Sie, was gilt.")
		again := d.Form(path).Values
		for _, field := range []string{"ausnahme-1-punkte", "ausnahme-1-wie", "ausnahme-1-text", "ausnahme-1-grund", "ausnahme-1-ja", "ausnahme-1-nein", "ja", "top"} {
			if got, want := again.Get(field), filled.Values.Get(field); got != want {
				t.Errorf("%s: got %q, want %q as typed", field, got, want)
			}
		}
	}
}

func TestCertainPointsLeaveTheOthersOpen(t *testing.T) {
	h, path := desk(t)
	values := with(enBlocVote, map[string]string{"worueber": "bestimmte", "punkte": "B-001.2 bis B-002", "befangen": ""})
	checked := h.page(h.post(path, fill(h.see(path), path, values).Press(check)), http.StatusOK)
	checked.Has("main p", "Der Rat beschließt die Abwägung zu den Punkten B-001.2 bis B-002 gemäß").Has("main p", "Die übrigen Punkte bleiben offen.")
	if w := h.post(path, checked.Form(path).Press(record)); w.Code != http.StatusSeeOther {
		t.Fatalf("got %d (%v)", w.Code, h.err)
	}
	h.see(path).Has("#bisher", "").Has("main", "4 Zeilen sind vertagt")
}

func TestRefusedDecisionKeepsEverythingTyped(t *testing.T) {
	h, path := desk(t)
	two := h.page(h.post(path, url.Values{"aktion": {"ausnahme"}, "bekannt": {"0"}}), http.StatusOK)
	for name, tt := range map[string]struct {
		change   map[string]string
		id, says string
	}{
		"sum":                   {map[string]string{"enthaltung": "1"}, "abstimmung", "Ja, Nein und Enthaltungen ergeben 37, anwesend und stimmberechtigt waren 38. Bitte prüfen."},
		"rejected":              {map[string]string{"ja": "5", "nein": "31"}, "abstimmung", "Damit wäre der Antrag abgelehnt"},
		"no votes":              {map[string]string{"ja": "", "nein": ""}, "abstimmung", "Bitte geben Sie das Ergebnis der Abstimmung an."},
		"words for a number":    {map[string]string{"nein": "fünf"}, "nein", "„fünf“ ist keine Zahl"},
		"no day":                {map[string]string{"sitzung": "morgen"}, "sitzung", "Bitte geben Sie den Tag der Sitzung an."},
		"day to come":           {map[string]string{"sitzung": "2027-01-01"}, "sitzung", "liegt in der Zukunft"},
		"day before the table":  {map[string]string{"sitzung": "2026-12-01"}, "sitzung", "erst am 07.12.2026 festgeschrieben"},
		"no body":               {map[string]string{"gremium": " "}, "gremium", "Bitte nennen Sie das Gremium"},
		"no scope":              {map[string]string{"worueber": ""}, "worueber", "worüber abgestimmt wurde"},
		"no outcome":            {map[string]string{"wie": ""}, "wie", "wie entschieden wurde"},
		"except nothing":        {map[string]string{"worueber": "ausser"}, "worueber", "für welche Punkte etwas anderes gilt"},
		"all and an exception":  {map[string]string{"ausnahme-1-punkte": "A-01", "ausnahme-1-wie": "postponed"}, "worueber", "Sie haben Ausnahmen eingetragen"},
		"all and some points":   {map[string]string{"punkte": "A-01"}, "worueber", "Sie haben einzelne Punkte genannt: „A-01“."},
		"no such point":         {map[string]string{"worueber": "bestimmte", "punkte": "B-077"}, "punkte", "„B-077“ ist kein Punkt dieser Tabelle"},
		"points in reverse":     {map[string]string{"worueber": "bestimmte", "punkte": "B-002 bis B-001"}, "punkte", "nach dem letzten"},
		"no points":             {map[string]string{"worueber": "bestimmte"}, "punkte", "Bitte nennen Sie die Punkte"},
		"one point is three":    {map[string]string{"worueber": "einer", "punkte": "B-001"}, "punkte", "„B-001“ sind 3 Punkte"},
		"deviating, no text":    {map[string]string{"worueber": "einer", "punkte": "A-01.1", "wie": "deviating", "code": "reject", "grund": "Weil."}, "text", "mit Text"},
		"deviating, no code":    {map[string]string{"worueber": "einer", "punkte": "A-01.1", "wie": "deviating", "text": "Nein.", "grund": "Weil."}, "code", "Bitte wählen Sie, was gilt."},
		"deviating, no reason":  {map[string]string{"worueber": "einer", "punkte": "A-01.1", "wie": "deviating", "code": "reject", "text": "Nein."}, "grund", "Bitte nennen Sie den Grund"},
		"text without a change": {map[string]string{"worueber": "einer", "punkte": "A-01.1", "text": "Nein."}, "wie", "gehört nur zu einem abweichenden Beschluss"},
		"point in two places": {map[string]string{"worueber": "bestimmte", "punkte": "A-01", "ausnahme-1-punkte": "A-01.1", "ausnahme-1-wie": "postponed"},
			"ausnahme-1-punkte", "A-01.1 steht schon in einer anderen Ausnahme"},
		"exception without outcome": {map[string]string{"worueber": "ausser", "ausnahme-1-punkte": "A-01"}, "ausnahme-1-wie", "wie entschieden wurde"},
		"exception without vote": {map[string]string{"worueber": "ausser", "wie": "postponed", "ja": "", "nein": "", "enthaltung": "", "anwesend": "", "befangen": "",
			"ausnahme-1-punkte": "A-01", "ausnahme-1-wie": "as_proposed"}, "ausnahme-1-abstimmung", "Bitte geben Sie das Ergebnis der Abstimmung an."},
		"adopted with open points": {map[string]string{"worueber": "einer", "punkte": "A-01.1", "satzung": "1"}, "satzung", "mit vertagten Punkten wird nicht beschlossen"},
	} {
		t.Run(name, func(t *testing.T) {
			h.TB = t
			form := fill(two, path, with(with(enBlocVote, map[string]string{"gremium": "Rat"}), tt.change))
			sent := form.Press(check)
			if tt.id != "satzung" { // that is judged under the lock of the register
				h.page(h.post(path, sent), http.StatusUnprocessableEntity).Has("#"+tt.id+"-e", tt.says)
			}
			sent.Set("aktion", "festhalten")
			d := h.page(h.post(path, sent), http.StatusUnprocessableEntity)
			d.Has("[role=alert] a[href=#"+tt.id+"]", tt.says).Has("#"+tt.id+"-e", tt.says)
			again := d.Form(path).Values
			for field, value := range form.Values {
				want := strings.TrimSpace(strings.Join(value, ""))
				if got := strings.Join(again[field], ""); strings.ReplaceAll(got, "\r\n", "\n") != strings.ReplaceAll(want, "\r\n", "\n") {
					t.Errorf("%s: got %q, want %q as typed", field, got, want)
				}
			}
		})
	}
	h.TB = t
	if tables, err := h.pages.Weighing.Tables(t.Context(), h.lead, h.ref); err != nil || len(tables[0].Decisions) != 0 {
		t.Errorf("got %+v, %v, want nothing recorded", tables, err)
	}
}

func TestDecisionIsNotRecordedTwice(t *testing.T) {
	h, path := desk(t)
	sent := h.page(h.post(path, fill(h.see(path), path, enBlocVote).Press(check)), http.StatusOK).Form(path).Press(record)
	if w := h.post(path, sent); w.Code != http.StatusSeeOther {
		t.Fatalf("got %d (%v)", w.Code, h.err)
	}
	d := h.page(h.post(path, sent), http.StatusUnprocessableEntity)
	d.Has("[role=alert] a[href=#fehler]", "Inzwischen ist Beschluss Nr. 1 zu dieser Tabelle festgehalten worden.").Has("#bisher", "Schon festgehalten")
	if got := d.Attr("#ja", "value"); got != "31" {
		t.Errorf("got %q, want what was typed", got)
	}
}

// TestAdoptionLeavesNoStatementOut: the checkbox names what came after the freezing, and everything typed is kept.
func TestAdoptionLeavesNoStatementOut(t *testing.T) {
	h := frozen(t)
	h.letter(statement.Contribution{Kind: statement.Body, OfficialName: "Forstamt", Text: []byte("Der Wald ist nah.")})
	h.actor = h.lead
	h.Clock.Set(proceduretest.Instant(t, "2026-12-18 09:00:00"))
	path := decisionPath(h.ref.Slug, 1)
	sent := fill(h.see(path), path, with(enBlocVote, map[string]string{"satzung": "1"})).Press(check)
	sent.Set("aktion", "festhalten")
	d := h.page(h.post(path, sent), http.StatusUnprocessableEntity)
	full := h.open(6).Statement
	d.Has("[role=alert] a[href=#satzung]", full.Label()).Has("#satzung-e", "nicht in dieser Tabelle steht: "+full.Label())
	if got := d.Attr("#ja", "value"); got != "31" {
		t.Errorf("got %q, want what was typed", got)
	}
	if got := h.View(t, h.ref).State; got != procedure.Weighing {
		t.Errorf("got %s, want the weighing open", got)
	}
}

// TestDecisionsSentAtOnceAreRecordedOnce: the second reads the page before the first is on record.
func TestDecisionsSentAtOnceAreRecordedOnce(t *testing.T) {
	h, path := desk(t)
	m := h.page(h.post(path, fill(h.see(path), path, enBlocVote).Press(check)), http.StatusOK).Form(path).Press(record)
	codes := make(chan int, 3)
	for range cap(codes) {
		own := *h
		go func() { codes <- own.post(path, m).Code }()
	}
	count := map[int]int{}
	for range cap(codes) {
		count[<-codes]++
	}
	if count[http.StatusSeeOther] != 1 || count[http.StatusUnprocessableEntity] != 2 {
		t.Errorf("got %v, want one recorded and two told", count)
	}
}

func TestAdoptionEndsTheWeighing(t *testing.T) {
	h, path := desk(t)
	form := h.see(path)
	form.Has("label", "Der Rat hat in derselben Sitzung den Satzungsbeschluss gefasst")
	checked := h.page(h.post(path, fill(form, path, with(enBlocVote, map[string]string{"satzung": "1"})).Press(check)), http.StatusOK)
	checked.Has("main p", "Der Rat hat in derselben Sitzung den Satzungsbeschluss gefasst (§ 10 Absatz 1 BauGB).")
	sent := checked.Form(path).Press(record)
	if w := h.post(path, sent); w.Code != http.StatusSeeOther {
		t.Fatalf("got %d (%v)", w.Code, h.err)
	}
	if got := h.View(t, h.ref).State; got != procedure.Adopted {
		t.Errorf("got %s, want adopted", got)
	}
	h.see(path).HasNone("form.ew-form").Has("main", "Dieses Verfahren ist nicht in der Abwägung.")
	sent.Set("bekannt", "1")
	h.refused(h.post(path, sent), weighing.ErrWrongState)
}

func TestOnlyTheLeadRecords(t *testing.T) {
	h, path := desk(t)
	h.actor = h.planner
	sent := h.page(h.post(path, fill(h.see(path), path, enBlocVote).Press(check)), http.StatusOK).Form(path).Press(record)
	h.refused(h.post(path, sent), weighing.ErrForbidden)
}

// TestReturnKeyChecks: browsers press the first button of a form (HTML § 4.10.22.2).
func TestReturnKeyChecks(t *testing.T) {
	h, path := desk(t)
	d := h.page(h.post(path, url.Values{"aktion": {"ausnahme"}}), http.StatusOK)
	if got := d.Form(path).Buttons[0]; got.Value != "pruefen" {
		t.Errorf("the first button is %+v", got)
	}
}

func TestPostedNumbersOfExceptionsAreBounded(t *testing.T) {
	h, path := desk(t)
	d := h.page(h.post(path, url.Values{"aktion": {"ausnahme"}, "ausnahmen": {"2000000000"}}), http.StatusOK)
	if got := d.Count("input[name^=ausnahme-]"); got > maxExceptions*20 {
		t.Errorf("got %d fields", got)
	}
	h.page(h.post(path, url.Values{"aktion": {"entfernen--7"}, "ausnahmen": {"1"}}), http.StatusOK)
}
