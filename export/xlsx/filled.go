package xlsx

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/einwand/einwand/export/edition"
)

// Limits of a file that comes back. They bound what reading it can cost; a table of 10,000 rows stays far below them.
const (
	MaxFilled   = 25_000_000 // bytes of the file
	maxInflated = 64 << 20   // bytes of the parts that are read
	maxParts    = 200
	maxRows     = 60_000 // of a sheet
	maxCells    = 1_000_000
	maxText     = 32_767      // UTF-16 units of a cell, as in Excel
	maxShared   = maxInflated // bytes of texts that cells share, counted for each cell
)

// Reasons for which a file is refused.
var (
	ErrNotWorkbook = errors.New("the file is no XLSX workbook")
	ErrTooLarge    = errors.New("the file is larger than any table")
	ErrNoKeys      = errors.New("the sheet lacks a column: it is not the working file of a table")
	ErrFilledTwice = errors.New("a row says two different things")
	ErrRepeatedRow = errors.New("a row stands there more often than it was handed out")
	ErrLongText    = fmt.Errorf("%w: a text is longer than a cell holds", ErrTooLarge)
)

// FileError says where in a file something is wrong. Cell is empty where a whole sheet or the file is.
type FileError struct {
	Sheet  string
	Cell   string // "M17"
	Reason error
}

func (e *FileError) Error() string {
	if e.Cell != "" {
		return fmt.Sprintf("sheet %q, cell %s: %v", e.Sheet, e.Cell, e.Reason)
	}
	return fmt.Sprintf("sheet %q: %v", e.Sheet, e.Reason)
}

// Unwrap returns the reason.
func (e *FileError) Unwrap() error { return e.Reason }

// Filled is a working file as it came back: of which table it says that it is, and its rows.
type Filled struct {
	Table int
	Hash  string // lower-case hex, as the file says
	rows  []filledRow
	at    columns
}

// filledRow is a row of the sheet with the number that a spreadsheet program shows beside it.
type filledRow struct {
	line  int
	cells []string
}

func (r filledRow) cell(column int) string {
	if column < len(r.cells) {
		return r.cells[column]
	}
	return ""
}

// columns are the places of what matters in a sheet.
type columns struct{ number, decision, remark, key int }

const (
	numberFact = "Tabelle Nr."
	hashFact   = "Prüfsumme (SHA-256)"
)

// Read reads a file that was handed out by WriteCouncil before the vote and filled in since. The bytes are foreign: whatever they are, it
// costs no more than the limits. Errors: ErrNotWorkbook, and *FileError with that, ErrTooLarge, ErrNoKeys or ErrFormula.
func Read(r io.ReaderAt, size int64) (Filled, error) {
	if size > MaxFilled {
		return Filled{}, ErrTooLarge
	}
	b, err := openWorkbook(r, size)
	if err != nil {
		return Filled{}, err
	}
	rows, err := b.sheet(tableSheet)
	if err != nil {
		return Filled{}, err
	}
	f := Filled{}
	if f.at, err = findColumns(rows); err != nil {
		return Filled{}, err
	}
	for _, row := range rows[1:] {
		if err := row.noFormula(tableSheet, 1<<f.at.number|1<<f.at.decision|1<<f.at.remark|1<<f.at.key); err != nil {
			return Filled{}, err
		}
		if slices.ContainsFunc(row.cells, func(s string) bool { return strings.TrimSpace(s) != "" }) {
			f.rows = append(f.rows, row.filledRow)
		}
	}
	facts, err := b.sheet(factsSheet)
	if err != nil {
		return Filled{}, err
	}
	f.Table, f.Hash = identify(facts)
	return f, nil
}

func findColumns(rows []sheetRow) (columns, error) {
	at := columns{-1, -1, -1, -1}
	if len(rows) == 0 {
		return at, &FileError{tableSheet, "", ErrNoKeys}
	}
	for i, title := range rows[0].cells {
		switch strings.TrimSpace(title) {
		case numberTitle:
			at.number = i
		case edition.DecisionTitle:
			at.decision = i
		case remarkTitle:
			at.remark = i
		case keyTitle:
			at.key = i
		}
	}
	if min(at.number, at.decision, at.remark, at.key) < 0 {
		return at, &FileError{tableSheet, cellName(0, rows[0].line), ErrNoKeys}
	}
	return at, nil
}

// identify finds which table a file says that it is. What is missing matches no table.
func identify(facts []sheetRow) (table int, hash string) {
	for _, row := range facts {
		switch strings.TrimSpace(row.cell(0)) {
		case numberFact:
			if n, err := strconv.Atoi(strings.TrimSpace(row.cell(1))); err == nil {
				table = n
			}
		case hashFact:
			hash = strings.TrimSpace(row.cell(1))
		}
	}
	return table, hash
}
