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
		locals = append(locals, drawLocal(t))
	}
	c, err := NewCalendar(land, extras, locals)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// drawLocal is a holiday for ever, one with a beginning or an end or both, or one of a single day; 29 February too.
func drawLocal(t *rapid.T) Local {
	d := drawDay(t, "day of the holiday")
	l := Local{Name: "örtlich", Norm: "§ 1 Ortsgesetz", Month: d.Month, Day: d.Day}
	switch rapid.SampledFrom([]string{"always", "from", "to", "between", "once"}).Draw(t, "validity") {
	case "from":
		l.From = drawDay(t, "from")
	case "to":
		l.To = drawDay(t, "to")
	case "between":
		l.From = drawDay(t, "from")
		l.To = l.From.AddDays(rapid.IntRange(0, 3_000).Draw(t, "days of validity"))
	case "once":
		l.From, l.To = d, d
	}
	return l
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

// A holiday of the town that does not hold on any day from the start to the end, nor on the way between, changes nothing.
func TestLocalHolidayMovesNothingOutsideItsValidity(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, r, start := drawCalendar(t), drawRule(t), drawDay(t, "start")
		without := Compute(r, start, c).LastDay
		l := drawLocal(t)
		more, err := NewCalendar(c.land, c.extras, append(c.locals[:len(c.locals):len(c.locals)], l))
		if err != nil {
			t.Fatal(err)
		}
		with := Compute(r, start, more).LastDay
		if with.Before(without) {
			t.Fatalf("%s from %s: %s with one holiday more, %s without", r.Key, start, with, without)
		}
		valid := !without.Before(l.From) && (l.To.IsZero() || !without.After(l.To))
		falls := without.Month == l.Month && without.Day == l.Day
		if moved := with != without; moved != (valid && falls && r.Shifts) {
			t.Fatalf("%s from %s: from %s to %s by %+v", r.Key, start, without, with, l)
		}
	})
}

func TestListOfHolidaysIsTheCalendar(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, year := drawCalendar(t), rapid.IntRange(1996, 2149).Draw(t, "year")
		listed := map[Date]bool{}
		for _, off := range c.DaysOff(year) {
			listed[off.Day] = true
			if off.Name == "" || off.Norm == "" || off.Day.Year != year {
				t.Fatalf("%d: got %+v, want a day of the year with its name and act", year, off)
			}
		}
		for d := NewDate(year, time.January, 1); d.Year == year; d = d.AddDays(1) {
			if _, ok := c.Holiday(d); ok != listed[d] {
				t.Fatalf("%s: holiday %v, listed %v", d, ok, listed[d])
			}
		}
	})
}
