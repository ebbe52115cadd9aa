package page

import (
	"fmt"
	"strings"
	"sync"
	"time"
	_ "time/tzdata" // a host without zoneinfo must not print another time on a receipt

	"github.com/einwand/einwand/procedure/period"
)

// nbsp keeps two words on one line: after the number of a day, after "§", "Abs." and "Nr.", before a unit.
const nbsp = "\u00a0"

// berlin is the legal time of Germany (§ 4 EinhZeitG).
var berlin = sync.OnceValue(func() *time.Location {
	loc, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		panic("page: the embedded time zones lack Europe/Berlin: " + err.Error())
	}
	return loc
})

var (
	weekdays      = [...]string{"Sonntag", "Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag"}
	weekdaysShort = [...]string{"So", "Mo", "Di", "Mi", "Do", "Fr", "Sa"}
	months        = [...]string{"", "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September",
		"Oktober", "November", "Dezember"}
)

// LongDate returns the day for people: "Freitag, 27. November 2026".
func LongDate(d period.Date) string {
	return weekdays[d.Weekday()] + ", " + PlainDate(d)
}

// PlainDate returns the day without its weekday: "27. November 2026".
func PlainDate(d period.Date) string {
	return fmt.Sprintf("%s %d", dayMonth(d), d.Year)
}

// MonthYear returns the month of a day: "November 2026".
func MonthYear(d period.Date) string {
	return fmt.Sprintf("%s %d", months[d.Month], d.Year)
}

// ShortDate returns the day for tables of the staff: "Fr, 27.11.2026".
func ShortDate(d period.Date) string {
	return weekdaysShort[d.Weekday()] + ", " + numericDate(d)
}

// Span returns two days as one period: "2. bis 27. März 2026", "26. Oktober bis 27. November 2026".
func Span(first, last period.Date) string {
	from := PlainDate(first)
	switch {
	case first == last:
		return from
	case first.Year == last.Year && first.Month == last.Month:
		from = fmt.Sprintf("%d.", first.Day)
	case first.Year == last.Year:
		from = dayMonth(first)
	}
	return from + " bis " + PlainDate(last)
}

func dayMonth(d period.Date) string {
	return fmt.Sprintf("%d.%s%s", d.Day, nbsp, months[d.Month])
}

func numericDate(d period.Date) string {
	return fmt.Sprintf("%02d.%02d.%d", d.Day, int(d.Month), d.Year)
}

// DateTime returns an instant to the second, for receipts: "Montag, 23. November 2026, 18:42:07 Uhr".
func DateTime(t time.Time) string {
	return LongDate(period.DateAt(t)) + ", " + clock(t, "15:04:05")
}

// ShortDateTime returns an instant for tables of the staff: "14.09.2026, 20:16 Uhr".
func ShortDateTime(t time.Time) string {
	return numericDate(period.DateAt(t)) + ", " + ClockTime(t)
}

// ClockTime returns the time of day to the minute: "18:42 Uhr".
func ClockTime(t time.Time) string {
	return clock(t, "15:04")
}

// clock writes the hour without a leading zero, as German clocks are read out.
func clock(t time.Time, layout string) string {
	local := t.In(berlin())
	return strings.TrimPrefix(local.Format(layout), "0") + " Uhr" + zoneIfTwice(local)
}

// zoneIfTwice names the zone in the hour that the end of summer time repeats: without it, "2:30 Uhr" on the last Sunday of
// October is two instants, and a receipt would not say which.
func zoneIfTwice(local time.Time) string {
	for _, shift := range []time.Duration{-time.Hour, time.Hour} {
		other := local.Add(shift)
		if other.Hour() == local.Hour() && other.Day() == local.Day() {
			return " (" + zoneNames[local.IsDST()] + ")"
		}
	}
	return ""
}

var zoneNames = map[bool]string{true: "Sommerzeit", false: "Winterzeit"}

// DaysLeft counts the days after today until the last one. A period ends with its last day at 24 o'clock, so that day
// itself still counts.
func DaysLeft(now time.Time, last period.Date) string {
	switch n := period.DateAt(now).DaysUntil(last); {
	case n < 0:
		return "Die Frist ist vorbei"
	case n == 0:
		return "Heute ist der letzte Tag (bis 24 Uhr)"
	default:
		return "Noch " + Plural(n, "Tag", "Tage")
	}
}

// Count returns n with a dot between thousands: "1.234".
func Count(n int) string {
	s := fmt.Sprintf("%d", n)
	sign := ""
	if n < 0 {
		sign, s = "-", s[1:]
	}
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "." + s[i:]
	}
	return sign + s
}

// Plural returns the number with the word that fits it: "1 Tag", "0 Tage", "1.234 Stellungnahmen".
func Plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return Count(n) + " " + many
}

// Size returns a number of bytes in decimal units, as the file managers of the people who read it: "84 kB", "1,2 MB".
func Size(bytes int64) string {
	const kilo, mega, giga = 1e3, 1e6, 1e9
	switch {
	case bytes < kilo:
		return fmt.Sprintf("%d%sByte", bytes, nbsp)
	case bytes < mega-kilo/2:
		return fmt.Sprintf("%.0f%skB", float64(bytes)/kilo, nbsp)
	case bytes < giga-mega/20:
		return decimal(float64(bytes)/mega) + nbsp + "MB"
	default:
		return decimal(float64(bytes)/giga) + nbsp + "GB"
	}
}

func decimal(f float64) string {
	return strings.Replace(fmt.Sprintf("%.1f", f), ".", ",", 1)
}

// FileFacts returns the line below the name of a document: "PDF, 4 Seiten, 1,2 MB". Unknown page counts are left out.
func FileFacts(kind string, pages int, bytes int64) string {
	if pages < 1 {
		return kind + ", " + Size(bytes)
	}
	return kind + ", " + Plural(pages, "Seite", "Seiten") + ", " + Size(bytes)
}

// beforeNumber are the words of a citation that must not end a line.
var beforeNumber = []string{"§", "§§", "Abs.", "Absatz", "S.", "Satz", "Nr.", "Nummer", "Buchst.", "Buchstabe", "Art.", "Artikel"}

// Paragraph keeps a citation together: "§ 3 Abs. 2 BauGB" breaks only before "Abs." and "BauGB".
func Paragraph(citation string) string {
	words := strings.Split(citation, " ")
	var b strings.Builder
	for i, w := range words {
		b.WriteString(w)
		if i == len(words)-1 {
			break
		}
		b.WriteString(gapAfter(strings.TrimLeft(w, "(")))
	}
	return b.String()
}

func gapAfter(word string) string {
	for _, w := range beforeNumber {
		if word == w {
			return nbsp
		}
	}
	return " "
}

// HashGroups returns a digest in blocks of four characters, so that two people can compare it by telephone.
func HashGroups(digest string) string {
	var blocks []string
	for len(digest) > 4 {
		blocks = append(blocks, digest[:4])
		digest = digest[4:]
	}
	return strings.Join(append(blocks, digest), " ")
}
