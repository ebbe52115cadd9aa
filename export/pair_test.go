package export

import (
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/einwand/einwand/export/edition"
	"github.com/einwand/einwand/export/exporttest"
	"github.com/einwand/einwand/weighing"
)

// made is a file as it is handed out alone.
func made(t testing.TB, write func(io.Writer) (Report, error)) []byte {
	t.Helper()
	var b bytes.Buffer
	if _, err := write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// detached lets poppler save what a PDF carries.
func detached(t *testing.T, file []byte) map[string][]byte {
	t.Helper()
	folder := t.TempDir()
	name, out := filepath.Join(folder, "table.pdf"), filepath.Join(folder, "out")
	if err := os.WriteFile(name, file, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(out, 0o700); err != nil {
		t.Fatal(err)
	}
	for _, call := range [][]string{{"qpdf", "--check", name}, {"pdfdetach", "-saveall", "-o", out, name}} {
		if said, err := exec.Command(call[0], call[1:]...).CombinedOutput(); err != nil {
			t.Fatalf("%v (packages qpdf, poppler-utils): %v %s", call, err, said)
		}
	}
	found, err := os.ReadDir(out)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{}
	for _, f := range found {
		if files[f.Name()], err = os.ReadFile(filepath.Join(out, f.Name())); err != nil {
			t.Fatal(err)
		}
	}
	return files
}

// TestPaperCarriesTheWorkbookOfItsAudience: what comes out of a PDF is the XLSX that is handed out alone for the same table, decision and audience.
func TestPaperCarriesTheWorkbookOfItsAudience(t *testing.T) {
	for suffix, table := range map[string]weighing.CouncilTable{"-2": exporttest.Council(), "-2-Beschluss-1": exporttest.Decided(exporttest.Council()), "-2 ": exporttest.NastyCouncil()} {
		public := exporttest.Public(table, func(weighing.CouncilRow) string { return "[geschwärzt]" })
		for audience, write := range map[string]func(Format) []byte{
			"rat": func(f Format) []byte {
				return made(t, func(w io.Writer) (Report, error) { return Council(w, f, table) })
			},
			"oeffentlich": func(f Format) []byte {
				return made(t, func(w io.Writer) (Report, error) { return Public(w, f, public) })
			},
		} {
			paper, book := write(PDF), write(XLSX)
			if _, wrong := exporttest.CheckPDF(paper); len(wrong) > 0 {
				t.Errorf("%s: %q", audience, wrong)
			}
			name := "Abwaegungstabelle" + strings.TrimSpace(suffix) + "-" + audience + ".xlsx"
			if files := detached(t, paper); len(files) != 1 || !bytes.Equal(files[name], book) {
				t.Errorf("%s carries %d files and not the %d bytes of %s", audience, len(files), len(book), name)
			}
		}
	}
}

func TestSameTableSamePaper(t *testing.T) {
	table := exporttest.NastyCouncil()
	write := func(w io.Writer) (Report, error) { return Council(w, PDF, table) }
	if !bytes.Equal(made(t, write), made(t, write)) {
		t.Error("two PDFs of one table differ")
	}
}

// TestPublicPaperHasNoCouncilWordingInside looks into what the PDF carries as well.
func TestPublicPaperHasNoCouncilWordingInside(t *testing.T) {
	const canary = "Kanarienvogel"
	table := exporttest.Decided(exporttest.Council())
	for i := range table.Rows {
		table.Rows[i].Wording += " " + canary
	}
	table.Decision.Votes[0].Excluded = []string{canary}
	public := exporttest.Public(table, func(weighing.CouncilRow) string { return "[geschwärzt]" })
	if !inside(t, made(t, func(w io.Writer) (Report, error) { return Council(w, PDF, table) }), canary) {
		t.Fatal("the canary is not found where it must be; the test sees nothing")
	}
	paper := made(t, func(w io.Writer) (Report, error) { return Public(w, PDF, public) })
	if inside(t, paper, canary) {
		t.Error("the public PDF carries council wording")
	}
	if !inside(t, paper, "[geschwärzt]") {
		t.Error("the public PDF does not carry the public wording")
	}
}

// inside reports whether a word is in a part of a workbook that the file carries.
func inside(t *testing.T, paper []byte, word string) bool {
	t.Helper()
	f, err := exporttest.ReadPDF(paper)
	if err != nil {
		t.Fatal(err)
	}
	found := false
	for _, a := range f.Attachments() {
		for _, part := range packed(t, a.Data) {
			found = found || bytes.Contains(part, []byte(word))
		}
	}
	return found
}

// TestLargeWorkbookIsNotCarried: the PDF is made without it, and says so.
func TestLargeWorkbookIsNotCarried(t *testing.T) {
	for size, carried := range map[int]bool{1: true, maxCarried: true, maxCarried + 1: false} {
		if got := workbook(ForCouncil, 2, nil, make([]byte, size)); (got.Data != nil) != carried || got.Name != "Abwaegungstabelle-2-rat.xlsx" {
			t.Errorf("%d bytes: %s with %d", size, got.Name, len(got.Data))
		}
	}
	p := councilPair(exporttest.Council(), chosen(nil))
	paper := made(t, func(w io.Writer) (Report, error) { return p.paper(w, make([]byte, maxCarried+1)) })
	if files := detached(t, paper); len(files) != 0 {
		t.Errorf("carries %d files", len(files))
	}
	root, wrong := exporttest.CheckPDF(paper)
	if len(wrong) > 0 || !strings.Contains(strings.Join(strings.Fields(root.Text()), " "), edition.NotCarried) {
		t.Errorf("%q; the file does not say why it carries nothing", wrong)
	}
}

// TestPDFTellsHowFarItIs asks for both files with a PDF in them.
func TestPDFTellsHowFarItIs(t *testing.T) {
	table := exporttest.Council()
	for _, f := range []Format{PDF, RIS} {
		var told []int
		report, err := CouncilFile(io.Discard, Name{Table: 1, Audience: ForCouncil, Format: f}, table, Telling(func(done, of int) {
			if of != len(table.Rows) {
				t.Errorf("%s: got %d of %d, want of %d", f, done, of, len(table.Rows))
			}
			told = append(told, done)
		}))
		if err != nil {
			t.Fatal(err)
		}
		for i, done := range told {
			if done != i+1 {
				t.Fatalf("%s: got %v, want every row once", f, told)
			}
		}
		if len(told) != report.Rows {
			t.Errorf("%s: told of %d rows, want %d", f, len(told), report.Rows)
		}
	}
}
