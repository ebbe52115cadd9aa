package xlsx

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/einwand/einwand/export/exporttest"
)

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
