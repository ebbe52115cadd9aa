package xlsx

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

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
	var list []*dividedRow
	for _, row := range rows[1:] {
		cells := append(row.cells, make([]string, max(0, len(t.Titles)-len(row.cells)))...)[:len(t.Titles)]
		part := continued.FindStringSubmatch(cells[0])
		if part != nil {
			cells[0] = part[1]
		}
		if part == nil || part[2] == "1" {
			list = append(list, &dividedRow{first: cells})
			continue
		}
		if len(list) == 0 {
			return fmt.Errorf("%w: the first row continues no other", ErrForeign)
		}
		row := list[len(list)-1]
		row.more = append(row.more, cells)
	}
	for _, row := range list {
		t.Rows = append(t.Rows, row.cells(t.Titles))
	}
	return nil
}

// dividedRow is a row with those that continue it.
type dividedRow struct {
	first []string
	more  [][]string
}

// cells puts the texts together, each once at its full length: part by part, many parts would be copied again and again. The first
// columns stand in each of the rows again.
func (d *dividedRow) cells(titles []string) []string {
	if d.more == nil {
		return d.first
	}
	out := make([]string, len(titles))
	for i, title := range titles {
		parts := []string{d.first[i]}
		for _, cells := range d.more {
			again := (i < repeated || title == keyTitle) && len(parts) == 1 && cells[i] == parts[0]
			if !again && cells[i] != "" {
				parts = append(parts, cells[i])
			}
		}
		out[i] = strings.Join(parts, "")
	}
	return out
}
