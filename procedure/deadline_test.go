package procedure

import (
	"testing"
	"time"

	"github.com/google/uuid"
	"pgregory.net/rapid"

	"github.com/einwand/einwand/procedure/period"
)

// drawDeadline is a published period with up to four extensions, as Service.Extend makes them: each later than the one
// before. Days near the nights on which the clocks change come often.
func drawDeadline(t *rapid.T) Deadline {
	changes := []period.Date{period.NewDate(2026, time.March, 29), period.NewDate(2026, time.October, 25), period.NewDate(2027, time.March, 28)}
	last := rapid.SampledFrom(changes).Draw(t, "change of clocks").AddDays(rapid.IntRange(-3, 40).Draw(t, "away"))
	var d Deadline
	for i := range 1 + rapid.IntRange(0, 4).Draw(t, "extensions") {
		p := period.Period{First: last.AddDays(-30), Last: last}
		d.Versions = append(d.Versions, PeriodVersion{ID: uuid.New(), Version: i + 1, FirstDay: p.First, LastDay: last, ClosesAt: last.AddDays(1).StartOfDay()})
		last = last.AddDays(rapid.IntRange(1, 20).Draw(t, "longer"))
	}
	return d
}

// drawReceipt is a time within days of an end, or exactly on one.
func drawReceipt(t *rapid.T, d Deadline) time.Time {
	end := rapid.SampledFrom(d.Versions).Draw(t, "end").ClosesAt
	return end.Add(rapid.SampledFrom([]time.Duration{-time.Microsecond, 0, time.Microsecond,
		time.Duration(rapid.Int64Range(-int64(72*time.Hour), int64(72*time.Hour)).Draw(t, "off"))}).Draw(t, "when"))
}

func TestTimelinessIsAPureFunctionOfPeriodAndReceipt(t *testing.T) {
	zones := []*time.Location{time.UTC, time.FixedZone("west", -11*3600), time.FixedZone("east", 14*3600)}
	rapid.Check(t, func(t *rapid.T) {
		d := drawDeadline(t)
		received := drawReceipt(t, d)
		latest := d.Versions[len(d.Versions)-1]
		if got, want := d.Timely(received), received.Before(latest.ClosesAt); got != want {
			t.Errorf("received %s, closes %s: got timely %t, want %t", received, latest.ClosesAt, got, want)
		}
		if earlier := received.Add(-time.Duration(rapid.Int64Range(0, int64(96*time.Hour)).Draw(t, "earlier"))); d.Timely(received) && !d.Timely(earlier) {
			t.Errorf("timely at %s and late at %s before", received, earlier)
		}
		for _, zone := range zones {
			if d.Timely(received.In(zone)) != d.Timely(received) || (d.Extended(received.In(zone)) == nil) != (d.Extended(received) == nil) {
				t.Errorf("%s: another answer in %s", received, zone)
			}
		}
		for n := 1; n < len(d.Versions); n++ {
			before := Deadline{Versions: d.Versions[:n]}
			after := Deadline{Versions: d.Versions[:n+1]}
			if before.Timely(received) && !after.Timely(received) {
				t.Errorf("%s: extension %d made it late", received, n)
			}
		}
	})
}

// TestExtensionThatMadeItTimely: it is named exactly when the published period alone would not have been enough, and it is
// the first one that was.
func TestExtensionThatMadeItTimely(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawDeadline(t)
		received := drawReceipt(t, d)
		got := d.Extended(received)
		if want := d.Timely(received) && !d.Versions[0].Timely(received); (got != nil) != want {
			t.Fatalf("%s: got extension %v, want one: %t", received, got, want)
		}
		if got != nil && (!got.Timely(received) || d.Versions[got.Version-2].Timely(received)) {
			t.Errorf("%s: got extension %d, want the first one that is late enough", received, got.Version)
		}
	})
}

// TestNightsOnWhichTheClocksChange: the last day of March has 23 hours, that of October 25. The end is midnight in Germany.
func TestNightsOnWhichTheClocksChange(t *testing.T) {
	for _, tt := range []struct {
		name     string
		last     period.Date
		received string
		timely   bool
	}{
		{"last second of the short day", period.NewDate(2026, time.March, 29), "2026-03-29T21:59:59Z", true},
		{"midnight after the short day", period.NewDate(2026, time.March, 29), "2026-03-29T22:00:00Z", false},
		{"last second of the long day", period.NewDate(2026, time.October, 25), "2026-10-25T22:59:59Z", true},
		{"midnight after the long day", period.NewDate(2026, time.October, 25), "2026-10-25T23:00:00Z", false},
		{"hour that comes twice, first", period.NewDate(2026, time.October, 24), "2026-10-25T00:30:00Z", false},
	} {
		received, err := time.Parse(time.RFC3339, tt.received)
		if err != nil {
			t.Fatal(err)
		}
		p := PeriodVersion{ClosesAt: tt.last.AddDays(1).StartOfDay()}
		if got := p.Timely(received); got != tt.timely {
			t.Errorf("%s: got timely %t, want %t", tt.name, got, tt.timely)
		}
	}
}

// TestPlannedAnewIsNoExtension: what was planned before the publication nobody could rely on.
func TestPlannedAnewIsNoExtension(t *testing.T) {
	at := time.Date(2026, time.October, 26, 8, 0, 0, 0, time.UTC)
	versions := []PeriodVersion{{Version: 1, DecidedAt: at.AddDate(0, 0, -20)}, {Version: 2, DecidedAt: at.AddDate(0, 0, -10)}, {Version: 3, DecidedAt: at.AddDate(0, 0, 20)}}
	if got := published(versions, &at); len(got) != 2 || got[0].Version != 2 {
		t.Errorf("got %v, want versions 2 and 3", got)
	}
	if got := published(versions, nil); len(got) != 1 || got[0].Version != 3 {
		t.Errorf("not published: got %v, want the last one", got)
	}
}

// TestHintOnLateStatementsIsReadFromTheText: the words of the law in either order; without them the hint was not given.
func TestHintOnLateStatementsIsReadFromTheText(t *testing.T) {
	for text, want := range map[string]bool{
		"3. Nicht fristgerecht abgegebene Stellungnahmen können bei der Beschlussfassung über den Bauleitplan unberücksichtigt bleiben.":    true,
		"dass nicht fristgerecht abgegebene Stellungnahmen bei der Beschlussfassung\nüber den Bauleitplan unberücksichtigt\nbleiben können": true,
		"Stellungnahmen können bis zum 27. November abgegeben werden.":                                                                      false,
		"": false,
	} {
		if got := (Announcement{Body: text}).warns(); got != want {
			t.Errorf("%q: got %t, want %t", text, got, want)
		}
	}
}

// TestParagraphOnLateStatementsFollowsTheRuleSet: § 4a Abs. 6 BauGB before 7 July 2023, Abs. 5 since.
func TestParagraphOnLateStatementsFollowsTheRuleSet(t *testing.T) {
	for set, want := range map[string]string{"BauGB-2017": "§ 4a Abs. 6 BauGB", "BauGB-2021": "§ 4a Abs. 6 BauGB", "BauGB-2023": "§ 4a Abs. 5 BauGB", "BauGB-2025": "§ 4a Abs. 5 BauGB"} {
		v := View{Round: &Round{RuleSet: set}}
		if got := v.LateNorm(); got != want {
			t.Errorf("%s: got %s, want %s", set, got, want)
		}
		for _, c := range []condition{conditionByID(t, "T9.late")} {
			law, err := LawOf(set)
			if err != nil {
				t.Fatal(err)
			}
			if got := c.judge(Facts{Law: law, Weighing: &WeighingFacts{LateOpen: 1}}).Norm; got != want {
				t.Errorf("%s: guard cites %s, want %s", set, got, want)
			}
		}
	}
}

func conditionByID(t *testing.T, id string) condition {
	t.Helper()
	row, _ := transitionOf("T9")
	for _, c := range row.conditions(Facts{Weighing: &WeighingFacts{}}) {
		if c.ID == id {
			return c
		}
	}
	t.Fatalf("no condition %s", id)
	return condition{}
}
