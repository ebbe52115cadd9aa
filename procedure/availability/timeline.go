package availability

import (
	"cmp"
	"slices"
	"time"

	"github.com/google/uuid"
)

// Interval is a stretch of time, its end not included.
type Interval struct{ From, Until time.Time }

// Length is how long it lasts.
func (i Interval) Length() time.Duration { return i.Until.Sub(i.From) }

func (i Interval) meets(o Interval) bool { return !i.Until.Before(o.From) && !o.Until.Before(i.From) }

func (i Interval) clip(to Interval) Interval {
	if i.From.Before(to.From) {
		i.From = to.From
	}
	if i.Until.After(to.Until) {
		i.Until = to.Until
	}
	return i
}

// union merges what overlaps or touches, in order of time.
func union(list []Interval) []Interval {
	list = slices.Clone(list)
	slices.SortFunc(list, func(a, b Interval) int { return a.From.Compare(b.From) })
	var merged []Interval
	for _, i := range list {
		if n := len(merged); n > 0 && !merged[n-1].Until.Before(i.From) {
			merged[n-1].Until = laterOf(merged[n-1].Until, i.Until)
			continue
		}
		merged = append(merged, i)
	}
	return merged
}

func total(list []Interval) (sum time.Duration) {
	for _, i := range union(list) {
		sum += i.Length()
	}
	return sum
}

func laterOf(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

func earlierOf(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}

// Outage is a stretch in which documents of a round could not be fetched.
type Outage struct {
	Interval            // at most: from the last good check to the next good one
	Seen      Interval  // at least: from the first failed check to the last
	Documents []int     // positions; empty for one that was entered by hand
	Results   []Result  // each once, in order of time
	Lasting   bool      // no good check since
	Manual    bool      // entered by a planner, beside checks or without
	Entries   []Entry   // what planners say about it
	Whole     bool      // all documents of the round were down
	start     uuid.UUID // run that began it, for a stable order
}

// timeline reads the runs of one document, in order, within a window. Where nobody looked for more than two intervals there
// is a gap, and an outage does not reach into it: what happened there is not known.
func timeline(runs []Run, window Interval) (outages []Outage, gaps []Interval) {
	if window.Length() <= 0 {
		return nil, nil
	}
	var current *Outage
	last, every := window.From, time.Duration(0) // until when something is known
	finish := func(until time.Time) {
		if current != nil {
			current.Until = until
			outages = append(outages, *current)
			current = nil
		}
	}
	for _, r := range runs {
		silent := r.First.Sub(last) > silence(max(every, r.Every))
		if silent {
			finish(last)
			gaps = append(gaps, Interval{last, r.First})
		}
		switch {
		case r.Result.Good():
			finish(r.First)
		case current == nil:
			from := last
			if silent {
				from = r.First
			}
			current = &Outage{Interval: Interval{From: from}, Seen: Interval{r.First, r.Last}, Results: []Result{r.Result}, start: r.ID}
		default:
			current.Seen.Until = r.Last
			if !slices.Contains(current.Results, r.Result) {
				current.Results = append(current.Results, r.Result)
			}
		}
		last, every = r.Last, r.Every
	}
	if window.Until.Sub(last) > silence(every) {
		finish(last)
		return outages, append(gaps, Interval{last, window.Until})
	}
	if current != nil {
		current.Lasting = true
		finish(window.Until)
	}
	return outages, gaps
}

// merge makes outages of a round from those of its documents and those entered by hand. What overlaps is one outage.
func merge(parts []Outage, documents int) []Outage {
	slices.SortFunc(parts, func(a, b Outage) int {
		return cmp.Or(a.From.Compare(b.From), slices.Compare(a.start[:], b.start[:]))
	})
	var merged []Outage
	for _, p := range parts {
		n := len(merged)
		if n == 0 || !merged[n-1].meets(p.Interval) {
			merged = append(merged, p)
			continue
		}
		o := &merged[n-1]
		o.Until = laterOf(o.Until, p.Until)
		o.Seen = Interval{earlierOf(o.Seen.From, p.Seen.From), laterOf(o.Seen.Until, p.Seen.Until)}
		o.Documents = slices.Concat(o.Documents, p.Documents)
		for _, r := range p.Results {
			if !slices.Contains(o.Results, r) {
				o.Results = append(o.Results, r)
			}
		}
		o.Lasting, o.Manual = o.Lasting || p.Lasting, o.Manual || p.Manual
	}
	for i := range merged {
		slices.Sort(merged[i].Documents)
		merged[i].Documents = slices.Compact(merged[i].Documents)
		merged[i].Whole = documents > 0 && len(merged[i].Documents) == documents
	}
	return merged
}
