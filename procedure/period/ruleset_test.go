package period

import (
	"errors"
	"slices"
	"strings"
	"testing"
)

func TestRuleSetBeginsOnItsDay(t *testing.T) {
	tests := []struct{ day, want string }{
		{"2017-05-13", "BauGB-2017"}, {"2021-06-22", "BauGB-2017"}, {"2021-06-23", "BauGB-2021"},
		{"2023-07-06", "BauGB-2021"}, {"2023-07-07", "BauGB-2023"}, {"2023-12-31", "BauGB-2023"},
		{"2024-01-01", "BauGB-2024"}, {"2025-08-14", "BauGB-2024"}, {"2025-08-15", "BauGB-2025"},
		{"2026-11-23", "BauGB-2025"},
	}
	for _, tt := range tests {
		set, err := RuleSetAt(day(t, tt.day))
		if err != nil || set.ID != tt.want {
			t.Errorf("%s: got %s, %v, want %s", tt.day, set.ID, err, tt.want)
		}
	}
	if _, err := RuleSetAt(day(t, "2017-05-12")); !errors.Is(err, ErrRuleSet) {
		t.Errorf("before the first: got %v, want ErrRuleSet", err)
	}
	if _, err := RuleSetByID("BauGB-1999"); !errors.Is(err, ErrRuleSet) {
		t.Errorf("unknown ID: got %v, want ErrRuleSet", err)
	}
}

// § 36a came in the autumn of 2025, within a rule set that had begun in August.
func TestConsentIsYoungerThanItsSet(t *testing.T) {
	for s, known := range map[string]bool{"2024-06-01": false, "2025-08-15": false, "2025-10-29": false, "2025-10-30": true} {
		set, err := RuleSetAt(day(t, s))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := set.Rule("36a(2)"); errors.Is(err, ErrRule) == known {
			t.Errorf("%s: got %v, want known %v", s, err, known)
		}
	}
	for _, set := range RuleSets() {
		if got, want := slices.Contains(set.Keys(), "36a(2)"), set.ID == "BauGB-2025"; got != want {
			t.Errorf("%s by ID: got %v, want %v", set.ID, got, want)
		}
	}
}

func TestParagraphsFollowTheWordingOfTheirTime(t *testing.T) {
	tests := []struct{ set, key, title, norm, remark string }{
		{"BauGB-2021", "3(2)", "Öffentliche Auslegung", "§ 3 Abs. 2 S. 1 BauGB", ""},
		{"BauGB-2023", "3(2)", "Veröffentlichung im Internet", "§ 3 Abs. 2 S. 1 BauGB", ""},
		{"BauGB-2021", "4(2)", "Beteiligung der Behörden", "§ 4 Abs. 2 S. 2 BauGB", ""},
		{"BauGB-2023", "4(2)", "Beteiligung der Behörden", "§ 4 Abs. 2 S. 3 BauGB", ""},
		{"BauGB-2021", "4a(3)", "Erneute Beteiligung", "§ 4a Abs. 3 S. 3 BauGB", "Die Frist kann angemessen verkürzt werden, die Dauer ist zu begründen"},
		{"BauGB-2023", "4a(3)", "Erneute Beteiligung", "§ 4a Abs. 3 S. 3 BauGB", "Die Frist soll angemessen verkürzt werden, die Dauer ist zu begründen"},
		{"BauGB-2021", "4a(3)/4(2)", "Erneute Beteiligung der Behörden", "§ 4a Abs. 3 S. 3 BauGB", "Die Frist kann angemessen verkürzt werden, die Dauer ist zu begründen"},
		{"BauGB-2023", "4a(3)/4(2)", "Erneute Beteiligung der Behörden", "§ 4a Abs. 3 S. 3 BauGB", "Die Frist soll angemessen verkürzt werden, die Dauer ist zu begründen"},
		{"BauGB-2025", "4(1)", "Frühzeitige Beteiligung der Behörden", "§ 4 Abs. 1 S. 1 BauGB", "Das Gesetz nennt keine Dauer, zwei Wochen sind ein Vorschlag"},
		{"BauGB-2025", "13(2)2", "Beteiligung der betroffenen Öffentlichkeit im vereinfachten Verfahren", "§ 13 Abs. 2 S. 1 Nr. 2 BauGB",
			"Eine angemessene Frist genügt, eine kürzere ist zu begründen"},
		{"BauGB-2025", "13(2)3", "Beteiligung der Behörden im vereinfachten Verfahren", "§ 13 Abs. 2 S. 1 Nr. 3 BauGB",
			"Eine angemessene Frist genügt, eine kürzere ist zu begründen"},
		{"BauGB-2025", "13a(3)", "Äußerung der Öffentlichkeit im beschleunigten Verfahren", "§ 13a Abs. 3 S. 1 Nr. 2 BauGB",
			"Das Gesetz verlangt eine bestimmte Frist und nennt keine Dauer, zwei Wochen sind ein Vorschlag"},
	}
	for _, tt := range tests {
		r := rule(t, tt.set, tt.key)
		if r.Title != tt.title || r.Norm != tt.norm || r.Remark.Text != tt.remark {
			t.Errorf("%s %s: got %q, %q, %q", tt.set, tt.key, r.Title, r.Norm, r.Remark.Text)
		}
	}
}

// A longer period of a repeated participation stands on the track it belongs to.
func TestGroundFollowsItsTrack(t *testing.T) {
	for set, want := range map[string]string{"BauGB-2021": "§ 4 Abs. 2 S. 2 BauGB", "BauGB-2023": "§ 4 Abs. 2 S. 3 BauGB"} {
		if got := rule(t, set, "4a(3)/4(2)").Ground.Norm; got != want {
			t.Errorf("%s, authorities: got %q, want %q", set, got, want)
		}
		if got, want := rule(t, set, "4a(3)").Ground.Norm, "§ 3 Abs. 2 S. 1 BauGB"; got != want {
			t.Errorf("%s, public: got %q, want %q", set, got, want)
		}
	}
}

// What each rule must carry so that a refusal can name its paragraph.
func TestRulesAreComplete(t *testing.T) {
	for _, set := range RuleSets() {
		keys := set.Keys()
		for i, r := range set.Rules {
			if slices.Index(keys, r.Key) != i {
				t.Errorf("%s has %s twice", set.ID, r.Key)
			}
			if r.Title == "" || !strings.HasSuffix(r.Norm, "BauGB") {
				t.Errorf("%s %s: title %q, norm %q", set.ID, r.Key, r.Title, r.Norm)
			}
			if (r.Counting == EventDay) != (r.Event != "") {
				t.Errorf("%s %s: counts by %s with the event %q", set.ID, r.Key, r.Counting, r.Event)
			}
			if (r.Months == 0) == (r.GuideDays == 0) {
				t.Errorf("%s %s: %d months and %d proposed days, want one of them", set.ID, r.Key, r.Months, r.GuideDays)
			}
			if r.Ground.Text != "" && r.Longer != Warn {
				t.Errorf("%s %s: names a ground, but a longer period is %q", set.ID, r.Key, r.Longer)
			}
		}
	}
}

func TestRuleSetsCannotBeChangedByTheirReaders(t *testing.T) {
	set, err := RuleSetByID("BauGB-2025")
	if err != nil {
		t.Fatal(err)
	}
	set.Rules[0].Months = 99
	again, err := RuleSetByID("BauGB-2025")
	if err != nil {
		t.Fatal(err)
	}
	if again.Rules[0].Months == 99 {
		t.Error("a reader changed the law")
	}
}
