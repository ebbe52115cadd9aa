package area

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// Degrees are ten-millionths of a degree. As whole numbers they are compared exactly, and written and read without loss.
type Degrees int64

const unit = 1e7

// Float returns degrees.
func (d Degrees) Float() float64 { return float64(d) / unit }

// Point is a place in WGS 84.
type Point struct{ Lon, Lat Degrees }

// german is a place as people write it.
func (p Point) german() string {
	comma := func(d Degrees) string {
		return strings.Replace(strconv.FormatFloat(d.Float(), 'f', 5, 64), ".", ",", 1)
	}
	return fmt.Sprintf("%s°\u00a0N, %s°\u00a0O", comma(p.Lat), comma(p.Lon))
}

// Ring is a closed line: the last point is the first.
type Ring []Point

// Polygon is an outer ring, counter-clockwise, and the holes in it, clockwise (RFC 7946 § 3.1.6).
type Polygon []Ring

// cross is positive if c lies on the left of the line from a to b. Within Germany it is far from overflowing.
func cross(a, b, c Point) int64 {
	return int64(b.Lon-a.Lon)*int64(c.Lat-a.Lat) - int64(b.Lat-a.Lat)*int64(c.Lon-a.Lon)
}

// wound returns the ring without repeated points and in the direction of the sign, counter-clockwise for +1; nil if it
// encloses nothing.
func (rg Ring) wound(sign int64) Ring {
	rg = slices.Compact(rg)
	if len(rg) < 4 {
		return nil
	}
	var twice int64
	for i := range len(rg) - 1 {
		twice += cross(rg[0], rg[i], rg[i+1])
	}
	switch {
	case twice == 0:
		return nil
	case twice > 0 != (sign > 0):
		slices.Reverse(rg)
	}
	return rg
}

// edge is a piece of a boundary, from west to east.
type edge struct{ a, b Point }

// Two edges cross if the ends of each lie on both sides of the other, further than this from it: what meets or misses by
// less than five centimetres is the rounding of the file.
const minCrossing = 5

// maxComparisons bounds the search for crossings to some tens of milliseconds. An outline of 40,000 points of usual
// shape needs a tenth of it.
const maxComparisons = 10_000_000

// crossing finds a place where the boundary of a polygon crosses itself: a sweep from west to east over all its edges.
func (p Polygon) crossing() (Point, bool) {
	edges := p.edges()
	left := maxComparisons
	for i, e := range edges {
		for _, f := range edges[i+1:] {
			if f.a.Lon > e.b.Lon {
				break
			}
			if left--; left < 0 {
				return Point{}, false
			}
			if e.crosses(f) {
				return e.meets(f), true
			}
		}
	}
	return Point{}, false
}

func (p Polygon) edges() (list []edge) {
	for _, rg := range p {
		for i := range len(rg) - 1 {
			e := edge{rg[i], rg[i+1]}
			if e.a.Lon > e.b.Lon {
				e.a, e.b = e.b, e.a
			}
			list = append(list, e)
		}
	}
	slices.SortFunc(list, func(e, f edge) int { return int(e.a.Lon - f.a.Lon) })
	return list
}

func (e edge) length() float64 {
	return math.Hypot(float64(e.b.Lon-e.a.Lon), float64(e.b.Lat-e.a.Lat))
}

func (e edge) crosses(f edge) bool {
	if max(e.a.Lat, e.b.Lat) < min(f.a.Lat, f.b.Lat) || max(f.a.Lat, f.b.Lat) < min(e.a.Lat, e.b.Lat) {
		return false
	}
	return e.parts(f) && f.parts(e)
}

// parts reports whether the ends of f lie clearly on both sides of e.
func (e edge) parts(f edge) bool {
	c, d := cross(e.a, e.b, f.a), cross(e.a, e.b, f.b)
	if c > 0 == (d > 0) {
		return false
	}
	least := minCrossing * e.length()
	return math.Abs(float64(c)) > least && math.Abs(float64(d)) > least
}

// meets returns where two crossing edges cross.
func (e edge) meets(f edge) Point {
	c, d := float64(cross(e.a, e.b, f.a)), float64(cross(e.a, e.b, f.b))
	t := c / (c - d)
	return Point{f.a.Lon + Degrees(t*float64(f.b.Lon-f.a.Lon)), f.a.Lat + Degrees(t*float64(f.b.Lat-f.a.Lat))}
}
