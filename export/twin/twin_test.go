package twin_test

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/xuri/excelize/v2"

	"github.com/einwand/einwand/export"
	"github.com/einwand/einwand/export/edition"
	"github.com/einwand/einwand/export/exporttest"
	"github.com/einwand/einwand/export/twin"
	"github.com/einwand/einwand/export/xlsx"
	"github.com/einwand/einwand/weighing"
)

var formats = []export.Format{export.XLSX, export.CSV}

func tables() map[string]weighing.CouncilTable {
	return map[string]weighing.CouncilTable{
		"before the vote": exporttest.Council(), "decided": exporttest.Decided(exporttest.Council()), "nasty": exporttest.NastyCouncil(),
		"300 rows": exporttest.Large(300),
	}
}

func blackened(weighing.CouncilRow) string { return "[geschwärzt]" }

func council(t testing.TB, f export.Format, table weighing.CouncilTable) twin.Table {
	t.Helper()
	var b bytes.Buffer
	if _, err := export.Council(&b, f, table); err != nil {
		t.Fatal(err)
	}
	return opened(t, b.Bytes())
}

func public(t testing.TB, f export.Format, table weighing.PublicTable) twin.Table {
	t.Helper()
	var b bytes.Buffer
	if _, err := export.Public(&b, f, table); err != nil {
		t.Fatal(err)
	}
	return opened(t, b.Bytes())
}

func opened(t testing.TB, file []byte) twin.Table {
	t.Helper()
	table, err := twin.Read(file)
	if err != nil {
		t.Fatal(err)
	}
	return table
}

// TestEditionsOfOneTableAreTwins in every pair of formats, also where they differ in the wording of every row.
func TestEditionsOfOneTableAreTwins(t *testing.T) {
	for name, table := range tables() {
		for _, f := range formats {
			for _, g := range formats {
				a, b := council(t, f, table), public(t, g, exporttest.Public(table, blackened))
				if d := twin.Compare(a, b); d != nil || len(a.Rows) != len(table.Rows) {
					t.Errorf("%s, %s and %s: %d rows, differences %+v", name, f, g, len(a.Rows), d)
				}
				if a.Stated != "" && a.Stated != b.Digest() {
					t.Errorf("%s: states %s, recomputed of the twin %s", name, a.Stated, b.Digest())
				}
			}
		}
	}
}

// TestEveryDifferenceOfTwinsIsFound: one row changed, left out, moved or added in one edition.
func TestEveryDifferenceOfTwinsIsFound(t *testing.T) {
	table := exporttest.Decided(exporttest.Council())
	whole := council(t, export.CSV, table)
	for name, tc := range map[string]struct {
		forge  func(*weighing.PublicTable)
		number string
		titles []string
	}{
		"reason":   {func(p *weighing.PublicTable) { p.Rows[3].Reasoning += " " }, "B-028.2", []string{"Abwägung (Begründung)"}},
		"proposal": {func(p *weighing.PublicTable) { p.Rows[1].Code = weighing.CodeReject }, "B-027.1", []string{"Vorschlag"}},
		"timely":   {func(p *weighing.PublicTable) { p.Rows[5].Timely = true }, "B-060.1", []string{"Frist"}},
		"receipt":  {func(p *weighing.PublicTable) { p.Rows[1].Received = p.Rows[1].Received.Add(60e9) }, "B-027.1", []string{"Eingang"}},
		"left out": {func(p *weighing.PublicTable) { p.Rows = p.Rows[:len(p.Rows)-1] }, "D-003.1", nil},
		"moved":    {func(p *weighing.PublicTable) { p.Rows[1], p.Rows[2] = p.Rows[2], p.Rows[1] }, "B-027.1", []string{"Nr."}},
		"decision": {func(p *weighing.PublicTable) {
			d := *p.Decision
			d.Items = map[uuid.UUID]weighing.Outcome{}
			for id, o := range p.Decision.Items {
				o.Kind = weighing.AsProposed
				d.Items[id] = o
			}
			p.Decision = &d
		}, "", []string{"Beschluss"}},
	} {
		forged := exporttest.Public(table, exporttest.AsReceived)
		forged.Rows = slices.Clone(forged.Rows)
		tc.forge(&forged)
		for _, f := range formats {
			found := twin.Compare(whole, public(t, f, forged))
			if len(found) == 0 {
				t.Errorf("%s in %s: nothing found", name, f)
				continue
			}
			d := found[0]
			if tc.number != "" && d.Number != tc.number || d.Line == 0 {
				t.Errorf("%s in %s: found in %s, line %d", name, f, d.Number, d.Line)
			}
			for _, title := range tc.titles {
				if !slices.Contains(d.Titles, title) {
					t.Errorf("%s in %s: found in %v, want %s", name, f, d.Titles, title)
				}
			}
		}
	}
}

// TestStatedDigestIsRecomputed: a file that shows one table and states the digest of another is no twin of either.
func TestStatedDigestIsRecomputed(t *testing.T) {
	table := exporttest.Decided(exporttest.Council())
	a, b := council(t, export.XLSX, table), public(t, export.XLSX, exporttest.Public(table, blackened))
	b.Stated = a.Stated[:63] + "x"
	if d := twin.Compare(a, b); len(d) != 1 || !d[0].Misnamed {
		t.Errorf("got %+v", d)
	}
}

// TestWordingIsNoDifference: the editions differ in it on purpose.
func TestWordingIsNoDifference(t *testing.T) {
	table := exporttest.Council()
	a := council(t, export.CSV, table)
	for i := range table.Rows {
		table.Rows[i].Wording = fmt.Sprint("anders ", i)
	}
	if d := twin.Compare(a, council(t, export.XLSX, table)); d != nil {
		t.Errorf("got %+v", d)
	}
}

func TestForeignFilesAreRefused(t *testing.T) {
	for name, file := range map[string]string{"empty": "", "text": "Guten Tag", "archive": "PK\x03\x04", "other titles": "\ufeffa;b\r\n1;2\r\n",
		"short row": "\ufeffNr.;Einwender\r\n1\r\n", "binary": "\x00\x01\"\x02"} {
		if _, err := twin.Read([]byte(file)); !errors.Is(err, twin.ErrForeign) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestFormulaIsNoTwin: a spreadsheet program shows what a formula makes, and the file may keep another value beside it.
func TestFormulaIsNoTwin(t *testing.T) {
	var b bytes.Buffer
	if _, err := export.Council(&b, export.XLSX, exporttest.Decided(exporttest.Council())); err != nil {
		t.Fatal(err)
	}
	for sheet, cell := range map[string]string{"Tabelle": "K2", "Angaben": "B5"} {
		f, err := excelize.OpenReader(bytes.NewReader(b.Bytes()))
		if err != nil {
			t.Fatal(err)
		}
		var forged bytes.Buffer
		if err := errors.Join(f.SetCellFormula(sheet, cell, `"Wird nicht gefolgt"`), f.Write(&forged), f.Close()); err != nil {
			t.Fatal(err)
		}
		if _, err := twin.Read(forged.Bytes()); !errors.Is(err, twin.ErrForeign) || !errors.Is(err, xlsx.ErrFormula) || !strings.Contains(err.Error(), cell) {
			t.Errorf("formula in %s of %s: got %v, want it refused", cell, sheet, err)
		}
	}
}

// FuzzRead: whatever a file says is read the same way again, under the titles that editions share, and the digest that it
// states of itself is found wrong exactly where it is.
func FuzzRead(f *testing.F) {
	for _, format := range formats {
		var b bytes.Buffer
		if _, err := export.Council(&b, format, exporttest.Council()); err != nil {
			f.Fatal(err)
		}
		f.Add(b.Bytes())
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		table, err := twin.Read(file)
		if err != nil {
			if !errors.Is(err, twin.ErrForeign) {
				t.Fatalf("got %v, want ErrForeign", err)
			}
			return
		}
		for i, row := range table.Rows {
			if len(row) != len(edition.SharedTitles()) {
				t.Fatalf("row %d: got %d cells, want %d", i+1, len(row), len(edition.SharedTitles()))
			}
		}
		again, err := twin.Read(file)
		if err != nil || again.Digest() != table.Digest() || again.Stated != table.Stated {
			t.Fatalf("read again: got %v, digest %s, stated %q; want %s, %q", err, again.Digest(), again.Stated, table.Digest(), table.Stated)
		}
		misnamed := table.Stated != "" && table.Stated != table.Digest()
		if d := twin.Compare(table, again); (len(d) > 0) != misnamed || slices.ContainsFunc(d, func(d twin.Difference) bool { return !d.Misnamed }) {
			t.Errorf("beside itself: got %+v, misnamed %v", d, misnamed)
		}
	})
}
