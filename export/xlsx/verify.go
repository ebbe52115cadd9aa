package xlsx

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
)

// ErrMismatch marks a file that does not read back as it was meant.
var ErrMismatch = errors.New("the file does not read back as written")

// verify opens the finished file and compares every cell with its source.
func verify(file []byte, sheets []*sheet) error {
	b, err := openWorkbook(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		return fmt.Errorf("reopen: %w", err)
	}
	b.budget = math.MaxInt64 // it is our own file
	if len(b.sheets) != len(sheets) {
		return fmt.Errorf("%w: %d sheets of %d", ErrMismatch, len(b.sheets), len(sheets))
	}
	for _, s := range sheets {
		if err := b.compare(s); err != nil {
			return fmt.Errorf("sheet %s: %w", s.name, err)
		}
	}
	return nil
}

// compare holds a sheet of the finished file against what it was to say.
func (b *workbook) compare(s *sheet) (err error) {
	part := b.sheets[s.name]
	file := b.files[part]
	if file == nil {
		return fmt.Errorf("%w: it has no part %q", ErrMismatch, part)
	}
	r, err := file.Open()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, r.Close()) }()
	return s.compare(r)
}

func (s *sheet) compare(r io.Reader) error {
	n := 0
	err := readBack(r, func(line int, cells [][]byte) error {
		n = line
		if line > len(s.lines) {
			return fmt.Errorf("%w: more than %d rows", ErrMismatch, len(s.lines))
		}
		want := s.lines[line-1].cells
		if len(cells) != len(want) {
			return fmt.Errorf("%w: row %d has %d cells of %d", ErrMismatch, line, len(cells), len(want))
		}
		for i, c := range cells {
			if !says(c, want[i]) {
				return fmt.Errorf("%w: row %d, column %d", ErrMismatch, line, i+1)
			}
		}
		return nil
	})
	if err == nil && n != len(s.lines) {
		err = fmt.Errorf("%w: %d rows of %d", ErrMismatch, n, len(s.lines))
	}
	return err
}
