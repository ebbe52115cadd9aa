package area

import "math"

// position is a pair of coordinates as a file has them, in the order of the file.
type position [2]float64

// shape is a polygon as a file has it: the outer ring, then the holes.
type shape struct {
	system     system
	northFirst bool
	either     bool // the other order of axes is tried as well
	rings      [][]position
}

// polygon brings a shape to WGS 84. A ring that encloses nothing, once rounded to a centimetre, is left out: it is the sliver
// between two lines that should be one. nil is a polygon of which nothing remains.
func (s shape) polygon() (Polygon, error) {
	for i, rg := range s.rings {
		if s.rings[i] = closed(rg); len(s.rings[i]) < 4 {
			return nil, refuse(ShortRing, "")
		}
	}
	rings, ok := s.project(s.northFirst)
	if !ok && s.either {
		rings, ok = s.project(!s.northFirst)
	}
	if !ok {
		return nil, s.misplaced()
	}
	if at, crosses := Polygon(rings).crossing(); crosses {
		return nil, refuse(Crossing, at.german())
	}
	outer := rings[0].wound(+1)
	if outer == nil {
		return nil, nil
	}
	p, frame := Polygon{outer}, outer.bounds()
	for _, rg := range rings[1:] {
		if hole := rg.wound(-1); hole != nil {
			if !frame.holds(hole.bounds()) {
				return nil, refuse(HoleOutside, "")
			}
			p = append(p, hole)
		}
	}
	return p, nil
}

func closed(rg []position) []position {
	if len(rg) > 0 && rg[0] != rg[len(rg)-1] {
		return append(rg, rg[0])
	}
	return rg
}

// project returns the rings in WGS 84; ok is false if a point lies outside of Germany.
func (s shape) project(northFirst bool) (rings []Ring, ok bool) {
	for _, rg := range s.rings {
		ring := make(Ring, len(rg))
		for i, p := range rg {
			if ring[i], ok = s.system.point(p, northFirst); !ok {
				return nil, false
			}
		}
		rings = append(rings, ring)
	}
	return rings, true
}

func (s system) point(p position, northFirst bool) (Point, bool) {
	x, y := p[0], p[1]
	if northFirst {
		x, y = y, x
	}
	if s.grid != nil {
		var ok bool
		if x, y, ok = s.grid.degrees(x, y); !ok {
			return Point{}, false
		}
	}
	if !inGermany(x, y) {
		return Point{}, false
	}
	return Point{rounded(x), rounded(y)}, true
}

// inGermany is the frame around Germany, 5.87° to 15.04° and 47.27° to 55.10°, with about twenty kilometres around it.
func inGermany(lon, lat float64) bool { return lon >= 5.5 && lon <= 15.4 && lat >= 47 && lat <= 55.4 }

func rounded(degrees float64) Degrees { return Degrees(math.Round(degrees * unit)) }

// misplaced says what is likely wrong with a shape that lies outside of Germany.
func (s shape) misplaced() *Refusal {
	if s.system.grid == nil && !s.either {
		if _, ok := s.project(true); ok {
			return refuse(Swapped, "")
		}
		if p := s.rings[0][0]; math.Abs(p[0]) > 180 || math.Abs(p[1]) > 90 {
			return refuse(NotDegrees, "")
		}
	}
	return refuse(Outside, s.system.code)
}
