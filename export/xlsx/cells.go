package xlsx

import (
	"encoding/xml"
	"fmt"
	"math/bits"
	"strconv"
	"strings"
	"unicode/utf16"
)

// sheetRow is a row of a foreign sheet.
type sheetRow struct {
	filledRow
	formulas uint64 // a bit for each column in which a formula stands
}

// maxColumns is more than any sheet of ours has; what stands further to the right is not read.
const maxColumns = 64

// anyColumn has the bits of all columns.
const anyColumn = ^uint64(0)

// noFormula returns a *FileError with ErrFormula if a formula stands in one of these columns: a spreadsheet program shows what it
// makes, and the file may say another thing beside it.
func (r sheetRow) noFormula(sheet string, columns uint64) error {
	if found := r.formulas & columns; found != 0 {
		return &FileError{sheet, cellName(bits.TrailingZeros64(found), r.line), ErrFormula}
	}
	return nil
}

// sheet reads the rows of a sheet. Errors: *FileError.
func (b *workbook) sheet(name string) ([]sheetRow, error) {
	part := b.sheets[name]
	if part == "" {
		return nil, &FileError{name, "", ErrNoKeys}
	}
	var rows []sheetRow
	cell := "" // the last one that was begun
	err := b.walk(part, func(d *xml.Decoder, e xml.StartElement) error {
		switch e.Name.Local {
		case "row":
			line := lineOf(e, rows)
			if len(rows) == maxRows {
				return ErrTooLarge
			}
			rows = append(rows, sheetRow{filledRow{line: line}, 0})
		case "c":
			if len(rows) == 0 {
				return fmt.Errorf("a cell outside the rows")
			}
			if b.cells--; b.cells < 0 {
				return ErrTooLarge
			}
			row := &rows[len(rows)-1]
			column := columnOf(attr(e, "r"), len(row.cells))
			cell = cellName(column, row.line)
			return b.cell(d, e, row, column)
		}
		return nil
	})
	if err != nil {
		return nil, &FileError{name, cell, err}
	}
	return rows, nil
}

// lineOf is the number of a row: as it says, or the one after the row before.
func lineOf(e xml.StartElement, rows []sheetRow) int {
	if n, err := strconv.Atoi(attr(e, "r")); err == nil && n > 0 && n <= 1<<20 {
		return n
	}
	if len(rows) == 0 {
		return 1
	}
	return rows[len(rows)-1].line + 1
}

// columnOf reads the letters of a reference; next is the place after the cell before, for a cell that names none.
func columnOf(ref string, next int) int {
	n := 0
	for _, r := range strings.ToUpper(ref) {
		if r < 'A' || r > 'Z' || n > maxColumns {
			break
		}
		n = n*26 + int(r-'A') + 1
	}
	if n == 0 {
		return next
	}
	return n - 1
}

// cell reads one cell into its place.
func (b *workbook) cell(d *xml.Decoder, e xml.StartElement, row *sheetRow, column int) error {
	if column >= maxColumns {
		return d.Skip()
	}
	value, formula, err := content(d)
	if err != nil {
		return err
	}
	if formula {
		row.formulas |= 1 << column
	}
	if attr(e, "t") == "s" {
		if value, err = b.borrow(value); err != nil {
			return err
		}
	}
	if tooLong(value) {
		return ErrLongText
	}
	for len(row.cells) <= column {
		row.cells = append(row.cells, "")
	}
	row.cells[column] = value
	return nil
}

// borrow finds a shared text. It counts for each cell that refers to it: a file of some kilobytes could otherwise fill every
// row with the same megabytes.
func (b *workbook) borrow(index string) (string, error) {
	i, err := strconv.Atoi(strings.TrimSpace(index))
	if err != nil || i < 0 || i >= len(b.shared) {
		return "", fmt.Errorf("text %q is not among the shared ones", index)
	}
	if b.lent -= int64(len(b.shared[i])); b.lent < 0 && !tooLong(b.shared[i]) {
		return "", ErrTooLarge
	}
	return b.shared[i], nil
}

// tooLong reports whether a text has more UTF-16 units than a cell holds.
func tooLong(s string) bool {
	if len(s) <= maxText {
		return false // no character has more units than bytes
	}
	units := 0
	for _, r := range s {
		if units += utf16.RuneLen(r); units > maxText {
			return true
		}
	}
	return false
}

// content is the value of a cell, or its own text, and whether a formula made it.
func content(d *xml.Decoder) (value string, formula bool, err error) {
	for {
		token, err := d.Token()
		if err != nil {
			return "", false, err
		}
		switch t := token.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "v":
				if err := d.DecodeElement(&value, &t); err != nil {
					return "", false, err
				}
				value = unescaped(value)
			case "is":
				if value, err = richText(d); err != nil {
					return "", false, err
				}
			default:
				formula = formula || t.Name.Local == "f"
				if err := d.Skip(); err != nil {
					return "", false, err
				}
			}
		case xml.EndElement:
			return value, formula, nil
		}
	}
}

// unescaped reads the escapes of characters that XML cannot hold (ECMA-376-1, 22.9.2.19), each once: "_x005F_" is an
// underscore. What stands for no character stays as it is.
func unescaped(s string) string {
	return escapes.ReplaceAllStringFunc(s, func(e string) string {
		n, err := strconv.ParseUint(e[2:6], 16, 16)
		if err != nil || n == 0 || n >= 0xd800 && n < 0xe000 {
			return e
		}
		return string(rune(n))
	})
}
