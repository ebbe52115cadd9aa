package filing_test

import (
	"net/http"
	"os/exec"
	"strings"
	"testing"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/period"
	"github.com/einwand/einwand/procedure/statement"
	"github.com/einwand/einwand/weighing"
)

// decide brings the plan to the meeting: every statement gets the same proposal, and the council follows it.
func (d *desk) decide(reasoning string, filed int) {
	d.t.Helper()
	ctx := d.t.Context()
	d.at("2026-12-07 09:00:00")
	view := d.View(d.t, d.ref)
	d.Close(d.t, d.ref, view.Round.ID)
	for n := range filed {
		div, err := d.weighing.Open(ctx, d.Planner, d.ref, int64(n+1))
		d.must(err)
		_, err = d.weighing.Propose(ctx, d.Planner, d.ref, div.Parts[0].ID, weighing.NewProposal{Code: weighing.CodePartial, Reasoning: reasoning, PlanChange: "Planzeichnung"})
		d.must(err)
	}
	_, err := d.weighing.Freeze(ctx, d.Planner, d.ref, weighing.Freezing{WithoutPublic: true})
	d.must(err)
	d.at("2026-12-18 09:00:00")
	_, err = d.weighing.RecordDecision(ctx, d.Staff(d.t, "Holger", "Stein", identity.RoleLead), d.ref, 1, weighing.NewDecision{Body: "Rat",
		MeetingOn: period.NewDate(2026, 12, 17), AgendaItem: "TOP 7", Votes: []weighing.Vote{{Yes: 31, No: 5}}})
	d.must(err)
}

func TestResultIsAFileForItsAuthorAlone(t *testing.T) {
	d := sitDown(t)
	mara := d.actor
	label := d.file(words)
	d.become("Jonas", "Weber", identity.LevelSubstantial, identity.MeansElster)
	d.file("Der Spielplatz ist mir zu laut.")
	d.actor = mara
	d.page(d.get("/meine/"+label), 200).HasNone(`a[href$="ergebnis.pdf"]`)
	d.refused(d.get("/meine/"+label+"/ergebnis.pdf"), weighing.ErrNotFound)

	d.decide("Die Zufahrt wird um einen Meter breiter.", 2)
	p := d.page(d.get("/meine/"+label), 200).Has("main h1", "Über Ihre Stellungnahme ist entschieden").Has(".ew-receipt__head", "Rat, Sitzung am 17. Dezember 2026.").
		Has(".ew-receipt__body dd", "Wird teilweise gefolgt")
	p.HasNone(".ew-next")
	res := d.get(p.Follow("Ergebnis mit Begründung (PDF)"))
	pdf := d.bytes(res, http.StatusOK)
	d.keptFile(res, "application/pdf", `attachment; filename="ergebnis-BP47-0001.pdf"`, len(pdf))
	cmd := exec.CommandContext(t.Context(), "pdftotext", "-layout", "-", "-")
	cmd.Stdin = strings.NewReader(pdf)
	text, err := cmd.Output()
	d.must(err)
	for _, want := range []string{"BP47-0001", "Die Zufahrt wird um einen Meter breiter.", "Wird teilweise gefolgt", "https://einwand.example/verfahren/" + d.ref.Slug + "/ergebnis"} {
		if !strings.Contains(string(text), want) {
			t.Errorf("lacks %q:\n%s", want, text)
		}
	}
	if strings.Contains(string(text), "Spielplatz") || strings.Contains(string(text), "Hoffmann") {
		t.Errorf("got words of somebody else, or a name:\n%s", text)
	}
	d.become("Jonas", "Weber", identity.LevelSubstantial, identity.MeansElster)
	d.refused(d.get("/meine/"+label+"/ergebnis.pdf"), statement.ErrNotFound)
}

func TestResultIsToldBeforeThePlanIsAdopted(t *testing.T) {
	d := sitDown(t)
	label := d.file(words)
	d.decide("Wir bleiben dabei.", 1)
	if state := d.View(t, d.ref).State; state != procedure.Weighing {
		t.Fatalf("got state %s, want it still in the weighing", state)
	}
	d.page(d.get("/meine/"+label), 200).Has("main", "Was aus den Stellungnahmen wurde")
}
