package paper

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"time"

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
	fontFamily  = "paper"
	lineSpacing = 1.36
)

// Style is how a line looks. Grey runs from 0, black, to 255.
type Style struct {
	face string // gofpdf's letter: regular, bold, and I for the fixed width
	size float64
	grey int
}

// The styles of a page.
var (
	Title   = Style{"B", 22, 20}
	Heading = Style{"B", 12, 20}
	Lead    = Style{"B", 11.5, 20}
	Body    = Style{"", 10, 20}
	Strong  = Style{"B", 10, 20}
	Label   = Style{"", 10, 90}
	Small   = Style{"", 8.5, 90}
	Code    = Style{"I", 7.5, 20} // 16 groups of a hash fit beside a label
)

func (s Style) leading() float64 { return s.size * lineSpacing }

// placed is a line of text, a drawing, or a rule if it is neither.
type placed struct {
	Style
	x, y float64
	text string
	path [][]Point
}

// Point is a place on a page, in points from its upper left corner.
type Point struct{ X, Y float64 }

// Paper is the pages as they fill.
type Paper struct {
	set   fonts.Set
	clean *text.Cleaner
	pages [][]placed
	y     float64
}

// New begins the first page.
func New(set fonts.Set) *Paper {
	p := &Paper{set: set, clean: text.NewCleaner(set.Has)}
	p.turn()
	return p
}

func (p *Paper) turn() { p.pages, p.y = append(p.pages, nil), top }

// Need begins a page when less than h is left, so that a heading does not stand alone.
func (p *Paper) Need(h float64) {
	if p.y+h > bottom {
		p.turn()
	}
}

// Gap leaves space, unless the page has just begun.
func (p *Paper) Gap(h float64) {
	if p.y > top {
		p.y += h
	}
}

func (p *Paper) put(l placed) {
	last := len(p.pages) - 1
	p.pages[last] = append(p.pages[last], l)
}

// Rule draws a line over the width of the page.
func (p *Paper) Rule() {
	p.put(placed{x: left, y: p.y})
	p.y += 10
}

func (p *Paper) face(s Style) *fonts.Face {
	switch s.face {
	case "B":
		return p.set.Bold
	case "I":
		return p.set.Mono
	}
	return p.set.Sans
}

// lines breaks foreign words for a width.
func (p *Paper) lines(s Style, words string, width float64) []placed {
	words = p.clean.Clean(words)
	if s.face == "I" && !p.monospaced(words) {
		s.face = ""
	}
	face := p.face(s)
	var list []placed
	for _, l := range text.Lines(words, int(width*1000/s.size), face.Advance) {
		line := placed{Style: s, text: text.Visual(words[l.Start:l.End], l.RightToLeft)}
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

func (p *Paper) monospaced(words string) bool {
	for _, r := range words {
		if r != '\n' && !p.set.Mono.Has(r) {
			return false
		}
	}
	return true
}

// Say sets a paragraph.
func (p *Paper) Say(s Style, words string) { p.say(s, left, words) }

// say sets a paragraph from x on.
func (p *Paper) say(s Style, x float64, words string) {
	for _, l := range p.lines(s, words, right-x) {
		p.Need(s.leading())
		l.x, l.y = l.x+x, p.y+s.size
		p.put(l)
		p.y += s.leading()
	}
}

// Fact sets a label and its value beside each other, on one base line.
func (p *Paper) Fact(name string, value Style, words string) {
	p.Need(2 * Label.leading())
	below := p.y
	for _, l := range p.lines(Label, name, labelWidth-8) {
		l.x, l.y = left, below+Label.size
		p.put(l)
		below += Label.leading()
	}
	page := len(p.pages)
	p.y += Label.size - value.size
	p.say(value, left+labelWidth, words)
	if len(p.pages) == page {
		p.y = max(p.y, below)
	}
	p.y += 3
}

// Section sets a heading that stays with what follows.
func (p *Paper) Section(words string) {
	p.Gap(14)
	p.Need(5 * Body.leading())
	p.say(Heading, left, words)
	p.Gap(3)
}

// More sets further lines of a fact below its value, closer than the next fact.
func (p *Paper) More(s Style, words string) {
	p.y -= 3
	p.say(s, left+labelWidth, words)
	p.y += 3
}

// Numbered sets a paragraph behind its number.
func (p *Paper) Numbered(n int, words string) {
	const indent = 16
	p.Need(2 * Body.leading())
	p.put(placed{Style: Body, x: left, y: p.y + Body.size, text: fmt.Sprintf("%d.", n)})
	p.say(Body, left+indent, words)
	p.y += 2
}

// Outline draws closed lines in a frame of that height. The paths are in the units of the caller, y upwards; they are
// scaled to the frame.
func (p *Paper) Outline(paths [][]Point, height float64) {
	p.Need(height)
	const inset = 12.0
	low, high := bounds(paths)
	width := right - left
	scale := min((width-2*inset)/(high.X-low.X), (height-2*inset)/(high.Y-low.Y))
	mid := Point{left + width/2, p.y + height/2}
	drawn := placed{path: [][]Point{{{left, p.y}, {right, p.y}, {right, p.y + height}, {left, p.y + height}}}}
	for _, path := range paths {
		points := make([]Point, len(path))
		for i, pt := range path {
			points[i] = Point{mid.X + (pt.X-(low.X+high.X)/2)*scale, mid.Y - (pt.Y-(low.Y+high.Y)/2)*scale}
		}
		drawn.path = append(drawn.path, points)
	}
	p.put(drawn)
	p.y += height + 6
}

func bounds(paths [][]Point) (low, high Point) {
	low, high = Point{math.Inf(1), math.Inf(1)}, Point{math.Inf(-1), math.Inf(-1)}
	for _, path := range paths {
		for _, pt := range path {
			low, high = Point{min(low.X, pt.X), min(low.Y, pt.Y)}, Point{max(high.X, pt.X), max(high.Y, pt.Y)}
		}
	}
	return low, high
}

// Replaced lists the characters that the fonts lack.
func (p *Paper) Replaced() []text.Replacement { return p.clean.Replaced() }

// Meta is what a file says of itself. Foot stands on every page, before its number.
type Meta struct {
	Title string
	Foot  string
	At    time.Time // creation and change
}

// Draw turns the pages into a file. ErrLibrary when gofpdf panics.
func (p *Paper) Draw(m Meta) (*bytes.Buffer, error) {
	var out bytes.Buffer
	err := guarded(func() error {
		pdf := begin(m)
		for _, letter := range []string{"", "B", "I"} {
			pdf.AddUTF8FontFromBytes(fontFamily, letter, p.face(Style{face: letter}).Bytes())
		}
		for i, lines := range p.pages {
			pdf.AddPage()
			foot := placed{Style: Small, x: left, y: footer, text: fmt.Sprintf("%s · Seite %d von %d", m.Foot, i+1, len(p.pages))}
			for _, l := range append(lines, foot) {
				drawLine(pdf, l)
			}
		}
		return pdf.Output(&out)
	})
	return &out, err
}

func begin(m Meta) *gofpdf.Fpdf {
	pdf := gofpdf.New("P", "pt", "A4", "")
	pdf.SetCatalogSort(true)
	pdf.SetCreationDate(m.At.UTC())
	pdf.SetModificationDate(m.At.UTC())
	pdf.SetTitle(m.Title, true)
	pdf.SetCreator("einwand", true)
	pdf.SetProducer("einwand", true)
	pdf.SetAutoPageBreak(false, 0)
	pdf.SetMargins(0, 0, 0)
	return pdf
}

func drawLine(pdf *gofpdf.Fpdf, l placed) {
	switch {
	case l.path != nil:
		drawPaths(pdf, l.path)
		return
	case l.text == "" && l.size == 0:
		pdf.SetDrawColor(150, 150, 150)
		pdf.SetLineWidth(0.6)
		pdf.Line(left, l.y, right, l.y)
		return
	}
	pdf.SetFont(fontFamily, l.face, l.size)
	pdf.SetTextColor(l.grey, l.grey, l.grey)
	pdf.Text(l.x, l.y, l.text)
}

// drawPaths draws the frame thin and the outlines in it thick.
func drawPaths(pdf *gofpdf.Fpdf, paths [][]Point) {
	for i, path := range paths {
		grey, weight := 20, 1.6
		if i == 0 {
			grey, weight = 150, 0.6
		}
		pdf.SetDrawColor(grey, grey, grey)
		pdf.SetLineWidth(weight)
		pdf.MoveTo(path[0].X, path[0].Y)
		for _, pt := range path[1:] {
			pdf.LineTo(pt.X, pt.Y)
		}
		pdf.ClosePath()
		pdf.DrawPath("D")
	}
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
