package paper

import "math"

// Outline draws closed lines in a frame of that height; words say what they show. The paths are in the units of the
// caller, y upwards; they are scaled to the frame.
func (p *Paper) Outline(words string, paths [][]Point, height float64) {
	p.Need(height)
	const inset = 12.0
	low, high := bounds(paths)
	width := right - left
	scale := min((width-2*inset)/(high.X-low.X), (height-2*inset)/(high.Y-low.Y))
	mid := Point{X: left + width/2, Y: p.y + height/2}
	drawn := [][]Point{{{X: left, Y: p.y}, {X: right, Y: p.y}, {X: right, Y: p.y + height}, {X: left, Y: p.y + height}}}
	for _, path := range paths {
		points := make([]Point, len(path))
		for i, pt := range path {
			points[i] = Point{X: mid.X + (pt.X-(low.X+high.X)/2)*scale, Y: mid.Y - (pt.Y-(low.Y+high.Y)/2)*scale}
		}
		drawn = append(drawn, points)
	}
	p.put(placed{owner: p.doc.Root().AddFigure(p.clean.Clean(words)), paths: drawn, height: height})
	p.facts, p.list = nil, nil
	p.y += height + 6
}

func bounds(paths [][]Point) (low, high Point) {
	low, high = Point{X: math.Inf(1), Y: math.Inf(1)}, Point{X: math.Inf(-1), Y: math.Inf(-1)}
	for _, path := range paths {
		for _, pt := range path {
			low, high = Point{X: min(low.X, pt.X), Y: min(low.Y, pt.Y)}, Point{X: max(high.X, pt.X), Y: max(high.Y, pt.Y)}
		}
	}
	return low, high
}
