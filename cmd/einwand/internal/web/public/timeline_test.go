package public

import (
	"strings"
	"testing"
	"time"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/period"
)

// TestEveryStepHasItsWords: a step, round or state that has no words would stand empty on the page of every resident.
func TestEveryStepHasItsWords(t *testing.T) {
	silent := map[procedure.StepKind]bool{procedure.StepResultNotice: true, procedure.StepExecution: true, procedure.StepDeclaration: true,
		procedure.StepCorrection: true, procedure.StepMonitoring: true}
	for _, k := range procedure.StepKinds {
		if w, ok := steps[k]; ok == silent[k] || ok && (w.title == "" || !strings.Contains(w.law, "§") && k != procedure.StepDraft) {
			t.Errorf("step %s: got %+v", k, w)
		}
	}
	for _, k := range procedure.RoundKinds {
		if w := roundWords[k]; w.title == "" || !strings.Contains(w.law, "§") {
			t.Errorf("round %s: got %+v", k, w)
		}
	}
}

func TestTimelineTellsEveryRoundAndTheCure(t *testing.T) {
	day := func(m time.Month, d int) *period.Date { x := period.NewDate(2026, m, d); return &x }
	at := func(m time.Month, d int) *time.Time { x := period.NewDate(2026, m, d).StartOfDay(); return &x }
	round := func(kind procedure.RoundKind, m time.Month) procedure.Round {
		return procedure.Round{Kind: kind, State: procedure.RoundClosed, PublishedAt: at(m, 1), Scope: map[bool]string{true: "Die Zufahrt."}[kind == procedure.RepeatedRound],
			Period: procedure.PeriodVersion{FirstDay: *day(m, 2), LastDay: *day(m, 28), ClosesAt: day(m, 29).StartOfDay()}}
	}
	v := procedure.View{Procedure: procedure.Procedure{State: procedure.Suspended},
		Steps: []procedure.Step{
			{Cycle: 1, Kind: procedure.StepInitiation, State: procedure.StepDone, BeganOn: day(1, 5), EndedOn: day(1, 5)},
			{Cycle: 1, Kind: procedure.StepEarlyPublic, State: procedure.StepSkipped},
			{Cycle: 1, Kind: procedure.StepEarlyBodies, State: procedure.StepPlanned},
			{Cycle: 1, Kind: procedure.StepPublication, State: procedure.StepDone, BeganOn: day(2, 2), EndedOn: day(4, 28)},
			{Cycle: 1, Kind: procedure.StepAdoption, State: procedure.StepPlanned},
			{Cycle: 2, Kind: procedure.StepPublication, State: procedure.StepRunning, BeganOn: day(9, 2)},
			{Cycle: 2, Kind: procedure.StepAdoption, State: procedure.StepPlanned, Expected: "im Winter"},
			{Cycle: 2, Kind: procedure.StepApproval, State: procedure.StepPlanned},
			{Cycle: 2, Kind: procedure.StepExecution, State: procedure.StepPlanned},
		},
		Rounds: []procedure.Round{round(procedure.PublicationRound, 2), round(procedure.RepeatedRound, 4), round(procedure.PublicationRound, 9)},
		Acts: []procedure.PastAct{{Transition: "T19", RecordedAt: *at(7, 1)},
			{Transition: "T21", On: *day(9, 10), Answers: procedure.Answers{"anlass": "Es fehlt ein Gutachten."}}}}
	var got []string
	for _, s := range timeline(v, *at(9, 15)) {
		got = append(got, string(s.Progress)+" "+s.Title+": "+s.When)
	}
	want := []string{
		"done Der Rat hat den Plan angestoßen: 5. Januar 2026",
		"done Der Entwurf ist veröffentlicht: 2. bis 28. Februar 2026",
		"done Der geänderte Entwurf ist veröffentlicht: 2. bis 28. April 2026",
		"done Der Plan wird nachgebessert: seit 1. Juli 2026",
		"now Der Entwurf ist veröffentlicht: 2. bis 28. September 2026",
		"next Der Rat entscheidet: im Winter",
		"now Das Verfahren ruht: seit 10. September 2026",
	}
	plain := func(list []string) string { return strings.ReplaceAll(strings.Join(list, "\n"), "\u00a0", " ") }
	if plain(got) != plain(want) {
		t.Errorf("got\n%s\nwant\n%s", plain(got), plain(want))
	}
	if last := timeline(v, *at(9, 15)); !strings.HasPrefix(last[len(last)-1].Law, "Es fehlt ein Gutachten.") || last[2].Progress != page.StepDone || !strings.HasPrefix(last[2].Law, "Geändert wurde: Die Zufahrt.") {
		t.Errorf("law: got %+v", last)
	}
}

// TestTimelineOfARoundThatHasNotBegun: what is announced is still to come, the month that was expected for the bodies is
// overtaken, and the paragraph on late statements is that of the round.
func TestTimelineOfARoundThatHasNotBegun(t *testing.T) {
	first := period.NewDate(2026, time.November, 27)
	published := first.AddDays(-8).StartOfDay()
	v := procedure.View{Steps: []procedure.Step{{Cycle: 1, Kind: procedure.StepPublication, State: procedure.StepRunning, BeganOn: &first},
		{Cycle: 1, Kind: procedure.StepBodies, State: procedure.StepPlanned, Expected: "voraussichtlich im März 2027"}},
		Rounds: []procedure.Round{{Kind: procedure.PublicationRound, State: procedure.RoundPublished, RuleSet: "BauGB-2021", PublishedAt: &published,
			Period: procedure.PeriodVersion{FirstDay: first, LastDay: first.AddDays(31), ClosesAt: first.AddDays(32).StartOfDay()}}}}
	got := timeline(v, first.AddDays(-1).StartOfDay())
	if len(got) != 2 || got[0].Title != "Der Entwurf wird veröffentlicht" || got[0].Progress != page.StepNext || !strings.Contains(got[0].Law, "(§ 4a Absatz 6 BauGB)") {
		t.Errorf("got %+v, want a publication to come under the law of 2021", got)
	}
	if got[1].When != "gleichzeitig oder danach" {
		t.Errorf("got the bodies %q", got[1].When)
	}
	if now := timeline(v, first.StartOfDay()); now[0].Title != "Der Entwurf ist veröffentlicht" || now[0].Progress != page.StepNow {
		t.Errorf("on the first day: got %+v", now[0])
	}
}
