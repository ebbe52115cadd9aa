package tagged

import (
	"fmt"
	"strconv"
)

// structure writes the tree of elements and the parent tree, which leads back from stretches and links to their
// elements. It returns the number of the root.
func (d *Document) structure(f *file) int {
	root, parents := f.next(), f.next()
	d.root.number = f.next()
	d.root.write(f, root)
	f.later(root, fmt.Appendf(nil, "<</Type/StructTreeRoot/K %d 0 R/ParentTree %d 0 R/ParentTreeNextKey %d>>",
		d.root.number, parents, len(d.pages)+len(d.links)))
	tree := []byte("<</Nums[")
	for i, p := range d.pages {
		owners := f.next()
		body := []byte{'['}
		for _, e := range p.owners {
			body = appendRef(body, e.number)
		}
		f.later(owners, append(body, ']'))
		tree = appendRef(append(strconv.AppendInt(tree, int64(i), 10), ' '), owners)
	}
	for i, l := range d.links {
		tree = appendRef(append(strconv.AppendInt(tree, int64(len(d.pages)+i), 10), ' '), l.owner.number)
	}
	f.later(parents, append(tree, "]>>"...))
	return root
}

// write writes an element, whose number is known, and all below it.
func (e *Element) write(f *file, parent int) {
	b := append(append([]byte("<</S/"), e.role...), "/P "...)
	b = appendRef(b, parent)
	if e.attrs != "" {
		b = append(append(b, "/A"...), e.attrs...)
	}
	if e.alt != "" {
		b = append(append(b, "/Alt"...), textString(e.alt)...)
	}
	home := e.home()
	if home >= 0 {
		b = appendRef(append(b, "/Pg "...), pageNumber(home))
	}
	b = append(b, "/K["...)
	for _, k := range e.kids {
		b = k.appendTo(b, f, home)
	}
	f.later(e.number, append(b, "]>>"...))
	for _, k := range e.kids {
		if k.element != nil {
			k.element.write(f, e.number)
		}
	}
}

// home is the page that holds the first stretch of the element, -1 if there is none.
func (e *Element) home() int {
	for _, k := range e.kids {
		if k.element == nil && k.link == nil {
			return k.page
		}
	}
	return -1
}

func (k kid) appendTo(b []byte, f *file, home int) []byte {
	switch {
	case k.element != nil:
		k.element.number = f.next()
		return appendRef(b, k.element.number)
	case k.link != nil:
		return fmt.Appendf(b, "<</Type/OBJR/Pg %d 0 R/Obj %d 0 R>>", pageNumber(k.link.page.index), k.link.number)
	case k.page == home:
		return append(strconv.AppendInt(b, int64(k.mcid), 10), ' ')
	}
	return fmt.Appendf(b, "<</Type/MCR/Pg %d 0 R/MCID %d>>", pageNumber(k.page), k.mcid)
}
