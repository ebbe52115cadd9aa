package planning_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure/period"
	"github.com/einwand/einwand/procedure/proceduretest"
)

func TestQueueLeadsThroughTheLateStatements(t *testing.T) {
	o := weigh(t, letter)
	o.get(o.at("/verspaetet")).Has("main h1", "Nichts kam nach Ende der Frist").HasNone("main table")
	o.file("Rosa", "Lind", "Ich habe die Frist verpasst.")
	o.file("Timo", "Kraus", "Ich war im Urlaub.")
	p := o.get(o.at("/verspaetet"))
	p.Has("main h1", "Noch 2 verspätete Stellungnahmen zu prüfen").Has("main", "§ 4a Abs. 5 BauGB").Has("nav", "Nach Ende der Frist 2")
	p.Has("tbody tr", "BP47-0002 Formular 30.11.2026, 9:00 Uhr 2 Tage, 9 Stunden nach Ende Frist bis Fr, 27.11.2026 (Fassung 1) Offen")
	if got := strings.Join(p.Texts("tbody th"), " "); got != "BP47-0002 BP47-0003" {
		t.Errorf("got %s, want the two late ones, oldest first", got)
	}
	path := p.Follow("Drei Fragen beantworten: BP47-0002")
	form := o.get(path).Form(path).Press("Speichern und weiter: zur nächsten offenen Prüfung")
	form.Set("known", "nein")
	form.Set("relevant", "nein")
	form.Set("reasoning", "Steht schon im Gutachten.")
	next := o.goes(o.post(path, form))
	if next != o.at("/abschnitte/3/verspaetet") {
		t.Fatalf("got %s, want the next open one", next)
	}
	if got := o.goes(o.post(path, form)); got != next {
		t.Errorf("sent twice: got %s, want %s", got, next)
	}
	o.get(o.at("/verspaetet")).Has("tbody tr", "Kann unberücksichtigt bleiben geprüft am 30.11.2026, 9:02 Uhr von Jana Wirth")
	form = o.get(next).Form(next).Press("Speichern und weiter: zur nächsten offenen Prüfung")
	form.Set("known", "ja")
	form.Set("relevant", "nein")
	form.Set("reasoning", "Der Verein hatte es gesagt.")
	if got := o.goes(o.post(next, form)); got != o.at("/verspaetet") {
		t.Errorf("after the last: got %s, want the queue", got)
	}
	o.get(o.at("/verspaetet")).Has("main h1", "Alle verspäteten Stellungnahmen sind geprüft").Has("tbody tr", "Muss abgewogen werden")
}

func TestQueueShowsWhatAnExtensionMadeTimely(t *testing.T) {
	o := publish(t)
	o.Clock.Set(proceduretest.Instant(t, "2026-11-27 11:00:00"))
	o.Extend(t, o.ref, o.round, period.NewDate(2026, 12, 4))
	o.Clock.Set(proceduretest.Instant(t, "2026-12-01 10:00:00"))
	o.file("Rosa", "Lind", "Gerade noch.")
	o.Clock.Set(proceduretest.Instant(t, "2026-12-05 00:14:00"))
	o.file("Timo", "Kraus", "Zu spät.")
	p := o.get(o.at("/verspaetet"))
	p.Has("tbody tr", "BP47-0002 Formular 05.12.2026, 0:14 Uhr 14 Minuten nach Ende Frist verlängert bis Fr, 04.12.2026 (Fassung 2) Offen")
	p.Has("#rechtzeitig", "1 Stellungnahme").Has("tbody tr", "BP47-0001 Formular 01.12.2026, 10:00 Uhr Die Frist wurde am Fr, 27.11.2026 bis Fr, 04.12.2026 verlängert.")
	o.get(o.at("/abschnitte/1/verspaetet")).Has("main h1", "ist rechtzeitig").Has("main", "bis Fr, 04.12.2026 verlängert")
}

// TestLateGuardLeadsToTheQueue: the overview and the list of gaps cite the paragraph and lead on.
func TestLateGuardLeadsToTheQueue(t *testing.T) {
	o := weigh(t, letter)
	o.file("Rosa", "Lind", "Ich habe die Frist verpasst.")
	for _, path := range []string{"", "/vollstaendigkeit"} {
		p := o.get(o.at(path)).Has(".ew-guards", "1 verspätete Stellungnahme ist noch nicht geprüft.")
		if got := p.Follow("Drei Fragen beantworten: 1 verspätete Stellungnahme ist noch nicht geprüft."); got != o.at("/verspaetet") {
			t.Errorf("%s: got %s, want the queue", path, got)
		}
	}
}

func TestQueueIsReadByWhoMayNotWeigh(t *testing.T) {
	o := weigh(t, letter)
	o.file("Rosa", "Lind", "Ich habe die Frist verpasst.")
	o.as(identity.RoleAuditor)
	p := o.get(o.at("/verspaetet")).Has("tbody tr", "Offen").Lacks("Drei Fragen beantworten")
	if got := p.Follow("Ansehen: BP47-0002"); got != o.at("/abschnitte/2") {
		t.Errorf("got %s, want the statement", got)
	}
}

func TestPageOfTheQueueThatIsGone(t *testing.T) {
	o := weigh(t, letter)
	if got := o.goes(o.send(httptest.NewRequest(http.MethodGet, o.at("/verspaetet?seite=3"), nil))); got != o.at("/verspaetet") {
		t.Errorf("got %s, want the first page", got)
	}
}
