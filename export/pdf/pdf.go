package pdf

import (
	"fmt"
	"io"

	"github.com/einwand/einwand/export/edition"
	"github.com/einwand/einwand/export/pdf/fonts"
	"github.com/einwand/einwand/export/text"
	"github.com/einwand/einwand/weighing"
)

// WriteCouncil writes the table for the deciding body, with blank vote fields while there is no decision. The file carries
// the workbook, if there is one. It returns the errors of edition.Council, ErrLibrary, or that of w; nothing is written
// unless the whole file could be made. Whoever wants to know how far it is, is told.
func WriteCouncil(w io.Writer, t weighing.CouncilTable, s Sheet, x *Workbook, tell ...Progress) (edition.Report, error) {
	return write(w, s, x, tell, func(c *text.Cleaner) (*edition.Edition, error) { return edition.Council(t, c) })
}

// WritePublic writes the table for everybody. Its errors are those of WriteCouncil.
func WritePublic(w io.Writer, t weighing.PublicTable, s Sheet, x *Workbook, tell ...Progress) (edition.Report, error) {
	return write(w, s, x, tell, func(c *text.Cleaner) (*edition.Edition, error) { return edition.Public(t, c) })
}

// Progress is told after every row how many of all are laid out.
type Progress func(done, of int)

func write(w io.Writer, s Sheet, x *Workbook, tell []Progress, build func(*text.Cleaner) (*edition.Edition, error)) (edition.Report, error) {
	set, err := fonts.Load()
	if err != nil {
		return edition.Report{}, err
	}
	cleaner := text.NewCleaner(set.Has)
	e, err := build(cleaner)
	if err != nil {
		return edition.Report{}, err
	}
	replaced := cleaner.Replaced()
	l := newLayout(e, set, s)
	l.book, l.tell = x, tell
	l.lay(replaced)
	file, err := l.finish()
	if err != nil {
		return edition.Report{}, err
	}
	report := edition.Report{Pages: len(l.sheets), Rows: e.Rows(), Bytes: int64(file.Len()), Replaced: replaced}
	if _, err := file.WriteTo(w); err != nil {
		return edition.Report{}, fmt.Errorf("deliver table %d as PDF: %w", e.Number, err)
	}
	return report, nil
}
