package pdf

import (
	"bytes"
	"testing"

	"github.com/einwand/einwand/export/exporttest"
	"github.com/einwand/einwand/weighing"
)

func TestGoldenPages(t *testing.T) {
	decided := exporttest.Decided(exporttest.Council())
	council, _ := councilFile(t, exporttest.Council())
	large, _ := councilOn(t, decided, A3)
	public, _ := publicFile(t, exporttest.Public(decided, exporttest.AsReceived))
	for name, file := range map[string][]byte{"rat": council, "rat-beschluss-A3": large, "oeffentlich": public} {
		exporttest.WantPages(t, file, "testdata/pages/"+name, *update)
	}
}

// TestGoldenPagesShowWhatIsWrong: the tolerance for other versions of poppler hides none of these.
func TestGoldenPagesShowWhatIsWrong(t *testing.T) {
	table := exporttest.Council()
	narrow := A4
	narrow.ballot = []float64{58, 100, 201, 188, 78, 85} // one edge of a column moves by four points
	without := exporttest.Council()
	without.Rows = append(without.Rows[:3:3], without.Rows[4:]...)
	sound, _ := councilOn(t, table, A4)
	for name, tt := range map[string]struct {
		table weighing.CouncilTable
		sheet Sheet
	}{"moved column": {table, narrow}, "missing row": {without, A4}, "missing cell": {emptied(table), A4}} {
		file, _ := councilOn(t, tt.table, tt.sheet)
		if bytes.Equal(file, sound) {
			t.Fatalf("%s: the file is the same", name)
		}
		if d := difference(t, file, sound); d == "" {
			t.Errorf("%s: the pages count as equal", name)
		} else {
			t.Log(name, d)
		}
	}
}

// emptied is the table without one short text.
func emptied(table weighing.CouncilTable) weighing.CouncilTable {
	table.Rows = append([]weighing.CouncilRow{}, table.Rows...)
	table.Rows[0].PlanChange = "keine"
	return table
}

// difference is what is found first on the pages of two files.
func difference(t *testing.T, a, b []byte) string {
	t.Helper()
	got, want := exporttest.Pages(t, a), exporttest.Pages(t, b)
	if len(got) != len(want) {
		return "another number of pages"
	}
	for i := range got {
		if d := exporttest.Difference(got[i], want[i]); d != "" {
			return d
		}
	}
	return ""
}
