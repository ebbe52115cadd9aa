package procedure_test

import (
	"slices"
	"testing"

	"github.com/einwand/einwand/procedure"
)

// TestEveryStepHasItsCodeInTheStandards: a step or kind that an exchange could not name would be lost on the way.
func TestEveryStepHasItsCodeInTheStandards(t *testing.T) {
	known := []string{"1000", "2000", "3000", "4000", "5000", "6000", "6050", "7000", "7050", "8000"}
	for _, k := range procedure.StepKinds {
		c := k.XVerfahrensschritt()
		if k != procedure.StepProlongation && (c.Name == "" || !slices.Contains(known, c.Value)) {
			t.Errorf("step %s: got %+v, want a code of verfahrensschrittkommunal", k, c)
		}
	}
	for kind, regimes := range map[procedure.PlanKind]int{procedure.FNP: 2, procedure.BPlan: 3, procedure.Klarstellung: 1, procedure.Entwicklung: 1,
		procedure.Ergaenzungssatzung: 1, procedure.Aussenbereich: 1, procedure.Veraenderungssperre: 1, procedure.Anhoerung: 1} {
		if got := procedure.RegimesOf(kind); len(got) != regimes {
			t.Errorf("%s: got regimes %v", kind, got)
		}
		for _, r := range procedure.RegimesOf(kind) {
			if _, err := procedure.CourseOf(kind, r); err != nil {
				t.Errorf("%s in %s: %v", kind, r, err)
			}
		}
	}
	for regime, want := range map[procedure.Regime][2]string{procedure.Regular: {"1000", "1000"}, procedure.Simplified: {"1100", "2000"},
		procedure.Accelerated: {"1200", "3000"}, procedure.Outskirts: {"1300", "4000"}} {
		x, ok := regime.XVerfahrensart()
		p, ok2 := regime.XPlanVerfahren()
		if x.Value != want[0] || p.Value != want[1] || !ok || !ok2 {
			t.Errorf("regime %s: got %v and %v, want %v", regime, x, p, want)
		}
	}
	if _, ok := procedure.Freeze.XVerfahrensart(); ok {
		t.Error("a Veränderungssperre has a code in a list that does not know it")
	}
	if c, _ := procedure.BPlan.XPlanArt(true); c.Value != "3000" {
		t.Errorf("vorhabenbezogen: got %v", c)
	}
	if c, ok := procedure.StepInForce.XRechtsstand(procedure.FNP); !ok || c.Name != "Wirksamkeit" || c.Value != "4000" {
		t.Errorf("FNP in force: got %v", c)
	}
}
