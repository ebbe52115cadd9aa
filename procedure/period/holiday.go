package period

import (
	"slices"
	"time"
)

// feast says on which day of a year a holiday falls.
type feast func(year int) Date

func on(month time.Month, day int) feast {
	return func(year int) Date { return NewDate(year, month, day) }
}

func fromEaster(days int) feast {
	return func(year int) Date { return easter(year).AddDays(days) }
}

// repentance is the Wednesday before 23 November, so it lies from the 16th to the 22nd, both included.
func repentance(year int) Date {
	d := NewDate(year, time.November, 22)
	for d.Weekday() != time.Wednesday {
		d = d.AddDays(-1)
	}
	return d
}

// holiday is one row of the table of holidays that the Länder recognise.
type holiday struct {
	name  string
	falls feast
	lands []Land // nil: all sixteen
	extra Extra  // not empty: only in municipalities that have this extra
	from  int    // first year, 0: since 1995 at the latest
	to    int    // last year, 0: no end known
	norm  string // empty: the Land's own act
}

// holidays is complete from completeFrom on, after the acts named in the table of Länder. A holiday that a Land
// introduces is a new row with its first year; until a release has it, a town adds it as a Local.
var holidays = []holiday{
	{name: "Reformationstag", falls: on(time.October, 31), from: 2017, to: 2017},
	{name: "Tag der Befreiung (einmalig)", falls: on(time.May, 8), lands: []Land{BE}, from: 2020, to: 2020},
	{name: "Tag der Befreiung (einmalig)", falls: on(time.May, 8), lands: []Land{BE}, from: 2025, to: 2025},
	{name: "Jahrestag des 17. Juni 1953 (einmalig)", falls: on(time.June, 17), lands: []Land{BE}, from: 2028, to: 2028},

	{name: "Neujahr", falls: on(time.January, 1)},
	{name: "Karfreitag", falls: fromEaster(-2)},
	{name: "Ostermontag", falls: fromEaster(1)},
	{name: "1. Mai", falls: on(time.May, 1)},
	{name: "Christi Himmelfahrt", falls: fromEaster(39)},
	{name: "Pfingstmontag", falls: fromEaster(50)},
	{name: "Tag der Deutschen Einheit", falls: on(time.October, 3), norm: "Art. 2 Abs. 2 Einigungsvertrag"},
	{name: "1. Weihnachtstag", falls: on(time.December, 25)},
	{name: "2. Weihnachtstag", falls: on(time.December, 26)},

	{name: "Heilige Drei Könige", falls: on(time.January, 6), lands: []Land{BW, BY, ST}},
	{name: "Frauentag", falls: on(time.March, 8), lands: []Land{BE}, from: 2019},
	{name: "Frauentag", falls: on(time.March, 8), lands: []Land{MV}, from: 2023},
	{name: "Ostersonntag", falls: fromEaster(0), lands: []Land{BB}},
	{name: "Pfingstsonntag", falls: fromEaster(49), lands: []Land{BB}},
	{name: corpusChristi, falls: fromEaster(60), lands: []Land{BW, BY, HE, NW, RP, SL}},
	{name: assumption, falls: on(time.August, 15), lands: []Land{SL}},
	{name: "Weltkindertag", falls: on(time.September, 20), lands: []Land{TH}, from: 2019},
	{name: "Reformationstag", falls: on(time.October, 31), lands: []Land{BB, MV, SN, ST, TH}},
	{name: "Reformationstag", falls: on(time.October, 31), lands: []Land{HB, HH, NI, SH}, from: 2018},
	{name: "Allerheiligen", falls: on(time.November, 1), lands: []Land{BW, BY, NW, RP, SL}},
	{name: "Buß- und Bettag", falls: repentance, lands: []Land{SN}},

	{name: peaceFeast, falls: on(time.August, 8), lands: []Land{BY}, extra: Augsburg, norm: "Art. 1 Abs. 2 BayFTG"},
	{name: assumption, falls: on(time.August, 15), lands: []Land{BY}, extra: Himmelfahrt, norm: "Art. 1 Abs. 1 Nr. 2 BayFTG"},
	{name: corpusChristi, falls: fromEaster(60), lands: []Land{SN}, extra: Fronleichnam},
	{name: corpusChristi, falls: fromEaster(60), lands: []Land{TH}, extra: Fronleichnam, norm: "§ 2 Abs. 2, § 10 Abs. 1 ThürFGtG"},
}

// completeFrom is the first year for which the table holds every holiday. Until 1994 Buß- und Bettag was one outside
// Saxony too, until 1990 the west had 17 June; nobody computes such a period any more except for an archive.
const completeFrom = 1995

// The names of holidays that some Länder have as a whole and others only in part.
const (
	corpusChristi = "Fronleichnam"
	assumption    = "Mariä Himmelfahrt"
	peaceFeast    = "Augsburger Friedensfest"
)

// in reports whether the row belongs to the Land at all, be it in all of it or in a part.
func (h holiday) in(land Land) bool {
	return h.lands == nil || slices.Contains(h.lands, land)
}

// is reports whether the row makes d a holiday where it applies.
func (h holiday) is(d Date) bool {
	if d.Year < h.from || (h.to != 0 && d.Year > h.to) {
		return false
	}
	return h.falls(d.Year) == d
}

// source returns where the holiday stands in law for the Land.
func (h holiday) source(land Land) string {
	if h.norm != "" {
		return h.norm
	}
	return land.norm()
}
