package period

import (
	"errors"
	"fmt"
	"time"
)

// ErrDate is returned for a text that is not a day of the calendar in the form YYYY-MM-DD between 1900 and 2199.
var ErrDate = errors.New("not a date")

// The years that ParseDate takes. §§ 186 to 193 BGB are in force since 1 January 1900; a year outside is a slip of the pen.
const (
	firstYear = 1900
	lastYear  = 2199
)

// Date is a day of the civil calendar, without time and zone. The zero value is no day; it is before every day.
// Dates compare with ==.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// NewDate returns the day, carrying over days and months that do not exist: 30 February is 1 or 2 March.
func NewDate(year int, month time.Month, day int) Date {
	return DateOfUTC(time.Date(year, month, day, 0, 0, 0, 0, time.UTC))
}

// ParseDate reads YYYY-MM-DD. It returns ErrDate for any other form, for days that do not exist, and for years
// before 1900 or after 2199.
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil || t.Year() < firstYear || t.Year() > lastYear {
		return Date{}, fmt.Errorf("%q: %w", s, ErrDate)
	}
	return DateOfUTC(t), nil
}

// DateOfUTC returns the day that t shows in UTC: the inverse of Date.UTC, for values from a column of type date.
func DateOfUTC(t time.Time) Date {
	y, m, d := t.UTC().Date()
	return Date{Year: y, Month: m, Day: d}
}

// UTC returns 00:00 UTC of the day, the form in which a database driver takes a column of type date. It is not the
// beginning of the day in Germany; that is StartOfDay.
func (d Date) UTC() time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC)
}

// IsZero reports whether d is no day.
func (d Date) IsZero() bool { return d == Date{} }

// String returns YYYY-MM-DD.
func (d Date) String() string {
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, int(d.Month), d.Day)
}

// German returns the day as our pages and the command print it: "Mo 02.03.2026".
func (d Date) German() string {
	return fmt.Sprintf("%s %02d.%02d.%04d", weekdayShort[d.Weekday()], d.Day, int(d.Month), d.Year)
}

var (
	weekdayShort = [...]string{"So", "Mo", "Di", "Mi", "Do", "Fr", "Sa"}
	weekdayLong  = [...]string{"Sonntag", "Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag"}
)

// MarshalText returns YYYY-MM-DD, so that JSON carries days as text.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText writes; it returns ErrDate as ParseDate does.
func (d *Date) UnmarshalText(text []byte) error {
	parsed, err := ParseDate(string(text))
	if err != nil {
		return err
	}
	*d = parsed
	return nil
}

// Weekday returns the day of the week.
func (d Date) Weekday() time.Weekday { return d.UTC().Weekday() }

// AddDays returns the day n days later, or earlier for a negative n.
func (d Date) AddDays(n int) Date { return NewDate(d.Year, d.Month, d.Day+n) }

// DaysUntil returns how many days later e is; it is negative when e is earlier.
func (d Date) DaysUntil(e Date) int { return int(e.UTC().Sub(d.UTC()) / (24 * time.Hour)) }

// Compare returns -1 when d is before e, 0 when they are the same day, and +1 when d is after e.
func (d Date) Compare(e Date) int { return d.UTC().Compare(e.UTC()) }

// Before reports whether d is an earlier day than e.
func (d Date) Before(e Date) bool { return d.Compare(e) < 0 }

// After reports whether d is a later day than e.
func (d Date) After(e Date) bool { return d.Compare(e) > 0 }

func later(d, e Date) Date {
	if d.After(e) {
		return d
	}
	return e
}

func daysIn(year int, month time.Month) int { return NewDate(year, month+1, 0).Day }
