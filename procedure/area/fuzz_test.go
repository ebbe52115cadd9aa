package area_test

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"github.com/einwand/einwand/procedure/area"
	"pgregory.net/rapid"
)

func FuzzRead(f *testing.F) {
	for _, name := range []string{"bp_47.gml", "fp_auenbrueck.gml", "collection.geojson", "wgs84.geojson"} {
		f.Add(file(f, name))
	}
	f.Add(gml("EPSG:25832", polygon(`srsName="urn:ogc:def:crs:EPSG::31469"`, "5411000 5656000 5412000 5656000 5412000 5657000 5411000 5656000")))
	f.Add(gml("EPSG:25833", `<gml:Surface><gml:patches><gml:PolygonPatch><gml:exterior><gml:Ring><gml:curveMember><gml:Curve><gml:segments><gml:Circle><gml:posList>400100 5711000 400000 5711100 399900 5711000</gml:posList></gml:Circle></gml:segments></gml:Curve></gml:curveMember></gml:Ring></gml:exterior></gml:PolygonPatch></gml:patches></gml:Surface>`))
	f.Add([]byte(`{"type":"GeometryCollection","crs":{"type":"EPSG","properties":{"code":31467}},"geometries":[{"type":"MultiPolygon","coordinates":[[[[3500000,5500000],[3500100,5500000],[3500100,5500100]]]]}]}`))
	f.Add([]byte(`<!DOCTYPE a><a/>`))
	f.Add([]byte(`PK`))
	f.Fuzz(func(t *testing.T, data []byte) {
		a, err := area.Read(data)
		var refusal *area.Refusal
		switch {
		case err == nil:
			holds(t, a)
		case !errors.As(err, &refusal):
			t.Errorf("got %v, want a Refusal", err)
		case !strings.HasSuffix(refusal.Sentence(), ".") || strings.Contains(refusal.Sentence(), "%!"):
			t.Errorf("got %q, want a sentence", refusal.Sentence())
		}
	})
}

// failer is what tests, properties and fuzzing have in common here.
type failer interface {
	Errorf(format string, args ...any)
	Fatalf(format string, args ...any)
}

// holds checks what is promised of every area.
func holds(t failer, a area.Area) {
	written := a.GeoJSON()
	if len(written) > area.MaxGeoJSON || a.Points() > 2*area.MaxPoints {
		t.Errorf("got %d bytes for %d points, want less", len(written), a.Points())
	}
	again, err := area.Read(written)
	if err != nil {
		t.Fatalf("read again: got %v for %s", err, written)
	}
	if !reflect.DeepEqual(again.Polygons, a.Polygons) {
		t.Errorf("read again: got %s, want %s", again.GeoJSON(), written)
	}
	for _, p := range a.Polygons {
		for i, rg := range p {
			if len(rg) < 4 || rg[0] != rg[len(rg)-1] {
				t.Errorf("ring %v is not closed", rg)
			}
			if outer := i == 0; clockwise(rg) == outer {
				t.Errorf("ring %v winds the wrong way", rg)
			}
		}
	}
	if b := a.Bounds(); b.West < 55_000_000 || b.East > 154_000_000 || b.South < 470_000_000 || b.North > 554_000_000 {
		t.Errorf("got %v, want Germany", b)
	}
}

func clockwise(rg area.Ring) bool {
	var twice int64
	for i := range len(rg) - 1 {
		twice += int64(rg[i].Lon-rg[0].Lon)*int64(rg[i+1].Lat-rg[0].Lat) - int64(rg[i].Lat-rg[0].Lat)*int64(rg[i+1].Lon-rg[0].Lon)
	}
	return twice < 0
}

// TestRingsAreClosedAndWound draws polygons of any direction, closed or not, with points twice.
func TestRingsAreClosedAndWound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lon, lat := rapid.Float64Range(6, 15).Draw(t, "lon"), rapid.Float64Range(47.3, 55).Draw(t, "lat")
		a := area.Area{Polygons: []area.Polygon{star(t, lon, lat)}}
		got, err := area.Read(a.GeoJSON())
		if err != nil {
			t.Fatalf("got %v for %s", err, a.GeoJSON())
		}
		holds(t, got)
		if got.SquareMeters() <= 0 {
			t.Errorf("got %g m², want some", got.SquareMeters())
		}
	})
}

// TestAnyRingIsRefusedOrKept draws rings that cross, touch and lie flat, on a lattice where that happens often.
func TestAnyRingIsRefusedOrKept(t *testing.T) {
	taken := 0
	rapid.Check(t, func(t *rapid.T) {
		corner := rapid.Custom(func(t *rapid.T) area.Point {
			step := area.Degrees(rapid.SampledFrom([]int64{1, 1000, 1_000_000}).Draw(t, "step"))
			return area.Point{Lon: 80_000_000 + step*area.Degrees(rapid.IntRange(0, 4).Draw(t, "x")), Lat: 510_000_000 + step*area.Degrees(rapid.IntRange(0, 4).Draw(t, "y"))}
		})
		rings := rapid.SliceOfN(rapid.SliceOfN(corner, 3, 7), 1, 3).Draw(t, "rings")
		var p area.Polygon
		for _, rg := range rings {
			p = append(p, rg)
		}
		if a, err := area.Read(area.Area{Polygons: []area.Polygon{p}}.GeoJSON()); err == nil {
			taken++
			holds(t, a)
		}
	})
	if taken == 0 {
		t.Error("got refusals only, want some areas")
	}
}

// star is a ring around a place whose points turn once around it, so that it never crosses itself.
func star(t *rapid.T, lon, lat float64) area.Polygon {
	directions := [8][2]float64{{1, 0}, {1, 1}, {0, 1}, {-1, 1}, {-1, 0}, {-1, -1}, {0, -1}, {1, -1}}
	var rg area.Ring
	for _, d := range directions {
		r := rapid.Float64Range(0.001, 0.1).Draw(t, "radius")
		p := area.Point{Lon: area.Degrees((lon + r*d[0]) * 1e7), Lat: area.Degrees((lat + r*d[1]) * 1e7)}
		for range rapid.IntRange(1, 3).Draw(t, "times") {
			rg = append(rg, p)
		}
	}
	if rapid.Bool().Draw(t, "closed") {
		rg = append(rg, rg[0])
	}
	if rapid.Bool().Draw(t, "reversed") {
		for i, j := 0, len(rg)-1; i < j; i, j = i+1, j-1 {
			rg[i], rg[j] = rg[j], rg[i]
		}
	}
	return area.Polygon{rg}
}
