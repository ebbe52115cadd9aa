package planning_test

import (
	"bytes"
	"errors"
	"testing"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure/period"
	"github.com/einwand/einwand/procedure/statement"
	"github.com/einwand/einwand/weighing"
)

func (o *office) namesRead() (n int) {
	o.t.Helper()
	o.must(o.DB.Super.QueryRow(o.t.Context(), `SELECT count(*) FROM access_log WHERE action = $1`, string(statement.UseKeyList)).Scan(&n))
	return n
}

// TestNamesBehindATableAreOpenedByAnAct: looking at the page opens none, the button opens all and leaves its trace.
func TestNamesBehindATableAreOpenedByAnAct(t *testing.T) {
	o := weigh(t, letter)
	o.answer(1, weighing.CodeNoted)
	_, err := o.weighing.Freeze(t.Context(), o.Planner, o.ref, weighing.Freezing{})
	o.must(err)
	path := o.get(o.at("/tabellen")).Follow("Schlüsselliste für das Gremium: zu Tabelle Nr. 1")
	form := o.get(path).Has("main", "nur für das Gremium").Form(path)
	if n := o.namesRead(); n != 0 {
		t.Fatalf("the page opened %d names", n)
	}
	w := o.post(path, form.Values)
	if w.Code != 200 || !bytes.HasPrefix(w.Body.Bytes(), []byte("%PDF-")) || w.Header().Get("Cache-Control") != "no-store" {
		t.Errorf("list: %d, %v", w.Code, w.Header())
	}
	if n := o.namesRead(); n != 1 {
		t.Errorf("%d lines in the access log, want 1", n)
	}
	if o.post(o.at("/tabellen/7/schluesselliste"), form.Values); !errors.Is(o.failed, weighing.ErrNotFound) {
		t.Errorf("a table that does not exist: %v", o.failed)
	}
	if o.as(identity.RoleAuditor).post(path, form.Values); !errors.Is(o.failed, weighing.ErrForbidden) {
		t.Errorf("an auditor: %v", o.failed)
	}
	o.get(o.at("/tabellen")).Lacks("Schlüsselliste")
}

// TestFilesOfADecidedTableSayWhatWasDecided: who publishes the first file of the list publishes the decision.
func TestFilesOfADecidedTableSayWhatWasDecided(t *testing.T) {
	o := weigh(t, letter)
	o.answer(1, weighing.CodeNoted)
	_, err := o.weighing.Freeze(t.Context(), o.Planner, o.ref, weighing.Freezing{})
	o.must(err)
	day := period.NewDate(2026, 12, 10)
	o.Clock.Set(day.AddDays(1).StartOfDay())
	_, err = o.weighing.RecordDecision(t.Context(), o.Staff(t, "Lea", "Leitung", identity.RoleLead), o.ref, 1, weighing.NewDecision{Body: "Rat", MeetingOn: day,
		AgendaItem: "TOP 5", Votes: []weighing.Vote{{Yes: 20, No: 3, Abstain: 1, Present: 24}}})
	o.must(err)
	p := o.get(o.at("/tabellen"))
	p.Has("main", "Sonst hebt ein Beschluss „wie vorgeschlagen“ die frühere Entscheidung auf.")
	base := "/rat/" + o.ref.Slug + "/1/datei/"
	for label, want := range map[string]string{"Öffentliche Fassung mit Beschluss Nr. 1, PDF": base + "oeffentlich.pdf?beschluss=1",
		"Für den Rat mit Beschluss Nr. 1, XLSX": base + "rat.xlsx?beschluss=1", "Für den Rat, PDF": base + "rat.pdf"} {
		if got := p.Follow(label); got != want {
			t.Errorf("%s: got %s, want %s", label, got, want)
		}
	}
}
