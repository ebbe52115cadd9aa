package area

import "math"

// Bounds is the smallest frame around points, in WGS 84.
type Bounds struct{ West, South, East, North Degrees }

func (rg Ring) bounds() Bounds {
	b := Bounds{rg[0].Lon, rg[0].Lat, rg[0].Lon, rg[0].Lat}
	for _, p := range rg {
		b = b.with(Bounds{p.Lon, p.Lat, p.Lon, p.Lat})
	}
	return b
}

func (b Bounds) with(c Bounds) Bounds {
	return Bounds{min(b.West, c.West), min(b.South, c.South), max(b.East, c.East), max(b.North, c.North)}
}

func (b Bounds) holds(c Bounds) bool { return b.with(c) == b }

// Bounds is the frame around the area.
func (a Area) Bounds() (b Bounds) {
	for i, p := range a.Polygons {
		if outer := p[0].bounds(); i == 0 {
			b = outer
		} else {
			b = b.with(outer)
		}
	}
	return b
}

// Points counts the points of all rings; the point that closes a ring counts again.
func (a Area) Points() (n int) {
	for _, p := range a.Polygons {
		for _, rg := range p {
			n += len(rg)
		}
	}
	return n
}

// SquareMeters is the size of the area on the ellipsoid of WGS 84, holes taken out. The boundary is straight in the equal-area
// cylinder projection; for the edges of a plan, even some kilometres long, that is exact to one in ten thousand. Polygons
// that overlap count twice. Centimetres of rounding and the 3 m of DHDN (a shift) matter less.
func (a Area) SquareMeters() (size float64) {
	for _, p := range a.Polygons {
		for _, rg := range p {
			size += rg.squareMeters()
		}
	}
	return size
}

// squareMeters is negative for a hole.
func (rg Ring) squareMeters() (size float64) {
	east := func(p Point) float64 { return radians((p.Lon - rg[0].Lon).Float()) * wgs84.a }
	north := func(p Point) float64 { return (authalic(p.Lat) - authalic(rg[0].Lat)) * wgs84.a / 2 }
	for i := range len(rg) - 1 {
		size += (east(rg[i])*north(rg[i+1]) - east(rg[i+1])*north(rg[i])) / 2
	}
	return size
}

// authalic is q of Snyder, Map Projections (1987), (3-12): the area south of a parallel, but for a factor.
func authalic(lat Degrees) float64 {
	e2 := wgs84.e2()
	e, sin := math.Sqrt(e2), math.Sin(radians(lat.Float()))
	return (1 - e2) * (sin/(1-e2*sin*sin) + math.Atanh(e*sin)/e)
}
