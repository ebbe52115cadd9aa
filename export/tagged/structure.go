package tagged

import (
	"fmt"
	"strconv"
)

// structure writes the tree of elements and the parent tree, which leads back from stretches and links to their
// elements. It returns the number of the root.
func (d *Document) structure(f *File) int {
	parents := f.next()
	d.root.write(f, d.tree)
	f.later(d.tree, fmt.Appendf(nil, "<</Type/StructTreeRoot/K %d 0 R/ParentTree %d 0 R/ParentTreeNextKey %d>>",
		d.root.number, parents, len(d.pages)+len(d.links)))
	tree := []byte("<</Nums[")
	for i, p := range d.pages {
		owners := f.next()
		body := []byte{'['}
		for _, e := range p.owners {
			body = appendRef(body, e)
		}
		f.later(owners, append(body, ']'))
		tree = appendRef(append(strconv.AppendInt(tree, int64(i), 10), ' '), owners)
	}
	for i, l := range d.links {
		tree = appendRef(append(strconv.AppendInt(tree, int64(len(d.pages)+i), 10), ' '), l.owner.number)
	}
	f.later(parents, append(tree, "]>>"...))
	return d.tree
}

// write writes an element and all below it that was not written before.
func (e *Element) write(f *File, parent int) {
	b := append(append(append(e.doc.scratch[:0], "<</S/"...), e.role...), "/P "...)
	b = appendRef(b, parent)
	if e.attrs != "" {
		b = append(append(b, "/A"...), e.attrs...)
	}
	if e.alt != "" {
		b = append(append(b, "/Alt"...), textString(e.alt)...)
	}
	home := e.home()
	if home >= 0 {
		b = appendRef(append(b, "/Pg "...), e.doc.pages[home].number)
	}
	b = append(b, "/K["...)
	for _, k := range e.kids {
		b = k.appendTo(b, e.doc, home)
	}
	b = append(b, "]>>"...)
	f.later(e.number, b)
	e.doc.scratch = b
	for _, k := range e.kids {
		if k.element != nil {
			k.element.write(f, e.number)
		}
	}
	e.kids = nil
}

// home is the page that holds the first stretch of the element, -1 if there is none.
func (e *Element) home() int32 {
	for _, k := range e.kids {
		if k.element == nil && k.link == nil && k.page != gone {
			return k.page
		}
	}
	return -1
}

func (k kid) appendTo(b []byte, d *Document, home int32) []byte {
	switch {
	case k.element != nil:
		return appendRef(b, k.element.number)
	case k.page == gone:
		return appendRef(b, int(k.mcid))
	case k.link != nil:
		return fmt.Appendf(b, "<</Type/OBJR/Pg %d 0 R/Obj %d 0 R>>", k.link.page.number, k.link.number)
	case k.page == home:
		return append(strconv.AppendInt(b, int64(k.mcid), 10), ' ')
	}
	b = appendRef(append(b, "<</Type/MCR/Pg "...), d.pages[k.page].number)
	return append(strconv.AppendInt(append(b, "/MCID "...), int64(k.mcid), 10), ">>"...)
}
