package page

import (
	"time"

	"github.com/einwand/einwand/procedure/period"
)

// Deadline is how a period for statements reads at one moment. Its last day counts until 24 o'clock.
type Deadline struct {
	Left    string // what is said first: "Noch 4 Tage"
	Until   string // the day in words: "bis einschließlich Freitag, 27. November 2026"
	Last    string // the last day alone: "Freitag, 27. November 2026"
	Elapsed int    // per cent of the days that have begun, 0 to 100
	Running bool   // false before the first and after the last day
}

// NewDeadline describes the period from first to last, both included, at the instant now.
func NewDeadline(now time.Time, first, last period.Date) Deadline {
	today := period.DateAt(now)
	d := Deadline{Left: DaysLeft(now, last), Last: LongDate(last)}
	switch {
	case today.Before(first):
		d.Left = "Beginnt am " + PlainDate(first)
		d.Until = "dann bis einschließlich " + d.Last
	case today.After(last):
		d.Until = "Sie endete am " + d.Last + ", 24" + nbsp + "Uhr"
		d.Elapsed = 100
	default:
		d.Until = "bis einschließlich " + d.Last
		d.Elapsed = (first.DaysUntil(today) + 1) * 100 / (first.DaysUntil(last) + 1)
		d.Running = true
	}
	return d
}

func (d Deadline) class() string {
	if d.Running {
		return "ew-deadline"
	}
	return "ew-deadline ew-deadline--closed"
}
