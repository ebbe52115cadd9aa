package docx

import (
	"bytes"
	"fmt"
	"io"

	"github.com/einwand/einwand/export/edition"
	"github.com/einwand/einwand/export/text"
	"github.com/einwand/einwand/weighing"
)

// WriteCouncil writes the table for the deciding body, with blank vote fields while there is no decision. It returns the
// errors of edition.Council, ErrMismatch, or that of w; nothing is written unless the whole file reads back as it was
// meant.
func WriteCouncil(w io.Writer, t weighing.CouncilTable) (edition.Report, error) {
	return write(w, func(c *text.Cleaner) (*edition.Edition, error) { return edition.Council(t, c) })
}

// WritePublic writes the table for everybody. Its errors are those of WriteCouncil.
func WritePublic(w io.Writer, t weighing.PublicTable) (edition.Report, error) {
	return write(w, func(c *text.Cleaner) (*edition.Edition, error) { return edition.Public(t, c) })
}

func write(w io.Writer, build func(*text.Cleaner) (*edition.Edition, error)) (edition.Report, error) {
	cleaner := text.NewCleaner(text.Anything)
	e, err := build(cleaner)
	if err != nil {
		return edition.Report{}, err
	}
	replaced := cleaner.Replaced()
	blocks := lay(e, replaced)
	var file bytes.Buffer
	if err := pack(&file, e, blocks); err != nil {
		return edition.Report{}, fmt.Errorf("write table %d: %w", e.Number, err)
	}
	if err := verify(file.Bytes(), blocks); err != nil {
		return edition.Report{}, fmt.Errorf("check table %d: %w", e.Number, err)
	}
	report := edition.Report{Rows: e.Rows(), Bytes: int64(file.Len()), Replaced: replaced}
	if _, err := file.WriteTo(w); err != nil {
		return edition.Report{}, fmt.Errorf("deliver table %d as DOCX: %w", e.Number, err)
	}
	return report, nil
}
