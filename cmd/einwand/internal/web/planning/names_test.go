package planning

import (
	"testing"

	"github.com/einwand/einwand/procedure"
)

func TestShortNamesComeFromTheName(t *testing.T) {
	for _, test := range []struct {
		kind                       procedure.PlanKind
		title, short, prefix, slug string
	}{
		{procedure.BPlan, "Bebauungsplan Nr. 48 „Am Wehr“", "Bebauungsplan Nr. 48", "BP48", "bp-48"},
		{procedure.BPlan, "3. Änderung des Bebauungsplans Nr. 12 „Weberei“", "3. Änderung des Bebauungsplans Nr. 12", "BP12A3", "bp-12-3"},
		{procedure.FNP, "23. Änderung des Flächennutzungsplans „Gewerbe Nordheide“", "23. Änderung des Flächennutzungsplans", "FNP23", "fnp-23"},
		{procedure.Ergaenzungssatzung, "Ergänzungssatzung „Müllers Höhe“", "Ergänzungssatzung", "EGSMUELLERSH", "egs-muellers-hoehe"},
		{procedure.Anhoerung, "Anhörung", "Anhörung", "ANHANHOERUNG", "anh-anhoerung"},
	} {
		n := named(procedure.NewProcedure{Kind: test.kind, Title: test.title})
		if n.ShortTitle != test.short || n.PlanName != test.short || n.Prefix != test.prefix || n.Slug != test.slug {
			t.Errorf("%s: got %q, %s, %s, want %q, %s, %s", test.title, n.ShortTitle, n.Prefix, n.Slug, test.short, test.prefix, test.slug)
		}
	}
	typed := procedure.NewProcedure{Kind: procedure.BPlan, Title: "Bebauungsplan Nr. 48 „Am Wehr“", ShortTitle: "Am Wehr", PlanName: "Am Wehr", Prefix: "WEHR", Slug: "wehr"}
	if got := named(typed); got.ShortTitle != "Am Wehr" || got.Prefix != "WEHR" || got.Slug != "wehr" {
		t.Errorf("got %+v, want what was typed", got)
	}
	if got := named(procedure.NewProcedure{Kind: procedure.BPlan}); got.Slug != "" || got.Prefix != "" {
		t.Errorf("without a name: got %s and %s, want nothing made up", got.Slug, got.Prefix)
	}
}
