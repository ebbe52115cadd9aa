package period

import (
	"time"
	_ "time/tzdata" // a host or container without zoneinfo must not move a deadline
)

// berlin is the legal time of Germany. The embedded data always has it, so a failure is a broken build.
var berlin = func() *time.Location {
	loc, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		panic("period: the embedded time zones lack Europe/Berlin: " + err.Error())
	}
	return loc
}()

// StartOfDay returns the instant, in UTC, at which the day begins in Germany. Clocks change at two or three in the
// morning, so every day has its midnight; only its length differs (23 or 25 hours).
func (d Date) StartOfDay() time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, berlin).UTC()
}

// DateAt returns the day that the calendar in Germany shows at the instant t, whatever zone t carries.
func DateAt(t time.Time) Date {
	y, m, d := t.In(berlin).Date()
	return Date{Year: y, Month: m, Day: d}
}
