package planning_test

import (
	"net/url"
	"strings"
	"testing"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/weighing"
)

const letter = "Guten Tag. Der Lärm der Bahn ist nachts zu laut. Bitte erhalten Sie die Linden am Vorplatz."

func TestStatementShowsItsWordingAndTheFormForIt(t *testing.T) {
	o := weigh(t, letter, "Mehr Plätze für Fahrräder.")
	p := o.get(o.at("/abschnitte/1"))
	p.Has("main h1", "Stellungnahme B-001").Has(".ew-ref", "BP47-0001 · Eingegangen 02.11.2026, 10:00 Uhr, rechtzeitig · Formular · Einwender 1 · Online-Ausweis (hoch)")
	p.Has(".ew-seg--now", "B-001.1").Has(".ew-seg--now", letter).Has(".ew-num", "91 Zeichen, 91 ohne Vorschlag")
	p.Lacks("Hoffmann").Lacks("Mühlenweg")
	if got := p.Follow("BP47-0002: nächste Stellungnahme"); got != o.at("/abschnitte/2") {
		t.Errorf("next: got %s", got)
	}
	if got := p.Follow("Person anzeigen"); got != o.at("/abschnitte/1/person") {
		t.Errorf("person: got %s", got)
	}
}

func TestProposalIsSavedAndLeadsOn(t *testing.T) {
	o := weigh(t, letter)
	form := o.get(o.at("/abschnitte/1")).Form(o.at("/abschnitte/1/teilen"))
	to := o.goes(o.post(form.Action, cut(form.Values, letter, "Der Lärm")))
	if got := o.division(1); len(got.Parts) != 2 || got.Parts[1].Text != strings.TrimPrefix(letter, "Guten Tag. ") {
		t.Fatalf("parts: got %+v, want the greeting and the rest", got.Parts)
	}
	second := o.get(to).Has(".ew-seg--now", "B-001.2").Form(o.at("/abschnitte/1/vorschlag"))
	answer := second.Values
	answer.Set("code", string(weighing.CodePartial))
	answer.Set("reasoning", "Fünf Linden bleiben.\r\nZwei stehen in der Zufahrt.")
	answer.Set("plan_change", "Planzeichnung: 2 weitere Bäume")
	for range 2 { // the double click is no conflict
		if got := o.goes(o.post(second.Action, answer)); !strings.HasSuffix(got, "abschnitt="+o.division(1).Parts[0].ID.String()) {
			t.Errorf("onwards: got %s, want the part that waits", got)
		}
	}
	part := o.division(1).Parts[1]
	if p := part.Proposal; p == nil || p.Version != 1 || p.Reasoning != "Fünf Linden bleiben.\nZwei stehen in der Zufahrt." || p.Author != "Jana Wirth" {
		t.Errorf("proposal: got %+v, want the first version with line ends as LF", p)
	}
	o.get(to).Has(".ew-seg--now .ew-state--done", "Vorschlag fertig").Has("main", "Fassung 1 von Jana Wirth")
}

// cut chooses the sentence that begins so.
func cut(form url.Values, text, words string) url.Values {
	form.Set("ab", itoa(strings.Index(text, words)))
	return form
}

func TestWhatAProposalLacksIsSaidAtTheFieldAndTheTextIsKept(t *testing.T) {
	o := weigh(t, letter)
	form := o.get(o.at("/abschnitte/1")).Form(o.at("/abschnitte/1/vorschlag"))
	form.Values.Set("code", string(weighing.CodeFollow))
	form.Values.Set("reasoning", "Die Wand wird höher.")
	p := o.page(o.post(form.Action, form.Values), 422)
	p.Has("[role=alert] a[href=#plan_change]", "Änderung am Plan").Has("#plan_change-e", "schreiben Sie „keine“").Has("title", "Fehler: ")
	p.Has("textarea[name=reasoning]", "Die Wand wird höher.").Has("input[name=code][value=follow][checked]", "")
}

func TestConflictShowsBothTextsAndOverwritesNothing(t *testing.T) {
	o := weigh(t, letter)
	mine := o.get(o.at("/abschnitte/1")).Form(o.at("/abschnitte/1/vorschlag"))
	other := o.Staff(t, "Tom", "Berg", identity.RolePlanner)
	_, err := o.weighing.Propose(t.Context(), other, o.ref, o.division(1).Parts[0].ID,
		weighing.NewProposal{Code: weighing.CodeNoted, Reasoning: "Text von Tom <b>Berg</b>"})
	o.must(err)
	mine.Values.Set("code", string(weighing.CodeReject))
	mine.Values.Set("reasoning", "Text von Jana")
	p := o.page(o.post(mine.Action, mine.Values), 409)
	p.Has("main", "Während Sie schrieben, hat Tom Berg um 9:00 Uhr gespeichert. Ihr Text ist nicht verloren. Beide Fassungen stehen hier nebeneinander.")
	p.Has(".ew-aside .ew-quote", "Text von Tom <b>Berg</b>").Has("textarea[name=reasoning]", "Text von Jana").HasNone("main b")
	if got := o.division(1).Parts[0].Proposal; got.Version != 1 || got.Author != "Tom Berg" {
		t.Errorf("proposal: got %+v, want Tom's untouched", got)
	}
	again := p.Form(mine.Action).Values
	o.goes(o.post(mine.Action, again))
	if got := o.division(1).Parts[0].Proposal; got.Version != 2 || got.Reasoning != "Text von Jana" {
		t.Errorf("after the decision: got %+v, want Jana's as version 2", got)
	}
	o.get(o.at("/abschnitte/1")).Has("details", "Text von Tom").Has("summary", "Frühere Fassungen")
}

func TestTextOfAnEndedSessionIsBack(t *testing.T) {
	o := weigh(t, letter)
	form := o.get(o.at("/abschnitte/1")).Form(o.at("/abschnitte/1/vorschlag"))
	form.Values.Set("code", string(weighing.CodeNoted))
	form.Values.Set("reasoning", "Schon geschrieben")
	o.keep(form.Action, form.Values)
	p := o.get(o.at("/abschnitte/1"))
	p.Has("main", "Gespeichert ist es noch nicht").Has("textarea[name=reasoning]", "Schon geschrieben")
	if o.division(1).Parts[0].Proposal != nil {
		t.Error("the text was saved by looking at it")
	}
	o.get(o.at("/abschnitte/1")).Lacks("Schon geschrieben")
}

func TestSplitAtWordsAndMergeBack(t *testing.T) {
	o := weigh(t, letter)
	split := o.get(o.at("/abschnitte/1")).Form(o.at("/abschnitte/1/teilen"))
	split.Values.Set("worte", "nachts zu laut")
	o.goes(o.post(split.Action, split.Values))
	o.goes(o.post(split.Action, split.Values)) // sent twice
	d := o.division(1)
	if len(d.Parts) != 2 || !strings.HasPrefix(d.Parts[1].Text, "nachts zu laut") {
		t.Fatalf("parts: got %d, want two, the second from the words on", len(d.Parts))
	}
	merge := o.get(o.at("/abschnitte/1")).Form(o.at("/abschnitte/1/verbinden"))
	o.goes(o.post(merge.Action, merge.Values))
	o.goes(o.post(merge.Action, merge.Values))
	if got := len(o.division(1).Parts); got != 1 {
		t.Errorf("parts after joining: got %d, want 1", got)
	}
	split.Values.Set("worte", "steht nicht da")
	o.page(o.post(split.Action, split.Values), 422).Has("#worte-e", "Diese Wörter stehen nicht im Abschnitt").Has("details[open]", "Hier teilen")
}

func TestDivisionChangedElsewhereIsShownAndNothingHappens(t *testing.T) {
	o := weigh(t, letter)
	form := o.get(o.at("/abschnitte/1")).Form(o.at("/abschnitte/1/teilen"))
	_, err := o.weighing.Split(t.Context(), o.Planner, o.ref, 1, o.division(1).Version, strings.Index(letter, "Bitte"))
	o.must(err)
	p := o.page(o.post(form.Action, cut(form.Values, letter, "Der Lärm")), 409)
	p.Has("main", "inzwischen anders geteilt")
	if got := p.Count(".ew-seg"); got != 2 || len(o.division(1).Parts) != 2 {
		t.Errorf("segments: got %d, want the two of the other planner", got)
	}
}

func TestPartWithoutRelevanceNeedsItsReason(t *testing.T) {
	o := weigh(t, letter)
	form := o.get(o.at("/abschnitte/1")).Form(o.at("/abschnitte/1/einordnen"))
	form.Values.Set("kind", "irrelevant")
	form.Values.Set("topic", "Lärm")
	p := o.page(o.post(form.Action, form.Values), 422)
	p.Has("[role=alert] a[href=#reason]", "Grund: Bitte nennen Sie den Grund").Has("input[name=topic][value=Lärm]", "")
	form.Values.Set("reason", "Anrede und Gruß")
	o.goes(o.post(form.Action, form.Values))
	o.goes(o.post(form.Action, form.Values))
	o.get(o.at("/abschnitte/1")).Has(".ew-seg", "Grund: Anrede und Gruß").Has(".ew-seg", "Thema: Lärm").HasNone("textarea[name=reasoning]")
	back := form.Values
	back.Set("teilung", itoa(o.division(1).Version))
	back.Set("kind", "argument")
	o.goes(o.post(form.Action, back))
	if got := o.division(1).Parts[0]; got.Kind != weighing.Argument || got.Topic != "Lärm" {
		t.Errorf("part: got %+v, want an argument again with its topic", got)
	}
}

// What a resident wrote is shown as text and never becomes part of the page.
func TestHostileTextStaysText(t *testing.T) {
	hostile := `</textarea></p><script>alert(1)</script><img src=x onerror=alert(1)> "><a href="javascript:alert(1)">hier</a>`
	o := weigh(t, hostile)
	for _, path := range []string{"/abschnitte/1", "/eingang", "/abschnitte/1/wortlaut", "/vollstaendigkeit"} {
		o.get(o.at(path)).HasNone("main script").HasNone("main img").HasNone("a[href^=javascript]")
	}
	o.get(o.at("/abschnitte/1")).Has(".ew-seg p", "<script>alert(1)</script>")
}

func TestWithdrawnStatementStaysAndSaysSo(t *testing.T) {
	o := publish(t)
	st := o.file("Mara", "Hoffmann", letter)
	o.must(o.statements.Withdraw(t.Context(), o.Resident(t, "Mara", "Hoffmann", identity.LevelHigh, identity.MeansEID), o.ref, st.ID))
	o.get(o.at("/abschnitte/1")).Has("main", "Sie bleibt in der Tabelle").Has(".ew-seg", letter).Has("textarea[name=reasoning]", "")
	o.get(o.at("/eingang")).Has("td", "Zurückgezogen")
}

func TestAuditorReadsAndChangesNothing(t *testing.T) {
	o := weigh(t, letter)
	o.answer(1, weighing.CodeNoted)
	o.as(identity.RoleAuditor)
	p := o.get(o.at("/abschnitte/1"))
	p.Has("main dd", "Zur Kenntnis genommen").HasNone("main form")
	for _, l := range p.Links() {
		if strings.HasSuffix(l.URL, "/person") || strings.HasSuffix(l.URL, "/fristen") || strings.Contains(l.URL, "wortlaut") {
			t.Errorf("auditor is led to %s", l.URL)
		}
	}
}

func TestUnknownPartsOfTheAddressDoNotExist(t *testing.T) {
	o := weigh(t, letter)
	for _, nr := range []string{"0", "2", "abc", "-1", "99999999999999999999"} {
		o.send(request(o.at("/abschnitte/" + nr)))
		if o.failed == nil {
			t.Errorf("statement %s: got a page, want an error", nr)
		}
	}
	form := o.get(o.at("/abschnitte/1")).Form(o.at("/abschnitte/1/vorschlag"))
	for _, segment := range []string{"", "x", "0197b8a0-0000-7000-8000-000000000000"} {
		form.Values.Set("abschnitt", segment)
		form.Values.Set("code", "noted")
		o.post(form.Action, form.Values)
		if o.failed == nil {
			t.Errorf("segment %q: got a page, want an error", segment)
		}
	}
}
