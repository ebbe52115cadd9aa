package csv

import (
	"bytes"
	stdcsv "encoding/csv"
	"fmt"
	"io"
	"strings"

	"github.com/einwand/einwand/export/edition"
	"github.com/einwand/einwand/export/text"
	"github.com/einwand/einwand/weighing"
)

// WriteCouncil writes the rows for the deciding body. It returns the errors of edition.Council, or that of w; nothing is written unless
// the table can be written in full.
func WriteCouncil(w io.Writer, t weighing.CouncilTable) (edition.Report, error) {
	return write(w, func(c *text.Cleaner) (*edition.Edition, error) { return edition.Council(t, c) })
}

// WritePublic writes the rows for everybody. Its errors are those of WriteCouncil.
func WritePublic(w io.Writer, t weighing.PublicTable) (edition.Report, error) {
	return write(w, func(c *text.Cleaner) (*edition.Edition, error) { return edition.Public(t, c) })
}

func write(w io.Writer, build func(*text.Cleaner) (*edition.Edition, error)) (edition.Report, error) {
	cleaner := text.NewCleaner(text.Anything)
	e, err := build(cleaner)
	if err != nil {
		return edition.Report{}, err
	}
	report := edition.Report{Rows: e.Rows(), Replaced: cleaner.Replaced()}
	out := bytes.NewBufferString("\ufeff")
	lines := stdcsv.NewWriter(out)
	lines.Comma, lines.UseCRLF = ';', true
	if err := lines.Write(e.Titles()); err != nil {
		return edition.Report{}, fmt.Errorf("write table %d as CSV: %w", e.Number, err)
	}
	for _, section := range e.Sections {
		for _, row := range section.Rows {
			cells := e.Cells(row)
			for i := range cells {
				if cells[i] != guarded(cells[i]) {
					cells[i] = guarded(cells[i])
					report.Guarded++
				}
			}
			if err := lines.Write(cells); err != nil {
				return edition.Report{}, fmt.Errorf("write table %d as CSV: %w", e.Number, err)
			}
		}
	}
	lines.Flush()
	report.Bytes = int64(out.Len())
	if _, err := out.WriteTo(w); err != nil {
		return edition.Report{}, fmt.Errorf("deliver table %d as CSV: %w", e.Number, err)
	}
	return report, nil
}

// guarded puts an apostrophe before what a spreadsheet program would compute (OWASP, CSV injection), also behind blanks that some skip.
func guarded(cell string) string {
	if s := strings.TrimLeft(cell, " \u00a0\n\r\t"); s != "" && strings.ContainsRune("=+-@\uff1d\uff0b\uff0d\uff20", []rune(s)[0]) || strings.HasPrefix(cell, "\t") {
		return "'" + cell
	}
	return cell
}
