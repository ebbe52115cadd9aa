package receipt

import (
	"bytes"
	"errors"
	"fmt"

	"github.com/jung-kurt/gofpdf"

	"github.com/einwand/einwand/export/pdf/fonts"
	"github.com/einwand/einwand/export/text"
)

// ErrLibrary wraps a panic inside of gofpdf.
var ErrLibrary = errors.New("gofpdf panicked")

// A4 portrait, in points.
const (
	pageWidth   = 595.28
	left        = 62.0
	right       = pageWidth - 56
	top         = 62.0
	bottom      = 770.0
	footer      = 802.0
	labelWidth  = 112.0
	fontFamily  = "receipt"
	lineSpacing = 1.36
)

// style is how a line looks. Grey runs from 0, black, to 255.
type style struct {
	face string // gofpdf's letter: regular, bold, and I for the fixed width
	size float64
	grey int
}

var (
	title   = style{"B", 22, 20}
	heading = style{"B", 12, 20}
	lead    = style{"B", 11.5, 20}
	body    = style{"", 10, 20}
	strong  = style{"B", 10, 20}
	label   = style{"", 10, 90}
	small   = style{"", 8.5, 90}
	code    = style{"I", 7.5, 20} // 16 groups of a hash fit beside a label
)

func (s style) leading() float64 { return s.size * lineSpacing }

// placed is a line of text, or a rule if it has none.
type placed struct {
	style
	x, y float64
	text string
}

// paper is the pages as they fill.
type paper struct {
	set   fonts.Set
	clean *text.Cleaner
	pages [][]placed
	y     float64
}

func newPaper(set fonts.Set) *paper {
	p := &paper{set: set, clean: text.NewCleaner(set.Has)}
	p.turn()
	return p
}

func (p *paper) turn() { p.pages, p.y = append(p.pages, nil), top }

// need begins a page when less than h is left, so that a heading does not stand alone.
func (p *paper) need(h float64) {
	if p.y+h > bottom {
		p.turn()
	}
}

func (p *paper) gap(h float64) {
	if p.y > top {
		p.y += h
	}
}

func (p *paper) put(l placed) {
	last := len(p.pages) - 1
	p.pages[last] = append(p.pages[last], l)
}

func (p *paper) rule() {
	p.put(placed{x: left, y: p.y})
	p.y += 10
}

func (p *paper) face(s style) *fonts.Face {
	switch s.face {
	case "B":
		return p.set.Bold
	case "I":
		return p.set.Mono
	}
	return p.set.Sans
}

// lines breaks foreign words for a width.
func (p *paper) lines(s style, words string, width float64) []placed {
	words = p.clean.Clean(words)
	if s.face == "I" && !p.monospaced(words) {
		s.face = ""
	}
	face := p.face(s)
	var list []placed
	for _, l := range text.Lines(words, int(width*1000/s.size), face.Advance) {
		line := placed{style: s, text: text.Visual(words[l.Start:l.End], l.RightToLeft)}
		if l.Hyphen {
			line.text += "\u00ad" // has the glyph of a hyphen, and readers that copy know that it is none of the source
		}
		if l.RightToLeft {
			line.x = width - float64(l.Width)*s.size/1000
		}
		list = append(list, line)
	}
	return list
}

func (p *paper) monospaced(words string) bool {
	for _, r := range words {
		if r != '\n' && !p.set.Mono.Has(r) {
			return false
		}
	}
	return true
}

// say sets a paragraph from x on.
func (p *paper) say(s style, x float64, words string) {
	for _, l := range p.lines(s, words, right-x) {
		p.need(s.leading())
		l.x, l.y = l.x+x, p.y+s.size
		p.put(l)
		p.y += s.leading()
	}
}

// fact sets a label and its value beside each other, on one base line.
func (p *paper) fact(name string, value style, words string) {
	p.need(2 * label.leading())
	below := p.y
	for _, l := range p.lines(label, name, labelWidth-8) {
		l.x, l.y = left, below+label.size
		p.put(l)
		below += label.leading()
	}
	page := len(p.pages)
	p.y += label.size - value.size
	p.say(value, left+labelWidth, words)
	if len(p.pages) == page {
		p.y = max(p.y, below)
	}
	p.y += 3
}

func (p *paper) section(words string) {
	p.gap(14)
	p.need(5 * body.leading())
	p.say(heading, left, words)
	p.gap(3)
}

// draw turns the pages into a file. foot stands on every page, before its number.
func (p *paper) draw(pdf *gofpdf.Fpdf, foot string) (*bytes.Buffer, error) {
	var out bytes.Buffer
	err := guarded(func() error {
		for _, letter := range []string{"", "B", "I"} {
			pdf.AddUTF8FontFromBytes(fontFamily, letter, p.face(style{face: letter}).Bytes())
		}
		for i, lines := range p.pages {
			pdf.AddPage()
			for _, l := range append(lines, placed{small, left, footer, fmt.Sprintf("%s · Seite %d von %d", foot, i+1, len(p.pages))}) {
				drawLine(pdf, l)
			}
		}
		return pdf.Output(&out)
	})
	return &out, err
}

func drawLine(pdf *gofpdf.Fpdf, l placed) {
	if l.text == "" && l.size == 0 {
		pdf.SetDrawColor(150, 150, 150)
		pdf.SetLineWidth(0.6)
		pdf.Line(left, l.y, right, l.y)
		return
	}
	pdf.SetFont(fontFamily, l.face, l.size)
	pdf.SetTextColor(l.grey, l.grey, l.grey)
	pdf.Text(l.x, l.y, l.text)
}

// guarded turns a panic of gofpdf into an error.
func guarded(f func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%w: %v", ErrLibrary, r)
		}
	}()
	return f()
}
