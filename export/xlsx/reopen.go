package xlsx

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"slices"

	"github.com/xuri/excelize/v2"

	"github.com/einwand/einwand/export/edition"
)

// ErrForeign marks a file that is no weighing table of ours.
var ErrForeign = errors.New("the file is no weighing table")

// maxUnpacked bounds what a file may unpack to: ten times a table of 10,000 rows.
const maxUnpacked = 512 << 20

// Reopened is the table of a file, with the parts of divided rows put together.
type Reopened struct {
	Titles []string
	Rows   [][]string // as long as Titles
	Ballot bool       // the sheet is there to be filled in
	Facts  []edition.Fact
}

// Reopen reads a table out of a file of this package, which may have been worked on since. It returns ErrForeign.
func Reopen(file []byte) (t Reopened, err error) {
	f, err := excelize.OpenReader(bytes.NewReader(file), excelize.Options{RawCellValue: true, UnzipSizeLimit: maxUnpacked, UnzipXMLSizeLimit: maxUnpacked})
	if err != nil {
		return t, fmt.Errorf("%w: %w", ErrForeign, err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	if err := t.table(f); err != nil {
		return t, err
	}
	return t, t.facts(f)
}

func (t *Reopened) facts(f *excelize.File) error {
	lines, err := sheetLines(f, factsSheet, 2)
	for _, l := range lines {
		t.Facts = append(t.Facts, edition.Fact{Label: l[0], Value: l[1]})
	}
	return err
}

// continued marks the rows that continue a row, see numbered.
var continued = regexp.MustCompile(`^(.*) \(Teil (\d+)/\d+\)$`)

func (t *Reopened) table(f *excelize.File) error {
	lines, err := sheetLines(f, tableSheet, 0)
	if err != nil {
		return err
	}
	if len(lines) == 0 || !slices.Contains(lines[0], edition.DecisionTitle) {
		return fmt.Errorf("%w: sheet %s has no titles", ErrForeign, tableSheet)
	}
	t.Titles, t.Ballot = lines[0], slices.Contains(lines[0], remarkTitle)
	for _, cells := range lines[1:] {
		cells = append(cells, make([]string, max(0, len(t.Titles)-len(cells)))...)[:len(t.Titles)]
		part := continued.FindStringSubmatch(cells[0])
		if part == nil {
			t.Rows = append(t.Rows, cells)
			continue
		}
		cells[0] = part[1]
		if part[2] == "1" {
			t.Rows = append(t.Rows, cells)
			continue
		}
		if len(t.Rows) == 0 {
			return fmt.Errorf("%w: %s continues no row", ErrForeign, cells[0])
		}
		t.join(t.Rows[len(t.Rows)-1], cells)
	}
	return nil
}

// join adds a row of continuation. The first columns stand in each of them again.
func (t *Reopened) join(row, more []string) {
	for i := range row {
		again := (i < repeated || t.Titles[i] == keyTitle) && row[i] == more[i]
		if !again {
			row[i] += more[i]
		}
	}
}

// sheetLines are the rows of a sheet, each with at least so many cells.
func sheetLines(f *excelize.File, name string, width int) (lines [][]string, err error) {
	rows, err := f.Rows(name)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrForeign, err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		cells, err := rows.Columns()
		if err != nil {
			return nil, fmt.Errorf("%w: sheet %s: %w", ErrForeign, name, err)
		}
		lines = append(lines, append(cells, make([]string, max(0, width-len(cells)))...))
	}
	return lines, rows.Error()
}
