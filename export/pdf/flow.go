package pdf

// flow places rows on pages, one page after the other.
type flow struct {
	sheet   Sheet
	page    page
	number  int           // of the page, from 1; 0 before the first one
	turn    func(p *page) // takes every page when it is full, and does not keep it
	y       float64       // top of the free space on the page
	columns []column
	header  []cell // repeated on every page of a table, nil outside of one
	targets []*target
}

// row is a row of cells that may be divided between lines.
type row struct {
	cells  []cell
	rule   bool    // a line below
	tight  bool    // without space above and below
	target *target // set where the row begins
	number string  // by which people know it, may be empty
	again  cell    // stands in the first column where the row continues on another page
}

// pad is the space above and below.
func (r row) pad() float64 {
	if r.tight {
		return 1
	}
	return padY
}

// heightOf is the height of cells that stand side by side.
func heightOf(cells []cell) float64 {
	h := 0.0
	for _, c := range cells {
		h = max(h, c.height())
	}
	return h
}

// keepShare is the share of a page up to which a row is moved to the next page in one piece instead of being divided.
const keepShare = 0.4

// leastPart is the height below which no part of a row is begun at the foot of a page: about seven lines.
const leastPart = 88.0

// newPage starts a page, with the header of the table if one is open.
func (f *flow) newPage() {
	if f.number > 0 {
		f.turn(&f.page)
	}
	f.number++
	f.page.lines, f.page.rules = f.page.lines[:0], f.page.rules[:0]
	f.page.first, f.page.last = "", ""
	f.y = contentTop
	if f.header != nil {
		f.drawHeader()
	}
}

// table opens a table whose header is repeated on every page; close it with endTable. The first row needs the height
// least below the header.
func (f *flow) table(cols []column, header []cell, least float64) {
	f.columns, f.header = cols, header
	if f.space() < least+f.headerHeight() {
		f.newPage()
		return
	}
	f.drawHeader()
}

func (f *flow) endTable() { f.header = nil }

func (f *flow) drawHeader() {
	h := f.headerHeight()
	f.box(f.y, h, 0.92)
	f.part(f.header, padY, h)
	for i := range f.header {
		f.header[i].in(nil) // it is read aloud once
	}
	f.line(f.y+h, 0.8, 0.1)
	f.y += h
}

func (f *flow) headerHeight() float64 {
	if f.header == nil {
		return 0
	}
	return heightOf(f.header) + 2*padY
}

func (f *flow) space() float64 { return f.sheet.contentEnd() - f.y }

// full is the space of a page that holds nothing but the header.
func (f *flow) full() float64 { return f.sheet.contentEnd() - contentTop - f.headerHeight() }

// row places a row, divided over as many pages as it needs.
func (f *flow) row(r row) {
	h := heightOf(r.cells) + 2*r.pad()
	if h > f.space() && (h <= keepShare*f.full() || f.space() < leastPart) && f.space() < f.full() {
		f.newPage()
	}
	f.mark(r.target)
	rest := r.cells
	for first := true; first || !empty(rest); first = false {
		if !first {
			f.newPage()
			rest = withFirst(rest, r.again)
		}
		var now []cell
		now, rest = divide(rest, f.space()-2*r.pad())
		h := heightOf(now) + 2*r.pad()
		f.part(now, r.pad(), h)
		f.page.holds(r.number)
		f.y += h
		if r.rule {
			f.line(f.y, 0.5, 0.55)
		}
	}
}

// withFirst puts the note of continuation into the first column, before what that column still has to say.
func withFirst(cells []cell, again cell) []cell {
	out := append([]cell(nil), cells...)
	out[0] = append(append(cell(nil), again...), out[0]...)
	return out
}

// divide takes from every cell the lines that fit the height. A cell of which a single line would be left gives its
// last two lines to the next part, so that no line stands alone. At least one line is taken from the tallest cell.
func divide(cells []cell, height float64) (now, rest []cell) {
	now, rest = make([]cell, len(cells)), make([]cell, len(cells))
	taken := false
	for i, c := range cells {
		n := fitting(c, height)
		if n > 2 && len(c)-n == 1 {
			n--
		}
		now[i], rest[i] = c[:n], c[n:]
		taken = taken || n > 0
	}
	if !taken {
		for i, c := range cells {
			if len(c) > 0 {
				now[i], rest[i] = c[:1], c[1:]
			}
		}
	}
	return now, rest
}

// fitting counts the lines that fit. A line without height belongs to the one that follows.
func fitting(c cell, height float64) int {
	n, used := 0, 0.0
	for i, l := range c {
		if used += l.lead; used > height {
			break
		}
		if l.lead > 0 {
			n = i + 1
		}
	}
	return n
}

func empty(cells []cell) bool {
	for _, c := range cells {
		if len(c) > 0 {
			return false
		}
	}
	return true
}

// part sets cells at the current place. It does not move on.
func (f *flow) part(cells []cell, pad, h float64) {
	p := &f.page
	for i, c := range cells {
		col := f.columns[i]
		y := f.y + pad
		left, right := col.x+padX, col.x+col.w-padX
		for _, l := range c {
			x := left + l.indent
			if l.alignRight {
				x = right - l.width
			}
			p.lines = append(p.lines, placed{line: l, x: x, y: y + l.style.leading()/2 + l.style.size*0.36, left: left, right: right})
			y += l.lead
		}
		if f.header != nil && i > 0 {
			p.rules = append(p.rules, rule{x: col.x, y: f.y, h: h, weight: 0.3, grey: 0.78})
		}
	}
}

// line draws a horizontal rule over the width of the columns.
func (f *flow) line(y, weight, grey float64) {
	last := f.columns[len(f.columns)-1]
	p := &f.page
	p.rules = append(p.rules, rule{x: f.columns[0].x, y: y, w: last.x + last.w - f.columns[0].x, weight: weight, grey: grey})
}

func (f *flow) box(y, h, grey float64) {
	last := f.columns[len(f.columns)-1]
	p := &f.page
	p.rules = append(p.rules, rule{x: f.columns[0].x, y: y, w: last.x + last.w - f.columns[0].x, h: h, grey: grey})
}

// mark records where a target came to stand.
func (f *flow) mark(t *target) {
	if t == nil {
		return
	}
	t.page, t.y = f.number, f.y
	f.targets = append(f.targets, t)
}

// gap leaves space, unless the page has just begun.
func (f *flow) gap(h float64) {
	if f.y > contentTop {
		f.y += h
	}
}

// need starts a new page when less than h is left.
func (f *flow) need(h float64) {
	if f.space() < h {
		f.newPage()
	}
}
