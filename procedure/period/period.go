package period

import "time"

// Period is a time for statements as it was announced, at a place with its calendar. First is the first day, or the
// day of receipt for a rule that does not count it.
type Period struct {
	First    Date
	Last     Date
	Calendar Calendar
}

// EndsOn returns the last day on which a statement is timely: the published one, or the next Werktag when that is
// none (§ 193 BGB in its safe reading; the law has no decision yet on an internet publication that ends on a Sunday).
func (p Period) EndsOn() Date {
	last, _ := p.Calendar.NextWorkday(p.Last)
	return last
}

// ClosesAt returns the first instant, in UTC, at which a statement is late: the beginning of the day after EndsOn in
// Germany. Print the deadline from EndsOn with "24:00 Uhr", never from this instant.
func (p Period) ClosesAt() time.Time {
	return p.EndsOn().AddDays(1).StartOfDay()
}

// Timely reports whether what was received at the instant is in time. Nothing is too early: a statement to a draft
// that is announced but not yet published counts as one within the period.
func (p Period) Timely(receivedAt time.Time) bool {
	return receivedAt.Before(p.ClosesAt())
}

// Days returns the length from First to Last, both included.
func (p Period) Days() int { return p.First.DaysUntil(p.Last) + 1 }
