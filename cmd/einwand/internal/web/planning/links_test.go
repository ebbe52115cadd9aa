package planning_test

import (
	"testing"

	"github.com/einwand/einwand/procedure"
)

// TestParallelProceduresAreLinkedBothWays: § 8 Abs. 3 BauGB knows a pair of a Flächennutzungsplan and a Bebauungsplan only.
func TestParallelProceduresAreLinkedBothWays(t *testing.T) {
	o := open(t)
	o.ref = o.Create(t)
	n := o.NewProcedure()
	n.Kind, n.Slug, n.Prefix, n.ShortTitle = procedure.FNP, "fnp-23", "FNP23", "23. Änderung"
	fnp, err := o.Procedures.Create(t.Context(), o.Planner, o.Authority.ID, n)
	o.must(err)
	n.Kind, n.Slug, n.Prefix, n.ShortTitle = procedure.BPlan, "bp-48", "BP48", "Bebauungsplan Nr. 48"
	_, err = o.Procedures.Create(t.Context(), o.Planner, o.Authority.ID, n)
	o.must(err)
	path := o.at("/verknuepfungen")
	p := o.get(path).Has("main", "Noch ist kein anderes Verfahren verknüpft").Has("option", "23. Änderung").Lacks("Bebauungsplan Nr. 48")
	form := p.Form(path).Values
	form.Set("verfahren", "")
	o.page(o.post(path, form), 422).Has("#verfahren-e", "Bitte wählen Sie das andere Verfahren aus")
	form.Set("verfahren", fnp.ID.String())
	o.goes(o.post(path, form))
	o.get(path).Has("main li", "Parallelverfahren (§ 8 Abs. 3 BauGB): 23. Änderung")
	if back := o.View(t, fnp).Links; len(back) != 1 || back[0].Other != o.ref.ID {
		t.Errorf("the other way: got %+v", back)
	}
}
