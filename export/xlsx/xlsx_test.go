package xlsx

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/einwand/einwand/export/edition"
	"github.com/einwand/einwand/export/exporttest"
	"github.com/einwand/einwand/export/text"
	"github.com/einwand/einwand/weighing"
)

func councilFile(t testing.TB, table weighing.CouncilTable) ([]byte, edition.Report) {
	t.Helper()
	var b bytes.Buffer
	report, err := WriteCouncil(&b, table)
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes(), report
}

func publicFile(t testing.TB, table weighing.PublicTable) []byte {
	t.Helper()
	var b bytes.Buffer
	if _, err := WritePublic(&b, table); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// unpack returns the parts of a file and their names in order.
func unpack(t *testing.T, file []byte) (map[string][]byte, []string) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string][]byte{}
	var names []string
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if f.Modified.Year() > 1980 {
			t.Errorf("%s has the time %v", f.Name, f.Modified)
		}
		parts[f.Name] = data
		names = append(names, f.Name)
	}
	return parts, names
}

// worksheet is what a reader that is not excelize sees of a sheet.
type worksheet struct {
	Rows []struct {
		Height float64 `xml:"ht,attr"`
		Cells  []struct {
			Type    string  `xml:"t,attr"`
			Text    string  `xml:"is>t"`
			Formula *string `xml:"f"`
		} `xml:"c"`
	} `xml:"sheetData>row"`
}

var escape = regexp.MustCompile(`_x[0-9A-Fa-f]{4}_`)

// decoded undoes the escapes of ECMA-376-1, 22.9.2.19.
func decoded(t *testing.T, s string) string {
	return escape.ReplaceAllStringFunc(s, func(e string) string {
		if e != "_x005F_" {
			t.Errorf("the text contains the escape %s", e)
		}
		return "_"
	})
}

// partOfSheet is where the sheet of a name stands: they are numbered in the order of the book.
func partOfSheet(t *testing.T, parts map[string][]byte, name string) string {
	t.Helper()
	var book struct {
		Sheets []struct {
			Name string `xml:"name,attr"`
		} `xml:"sheets>sheet"`
	}
	if err := xml.Unmarshal(parts["xl/workbook.xml"], &book); err != nil {
		t.Fatal(err)
	}
	for i, s := range book.Sheets {
		if s.Name == name {
			return "xl/worksheets/sheet" + strconv.Itoa(i+1) + ".xml"
		}
	}
	t.Fatalf("got the sheets %v, want %s", book.Sheets, name)
	return ""
}

func sheetOf(t *testing.T, file []byte, name string) worksheet {
	t.Helper()
	parts, _ := unpack(t, file)
	var w worksheet
	if err := xml.Unmarshal(parts[partOfSheet(t, parts, name)], &w); err != nil {
		t.Fatal(err)
	}
	for i, row := range w.Rows {
		if row.Height > 409.5 {
			t.Errorf("row %d is %v points high", i+1, row.Height)
		}
		for _, c := range row.Cells {
			if c.Type != "inlineStr" || c.Formula != nil {
				t.Errorf("row %d has a cell of type %q, formula %v", i+1, c.Type, c.Formula)
			}
		}
	}
	return w
}

var partOf = regexp.MustCompile(` \(Teil (\d+)/(\d+)\)$`)

// joined puts the parts of every row together again: number of the row to its cells.
func joined(t *testing.T, w worksheet) map[string][]string {
	t.Helper()
	rows := map[string][]string{}
	for _, row := range w.Rows[1:] {
		var cells []string
		for _, c := range row.Cells {
			cells = append(cells, decoded(t, c.Text))
		}
		number := partOf.ReplaceAllString(cells[0], "")
		m := partOf.FindStringSubmatch(cells[0])
		if m == nil || m[1] == "1" {
			rows[number] = cells
			continue
		}
		for i := 6; i < len(cells); i++ {
			if title := w.Rows[0].Cells[i].Text; title != "Thema" && title != "Bezug" && title != "Schlüssel" || cells[i] != rows[number][i] {
				rows[number][i] += cells[i]
			}
		}
	}
	return rows
}

func TestEveryCellIsItsSource(t *testing.T) {
	for name, table := range map[string]weighing.CouncilTable{
		"small": exporttest.Council(), "nasty": exporttest.NastyCouncil(), "500 rows": exporttest.Large(500),
	} {
		t.Run(name, func(t *testing.T) {
			file, report := councilFile(t, table)
			w := sheetOf(t, file, tableSheet)
			if len(w.Rows)-1 != report.Parts || report.Rows != len(table.Rows) {
				t.Errorf("got %d rows in the sheet, report %+v", len(w.Rows)-1, report)
			}
			rows := joined(t, w)
			clean := text.NewCleaner(text.Anything)
			for _, row := range table.Rows {
				got := rows[row.Number]
				if got == nil {
					t.Errorf("row %s is missing", row.Number)
					continue
				}
				for col, source := range map[int]string{1: row.Label, 3: row.Channel, 6: row.Topic, 7: row.Reference, 8: row.Wording} {
					if want := clean.Clean(source); got[col] != want {
						t.Errorf("row %s, column %d: got %.90q, want %.90q", row.Number, col+1, got[col], want)
					}
				}
				if want := clean.Clean(row.Reasoning); row.Excused == "" && got[9] != want {
					t.Errorf("row %s: got %.90q, want %.90q", row.Number, got[9], want)
				}
			}
		})
	}
}

// TestExaminationHasItsColumn: the answers of the council's sheet stay out of the public one.
func TestExaminationHasItsColumn(t *testing.T) {
	file, _ := councilFile(t, exporttest.Council())
	rows := joined(t, sheetOf(t, file, tableSheet))
	const result = "geprüft nach §\u00a04a Abs.\u00a05 BauGB am 29.11.2026: kann unberücksichtigt bleiben."
	if got := rows["B-060.1"][13]; !strings.Contains(got, result) || !strings.Contains(got, "Schallgutachten. (Jana Wirth)") {
		t.Errorf("council: got %q, want result, reasons and author", got)
	}
	if got := rows["B-027.1"]; len(got) > 13 && got[13] != "" {
		t.Errorf("timely: got %q, want nothing", got[13])
	}
	file = publicFile(t, exporttest.Public(exporttest.Council(), exporttest.AsReceived))
	if got := joined(t, sheetOf(t, file, tableSheet))["B-060.1"][13]; !strings.HasSuffix(got, result) {
		t.Errorf("public: got %q, want the result alone", got)
	}
}

func TestEmojiStaysAndImpossibilitiesAreListed(t *testing.T) {
	table := exporttest.Council()
	table.Rows[0].Wording, table.Rows[1].Wording = "gut 😀 \u202eשלום", "Nul\x00"
	file, report := councilFile(t, table)
	if got := joined(t, sheetOf(t, file, tableSheet))["A-11.1"][8]; got != table.Rows[0].Wording {
		t.Errorf("got %q, want the source", got)
	}
	if len(report.Replaced) != 1 || report.Replaced[0].Name() != "U+0000" {
		t.Errorf("got %+v, want U+0000 only", report.Replaced)
	}
	facts := sheetOf(t, file, factsSheet)
	last := facts.Rows[len(facts.Rows)-1].Cells
	if last[0].Text != "U+0000" || last[1].Text != "weggelassen, Anzahl 1, Fundstellen: B-027.1" {
		t.Errorf("the list says %q: %q", last[0].Text, last[1].Text)
	}
}

func TestHeadStandsOnTheOtherSheets(t *testing.T) {
	table := exporttest.Decided(exporttest.Council())
	file, _ := councilFile(t, table)
	var all strings.Builder
	for _, name := range []string{bodiesSheet, figuresSheet, factsSheet} {
		for _, row := range sheetOf(t, file, name).Rows {
			for _, c := range row.Cells {
				all.WriteString(c.Text + "\n")
			}
		}
	}
	h := table.Head
	for _, want := range slices.Concat([]string{h.Authority, h.Plan, h.Step, h.Hash, h.Checkpoint, "30.11.2026, 16:04:03 Uhr",
		"Ja 20, Nein 16, Enthaltung 1. Wegen Befangenheit nicht beteiligt: Ratsmitglied Baumeister"}, h.SilentBodies, h.ContentedBodies) {
		if !strings.Contains(all.String(), want) {
			t.Errorf("%q is missing", want)
		}
	}
}

func TestSheetIsReadyForPrintAndFilter(t *testing.T) {
	file, _ := councilFile(t, exporttest.Council())
	parts, names := unpack(t, file)
	if names[0] != "[Content_Types].xml" || !slices.IsSorted(names[1:]) {
		t.Errorf("order of the parts: %v", names)
	}
	sheet, book := string(parts["xl/worksheets/sheet1.xml"]), string(parts["xl/workbook.xml"])
	for _, want := range []string{`fitToPage="true"`, `orientation="landscape"`, `fitToHeight="0"`, `state="frozen"`,
		`<autoFilter ref="$A$1:$P$9">`, `<cols><col min="1" max="1" width="11"`, `customHeight="1"`, `customWidth="1"`, `Seite &amp;P von &amp;N`, "7c04 e1b9 …"} {
		if !strings.Contains(sheet, want) {
			t.Errorf("sheet lacks %s", want)
		}
	}
	if !strings.Contains(book, `_xlnm.Print_Titles`) || !strings.Contains(book, `name="Tabelle"`) || !strings.Contains(book, `name="Angaben"`) {
		t.Errorf("workbook: %s", book)
	}
}

func TestLongPlanFitsTheRunningHead(t *testing.T) {
	table := exporttest.Council()
	table.Head.Plan = strings.Repeat("A&B_x000A_", 40)
	file, _ := councilFile(t, table)
	facts := sheetOf(t, file, factsSheet)
	if got := decoded(t, facts.Rows[4].Cells[1].Text); got != table.Head.Plan {
		t.Errorf("plan: got %q", got)
	}
}

func TestSameTableSameBytes(t *testing.T) {
	want, _ := councilFile(t, exporttest.NastyCouncil())
	for range 5 {
		if got, _ := councilFile(t, exporttest.NastyCouncil()); !bytes.Equal(got, want) {
			t.Fatal("two files of one table differ")
		}
	}
}

func TestFilesAtTheSameTime(t *testing.T) {
	table := exporttest.Council()
	want, _ := councilFile(t, table)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			var b bytes.Buffer
			if _, err := WriteCouncil(&b, table); err != nil || !bytes.Equal(b.Bytes(), want) {
				t.Errorf("concurrent file differs: %v", err)
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
	file, report := councilFile(t, table)
	if took := time.Since(start); took > 10*time.Second {
		t.Errorf("took %v", took)
	}
	if got := joined(t, sheetOf(t, file, tableSheet))["B-027.1"][8]; got != table.Rows[0].Wording {
		t.Errorf("%d parts make %d bytes, want %d", report.Parts, len(got), len(table.Rows[0].Wording))
	}
}

func TestCouncilWordingLeavesNoTraceInThePublicFile(t *testing.T) {
	const canary = "Kanarienvogel"
	table := exporttest.Council()
	for i := range table.Rows {
		table.Rows[i].Wording = canary + strconv.Itoa(i)
	}
	betrays := func(file []byte) bool {
		parts, _ := unpack(t, file)
		for _, data := range parts {
			if bytes.Contains(data, []byte(canary)) {
				return true
			}
		}
		return bytes.Contains(file, []byte(canary))
	}
	council, _ := councilFile(t, table)
	if !betrays(council) {
		t.Fatal("the canary is not found where it must be; the test sees nothing")
	}
	if betrays(publicFile(t, exporttest.Public(table, func(weighing.CouncilRow) string { return "geschwärzt" }))) {
		t.Error("the public file contains council wording")
	}
}

func TestMetadataIsNeutral(t *testing.T) {
	parts, _ := unpack(t, publicFile(t, exporttest.Public(exporttest.Council(), exporttest.AsReceived)))
	core := string(parts["docProps/core.xml"])
	for _, want := range []string{"<dc:creator>Stadt Auenbrück</dc:creator>", "<lastModifiedBy>Stadt Auenbrück</lastModifiedBy>",
		"2026-11-30T15:04:05Z", "Öffentliche Fassung"} {
		if !strings.Contains(core, want) {
			t.Errorf("properties lack %s: %s", want, core)
		}
	}
	for name, data := range parts {
		if bytes.Contains(bytes.ToLower(data), []byte("xuri")) {
			t.Errorf("%s names the library's author", name)
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
	if _, err := WriteCouncil(&w, table); !errors.Is(err, edition.ErrOpen) || w.asked {
		t.Errorf("got %v, written %t; want ErrOpen and nothing written", err, w.asked)
	}
	if _, err := WriteCouncil(&w, exporttest.Council()); !errors.Is(err, errors.ErrUnsupported) {
		t.Errorf("got %v, want the error of the writer", err)
	}
}

// TestRowThatCannotBeDividedEndsItsFileAlone: rows are divided beside each other, and a panic of one arrives where somebody catches it.
func TestRowThatCannotBeDividedEndsItsFileAlone(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("got no panic where the file is made")
		}
	}()
	s := &sheet{cols: []column{{width: 5}}}
	s.addAll(nil, make([]edition.Row, 4), func(edition.Row) []string { panic("no cells") }, numbered)
}
