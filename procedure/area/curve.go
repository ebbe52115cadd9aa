package area

import (
	"math"
	"slices"
	"strconv"
	"strings"
)

// chain joins the curves that stand in properties of the name: curveMember of a Ring, for example.
func (b *boundary) chain(n *node, f frame, property string) (line []position, err error) {
	f, err = b.within(n, f)
	if err != nil {
		return nil, err
	}
	for _, k := range n.kids {
		if k.name != property {
			continue
		}
		if len(k.kids) == 0 && k.attrs["href"] != "" {
			return nil, refuse(Reference, "")
		}
		for _, c := range k.kids {
			piece, err := b.curve(c, f)
			if err != nil {
				return nil, err
			}
			if line, err = joined(line, piece); err != nil {
				return nil, err
			}
		}
	}
	return line, nil
}

// joined appends a piece that begins where the line ends.
func joined(line, piece []position) ([]position, error) {
	if len(line) == 0 || len(piece) == 0 {
		return append(line, piece...), nil
	}
	end, start := line[len(line)-1], piece[0]
	if math.Hypot(end[0]-start[0], end[1]-start[1]) > maxGap(end) {
		return nil, refuse(BrokenBoundary, "")
	}
	return append(line, piece[1:]...), nil
}

// maxGap is five centimetres, in the unit of the coordinates: no projected ones in Germany are as small as degrees.
func maxGap(p position) float64 {
	if math.Abs(p[0]) <= 180 && math.Abs(p[1]) <= 180 {
		return 5e-7
	}
	return 0.05
}

func (b *boundary) curve(n *node, f frame) ([]position, error) {
	switch n.name {
	case "LineString", "LineStringSegment":
		return b.positions(n, f)
	case "Curve":
		return b.chain(n, f, "segments")
	case "CompositeCurve":
		return b.chain(n, f, "curveMember")
	case "OrientableCurve":
		line, err := b.chain(n, f, "baseCurve")
		if n.attrs["orientation"] == "-" {
			slices.Reverse(line)
		}
		return line, err
	case "Arc", "ArcString":
		return b.arcs(n, f)
	case "Circle":
		return b.circle(n, f)
	}
	return nil, refuse(UnknownCurve, n.name)
}

// positions reads the posList or the pos of an element.
func (b *boundary) positions(n *node, f frame) (line []position, err error) {
	if f, err = b.within(n, f); err != nil {
		return nil, err
	}
	for _, k := range n.kids {
		switch {
		case slices.Contains(remarks, k.name):
			continue
		case k.name != "pos" && k.name != "posList":
			return nil, refuse(WrongKind, k.name)
		}
		within, err := b.within(k, f)
		if err != nil {
			return nil, err
		}
		if line, err = b.list(line, k, within); err != nil {
			return nil, err
		}
	}
	return line, nil
}

// list appends the positions of a pos or posList; heights are left out.
func (b *boundary) list(line []position, n *node, f frame) ([]position, error) {
	dimension := f.dimension
	if n.name == "pos" {
		dimension = len(strings.Fields(n.text)) // a single position says its dimension itself
	}
	if dimension == 0 {
		dimension = 2
	}
	if dimension != 2 && dimension != 3 {
		return nil, refuse(OddPosition, "")
	}
	var p [3]float64
	i := 0
	for field := range strings.FieldsSeq(n.text) {
		x, err := strconv.ParseFloat(field, 64)
		if err != nil || math.IsNaN(x) || math.IsInf(x, 0) {
			return nil, refuse(BadNumber, field)
		}
		p[i] = x
		if i = (i + 1) % dimension; i > 0 {
			continue
		}
		line = append(line, position{p[0], p[1]})
		if err := b.count(1); err != nil {
			return nil, err
		}
	}
	if i > 0 {
		return nil, refuse(OddPosition, "")
	}
	return line, nil
}

func (r *gmlReader) count(points int) error {
	if r.points += points; r.points > MaxPoints {
		return tooManyPoints()
	}
	return nil
}

// arcs reads arcs through three positions each; every other position ends one and begins the next.
func (b *boundary) arcs(n *node, f frame) ([]position, error) {
	given, err := b.positions(n, f)
	if err != nil {
		return nil, err
	}
	if len(given) < 3 || len(given)%2 == 0 {
		return nil, refuse(OddPosition, "")
	}
	line := given[:1:1]
	for i := 0; i+2 < len(given); i += 2 {
		line = append(line, arc(given[i], given[i+1], given[i+2])...)
	}
	return line, b.count(len(line))
}

// circle reads a circle through three positions.
func (b *boundary) circle(n *node, f frame) ([]position, error) {
	given, err := b.positions(n, f)
	if err != nil {
		return nil, err
	}
	if len(given) != 3 {
		return nil, refuse(OddPosition, "")
	}
	line := append(given[:1:1], arc(given[0], given[1], given[2])...)
	if center, ok := centerOf(given[0], given[1], given[2]); ok {
		rest := position{2*center[0] - given[1][0], 2*center[1] - given[1][1]}
		line = append(line, arc(given[2], rest, given[0])...)
	}
	return line, b.count(len(line))
}

// arcStep is the angle of one line of an arc. With a radius of 100 m the line stays within 2 cm of the arc.
const arcStep = 2 * math.Pi / 180

// arc returns the positions from a through b to c, without a. Three positions on one line make a line.
func arc(a, b, c position) []position {
	m, ok := centerOf(a, b, c)
	if !ok {
		return []position{b, c}
	}
	radius := math.Hypot(a[0]-m[0], a[1]-m[1])
	start := math.Atan2(a[1]-m[1], a[0]-m[0])
	sweep := turn(start, math.Atan2(c[1]-m[1], c[0]-m[0]))
	if turn(start, math.Atan2(b[1]-m[1], b[0]-m[0])) > sweep {
		sweep -= 2 * math.Pi // b lies on the other way round
	}
	steps := int(math.Ceil(math.Abs(sweep) / arcStep))
	line := make([]position, 0, steps+1)
	for i := 1; i < steps; i++ {
		at := start + sweep*float64(i)/float64(steps)
		line = append(line, position{m[0] + radius*math.Cos(at), m[1] + radius*math.Sin(at)})
	}
	return append(line, c)
}

// turn is the angle from one direction to another, counter-clockwise, from 0 to 2π.
func turn(from, to float64) float64 {
	t := math.Mod(to-from, 2*math.Pi)
	if t < 0 {
		t += 2 * math.Pi
	}
	return t
}

// centerOf returns the centre of the circle through three positions; ok is false if they lie on one line.
func centerOf(a, b, c position) (m position, ok bool) {
	bx, by, cx, cy := b[0]-a[0], b[1]-a[1], c[0]-a[0], c[1]-a[1]
	d := 2 * (bx*cy - by*cx)
	m[0] = a[0] + (cy*(bx*bx+by*by)-by*(cx*cx+cy*cy))/d
	m[1] = a[1] + (bx*(cx*cx+cy*cy)-cx*(bx*bx+by*by))/d
	straight := math.Abs(d) < 1e-12*(bx*bx+by*by+cx*cx+cy*cy)
	return m, !straight && !math.IsNaN(m[0]+m[1]) && !math.IsInf(m[0]+m[1], 0)
}
