package period

import (
	"errors"
	"strconv"
	"time"
)

// ErrRule is returned for a rule that a rule set does not have.
var ErrRule = errors.New("unknown rule")

// Counting says how the day from which a period runs is counted.
type Counting string

// The two ways of § 187 BGB.
const (
	DayCounts Counting = "day_counts" // Abs. 2: the period runs from the beginning of a day, and the day is the first
	EventDay  Counting = "event_day"  // Abs. 1: an event falls into the day, and the next day is the first
)

// Bound says what the computed last day means.
type Bound string

// The meanings of a last day.
const (
	Minimum Bound = "minimum" // no published end may be earlier
	Guide   Bound = "guide"   // the law prescribes no length; the day is what it would be without shortening
	Maximum Bound = "maximum" // no published end may be later
	Fixed   Bound = "fixed"   // the law itself sets the end
)

// Severity says what a departure from the law does, after the three classes of § 214 BauGB.
type Severity string

// The severities in falling order.
const (
	Block   Severity = "block"   // the step must not be taken
	Warn    Severity = "warning" // the step may be taken with a reason on record
	Note    Severity = "note"    // for information
	Allowed Severity = ""        // nothing is reported
)

// Rule is the law of one period. A rule is a value; its paragraphs are those of the rule set it comes from.
type Rule struct {
	Key      string // as the command and the database name it: "3(2)"
	Title    string // German
	Norm     string // where the length stands
	Counting Counting
	Event    string // German, for EventDay: the day that is not counted ("Tag des Zugangs")

	Months    int // length in months, 0: the law names none
	FloorDays int // never shorter than so many days, 0: no floor
	GuideDays int // length proposed in days where the law names none

	Bound   Bound
	Shifts  bool // § 193 BGB: an end on a day that is no Werktag moves to the next one
	Shorter Severity
	Longer  Severity
	Ground  Reason // what a longer period needs, with its paragraph; empty where none is needed or none is possible

	BriefDays int    // a chosen period of fewer days is warned about, 0: never; a policy of ours, not law
	Remark    Reason // what else the planner must know; empty where there is nothing
	Since     Date   // the rule is younger than its rule set; zero where it is not
}

// term names the length in German, with a capital: "Ein Monat".
func (r Rule) term() string {
	switch r.Months {
	case 1:
		return "Ein Monat"
	case 3:
		return "Drei Monate"
	case 12:
		return "Ein Jahr"
	case 24:
		return "Zwei Jahre"
	}
	return strconv.Itoa(r.Months) + " Monate"
}

// monthEnd returns the last day of the period in months (§ 188 Abs. 2 BGB), and whether that month lacks the day on
// which it would end, so that its last day takes the place (Abs. 3).
func (r Rule) monthEnd(start Date) (end Date, clipped bool) {
	day, months := start.Day, r.Months
	if r.Counting == DayCounts {
		day-- // the day before the one that has the number of the first; day 0 is the last of the month before
	}
	target := NewDate(start.Year, start.Month+time.Month(months), 1)
	if length := daysIn(target.Year, target.Month); day > length {
		return NewDate(target.Year, target.Month, length), true
	}
	return NewDate(target.Year, target.Month, day), false
}

// dayEnd returns the last of n days (§ 187, § 188 Abs. 1 BGB).
func (r Rule) dayEnd(start Date, n int) Date {
	if r.Counting == DayCounts {
		n--
	}
	return start.AddDays(n)
}
