package area

import (
	"strconv"
	"strings"
)

// GeoJSON writes the area as a Polygon or MultiPolygon of RFC 7946, with seven decimals: the form in which it is kept. What
// Read has returned is written within MaxGeoJSON.
func (a Area) GeoJSON() []byte {
	kind, parts := "MultiPolygon", make([]string, len(a.Polygons))
	for i, p := range a.Polygons {
		parts[i] = p.json()
	}
	coordinates := "[" + strings.Join(parts, ",") + "]"
	if len(parts) == 1 {
		kind, coordinates = "Polygon", parts[0]
	}
	return []byte(`{"type":"` + kind + `","coordinates":` + coordinates + `}`)
}

func (p Polygon) json() string {
	var b strings.Builder
	for i, rg := range p {
		b.WriteString(opening(i))
		for j, pt := range rg {
			b.WriteString(opening(j) + "[" + pt.Lon.decimal() + "," + pt.Lat.decimal() + "]")
		}
		b.WriteString("]")
	}
	return b.String() + "]"
}

// opening is what stands before the item of a list: its bracket before the first, a comma before every other.
func opening(i int) string {
	if i == 0 {
		return "["
	}
	return ","
}

// decimal writes the number exactly, which a detour through a float might not.
func (d Degrees) decimal() string {
	whole, part := strconv.FormatInt(int64(d)/unit, 10), strconv.FormatInt(int64(d)%unit+unit, 10)[1:]
	return strings.TrimSuffix(whole+"."+strings.TrimRight(part, "0"), ".")
}
