package period

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"
)

func calendar(t testing.TB, land Land, extras ...Extra) Calendar {
	t.Helper()
	c, err := NewCalendar(land, extras, nil)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

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

func TestMunicipalHolidaysHoldOnlyThere(t *testing.T) {
	tests := []struct {
		land   Land
		extras []Extra
		day    string
		want   string
	}{
		{BY, nil, "2028-08-08", ""}, {BY, []Extra{Augsburg}, "2028-08-08", "Augsburger Friedensfest"},
		{BY, []Extra{Himmelfahrt}, "2028-08-08", ""},
		{BY, nil, "2028-08-15", ""}, {BY, []Extra{Himmelfahrt}, "2028-08-15", "Mariä Himmelfahrt"},
		{TH, nil, "2027-05-27", ""}, {TH, []Extra{Fronleichnam}, "2027-05-27", "Fronleichnam"},
		{SN, nil, "2027-05-27", ""}, {SN, []Extra{Fronleichnam}, "2027-05-27", "Fronleichnam"},
		{NW, []Extra{Fronleichnam}, "2027-05-27", "Fronleichnam"}, // has it anyway
	}
	for _, tt := range tests {
		if got, _ := calendar(t, tt.land, tt.extras...).Holiday(day(t, tt.day)); got != tt.want {
			t.Errorf("%s in %s with %v: got %q, want %q", tt.day, tt.land, tt.extras, got, tt.want)
		}
	}
	if _, err := NewCalendar(NW, []Extra{Augsburg}, nil); !errors.Is(err, ErrExtra) {
		t.Errorf("Friedensfest in NW: got %v, want ErrExtra", err)
	}
	if _, err := NewCalendar(BY, []Extra{"karneval"}, nil); !errors.Is(err, ErrExtra) {
		t.Errorf("unknown extra: got %v, want ErrExtra", err)
	}
	if _, err := NewCalendar("XX", nil, nil); !errors.Is(err, ErrLand) {
		t.Errorf("unknown Land: got %v, want ErrLand", err)
	}
}

func TestTownAddsItsOwnHoliday(t *testing.T) {
	c, err := NewCalendar(NI, nil, []Local{
		{Name: "Stadtfeiertag", Norm: "Rechtsverordnung", Month: time.June, Day: 15, From: day(t, "2027-01-01"), To: day(t, "2028-12-31")},
		{Name: "Staatsakt", Month: time.June, Day: 16, From: day(t, "2027-06-16"), To: day(t, "2027-06-16")},
	})
	if err != nil {
		t.Fatal(err)
	}
	tests := map[string]string{
		"2026-06-15": "", "2027-06-15": "Stadtfeiertag", "2028-06-15": "Stadtfeiertag", "2029-06-15": "",
		"2026-06-16": "", "2027-06-16": "Staatsakt", "2028-06-16": "",
	}
	for s, want := range tests {
		if got, _ := c.Holiday(day(t, s)); got != want {
			t.Errorf("%s: got %q, want %q", s, got, want)
		}
	}
	next, skipped := c.NextWorkday(day(t, "2027-06-15"))
	if want := day(t, "2027-06-17"); next != want || len(skipped) != 2 || skipped[0].Norm != "Rechtsverordnung" {
		t.Errorf("next Werktag: got %s after %v, want %s after two days with their act", next, skipped, want)
	}
}

func TestLocalHolidayThatSaysNothingIsRefused(t *testing.T) {
	for name, l := range map[string]Local{
		"no name":    {Month: time.June, Day: 15},
		"no month":   {Name: "x", Day: 15},
		"no day":     {Name: "x", Month: time.June},
		"31 June":    {Name: "x", Month: time.June, Day: 31},
		"ends early": {Name: "x", Month: time.June, Day: 1, From: day(t, "2027-06-02"), To: day(t, "2027-06-01")},
	} {
		if _, err := NewCalendar(NW, nil, []Local{l}); !errors.Is(err, ErrLocal) {
			t.Errorf("%s: got %v, want ErrLocal", name, err)
		}
	}
	if _, err := NewCalendar(NW, nil, []Local{{Name: "x", Month: time.February, Day: 29}}); err != nil {
		t.Errorf("29 February: got %v, want none", err)
	}
}

// A town whose every day is a holiday would keep NextWorkday going for ever.
func TestManyLocalsAreRefused(t *testing.T) {
	var all []Local
	for d := day(t, "2024-01-01"); d.Year == 2024; d = d.AddDays(1) {
		all = append(all, Local{Name: "frei", Month: d.Month, Day: d.Day})
	}
	if _, err := NewCalendar(NW, nil, all); !errors.Is(err, ErrLocal) {
		t.Errorf("%d holidays: got %v, want ErrLocal", len(all), err)
	}
	c, err := NewCalendar(NW, nil, all[:maxLocals])
	if err != nil {
		t.Fatal(err)
	}
	if next, _ := c.NextWorkday(day(t, "2026-01-01")); next != day(t, "2026-04-10") {
		t.Errorf("got %s, want the day after the hundredth of a leap year's days, Good Friday and Easter passed", next)
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

func TestSkippedDaysAreNamed(t *testing.T) {
	// 25 December 2021 is a Saturday: the label says so, the text says both.
	_, skipped := calendar(t, MV).NextWorkday(day(t, "2021-12-25"))
	var labels, texts []string
	for _, s := range skipped {
		labels, texts = append(labels, s.Label()), append(texts, s.Text())
	}
	if got, want := strings.Join(labels, "/"), "Sa/So"; got != want {
		t.Errorf("labels: got %q, want %q", got, want)
	}
	if got, want := strings.Join(texts, ", "), "Samstag und 1. Weihnachtstag, Sonntag und 2. Weihnachtstag"; got != want {
		t.Errorf("texts: got %q, want %q", got, want)
	}
	if got, want := skipped[0].Norm, "§ 2 FTG M-V"; got != want {
		t.Errorf("act: got %q, want %q", got, want)
	}
}

func TestMunicipalityKeyTellsLandAndExtras(t *testing.T) {
	tests := []struct {
		ags    string
		land   Land
		extras []Extra
	}{
		{"06631012", HE, nil},
		{"09761000", BY, []Extra{Augsburg, Himmelfahrt}},
		{"09162000", BY, []Extra{Himmelfahrt}},
		{"09564000", BY, nil},
		{"16061045", TH, []Extra{Fronleichnam}},
		{"01001000", SH, nil},
	}
	for _, tt := range tests {
		land, err := LandOf(tt.ags)
		if err != nil || land != tt.land {
			t.Errorf("LandOf(%q) = %s, %v, want %s", tt.ags, land, err, tt.land)
		}
		if got := ExtrasOf(tt.ags); !slices.Equal(got, tt.extras) {
			t.Errorf("ExtrasOf(%q) = %v, want %v", tt.ags, got, tt.extras)
		}
	}
	for _, ags := range []string{"", "0663101", "066310120", "17000000", "00000000", "0663101a"} {
		if land, err := LandOf(ags); !errors.Is(err, ErrAGS) {
			t.Errorf("LandOf(%q) = %s, %v, want ErrAGS", ags, land, err)
		}
	}
}

// Every row of the tables of holidays and municipalities must be reachable and consistent.
func TestTablesAgree(t *testing.T) {
	for _, m := range municipal {
		land, err := LandOf((m.ags + "00000000")[:8])
		if err != nil {
			t.Errorf("%s: %v", m.place, err)
			continue
		}
		if _, err := NewCalendar(land, m.extras, nil); err != nil {
			t.Errorf("%s: %v", m.place, err)
		}
	}
	for _, h := range holidays {
		for _, land := range h.lands {
			if land.norm() == "" || land.Name() == string(land) {
				t.Errorf("%s: Land %q has no act or no name", h.name, land)
			}
		}
		if h.extra != "" && !slices.Contains(Extras(), h.extra) {
			t.Errorf("%s: extra %q is not listed", h.name, h.extra)
		}
	}
}
