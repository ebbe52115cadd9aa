package pdf

import (
	"github.com/einwand/einwand/export/tagged"
	"github.com/einwand/einwand/export/text"
)

// line is one printed line of a cell.
type line struct {
	style      style
	text       string // in logical order
	hyphen     bool   // a hyphen follows that the source does not contain
	rtl        bool
	space      bool            // the source goes on after white space
	opens      bool            // begins a paragraph
	owner      *tagged.Element // nil for what is repeated on every page
	width      float64
	lead       float64 // height that the line takes; 0 lets the next line stand beside it
	indent     float64
	alignRight bool
	blank      bool    // a rule to write on, from the text to the edge of the column
	bar        float64 // length of a bar before the text at the right edge, of 1 for the longest; the text says the same
	target     *target // the number of its page is printed instead of text, and the line leads there
}

// cell is the lines of one column of a row.
type cell []line

func (c cell) height() float64 {
	sum := 0.0
	for _, l := range c {
		sum += l.lead
	}
	return sum
}

// indented moves all lines of the cell to the right.
func (c cell) indented(by float64) cell {
	for i := range c {
		c[i].indent += by
	}
	return c
}

// in gives the lines to an element.
func (c cell) in(e *tagged.Element) cell {
	for i := range c {
		c[i].owner = e
	}
	return c
}

// paragraphs gives every paragraph an element of its own, below a parent.
func (c cell) paragraphs(parent *tagged.Element) cell {
	var p *tagged.Element
	opens := true
	for i := range c {
		opens = opens || c[i].opens
		if text.Unseen(c[i].text) {
			continue
		}
		if opens {
			p, opens = parent.Add(tagged.Paragraph), false
		}
		c[i].owner = p
	}
	return c
}

// target is a place in the document.
type target struct {
	title string
	name  string // by which addresses can point to it, may be empty
	level int    // in the outline
	page  int    // counted from 1, 0 until placed
	y     float64
}

// placed is a line at its place: x is the left edge of the text, y its baseline.
type placed struct {
	line
	x, y        float64
	left, right float64 // inner edges of the column
}

// rule is a straight line or a filled box.
type rule struct {
	x, y, w, h float64
	weight     float64 // of a line, 0 for a box
	grey       float64
}

// page is what stands where.
type page struct {
	lines       []placed
	rules       []rule
	first, last string // numbers of the rows of which something stands on it; empty without one
}

// holds notes that something of the row stands on the page.
func (p *page) holds(number string) {
	if number == "" {
		return
	}
	if p.first == "" {
		p.first = number
	}
	p.last = number
}

// column is a column of a row: outer left edge and outer width.
type column struct{ x, w float64 }

func (c column) inner() float64 { return c.w - 2*padX }
