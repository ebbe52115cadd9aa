package period

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func drawDay(t *rapid.T, label string) Date {
	return NewDate(1996, time.January, 1).AddDays(rapid.IntRange(0, 56_000).Draw(t, label)) // to 2149
}

func drawCalendar(t *rapid.T) Calendar {
	land := rapid.SampledFrom(Lands()).Draw(t, "land")
	var extras []Extra
	for _, e := range ExtrasIn(land) {
		if rapid.Bool().Draw(t, string(e)) {
			extras = append(extras, e)
		}
	}
	var locals []Local
	for range rapid.IntRange(0, 5).Draw(t, "locals") {
		locals = append(locals, Local{
			Name: "örtlich", Month: time.Month(rapid.IntRange(1, 12).Draw(t, "month")), Day: rapid.IntRange(1, 28).Draw(t, "day"),
		})
	}
	c, err := NewCalendar(land, extras, locals)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func drawRule(t *rapid.T) Rule {
	set := rapid.SampledFrom(RuleSets()).Draw(t, "set")
	return rapid.SampledFrom(set.Rules).Draw(t, "rule")
}

func TestMinimumKeepsItsPromises(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, r, start := drawCalendar(t), drawRule(t), drawDay(t, "start")
		got := Compute(r, start, c)
		if r.FloorDays == 30 && start.DaysUntil(got.LastDay) < 29 {
			t.Fatalf("%s from %s: %s is below 30 days", r.Key, start, got.LastDay)
		}
		if got.LastDay.Before(got.MonthEnd) {
			t.Fatalf("%s from %s: %s is before the end of the month %s", r.Key, start, got.LastDay, got.MonthEnd)
		}
		if r.Shifts && !c.Workday(got.LastDay) {
			t.Fatalf("%s from %s: %s is no Werktag", r.Key, start, got.LastDay)
		}
		for d := got.Minimum; d.Before(got.LastDay); d = d.AddDays(1) {
			if c.Workday(d) {
				t.Fatalf("%s from %s: the Werktag %s was passed over", r.Key, start, d)
			}
		}
		if next := Compute(r, start.AddDays(1), c).LastDay; next.Before(got.LastDay) {
			t.Fatalf("%s: %s ends on %s, the day after on %s", r.Key, start, got.LastDay, next)
		}
	})
}

func TestResultDoesNotDependOnTheZoneOfTheProcess(t *testing.T) {
	home := time.Local
	t.Cleanup(func() { time.Local = home })
	rapid.Check(t, func(t *rapid.T) {
		c, r, start := drawCalendar(t), drawRule(t), drawDay(t, "start")
		time.Local = time.UTC
		want := Compute(r, start, c).LastDay
		closes := Period{start, want, c}.ClosesAt()
		time.Local = time.FixedZone("drawn", rapid.IntRange(-14*3600, 14*3600).Draw(t, "offset"))
		if got := Compute(r, start, c).LastDay; got != want {
			t.Fatalf("last day: got %s, want %s", got, want)
		}
		if got := (Period{start, want, c}).ClosesAt(); !got.Equal(closes) {
			t.Fatalf("closes at %s, want %s", got, closes)
		}
		if got := DateAt(closes.In(time.Local)); got != (Period{start, want, c}).EndsOn().AddDays(1) {
			t.Fatalf("the closing instant is on %s", got)
		}
	})
}

func TestClosesAtLocalMidnight(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := Period{Last: drawDay(t, "last"), Calendar: drawCalendar(t)}
		closes := p.ClosesAt()
		if h, m, s := closes.In(berlin).Clock(); h+m+s+closes.Nanosecond() != 0 {
			t.Fatalf("last day %s: closes at %s", p.Last, closes.In(berlin))
		}
		if got := DateAt(closes.Add(-time.Microsecond)); got != p.EndsOn() {
			t.Fatalf("the last microsecond is on %s, want %s", got, p.EndsOn())
		}
		if p.EndsOn().Before(p.Last) || !p.Calendar.Workday(p.EndsOn()) {
			t.Fatalf("last day %s: ends on %s", p.Last, p.EndsOn())
		}
	})
}
