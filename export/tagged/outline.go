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
func (d *Document) outline(f *file) int {
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
func (d *Document) items(f *file, parent *item) []byte {
	for _, it := range parent.kids {
		it.number = f.next()
	}
	for i, it := range parent.kids {
		b := fmt.Appendf(nil, "<</Title%s/Parent %d 0 R/Dest%s", textString(it.title), parent.number, d.destination(it.place))
		if i > 0 {
			b = fmt.Appendf(b, "/Prev %d 0 R", parent.kids[i-1].number)
		}
		if i+1 < len(parent.kids) {
			b = fmt.Appendf(b, "/Next %d 0 R", parent.kids[i+1].number)
		}
		if len(it.kids) > 0 {
			b = fmt.Appendf(b, "%s/Count -%d", d.items(f, it), len(it.kids))
		}
		f.later(it.number, append(b, ">>"...))
	}
	first, last := parent.kids[0].number, parent.kids[len(parent.kids)-1].number
	return fmt.Appendf(nil, "/First %d 0 R/Last %d 0 R", first, last)
}
