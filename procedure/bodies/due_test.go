package bodies_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/bodies"
	"github.com/einwand/einwand/procedure/period"
)

// rules are those of the law in force, in Nordrhein-Westfalen.
func rules(t testing.TB, key string) (period.Rule, period.Calendar) {
	t.Helper()
	set, err := period.RuleSetByID("BauGB-2025")
	if err != nil {
		t.Fatal(err)
	}
	rule, err := set.Rule(key)
	if err != nil {
		t.Fatal(err)
	}
	cal, err := period.NewCalendar("NW", nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	return rule, cal
}

// TestBodiesHaveOneDayMore: of the public the first day counts (§ 187 Abs. 2 BGB), of the bodies the day of receipt does not
// (Abs. 1). Where no weekend lies between, the same start ends a day later.
func TestBodiesHaveOneDayMore(t *testing.T) {
	public, cal := rules(t, "3(2)")
	bodiesRule, _ := rules(t, "4(2)")
	for _, tt := range []struct{ start, public, bodies period.Date }{
		{day(11, 2), day(12, 1), day(12, 2)},    // Mo: a month, 1 and 2 December are Tuesday and Wednesday
		{day(3, 9), day(4, 8), day(4, 9)},       // Mo
		{day(10, 12), day(11, 11), day(11, 12)}, // Mo
	} {
		if got := period.Compute(public, tt.start, cal).LastDay; got != tt.public {
			t.Errorf("the public from %s: got %s, want %s", tt.start, got, tt.public)
		}
		if got := bodies.DueOn(procedure.PeriodVersion{}, bodiesRule, cal, tt.start); got != tt.bodies {
			t.Errorf("a body that receives on %s: got %s, want %s", tt.start, got, tt.bodies)
		}
	}
}

func TestDueDays(t *testing.T) {
	rule, cal := rules(t, "4(2)")
	common := procedure.PeriodVersion{FirstDay: day(11, 3), LastDay: day(12, 7), MinLastDay: day(12, 3)}
	short := procedure.PeriodVersion{FirstDay: day(11, 3), LastDay: day(11, 17), MinLastDay: day(12, 3)}
	for _, tt := range []struct {
		name     string
		common   procedure.PeriodVersion
		received period.Date
		want     period.Date
	}{
		{"received on the first day", common, day(11, 3), day(12, 7)},
		{"received earlier", common, day(10, 30), day(12, 7)},
		{"received so late that the rule ends after the common day", common, day(11, 11), day(12, 11)},
		{"the rule ends on a Sunday", common, day(11, 20), day(12, 21)},
		{"the rule ends on Christmas", common, day(11, 25), day(12, 28)},
		{"shortened round, received on the first day", short, day(11, 3), day(11, 17)},
		{"shortened round, received later: as many days", short, day(11, 6), day(11, 20)},
		{"shortened round, as many days end on a Saturday", short, day(11, 7), day(11, 23)},
	} {
		if got := bodies.DueOn(tt.common, rule, cal, tt.received); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, got, tt.want)
		}
	}
}

// TestOwnLastDayOnlyExtends: whoever is in time by the common period is in time, and a later receipt never shortens.
func TestOwnLastDayOnlyExtends(t *testing.T) {
	rule, cal := rules(t, "4(2)")
	rapid.Check(t, func(t *rapid.T) {
		first := day(1, 1).AddDays(rapid.IntRange(0, 3000).Draw(t, "first"))
		minimum := period.Compute(rule, first, cal).LastDay
		common := procedure.PeriodVersion{FirstDay: first, MinLastDay: minimum, LastDay: minimum.AddDays(rapid.IntRange(-20, 40).Draw(t, "longer"))}
		common.ClosesAt = common.LastDay.AddDays(1).StartOfDay()
		received := first.AddDays(rapid.IntRange(-10, 60).Draw(t, "received"))
		due := bodies.DueOn(common, rule, cal, received)
		if due.Before(common.LastDay) || bodies.DueOn(common, rule, cal, received.AddDays(1)).Before(due) {
			t.Fatalf("received on %s in %s to %s: got due on %s", received, first, common.LastDay, due)
		}
		at := common.FirstDay.StartOfDay().Add(time.Duration(rapid.Int64Range(0, int64(90*24*time.Hour)).Draw(t, "at")))
		if common.Timely(at) && !bodies.Timely(common, &due, at) {
			t.Fatalf("at %s: late for the body, and in time for the round", at)
		}
		if want := !at.Before(due.AddDays(1).StartOfDay()) && !common.Timely(at); want == bodies.Timely(common, &due, at) {
			t.Fatalf("at %s, due %s: got timely %v", at, due, !want)
		}
	})
}
