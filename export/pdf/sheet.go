package pdf

import "github.com/einwand/einwand/export/tagged"

// Sheet is the paper with the columns that suit it. Type is of one size on every paper: on a larger one more words stand on a
// line, and fewer pages are needed.
type Sheet struct {
	size    tagged.Size
	half    float64   // width of the left half of the cover
	ballot  []float64 // widths of the columns of the table before the vote, but for the last one
	decided []float64 // and after it: a deviating text needs more room than blank fields
}

// The sheets, both landscape.
var (
	A4 = Sheet{tagged.A4Landscape, 400, []float64{58, 96, 205, 188, 78, 85}, []float64{58, 96, 191, 170, 78, 76}}
	A3 = Sheet{tagged.A3Landscape, 580, []float64{60, 118, 355, 322, 88, 110}, []float64{60, 118, 325, 298, 88, 98}}
)

// What is equal on every sheet, in points.
const (
	marginLeft   = 34.0
	contentTop   = 46.0
	headBaseline = 28.0
	padX         = 3.5
	padY         = 4.0
)

func (s Sheet) right() float64        { return s.size.Width - marginLeft }
func (s Sheet) width() float64        { return s.right() - marginLeft }
func (s Sheet) contentEnd() float64   { return s.size.Height - 44.28 }
func (s Sheet) footBaseline() float64 { return s.size.Height - 23.28 }

// columns places columns of the given widths side by side from the left margin, and one that takes the rest.
func (s Sheet) columns(widths ...float64) []column {
	out := make([]column, 0, len(widths)+1)
	x := marginLeft
	for _, w := range widths {
		out = append(out, column{x, w})
		x += w
	}
	return append(out, column{x, s.right() - x})
}

// whole is one column.
func (s Sheet) whole() column { return s.columns()[0] }

// statements are the columns of the table.
func (s Sheet) statements(decided bool) []column {
	if decided {
		return s.columns(s.decided...)
	}
	return s.columns(s.ballot...)
}
