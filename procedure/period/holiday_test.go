package period

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestEaster(t *testing.T) {
	// Dates from almanacs; 1943 and 2038 are the latest possible, 1818 the earliest, 1954 and 1981 the exceptions of Gauss.
	for _, want := range []string{
		"1818-03-22", "1943-04-25", "1954-04-18", "1981-04-19", "2000-04-23", "2008-03-23", "2024-03-31",
		"2025-04-20", "2026-04-05", "2027-03-28", "2028-04-16", "2038-04-25", "2100-03-28",
	} {
		var year int
		if _, err := fmt.Sscanf(want, "%d-", &year); err != nil {
			t.Fatal(err)
		}
		if got := easter(year).String(); got != want {
			t.Errorf("Easter %d: got %s, want %s", year, got, want)
		}
	}
}

// Test B1 of the law: the off-by-one trap is 22 November itself.
func TestRepentanceDayIsTheWednesdayBefore23November(t *testing.T) {
	saxony := calendar(t, SN)
	for _, s := range []string{"2023-11-22", "2024-11-20", "2025-11-19", "2026-11-18", "2027-11-17", "2028-11-22"} {
		if name, ok := saxony.Holiday(day(t, s)); !ok || name != "Buß- und Bettag" {
			t.Errorf("%s in Saxony: got %q, %v, want Buß- und Bettag", s, name, ok)
		}
		if name, ok := calendar(t, ST).Holiday(day(t, s)); ok {
			t.Errorf("%s in Saxony-Anhalt: got %q, want none", s, name)
		}
	}
}

// The holidays of 2026 on days of the week, Land by Land: the nine of all Länder and what each adds.
func TestHolidaysOfTheLaender(t *testing.T) {
	everywhere := []string{"01-01", "04-03", "04-06", "05-01", "05-14", "05-25", "10-03", "12-25", "12-26"}
	tests := map[Land][]string{
		BB: {"04-05", "05-24", "10-31"}, BE: {"03-08"}, BW: {"01-06", "06-04", "11-01"}, BY: {"01-06", "06-04", "11-01"},
		HB: {"10-31"}, HE: {"06-04"}, HH: {"10-31"}, MV: {"03-08", "10-31"}, NI: {"10-31"}, NW: {"06-04", "11-01"},
		RP: {"06-04", "11-01"}, SH: {"10-31"}, SL: {"06-04", "08-15", "11-01"}, SN: {"10-31", "11-18"},
		ST: {"01-06", "10-31"}, TH: {"09-20", "10-31"},
	}
	if got := slices.Sorted(maps.Keys(tests)); !slices.Equal(got, Lands()) {
		t.Fatalf("the table has %v, want all of %v", got, Lands())
	}
	for land, own := range tests {
		want := slices.Sorted(slices.Values(slices.Concat(everywhere, own)))
		if got := holidaysOf(calendar(t, land), 2026); !slices.Equal(got, want) {
			t.Errorf("%s 2026: got %v, want %v", land, got, want)
		}
	}
}

func holidaysOf(c Calendar, year int) []string {
	var found []string
	for d := NewDate(year, time.January, 1); d.Year == year; d = d.AddDays(1) {
		if _, ok := c.Holiday(d); ok {
			found = append(found, strings.TrimPrefix(d.String(), fmt.Sprintf("%d-", year)))
		}
	}
	return found
}

func TestHolidaysBeginAndEndWithTheirLaw(t *testing.T) {
	tests := []struct {
		land Land
		day  string
		want string
	}{
		{BE, "2018-03-08", ""}, {BE, "2019-03-08", "Frauentag"},
		{MV, "2022-03-08", ""}, {MV, "2023-03-08", "Frauentag"},
		{TH, "2018-09-20", ""}, {TH, "2019-09-20", "Weltkindertag"},
		{SH, "2016-10-31", ""}, {SH, "2017-10-31", "Reformationstag"}, {SH, "2018-10-31", "Reformationstag"},
		{NW, "2016-10-31", ""}, {NW, "2017-10-31", "Reformationstag"}, {NW, "2018-10-31", ""},
		{BE, "2020-05-08", "Tag der Befreiung (einmalig)"}, {BE, "2021-05-08", ""},
		{BE, "2025-05-08", "Tag der Befreiung (einmalig)"}, {BB, "2025-05-08", ""},
		{BE, "2028-06-17", "Jahrestag des 17. Juni 1953 (einmalig)"}, {BE, "2029-06-17", ""},
		{BB, "2026-04-05", "Ostersonntag"}, {BB, "2026-05-24", "Pfingstsonntag"}, {HE, "2026-05-24", ""},
	}
	for _, tt := range tests {
		if got, ok := calendar(t, tt.land).Holiday(day(t, tt.day)); got != tt.want || ok != (tt.want != "") {
			t.Errorf("%s in %s: got %q, %v, want %q", tt.day, tt.land, got, ok, tt.want)
		}
	}
}

func TestChristmasEveAndNewYearsEveAreWorkdays(t *testing.T) {
	for _, land := range Lands() {
		for _, s := range []string{"2026-12-24", "2026-12-31", "2027-12-24", "2027-12-31"} {
			if d := day(t, s); !calendar(t, land, ExtrasIn(land)...).Workday(d) {
				t.Errorf("%s in %s is taken for a day off", s, land)
			}
		}
	}
}

func TestListOfHolidaysSaysWhoseTheyAre(t *testing.T) {
	c, err := NewCalendar(BY, []Extra{Augsburg, Himmelfahrt}, []Local{
		{Name: "Stadtjubiläum (einmalig)", Norm: "Satzung vom 01.03.2027", Month: time.July, Day: 2, From: day(t, "2027-07-02"), To: day(t, "2027-07-02")},
		{Name: "Schalttag", Norm: "Satzung", Month: time.February, Day: 29}})
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]DayOff{}
	for _, year := range []int{2026, 2027, 2028} {
		for _, off := range c.DaysOff(year) {
			got[off.Day.String()] = off
		}
	}
	for s, want := range map[string]DayOff{
		"2026-08-08": {Name: "Augsburger Friedensfest", Norm: "Art. 1 Abs. 2 BayFTG", Origin: OfPart},
		"2026-08-15": {Name: "Mariä Himmelfahrt", Norm: "Art. 1 Abs. 1 Nr. 2 BayFTG", Origin: OfPart},
		"2026-10-03": {Name: "Tag der Deutschen Einheit", Norm: "Art. 2 Abs. 2 Einigungsvertrag", Origin: OfLand},
		"2026-07-02": {}, "2027-07-02": {Name: "Stadtjubiläum (einmalig)", Norm: "Satzung vom 01.03.2027", Origin: OfTown}, "2028-07-02": {},
		"2027-03-01": {}, "2028-02-29": {Name: "Schalttag", Norm: "Satzung", Origin: OfTown},
	} {
		if want.Name != "" {
			want.Day = day(t, s)
		}
		if got[s] != want {
			t.Errorf("%s: got %+v, want %+v", s, got[s], want)
		}
	}
	for _, e := range Extras() {
		if e.Name() == string(e) {
			t.Errorf("%s has no name", e)
		}
	}
}
