package period

import (
	"slices"
	"testing"
)

func rule(t testing.TB, set, key string) Rule {
	t.Helper()
	s, err := RuleSetByID(set)
	if err != nil {
		t.Fatal(err)
	}
	r, err := s.Rule(key)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// § 187 Abs. 2, § 188 Abs. 2 and 3 BGB for a publication. The Common Senate of the supreme courts decided on
// 6 July 1972 (GmS-OGB 2/71) that the first day counts.
func TestPublicationCountsItsFirstDay(t *testing.T) {
	tests := []struct{ name, start, monthEnd, day30 string }{
		{"the case of the Common Senate", "1965-05-24", "1965-06-23", "1965-06-22"},
		{"from the first to the last of a month", "2026-09-01", "2026-09-30", "2026-09-30"},
		{"from the first of a month of 31 days", "2026-12-01", "2026-12-31", "2026-12-30"},
		{"from the first of February", "2027-02-01", "2027-02-28", "2027-03-02"},
		{"no 30th in February, the last day takes its place", "2026-01-31", "2026-02-28", "2026-03-01"},
		{"no 30th in February of a leap year", "2028-01-31", "2028-02-29", "2028-02-29"},
		{"the 29th before a leap day", "2028-01-30", "2028-02-29", "2028-02-28"},
		{"the 28th is there every year", "2027-01-29", "2027-02-28", "2027-02-27"},
		{"31 March to 30 April", "2027-03-31", "2027-04-30", "2027-04-29"},
		{"over the end of the year", "2026-12-15", "2027-01-14", "2027-01-13"},
	}
	for _, tt := range tests {
		got := Compute(rule(t, "BauGB-2025", "3(2)"), day(t, tt.start), calendar(t, NW))
		if got.MonthEnd.String() != tt.monthEnd || got.Day30.String() != tt.day30 {
			t.Errorf("%s: got month end %s and day 30 %s, want %s and %s", tt.name, got.MonthEnd, got.Day30, tt.monthEnd, tt.day30)
		}
	}
}

// § 187 Abs. 1 BGB: the same start ends one day later for a public body than for the public.
func TestReceiptIsNotCounted(t *testing.T) {
	tests := []struct{ name, receipt, monthEnd, day30 string }{
		{"the same number next month", "2026-11-24", "2026-12-24", "2026-12-24"},
		{"no 31st in February", "2027-01-31", "2027-02-28", "2027-03-02"},
		{"the first of February", "2027-02-01", "2027-03-01", "2027-03-03"},
		{"the last of February ends on the 28th, not the 31st", "2027-02-28", "2027-03-28", "2027-03-30"},
		{"29 February", "2028-02-29", "2028-03-29", "2028-03-30"},
	}
	for _, tt := range tests {
		got := Compute(rule(t, "BauGB-2025", "4(2)"), day(t, tt.receipt), calendar(t, NW))
		if got.MonthEnd.String() != tt.monthEnd || got.Day30.String() != tt.day30 {
			t.Errorf("%s: got month end %s and day 30 %s, want %s and %s", tt.name, got.MonthEnd, got.Day30, tt.monthEnd, tt.day30)
		}
	}
}

func TestOtherRulesEndWhereTheirLawSays(t *testing.T) {
	tests := []struct{ name, set, key, start, want string }{
		{"approval, one month since 2023", "BauGB-2023", "6(4)", "2026-03-10", "2026-04-10"},
		{"approval, three months before", "BauGB-2021", "6(4)", "2022-03-10", "2022-06-10"},
		{"approval moves off a Sunday", "BauGB-2023", "6(4)", "2026-04-10", "2026-05-11"},
		{"freeze, two years", "BauGB-2025", "17", "2024-11-23", "2026-11-23"},
		{"freeze, ends on a Sunday all the same", "BauGB-2025", "17", "2024-11-22", "2026-11-22"},
		{"complaint, one year", "BauGB-2025", "215", "2026-11-23", "2027-11-23"},
		{"complaint, from a leap day", "BauGB-2025", "215", "2028-02-29", "2029-02-28"},
		{"complaint, moves off a Saturday", "BauGB-2025", "215", "2025-11-21", "2026-11-23"},
		{"consent, at most a month, a Saturday stays", "BauGB-2025", "36a(2)", "2026-01-31", "2026-02-28"},
		{"early participation, two weeks proposed", "BauGB-2025", "3(1)", "2026-11-23", "2026-12-07"},
		{"early participation of the authorities, two weeks after receipt", "BauGB-2025", "4(1)", "2026-11-24", "2026-12-08"},
		{"the same moves off a Sunday", "BauGB-2025", "4(1)", "2026-11-22", "2026-12-07"},
		{"repeated participation of the authorities, a month after receipt", "BauGB-2025", "4a(3)/4(2)", "2026-11-24", "2026-12-24"},
		{"repeated participation of the public, a day earlier", "BauGB-2025", "4a(3)", "2026-11-24", "2026-12-23"},
		{"affected public, the month as a guide", "BauGB-2025", "13(2)2", "2027-02-01", "2027-03-02"},
		{"authorities in the simplified procedure", "BauGB-2025", "13(2)3", "2027-02-01", "2027-03-03"},
		{"hearing of the accelerated procedure, its first day counts", "BauGB-2025", "13a(3)", "2026-11-24", "2026-12-07"},
		{"the same before 2023", "BauGB-2017", "13a(3)", "2018-11-20", "2018-12-03"},
	}
	for _, tt := range tests {
		got := Compute(rule(t, tt.set, tt.key), day(t, tt.start), calendar(t, NW)).LastDay.String()
		if got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, got, tt.want)
		}
	}
}

func TestEveryStepIsExplained(t *testing.T) {
	tests := []struct {
		name, set, key, start string
		land                  Land
		want                  []string
	}{
		{"Hosenfeld", "BauGB-2025", "13a/3(2)", "2026-01-31", HE, []string{
			"Erster Tag zählt mit: Sa 31.01.2026 (§ 187 Abs. 2 BGB)",
			"Ein Monat bis zum Monatsletzten: Sa 28.02.2026 (§ 188 Abs. 2 und 3 BGB)",
			"Mindestens 30 Tage: So 01.03.2026 (§ 13a Abs. 2 Nr. 1, § 13 Abs. 2 S. 1 Nr. 2, § 3 Abs. 2 S. 1 BauGB)",
			"Der spätere Tag gilt: So 01.03.2026 (§ 13a Abs. 2 Nr. 1, § 13 Abs. 2 S. 1 Nr. 2, § 3 Abs. 2 S. 1 BauGB)",
			"Kein Werktag, Sonntag: So 01.03.2026 (§ 193 BGB)",
			"Frühestes zulässiges Ende: Mo 02.03.2026 (§ 13a Abs. 2 Nr. 1, § 13 Abs. 2 S. 1 Nr. 2, § 3 Abs. 2 S. 1 BauGB)",
		}},
		{"a public body at Christmas", "BauGB-2025", "4(2)", "2026-11-25", NW, []string{
			"Tag des Zugangs zählt nicht mit: Mi 25.11.2026 (§ 187 Abs. 1 BGB)",
			"Ein Monat: Fr 25.12.2026 (§ 188 Abs. 2 BGB)",
			"Mindestens 30 Tage: Fr 25.12.2026 (§ 4 Abs. 2 S. 3 BauGB)",
			"Der spätere Tag gilt: Fr 25.12.2026 (§ 4 Abs. 2 S. 3 BauGB)",
			"Kein Werktag, 1. Weihnachtstag: Fr 25.12.2026 (§ 193 BGB, § 2 Feiertagsgesetz NW)",
			"Kein Werktag, Samstag und 2. Weihnachtstag: Sa 26.12.2026 (§ 193 BGB, § 2 Feiertagsgesetz NW)",
			"Kein Werktag, Sonntag: So 27.12.2026 (§ 193 BGB)",
			"Frühestes zulässiges Ende: Mo 28.12.2026 (§ 4 Abs. 2 S. 3 BauGB)",
		}},
		{"early participation", "BauGB-2025", "3(1)", "2026-11-23", NW, []string{
			"Erster Tag zählt mit: Mo 23.11.2026 (§ 187 Abs. 2 BGB)",
			"Zwei Wochen als Vorschlag: So 06.12.2026",
			"Kein Werktag, Sonntag: So 06.12.2026 (§ 193 BGB)",
			"Vorgeschlagenes Ende: Mo 07.12.2026 (§ 3 Abs. 1 S. 1 BauGB)",
			"Das Gesetz nennt keine Dauer, zwei Wochen sind ein Vorschlag (§ 3 Abs. 1 BauGB)",
		}},
		{"approval", "BauGB-2021", "6(4)", "2022-03-10", NW, []string{
			"Tag des Eingangs zählt nicht mit: Do 10.03.2022 (§ 187 Abs. 1 BGB)",
			"Drei Monate: Fr 10.06.2022 (§ 188 Abs. 2 BGB)",
			"Ende der Frist: Fr 10.06.2022 (§ 6 Abs. 4 S. 1 BauGB)",
		}},
		{"repeated participation", "BauGB-2025", "4a(3)", "2026-11-23", NW, []string{
			"Erster Tag zählt mit: Mo 23.11.2026 (§ 187 Abs. 2 BGB)",
			"Ein Monat: Di 22.12.2026 (§ 188 Abs. 2 BGB)",
			"Mindestens 30 Tage: Di 22.12.2026 (§ 4a Abs. 3 S. 3 BauGB)",
			"Der spätere Tag gilt: Di 22.12.2026 (§ 4a Abs. 3 S. 3 BauGB)",
			"Ende ohne Verkürzung: Di 22.12.2026 (§ 4a Abs. 3 S. 3 BauGB)",
			"Die Frist soll angemessen verkürzt werden, die Dauer ist zu begründen (§ 4a Abs. 3 S. 3 BauGB)",
		}},
	}
	for _, tt := range tests {
		var got []string
		for _, r := range Compute(rule(t, tt.set, tt.key), day(t, tt.start), calendar(t, tt.land)).Reasons {
			got = append(got, r.String())
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: got\n%q\nwant\n%q", tt.name, got, tt.want)
		}
	}
}

// A last day that is a holiday in many municipalities of the Land is only sure when the town has said which it has.
func TestUnsettledHolidayIsPointedOut(t *testing.T) {
	const remark = "Prüfen Sie: in vielen Gemeinden des Landes ist Mariä Himmelfahrt, dort endet die Frist später"
	publication, start := rule(t, "BauGB-2025", "3(2)"), day(t, "2028-07-16")
	tests := []struct {
		calendar Calendar
		want     bool
	}{
		{calendar(t, BY), true},
		{calendar(t, BY, Augsburg), false},
		{calendar(t, BY, Himmelfahrt), false},
		{calendar(t, NW), false},
	}
	for _, tt := range tests {
		reasons := Compute(publication, start, tt.calendar).Reasons
		got := slices.ContainsFunc(reasons, func(r Reason) bool { return r.Text == remark })
		if got != tt.want {
			t.Errorf("%s with %v: got %v, want %v", tt.calendar.Land(), tt.calendar.Extras(), got, tt.want)
		}
	}
}

// § 188 Abs. 3 BGB is named only where the month lacks the day, not where the day is the month's last.
func TestMissingDayIsNamedOnlyWhereItIsMissing(t *testing.T) {
	for start, want := range map[string]string{
		"2027-01-29": "§ 188 Abs. 2 BGB",
		"2027-01-30": "§ 188 Abs. 2 und 3 BGB",
		"2027-02-01": "§ 188 Abs. 2 BGB",
	} {
		if got := Compute(rule(t, "BauGB-2025", "3(2)"), day(t, start), calendar(t, NW)).Reasons[1].Norm; got != want {
			t.Errorf("%s: got %q, want %q", start, got, want)
		}
	}
}

func TestOldHolidaysAreNotPromised(t *testing.T) {
	publication := rule(t, "BauGB-2017", "3(2)")
	for start, want := range map[string]bool{"1994-12-31": true, "1995-01-01": false} {
		reasons := Compute(publication, day(t, start), calendar(t, NW)).Reasons
		got := slices.ContainsFunc(reasons, func(r Reason) bool {
			return r.Text == "Prüfen Sie: die Feiertage sind erst ab 1995 vollständig hinterlegt"
		})
		if got != want {
			t.Errorf("%s: got %v, want %v", start, got, want)
		}
	}
}
