package tagged

import (
	"strconv"

	"github.com/einwand/einwand/export/pdf/fonts"
	"github.com/einwand/einwand/export/text"
)

// Typeface selects one of the embedded faces.
type Typeface int

// The faces.
const (
	Sans Typeface = iota
	Bold
	Mono
	faces
)

// Of is the face in a set.
func (t Typeface) Of(set fonts.Set) *fonts.Face {
	switch t {
	case Bold:
		return set.Bold
	case Mono:
		return set.Mono
	}
	return set.Sans
}

// name is the PostScript name of the face.
func (t Typeface) name() string {
	switch t {
	case Bold:
		return "DejaVuSansCondensed-Bold"
	case Mono:
		return "DejaVuSansMono"
	}
	return "DejaVuSansCondensed"
}

// Text is a line at its place: X is its left edge, Y its baseline, both from the upper left corner of the page.
type Text struct {
	Face   Typeface
	Size   float64
	Grey   float64 // from 0, black, to 1
	X, Y   float64
	Words  string // clean, in logical order
	RTL    bool   // the paragraph is read from the right
	Hyphen bool   // a hyphen follows that the source does not contain
	Space  bool   // the source goes on after white space
}

// Point is a place on a page, from its upper left corner.
type Point struct{ X, Y float64 }

// Page collects the operators of one page (ISO 32000-1, 8 and 9).
type Page struct {
	doc    *Document
	index  int
	buf    []byte
	owners []*Element // by MCID
	links  []*link

	marked bool // a stretch is open
	owner  *Element
	kind   string // of the artifact, empty for an element
	inText bool
	face   Typeface
	size   float64
	grey   float64
}

const (
	pagination = "<</Type/Pagination>>"
	decoration = "<</Type/Layout>>"
)

// mark opens a stretch of marked content for an element, or for an artifact of that kind where there is none, and
// closes the one before.
func (p *Page) mark(e *Element, artifact string) {
	if e != nil {
		artifact = ""
	}
	if p.marked && p.owner == e && p.kind == artifact {
		return
	}
	p.close()
	p.marked, p.owner, p.kind = true, e, artifact
	if e == nil {
		p.buf = append(append(append(p.buf, "/Artifact "...), artifact...), " BDC\n"...)
		return
	}
	mcid := len(p.owners)
	p.owners = append(p.owners, e)
	e.kids = append(e.kids, kid{page: p.index, mcid: mcid})
	p.buf = append(append(append(p.buf, '/'), e.role...), " <</MCID "...)
	p.buf = append(strconv.AppendInt(p.buf, int64(mcid), 10), ">> BDC\n"...)
}

func (p *Page) close() {
	p.endText()
	if p.marked {
		p.buf = append(p.buf, "EMC\n"...)
	}
	p.marked = false
}

func (p *Page) endText() {
	if p.inText {
		p.buf = append(p.buf, "ET\n"...)
	}
	p.inText = false
}

// Text sets a line that belongs to an element, or to none if it is pagination.
func (p *Page) Text(e *Element, t Text) {
	if t.Words == "" && !t.Hyphen {
		return
	}
	p.mark(e, pagination)
	p.style(t)
	p.buf = append(p.buf, "1 0 0 1 "...)
	p.num(t.X)
	p.num(p.doc.size.Height - t.Y)
	p.buf = append(p.buf, "Tm "...)
	visual := text.Visual(t.Words, t.RTL)
	turned := visual != text.Unguided(t.Words)
	if turned { // copied and read aloud in the order in which it was written
		p.buf = append(append(append(p.buf, "/Span <</ActualText "...), textString(text.Unguided(t.Words)+t.after())...), ">> BDC "...)
	}
	p.show(t.Face, visual+t.after())
	if turned {
		p.buf = append(p.buf, "EMC\n"...)
	}
}

// after is what ends a line: nothing that is seen, but words must not run into each other for who hears or copies them
// (ISO 32000-1, 14.8.2.5), and U+00AD says that a hyphen is none of the source.
func (t Text) after() string {
	switch {
	case t.Hyphen:
		return "\u00ad"
	case t.Space:
		return " "
	}
	return ""
}

// style opens a text object and selects face and grey, as far as they are not selected.
func (p *Page) style(t Text) {
	fresh := !p.inText
	if fresh {
		p.buf = append(p.buf, "BT "...)
	}
	if fresh || p.face != t.Face || p.size != t.Size {
		p.buf = append(append(p.buf, "/F"...), byte('0'+t.Face), ' ')
		p.num(t.Size)
		p.buf = append(p.buf, "Tf "...)
	}
	if fresh || p.grey != t.Grey {
		p.num(t.Grey)
		p.buf = append(p.buf, "g "...)
	}
	p.inText, p.face, p.size, p.grey = true, t.Face, t.Size, t.Grey
}

func (p *Page) num(v float64) {
	p.buf = append(strconv.AppendFloat(p.buf, v, 'f', 2, 64), ' ')
}

// show appends two bytes for each character, as a literal string (ISO 32000-1, 7.3.4.2).
func (p *Page) show(face Typeface, words string) {
	p.buf = append(p.buf, '(')
	used := &p.doc.used[face]
	for _, r := range words {
		used[r] = true
		for _, b := range [2]byte{byte(r >> 8), byte(r)} {
			switch b {
			case '(', ')', '\\':
				p.buf = append(p.buf, '\\', b)
			case '\r':
				p.buf = append(p.buf, '\\', 'r')
			default:
				p.buf = append(p.buf, b)
			}
		}
	}
	p.buf = append(p.buf, ") Tj\n"...)
}
