package xlsx

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"github.com/einwand/einwand/export/edition"
	"github.com/einwand/einwand/export/exporttest"
	"github.com/einwand/einwand/export/pdf/fonts"
	"github.com/einwand/einwand/export/text"
	"github.com/einwand/einwand/weighing"
)

// fill opens a file as a spreadsheet program does, lets somebody work in it, and saves it.
func fill(t testing.TB, file []byte, work func(f *excelize.File)) []byte {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	work(f)
	var b bytes.Buffer
	if err := errors.Join(f.Write(&b), f.Close()); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func set(t testing.TB, f *excelize.File, cell, value string) {
	t.Helper()
	if err := f.SetCellStr(tableSheet, cell, value); err != nil {
		t.Fatal(err)
	}
}

func read(t testing.TB, file []byte, table weighing.CouncilTable) Edits {
	t.Helper()
	filled, err := Read(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	edits, err := filled.Match(table)
	if err != nil {
		t.Fatal(err)
	}
	return edits
}

func (e Edits) of(number string) Edit {
	for _, row := range e.Rows {
		if row.Number == number {
			return row
		}
	}
	return Edit{}
}

// sound reports whether nothing but the open columns differs.
func (e Edits) sound() bool {
	return len(e.Changed)+len(e.Missing)+len(e.Unknown)+len(e.Misplaced) == 0
}

func TestFilledFileReadsBack(t *testing.T) {
	table := exporttest.Council()
	file, _ := councilFile(t, table)
	if e := read(t, file, table); !e.sound() || len(e.Rows) != len(table.Rows) || e.Rows[0] != (Edit{Row: table.Rows[0].ID, Number: "A-11.1"}) {
		t.Errorf("as handed out: got %+v", e)
	}
	e := read(t, fill(t, file, func(f *excelize.File) {
		set(t, f, "M2", "Wie vorgeschlagen")
		set(t, f, "M3", " abweichend  VOM vorschlag ")
		set(t, f, "O3", "Fünf Geschosse bleiben.\nGrund: Wohnraum & <mehr>")
		set(t, f, "M4", "Vertagt")
		set(t, f, "M5", "einstimmig ja")
	}), table)
	if !e.sound() {
		t.Errorf("got %+v changed, %v missing, %v unknown", e.Changed, e.Missing, e.Unknown)
	}
	for number, want := range map[string]Edit{
		"A-11.1":  {Outcome: weighing.AsProposed, Word: "Wie vorgeschlagen"},
		"B-027.1": {Outcome: weighing.Deviating, Word: "abweichend  VOM vorschlag", Remark: "Fünf Geschosse bleiben.\nGrund: Wohnraum & <mehr>"},
		"B-028.1": {Outcome: weighing.Postponed, Word: "Vertagt"},
		"B-028.2": {Word: "einstimmig ja"},
		"B-029.1": {},
	} {
		got := e.of(number)
		want.Row, want.Number = got.Row, number
		if got != want {
			t.Errorf("%s: got %+v, want %+v", number, got, want)
		}
	}
}

// TestSortedFileIsReadByItsKeys: a program in which the protection was taken off may sort.
func TestSortedFileIsReadByItsKeys(t *testing.T) {
	table := exporttest.Council()
	file, _ := councilFile(t, table)
	e := read(t, fill(t, file, func(f *excelize.File) {
		rows, err := f.GetRows(tableSheet)
		if err != nil {
			t.Fatal(err)
		}
		slices.Reverse(rows[1:])
		for i, row := range rows[1:] {
			for j, value := range row {
				set(t, f, cellName(j, i+2), value)
			}
		}
		set(t, f, "M2", "Vertagt")
	}), table)
	if !e.sound() || e.of("D-003.1").Outcome != weighing.Postponed || e.Rows[0].Number != "A-11.1" || e.Rows[0].Word != "" {
		t.Errorf("got %+v", e)
	}
}

// TestKeyLeftBehindDecidesNothing: the columns that are shown were sorted as a selection, and the hidden one was not.
func TestKeyLeftBehindDecidesNothing(t *testing.T) {
	table := exporttest.Council()
	file, _ := councilFile(t, table)
	e := read(t, fill(t, file, func(f *excelize.File) {
		rows, err := f.GetRows(tableSheet)
		if err != nil {
			t.Fatal(err)
		}
		for j := range 13 {
			set(t, f, cellName(j, 3), rows[3][j])
			set(t, f, cellName(j, 4), rows[2][j])
		}
		set(t, f, "M3", "Vertagt") // beside B-028.1, with the key of B-027.1
		set(t, f, "M4", "Wie vorgeschlagen")
		set(t, f, "M2", "Wie vorgeschlagen")
	}), table)
	if want := []Misplaced{{3, "B-027.1", "B-028.1"}, {4, "B-028.1", "B-027.1"}}; !slices.Equal(e.Misplaced, want) {
		t.Errorf("got %+v misplaced, want %+v", e.Misplaced, want)
	}
	if e.of("B-027.1") != (Edit{}) || e.of("B-028.1") != (Edit{}) || e.of("A-11.1").Outcome != weighing.AsProposed || len(e.Rows) != len(table.Rows)-2 {
		t.Errorf("got %+v, want nothing taken of the two rows", e.Rows)
	}
}

func TestPartsOfARowAreOneEdit(t *testing.T) {
	table := exporttest.Council()
	table.Rows[1].Wording = strings.Repeat("Ein langer Satz über Geschosse und Schatten. ", 200)
	file, report := councilFile(t, table)
	if report.Parts < report.Rows+2 {
		t.Fatalf("got %d parts of %d rows, want a row of three parts", report.Parts, report.Rows)
	}
	e := read(t, fill(t, file, func(f *excelize.File) {
		set(t, f, "O3", "Erstens.")
		set(t, f, "M4", "Vertagt")
		set(t, f, "O4", "Zweitens.")
	}), table)
	if got := e.of("B-027.1"); !e.sound() || got.Outcome != weighing.Postponed || got.Remark != "Erstens.\nZweitens." {
		t.Errorf("got %+v", e)
	}
	twice := fill(t, file, func(f *excelize.File) {
		set(t, f, "M3", "Vertagt")
		set(t, f, "M4", "Wie vorgeschlagen")
	})
	filled, err := Read(bytes.NewReader(twice), int64(len(twice)))
	if err != nil {
		t.Fatal(err)
	}
	var wrong *FileError
	if _, err := filled.Match(table); !errors.As(err, &wrong) || wrong.Cell != "M4" || !errors.Is(err, ErrFilledTwice) {
		t.Errorf("two words: got %v, want ErrFilledTwice at M4", err)
	}
}

func TestAnotherTableIsRefused(t *testing.T) {
	table := exporttest.Council()
	file, _ := councilFile(t, table)
	filled, err := Read(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	number, hash := table, table
	number.Head.Number++
	hash.Head.Hash = strings.Repeat("0", 64)
	for name, other := range map[string]weighing.CouncilTable{"number": number, "hash": hash} {
		if e, err := filled.Match(other); !errors.Is(err, ErrOtherTable) || len(e.Rows) > 0 {
			t.Errorf("other %s: got %+v and %v, want ErrOtherTable", name, e, err)
		}
	}
	for name, file := range map[string][]byte{"public": publicFile(t, exporttest.Public(table, exporttest.AsReceived)), "decided": first(councilFile(t, exporttest.Decided(table)))} {
		var wrong *FileError
		if _, err := Read(bytes.NewReader(file), int64(len(file))); !errors.Is(err, ErrNoKeys) || !errors.As(err, &wrong) || wrong.Sheet != tableSheet {
			t.Errorf("%s: got %v, want ErrNoKeys", name, err)
		}
	}
}

func first(file []byte, _ edition.Report) []byte { return file }

func TestChangedRowsAreNamed(t *testing.T) {
	table := exporttest.Council()
	file, _ := councilFile(t, table)
	e := read(t, fill(t, file, func(f *excelize.File) {
		set(t, f, "J2", "Eine bessere Begründung.") // not for the council to write here
		set(t, f, "M2", "Vertagt")
		set(t, f, "P3", "00000000-0000-0000-0000-000000000000.0000000000000000")
		if err := f.RemoveRow(tableSheet, 9); err != nil {
			t.Fatal(err)
		}
	}), table)
	if !slices.Equal(e.Changed, []string{"A-11.1"}) || e.of("A-11.1").Outcome != weighing.Postponed {
		t.Errorf("changed: got %v, want A-11.1, with what was decided on it", e.Changed)
	}
	if !slices.Equal(e.Missing, []string{"B-027.1", "D-003.1"}) || len(e.Unknown) != 1 || e.Unknown[0] != (Unknown{3, "B-027.1"}) {
		t.Errorf("got %v missing and %v unknown", e.Missing, e.Unknown)
	}
}

// pack makes a file of parts.
func pack(t testing.TB, parts map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, content := range parts {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, content); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// bare are the parts of a workbook with one row below its titles.
func bare(row string) map[string]string {
	title := func(words string) string { return `<c t="inlineStr"><is><t>` + words + `</t></is></c>` }
	return map[string]string{
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="a" Target="worksheets/sheet1.xml"/><Relationship Id="b" Target="/xl/worksheets/sheet2.xml"/></Relationships>`,
		"xl/workbook.xml":            `<workbook xmlns:r="r"><sheets><sheet name="Tabelle" r:id="a"/><sheet name="Angaben" r:id="b"/></sheets></workbook>`,
		"xl/worksheets/sheet1.xml": `<worksheet><sheetData><row>` + title("Nr.") + title("Beschluss") + title("Bemerkung") + title("Schlüssel") + `</row><row>` + row +
			`</row></sheetData></worksheet>`,
		"xl/worksheets/sheet2.xml": `<worksheet><sheetData><row r="4"><c r="A4" t="inlineStr"><is><t>Tabelle Nr.</t></is></c><c r="B4"><v>7</v></c></row></sheetData></worksheet>`,
	}
}

func TestWrongCellIsNamed(t *testing.T) {
	for name, tt := range map[string]struct {
		row, cell string
		want      error
	}{
		"formula in an open column": {`<c r="B2"><f>1+1</f><v>2</v></c>`, "B2", ErrFormula},
		"formula after another":     {`<c r="E2"><f>1</f></c><c r="B2"><f>1+1</f><v>2</v></c>`, "B2", ErrFormula},
		"formula elsewhere":         {`<c r="E2"><f>1+1</f><v>2</v></c>`, "", nil},
		"text that is not there":    {`<c r="C2" t="s"><v>99</v></c>`, "C2", ErrNotWorkbook},
		"broken off":                {`<c r="D2"><v>`, "D2", ErrNotWorkbook},
	} {
		file := pack(t, bare(tt.row))
		f, err := Read(bytes.NewReader(file), int64(len(file)))
		var wrong *FileError
		if tt.want == nil && (err != nil || f.Table != 7) || tt.want != nil && (!errors.Is(err, tt.want) || !errors.As(err, &wrong) || wrong.Cell != tt.cell || wrong.Sheet != tableSheet) {
			t.Errorf("%s: got %v, want %v at %s", name, err, tt.want, tt.cell)
		}
	}
}

func TestBombIsRefused(t *testing.T) {
	spaces, rows := bare(strings.Repeat(" ", maxInflated+1)), bare("</row>"+strings.Repeat("<row/>", maxRows)+"<row>")
	cells := bare(strings.Repeat("<c/>", 200))
	cells["xl/worksheets/sheet1.xml"] = strings.Replace(cells["xl/worksheets/sheet1.xml"], "<row>", strings.Repeat("<row>"+strings.Repeat("<c/>", 1000)+"</row>", maxCells/1000)+"<row>", 1)
	many := bare("")
	for i := range maxParts {
		many[fmt.Sprintf("x%d", i)] = ""
	}
	long := bare(`<c r="B2" t="s"><v>0</v></c>`)
	long["xl/sharedStrings.xml"] = "<sst><si><t>" + strings.Repeat("ä", maxText+1) + "</t></si></sst>"
	often := bare("</row>" + strings.Repeat(`<row><c t="s"><v>0</v></c></row>`, maxShared/maxText) + "<row>")
	often["xl/sharedStrings.xml"] = "<sst><si><t>" + strings.Repeat("aä", maxText/2) + "</t></si></sst>"
	for name, parts := range map[string]map[string]string{"unpacked": spaces, "rows": rows, "cells": cells, "parts": many, "long": long, "often": often} {
		file := pack(t, parts)
		if _, err := Read(bytes.NewReader(file), int64(len(file))); !errors.Is(err, ErrTooLarge) {
			t.Errorf("%s: got %v, want ErrTooLarge", name, err)
		}
	}
	if _, err := Read(bytes.NewReader(nil), MaxFilled+1); !errors.Is(err, ErrTooLarge) {
		t.Errorf("file: got %v, want ErrTooLarge", err)
	}
	for name, file := range map[string][]byte{"nothing": nil, "text": []byte("Beschluss;Bemerkung"), "empty archive": pack(t, nil)} {
		if _, err := Read(bytes.NewReader(file), int64(len(file))); !errors.Is(err, ErrNotWorkbook) {
			t.Errorf("%s: got %v, want ErrNotWorkbook", name, err)
		}
	}
}

// TestCellHoldsWhatExcelHolds: no more, and the cell that has more is named.
func TestCellHoldsWhatExcelHolds(t *testing.T) {
	for text, want := range map[string]error{
		strings.Repeat("ä", maxText): nil, strings.Repeat("ä", maxText+1): ErrLongText,
		strings.Repeat("😀", maxText/2): nil, strings.Repeat("😀", maxText/2+1): ErrLongText,
	} {
		file := pack(t, bare(`<c r="C2" t="inlineStr"><is><t>`+text+`</t></is></c>`))
		_, err := Read(bytes.NewReader(file), int64(len(file)))
		var wrong *FileError
		if !errors.Is(err, want) || want != nil && (!errors.As(err, &wrong) || wrong.Cell != "C2") {
			t.Errorf("%d bytes: got %v, want %v at C2", len(text), err, want)
		}
	}
}

// TestRepeatedRowIsRefused: a copy of a row is no part of it.
func TestRepeatedRowIsRefused(t *testing.T) {
	table := exporttest.Council()
	file, _ := councilFile(t, table)
	copied := fill(t, file, func(f *excelize.File) {
		if err := f.DuplicateRow(tableSheet, 3); err != nil {
			t.Fatal(err)
		}
	})
	filled, err := Read(bytes.NewReader(copied), int64(len(copied)))
	if err != nil {
		t.Fatal(err)
	}
	var wrong *FileError
	if _, err := filled.Match(table); !errors.Is(err, ErrRepeatedRow) || !errors.As(err, &wrong) || wrong.Cell != "A4" {
		t.Errorf("got %v, want ErrRepeatedRow at A4", err)
	}
}

// TestRemarksOfARowAreNoLongerThanACell however many parts it has.
func TestRemarksOfARowAreNoLongerThanACell(t *testing.T) {
	table := exporttest.Council()
	table.Rows[1].Wording = strings.Repeat("Ein langer Satz über Geschosse und Schatten. ", 200)
	file, _ := councilFile(t, table)
	long := fill(t, file, func(f *excelize.File) {
		set(t, f, "O3", strings.Repeat("a", maxText/2))
		set(t, f, "O4", strings.Repeat("b", maxText/2+1))
	})
	filled, err := Read(bytes.NewReader(long), int64(len(long)))
	if err != nil {
		t.Fatal(err)
	}
	var wrong *FileError
	if _, err := filled.Match(table); !errors.Is(err, ErrLongText) || !errors.As(err, &wrong) || wrong.Cell != "O4" {
		t.Errorf("got %v, want ErrLongText at O4", err)
	}
}

// TestWhatIsFilledInReadsBack: any words, in any line of any row.
func TestWhatIsFilledInReadsBack(t *testing.T) {
	handed := exporttest.NastyCouncil()
	set, err := fonts.Load()
	if err != nil {
		t.Fatal(err)
	}
	e, err := edition.Council(handed, text.NewCleaner(anything))
	if err != nil {
		t.Fatal(err)
	}
	decision, remark := slices.Index(e.Titles(), edition.DecisionTitle), len(e.Titles())
	rapid.Check(t, func(t *rapid.T) {
		s, other := table(e, ruler{set.Sans}), facts(e, nil, ruler{set.Sans})
		words := rapid.SliceOfN(rapid.SampledFrom([]string{"a", "ß", "\n", " ", "<", "&", "_x000A_", "_", "😀", "=1", "\""}), 0, 12)
		typed := strings.TrimSpace(strings.Join(words.Draw(t, "remark"), ""))
		line, outcome := rapid.IntRange(1, len(s.lines)-1).Draw(t, "line"), rapid.SampledFrom(append(edition.Outcomes(), "")).Draw(t, "outcome")
		s.lines[line].cells[decision], s.lines[line].cells[remark] = outcome, typed
		file, err := book(e, []*sheet{s, other})
		if err != nil {
			t.Fatal(err)
		}
		filled, err := Read(bytes.NewReader(file.Bytes()), int64(file.Len()))
		if err != nil {
			t.Fatal(err)
		}
		edits, err := filled.Match(handed)
		if err != nil || !edits.sound() || len(edits.Rows) != len(handed.Rows) {
			t.Fatalf("got %+v changed, %v missing, %v unknown and %v", edits.Changed, edits.Missing, edits.Unknown, err)
		}
		id, _, _ := strings.Cut(s.lines[line].cells[len(s.cols)-1], ".")
		for _, row := range edits.Rows {
			want := Edit{Row: row.Row, Number: row.Number}
			if row.Row.String() == id {
				want.Word, want.Remark = outcome, typed
				want.Outcome, _ = edition.ParseOutcome(outcome)
			}
			if row != want {
				t.Errorf("%s: got %+v, want %+v", row.Number, row, want)
			}
		}
	})
}

// FuzzRead: foreign bytes enter here. Whatever they are, reading ends without a fault; what is read of one's own table has its rows alone.
func FuzzRead(f *testing.F) {
	table := exporttest.Council()
	file, _ := councilFile(f, table)
	f.Add(file)
	f.Add(pack(f, bare(`<c r="B2" t="s"><v>0</v></c>`)))
	f.Add(pack(f, bare(`<c r="ZZZZZZZ9"/><c/><c r="1"><is><r><t>x</t></r><rPh><t>y</t></rPh></is></c>`)))
	f.Add([]byte("PK\x05\x06" + strings.Repeat("\x00", 18)))
	f.Fuzz(func(t *testing.T, data []byte) {
		filled, err := Read(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			return
		}
		e, err := filled.Match(table)
		if err == nil && len(e.Rows)+len(e.Missing)+len(e.Misplaced) != len(table.Rows) {
			t.Fatalf("got %d rows and %d missing of %d", len(e.Rows), len(e.Missing), len(table.Rows))
		}
	})
}

// FuzzSheet lets the hostile bytes past the archive, whose sums few of them would survive.
func FuzzSheet(f *testing.F) {
	f.Add(`<c r="B2" t="s"><v>0</v></c>`)
	f.Add(`<c r="ZZZZZZZ9"/><c/><c r="1"><is><r><t>x</t></r><rPh><t>y</t></rPh></is></c></row><row r="-4"><c r="A1048577">`)
	f.Add(`<c t="inlineStr"><is><t>_x005F_x000A_ _xD83D_</t></is></c>`)
	f.Fuzz(func(t *testing.T, row string) {
		file := pack(t, bare(row))
		filled, err := Read(bytes.NewReader(file), int64(len(file)))
		var wrong *FileError
		if err != nil && !errors.As(err, &wrong) && !errors.Is(err, ErrNotWorkbook) && !errors.Is(err, ErrTooLarge) {
			t.Fatalf("got %v, want an error with its place", err)
		}
		if err == nil && filled.Table != 7 {
			t.Fatalf("got table %d, want 7", filled.Table)
		}
	})
}
