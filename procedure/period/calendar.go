package period

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// ErrLocal is returned for a holiday of a town that has no name, falls on no day, or ends before it begins.
var ErrLocal = errors.New("not a valid local holiday")

// maxLocals bounds what a town may add. With it and the weekends and holidays of the Länder every year keeps
// Werktage, so that looking for the next one always ends.
const maxLocals = 100

// Local is a holiday that an authority adds for its own place, so that a new act needs no new release. It recurs
// every year on the day and month from the first day of its validity to the last; a one-off holiday has both equal.
type Local struct {
	Name  string
	Norm  string // the act it stands on
	Month time.Month
	Day   int
	From  Date // zero: no beginning
	To    Date // zero: no end
}

func (l Local) check() error {
	const leapYear = 2024
	switch {
	case strings.TrimSpace(l.Name) == "":
		return fmt.Errorf("holiday without a name: %w", ErrLocal)
	case l.Month < time.January || l.Month > time.December || l.Day < 1 || l.Day > daysIn(leapYear, l.Month):
		return fmt.Errorf("holiday %q on %d.%d.: %w", l.Name, l.Day, int(l.Month), ErrLocal)
	case !l.From.IsZero() && !l.To.IsZero() && l.To.Before(l.From):
		return fmt.Errorf("holiday %q from %s to %s: %w", l.Name, l.From, l.To, ErrLocal)
	}
	return nil
}

func (l Local) is(d Date) bool {
	return d.Month == l.Month && d.Day == l.Day && !d.Before(l.From) && (l.To.IsZero() || !d.After(l.To))
}

// Calendar knows the Werktage at one place: its Land, the municipal holidays it has, and those the town added. The
// zero value knows weekends and the holidays of all Länder. It never changes and may be copied.
type Calendar struct {
	land   Land
	extras []Extra
	locals []Local
}

// NewCalendar returns the calendar of a place. It returns ErrLand, ErrExtra or ErrLocal when an argument is unknown,
// does not belong to the Land, or contradicts itself.
func NewCalendar(land Land, extras []Extra, locals []Local) (Calendar, error) {
	if land.norm() == "" {
		return Calendar{}, fmt.Errorf("%q: %w", land, ErrLand)
	}
	for _, e := range extras {
		if !e.allowedIn(land) {
			return Calendar{}, fmt.Errorf("%q in %s: %w", e, land, ErrExtra)
		}
	}
	if len(locals) > maxLocals {
		return Calendar{}, fmt.Errorf("%d holidays, at most %d: %w", len(locals), maxLocals, ErrLocal)
	}
	for _, l := range locals {
		if err := l.check(); err != nil {
			return Calendar{}, err
		}
	}
	return Calendar{land: land, extras: slices.Clone(extras), locals: slices.Clone(locals)}, nil
}

// Land returns the Land of the place.
func (c Calendar) Land() Land { return c.land }

// Extras returns the municipal holidays of the place.
func (c Calendar) Extras() []Extra { return slices.Clone(c.extras) }

// Holiday returns the name of the holiday that d is at the place. Saturdays and Sundays are none by themselves.
func (c Calendar) Holiday(d Date) (name string, ok bool) {
	name, _, ok = c.holiday(d)
	return name, ok
}

func (c Calendar) holiday(d Date) (name, norm string, ok bool) {
	for _, h := range holidays {
		if c.has(h) && h.is(d) {
			return h.name, h.source(c.land), true
		}
	}
	for _, l := range c.locals {
		if l.is(d) {
			return l.Name, l.Norm, true
		}
	}
	return "", "", false
}

// has reports whether the row holds at the place.
func (c Calendar) has(h holiday) bool {
	return h.in(c.land) && (h.extra == "" || slices.Contains(c.extras, h.extra))
}

// Origin is who made a day a holiday at a place.
type Origin string

// The origins.
const (
	OfLand Origin = "land"  // holds in all of the Land
	OfPart Origin = "part"  // an Extra of the place
	OfTown Origin = "local" // a Local that the town added
)

// DayOff is one holiday of a year at a place, with the act that it stands on.
type DayOff struct {
	Day    Date
	Name   string
	Norm   string
	Origin Origin
}

// DaysOff returns every holiday of the year at the place, in the order of the days; two on one day are both there.
func (c Calendar) DaysOff(year int) []DayOff {
	var all []DayOff
	for _, h := range holidays {
		d := h.falls(year)
		if !c.has(h) || !h.is(d) {
			continue
		}
		origin := OfLand
		if h.extra != "" {
			origin = OfPart
		}
		all = append(all, DayOff{d, h.name, h.source(c.land), origin})
	}
	for _, l := range c.locals {
		if d := NewDate(year, l.Month, l.Day); l.is(d) {
			all = append(all, DayOff{d, l.Name, l.Norm, OfTown})
		}
	}
	slices.SortStableFunc(all, func(a, b DayOff) int { return a.Day.Compare(b.Day) })
	return all
}

// Workday reports whether d is a Werktag in the sense of § 193 BGB: neither Saturday nor Sunday nor a holiday at the
// place. 24 and 31 December are Werktage.
func (c Calendar) Workday(d Date) bool {
	_, ok := c.free(d)
	return !ok
}

// Skip is a day that is no Werktag, and why.
type Skip struct {
	Day     Date
	Holiday string // name of the holiday, empty on an ordinary Saturday or Sunday
	Norm    string // the act that makes it one
}

// Label is the reason in a word: "Sa", "So", or else the name of the holiday.
func (s Skip) Label() string {
	if weekend(s.Day) {
		return weekdayShort[s.Day.Weekday()]
	}
	return s.Holiday
}

// Text is the reason for people: "Samstag", "Karfreitag", or both where both hold.
func (s Skip) Text() string {
	switch day := weekdayLong[s.Day.Weekday()]; {
	case s.Holiday == "":
		return day
	case weekend(s.Day):
		return day + " und " + s.Holiday
	}
	return s.Holiday
}

// NextWorkday returns d when it is a Werktag, else the next one (§ 193 BGB), and each day passed over on the way.
func (c Calendar) NextWorkday(d Date) (Date, []Skip) {
	var skipped []Skip
	for {
		s, free := c.free(d)
		if !free {
			return d, skipped
		}
		skipped = append(skipped, s)
		d = d.AddDays(1)
	}
}

func (c Calendar) free(d Date) (Skip, bool) {
	name, norm, ok := c.holiday(d)
	return Skip{Day: d, Holiday: name, Norm: norm}, ok || weekend(d)
}

func weekend(d Date) bool {
	return d.Weekday() == time.Saturday || d.Weekday() == time.Sunday
}

// unsettled returns the holiday that d is in many municipalities of the Land, when nothing was said about this one.
func (c Calendar) unsettled(d Date) (name string, ok bool) {
	if len(c.extras) > 0 {
		return "", false
	}
	for _, h := range holidays {
		if h.extra.widespread() && h.in(c.land) && h.is(d) {
			return h.name, true
		}
	}
	return "", false
}
