package availability

import (
	"time"

	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/period"
)

// DocumentRecord is what the checks of one document say.
type DocumentRecord struct {
	procedure.Document
	Checks  int
	Failed  int
	Since   time.Time // of the first check; zero if there is none
	Latest  time.Time
	Now     Result // of the last check
	Outages []Outage
	Gaps    []Interval
}

// Record is what is known of the availability of a round at an instant.
type Record struct {
	Round     procedure.Round
	At        time.Time
	Documents []DocumentRecord
	Outages   []Outage
	Gaps      []Interval // in which some document was not observed
	Entries   []Entry
	Review    *Entry // the latest, if it knew all outages; nil if somebody still has to look
	Seals     []Seal
	runs      []Run

	Checks  int
	Failed  int
	Longest time.Duration // outage
	Total   time.Duration // of all outages, at most
	AtLeast time.Duration // of all outages, between failed checks
	Unseen  time.Duration // not observed

	FullDays    int // days of the period, over by now, on which everything could be fetched throughout
	BrokenDays  int // with an outage
	UnknownDays int // with no outage known, and not observed throughout
}

// window is the part of the period that is over.
func window(p procedure.PeriodVersion, now time.Time) Interval {
	return Interval{p.Opens(), laterOf(p.Opens(), earlierOf(now, p.ClosesAt))}
}

// Length is how long the period is, from the beginning of its first day to its end.
func (r Record) Length() time.Duration { return r.Round.Period.ClosesAt.Sub(r.Round.Period.Opens()) }

// minimum is how long the period must be by law.
func (r Record) minimum() time.Duration {
	return r.Round.Period.MinLastDay.AddDays(1).StartOfDay().Sub(r.Round.Period.Opens())
}

// Share is the part of the whole period that the outages took.
func (r Record) Share() float64 {
	if r.Length() <= 0 {
		return 0
	}
	return float64(r.Total) / float64(r.Length())
}

// Running reports whether the period can still be extended.
func (r Record) Running() bool { return r.Round.Period.Timely(r.At) }

// Derive makes the record of a round from its runs, each document's in order, and its entries.
func Derive(round procedure.Round, docs []procedure.Document, runs []Run, entries []Entry, now time.Time) Record {
	rec := Record{Round: round, At: now, Entries: entries, runs: runs}
	over := window(round.Period, now)
	var parts []Outage
	var gaps, seen []Interval
	for _, d := range docs {
		dr := documentRecord(d, runs, over)
		rec.Documents = append(rec.Documents, dr)
		rec.Checks, rec.Failed = rec.Checks+dr.Checks, rec.Failed+dr.Failed
		parts, gaps = append(parts, dr.Outages...), append(gaps, dr.Gaps...)
	}
	for _, e := range entries {
		if i := (Interval{e.From, e.Until}).clip(over); e.Kind == ManualOutage && i.Length() > 0 {
			parts = append(parts, Outage{Interval: i, Seen: i, Manual: true, start: e.ID})
		}
	}
	for _, p := range parts {
		seen = append(seen, p.Seen)
	}
	rec.Outages, rec.Gaps = merge(parts, len(docs)), union(gaps)
	for i := range rec.Outages {
		o := &rec.Outages[i]
		rec.Total, rec.Longest = rec.Total+o.Length(), max(rec.Longest, o.Length())
		for _, e := range entries {
			if e.Kind != Review && o.meets(Interval{e.From, e.Until}) {
				o.Entries = append(o.Entries, e)
			}
		}
	}
	rec.AtLeast, rec.Unseen = total(seen), total(rec.Gaps)
	rec.countDays(over)
	rec.Review = latestReview(entries, rec.Outages)
	return rec
}

func documentRecord(d procedure.Document, runs []Run, over Interval) DocumentRecord {
	dr := DocumentRecord{Document: d}
	var own []Run
	for _, r := range runs {
		if r.Document != d.ID {
			continue
		}
		if dr.Since.IsZero() {
			dr.Since = r.First
		}
		dr.Checks, dr.Latest, dr.Now = dr.Checks+r.Checks, r.Last, r.Result
		if !r.Result.Good() {
			dr.Failed += r.Checks
		}
		own = append(own, r)
	}
	dr.Outages, dr.Gaps = timeline(own, over)
	for i := range dr.Outages {
		dr.Outages[i].Documents = []int{d.Position}
	}
	return dr
}

// countDays sorts the days of the period that are over.
func (r *Record) countDays(over Interval) {
	touched := func(day Interval, list []Interval) bool {
		for _, i := range list {
			if i.From.Before(day.Until) && day.From.Before(i.Until) {
				return true
			}
		}
		return false
	}
	var down []Interval
	for _, o := range r.Outages {
		down = append(down, o.Interval)
	}
	for d := period.DateAt(over.From); !d.AddDays(1).StartOfDay().After(over.Until); d = d.AddDays(1) {
		switch day := (Interval{d.StartOfDay(), d.AddDays(1).StartOfDay()}); {
		case touched(day, down):
			r.BrokenDays++
		case touched(day, r.Gaps):
			r.UnknownDays++
		default:
			r.FullDays++
		}
	}
}

// latestReview is the last review, if it knew every outage: none was entered since, and none has been seen to go on.
func latestReview(entries []Entry, outages []Outage) *Entry {
	var latest *Entry
	for i, e := range entries {
		switch {
		case e.Kind == Review:
			latest = &entries[i]
		case e.Kind == ManualOutage:
			latest = nil // entries come in the order of their numbers
		}
	}
	for _, o := range outages {
		if latest != nil && o.Seen.Until.After(latest.Until) {
			return nil
		}
	}
	return latest
}
