package tagged

// Line draws a straight line. Lines belong to no element.
func (p *Page) Line(from, to Point, weight, grey float64) {
	p.mark(nil, decoration)
	p.endText()
	p.take(pen{weight, grey})
	p.point(from, "m ")
	p.point(to, "l S\n")
}

// Box fills a rectangle, as decoration.
func (p *Page) Box(at Point, width, height, grey float64) {
	p.mark(nil, decoration)
	p.endText()
	p.num(grey)
	p.buf = append(p.buf, "g "...)
	p.point(Point{at.X, at.Y + height}, "")
	p.num(width)
	p.num(height)
	p.buf = append(p.buf, "re f\n"...)
}

// Drawing is closed lines of one weight.
type Drawing struct {
	Paths        [][]Point
	Weight, Grey float64
}

// Figure draws outlines inside of a frame. They belong to an element that AddFigure made.
func (p *Page) Figure(e *Element, at Point, width, height float64, drawings ...Drawing) {
	box := &Page{doc: p.doc}
	for _, v := range []float64{at.X, p.doc.size.Height - at.Y - height, at.X + width, p.doc.size.Height - at.Y} {
		box.num(v)
	}
	e.attrs = "<</O/Layout/Placement/Block/BBox[" + string(box.buf) + "]>>"
	p.mark(e, "")
	p.endText()
	for _, d := range drawings {
		p.take(pen{d.Weight, d.Grey})
		for _, path := range d.Paths {
			p.outline(path)
		}
	}
}

func (p *Page) outline(path []Point) {
	if len(path) == 0 {
		return
	}
	for i, at := range path {
		operator := "l "
		if i == 0 {
			operator = "m "
		}
		p.point(at, operator)
	}
	p.buf = append(p.buf, "s\n"...)
}

// pen draws lines. A page begins with one of weight 1 (ISO 32000-1, 8.4.1).
type pen struct{ weight, grey float64 }

func (p *Page) take(with pen) {
	if p.pen == with {
		return
	}
	p.pen = with
	p.num(with.grey)
	p.buf = append(p.buf, "G "...)
	p.num(with.weight)
	p.buf = append(p.buf, "w "...)
}

func (p *Page) point(at Point, operator string) {
	p.num(at.X)
	p.num(p.doc.size.Height - at.Y)
	p.buf = append(p.buf, operator...)
}
