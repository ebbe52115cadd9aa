package tagged

import "fmt"

// item is a bookmark as it stands in the outline.
type item struct {
	bookmark
	number int
	kids   []*item
}

// outline writes the bookmarks in two levels. The lower one is closed: with thousands of rows, nobody would find the
// parts otherwise.
func (d *Document) outline(f *File) int {
	top := &item{}
	for _, b := range d.bookmarks {
		if !d.holds(b.place) {
			continue
		}
		parent := top
		if b.level > 0 && len(top.kids) > 0 {
			parent = top.kids[len(top.kids)-1]
		}
		parent.kids = append(parent.kids, &item{bookmark: b})
	}
	if len(top.kids) == 0 {
		return 0
	}
	top.number = f.next()
	f.later(top.number, fmt.Appendf(nil, "<</Type/Outlines%s/Count %d>>", d.items(f, top), len(top.kids)))
	return top.number
}

// items writes what is below an item and returns its entries for first and last.
func (d *Document) items(f *File, parent *item) []byte {
	for _, it := range parent.kids {
		it.number = f.next()
	}
	for i, it := range parent.kids {
		var below []byte
		if len(it.kids) > 0 {
			below = fmt.Appendf(d.items(f, it), "/Count -%d", len(it.kids))
		}
		b := append(append(d.scratch[:0], "<</Title"...), textString(it.title)...)
		b = append(appendRef(append(b, "/Parent "...), parent.number), "/Dest"...)
		b = append(b, d.destination(it.place)...)
		if i > 0 {
			b = appendRef(append(b, "/Prev "...), parent.kids[i-1].number)
		}
		if i+1 < len(parent.kids) {
			b = appendRef(append(b, "/Next "...), parent.kids[i+1].number)
		}
		d.scratch = append(append(b, below...), ">>"...)
		f.later(it.number, d.scratch)
	}
	first, last := parent.kids[0].number, parent.kids[len(parent.kids)-1].number
	return fmt.Appendf(nil, "/First %d 0 R/Last %d 0 R", first, last)
}
