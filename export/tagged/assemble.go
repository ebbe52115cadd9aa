package tagged

import (
	"bytes"
	"fmt"
	"strconv"
)

// The numbers of gofpdf's file with one page: the root of the pages, the resources, the page with its content behind it, and
// the faces.
const (
	pagesNumber     = 1
	resourcesNumber = 2
	modelPage       = 3
	firstFont       = 5
	shellObjects    = firstFont + int(faces)*fontObjects
)

// assemble turns gofpdf's objects and what was collected here into the objects of the file.
func (d *Document) assemble(f *File, m Meta) error {
	if len(f.shell) < firstFont+2 {
		return malformed("%d objects", len(f.shell))
	}
	resources, err := d.fonts(f)
	if err != nil {
		return err
	}
	f.object(resourcesNumber, resources)
	for _, l := range d.links {
		l.number = f.next()
	}
	if err := d.writePages(f); err != nil {
		return err
	}
	c := catalog{tree: d.structure(f), outline: d.outline(f), names: d.destinations(f), metadata: f.next()}
	d.annotations(f)
	if c.intent, err = outputIntent(f); err != nil {
		return err
	}
	c.carried, c.carriedNames = f.attach(m.Carries, m.Changed)
	f.plainStream(c.metadata, "/Type/Metadata/Subtype/XML", xmp(m))
	f.root, f.info = f.next(), f.next()
	f.object(f.root, c.body())
	f.object(f.info, info(m))
	return nil
}

// writePages makes every page after the form of gofpdf's empty one, and hangs them all where that one hung.
func (d *Document) writePages(f *File) error {
	const kids = "/Kids [3 0 R ]\n/Count 1\n"
	before, after, ok := bytes.Cut(f.shell[pagesNumber], []byte(kids))
	if !ok || !bytes.HasPrefix(before, []byte("<</Type /Pages\n")) {
		return malformed("root of the pages is %.80q", f.shell[pagesNumber])
	}
	head, ok := bytes.CutSuffix(f.shell[modelPage], []byte("/Contents 4 0 R>>"))
	if !ok || !bytes.HasPrefix(head, []byte("<</Type /Page\n/Parent 1 0 R\n")) || bytes.Contains(head, []byte("/Annots")) {
		return malformed("page is %.80q", f.shell[modelPage])
	}
	if err := f.squeezer.wait(); err != nil {
		return err
	}
	root := append(bytes.Clone(before), "/Kids ["...)
	for _, p := range d.pages {
		root = appendRef(root, p.number)
		p.write(f, head)
	}
	root = fmt.Appendf(root, "]\n/Count %d\n%s", len(d.pages), after)
	f.object(pagesNumber, root)
	return nil
}

// write adds structure and annotations to the form of a page.
func (p *Page) write(f *File, head []byte) {
	body := append(bytes.Clone(head), "/Tabs/S/StructParents "...)
	body = strconv.AppendInt(body, int64(p.index), 10)
	if len(p.links) > 0 {
		body = append(body, "/Annots["...)
		for _, l := range p.links {
			body = appendRef(body, l.number)
		}
		body = append(body, ']')
	}
	f.object(p.number, append(appendRef(append(body, "/Contents "...), p.contents), ">>"...))
	f.place(p.contents, p.sealed.piece(p.buf))
}

// appendRef appends a reference to an object, with a space behind it.
func appendRef(b []byte, n int) []byte { return append(strconv.AppendInt(b, int64(n), 10), " 0 R "...) }

// annotations writes the rectangles that lead somewhere. Each is known to the tree by a key behind those of the pages.
func (d *Document) annotations(f *File) {
	for i, l := range d.links {
		r := &Page{doc: d}
		r.point(Point{l.at.X, l.at.Y + l.height}, "")
		r.point(Point{l.at.X + l.width, l.at.Y}, "")
		f.object(l.number, fmt.Appendf(nil, "<</Type/Annot/Subtype/Link/Rect[%s]/Border[0 0 0]/F 4/P %d 0 R/StructParent %d/Contents%s/Dest%s>>",
			r.buf, l.page.number, len(d.pages)+i, textString(l.words), d.destination(l.to)))
	}
}

// destination is a place as an array of PDF.
func (d *Document) destination(at Place) []byte {
	b := appendRef([]byte("["), d.pages[at.Page-1].number)
	return append(appendNum(append(b, "/XYZ 0 "...), max(0, d.size.Height-at.Y)), " null]"...)
}

// holds reports whether a place is in the document.
func (d *Document) holds(at Place) bool { return at.Page >= 1 && at.Page <= len(d.pages) }
