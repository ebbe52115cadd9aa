package tagged

import (
	"bytes"
	"fmt"
	"strconv"
)

// gofpdf's numbers: the pages follow the root of the pages and the resources, each with its content behind it.
const (
	resourcesNumber = 2
	firstPage       = 3
)

func pageNumber(index int) int { return firstPage + 2*index }

// assemble turns gofpdf's objects and what was collected here into the objects of the file.
func (d *Document) assemble(f *file, m Meta) error {
	if len(f.shell) < firstPage+2*len(d.pages)+2 {
		return malformed("%d objects for %d pages", len(f.shell), len(d.pages))
	}
	resources, err := d.fonts(f)
	if err != nil {
		return err
	}
	f.object(1, f.shell[1])
	f.object(resourcesNumber, resources)
	for _, l := range d.links {
		l.number = f.next()
	}
	for _, p := range d.pages {
		if err := p.write(f); err != nil {
			return err
		}
	}
	c := catalog{tree: d.structure(f), outline: d.outline(f), names: d.destinations(f), metadata: f.next()}
	d.annotations(f)
	if c.intent, err = outputIntent(f); err != nil {
		return err
	}
	f.plainStream(c.metadata, "/Type/Metadata/Subtype/XML", xmp(m))
	f.root, f.info = f.next(), f.next()
	f.object(f.root, c.body())
	f.object(f.info, info(m))
	return nil
}

// write puts structure and annotations into gofpdf's page, and the content in the place of its empty one.
func (p *Page) write(f *file) error {
	n := pageNumber(p.index)
	content := fmt.Appendf(nil, "/Contents %d 0 R>>", n+1)
	head, ok := bytes.CutSuffix(f.shell[n], content)
	if !ok || !bytes.HasPrefix(head, []byte("<</Type /Page\n/Parent 1 0 R\n")) || bytes.Contains(head, []byte("/Annots")) {
		return malformed("page %d is %.80q", p.index+1, f.shell[n])
	}
	body := append(bytes.Clone(head), "/Tabs/S/StructParents "...)
	body = strconv.AppendInt(body, int64(p.index), 10)
	if len(p.links) > 0 {
		body = append(body, "/Annots["...)
		for _, l := range p.links {
			body = appendRef(body, l.number)
		}
		body = append(body, ']')
	}
	f.object(n, append(body, content...))
	return f.stream(n+1, "", p.buf)
}

// appendRef appends a reference to an object, with a space behind it.
func appendRef(b []byte, n int) []byte { return append(strconv.AppendInt(b, int64(n), 10), " 0 R "...) }

// annotations writes the rectangles that lead somewhere. Each is known to the tree by a key behind those of the pages.
func (d *Document) annotations(f *file) {
	for i, l := range d.links {
		r := &Page{doc: d}
		r.point(Point{l.at.X, l.at.Y + l.height}, "")
		r.point(Point{l.at.X + l.width, l.at.Y}, "")
		f.object(l.number, fmt.Appendf(nil, "<</Type/Annot/Subtype/Link/Rect[%s]/Border[0 0 0]/F 4/P %d 0 R/StructParent %d/Contents%s/Dest%s>>",
			r.buf, pageNumber(l.page.index), len(d.pages)+i, textString(l.words), d.destination(l.to)))
	}
}

// destination is a place as an array of PDF.
func (d *Document) destination(at Place) []byte {
	y := max(0, d.size.Height-at.Y)
	return fmt.Appendf(nil, "[%d 0 R/XYZ 0 %.2f null]", pageNumber(at.Page-1), y)
}

// holds reports whether a place is in the document.
func (d *Document) holds(at Place) bool { return at.Page >= 1 && at.Page <= len(d.pages) }
