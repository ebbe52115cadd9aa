package csv

import (
	"bytes"
	stdcsv "encoding/csv"
	"strings"
	"testing"

	"github.com/einwand/einwand/export/edition"
	"github.com/einwand/einwand/export/exporttest"
	"github.com/einwand/einwand/export/text"
	"github.com/einwand/einwand/weighing"
)

func read(t *testing.T, table weighing.CouncilTable) ([][]string, edition.Report) {
	t.Helper()
	var b bytes.Buffer
	report, err := WriteCouncil(&b, table)
	if err != nil {
		t.Fatal(err)
	}
	rest, marked := strings.CutPrefix(b.String(), "\ufeff")
	if !marked || int64(b.Len()) != report.Bytes {
		t.Errorf("got %d bytes, marked %v; the report says %d", b.Len(), marked, report.Bytes)
	}
	r := stdcsv.NewReader(strings.NewReader(rest))
	r.Comma = ';'
	lines, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return lines, report
}

func TestEveryCellReadsBack(t *testing.T) {
	for name, table := range map[string]weighing.CouncilTable{"small": exporttest.Council(), "nasty": exporttest.NastyCouncil(), "500 rows": exporttest.Large(500)} {
		lines, report := read(t, table)
		e, err := edition.Council(table, text.NewCleaner(text.Anything))
		if err != nil {
			t.Fatal(err)
		}
		n := 1
		for _, section := range e.Sections {
			for _, row := range section.Rows {
				for i, want := range e.Cells(row) {
					want = strings.ReplaceAll(want, "\r\n", "\n")
					if got := lines[n][i]; got != want && got != "'"+want {
						t.Errorf("%s, %s, %s: got %.80q, want %.80q", name, row.Number, lines[0][i], got, want)
					}
				}
				n++
			}
		}
		if n != len(lines) || report.Rows != n-1 {
			t.Errorf("%s: got %d lines, report %+v, want %d", name, len(lines), report, n)
		}
	}
}

// TestNoCellIsAFormula: what a resident wrote is text to every program that opens the file.
func TestNoCellIsAFormula(t *testing.T) {
	for _, wording := range []string{`=HYPERLINK("https://boese.example";"Klick")`, "+49 2999 123", "-2 dB(A)", "@SUM(1)", "\t=1", "  =1+1", "\n=cmd|' /C calc'!A0", "＝1"} {
		table := exporttest.Council()
		table.Rows[0].Wording = wording
		lines, report := read(t, table)
		if report.Guarded == 0 {
			t.Errorf("%q: got none guarded, want it counted", wording)
		}
		for _, line := range lines {
			for _, cell := range line {
				if strings.ContainsAny(strings.TrimLeft(cell, " \u00a0\n\r\t")[:min(1, len(strings.TrimLeft(cell, " \u00a0\n\r\t")))], "=+-@") {
					t.Errorf("%q: got the cell %q", wording, cell)
				}
			}
		}
	}
	for _, plain := range []string{"Lärm - und Staub", "§ 3 = Absatz", "", "'schon'"} {
		if got := guarded(plain); got != plain {
			t.Errorf("%q: got %q, want it as it is", plain, got)
		}
	}
}

func TestCouncilWordingLeavesNoTraceInThePublicFile(t *testing.T) {
	table := exporttest.Council()
	table.Rows[0].Wording = "Kanarienvogel"
	var council, public bytes.Buffer
	if _, err := WriteCouncil(&council, table); err != nil {
		t.Fatal(err)
	}
	if _, err := WritePublic(&public, exporttest.Public(table, func(weighing.CouncilRow) string { return "geschwärzt" })); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(council.String(), "Kanarienvogel") || strings.Contains(public.String(), "Kanarienvogel") {
		t.Error("got the canary in the public file, or not in the council's")
	}
}
