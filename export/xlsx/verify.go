package xlsx

import (
	"bytes"
	"errors"
	"fmt"

	"github.com/xuri/excelize/v2"
)

// ErrMismatch marks a file that does not read back as it was meant.
var ErrMismatch = errors.New("the file does not read back as written")

// verify opens the finished file and compares every cell with its source.
func verify(file []byte, sheets []*sheet) (err error) {
	f, err := excelize.OpenReader(bytes.NewReader(file), excelize.Options{RawCellValue: true, UnzipXMLSizeLimit: 1 << 31})
	if err != nil {
		return fmt.Errorf("reopen: %w", err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	if names := f.GetSheetList(); len(names) != len(sheets) {
		return fmt.Errorf("%w: sheets %v", ErrMismatch, names)
	}
	for _, s := range sheets {
		if err := verifySheet(f, s); err != nil {
			return err
		}
	}
	return nil
}

func verifySheet(f *excelize.File, s *sheet) (err error) {
	rows, err := f.Rows(s.name)
	if err != nil {
		return fmt.Errorf("read back sheet %s: %w", s.name, err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	n := 0
	for ; rows.Next(); n++ {
		cells, err := rows.Columns()
		if err != nil {
			return fmt.Errorf("read back row %d of %s: %w", n+1, s.name, err)
		}
		if n >= len(s.lines) {
			return fmt.Errorf("%w: sheet %s has more than %d rows", ErrMismatch, s.name, len(s.lines))
		}
		if col, ok := sameCells(cells, s.lines[n].cells); !ok {
			return fmt.Errorf("%w: sheet %s, row %d, column %d", ErrMismatch, s.name, n+1, col+1)
		}
	}
	if err := rows.Error(); err != nil {
		return fmt.Errorf("read back sheet %s: %w", s.name, err)
	}
	if n != len(s.lines) {
		return fmt.Errorf("%w: sheet %s has %d rows of %d", ErrMismatch, s.name, n, len(s.lines))
	}
	return nil
}

// sameCells compares a row as read, from which empty cells at the end may be missing. It names the first difference.
func sameCells(got, want []string) (int, bool) {
	for i := range max(len(got), len(want)) {
		g, w := "", ""
		if i < len(got) {
			g = got[i]
		}
		if i < len(want) {
			w = want[i]
		}
		if g != w {
			return i, false
		}
	}
	return 0, true
}
