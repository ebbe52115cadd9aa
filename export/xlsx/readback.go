package xlsx

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"
)

// readBack hands the cells of a finished sheet to f, row by row. It knows the one way in which the rows are written and takes
// everything else for a mismatch, so that it may be quick: a decoder of all XML takes longer than writing the file. The cells
// hold until f returns.
func readBack(sheet []byte, f func(line int, cells [][]byte) error) error {
	_, rest, ok := bytes.Cut(sheet, []byte("<sheetData>"))
	if !ok {
		return fmt.Errorf("%w: no rows", ErrMismatch)
	}
	var cells [][]byte
	for line := 1; ; line++ {
		if bytes.HasPrefix(rest, []byte("</sheetData>")) {
			return nil
		}
		row, after, ok := bytes.Cut(rest, []byte("</row>"))
		if !ok {
			return fmt.Errorf("%w: row %d has no end", ErrMismatch, line)
		}
		var err error
		if cells, err = readRow(row, line, cells[:0]); err != nil {
			return err
		}
		if err := f(line, cells); err != nil {
			return err
		}
		rest = after
	}
}

var (
	rowBegins  = []byte("<row r=\"")
	cellBegins = []byte("<c r=\"")
	textBegins = []byte(` t="inlineStr"><is><t`)
	textEnds   = []byte("</t></is></c>")
)

// readRow splits a row into the texts of its cells, each at its own place.
func readRow(row []byte, line int, cells [][]byte) ([][]byte, error) {
	broken := func() ([][]byte, error) {
		return nil, fmt.Errorf("%w: row %d, cell %d is written in another way", ErrMismatch, line, len(cells)+1)
	}
	end := bytes.IndexByte(row, '>')
	if end < 0 || !bytes.HasPrefix(row, rowBegins) || !bytes.HasPrefix(row[len(rowBegins):], fmt.Appendf(nil, "%d\"", line)) {
		return broken()
	}
	for row = row[end+1:]; len(row) > 0; {
		name, err := excelize.CoordinatesToCellName(len(cells)+1, line)
		head, after, ok := bytes.Cut(row, textBegins)
		if err != nil || !ok || !bytes.HasPrefix(head, cellBegins) || !bytes.HasPrefix(head[len(cellBegins):], []byte(name+"\"")) || bytes.IndexByte(head, '>') >= 0 {
			return broken()
		}
		open := bytes.IndexByte(after, '>')
		if open < 0 {
			return broken()
		}
		text, rest, ok := bytes.Cut(after[open+1:], textEnds)
		if !ok || bytes.IndexByte(text, '<') >= 0 {
			return broken()
		}
		cells, row = append(cells, text), rest
	}
	return cells, nil
}

// entities are the characters for which XML has a name, as encoding/xml and excelize write them. Everything else that begins
// with an ampersand stays and is no character of a text.
var entities = strings.NewReplacer("&amp;", "&", "&lt;", "<", "&gt;", ">", "&quot;", `"`, "&apos;", "'", "&#34;", `"`, "&#39;", "'",
	"&#x9;", "\t", "&#xA;", "\n", "&#xD;", "\r")

// says reports whether the text of a cell means what was to be written.
func says(cell []byte, want string) bool {
	if bytes.IndexByte(cell, '&') < 0 && !bytes.Contains(cell, []byte("_x")) {
		return string(cell) == want
	}
	return unescaped(entities.Replace(string(cell))) == want
}
