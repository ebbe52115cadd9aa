package xlsx

import (
	"fmt"
	"slices"
	"sync"

	"github.com/sourcegraph/conc/iter"
	"github.com/xuri/excelize/v2"

	"github.com/einwand/einwand/export/edition"
	"github.com/einwand/einwand/export/pdf/fonts"
)

// column is a column of a sheet. Its width is in characters.
type column struct {
	title  string
	width  float64
	repeat bool // stands again in the rows that continue a row

	open    bool     // may be filled in; everything else is protected
	choices []string // offered where it is filled in; other words may be typed too
	hidden  bool     // the key of a row, for reading edits back
}

// line is one row of a sheet.
type line struct {
	cells  []string
	height float64 // in points
	head   bool
}

// sheet is the rows of one worksheet, divided into parts, and what its printed pages say.
type sheet struct {
	name   string
	cols   []column
	lines  []line
	filter bool // the first row is a header: frozen, filtered, repeated in print
	header string
	footer string
	style  styles
}

// marking tells the first cell of a row about its parts.
type marking func(cell string, part, of int) string

// add appends a row, with as many rows of continuation as its texts need.
func (s *sheet) add(r *ruler, cells []string, mark marking) {
	s.lines = s.divided(s.lines, r, cells, mark)
}

// addAll appends the rows in their order. They are divided on as many processors as there are.
func (s *sheet) addAll(face *fonts.Face, rows []edition.Row, cells func(edition.Row) []string, mark marking) {
	rulers := sync.Pool{New: func() any { return newRuler(face) }}
	divided := iter.Map(rows, func(row *edition.Row) []line {
		r := rulers.Get().(*ruler)
		defer rulers.Put(r)
		return s.divided(nil, r, cells(*row), mark)
	})
	s.lines = slices.Concat(s.lines, slices.Concat(divided...))
}

func (s *sheet) divided(lines []line, r *ruler, cells []string, mark marking) []line {
	divided := make([][]part, len(cells))
	of := 1
	for i, c := range cells {
		divided[i] = r.parts(c, s.cols[i].width)
		of = max(of, len(divided[i]))
	}
	for n := range of {
		row, tallest := make([]string, len(cells)), 1
		for i, d := range divided {
			var p part
			switch {
			case n < len(d):
				p = d[n]
			case s.cols[i].repeat && len(d) == 1:
				p = d[0]
			}
			row[i], tallest = p.text, max(tallest, p.lines)
		}
		if of > 1 {
			row[0] = mark(row[0], n+1, of)
			tallest = max(tallest, markLines)
		}
		lines = append(lines, line{cells: row, height: rowHeight(tallest)})
	}
	return lines
}

// markLines is the number of lines of a first cell that says "B-017.1 (Teil 1/3)".
const markLines = 2

func numbered(cell string, part, of int) string {
	return fmt.Sprintf("%s (Teil %d/%d)", cell, part, of)
}

// setup sets everything that is not a row. excelize forgets without an error what is set after the stream is flushed,
// and some of it already after the stream is opened.
func (s *sheet) setup(f *excelize.File) error {
	if err := s.setFilter(f); err != nil {
		return err
	}
	if err := s.protect(f); err != nil {
		return err
	}
	fit, landscape, a3, width, height := true, "landscape", 8, 1, 0
	if err := f.SetSheetProps(s.name, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil { // after AutoFilter, which resets it
		return err
	}
	if err := f.SetPageLayout(s.name, &excelize.PageLayoutOptions{
		Orientation: &landscape, Size: &a3, FitToWidth: &width, FitToHeight: &height,
	}); err != nil {
		return err
	}
	side, edge, running := 0.4, 0.7, 0.3
	if err := f.SetPageMargins(s.name, &excelize.PageLayoutMarginsOptions{
		Left: &side, Right: &side, Top: &edge, Bottom: &edge, Header: &running, Footer: &running,
	}); err != nil {
		return err
	}
	return f.SetHeaderFooter(s.name, &excelize.HeaderFooterOptions{OddHeader: s.header, OddFooter: s.footer})
}

// setFilter makes the first row a header: with filters, and on every printed page.
func (s *sheet) setFilter(f *excelize.File) error {
	if !s.filter {
		return nil
	}
	if err := f.SetDefinedName(&excelize.DefinedName{
		Name: "_xlnm.Print_Titles", RefersTo: "'" + s.name + "'!$1:$1", Scope: s.name,
	}); err != nil {
		return err
	}
	last, err := excelize.CoordinatesToCellName(len(s.cols), len(s.lines))
	if err != nil {
		return err
	}
	return f.AutoFilter(s.name, "A1:"+last, nil)
}

// protect closes the sheet but for the columns that are open. There is no password: it keeps from mistakes, not from people.
func (s *sheet) protect(f *excelize.File) error {
	for i, c := range s.cols {
		if len(c.choices) == 0 || len(s.lines) < 2 {
			continue
		}
		name, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return err
		}
		v := excelize.NewDataValidation(true)
		v.SetSqref(fmt.Sprintf("%s2:%s%d", name, name, len(s.lines)))
		if err := v.SetDropList(c.choices); err != nil {
			return err
		}
		if err := f.AddDataValidation(s.name, v); err != nil {
			return err
		}
	}
	return f.ProtectSheet(s.name, &excelize.SheetProtectionOptions{
		SelectLockedCells: true, SelectUnlockedCells: true, AutoFilter: true, FormatColumns: true, FormatRows: true,
	})
}

// write streams the rows. Every cell is given as a string, which excelize writes as an inline text.
func (s *sheet) write(f *excelize.File) error {
	if err := s.setup(f); err != nil {
		return fmt.Errorf("set up sheet %s: %w", s.name, err)
	}
	stream, err := f.NewStreamWriter(s.name)
	if err != nil {
		return fmt.Errorf("open sheet %s: %w", s.name, err)
	}
	for i, c := range slices.Backward(s.cols) { // each call puts its column before the others, and they must ascend
		if err := stream.SetColWidth(i+1, i+1, c.width); err != nil {
			return fmt.Errorf("set width of column %d: %w", i+1, err)
		}
		if c.hidden {
			if err := stream.SetColVisible(i+1, i+1, false); err != nil {
				return fmt.Errorf("hide column %d: %w", i+1, err)
			}
		}
	}
	if s.filter {
		if err := stream.SetPanes(&excelize.Panes{
			Freeze: true, XSplit: 1, YSplit: 1, TopLeftCell: "B2", ActivePane: "bottomRight",
		}); err != nil {
			return fmt.Errorf("freeze header of %s: %w", s.name, err)
		}
	}
	for n, l := range s.lines {
		if err := stream.SetRow(fmt.Sprintf("A%d", n+1), s.values(l), excelize.RowOpts{Height: l.height}); err != nil {
			return fmt.Errorf("write row %d of %s: %w", n+1, s.name, err)
		}
	}
	if err := stream.Flush(); err != nil {
		return fmt.Errorf("flush sheet %s: %w", s.name, err)
	}
	return nil
}

func (s *sheet) values(l line) []any {
	out := make([]any, len(l.cells))
	for i, c := range l.cells {
		style := s.style.regular
		switch {
		case l.head:
			style = s.style.strong
		case s.cols[i].open:
			style = s.style.open
		}
		out[i] = excelize.Cell{StyleID: style, Value: escaped(c)}
	}
	return out
}
