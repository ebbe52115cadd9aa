package area_test

import (
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/einwand/einwand/procedure/area"
)

func file(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func read(t testing.TB, data []byte) area.Area {
	t.Helper()
	a, err := area.Read(data)
	if err != nil {
		t.Fatalf("got %v, want an area", err)
	}
	return a
}

func TestFilesAreRead(t *testing.T) {
	for _, c := range []struct {
		name, system    string
		polygons, rings int
		size            float64 // square metres
		found           area.Found
	}{
		// 400 m by 300 m less 100 m by 100 m, and half a circle of 100 m radius; UTM shrinks lengths to 0.9996474 there.
		{"bp_47.gml", "25832", 2, 3, (120_000 - 10_000 + math.Pi*5_000) / 0.9996474 / 0.9996474,
			area.Found{Kind: "BP_Plan", Name: "Südlich der Mühlenwiese", Number: "47", PlanArt: []string{"1000", "3000"}, Verfahren: "1000", Rechtsstand: "2300"}},
		// One square kilometre, 67 km from the meridian: 1.0000557; the seven parameters add 6.7 millionths.
		{"fp_auenbrueck.gml", "31466", 1, 1, 1e6 / 1.0000557 / 1.0000557 * 1.0000067 * 1.0000067,
			area.Found{Kind: "FP_Plan", Name: "Flächennutzungsplan Auenbrück", PlanArt: []string{"1000"}, Rechtsstand: "2000"}},
		{"collection.geojson", "25832", 2, 2, (120_000 + 10_000) / 0.9996474 / 0.9996474, area.Found{}},
		// From PROJ: the points in EPSG:25832, their plane area by the square of the scale there.
		{"wgs84.geojson", "4326", 1, 2, 83_866.2, area.Found{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := read(t, file(t, c.name))
			rings := 0
			for _, p := range a.Polygons {
				rings += len(p)
			}
			if a.System != c.system || len(a.Polygons) != c.polygons || rings != c.rings {
				t.Errorf("got %d polygons with %d rings in EPSG:%s, want %d, %d, EPSG:%s", len(a.Polygons), rings, a.System, c.polygons, c.rings, c.system)
			}
			if got := a.SquareMeters(); math.Abs(got/c.size-1) > 2e-4 {
				t.Errorf("size: got %.1f m², want %.1f m²", got, c.size)
			}
			if !reflect.DeepEqual(a.Found, c.found) {
				t.Errorf("plan: got %+v, want %+v", a.Found, c.found)
			}
		})
	}
}

func TestCanonicalFormIsStable(t *testing.T) {
	a := read(t, []byte(`{"type":"GeometryCollection","geometries":[{"type":"Polygon","coordinates":[[[8,51],[8,51.1],[8,51.1],[8.10000004,51.1],[8.1,51],[8,51]],[[8.02,51.02],[8.04,51.02],[8.04,51.04],[8.02,51.02]]]}]}`))
	const want = `{"type":"Polygon","coordinates":[[[8,51],[8.1,51],[8.1,51.1],[8,51.1],[8,51]],[[8.02,51.02],[8.04,51.04],[8.04,51.02],[8.02,51.02]]]}`
	if got := string(a.GeoJSON()); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	for _, name := range []string{"bp_47.gml", "fp_auenbrueck.gml", "collection.geojson", "wgs84.geojson"} {
		a := read(t, file(t, name))
		again := read(t, a.GeoJSON())
		if !reflect.DeepEqual(again.Polygons, a.Polygons) || again.System != "4326" {
			t.Errorf("%s: got %s, want %s", name, again.GeoJSON(), a.GeoJSON())
		}
	}
}

func TestBoundsAndPoints(t *testing.T) {
	a := read(t, []byte(`{"type":"MultiPolygon","coordinates":[[[[8,51],[8.1,51],[8.1,51.1],[8,51]]],[[[9,52],[9.1,52],[9.1,52.1],[9,52]]]]}`))
	if want := (area.Bounds{West: 80_000_000, South: 510_000_000, East: 91_000_000, North: 521_000_000}); a.Bounds() != want || a.Points() != 8 {
		t.Errorf("got %v with %d points, want %v with 8", a.Bounds(), a.Points(), want)
	}
}

// gml is a plan around a geometry, with an envelope for the whole file.
func gml(envelope, geometry string) []byte {
	return []byte(`<a xmlns:gml="http://www.opengis.net/gml/3.2"><gml:boundedBy><gml:Envelope srsName="` + envelope + `"/></gml:boundedBy><SO_Plan><raeumlicherGeltungsbereich>` +
		geometry + `</raeumlicherGeltungsbereich></SO_Plan></a>`)
}

// polygon is one of GML around positions; srs are its attributes.
func polygon(srs, positions string) string {
	return `<gml:Polygon ` + srs + `><gml:exterior><gml:LinearRing><gml:posList>` + positions + `</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon>`
}

const (
	east  = "400000 5711000 401000 5711000 401000 5712000 400000 5711000"
	north = "5711000 400000 5711000 401000 5712000 401000 5711000 400000"
)

func TestBothOrdersOfAxesAreRead(t *testing.T) {
	for _, c := range []struct{ name, geometry string }{
		{"short name, east first", polygon(`srsName="EPSG:25832"`, east)},
		{"urn, east first as the rule says", polygon(`srsName="urn:ogc:def:crs:EPSG::25832"`, east)},
		{"north first against the rule", polygon(`srsName="EPSG:25832"`, north)},
		{"zone in front", polygon(`srsName="EPSG:4647"`, "32400000 5711000 32401000 5711000 32401000 5712000 32400000 5711000")},
		{"degrees, north first", polygon(`srsName="EPSG:4326"`, "51.5412302 7.5580065 51.5413957 7.5724168 51.5503851 7.5721384 51.5412302 7.5580065")},
		{"degrees, east first", polygon(`srsName="urn:ogc:def:crs:EPSG::4258"`, "7.5580065 51.5412302 7.5724168 51.5413957 7.5721384 51.5503851 7.5580065 51.5412302")},
		{"system of the envelope", polygon("", east)},
		{"system at the curve only", strings.NewReplacer("<gml:LinearRing>", `<gml:Ring><gml:curveMember><gml:LineString srsName="EPSG:25832">`,
			"</gml:LinearRing>", "</gml:LineString></gml:curveMember></gml:Ring>").Replace(polygon("", east))},
		{"old style of dimension", strings.Replace(polygon(`srsName="EPSG:25832"`, "400000 5711000 1 401000 5711000 1 401000 5712000 1 400000 5711000 1"), "<gml:posList>", `<gml:posList srsDimension="3">`, 1)},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := read(t, gml("EPSG:25832", c.geometry))
			b := a.Bounds()
			if got := [4]float64{b.West.Float(), b.South.Float(), b.East.Float(), b.North.Float()}; math.Abs(got[0]-7.558)+math.Abs(got[1]-51.5412)+math.Abs(got[2]-7.5724)+math.Abs(got[3]-51.5503) > 0.001 {
				t.Errorf("got %v, want 7.558 51.541 to 7.572 51.550", got)
			}
		})
	}
}

func TestCurvesBecomeLines(t *testing.T) {
	const full = math.Pi * 100 * 100
	for name, c := range map[string]struct {
		segments string
		size     float64 // on the plane
		points   int
	}{
		"circle":         {`<gml:Circle><gml:posList>400100 5711000 400000 5711100 399900 5711000</gml:posList></gml:Circle>`, full, 181},
		"two arcs":       {`<gml:ArcString><gml:posList>400100 5711000 400000 5710900 399900 5711000 400000 5711100 400100 5711000</gml:posList></gml:ArcString>`, full, 181},
		"arc cut out":    {`<gml:Arc><gml:posList>400100 5711000 400000 5710900 399900 5711000</gml:posList></gml:Arc>` + square(5_710_800), 40_000 - full/2, 94},
		"arc put on":     {`<gml:Arc><gml:posList>400100 5711000 400000 5711100 399900 5711000</gml:posList></gml:Arc>` + square(5_710_800), 40_000 + full/2, 94},
		"arc of no bend": {`<gml:Arc><gml:posList>400100 5711000 400000 5711000 399900 5711000</gml:posList></gml:Arc>` + square(5_710_800), 40_000, 6},
	} {
		a := read(t, gml("EPSG:25832", `<gml:Surface><gml:patches><gml:PolygonPatch><gml:exterior><gml:Ring><gml:curveMember><gml:Curve><gml:segments>`+c.segments+
			`</gml:segments></gml:Curve></gml:curveMember></gml:Ring></gml:exterior></gml:PolygonPatch></gml:patches></gml:Surface>`))
		want := c.size / 0.9997234 / 0.9997234
		if got := a.SquareMeters(); math.Abs(got/want-1) > 5e-4 || a.Points() != c.points {
			t.Errorf("%s: got %.1f m² by %d points, want %.1f m² by %d", name, got, a.Points(), want, c.points)
		}
	}
}

// square is the rest of a square whose northern edge is the arc of a test.
func square(south int) string {
	return fmt.Sprintf(`<gml:LineStringSegment><gml:posList>399900 5711000 399900 %d 400100 %[1]d 400100 5711000</gml:posList></gml:LineStringSegment>`, south)
}

func TestPiecesOfABoundaryAreJoined(t *testing.T) {
	ring := func(orientation, second string) []byte {
		return gml("EPSG:25832", `<gml:Polygon><gml:exterior><gml:Ring>
			<gml:curveMember><gml:LineString><gml:posList>400000 5711000 401000 5711000 401000 5712000</gml:posList></gml:LineString></gml:curveMember>
			<gml:curveMember><gml:OrientableCurve orientation="`+orientation+`"><gml:baseCurve><gml:LineString><gml:posList>`+second+`</gml:posList></gml:LineString></gml:baseCurve></gml:OrientableCurve></gml:curveMember>
			</gml:Ring></gml:exterior></gml:Polygon>`)
	}
	for _, data := range [][]byte{ring("+", "401000 5712000 400000 5711000"), ring("-", "400000 5711000 401000 5712000.01")} {
		if got := read(t, data).Points(); got > 5 || got < 4 {
			t.Errorf("got %d points, want 4 or 5", got)
		}
	}
	refused(t, ring("-", "401000 5712000 400000 5711000"), area.BrokenBoundary, "")
}

func refused(t *testing.T, data []byte, want area.Reason, detail string) {
	t.Helper()
	var got *area.Refusal
	if _, err := area.Read(data); !errors.As(err, &got) {
		t.Errorf("%.80q: got %v, want a refusal", data, err)
	} else if got.Reason != want || !strings.Contains(got.Sentence(), detail) {
		t.Errorf("%.80q: got %s, %q, want %s with %q", data, got.Reason, got.Sentence(), want, detail)
	}
}
