package availability_test

import (
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/availability"
	"github.com/einwand/einwand/procedure/period"
	"github.com/einwand/einwand/procedure/proceduretest"
)

const every = 15 * time.Minute

var (
	good = availability.Result{Outcome: availability.Good}
	down = availability.Result{Outcome: availability.Unreachable}
)

// watched is a town with a publication of six weeks, from 26 October to 6 December 2026, of two documents.
type watched struct {
	*proceduretest.Town
	t       testing.TB
	service *availability.Service
	ref     procedure.Ref
	round   uuid.UUID
	pace    time.Duration // of the checks
}

func watch(t testing.TB) *watched {
	t.Helper()
	return watchIn(t, proceduretest.New(t))
}

func watchIn(t testing.TB, town *proceduretest.Town) *watched {
	t.Helper()
	w := &watched{Town: town, t: t, service: availability.New(town.Tenancy), pace: every, ref: town.Create(t)}
	w.round = w.PlanRound(t, w.ref, procedure.NewRound{Kind: procedure.PublicationRound, VersionLabel: "Entwurf",
		VersionDated: period.NewDate(2026, time.October, 1), Topics: []string{"Lärm"}, FirstDay: period.NewDate(2026, time.October, 26),
		LastDay: period.NewDate(2026, time.December, 6), Cause: "Der Entwurf umfasst elf Gutachten."})
	w.AddDocument(t, w.ref, w.round, "Planzeichnung")
	w.AddDocument(t, w.ref, w.round, "Begründung")
	w.Approve(t, w.ref)
	w.Announce(t, w.ref, period.NewDate(2026, time.October, 17))
	w.Clock.Set(proceduretest.Instant(t, "2026-10-20 09:00:00"))
	w.must(w.Procedures.Publish(t.Context(), w.Planner, w.ref, w.round, procedure.Move{}))
	return w
}

func (w *watched) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *watched) set(at string) { w.Clock.Set(proceduretest.Instant(w.t, at)) }

func (w *watched) due() []availability.Target {
	w.t.Helper()
	list, err := w.service.Due(w.t.Context(), w.pace)
	w.must(err)
	return list
}

// check enters what every due document comes to now.
func (w *watched) check(result func(availability.Target) availability.Result) int {
	w.t.Helper()
	list := w.due()
	for _, d := range list {
		w.must(w.service.Enter(w.t.Context(), availability.Check{Target: d, At: w.Clock.Now(), Every: w.pace, Result: result(d)}))
	}
	return len(list)
}

func always(r availability.Result) func(availability.Target) availability.Result {
	return func(availability.Target) availability.Result { return r }
}

// until checks at the pace.
func (w *watched) until(at string, r availability.Result) {
	w.t.Helper()
	for end := proceduretest.Instant(w.t, at); w.Clock.Now().Before(end); w.Clock.Set(w.Clock.Now().Add(w.pace)) {
		w.check(always(r))
	}
}

func (w *watched) record() availability.Record {
	w.t.Helper()
	rec, err := w.service.Record(w.t.Context(), w.Planner, w.ref, w.round)
	w.must(err)
	return rec
}

func (w *watched) count(sql string) (n int) {
	w.t.Helper()
	w.must(w.DB.Super.QueryRow(w.t.Context(), sql).Scan(&n))
	return n
}

func TestDocumentsAreDueFromTheFirstDayOn(t *testing.T) {
	w := watch(t)
	for _, tt := range []struct {
		at   string
		want int
	}{
		{"2026-10-25 23:59:59", 0}, {"2026-10-26 00:00:00", 2}, {"2026-10-26 00:14:59", 0}, {"2026-10-26 00:15:00", 2},
		{"2026-12-07 23:59:59", 2}, {"2026-12-08 00:00:00", 0}, // 6 December is a Sunday: the period ends on the Monday after
	} {
		w.set(tt.at)
		if got := w.check(always(good)); got != tt.want {
			t.Errorf("%s: got %d documents due, want %d", tt.at, got, tt.want)
		}
	}
}

func TestWhatIsDownIsLookedAtSooner(t *testing.T) {
	w := watch(t)
	w.set("2026-10-26 00:00:00")
	w.check(always(down))
	for at, want := range map[string]int{"2026-10-26 00:02:59": 0, "2026-10-26 00:03:00": 2} {
		w.set(at)
		if got := len(w.due()); got != want {
			t.Errorf("%s: got %d due, want %d", at, got, want)
		}
	}
}

// TestThreeDaysOfSixWeeks is the case of OVG Niedersachsen, 1 KN 91/21, with a check every hour.
func TestThreeDaysOfSixWeeks(t *testing.T) {
	w := watch(t)
	w.pace = time.Hour
	w.set("2026-10-26 00:00:00")
	w.until("2026-11-10 00:00:00", good)
	w.until("2026-11-13 00:00:00", down)
	w.until("2026-12-08 00:00:00", good)
	rec := w.record()
	if j := availability.Judge(rec); j.Severity != procedure.Note || len(rec.Outages) != 1 || !rec.Outages[0].Whole || rec.BrokenDays != 4 || rec.Unseen != 0 {
		t.Errorf("got %s, %d outages, %d broken days, %s unseen: %+v, want a note on one outage of all documents", j.Severity, len(rec.Outages), rec.BrokenDays, rec.Unseen, j)
	}
	if n := w.count(`SELECT count(*) FROM availability_run`); n != 6 {
		t.Errorf("got %d rows for %d checks, want three for each document", n, rec.Checks)
	}
	if rec.Checks < 2*43*24 {
		t.Errorf("got %d checks counted, want those of six weeks", rec.Checks)
	}
}

func TestHalfOfThePeriodBlocksUntilSomebodyDecides(t *testing.T) {
	w := watch(t)
	w.pace = 6 * time.Hour
	w.set("2026-10-26 00:00:00")
	w.until("2026-10-27 00:00:00", good)
	w.until("2026-11-17 00:00:00", down)
	w.until("2026-11-18 00:00:00", good)
	if j := availability.Judge(w.record()); j.Severity != procedure.Block || j.Ways[0] != availability.ExtendPeriod {
		t.Errorf("while it runs: got %s and %v, want a block and the extension", j.Severity, j.Ways)
	}
	w.set("2026-12-09 09:00:00")
	guard := func() (s availability.Summary) {
		w.Read(t, func(tx identity.Tx) (err error) {
			r, err := procedure.RoundOf(t.Context(), tx, w.ref.ID, w.round)
			w.must(err)
			s, err = availability.Outages(t.Context(), tx, r)
			return err
		})
		return s
	}
	facts := func() (f *procedure.OutageFacts) {
		w.Read(t, func(tx identity.Tx) (err error) {
			r, err := procedure.RoundOf(t.Context(), tx, w.ref.ID, w.round)
			w.must(err)
			f, err = availability.Facts(t.Context(), tx, r)
			return err
		})
		return f
	}
	if f := facts(); f.Severity != procedure.Block || !f.Open {
		t.Errorf("facts: got %+v, want an open block", f)
	}
	if s := guard(); s.Guard.Severity != procedure.Block || s.Reviewed || s.Judgement.Ways[0] != availability.RepeatRound {
		t.Errorf("afterwards: got %+v, want a block that leads to a new round", s)
	}
	w.must(w.service.Add(t.Context(), w.Planner, w.ref, w.round, availability.NewEntry{Kind: availability.Review, Choice: availability.Repeat, Text: "Wird wiederholt."}))
	if f := facts(); f.Severity != procedure.Block || f.Open {
		t.Errorf("facts after the review: got %+v, want a block that is open no more", f)
	}
	if s := guard(); s.Guard.Severity != procedure.Note || !s.Reviewed || !strings.Contains(s.Guard.Fact, "Wird wiederholt.") {
		t.Errorf("reviewed: got %+v, want a note with the reason", s)
	}
}

func TestSilenceIsNotObserved(t *testing.T) {
	w := watch(t)
	w.set("2026-10-26 00:00:00")
	w.until("2026-10-26 10:00:00", good)
	w.set("2026-10-26 14:00:00") // the process was dead
	w.until("2026-10-26 16:00:00", good)
	rec := w.record()
	want := availability.Interval{From: proceduretest.Instant(t, "2026-10-26 09:45:00"), Until: proceduretest.Instant(t, "2026-10-26 14:00:00")}
	if len(rec.Outages) != 0 || len(rec.Gaps) != 1 || rec.Gaps[0] != want {
		t.Errorf("got outages %v and gaps %v, want only %v", rec.Outages, rec.Gaps, want)
	}
}

// TestTwoWorkersCountOnce lets eight workers enter the same moment: where there is no run, where one goes on, and where a gap
// begins the next.
func TestTwoWorkersCountOnce(t *testing.T) {
	w := watch(t)
	w.set("2026-10-26 00:00:00")
	const moments = 16
	for m := range moments {
		targets := w.due()
		var wg sync.WaitGroup
		for i := range 8 {
			wg.Go(func() {
				for _, d := range targets {
					c := availability.Check{Target: d, At: w.Clock.Now().Add(time.Duration(i) * time.Second), Every: every, Result: good}
					if err := w.service.Enter(t.Context(), c); err != nil {
						t.Error(err)
					}
				}
			})
		}
		wg.Wait()
		pause := every + time.Minute
		if m%4 == 3 {
			pause = 8 * time.Hour
		}
		w.Clock.Set(w.Clock.Now().Add(pause))
	}
	if n := w.count(`SELECT sum(checks) FROM availability_run`); n != 2*moments {
		t.Errorf("got %d checks of two documents at %d times, want %d", n, moments, 2*moments)
	}
}

func TestChangeIsEnteredAtOnce(t *testing.T) {
	w := watch(t)
	w.set("2026-10-26 00:00:00")
	w.check(always(good))
	d := availability.Check{Target: availability.Target{}, Every: every, Result: down}
	w.set("2026-10-26 00:15:00")
	d.Target, d.At = w.due()[0], w.Clock.Now()
	w.check(always(good))
	d.At = d.At.Add(3 * time.Second)
	w.must(w.service.Enter(t.Context(), d))
	if rec := w.record(); rec.Failed != 1 {
		t.Errorf("got %d failed checks, want the one that saw the change", rec.Failed)
	}
}

func TestManualOutageCountsAndSaysWhatIsMissing(t *testing.T) {
	w := watch(t)
	w.set("2026-10-26 00:00:00")
	w.until("2026-10-27 00:00:00", good)
	n := availability.NewEntry{Kind: availability.ManualOutage, From: proceduretest.Instant(t, "2026-10-26 10:00:00"),
		Until: proceduretest.Instant(t, "2026-10-26 12:00:00"), Text: "Ein Bürger meldete am Telefon, dass die Seite nicht lädt."}
	for range 2 { // sent twice
		w.must(w.service.Add(t.Context(), w.Planner, w.ref, w.round, n))
	}
	rec := w.record()
	if len(rec.Outages) != 1 || !rec.Outages[0].Manual || rec.Total != 2*time.Hour || len(rec.Outages[0].Entries) != 1 || rec.Entries[0].Author != "Jana Wirth" {
		t.Errorf("got %+v, want one outage of two hours with its evidence", rec.Outages)
	}
	for field, change := range map[string]func(*availability.NewEntry){
		"from":  func(n *availability.NewEntry) { n.From = proceduretest.Instant(t, "2026-10-25 10:00:00") },
		"until": func(n *availability.NewEntry) { n.Until = n.From },
		"text":  func(n *availability.NewEntry) { n.Text = " " },
	} {
		faulty := n
		change(&faulty)
		var inv *procedure.Invalid
		if err := w.service.Add(t.Context(), w.Planner, w.ref, w.round, faulty); !errors.As(err, &inv) || inv.Fields[field] == "" {
			t.Errorf("%s: got %v, want words at the field", field, err)
		}
	}
}

func TestOnlyPlannersEnter(t *testing.T) {
	w := watch(t)
	w.set("2026-10-27 00:00:00")
	auditor := w.Staff(t, "Anna", "Prüfer", identity.RoleAuditor)
	n := availability.NewEntry{Kind: availability.Review, Choice: availability.Harmless, Text: "x"}
	if err := w.service.Add(t.Context(), auditor, w.ref, w.round, n); !errors.Is(err, procedure.ErrForbidden) {
		t.Errorf("auditor enters: got %v, want ErrForbidden", err)
	}
	if _, err := w.service.Record(t.Context(), identity.Actor{}, w.ref, w.round); !errors.Is(err, procedure.ErrForbidden) {
		t.Errorf("stranger reads: got %v, want ErrForbidden", err)
	}
	if err := w.service.Add(t.Context(), w.Planner, w.ref, uuid.New(), n); !errors.Is(err, procedure.ErrNotFound) {
		t.Errorf("another round: got %v, want ErrNotFound", err)
	}
}
