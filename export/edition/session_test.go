package edition

import (
	"slices"
	"strings"
	"testing"

	"github.com/einwand/einwand/export/exporttest"
)

// TestEveryEditionNamesTheSessionFirst, where one was known when the table was frozen; else it says nothing of one.
func TestEveryEditionNamesTheSessionFirst(t *testing.T) {
	table := exporttest.Council()
	want := Fact{SessionLabel, "Rat der Stadt Auenbrück, 10.12.2026, Vorlage Nr.\u00a02026/118, TOP\u00a07"}
	for audience, e := range map[string]*Edition{
		"council": council(t, table), "public": public(t, exporttest.Public(table, exporttest.AsReceived))} {
		if e.Facts[0] != want || e.Paper != "Vorlage Nr.\u00a02026/118" || e.PaperNo != "2026/118" {
			t.Errorf("%s: got %+v, paper %q", audience, e.Facts[0], e.Paper)
		}
		if !strings.Contains(e.Plain(), "Für die Sitzung: Rat der Stadt Auenbrück, 10.12.2026") {
			t.Errorf("%s: the full text does not name it", audience)
		}
	}
	table.Head.Session = nil
	e := council(t, table)
	if e.Paper != "" || slices.ContainsFunc(e.Facts, func(f Fact) bool { return f.Label == SessionLabel }) {
		t.Errorf("without a session: %+v", e.Facts)
	}
}
