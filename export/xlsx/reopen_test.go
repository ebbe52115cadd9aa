package xlsx

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/einwand/einwand/export/edition"
	"github.com/einwand/einwand/export/exporttest"
	"github.com/einwand/einwand/export/text"
	"github.com/einwand/einwand/weighing"
)

// TestReopenedTableIsTheTable also where texts were divided into parts.
func TestReopenedTableIsTheTable(t *testing.T) {
	for name, table := range map[string]weighing.CouncilTable{"small": exporttest.Council(), "decided": exporttest.Decided(exporttest.Council()),
		"nasty": exporttest.NastyCouncil(), "300 rows": exporttest.Large(300)} {
		var b bytes.Buffer
		report, err := WriteCouncil(&b, table)
		if err != nil {
			t.Fatal(err)
		}
		got, err := Reopen(b.Bytes())
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		e, err := edition.Council(table, text.NewCleaner(text.Anything))
		if err != nil {
			t.Fatal(err)
		}
		var want [][]string
		for _, s := range e.Sections {
			for _, r := range s.Rows {
				want = append(want, cells(e, r))
			}
		}
		if !slices.EqualFunc(got.Rows, want, slices.Equal) {
			t.Errorf("%s: %d rows in %d parts do not read back as the table's %d", name, len(got.Rows), report.Parts, len(want))
		}
		if got.Ballot != e.Ballot || !slices.Contains(got.Facts, edition.Fact{Label: edition.SharedLabel, Value: e.Shared}) {
			t.Errorf("%s: ballot %v, facts %v", name, got.Ballot, got.Facts)
		}
	}
}

// TestManyPartsAreJoinedOnce: as many as a sheet may have, each of which would once have copied all those before it.
func TestManyPartsAreJoinedOnce(t *testing.T) {
	parts := bare("</row>" + strings.Repeat(`<row><c t="inlineStr"><is><t>1 (Teil 2/3)</t></is></c><c r="J3" t="s"><v>0</v></c></row>`, maxRows-3) + "<row>")
	parts["xl/worksheets/sheet1.xml"] = strings.Replace(parts["xl/worksheets/sheet1.xml"], "</row>", `<c r="J1"><v>Abwägung</v></c></row>`, 1)
	parts["xl/sharedStrings.xml"] = "<sst><si><t>" + strings.Repeat("x", 1000) + "</t></si></sst>"
	begin := time.Now()
	got, err := Reopen(pack(t, parts))
	if err != nil || len(got.Rows) != 2 || len(got.Rows[0][9]) != (maxRows-3)*1000 {
		t.Fatalf("got %v and %d rows", err, len(got.Rows))
	}
	if took := time.Since(begin); took > 20*time.Second {
		t.Errorf("took %v", took)
	}
}

func TestForeignWorkbookIsRefused(t *testing.T) {
	for name, file := range map[string][]byte{"nothing": nil, "text": []byte("Tabelle"), "archive": []byte("PK\x05\x06" + string(make([]byte, 18)))} {
		if _, err := Reopen(file); !errors.Is(err, ErrForeign) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
