package period

import (
	"errors"
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
