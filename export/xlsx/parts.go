package xlsx

import (
	"strings"
	"unicode"
	"unicode/utf16"

	"github.com/einwand/einwand/export/pdf/fonts"
	"github.com/einwand/einwand/export/text"
)

const (
	// maxUnits stays below the 32,767 UTF-16 units of a cell (ECMA-376 has no limit, Excel has).
	maxUnits = 32000
	// maxLines lines and an empty one after a last line feed, with one more for every slackEvery, are not taller than the
	// 409 points of a row.
	maxLines   = 28
	slackEvery = 14
	// lineHeight is that of Arial at 10 points, in points.
	lineHeight = 13.0
	// charWidth is the width in points of the digit by which columns are measured, at 10 points.
	charWidth = 5.25
)

// ruler estimates how a spreadsheet program breaks a text. Its metrics are those of the PDF's face, which runs a little
// wider than Arial; only capitals are narrower in it. It belongs to one goroutine.
type ruler struct {
	runes      *text.Ruler
	whole, one []text.Line // of a text, and of a part of it
}

func newRuler(face *fonts.Face) *ruler {
	return &ruler{runes: text.NewRuler(func(c rune) int {
		a := face.Advance(c)
		switch {
		case !face.Has(c):
			return 1300 // an emoji or an ideograph from another font
		case unicode.IsUpper(c):
			return a * 6 / 5
		}
		return a
	})}
}

// lines breaks a text for a column whose width is given in characters.
func (r *ruler) lines(room []text.Line, s string, width float64) []text.Line {
	return r.runes.AppendLines(room[:0], s, int(width*charWidth*1000/10))
}

// rowHeight is that of a row whose tallest cell has so many lines, in points.
func rowHeight(lines int) float64 {
	lines = max(1, lines)
	return lineHeight*float64(lines+lines/slackEvery) + 4
}

// part is what one cell holds of a text, and the lines that it takes.
type part struct {
	text  string
	lines int
}

// parts divides a text into what one cell can hold and show: at the end of a paragraph if one is near, else between
// words. Put together they are the text.
func (r *ruler) parts(s string, width float64) []part {
	lines := r.lines(r.whole, s, width)
	r.whole = lines
	if cut(s, lines) == len(lines) && len(lines) > 0 {
		return []part{{s, len(lines)}}
	}
	var out []part
	for len(lines) > 0 {
		n := cut(s, lines)
		p := r.measure(s[lines[0].Start:lines[n-1].Next], width)
		for p.lines > maxLines+1 && n > 1 { // alone, a part may break otherwise than within the whole
			n--
			p = r.measure(s[lines[0].Start:lines[n-1].Next], width)
		}
		lines = lines[n:]
		if p.text != "" { // the empty line after a last line feed needs no part of its own
			out = append(out, p)
		}
	}
	if out == nil {
		return []part{{}}
	}
	return out
}

func (r *ruler) measure(s string, width float64) part {
	r.one = r.lines(r.one, s, width)
	return part{s, len(r.one)}
}

// cut is the number of lines of the first part.
func cut(s string, lines []text.Line) int {
	most, units := 0, 0
	for most < len(lines) && most < maxLines {
		for _, r := range s[lines[most].Start:lines[most].Next] {
			units += utf16.RuneLen(r)
		}
		if units > maxUnits {
			break
		}
		most++
	}
	if most == len(lines) {
		return most
	}
	between := func(n int) string { return s[lines[n-1].End:lines[n-1].Next] }
	for n := most; n > most/2; n-- {
		if strings.Contains(between(n), "\n") {
			return n
		}
	}
	for n := most; n > most/2; n-- {
		if between(n) != "" {
			return n
		}
	}
	return most
}
