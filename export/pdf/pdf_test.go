package pdf

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode"
	"unicode/utf16"

	"github.com/einwand/einwand/export/edition"
	"github.com/einwand/einwand/export/exporttest"
	"github.com/einwand/einwand/export/pdf/fonts"
	"github.com/einwand/einwand/export/text"
	"github.com/einwand/einwand/weighing"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func TestEveryWordOfEverySourceIsPrinted(t *testing.T) {
	for name, table := range map[string]weighing.CouncilTable{
		"small": exporttest.Council(), "nasty": exporttest.NastyCouncil(), "large": exporttest.Large(60),
	} {
		for paper, sheet := range map[string]Sheet{"A4": A4, "A3": A3} {
			t.Run(name+" on "+paper, func(t *testing.T) {
				file, report := councilOn(t, table, sheet)
				if report.Rows != len(table.Rows) {
					t.Errorf("got %d rows, want %d", report.Rows, len(table.Rows))
				}
				printed(t, file, sheet, 2, "Stellungnahme", table, func(r weighing.CouncilRow) []string {
					return []string{r.Wording, r.Topic, r.Reference}
				})
				printed(t, file, sheet, 3, "Abwägung (Begründung)", table, func(r weighing.CouncilRow) []string {
					return []string{r.Reasoning, r.Excused}
				})
				printed(t, file, sheet, 5, "Planänderung", table, func(r weighing.CouncilRow) []string {
					return []string{r.PlanChange}
				})
			})
		}
	}
}

func TestEveryStatementOfManyRowsIsPrinted(t *testing.T) {
	table := exporttest.Large(150)
	file, _ := councilFile(t, table)
	printed(t, file, A4, 2, "Stellungnahme", table, func(r weighing.CouncilRow) []string { return []string{r.Wording} })
}

func TestLargerPaperTakesFewerPages(t *testing.T) {
	table := exporttest.Large(60)
	_, small := councilOn(t, table, A4)
	file, large := councilOn(t, table, A3)
	if float64(large.Pages) > 0.6*float64(small.Pages) {
		t.Errorf("got %d pages on A3 and %d on A4", large.Pages, small.Pages)
	}
	if info := poppler(t, file, "pdfinfo"); !strings.Contains(info, "1190.55 x 841.89 pts (A3)") {
		t.Errorf("got %s, want A3", info)
	}
	for _, s := range []Sheet{A4, A3} {
		for _, cols := range [][]column{s.statements(false), s.statements(true)} {
			if last := cols[len(cols)-1]; len(cols) != 7 || last.inner() < 50 || last.x+last.w != s.right() {
				t.Errorf("got the columns %v on %v", cols, s.size)
			}
		}
	}
}

// printed requires that every text stands in its column without a gap, also where pages end.
func printed(t *testing.T, file []byte, s Sheet, col int, heading string, table weighing.CouncilTable, texts func(weighing.CouncilRow) []string) {
	t.Helper()
	set, err := fonts.Load()
	if err != nil {
		t.Fatal(err)
	}
	clean := text.NewCleaner(set.Has)
	column := dense(columnText(t, file, s, s.statements(false)[col], heading))
	for _, row := range table.Rows {
		for _, source := range texts(row) {
			// poppler turns around what stands here in logical order; TestEverySourceIsReadAloudInOrder has those texts
			if part := clean.Clean(source); !strings.ContainsFunc(part, fromRight) && !strings.Contains(column, dense(part)) {
				t.Errorf("row %s: %.80q is not printed under %s", row.Number, part, heading)
			}
		}
	}
}

func fromRight(r rune) bool { return unicode.In(r, unicode.Hebrew, unicode.Arabic) }

func TestHeadListsAndProofArePrinted(t *testing.T) {
	table := exporttest.Decided(exporttest.Council())
	file, _ := councilFile(t, table)
	printed := dense(poppler(t, file, "pdftotext", "-layout"))
	h := table.Head
	want := slices.Concat([]string{h.Authority, h.Plan, h.PlanVersion, h.Step, h.Period, h.Hash, "Für den Rat",
		"30.11.2026, 16:04:03 Uhr", "nach Ende der Frist", "zurückgezogen", "Ratsmitglied Baumeister", "Vertagt"},
		strings.Split(h.Checkpoint, "\n"), h.SilentBodies, h.ContentedBodies)
	for _, s := range want {
		if s != h.Step && !strings.Contains(printed, dense(s)) {
			t.Errorf("%q is not printed", s)
		}
	}
	for word := range strings.FieldsSeq(h.Step) { // it wraps beside the figures
		if !strings.Contains(printed, word) {
			t.Errorf("%q of the step is not printed", word)
		}
	}
}

func TestPageTotalIsTrue(t *testing.T) {
	file, report := councilFile(t, exporttest.Large(120))
	n := pageCount(t, file)
	if report.Pages != n {
		t.Errorf("report says %d pages, file has %d", report.Pages, n)
	}
	pages := strings.Split(strings.TrimSuffix(poppler(t, file, "pdftotext", "-layout"), "\f"), "\f")
	if len(pages) != n {
		t.Fatalf("extracted %d pages, want %d", len(pages), n)
	}
	for i, page := range pages {
		if foot := fmt.Sprintf("Seite %d von %d\n", i+1, n); !strings.Contains(page, foot) {
			t.Errorf("page %d lacks %q", i+1, foot)
		}
	}
}

func TestContentsAndOutlineLeadToTheParts(t *testing.T) {
	table := exporttest.Large(60)
	file, report := councilFile(t, table)
	pages := strings.Split(poppler(t, file, "pdftotext", "-layout"), "\f")
	for _, part := range []string{"A  Behörden", "B  Öffentlichkeit", "Prüfsumme, Prüfpunkt"} {
		i := slices.IndexFunc(pages[1:], func(p string) bool { return strings.Contains(dense(p), dense(part)) }) + 2
		cover := slices.Collect(strings.Lines(pages[0]))
		j := slices.IndexFunc(cover, func(l string) bool { return strings.Contains(dense(l), dense(part)) })
		if fields := strings.Fields(cover[j]); fields[len(fields)-1] != fmt.Sprint(i) {
			t.Errorf("contents: %q, want page %d of %d", cover[j], i, report.Pages)
		}
	}
	outline := readBack(t, file).Outline()
	rows := 0
	for _, part := range outline {
		rows += len(part.Kids)
		for _, b := range part.Kids {
			number, _, _ := strings.Cut(b.Title, "  ")
			if !strings.Contains(pages[b.Page-1], number) {
				t.Errorf("%s is not on page %d", number, b.Page)
			}
		}
	}
	// cover, lists, two sections and closing
	if len(outline) != 5 || rows != len(table.Rows) {
		t.Errorf("got %d parts and %d rows, want 5 and %d", len(outline), rows, len(table.Rows))
	}
}

func TestGoldenText(t *testing.T) {
	table := exporttest.Decided(exporttest.Council())
	council, _ := councilFile(t, exporttest.Council())
	decided, _ := councilFile(t, table)
	public, _ := publicFile(t, exporttest.Public(exporttest.Council(), exporttest.AsReceived))
	for name, file := range map[string][]byte{"rat.txt": council, "rat-beschluss.txt": decided, "oeffentlich.txt": public} {
		got := poppler(t, file, "pdftotext", "-layout")
		golden := "testdata/" + name
		if *update {
			if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			t.Errorf("%s differs from the golden text; look at it, then run the test with -update. Got:\n%s", name, got)
		}
	}
}

func TestSameTableSameBytes(t *testing.T) {
	one, _ := councilFile(t, exporttest.NastyCouncil())
	two, _ := councilFile(t, exporttest.NastyCouncil())
	if !bytes.Equal(one, two) {
		t.Error("two files of one table differ")
	}
}

func TestSameBytesOnOneProcessorAndOnMany(t *testing.T) {
	table := exporttest.Large(300)
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	one, _ := councilFile(t, table)
	for _, n := range []int{2, 4, 16} {
		runtime.GOMAXPROCS(n)
		if many, _ := councilFile(t, table); !bytes.Equal(one, many) {
			t.Errorf("the file of %d processors differs from that of one", n)
		}
	}
}

func TestDocumentsAtTheSameTime(t *testing.T) {
	table := exporttest.Council()
	want, _ := councilFile(t, table)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			var b bytes.Buffer
			if _, err := WriteCouncil(&b, table, A4, councilBook); err != nil || !bytes.Equal(b.Bytes(), want) {
				t.Errorf("concurrent document differs: %v", err)
			}
		})
	}
	wg.Wait()
}

func TestOneMegabyteStatement(t *testing.T) {
	table := exporttest.Council()
	table.Rows = table.Rows[1:2]
	table.Rows[0].Wording = exporttest.Prose(rand.New(rand.NewPCG(1, 2)), 1<<20)
	start := time.Now()
	file, _ := councilFile(t, table)
	if took := time.Since(start); took > 10*time.Second {
		t.Errorf("took %v", took)
	}
	wantRows(t, file, table)
}

func TestReplacedCharactersAreListed(t *testing.T) {
	table := exporttest.Council()
	table.Rows[1].Wording += " 😀"
	file, report := councilFile(t, table)
	if len(report.Replaced) != 1 || report.Replaced[0].Name() != "U+1F600" || !slices.Equal(report.Replaced[0].Where, []string{"B-027.1"}) {
		t.Errorf("report: %+v", report.Replaced)
	}
	pages := strings.Split(poppler(t, file, "pdftotext", "-layout"), "\f")
	last := dense(pages[report.Pages-1])
	if !strings.Contains(last, "ErsetzteZeichen") || !strings.Contains(last, "U+1F600[U+1F600]1B-027.1") {
		t.Errorf("appendix lacks the character:\n%s", pages[report.Pages-1])
	}
}

// canary is a council-only text; U+0416 stands nowhere else, so the fonts betray it too.
const canary = "Kanarienvogel Ж Gelbgasse"

func TestCouncilWordingLeavesNoTraceInThePublicFile(t *testing.T) {
	table := exporttest.Council()
	for i := range table.Rows {
		table.Rows[i].Wording = canary
	}
	council, _ := councilFile(t, table)
	public, _ := publicFile(t, exporttest.Public(table, func(weighing.CouncilRow) string { return "geschwärzt" }))
	if !betrays(t, council) {
		t.Fatal("the canary is not found where it must be; the test sees nothing")
	}
	if betrays(t, public) {
		t.Error("the public file contains council wording")
	}
}

func betrays(t *testing.T, file []byte) bool {
	t.Helper()
	for _, data := range append(readBack(t, file).Streams(), file) {
		for _, word := range append(strings.Fields(canary), canary) {
			var wide []byte
			for _, u := range utf16.Encode([]rune(word)) {
				wide = append(wide, byte(u>>8), byte(u))
			}
			if len(word) > 2 && (bytes.Contains(data, []byte(word)) || bytes.Contains(data, wide) || bytes.Contains(data, fmt.Appendf(nil, "%d", wide))) {
				return true
			}
		}
		if len(data) == 1<<17 && (data[2*0x416] != 0 || data[2*0x416+1] != 0) { // CIDToGIDMap
			return true
		}
	}
	return false
}

func TestMetadataIsNeutral(t *testing.T) {
	file, _ := publicFile(t, exporttest.Public(exporttest.Council(), exporttest.AsReceived))
	info := poppler(t, file, "pdfinfo")
	for _, want := range []string{"Title:           Abwägungstabelle Nr. 2, Öffentliche Fassung: Bebauungsplan Nr. 39",
		"Author:          Stadt Auenbrück", "Producer:        einwand", "841.89 x 595.28 pts (A4)"} {
		if !strings.Contains(info, want) {
			t.Errorf("pdfinfo lacks %q:\n%s", want, info)
		}
	}
}

// broken is a writer that takes nothing.
type broken struct{ asked bool }

func (b *broken) Write([]byte) (int, error) {
	b.asked = true
	return 0, errors.ErrUnsupported
}

func TestRefusedTableWritesNothing(t *testing.T) {
	table := exporttest.Council()
	table.Rows[0].Code = ""
	var w broken
	if _, err := WriteCouncil(&w, table, A4, councilBook); !errors.Is(err, edition.ErrOpen) || w.asked {
		t.Errorf("got %v, written %t; want ErrOpen and nothing written", err, w.asked)
	}
	if _, err := WriteCouncil(&w, exporttest.Council(), A4, nil); !errors.Is(err, errors.ErrUnsupported) {
		t.Errorf("got %v, want the error of the writer", err)
	}
}

func TestEmptyTable(t *testing.T) {
	table := exporttest.Council()
	table.Rows, table.Head.SilentBodies, table.Head.ContentedBodies = nil, nil, nil
	file, report := councilFile(t, table)
	if n := pageCount(t, file); n != report.Pages || report.Rows != 0 {
		t.Errorf("got %d pages and %d rows, report %+v", n, report.Rows, report)
	}
	if words := poppler(t, file, "pdftotext"); strings.Contains(words, "Alle beteiligten Behörden haben geantwortet") {
		t.Error("the table speaks about bodies of which nothing is on record")
	}
}
