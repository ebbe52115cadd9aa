package exporttest

// Bookmark is an entry of the outline.
type Bookmark struct {
	Title string
	Page  int // from 1
	Kids  []Bookmark
}

// Outline reads the bookmarks.
func (f *PDF) Outline() []Bookmark {
	ref, ok := f.catalog()["Outlines"]
	if !ok {
		return nil
	}
	return f.bookmarks(f.dict(ref))
}

func (f *PDF) bookmarks(parent pdfDict) []Bookmark {
	var list []Bookmark
	for ref := parent["First"]; ref != nil; {
		d := f.dict(ref)
		page := f.numbers[int(d["Dest"].(pdfArray)[0].(pdfRef))]
		list = append(list, Bookmark{textOf(d["Title"]), page + 1, f.bookmarks(d)})
		if d["Next"] == nil && ref != parent["Last"] {
			syntax("the outline loses an entry behind %v", ref)
		}
		ref = d["Next"]
	}
	return list
}

// Names lists the named places with their pages, from 1.
func (f *PDF) Names() map[string]int {
	out := map[string]int{}
	list := f.places()
	for i := 0; i+1 < len(list); i += 2 {
		out[textOf(list[i])] = f.numbers[int(list[i+1].(pdfArray)[0].(pdfRef))] + 1
	}
	return out
}

// targets wants every place to be on a page.
func (c *checker) targets() {
	list, before := c.places(), ""
	for i := 0; i+1 < len(list); i += 2 {
		if name := textOf(list[i]); name <= before {
			c.report("name %q after %q", name, before)
		} else {
			before = name
		}
		c.target(list[i+1], before)
	}
	if ref, ok := c.catalog()["Outlines"]; ok {
		c.entries(c.dict(ref), ref.(pdfRef))
	}
}

// entries checks what is below an entry of the outline.
func (c *checker) entries(parent pdfDict, number pdfRef) {
	n := 0
	for ref := parent["First"]; ref != nil; n++ {
		d := c.dict(ref)
		c.target(d["Dest"], textOf(d["Title"]))
		if d["Parent"] != number {
			c.report("bookmark %q does not know its parent", textOf(d["Title"]))
		}
		if d["First"] != nil {
			c.entries(d, ref.(pdfRef))
		}
		ref = d["Next"]
	}
	if count, _ := parent["Count"].(float64); int(count) != n && int(count) != -n {
		c.report("the outline counts %v of %d bookmarks", count, n)
	}
}

func (c *checker) target(v any, from string) {
	dest := c.array(v)
	ref, ok := dest[0].(pdfRef)
	p, known := c.numbers[int(ref)]
	if !ok || !known || dest[1] != pdfName("XYZ") {
		c.report("%s leads to %v", from, dest)
		return
	}
	box := c.array(c.pages[p]["MediaBox"])
	if box == nil {
		box = c.array(c.dict(c.pages[p]["Parent"])["MediaBox"])
	}
	if y := dest[3].(float64); y < 0 || y > box[3].(float64) {
		c.report("%s leads to height %v of page %d", from, y, p+1)
	}
}
