package area

import "math"

// ellipsoid is a figure of the earth: the great half-axis in metres and the flattening.
type ellipsoid struct{ a, f float64 }

var (
	bessel = ellipsoid{6_377_397.155, 1 / 299.1528128}
	grs80  = ellipsoid{6_378_137, 1 / 298.257222101}
	wgs84  = ellipsoid{6_378_137, 1 / 298.257223563}
)

func (e ellipsoid) e2() float64 { return e.f * (2 - e.f) }

// grid is a transverse Mercator projection: UTM or Gauß-Krüger.
type grid struct {
	on           ellipsoid
	meridian     float64 // degrees
	scale        float64 // on the meridian
	falseEasting float64 // metres
	shifted      bool    // by the parameters of DHDN
}

func utm(meridian, falseEasting float64) *grid {
	return &grid{on: grs80, meridian: meridian, scale: 0.9996, falseEasting: falseEasting}
}

func gaussKrueger(zone float64) *grid {
	return &grid{on: bessel, meridian: 3 * zone, scale: 1, falseEasting: zone*1_000_000 + 500_000, shifted: true}
}

// degrees returns longitude and latitude in WGS 84. ok is false far from the meridian, where the series do not hold.
//
// The series are Krüger's (1912) to the fourth order of the third flattening, as in Karney, "Transverse Mercator with an
// accuracy of a few nanometers", J. Geodesy 85 (2011), (36) and (B6); what they leave out is less than a micrometre.
func (g *grid) degrees(east, north float64) (lon, lat float64, ok bool) {
	n := g.on.f / (2 - g.on.f)
	n2, n3, n4 := n*n, n*n*n, n*n*n*n
	radius := g.on.a / (1 + n) * (1 + n2/4 + n4/64) * g.scale
	xi, eta := north/radius, (east-g.falseEasting)/radius
	if !(math.Abs(eta) < 0.2 && xi > 0 && xi < math.Pi/2) {
		return 0, 0, false
	}
	beta := [4]float64{n/2 - n2*2/3 + n3*37/96 - n4/360, n2/48 + n3/15 - n4*437/1440, n3*17/480 - n4*37/840, n4 * 4397 / 161280}
	x, y := xi, eta
	for i, b := range beta {
		k := 2 * float64(i+1)
		x -= b * math.Sin(k*xi) * math.Cosh(k*eta)
		y -= b * math.Cos(k*xi) * math.Sinh(k*eta)
	}
	conformal := math.Asin(math.Sin(x) / math.Cosh(y))
	delta := [4]float64{2*n - n2*2/3 - 2*n3 + n4*116/45, n2*7/3 - n3*8/5 - n4*227/45, n3*56/15 - n4*136/35, n4 * 4279 / 630}
	phi := conformal
	for i, d := range delta {
		phi += d * math.Sin(2*float64(i+1)*conformal)
	}
	lambda := radians(g.meridian) + math.Atan2(math.Sinh(y), math.Cos(x))
	if g.shifted {
		lambda, phi = shift(lambda, phi)
	}
	return inDegrees(lambda), inDegrees(phi), true
}

// shift brings DHDN to WGS 84 by the seven parameters of EPSG:1777, "DHDN to WGS 84 (2)" (position vector; accuracy 3 m). The
// heights of ground points, unknown here, would change the result by millimetres.
func shift(lambda, phi float64) (float64, float64) {
	const (
		tx, ty, tz = 598.1, 73.7, 418.2
		second     = math.Pi / 180 / 3600
		rx, ry, rz = 0.202 * second, 0.045 * second, -2.455 * second
		m          = 1 + 6.7e-6
	)
	nu := bessel.a / math.Sqrt(1-bessel.e2()*math.Sin(phi)*math.Sin(phi))
	x, y, z := nu*math.Cos(phi)*math.Cos(lambda), nu*math.Cos(phi)*math.Sin(lambda), nu*(1-bessel.e2())*math.Sin(phi)
	x, y, z = m*(x-rz*y+ry*z)+tx, m*(rz*x+y-rx*z)+ty, m*(-ry*x+rx*y+z)+tz
	return wgs84.surface(x, y, z)
}

// surface returns longitude and latitude of a geocentric point near the surface, by Bowring's formula.
func (e ellipsoid) surface(x, y, z float64) (lambda, phi float64) {
	b, p := e.a*(1-e.f), math.Hypot(x, y)
	theta := math.Atan2(z*e.a, p*b)
	second := e.e2() / (1 - e.e2())
	phi = math.Atan2(z+second*b*math.Pow(math.Sin(theta), 3), p-e.e2()*e.a*math.Pow(math.Cos(theta), 3))
	return math.Atan2(y, x), phi
}

func radians(degrees float64) float64   { return degrees * math.Pi / 180 }
func inDegrees(radians float64) float64 { return radians * 180 / math.Pi }
