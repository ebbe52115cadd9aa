package xlsx

import (
	"encoding/xml"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/einwand/einwand/export/exporttest"
)

// TestOnlyTheWorkingColumnsAreOpen: before the vote the council fills in what it decides, and can change nothing else by mistake.
func TestOnlyTheWorkingColumnsAreOpen(t *testing.T) {
	open := func(file []byte) (titles []string) {
		parts, _ := unpack(t, file)
		var sheet struct {
			Protection struct {
				On bool `xml:"sheet,attr"`
			} `xml:"sheetProtection"`
			Rows []struct {
				Cells []struct {
					Style int    `xml:"s,attr"`
					Text  string `xml:"is>t"`
				} `xml:"c"`
			} `xml:"sheetData>row"`
		}
		var styles struct {
			Cells []struct {
				Protection *struct {
					Locked bool `xml:"locked,attr"`
				} `xml:"protection"`
			} `xml:"cellXfs>xf"`
		}
		if err := errors.Join(xml.Unmarshal(parts["xl/worksheets/sheet1.xml"], &sheet), xml.Unmarshal(parts["xl/styles.xml"], &styles)); err != nil {
			t.Fatal(err)
		}
		if !sheet.Protection.On {
			t.Error("the sheet is not protected")
		}
		for i, c := range sheet.Rows[1].Cells {
			if p := styles.Cells[c.Style].Protection; p != nil && !p.Locked {
				titles = append(titles, sheet.Rows[0].Cells[i].Text)
			}
		}
		return titles
	}
	ballot, _ := councilFile(t, exporttest.Council())
	if got := open(ballot); !slices.Equal(got, []string{"Beschluss", "Bemerkung"}) {
		t.Errorf("before the vote: got %v open", got)
	}
	parts, _ := unpack(t, ballot)
	if sheet := string(parts["xl/worksheets/sheet1.xml"]); !strings.Contains(sheet, `sqref="M2:M9"`) || !strings.Contains(sheet, "Wie vorgeschlagen,Abweichend vom Vorschlag,Vertagt") {
		t.Error("the decision offers no choice")
	}
	decided, _ := councilFile(t, exporttest.Decided(exporttest.Council()))
	for name, file := range map[string][]byte{"decided": decided, "public": publicFile(t, exporttest.Public(exporttest.Council(), exporttest.AsReceived))} {
		if got := open(file); len(got) > 0 {
			t.Errorf("%s: got %v open, want nothing", name, got)
		}
	}
}

// TestKeyTellsAStaleRow: a row that was weighed anew has another key, and the public file has none.
func TestKeyTellsAStaleRow(t *testing.T) {
	table := exporttest.Council()
	keys := func() []string {
		file, _ := councilFile(t, table)
		w := sheetOf(t, file, tableSheet)
		var list []string
		for _, row := range w.Rows[1:] {
			list = append(list, row.Cells[len(row.Cells)-1].Text)
		}
		parts, _ := unpack(t, file)
		if !strings.Contains(string(parts["xl/worksheets/sheet1.xml"]), `hidden="1"`) {
			t.Error("the column of the keys is shown")
		}
		return list
	}
	before := keys()
	table.Rows[0].Reasoning += " Anders."
	after := keys()
	if before[0] == after[0] || !strings.HasPrefix(after[0], table.Rows[0].ID.String()+".") || !slices.Equal(before[2:], after[2:]) {
		t.Errorf("got %q, then %q; want the first row alone to have another key", before[:2], after[:2])
	}
	for _, c := range sheetOf(t, publicFile(t, exporttest.Public(table, exporttest.AsReceived)), tableSheet).Rows[0].Cells {
		if c.Text == "Schlüssel" {
			t.Error("the public file has keys")
		}
	}
}
