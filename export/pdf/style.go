package pdf

import (
	"strings"

	"github.com/einwand/einwand/export/pdf/fonts"
	"github.com/einwand/einwand/export/tagged"
	"github.com/einwand/einwand/export/text"
)

// style is how a line looks. Grey runs from 0, black, to 1.
type style struct {
	face tagged.Typeface
	size float64 // in points
	grey float64
}

var (
	body    = style{tagged.Sans, 9, 0.1}
	strong  = style{tagged.Bold, 9, 0.1}
	number  = style{tagged.Bold, 9.5, 0.1}
	small   = style{tagged.Sans, 8, 0.33}
	mark    = style{tagged.Bold, 8, 0.1}
	colHead = style{tagged.Bold, 8, 0.1}
	running = style{tagged.Sans, 8, 0.33}
	title   = style{tagged.Bold, 26, 0.1}
	heading = style{tagged.Bold, 14, 0.1}
	lead    = style{tagged.Bold, 14, 0.25}
	factual = style{tagged.Sans, 10, 0.1}
	label   = style{tagged.Sans, 10, 0.33}
	code    = style{tagged.Mono, 9, 0.1}
)

// leading is the height of a line of the style.
func (s style) leading() float64 { return s.size * 1.3 }

// typesetter breaks texts into lines with the metrics of the embedded faces.
type typesetter struct {
	set    fonts.Set
	rulers map[tagged.Typeface]*text.Ruler
	broken []text.Line
	slab   []line // room for cells that live as long as a row
}

func newTypesetter(set fonts.Set) typesetter {
	t := typesetter{set: set, rulers: map[tagged.Typeface]*text.Ruler{}}
	for _, face := range []tagged.Typeface{tagged.Sans, tagged.Bold, tagged.Mono} {
		t.rulers[face] = text.NewRuler(face.Of(set).Advance)
	}
	return t
}

// cell is room for lines.
func (t *typesetter) cell(lines int) cell {
	if cap(t.slab)-len(t.slab) < lines {
		return make(cell, lines)
	}
	n := len(t.slab)
	t.slab = t.slab[:n+lines]
	return cell(t.slab[n : n+lines : n+lines])
}

// join puts cells below each other.
func (t *typesetter) join(cells ...cell) cell {
	lines := 0
	for _, c := range cells {
		lines += len(c)
	}
	out := t.cell(lines)[:0]
	for _, c := range cells {
		out = append(out, c...)
	}
	return out
}

// width measures a text that stands on one line, in points.
func (t *typesetter) width(s style, words string) float64 {
	sum := 0
	for _, r := range text.Visual(words, false) {
		sum += s.face.Of(t.set).Advance(r)
	}
	return float64(sum) * s.size / 1000
}

// lines breaks clean text for a column of the given inner width.
func (t *typesetter) lines(s style, words string, width float64) cell {
	t.broken = t.rulers[s.face].AppendLines(t.broken[:0], words, int(width*1000/s.size))
	out := t.cell(len(t.broken))
	for i, l := range t.broken {
		out[i] = line{
			style: s, text: words[l.Start:l.End], hyphen: l.Hyphen, rtl: l.RightToLeft, space: l.Next > l.End && !l.Hyphen,
			opens: i == 0 || out[i-1].text == "",
			width: float64(l.Width) * s.size / 1000, lead: s.leading(), alignRight: l.RightToLeft,
		}
	}
	return out
}

// shorten cuts a text to a width, with an ellipsis, on one line; for running headers only.
func (t *typesetter) shorten(s style, words string, width float64) string {
	words = strings.ReplaceAll(words, "\n", " ")
	if t.width(s, words) <= width {
		return words
	}
	runes := []rune(words)
	for len(runes) > 0 && t.width(s, string(runes))+t.width(s, "…") > width {
		runes = runes[:len(runes)-1]
	}
	return string(runes) + "…"
}
