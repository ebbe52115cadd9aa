package twin

import (
	"bytes"
	stdcsv "encoding/csv"
	"errors"
	"fmt"

	"github.com/einwand/einwand/export/edition"
	"github.com/einwand/einwand/export/xlsx"
)

// ErrForeign marks a file that is no weighing table of ours.
var ErrForeign = errors.New("the file is no weighing table in XLSX or CSV")

// Table is what a file shares with its twin.
type Table struct {
	Rows   [][]string // cells under edition.SharedTitles
	Stated string     // the digest that the file states of itself; empty for a CSV, which has no room for it
}

// Digest is that of the rows as they stand in the file.
func (t Table) Digest() string { return edition.SharedDigest(t.Rows) }

// Read takes the shared cells out of an XLSX or CSV file. It returns ErrForeign.
func Read(file []byte) (Table, error) {
	if bytes.HasPrefix(file, []byte("PK")) {
		return readXLSX(file)
	}
	return readCSV(file)
}

func readXLSX(file []byte) (Table, error) {
	sheet, err := xlsx.Reopen(file)
	if err != nil {
		return Table{}, fmt.Errorf("%w: %w", ErrForeign, err)
	}
	t, err := shared(sheet.Titles, sheet.Rows, sheet.Ballot)
	for _, f := range sheet.Facts {
		if f.Label == edition.SharedLabel {
			t.Stated = f.Value
		}
	}
	return t, err
}

func readCSV(file []byte) (Table, error) {
	r := stdcsv.NewReader(bytes.NewReader(bytes.TrimPrefix(file, []byte("\ufeff"))))
	r.Comma = ';'
	lines, err := r.ReadAll()
	if err != nil {
		return Table{}, fmt.Errorf("%w: %w", ErrForeign, err)
	}
	if len(lines) == 0 {
		return Table{}, ErrForeign
	}
	return shared(lines[0], lines[1:], false)
}

func shared(titles []string, rows [][]string, ballot bool) (Table, error) {
	if _, err := edition.SharedCells(titles, titles, ballot); err != nil {
		return Table{}, fmt.Errorf("%w: %w", ErrForeign, err)
	}
	var t Table
	for _, cells := range rows {
		row, err := edition.SharedCells(titles, cells, ballot)
		if err != nil {
			return Table{}, fmt.Errorf("%w: %w", ErrForeign, err)
		}
		t.Rows = append(t.Rows, row)
	}
	return t, nil
}

// Difference is a place at which two files are not twins.
type Difference struct {
	Line     int      // of the table, from 1; 0: the file as a whole
	Number   string   // of the row in the first file, else in the second
	Titles   []string // columns that differ; nil: the row is in one file only
	Misnamed bool     // the digest that a file states is not that of its rows
}

// Compare lists the differences of two files, in the order of the table. None means that they are twins.
func Compare(a, b Table) []Difference {
	var out []Difference
	for _, t := range []Table{a, b} {
		if t.Stated != "" && t.Stated != t.Digest() {
			out = append(out, Difference{Misnamed: true})
		}
	}
	for i := range max(len(a.Rows), len(b.Rows)) {
		switch {
		case i >= len(a.Rows):
			out = append(out, Difference{Line: i + 1, Number: b.Rows[i][0]})
		case i >= len(b.Rows):
			out = append(out, Difference{Line: i + 1, Number: a.Rows[i][0]})
		default:
			if titles := differing(a.Rows[i], b.Rows[i]); titles != nil {
				out = append(out, Difference{Line: i + 1, Number: a.Rows[i][0], Titles: titles})
			}
		}
	}
	return out
}

func differing(a, b []string) (titles []string) {
	for i, title := range edition.SharedTitles() {
		if a[i] != b[i] {
			titles = append(titles, title)
		}
	}
	return titles
}
