package pdf

import (
	"fmt"
	"strings"
	"testing"

	"github.com/einwand/einwand/export/edition"
	"github.com/einwand/einwand/export/exporttest"
	"github.com/einwand/einwand/export/pdf/fonts"
	"github.com/einwand/einwand/export/text"
	"github.com/einwand/einwand/weighing"
)

// files are one file of every kind.
func files(t testing.TB) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	for name, table := range map[string]weighing.CouncilTable{
		"council": exporttest.Council(), "decided": exporttest.Decided(exporttest.Council()), "nasty": exporttest.NastyCouncil(),
		"large": exporttest.Large(60), "empty": {Head: exporttest.Head()},
	} {
		out[name], _ = councilFile(t, table)
		out[name+", public"], _ = publicFile(t, exporttest.Public(table, exporttest.AsReceived))
	}
	out["decided on A3"], _ = councilOn(t, exporttest.Decided(exporttest.Council()), A3)
	return out
}

func TestEveryFileCanBeReadAloud(t *testing.T) {
	for name, file := range files(t) {
		if _, wrong := exporttest.CheckPDF(file); len(wrong) > 0 {
			t.Errorf("%s: %q", name, wrong)
		}
	}
}

// spoken is a text as it is read aloud: how white space looks, and where words may be divided, does not matter.
func spoken(s string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(text.Unguided(s), "\u00ad", "")), " ")
}

// rows are the rows of the tables of statements, in the order of reading.
func rows(root *exporttest.Node) []*exporttest.Node {
	var list []*exporttest.Node
	for _, table := range root.All("Table") {
		if all := table.All("TR"); all[0].Kids[0].Text() == "Nr." {
			list = append(list, all[1:]...)
		}
	}
	return list
}

// wantRows holds the rows to their sources, cell by cell.
func wantRows(t *testing.T, file []byte, table weighing.CouncilTable) {
	t.Helper()
	root, wrong := exporttest.CheckPDF(file)
	if len(wrong) > 0 {
		t.Fatalf("got %q", wrong)
	}
	set, err := fonts.Load()
	if err != nil {
		t.Fatal(err)
	}
	e, err := edition.Council(table, text.NewCleaner(set.Has))
	if err != nil {
		t.Fatal(err)
	}
	got := rows(root)
	if len(got) != len(table.Rows) {
		t.Fatalf("got %d rows, want %d", len(got), len(table.Rows))
	}
	for _, s := range e.Sections {
		for _, want := range s.Rows {
			cells := got[0].Kids
			got = got[1:]
			for i, w := range []string{want.Number, "", strings.Join(append(want.Subject(), want.Wording), " "), want.Reasoning, want.Proposal, want.PlanChange} {
				if said := spoken(cells[i].Text()); i != 1 && said != spoken(w) {
					t.Fatalf("row %s, cell %d: got %.200q, want %.200q", want.Number, i+1, said, spoken(w))
				}
			}
		}
	}
}

func TestEverySourceIsReadAloudInOrder(t *testing.T) {
	for name, table := range map[string]weighing.CouncilTable{
		"small": exporttest.Council(), "decided": exporttest.Decided(exporttest.Council()), "nasty": exporttest.NastyCouncil(), "large": exporttest.Large(60),
	} {
		t.Run(name, func(t *testing.T) {
			file, _ := councilFile(t, table)
			wantRows(t, file, table)
		})
	}
}

func TestTenThousandShortStatementsAreReadAloud(t *testing.T) {
	table := weighing.CouncilTable{Head: exporttest.Head()}
	pattern := exporttest.Council().Rows[1]
	for i := range 10_000 {
		row := pattern
		row.ID, row.Number, row.Wording = exporttest.RowID(i), fmt.Sprintf("B-%05d.1", i+1), fmt.Sprintf("Einwand %d: zu hoch.", i+1)
		table.Rows = append(table.Rows, row)
	}
	file, _ := councilFile(t, table)
	wantRows(t, file, table)
	if n := len(readBack(t, file).Names()); n != len(table.Rows) {
		t.Errorf("got %d names, want one for each row", n)
	}
}

func TestHeaderCellsSayWhatTheyHead(t *testing.T) {
	file, _ := councilFile(t, exporttest.Large(30))
	root, _ := exporttest.CheckPDF(file)
	for _, table := range root.All("Table") {
		for i, th := range table.All("TH") {
			if columns := len(table.All("THead")) == 1 && i < len(table.All("TR")[0].Kids); columns != (th.Scope == "Column") {
				t.Errorf("%q has the scope %s", th.Text(), th.Scope)
			}
		}
	}
	if n := len(root.All("Table")[0].All("THead")); n != 0 {
		t.Errorf("facts have %d rows of headers, want none", n)
	}
}

// TestAddressLeadsToARow: "tabelle.pdf#nameddest=stn-B-027.1" is how a council's information system points to an item.
func TestAddressLeadsToARow(t *testing.T) {
	table := exporttest.Large(60)
	file, _ := councilFile(t, table)
	names := readBack(t, file).Names()
	pages := strings.Split(poppler(t, file, "pdftotext", "-layout"), "\f")
	for _, row := range table.Rows {
		if page := names["stn-"+row.Number]; page == 0 || !strings.Contains(pages[page-1], row.Number) {
			t.Errorf("%s is not on page %d", row.Number, page)
		}
	}
	if listed := poppler(t, file, "pdfinfo", "-dests"); strings.Count(listed, "\"stn-") != len(table.Rows) {
		t.Errorf("pdfinfo lists %d rows, want %d", strings.Count(listed, "\"stn-"), len(table.Rows))
	}
}

// TestOtherProgramsReadTheFile: qpdf checks the syntax, poppler finds the structure.
func TestOtherProgramsReadTheFile(t *testing.T) {
	for name, file := range files(t) {
		if said := poppler(t, file, "qpdf", "--check"); !strings.Contains(said, "No syntax or stream encoding errors found") {
			t.Errorf("%s: %s", name, said)
		}
		if said := poppler(t, file, "pdfinfo"); !strings.Contains(said, "Tagged:          yes") {
			t.Errorf("%s: %s", name, said)
		}
	}
	council, _ := councilFile(t, exporttest.Council()) // poppler draws a page anew for each of its elements: a small file
	tree := poppler(t, council, "pdfinfo", "-struct-text")
	at := 0
	for _, want := range []string{`"Abwägungstabelle Nr. 2"`, `"Beteiligt, aber ohne Antwort"`, `"Nr."`, `"A-11.1"`, `"B-027.1"`, `"D-003.1"`, "So prüfen Sie"} {
		i := strings.Index(tree[at:], want)
		if i < 0 {
			t.Fatalf("%s does not stand behind the one before:\n%s", want, tree)
		}
		at += i
	}
}
