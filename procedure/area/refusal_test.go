package area_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/einwand/einwand/procedure/area"
)

func TestGeoJSONThatIsNoArea(t *testing.T) {
	square := func(crs string) string {
		return `{"type":"Polygon",` + crs + `"coordinates":[[[400000,5711000],[401000,5711000],[401000,5712000],[400000,5711000]]]}`
	}
	for name, c := range map[string]struct {
		data   string
		want   area.Reason
		detail string
	}{
		"nothing":                   {" \n", area.Empty, "leer"},
		"a shapefile":               {"\x00\x00\x27\x0a", area.UnknownFormat, "keine GeoJSON"},
		"an archive":                {"PK\x03\x04xplan.gml", area.Archive, "ZIP"},
		"cut off":                   {`{"type":"Polygon","coordinates":[[[8,51],`, area.Malformed, "ab Zeichen 41"},
		"a point":                   {`{"type":"Point","coordinates":[8,51]}`, area.WrongKind, "„Point“"},
		"a line in a feature":       {`{"type":"Feature","geometry":{"type":"LineString","coordinates":[[8,51],[9,52]]}}`, area.WrongKind, "„LineString“"},
		"no type":                   {`{}`, area.WrongKind, ""},
		"collection of points":      {`{"type":"FeatureCollection","features":[{"type":"Point"}]}`, area.WrongKind, "„Point“"},
		"empty collection":          {`{"type":"FeatureCollection","features":[]}`, area.NoGeometry, "keine Fläche"},
		"feature of nothing":        {`{"type":"Feature","geometry":null}`, area.NoGeometry, ""},
		"nested too little":         {`{"type":"Polygon","coordinates":[[8,51],[9,52]]}`, area.BadShape, ""},
		"endless number":            {`{"type":"Polygon","coordinates":[[[8e999,51]]]}`, area.BadShape, ""},
		"words for numbers":         {`{"type":"Polygon","coordinates":[[["8","51"]]]}`, area.BadShape, ""},
		"half a position":           {`{"type":"Polygon","coordinates":[[[8],[9,52],[8,52]]]}`, area.OddPosition, ""},
		"two points":                {`{"type":"Polygon","coordinates":[[[8,51],[9,52],[8,51]]]}`, area.ShortRing, ""},
		"no ring":                   {`{"type":"MultiPolygon","coordinates":[[]]}`, area.ShortRing, ""},
		"a flat ring":               {`{"type":"Polygon","coordinates":[[[8,51],[9,52],[8.5,51.5],[8,51]]]}`, area.NoExtent, ""},
		"a grain":                   {`{"type":"Polygon","coordinates":[[[8,51],[8.00000001,51],[8,51.00000001],[8,51]]]}`, area.NoExtent, ""},
		"an eight":                  {`{"type":"Polygon","coordinates":[[[8,51],[9,52],[9,51],[8,52],[8,51]]]}`, area.Crossing, "51,50000°\u00a0N, 8,50000°\u00a0O"},
		"hole across the edge":      {`{"type":"Polygon","coordinates":[[[8,51],[9,51],[8.5,52],[8,51]],[[8.1,51.1],[8.1,51.9],[8.5,51.1],[8.1,51.1]]]}`, area.Crossing, ""},
		"hole elsewhere":            {`{"type":"Polygon","coordinates":[[[8,51],[9,51],[8.5,52],[8,51]],[[10,51.1],[10.1,51.9],[10.5,51.1],[10,51.1]]]}`, area.HoleOutside, ""},
		"metres without crs":        {square(""), area.NotDegrees, "WGS\u00a084"},
		"unknown crs":               {square(`"crs":{"type":"name","properties":{"name":"EPSG:3857"}},`), area.UnknownSystem, "„EPSG:3857“"},
		"link as crs":               {square(`"crs":{"type":"link","properties":{"href":"x"}},`), area.UnknownSystem, ""},
		"number as crs":             {square(`"crs":25832,`), area.UnknownSystem, "„25832“"},
		"wrong crs":                 {square(`"crs":{"type":"name","properties":{"name":"EPSG:25833"}},`) + " ", "", ""},
		"wrong zone":                {square(`"crs":{"type":"name","properties":{"name":"EPSG:31468"}},`), area.Outside, "EPSG:31468"},
		"north first":               {`{"type":"Polygon","coordinates":[[[51,8],[52,9],[52,8],[51,8]]]}`, area.Swapped, "vertauscht"},
		"in Paris":                  {`{"type":"Polygon","coordinates":[[[2.3,48.8],[2.4,48.8],[2.4,48.9],[2.3,48.8]]]}`, area.Outside, "Deutschland"},
		"collections in each other": {strings.Repeat(`{"type":"GeometryCollection","geometries":[`, 5) + strings.Repeat("]}", 5), area.TooDeep, ""},
	} {
		t.Run(name, func(t *testing.T) {
			if c.want == "" {
				read(t, []byte(c.data))
				return
			}
			refused(t, []byte(c.data), c.want, c.detail)
		})
	}
}

func TestOutsideGermanyIsRefused(t *testing.T) {
	for _, place := range []string{"5.3,51", "15.5,51", "8,46.9", "8,55.5", "0,0", "-8,51", "8,-51", "1e300,51"} {
		data := fmt.Sprintf(`{"type":"Polygon","coordinates":[[[8,51],[8.1,51],[%s],[8,51]]]}`, place)
		if _, err := area.Read([]byte(data)); err == nil {
			t.Errorf("%s: got an area, want a refusal", place)
		}
	}
}

func TestXPlanGMLThatIsNoArea(t *testing.T) {
	const utm = `srsName="EPSG:25832"`
	for name, c := range map[string]struct {
		data   []byte
		want   area.Reason
		detail string
	}{
		"a map for Google":    {[]byte("<kml></kml>"), area.NoPlan, "XPlanung"},
		"not closed":          {[]byte("<kml>"), area.Malformed, "ab Zeichen 5"},
		"cut off in the plan": {[]byte("<a><BP_Plan><name>Am"), area.Malformed, ""},
		"unknown letters":     {[]byte(`<?xml version="1.0" encoding="klingon"?><a/>`), area.Malformed, ""},
		"two plans":           {[]byte(`<a><BP_Plan/><FP_Plan/></a>`), area.SeveralPlans, "mehrere"},
		"no scope":            {[]byte(`<a><BP_Plan><name>47</name></BP_Plan></a>`), area.NoScope, ""},
		"empty scope":         {gml("EPSG:25832", ""), area.NoScope, ""},
		"a point":             {gml("EPSG:25832", "<gml:Point><gml:pos>1 2</gml:pos></gml:Point>"), area.WrongKind, "„Point“"},
		"a reference":         {gml("EPSG:25832", `<gml:MultiSurface><gml:surfaceMember href="#G1"/></gml:MultiSurface>`), area.Reference, "xlink"},
		"no system":           {gml("", polygon("", east)), area.NoSystem, "srsName"},
		"unknown system":      {gml("", polygon(`srsName="urn:ogc:def:crs:EPSG::3068"`, east)), area.UnknownSystem, "„urn:ogc:def:crs:EPSG::3068“"},
		"two systems":         {gml("", strings.Replace(polygon(utm, east), "<gml:LinearRing>", `<gml:LinearRing srsName="EPSG:25833">`, 1)), area.MixedSystems, "EPSG:25833"},
		"comma in a number":   {gml("", polygon(utm, "400000,5 5711000 401000 5711000")), area.BadNumber, "„400000,5“"},
		"not a number":        {gml("", polygon(utm, "NaN 5711000 401000 5711000 401000 5712000")), area.BadNumber, "„NaN“"},
		"half a position":     {gml("", polygon(utm, "400000 5711000 401000")), area.OddPosition, ""},
		"four dimensions":     {gml("", polygon(utm+` srsDimension="4"`, east)), area.OddPosition, ""},
		"two points":          {gml("", polygon(utm, "400000 5711000 401000 5711000")), area.ShortRing, ""},
		"no boundary":         {gml("", `<gml:Polygon srsName="EPSG:25832"/>`), area.ShortRing, ""},
		"two rings as one":    {gml("", strings.Replace(polygon(utm, east), "</gml:exterior>", "<gml:LinearRing/></gml:exterior>", 1)), area.WrongKind, "„LinearRing“"},
		"an empty boundary":   {gml("", `<gml:Polygon srsName="EPSG:25832"><gml:exterior/></gml:Polygon>`), area.ShortRing, ""},
		"an eight":            {gml("", polygon(utm, "400000 5711000 401000 5712000 401000 5711000 400000 5712000 400000 5711000")), area.Crossing, ""},
		"elsewhere":           {gml("", polygon(utm, "400000 4711000 401000 4711000 401000 4712000")), area.Outside, "EPSG:25832"},
		"a spline":            {gml("EPSG:25832", strings.NewReplacer("<gml:LinearRing>", "<gml:Ring><gml:curveMember><gml:Curve><gml:segments><gml:BSpline/></gml:segments></gml:Curve></gml:curveMember>", "</gml:LinearRing>", "</gml:Ring>", "<gml:posList>"+east+"</gml:posList>", "").Replace(polygon("", east))), area.UnknownCurve, "„BSpline“"},
	} {
		t.Run(name, func(t *testing.T) { refused(t, c.data, c.want, c.detail) })
	}
}

func TestHostileXMLIsRefused(t *testing.T) {
	entities := `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "` + strings.Repeat("x", 1000) + `"><!ENTITY c "` + strings.Repeat("&b;", 1000) + `">]><a>&c;</a>`
	for name, c := range map[string]struct {
		data []byte
		want area.Reason
	}{
		"entities that grow":   {[]byte(entities), area.Doctype},
		"file of the server":   {[]byte(`<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>`), area.Doctype},
		"entity without a DTD": {[]byte(`<a>&b;</a>`), area.Malformed},
		"depth":                {[]byte(strings.Repeat("<a>", area.MaxXPlanGML/3)), area.TooDeep},
		"depth in the scope":   {gml("EPSG:25832", strings.Repeat("<gml:surfaceMember>", 1000)), area.TooDeep},
		"depth in a plan":      {[]byte("<a><BP_Plan>" + strings.Repeat("<b>", 1000)), area.TooDeep},
		"many elements":        {gml("EPSG:25832", strings.Repeat("<b/>", 1_000_000)), area.TooManyPoints},
		"many attributes":      {[]byte("<a" + strings.Repeat(` xmlns:b="c"`, area.MaxXPlanGML/13) + "/>"), area.NoPlan},
		"many comments":        {[]byte("<a>" + strings.Repeat("<!---->", area.MaxXPlanGML/8) + "</a>"), area.NoPlan},
		"many short texts":     {[]byte("<a><BP_Plan><name>" + strings.Repeat("<![CDATA[x]]>", area.MaxXPlanGML/14) + "</name></BP_Plan></a>"), area.NoScope},
	} {
		t.Run(name, func(t *testing.T) {
			begun := time.Now()
			refused(t, c.data, c.want, "")
			if took := time.Since(begun); took > 20*time.Second {
				t.Errorf("took %v, want a moment", took)
			}
		})
	}
}

func TestLimits(t *testing.T) {
	refused(t, []byte("{"+strings.Repeat(" ", area.MaxGeoJSON)), area.TooLarge, "1\u00a0MB")
	refused(t, []byte("<"+strings.Repeat(" ", area.MaxXPlanGML)), area.TooLarge, "8\u00a0MB")
	refused(t, []byte(`{"type":"Polygon","coordinates":[[`+strings.Repeat("[8,51],", area.MaxPoints)+`[8,51]]]}`), area.TooManyPoints, "40.000")
	comb := func(points int) string { // teeth that never cross
		var b strings.Builder
		for i := range points - 3 {
			fmt.Fprintf(&b, "%d %d ", 400000+2*i, 5711000+100*(i%2))
		}
		fmt.Fprintf(&b, "%d 5710000 400000 5710000 400000 5711000", 400000+2*points)
		return b.String()
	}
	a := read(t, gml("", polygon(`srsName="EPSG:25832"`, comb(area.MaxPoints))))
	if got := len(a.GeoJSON()); got > area.MaxGeoJSON {
		t.Errorf("canonical form: got %d bytes, want at most %d", got, area.MaxGeoJSON)
	}
	read(t, a.GeoJSON())
	refused(t, gml("", polygon(`srsName="EPSG:25832"`, comb(area.MaxPoints+1))), area.TooManyPoints, "40.000")
}

// TestIntricateOutlineIsTakenUnchecked is the worst case of the search for crossings: every edge spans the whole width, so
// that the search ends before it reaches the eight in the east.
func TestIntricateOutlineIsTakenUnchecked(t *testing.T) {
	outline := func(zigzags int) []byte {
		var b strings.Builder
		for i := range zigzags + 1 {
			fmt.Fprintf(&b, "[%d.5,%.5f],", 8+i%2*3, 50+float64(i)/10_000)
		}
		return []byte(`{"type":"Polygon","coordinates":[[` + b.String() + `[7,52],[12,52],[13,53],[13,52],[12,53],[7,53],[7,50],[8.5,50]]]}`)
	}
	refused(t, outline(100), area.Crossing, "52,50000°\u00a0N, 12,50000°\u00a0O")
	read(t, outline(15_000))
}

func TestCrossingOfCentimetresIsRounding(t *testing.T) {
	spike := func(west string) []byte {
		return []byte(`{"type":"Polygon","coordinates":[[[8,51],[8.1,51],[8.1,51.05],[` + west + `,51.05],[8.1,51.06],[8.1,51.1],[8,51.1],[8,51]]]}`)
	}
	read(t, spike("7.9999997"))
	refused(t, spike("7.9999"), area.Crossing, "51,05")
}

func TestEveryReasonHasASentence(t *testing.T) {
	parsed, err := parser.ParseFile(token.NewFileSet(), "refusal.go", nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	reasons := 0
	ast.Inspect(parsed, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if typ, isIdent := specType(spec, ok); !isIdent || typ != "Reason" {
			return true
		}
		value, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
		if err != nil {
			t.Fatal(err)
		}
		reasons++
		r := area.Refusal{Reason: area.Reason(value), Detail: "dies"}
		if s := r.Sentence(); !strings.HasSuffix(s, ".") || !strings.Contains(s, "Bitte") || strings.ContainsAny(s, "!%") {
			t.Errorf("%s: got %q, want what is wrong and what to do", value, s)
		}
		return true
	})
	if reasons < 20 {
		t.Errorf("got %d reasons, want all", reasons)
	}
}

func specType(spec *ast.ValueSpec, ok bool) (string, bool) {
	if !ok {
		return "", false
	}
	id, ok := spec.Type.(*ast.Ident)
	if !ok {
		return "", false
	}
	return id.Name, true
}

func TestDetailIsShortAndPrintable(t *testing.T) {
	refused(t, []byte("<a><BP_Plan><raeumlicherGeltungsbereich>"+polygon(`srsName="E&#10;P`+strings.Repeat("x", 500)+`"`, east)+"</raeumlicherGeltungsbereich></BP_Plan></a>"),
		area.UnknownSystem, "„E P"+strings.Repeat("x", 57)+"…“")
}
