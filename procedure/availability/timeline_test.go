package availability

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

var noon = time.Date(2026, time.November, 2, 11, 0, 0, 0, time.UTC)

func at(minutes int) time.Time { return noon.Add(time.Duration(minutes) * time.Minute) }

func span(from, until int) Interval { return Interval{at(from), at(until)} }

var (
	up   = Result{Outcome: Good}
	down = Result{Outcome: Unreachable}
	bad  = Result{Outcome: BadStatus, Status: 502}
)

// run is checks every quarter of an hour.
func run(r Result, first, last int) Run {
	return Run{Result: r, Every: 15 * time.Minute, First: at(first), Last: at(last), Checks: (last-first)/15 + 1}
}

func TestOutageHasTwoBounds(t *testing.T) {
	for _, tt := range []struct {
		name    string
		runs    []Run
		window  Interval
		outages []Interval // at most
		seen    []Interval // at least
		gaps    []Interval
		lasting bool
	}{
		{name: "always up", runs: []Run{run(up, 0, 60)}, window: span(0, 60)},
		{name: "nobody ever looked", window: span(0, 60), gaps: []Interval{span(0, 60)}},
		{name: "between two good checks", runs: []Run{run(up, 0, 30), run(down, 45, 75), run(up, 90, 120)}, window: span(0, 120),
			outages: []Interval{span(30, 90)}, seen: []Interval{span(45, 75)}},
		{name: "one failed check", runs: []Run{run(up, 0, 30), run(down, 45, 45), run(up, 60, 120)}, window: span(0, 120),
			outages: []Interval{span(30, 60)}, seen: []Interval{span(45, 45)}},
		{name: "fails in two ways", runs: []Run{run(up, 0, 0), run(down, 15, 30), run(bad, 45, 60), run(up, 75, 75)}, window: span(0, 75),
			outages: []Interval{span(0, 75)}, seen: []Interval{span(15, 60)}},
		{name: "down from the first moment", runs: []Run{run(down, 1, 31), run(up, 46, 60)}, window: span(0, 60),
			outages: []Interval{span(0, 46)}, seen: []Interval{span(1, 31)}},
		{name: "still down", runs: []Run{run(up, 0, 30), run(down, 45, 60)}, window: span(0, 70),
			outages: []Interval{span(30, 70)}, seen: []Interval{span(45, 60)}, lasting: true},
		{name: "two intervals of silence are none", runs: []Run{run(up, 0, 30), run(up, 60, 60)}, window: span(0, 90)},
		{name: "silence before an outage is not the outage", runs: []Run{run(up, 0, 30), run(down, 240, 240), run(up, 255, 255)}, window: span(0, 255),
			outages: []Interval{span(240, 255)}, seen: []Interval{span(240, 240)}, gaps: []Interval{span(30, 240)}},
		{name: "silence ends an outage", runs: []Run{run(up, 0, 30), run(down, 45, 60), run(up, 240, 240)}, window: span(0, 240),
			outages: []Interval{span(30, 60)}, seen: []Interval{span(45, 60)}, gaps: []Interval{span(60, 240)}},
		{name: "silence between two failures", runs: []Run{run(up, 0, 0), run(down, 15, 15), run(down, 300, 300), run(up, 315, 315)}, window: span(0, 315),
			outages: []Interval{span(0, 15), span(300, 315)}, seen: []Interval{span(15, 15), span(300, 300)}, gaps: []Interval{span(15, 300)}},
		{name: "silence until now", runs: []Run{run(up, 0, 30)}, window: span(0, 61), gaps: []Interval{span(30, 61)}},
		{name: "before the period", runs: nil, window: span(0, 0)},
	} {
		t.Run(tt.name, func(t *testing.T) {
			outages, gaps := timeline(tt.runs, tt.window)
			var most, least []Interval
			for _, o := range outages {
				most, least = append(most, o.Interval), append(least, o.Seen)
			}
			if !slices.Equal(most, tt.outages) || !slices.Equal(least, tt.seen) || !slices.Equal(gaps, tt.gaps) {
				t.Errorf("got outages %v, seen %v, gaps %v, want %v, %v, %v", most, least, gaps, tt.outages, tt.seen, tt.gaps)
			}
			if lasting := len(outages) > 0 && outages[len(outages)-1].Lasting; lasting != tt.lasting {
				t.Errorf("lasting: got %v, want %v", lasting, tt.lasting)
			}
		})
	}
}

func TestOutagesOfDocumentsThatOverlapAreOne(t *testing.T) {
	part := func(doc int, i Interval, r Result) Outage {
		return Outage{Interval: i, Seen: i, Documents: []int{doc}, Results: []Result{r}}
	}
	got := merge([]Outage{part(2, span(50, 90), bad), part(1, span(30, 60), down), part(1, span(200, 210), down)}, 2)
	if len(got) != 2 || got[0].Interval != span(30, 90) || !got[0].Whole || !slices.Equal(got[0].Documents, []int{1, 2}) || len(got[0].Results) != 2 || got[1].Whole {
		t.Errorf("got %+v, want one outage of both documents from 30 to 90 and one of the first", got)
	}
}

// TestTimelineLosesNoTime: outages and gaps of a document lie in the window, in order, and never overlap.
func TestTimelineLosesNoTime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var runs []Run
		now := 0
		for range rapid.IntRange(0, 12).Draw(t, "runs") {
			now += rapid.IntRange(1, 200).Draw(t, "pause")
			first := now
			now += rapid.IntRange(0, 300).Draw(t, "length")
			runs = append(runs, run(rapid.SampledFrom([]Result{up, down, bad}).Draw(t, "result"), first, now))
		}
		over := span(0, now+rapid.IntRange(0, 200).Draw(t, "rest"))
		outages, gaps := timeline(runs, over)
		all := slices.Clone(gaps)
		for _, o := range outages {
			if o.Seen.From.Before(o.From) || o.Seen.Until.After(o.Until) {
				t.Errorf("got %v seen in an outage of %v, want it inside", o.Seen, o.Interval)
			}
			all = append(all, o.Interval)
		}
		var sum time.Duration
		for _, i := range all {
			sum += i.Length()
			if i.From.Before(over.From) || i.Until.After(over.Until) || i.Length() < 0 {
				t.Errorf("got %v, want it inside of %v", i, over)
			}
		}
		if total(all) != sum {
			t.Errorf("got %v of time in %v, want no overlap: %v", total(all), all, sum)
		}
	})
}
