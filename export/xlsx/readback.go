package xlsx

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/xuri/excelize/v2"
)

// readBack hands the cells of a finished sheet to f, row by row. It knows the one way in which the rows are written and takes
// everything else for a mismatch, so that it may be quick: a decoder of all XML takes longer than writing the file. The cells
// hold until f returns.
func readBack(sheet io.Reader, f func(line int, cells [][]byte) error) error {
	scan := bufio.NewScanner(sheet)
	scan.Buffer(make([]byte, 0, 256<<10), longestRow)
	scan.Split(splitRows)
	if !scan.Scan() {
		return errors.Join(fmt.Errorf("%w: no rows", ErrMismatch), scan.Err())
	}
	var cells [][]byte
	for line := 1; scan.Scan(); line++ {
		if bytes.Equal(scan.Bytes(), rowsEnd) {
			_, err := io.Copy(io.Discard, sheet) // to the end, where the sum of the part is checked
			return err
		}
		var err error
		if cells, err = readRow(scan.Bytes(), line, cells[:0]); err != nil {
			return err
		}
		if err := f(line, cells); err != nil {
			return err
		}
	}
	return errors.Join(fmt.Errorf("%w: the rows have no end", ErrMismatch), scan.Err())
}

// longestRow is more than the markup of a row can be whose cells are full.
const longestRow = 64 << 20

var (
	rowsBegin = []byte("<sheetData>")
	rowsEnd   = []byte("</sheetData>")
	rowEnds   = []byte("</row>")
)

// splitRows divides a sheet into what is before the rows, the rows without their end tags, and rowsEnd. It is a bufio.SplitFunc.
func splitRows(data []byte, _ bool) (advance int, token []byte, err error) {
	if bytes.HasPrefix(data, []byte("<row ")) {
		if end := bytes.Index(data, rowEnds); end >= 0 {
			return end + len(rowEnds), data[:end], nil
		}
		return 0, nil, nil
	}
	if bytes.HasPrefix(data, rowsEnd) {
		return len(rowsEnd), rowsEnd, nil
	}
	if begin := bytes.Index(data, rowsBegin); begin >= 0 {
		begin += len(rowsBegin)
		return begin, data[:begin], nil
	}
	return 0, nil, nil
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
