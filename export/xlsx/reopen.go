package xlsx

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"slices"

	"github.com/einwand/einwand/export/edition"
)

// ErrForeign marks a file that is no weighing table of ours.
var ErrForeign = errors.New("the file is no weighing table")

// Reopened is the table of a file, with the parts of divided rows put together.
type Reopened struct {
	Titles []string
	Rows   [][]string // as long as Titles
	Ballot bool       // the sheet is there to be filled in
	Facts  []edition.Fact
}

// Reopen reads a table of either audience out of a file of this package, which may have been worked on since. It costs no
// more than the limits of Read. It returns ErrForeign, which wraps ErrFormula where what is read is not what is shown.
func Reopen(file []byte) (Reopened, error) {
	if len(file) > MaxFilled {
		return Reopened{}, fmt.Errorf("%w: %w", ErrForeign, ErrTooLarge)
	}
	b, err := openWorkbook(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		return Reopened{}, fmt.Errorf("%w: %w", ErrForeign, err)
	}
	var t Reopened
	if err := t.table(b); err != nil {
		return Reopened{}, err
	}
	facts, err := b.words(factsSheet)
	if err != nil {
		return Reopened{}, err
	}
	for _, row := range facts {
		t.Facts = append(t.Facts, edition.Fact{Label: row.cell(0), Value: row.cell(1)})
	}
	return t, nil
}

// words reads the rows of a sheet in which no cell is a formula.
func (b *workbook) words(sheet string) ([]sheetRow, error) {
	rows, err := b.sheet(sheet)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrForeign, err)
	}
	for _, row := range rows {
		if err := row.noFormula(sheet, anyColumn); err != nil {
			return nil, fmt.Errorf("%w: %w", ErrForeign, err)
		}
	}
	return rows, nil
}

// continued marks the rows that continue a row, see numbered.
var continued = regexp.MustCompile(`^(.*) \(Teil (\d+)/\d+\)$`)

func (t *Reopened) table(b *workbook) error {
	rows, err := b.words(tableSheet)
	if err != nil {
		return err
	}
	if len(rows) == 0 || !slices.Contains(rows[0].cells, edition.DecisionTitle) {
		return fmt.Errorf("%w: sheet %s has no titles", ErrForeign, tableSheet)
	}
	t.Titles, t.Ballot = rows[0].cells, slices.Contains(rows[0].cells, remarkTitle)
	for _, row := range rows[1:] {
		cells := append(row.cells, make([]string, max(0, len(t.Titles)-len(row.cells)))...)[:len(t.Titles)]
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
