package pdf

import (
	"strconv"
	"strings"

	"github.com/einwand/einwand/export/text"
)

// canvas writes the operators of one page (ISO 32000-1, 8 and 9). Fonts are selected by gofpdf, because only it knows
// their names in the file; the selection is part of the graphics state and holds until the next one.
type canvas struct {
	buf  []byte
	used *[3]runeSet // characters per typeface, which gofpdf must embed
}

// runeSet is a set of runes of the Basic Multilingual Plane.
type runeSet [1 << 16]bool

// String lists the runes in rising order.
func (s *runeSet) String() string {
	var b strings.Builder
	for r, ok := range s {
		if ok {
			b.WriteRune(rune(r))
		}
	}
	return b.String()
}

func (c *canvas) num(v float64) {
	c.buf = strconv.AppendFloat(c.buf, v, 'f', 2, 64)
	c.buf = append(c.buf, ' ')
}

// rule draws a line, or a box if it has no weight.
func (c *canvas) rule(r rule) {
	c.num(r.grey)
	if r.weight == 0 {
		c.buf = append(c.buf, "g "...)
		c.num(r.x)
		c.num(pageHeight - r.y - r.h)
		c.num(r.w)
		c.num(r.h)
		c.buf = append(c.buf, "re f\n"...)
		return
	}
	c.buf = append(c.buf, "G "...)
	c.num(r.weight)
	c.buf = append(c.buf, "w "...)
	c.num(r.x)
	c.num(pageHeight - r.y)
	c.buf = append(c.buf, "m "...)
	c.num(r.x + r.w)
	c.num(pageHeight - r.y - r.h)
	c.buf = append(c.buf, "l S\n"...)
}

// begin opens a text object in the grey of a style.
func (c *canvas) begin(grey float64) {
	c.buf = append(c.buf, "BT "...)
	c.num(grey)
	c.buf = append(c.buf, "g\n"...)
}

func (c *canvas) end() { c.buf = append(c.buf, "ET\n"...) }

// words sets a line at x and the baseline y, inside of a text object.
func (c *canvas) words(face typeface, x, y float64, words string, hyphen, rtl bool) {
	c.buf = append(c.buf, "1 0 0 1 "...)
	c.num(x)
	c.num(pageHeight - y)
	c.buf = append(c.buf, "Tm ("...)
	for _, r := range text.Visual(words, rtl) {
		c.glyph(face, r)
	}
	if hyphen {
		// U+00AD has the glyph of a hyphen, and readers that copy the text know that it is none of the source.
		c.glyph(face, '\u00ad')
	}
	c.buf = append(c.buf, ") Tj\n"...)
}

// glyph appends the two bytes of a character to a literal string (ISO 32000-1, 7.3.4.2).
func (c *canvas) glyph(face typeface, r rune) {
	c.used[face][r] = true
	for _, b := range [2]byte{byte(r >> 8), byte(r)} {
		switch b {
		case '(', ')', '\\':
			c.buf = append(c.buf, '\\', b)
		case '\r':
			c.buf = append(c.buf, '\\', 'r')
		default:
			c.buf = append(c.buf, b)
		}
	}
}
