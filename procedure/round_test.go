package procedure_test

import (
	"errors"
	"testing"
	"time"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/period"
	"github.com/einwand/einwand/procedure/proceduretest"
)

func TestPeriodBelowTheMinimumIsRefused(t *testing.T) {
	w := proceduretest.New(t)
	ref := w.Create(t)
	plan := func(last period.Date, cause string) error {
		n := november()
		n.LastDay, n.Cause = last, cause
		_, err := w.Procedures.PlanRound(t.Context(), w.Planner, ref, n)
		return err
	}
	wantAgainst(t, plan(day(2026, time.November, 24), "Es eilt sehr."), "liegt vor dem frühesten zulässigen Tag, Mi 25.11.2026")
	wantAgainst(t, plan(day(2026, time.October, 25), "Es eilt sehr."), "liegt vor dem Beginn")
	wantAgainst(t, plan(day(2026, time.November, 27), "  "), "Eine längere Frist setzt einen wichtigen Grund voraus")
	if got := w.View(t, ref).Round; got != nil {
		t.Fatalf("after refusals: got the round %+v, want none", got)
	}
	if err := plan(day(2026, time.November, 27), "Der Entwurf umfasst elf Gutachten."); err != nil {
		t.Fatal(err)
	}
	p := w.View(t, ref).Round.Period
	if p.LastDay != day(2026, time.November, 27) || p.MinLastDay != day(2026, time.November, 25) ||
		!p.ClosesAt.Equal(proceduretest.Instant(t, "2026-11-28 00:00:00")) || p.Cause != "Der Entwurf umfasst elf Gutachten." || len(p.Reasons) < 3 {
		t.Errorf("period on record: got %+v, want the days, the reasons and the cause", p)
	}
}

func TestFristKnowsTheCalendarOfTheMunicipality(t *testing.T) {
	augsburg := procedure.Municipality{Name: "Augsburg", Land: "BY", ExtraHolidays: []string{"augsburg", "himmelfahrt"}}
	munich := procedure.Municipality{Name: "München", Land: "BY", ExtraHolidays: []string{"himmelfahrt"}}
	for m, want := range map[*procedure.Municipality]period.Date{&augsburg: day(2028, time.August, 9), &munich: day(2028, time.August, 8)} {
		f, err := frist(*m, day(2028, time.July, 9), want)
		if err != nil || f.Result.LastDay != want {
			t.Errorf("%s: got %v and %v, want %s (8 August is a holiday in Augsburg alone)", m.Name, f.Result.LastDay, err, want)
		}
	}
	for name, m := range map[string]procedure.Municipality{
		"unknown Land":    {Land: "XX"},
		"unknown holiday": {Land: "BY", ExtraHolidays: []string{"karneval"}},
	} {
		if _, err := frist(m, day(2028, time.July, 9), day(2028, time.August, 9)); err == nil {
			t.Errorf("%s: got nil, want an error", name)
		}
	}
	if _, err := frist(munich, day(2010, time.July, 9), day(2010, time.August, 9)); !errors.Is(err, period.ErrRuleSet) {
		t.Errorf("before the first rule set: got %v, want ErrRuleSet", err)
	}
}

// frist judges a publication in the regular procedure.
func frist(m procedure.Municipality, first, last period.Date) (procedure.Frist, error) {
	course, err := procedure.CourseOf(procedure.BPlan, procedure.Regular)
	if err != nil {
		return procedure.Frist{}, err
	}
	rules, err := period.RuleSetAt(first)
	if err != nil {
		return procedure.Frist{}, err
	}
	return procedure.FristOf(m, course, procedure.PublicationRound, rules.ID, first, last)
}

// TestPhaseFollowsTheClockAlone: nothing but the instant differs between the answers, and no row changes.
func TestPhaseFollowsTheClockAlone(t *testing.T) {
	w := proceduretest.New(t)
	ref, _ := w.Publish(t)
	before := rowsOf(t, w)
	for _, tt := range []struct {
		now   string
		phase procedure.Phase
		open  bool
	}{
		{"2026-10-20 09:00:00", procedure.PhaseBefore, false},
		{"2026-10-25 23:59:59", procedure.PhaseBefore, false},
		{"2026-10-26 00:00:00", procedure.PhaseOpen, true},
		{"2026-11-26 23:59:59", procedure.PhaseOpen, true},
		{"2026-11-27 00:00:00", procedure.PhaseLastDay, true},
		{"2026-11-27 23:59:59", procedure.PhaseLastDay, true},
		{"2026-11-28 00:00:00", procedure.PhaseAfter, false},
		{"2030-01-01 00:00:00", procedure.PhaseAfter, false},
	} {
		now := proceduretest.Instant(t, tt.now)
		w.Clock.Set(now)
		v, err := w.Procedures.Public(t.Context(), ref)
		if err != nil {
			t.Fatal(err)
		}
		if got := v.Round.Period.PhaseAt(now); got != tt.phase {
			t.Errorf("%s: got phase %s, want %s", tt.now, got, tt.phase)
		}
		list, err := w.Procedures.Overview(t.Context())
		if err != nil || len(list) != 1 {
			t.Fatalf("overview: got %v and %v", list, err)
		}
		if got := list[0].Open(now); got != tt.open {
			t.Errorf("%s: got open %v in the overview, want %v", tt.now, got, tt.open)
		}
	}
	if after := rowsOf(t, w); after != before {
		t.Error("rows changed while time went by")
	}
}

// TestLastMicrosecondIsTimely: there is no logical second between the days (BGH VI ZB 74/06).
func TestLastMicrosecondIsTimely(t *testing.T) {
	p := procedure.PeriodVersion{FirstDay: day(2026, time.October, 26), LastDay: day(2026, time.November, 27),
		ClosesAt: proceduretest.Instant(t, "2026-11-28 00:00:00")}
	for _, tt := range []struct {
		received time.Time
		want     bool
	}{
		{p.ClosesAt.Add(-time.Microsecond), true},
		{p.ClosesAt, false},
		{p.ClosesAt.Add(time.Microsecond), false},
		{p.Opens().Add(-time.Hour), true}, // nothing is too early
	} {
		if got := p.Timely(tt.received); got != tt.want {
			t.Errorf("%s: got timely %v, want %v", tt.received, got, tt.want)
		}
	}
}

func TestStatementBelongsToTheLatestRoundThatIsPublished(t *testing.T) {
	w := proceduretest.New(t)
	ref := w.Create(t)
	early := w.PlanRound(t, ref, procedure.NewRound{Kind: procedure.EarlyRound, VersionLabel: "Vorentwurf",
		VersionDated: day(2026, time.June, 1), FirstDay: day(2026, time.July, 6), LastDay: day(2026, time.July, 20), Discussion: "Aula, 8. Juli"})
	w.AddDocument(t, ref, early, "Vorentwurf")
	w.Clock.Set(proceduretest.Instant(t, "2026-07-01 12:00:00"))
	if err := w.Procedures.Publish(t.Context(), w.Planner, ref, early, procedure.Move{}); err != nil {
		t.Fatal(err)
	}
	w.Clock.Set(proceduretest.Instant(t, "2026-10-01 12:00:00"))
	draft := w.PlanRound(t, ref, november())
	w.Prepare(t, ref, draft)
	w.Announce(t, ref, day(2026, time.October, 17))
	w.Clock.Set(proceduretest.Instant(t, "2026-10-20 12:00:00"))
	if err := w.Procedures.Publish(t.Context(), w.Planner, ref, draft, procedure.Move{}); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		received string
		want     any
	}{
		{"2026-06-30 12:00:00", nil},
		{"2026-07-01 12:00:00", early}, // announced, not yet begun
		{"2026-07-06 00:00:00", early},
		{"2026-08-01 00:00:00", early}, // late, but to this round
		{"2026-10-20 11:59:59", early},
		{"2026-10-20 12:00:00", draft}, // too early is not late to the round before
		{"2026-10-26 00:00:00", draft},
		{"2027-01-01 00:00:00", draft},
	} {
		w.Read(t, func(tx identity.Tx) error {
			r, err := procedure.RoundFor(t.Context(), tx, ref.ID, procedure.PublicTrack, proceduretest.Instant(t, tt.received))
			var got any
			if r != nil {
				got = r.ID
			}
			if got != tt.want {
				t.Errorf("received %s: got round %v, want %v", tt.received, got, tt.want)
			}
			return err
		})
	}
}

func TestPlannedRoundIsPlannedAnewUntilItIsAnnounced(t *testing.T) {
	w := proceduretest.New(t)
	ref := w.Create(t)
	n := november()
	first, err := w.Procedures.PlanRound(t.Context(), w.Planner, ref, n)
	if err != nil {
		t.Fatal(err)
	}
	n.FirstDay, n.LastDay = day(2026, time.November, 2), day(2026, time.December, 1)
	for range 2 { // the second is a double click
		again, err := w.Procedures.PlanRound(t.Context(), w.Planner, ref, n)
		if err != nil || again != first {
			t.Fatalf("planned anew: got round %s and %v, want the same round %s", again, err, first)
		}
	}
	r := w.View(t, ref).Round
	if r.Period.Version != 2 || r.Period.FirstDay != n.FirstDay || r.Durchgang != 1 {
		t.Errorf("got version %d from %s in Durchgang %d, want version 2 from %s in 1", r.Period.Version, r.Period.FirstDay, r.Durchgang, n.FirstDay)
	}
	w.Prepare(t, ref, first)
	w.Announce(t, ref, day(2026, time.October, 17))
	n.LastDay = day(2026, time.December, 2)
	n.Cause = "Zusätzliche Gutachten"
	_, err = w.Procedures.PlanRound(t.Context(), w.Planner, ref, n)
	wantAgainst(t, err, "schon bekannt gemacht")
}
