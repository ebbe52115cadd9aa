package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/einwand/einwand/procedure/period"
)

func TestPeriodPrintsTheLastDayFirst(t *testing.T) {
	tests := []struct {
		name string
		args []string
		want string
	}{
		{"Hosenfeld", []string{"--rule", "3(2)", "--start", "2026-01-31", "--land", "HE", "--ags", "06631012"}, "2026-03-02"},
		{"a public body from the day of receipt", []string{"--rule", "4(2)", "--start", "2027-01-31", "--land", "NW"}, "2027-03-02"},
		{"15 August without the extra", []string{"--rule", "3(2)", "--start", "2028-07-16", "--land", "BY"}, "2028-08-15"},
		{"Mariä Himmelfahrt", []string{"--rule", "3(2)", "--start", "2028-07-16", "--land", "BY", "--holidays", "himmelfahrt"}, "2028-08-16"},
		{"Augsburg", []string{"--rule=3(2)", "--start=2028-07-09", "--land=BY", "--holidays=augsburg,himmelfahrt"}, "2028-08-09"},
		{"Augsburg by its key", []string{"--rule", "3(2)", "--start", "2028-07-09", "--ags", "09761000"}, "2028-08-09"},
		{"Crostwitz", []string{"--rule", "3(2)", "--start", "2027-04-28", "--land", "sn", "--holidays", "fronleichnam"}, "2027-05-28"},
		{"approval before 2023", []string{"--rule", "6(4)", "--start", "2022-03-10", "--land", "NW", "--rules", "BauGB-2021"}, "2022-06-10"},
		{"approval by the law of today, whatever the start", []string{"--rule", "6(4)", "--start", "2022-03-10", "--land", "NW"}, "2022-04-11"},
	}
	for _, tt := range tests {
		got := einwand(t, append([]string{"period"}, tt.args...)...)
		if got.code != 0 || got.stderr != "" {
			t.Errorf("%s: got exit %d, %q", tt.name, got.code, got.stderr)
		}
		if first, _, _ := strings.Cut(got.stdout, "\n"); first != tt.want {
			t.Errorf("%s: got %q on the first line, want %q", tt.name, first, tt.want)
		}
	}
}

func TestPeriodGivesItsReasons(t *testing.T) {
	got := einwand(t, "period", "--rule", "3(2)", "--start", "2026-01-31", "--land", "HE", "--rules", "BauGB-2025")
	const want = `2026-03-02
Erster Tag zählt mit: Sa 31.01.2026 (§ 187 Abs. 2 BGB)
Ein Monat bis zum Monatsletzten: Sa 28.02.2026 (§ 188 Abs. 2 und 3 BGB)
Mindestens 30 Tage: So 01.03.2026 (§ 3 Abs. 2 S. 1 BauGB)
Der spätere Tag gilt: So 01.03.2026 (§ 3 Abs. 2 S. 1 BauGB)
Kein Werktag, Sonntag: So 01.03.2026 (§ 193 BGB)
Frühestes zulässiges Ende: Mo 02.03.2026 (§ 3 Abs. 2 S. 1 BauGB)
Gerechnet nach BauGB-2025, gültig seit Fr 15.08.2025, mit den Feiertagen in Hessen.
`
	if got.stdout != want {
		t.Errorf("got\n%s\nwant\n%s", got.stdout, want)
	}
}

func TestPeriodAnswersInJSON(t *testing.T) {
	got := einwand(t, "period", "--rule", "4(2)", "--start", "2026-11-25", "--land", "NW", "--rules", "BauGB-2025", "--json")
	if got.code != 0 {
		t.Fatalf("got exit %d, %q", got.code, got.stderr)
	}
	var answer periodAnswer
	dec := json.NewDecoder(strings.NewReader(got.stdout))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&answer); err != nil {
		t.Fatal(err)
	}
	if got, want := answer.LastDay.String(), "2026-12-28"; got != want {
		t.Errorf("last_day: got %s, want %s", got, want)
	}
	if answer.Bound != period.Minimum || answer.RuleSet != "BauGB-2025" || len(answer.Reasons) != 8 {
		t.Errorf("got bound %s, rules %s, %d reasons", answer.Bound, answer.RuleSet, len(answer.Reasons))
	}
	var skipped []string
	for _, s := range answer.Shift {
		skipped = append(skipped, s.Text)
	}
	if want := []string{"1. Weihnachtstag", "Samstag und 2. Weihnachtstag", "Sonntag"}; !slices.Equal(skipped, want) {
		t.Errorf("shift: got %q, want %q", skipped, want)
	}
	short := einwand(t, "period", "--rule", "17", "--start", "2026-11-25", "--land", "NW", "--json")
	if !strings.Contains(short.stdout, `"shift": []`) || !strings.Contains(short.stdout, `"holidays": []`) || strings.Contains(short.stdout, "day30") {
		t.Errorf("a rule without floor and shift: got %s", short.stdout)
	}
}

func TestPeriodRefusesWhatItCannotRead(t *testing.T) {
	ask := func(change ...string) []string {
		return append([]string{"period", "--rule", "3(2)", "--start", "2026-01-31", "--land", "HE"}, change...)
	}
	tests := []struct {
		name string
		args []string
		want []string // parts of the message
	}{
		{"unknown rule", ask("--rule", "5(1)", "--rules", "BauGB-2025"), []string{"Die Regel „5(1)“ gibt es in BauGB-2025 nicht", "3(2)", "36a(2)"}},
		{"rule younger than the set", ask("--rule", "36a(2)", "--rules", "BauGB-2023"), []string{"„36a(2)“ gibt es in BauGB-2023 nicht", "215"}},
		{"unknown rule set", ask("--rules", "BauGB-1987"), []string{"Den Stand „BauGB-1987“ gibt es nicht", "BauGB-2017"}},
		{"unknown Land", ask("--land", "XX"), []string{"Das Land „XX“ gibt es nicht", "BB, BE", "TH"}},
		{"a day that does not exist", ask("--start", "2026-02-30"), []string{"Den Tag „2026-02-30“ gibt es nicht", "JJJJ-MM-TT"}},
		{"a day in German form", ask("--start", "31.01.2026"), []string{"JJJJ-MM-TT"}},
		{"a key that is none", ask("--ags", "6631012"), []string{"„6631012“", "acht Ziffern"}},
		{"a key of another Land", ask("--ags", "05974040"), []string{"05974040 gehört zu Nordrhein-Westfalen (NW)", "HE"}},
		{"unknown holiday", ask("--holidays", "karneval"), []string{"„karneval“", "augsburg, himmelfahrt, fronleichnam"}},
		{"a holiday of another Land", ask("--holidays", "augsburg"), []string{"„augsburg“ kennt Hessen nicht", "Dort gibt es keine."}},
		{"a holiday of another part", ask("--land", "TH", "--holidays", "himmelfahrt"), []string{"Dort möglich sind: fronleichnam."}},
		{"unknown flag", ask("--datum", "2026-01-31"), []string{"--rule, --start, --land"}},
		{"a flag without its value", ask("--rules"), []string{"ihr Wert fehlt"}},
		{"a word too many", ask("HE"), []string{"„HE“ gehört zu keiner Angabe"}},
		{"nothing", []string{"period"}, []string{"Es fehlt --rule.", "--start und --land"}},
		{"no start", []string{"period", "--rule", "3(2)"}, []string{"Es fehlt --start."}},
		{"no place", []string{"period", "--rule", "3(2)", "--start", "2026-01-31"}, []string{"Es fehlt --land."}},
	}
	for _, tt := range tests {
		got := einwand(t, tt.args...)
		if got.code != 2 || got.stdout != "" {
			t.Errorf("%s: got exit %d and %q on stdout, want 2 and nothing", tt.name, got.code, got.stdout)
		}
		for _, part := range tt.want {
			if !strings.Contains(got.stderr, part) {
				t.Errorf("%s: got %q, want %q in it", tt.name, got.stderr, part)
			}
		}
	}
}

// Without --rules the law of today holds, by the clock of the program and the calendar of Germany.
func TestPeriodTakesTheRuleSetOfToday(t *testing.T) {
	tests := []struct {
		now, want string
	}{
		{"2023-07-06T21:59:59Z", "Gerechnet nach BauGB-2021"},
		{"2023-07-06T22:00:00Z", "Gerechnet nach BauGB-2023"},
		{"2025-09-01T12:00:00Z", "Gerechnet nach BauGB-2025"},
	}
	for _, tt := range tests {
		var stdout bytes.Buffer
		p := program{stdout: &stdout, clock: func() time.Time { return mustInstant(t, tt.now) }}
		if err := runPeriod(t.Context(), p, []string{"--rule", "3(2)", "--start", "2022-05-09", "--land", "NW"}); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(stdout.String(), tt.want) {
			t.Errorf("%s: got\n%s\nwant %q in it", tt.now, stdout.String(), tt.want)
		}
		if got, want := strings.Contains(stdout.String(), "Am Beginn der Frist galt BauGB-2021."), tt.want != "Gerechnet nach BauGB-2021"; got != want {
			t.Errorf("%s: points to the older rule set: got %v, want %v", tt.now, got, want)
		}
	}
	p := program{clock: func() time.Time { return mustInstant(t, "2025-10-29T12:00:00Z") }}
	err := runPeriod(t.Context(), p, []string{"--rule", "36a(2)", "--start", "2025-11-03", "--land", "NW"})
	if _, ok := errors.AsType[usageError](err); !ok {
		t.Errorf("§ 36a on the day before it came into force: got %v, want a usage error", err)
	}
}

func mustInstant(t *testing.T, s string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339, s)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func TestPeriodHelpNamesAllValues(t *testing.T) {
	got := einwand(t, "period", "--help")
	if got.code != 0 {
		t.Fatalf("got exit %d, %q", got.code, got.stderr)
	}
	for _, part := range []string{"13a/3(2)", "4(1), ", "4a(3)/4(2), ", "13(2)2, 13(2)3, ", "13a(3), ", "bei\n                    4(1), 4(2), 4a(3)/4(2), ", "BauGB-2023", "BB, BE", "himmelfahrt ist Mariä Himmelfahrt", "--json"} {
		if !strings.Contains(got.stdout, part) {
			t.Errorf("the help does not name %q", part)
		}
	}
	if strings.Contains(got.stdout, "%!") {
		t.Errorf("the help is broken: %s", got.stdout)
	}
}
