package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"github.com/jung-kurt/gofpdf"

	"github.com/einwand/einwand/export/text"
)

// ErrLibrary wraps a panic inside of gofpdf.
var ErrLibrary = errors.New("gofpdf panicked")

const family = "dejavu"

var fontStyles = [3]string{sans: "", bold: "B", mono: "I"} // gofpdf knows a face by family and style letter

// document is the shell that gofpdf provides: fonts, pages, outline, file structure.
type document struct {
	pdf  *gofpdf.Fpdf
	used [3]runeSet
}

// draw turns a layout into a PDF file.
func draw(l *layout) (*bytes.Buffer, error) {
	var out bytes.Buffer
	err := guarded(func() error {
		d := open(l)
		for i, p := range l.pages {
			d.page(l, p, i+1)
		}
		d.embedUsed()
		return d.pdf.Output(&out)
	})
	if err != nil {
		return nil, fmt.Errorf("draw table %d: %w", l.e.Number, err)
	}
	return &out, nil
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

func open(l *layout) *document {
	d := &document{pdf: gofpdf.New("L", "pt", "A4", "")}
	e := l.e
	d.pdf.SetCatalogSort(true)
	d.pdf.SetCreationDate(e.Frozen.UTC())
	d.pdf.SetModificationDate(e.Changed.UTC())
	d.pdf.SetTitle(e.Title+", "+e.Audience+": "+e.Plan, true)
	d.pdf.SetAuthor(e.Authority, true)
	d.pdf.SetCreator("einwand", true)
	d.pdf.SetProducer("einwand", true)
	d.pdf.SetAutoPageBreak(false, 0)
	d.pdf.SetMargins(0, 0, 0)
	for i, style := range fontStyles {
		d.pdf.AddUTF8FontFromBytes(family, style, l.face(typeface(i)).Bytes())
	}
	d.pdf.SetFont(family, "", body.size)
	return d
}

// page draws page n, with what stands at its head and foot.
func (d *document) page(l *layout, p *page, n int) {
	d.pdf.AddPage()
	d.outline(l, n)
	c := &canvas{used: &d.used}
	lines := p.lines
	if n > 1 {
		lines = slices.Concat(lines, l.runningHead())
	}
	for _, r := range append(p.rules, rule{x: marginLeft, y: contentEnd + 8, w: marginRight - marginLeft, weight: 0.5, grey: 0.55}) {
		c.rule(r)
	}
	for _, line := range lines {
		if line.blank {
			x := line.x + line.width + 4
			c.rule(rule{x: x, y: line.y + 2, w: line.right - x, weight: 0.5, grey: 0.33})
		}
	}
	d.raw(c)
	d.texts(l, c, slices.Concat(lines, l.runningFoot(n)))
	d.links(p)
}

// texts draws lines, those of one style together.
func (d *document) texts(l *layout, c *canvas, lines []placed) {
	for i := 0; i < len(lines); {
		s := lines[i].style
		d.pdf.SetFont(family, fontStyles[s.face], s.size)
		c.begin(s.grey)
		for ; i < len(lines) && lines[i].style == s; i++ {
			line := lines[i]
			if line.target != nil {
				line.text = strconv.Itoa(line.target.page)
				line.x = line.right - l.width(s, line.text)
			}
			if line.text != "" {
				c.words(s.face, line.x, line.y, line.text, line.hyphen, line.rtl)
			}
		}
		c.end()
		d.raw(c)
	}
}

func (d *document) raw(c *canvas) {
	if len(c.buf) > 0 {
		d.pdf.RawWriteBuf(bytes.NewReader(c.buf))
		c.buf = c.buf[:0]
	}
}

// outline adds the bookmarks that lead to page n.
func (d *document) outline(l *layout, n int) {
	for _, t := range l.targets {
		if t.page == n {
			d.pdf.Bookmark(text.Visual(t.title, text.RightToLeft(t.title)), t.level, t.y)
		}
	}
}

// links makes page references lead to their pages.
func (d *document) links(p *page) {
	for _, line := range p.lines {
		if line.target != nil {
			id := d.pdf.AddLink()
			d.pdf.SetLink(id, line.target.y, line.target.page)
			d.pdf.Link(line.left, line.y-line.lead, line.right-line.left, line.lead*1.2, id)
		}
	}
}

// embedUsed tells gofpdf which characters to embed. It learns them only from its own text functions, which are not used
// here; a template shares the fonts of the document, and one that is never placed leaves nothing else in the file.
func (d *document) embedUsed() {
	d.pdf.CreateTemplate(func(t *gofpdf.Tpl) {
		for i, style := range fontStyles {
			t.SetFont(family, style, body.size)
			t.Text(0, 0, d.used[i].String())
		}
	})
}
