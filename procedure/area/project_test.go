package area

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// TestControlPoints has its values from PROJ 9.1.1: cs2cs for UTM, and for DHDN a pipeline of tmerc and EPSG:1777 (cct).
func TestControlPoints(t *testing.T) {
	for _, c := range []struct {
		code                  string
		east, north, lon, lat float64
	}{
		{"25832", 400000, 5711000, 7.5580064989, 51.5412301759},
		{"25832", 320000, 5650000, 6.4360739325, 50.9734312844},
		{"25832", 567012.34, 5934567.89, 10.0115908777, 53.5557136330},
		{"25832", 691000, 5335000, 11.5675012292, 48.1395583499},
		{"25832", 850000, 5700000, 14.0265008304, 51.3432560311},
		{"4647", 32400000, 5711000, 7.5580064989, 51.5412301759},
		{"25833", 391779.26, 5820072.16, 13.4050000107, 52.5200000084},
		{"25833", 460000, 5650000, 14.4299483596, 51.0001840616},
		{"25833", 200000, 5800000, 10.6026209505, 52.2683650832},
		{"5650", 33460000, 5650000, 14.4299483596, 51.0001840616},
		{"31466", 2567000, 5680000, 6.9590438923, 51.2509280309},
		{"31466", 2600123.45, 5650987.65, 7.4252900139, 50.9853755911},
		{"31467", 3500000, 5500000, 8.9989635640, 49.6367106423},
		{"31467", 3477733, 5553274, 8.6876383938, 50.1152595377},
		{"31467", 3400000, 6000000, 7.4694805271, 54.1207626513},
		{"31468", 4468503.33, 5333317.78, 11.5753659633, 48.1371073283},
		{"31468", 4400000, 5400000, 10.6392260816, 48.7295272040},
		{"5678", 4400000, 5400000, 10.6392260816, 48.7295272040},
		{"31469", 5411000, 5656000, 13.7293054106, 51.0322811754},
		{"31469", 5390000, 5820000, 13.3780948563, 52.5020602732},
	} {
		lon, lat, ok := systems[c.code].grid.degrees(c.east, c.north)
		if !ok || math.Abs(lon-c.lon) > 1e-10 || math.Abs(lat-c.lat) > 1e-10 {
			t.Errorf("EPSG:%s %g %g: got %.10f %.10f, want %.10f %.10f", c.code, c.east, c.north, lon, lat, c.lon, c.lat)
		}
	}
}

// TestShiftIsWithinThreeMetres has its values from PROJ 9.1.1 with the grid BeTA2007 (EPSG:15949), the transformation of the
// land surveys.
func TestShiftIsWithinThreeMetres(t *testing.T) {
	for _, c := range []struct {
		code                  string
		east, north, lon, lat float64
	}{
		{"31466", 2567000, 5680000, 6.9590232116, 51.2509322977},
		{"31466", 2600123.45, 5650987.65, 7.4252727754, 50.9853779603},
		{"31467", 3500000, 5500000, 8.9989589684, 49.6367082617},
		{"31467", 3477733, 5553274, 8.6876311572, 50.1152584715},
		{"31467", 3400000, 6000000, 7.4694909010, 54.1207772768},
		{"31468", 4468503.33, 5333317.78, 11.5753733217, 48.1371143024},
		{"31468", 4400000, 5400000, 10.6392314666, 48.7295289044},
		{"31469", 5411000, 5656000, 13.7292940882, 51.0322838950},
		{"31469", 5390000, 5820000, 13.3780933139, 52.5020593931},
	} {
		lon, lat, _ := systems[c.code].grid.degrees(c.east, c.north)
		if off := math.Hypot((lon-c.lon)*math.Cos(radians(lat)), lat-c.lat) * 111_320; off > 3 {
			t.Errorf("EPSG:%s %g %g: got %.1f m beside the grid, want at most 3", c.code, c.east, c.north, off)
		} else {
			t.Logf("EPSG:%s %g %g: %.2f m", c.code, c.east, c.north, off)
		}
	}
}

// project is the way there, by other formulas than the way back: the series of Snyder, Map Projections (1987), (8-9) to
// (8-15) and (3-21), good to centimetres some degrees from the meridian.
func (g *grid) project(lon, lat float64) (east, north float64) {
	e2 := g.on.e2()
	second := e2 / (1 - e2)
	sin, cos, tan := math.Sin(radians(lat)), math.Cos(radians(lat)), math.Tan(radians(lat))
	n := g.on.a / math.Sqrt(1-e2*sin*sin)
	tt, c, a := tan*tan, second*cos*cos, radians(lon-g.meridian)*cos
	phi := radians(lat)
	m := g.on.a * ((1-e2/4-3*e2*e2/64-5*e2*e2*e2/256)*phi - (3*e2/8+3*e2*e2/32+45*e2*e2*e2/1024)*math.Sin(2*phi) +
		(15*e2*e2/256+45*e2*e2*e2/1024)*math.Sin(4*phi) - 35*e2*e2*e2/3072*math.Sin(6*phi))
	east = g.falseEasting + g.scale*n*(a+(1-tt+c)*math.Pow(a, 3)/6+(5-18*tt+tt*tt+72*c-58*second)*math.Pow(a, 5)/120)
	north = g.scale * (m + n*tan*(a*a/2+(5-tt+9*c+4*c*c)*math.Pow(a, 4)/24+(61-58*tt+tt*tt+600*c-330*second)*math.Pow(a, 6)/720))
	return east, north
}

func TestProjectionComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := systems[rapid.SampledFrom([]string{"25832", "25833", "31466", "31467", "31468", "31469"}).Draw(t, "code")].grid
		plain := *g
		plain.shifted = false
		lon := g.meridian + rapid.Float64Range(-3, 3).Draw(t, "lon")
		lat := rapid.Float64Range(47, 55.4).Draw(t, "lat")
		backLon, backLat, ok := plain.degrees(plain.project(lon, lat))
		if !ok || math.Abs(backLon-lon) > 2e-7 || math.Abs(backLat-lat) > 2e-7 {
			t.Errorf("got %.9f %.9f, want %.9f %.9f", backLon, backLat, lon, lat)
		}
	})
}

func TestFarFromTheMeridianNothingIsProjected(t *testing.T) {
	for _, p := range [][2]float64{{0, 0}, {5e6, 5.7e6}, {math.NaN(), 5.7e6}, {math.Inf(1), 5.7e6}, {4e5, math.Inf(-1)}, {4e5, 1e300}, {4e5, -5.7e6}} {
		if lon, lat, ok := systems["25832"].grid.degrees(p[0], p[1]); ok {
			t.Errorf("%v: got %g %g, want nothing", p, lon, lat)
		}
	}
}

func TestSystemsByName(t *testing.T) {
	for _, c := range []struct {
		name, code string
		northFirst bool
	}{
		{"EPSG:25832", "25832", false},
		{" epsg:25833\n", "25833", false},
		{"urn:ogc:def:crs:EPSG::25832", "25832", false},
		{"urn:ogc:def:crs:EPSG:6.12:31467", "31467", true},
		{"urn:x-ogc:def:crs:EPSG:4326", "4326", true},
		{"http://www.opengis.net/def/crs/EPSG/0/4258", "4258", true},
		{"https://www.opengis.net/def/crs/EPSG/0/25833", "25833", false},
		{"http://www.opengis.net/gml/srs/epsg.xml#31468", "31468", false},
		{"EPSG:31469", "31469", false},
		{"EPSG:4326", "4326", true},
		{"urn:ogc:def:crs:OGC:1.3:CRS84", "4326", false},
		{"OGC:CRS84", "4326", false},
		{"urn:adv:crs:ETRS89_UTM32", "25832", false},
		{"urn:adv:crs:ETRS89_UTM33*DE_DHHN2016_NH", "25833", false},
		{"urn:adv:crs:DE_DHDN_3GK2_NW177", "31466", false},
		{"urn:adv:crs:DE_DHDN_3GK5", "31469", false},
		{"urn:adv:crs:ETRS89_Lat-Lon", "4258", true},
	} {
		s, northFirst, ok := systemOf(c.name)
		if !ok || s.code != c.code || northFirst != c.northFirst {
			t.Errorf("%q: got %s, north first %v, %v, want %s, %v", c.name, s.code, northFirst, ok, c.code, c.northFirst)
		}
	}
	for _, name := range []string{"", "EPSG:3857", "EPSG:258322", "urn:adv:crs:ETRS89_UTM321", "ETRS89_UTM32", "urn:adv:crs:DE_DHDN_3GK1", "http://example.org/25832", "EPSG:"} {
		if s, _, ok := systemOf(name); ok {
			t.Errorf("%q: got %s, want nothing", name, s.code)
		}
	}
}
