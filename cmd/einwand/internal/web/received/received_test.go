package received

import (
	"strings"
	"testing"
	"time"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/period"
	"github.com/einwand/einwand/procedure/statement"
	"github.com/einwand/einwand/weighing"
)

// TestResultComesFirst looks at a statement that came in time and at one that did not, in everything that can become of it.
func TestResultComesFirst(t *testing.T) {
	told := &weighing.Result{Points: []weighing.ResultPoint{{
		CouncilRow: weighing.CouncilRow{RowCommon: weighing.RowCommon{Number: "B-001.1", Topic: "Verkehr", Code: weighing.CodeNoted}},
		Outcome:    weighing.Outcome{Kind: weighing.AsProposed, Code: weighing.CodeNoted},
		Decision:   weighing.Resolution{Number: 1, Body: "Rat", MeetingOn: time.Date(2026, 12, 17, 0, 0, 0, 0, time.UTC)}}}}
	for name, c := range map[string]struct {
		state     procedure.State
		told      *weighing.Result
		withdrawn bool
		title     string
		examined  bool // speaks of what will be examined
		decided   bool
	}{
		"weighing":  {procedure.Weighing, nil, false, "Ihre Stellungnahme ist bei uns", true, false},
		"told":      {procedure.Weighing, told, false, "Über Ihre Stellungnahme ist entschieden", false, true},
		"in force":  {procedure.InForce, told, false, "Über Ihre Stellungnahme ist entschieden", false, true},
		"adopted":   {procedure.Adopted, nil, false, "Über den Plan ist entschieden", false, true},
		"abandoned": {procedure.Abandoned, nil, false, "Das Verfahren ist beendet", false, true},
		"withdrawn": {procedure.Adopted, nil, true, "Sie haben diese Stellungnahme zurückgezogen", false, false},
	} {
		for _, late := range []bool{false, true} {
			rc := received(t, c.state, late)
			if c.withdrawn {
				rc.State, rc.WithdrawnAt = statement.Withdrawn, &rc.ReceivedAt
			}
			h, err := Of(rc, c.told, "/meine/BP47-0001")
			if err != nil {
				t.Fatal(err)
			}
			if h.Title != c.title || h.Decided() != c.decided {
				t.Errorf("%s, late %v: got %q, decided %v, want %q, %v", name, late, h.Title, h.Decided(), c.title, c.decided)
			}
			if got := strings.Contains(h.Lead, "Wir prüfen"); got != (c.examined && late) {
				t.Errorf("%s, late %v: got %q", name, late, h.Lead)
			}
			if got := h.Rows[1].Note; c.decided && strings.HasPrefix(got, "nach Ende") != late || !c.decided && got != "" {
				t.Errorf("%s, late %v: the day of receipt has the note %q", name, late, got)
			}
			if c.decided && h.Amber {
				t.Errorf("%s, late %v: got a warning, want none: there is nothing to wait for", name, late)
			}
			if got := len(h.Verdicts) == 1 && h.File.URL == "/meine/BP47-0001/ergebnis.pdf"; got != (c.told != nil) {
				t.Errorf("%s: got verdicts %v and the file %q", name, h.Verdicts, h.File.URL)
			}
		}
	}
}

// received is a statement to a plan in a state, whose period ended on 27 November.
func received(t *testing.T, state procedure.State, late bool) statement.Receipt {
	t.Helper()
	rc := statement.Receipt{Period: &procedure.PeriodVersion{LastDay: period.NewDate(2026, 11, 27), ClosesAt: time.Date(2026, 11, 27, 23, 0, 0, 0, time.UTC)}, LateNorm: "§ 4a Abs. 5 BauGB"}
	rc.View.State, rc.View.Slug = state, "bp-47"
	rc.ReceivedAt = time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)
	if late {
		rc.ReceivedAt = rc.ReceivedAt.AddDate(0, 1, 0)
	}
	if rc.Timely() == late {
		t.Fatalf("the period does not tell %s", page.DateTime(rc.ReceivedAt))
	}
	return rc
}
