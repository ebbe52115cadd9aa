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
	doc      *Document
	index    int
	number   int // of its object, and of its content
	contents int
	buf      []byte
	sealed   *stream
	owners   []int // the numbers of the elements, by MCID
	links    []*link

	marked bool // a stretch is open
	owner  *Element
	kind   string // of the artifact, empty for an element
	inText bool
	face   Typeface
	size   float64
	grey   float64
	pen    pen
	x, y   int // where the last line of the open text began, in hundredths of a point
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
	p.owners = append(p.owners, e.number)
	e.kids = append(e.kids, kid{page: int32(p.index), mcid: int32(mcid)})
	p.buf = append(append(append(p.buf, '/'), e.role...), " <</MCID "...)
	p.buf = append(strconv.AppendInt(p.buf, int64(mcid), 10), ">> BDC\n"...)
}

// Seal says that the page is drawn but for little, such as the number of pages. The page may still be drawn on, but that is
// not deflated.
func (p *Page) Seal() {
	if p.sealed != nil {
		return
	}
	p.close()
	p.sealed = p.doc.file.squeezer.later(p.contents, "", p.buf)
	p.buf = nil
	for _, e := range p.doc.done {
		e.write(p.doc.file, e.parent.number)
		e.parent.kids[e.at] = kid{page: gone, mcid: int32(e.number)}
	}
	p.doc.done = p.doc.done[:0]
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
	if text.Unseen(t.Words) && !t.Hyphen {
		return
	}
	p.mark(e, pagination)
	p.style(t)
	p.move(hundredths(t.X), hundredths(p.doc.size.Height-t.Y))
	if text.Straight(t.Words) {
		p.show(t.Face, t.Words, t.after())
		return
	}
	logical, visual := text.Unguided(t.Words), text.Visual(t.Words, t.RTL)
	if visual == logical {
		p.show(t.Face, visual, t.after())
		return
	}
	// copied and read aloud in the order in which it was written
	p.buf = append(append(append(p.buf, "/Span <</ActualText "...), textString(logical+t.after())...), ">> BDC "...)
	p.show(t.Face, visual, t.after())
	p.buf = append(p.buf, "EMC\n"...)
}

// move goes to where a line begins, from where the one before began: in whole hundredths, so that no error adds up.
func (p *Page) move(x, y int) {
	p.buf = append(appendHundredths(p.buf, x-p.x), ' ')
	p.buf = append(appendHundredths(p.buf, y-p.y), " Td "...)
	p.x, p.y = x, y
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
		p.x, p.y = 0, 0
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
