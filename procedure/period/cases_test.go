package period

import (
	"encoding/csv"
	"os"
	"strings"
	"testing"
)

// workedCase is one row of testdata/period_cases.csv: real periods from announcements (R), days chosen for a trap (S),
// and periods of public bodies, whose start is the day of receipt (T).
type workedCase struct {
	id, place, published, shift  string
	rule                         Rule
	calendar                     Calendar
	start, monthEnd, day30, last Date
}

// caseRules chooses the rule set: real periods are judged by the set of their time, those before 2017 by the first
// one, because the file computes them with the floor of 30 days; days to come by the set of today.
func caseRules(t *testing.T, id string, start Date) RuleSet {
	t.Helper()
	first := ruleSets[0]
	if start.Before(first.From) {
		return first
	}
	if !strings.HasPrefix(id, "R") {
		start = day(t, "2026-11-23")
	}
	set, err := RuleSetAt(start)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func workedCases(t *testing.T) []workedCase {
	t.Helper()
	file, err := os.Open("testdata/period_cases.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var cases []workedCase
	for _, row := range rows[1:] {
		cases = append(cases, readCase(t, rows[0], row))
	}
	return cases
}

func readCase(t *testing.T, header, row []string) workedCase {
	t.Helper()
	col := make(map[string]string, len(header))
	for i, name := range header {
		col[name] = row[i]
	}
	var extras []Extra
	for _, name := range strings.Fields(col["municipal_holidays"]) {
		extras = append(extras, Extra(name))
	}
	c, err := NewCalendar(Land(col["land"]), extras, nil)
	if err != nil {
		t.Fatalf("%s: %v", col["id"], err)
	}
	start := day(t, col["start"])
	rule, err := caseRules(t, col["id"], start).Rule(col["rule"])
	if err != nil {
		t.Fatalf("%s: %v", col["id"], err)
	}
	return workedCase{
		id: col["id"], place: col["place"], published: col["published_last_day"], shift: col["shift"],
		rule: rule, calendar: c, start: start,
		monthEnd: day(t, col["month_end"]), day30: day(t, col["day30"]), last: day(t, col["min_last_day"]),
	}
}

func TestWorkedCases(t *testing.T) {
	cases := workedCases(t)
	if got, want := len(cases), 61; got != want {
		t.Fatalf("the file has %d cases, want %d", got, want)
	}
	for _, tt := range cases {
		t.Run(tt.id, func(t *testing.T) {
			got := Compute(tt.rule, tt.start, tt.calendar)
			if got.MonthEnd != tt.monthEnd {
				t.Errorf("month end: got %s, want %s", got.MonthEnd, tt.monthEnd)
			}
			if got.Day30 != tt.day30 {
				t.Errorf("day 30: got %s, want %s", got.Day30, tt.day30)
			}
			if got.LastDay != tt.last {
				t.Errorf("last day: got %s, want %s", got.LastDay, tt.last)
			}
			var labels []string
			for _, s := range got.Shift {
				labels = append(labels, s.Label())
			}
			if shift := strings.Join(labels, "/"); shift != tt.shift {
				t.Errorf("days passed over: got %q, want %q", shift, tt.shift)
			}
		})
	}
}
