package area

import (
	"bytes"
	"encoding/json"
	"errors"
	"strconv"
)

// object is any object of GeoJSON; which members it has depends on its type.
type object struct {
	Type        string            `json:"type"`
	Coordinates json.RawMessage   `json:"coordinates"`
	Geometry    json.RawMessage   `json:"geometry"`
	Geometries  []json.RawMessage `json:"geometries"`
	Features    []json.RawMessage `json:"features"`
	CRS         json.RawMessage   `json:"crs"`
}

// maxCollections bounds the GeometryCollections within one another; RFC 7946 § 3.1.8 advises against two.
const maxCollections = 4

func readGeoJSON(data []byte) (Area, error) {
	o, err := parse(data)
	if err != nil {
		return Area{}, err
	}
	r := jsonReader{system: systems["4326"]}
	if err := r.crs(o.CRS); err != nil {
		return Area{}, err
	}
	if err := r.root(o); err != nil {
		return Area{}, err
	}
	if len(r.shapes) == 0 {
		return Area{}, refuse(NoGeometry, "")
	}
	return outline(r.shapes, Found{})
}

func parse(data []byte) (o object, err error) {
	var syntax *json.SyntaxError
	switch err := json.Unmarshal(data, &o); {
	case errors.As(err, &syntax):
		return o, refuse(Malformed, strconv.FormatInt(syntax.Offset, 10))
	case err != nil:
		return o, refuse(BadShape, "")
	}
	return o, nil
}

type jsonReader struct {
	system system
	shapes []shape
	points int
}

// crs obeys the member of the draft of 2008, which names a system for the whole file. The order of axes is east first, whatever
// the system says.
func (r *jsonReader) crs(data json.RawMessage) error {
	if absent(data) {
		return nil
	}
	var member struct {
		Type       string `json:"type"`
		Properties struct {
			Name string      `json:"name"`
			Code json.Number `json:"code"`
		} `json:"properties"`
	}
	if err := json.Unmarshal(data, &member); err != nil {
		return refuse(UnknownSystem, string(data))
	}
	name := member.Properties.Name
	if member.Type == "EPSG" {
		name = "EPSG:" + member.Properties.Code.String()
	}
	s, _, ok := systemOf(name)
	if !ok {
		return refuse(UnknownSystem, name)
	}
	r.system = s
	return nil
}

func (r *jsonReader) root(o object) error {
	if o.Type != "FeatureCollection" {
		return r.feature(o)
	}
	for _, data := range o.Features {
		f, err := parse(data)
		if err != nil {
			return err
		}
		if f.Type != "Feature" {
			return refuse(WrongKind, f.Type)
		}
		if err := r.feature(f); err != nil {
			return err
		}
	}
	return nil
}

func (r *jsonReader) feature(o object) error {
	if o.Type != "Feature" {
		return r.geometry(o, 0)
	}
	if absent(o.Geometry) {
		return nil
	}
	g, err := parse(o.Geometry)
	if err != nil {
		return err
	}
	return r.geometry(g, 0)
}

func (r *jsonReader) geometry(o object, within int) error {
	switch o.Type {
	case "Polygon":
		return r.polygons(`[` + string(o.Coordinates) + `]`)
	case "MultiPolygon":
		return r.polygons(string(o.Coordinates))
	case "GeometryCollection":
		return r.collection(o, within+1)
	}
	return refuse(WrongKind, o.Type)
}

func (r *jsonReader) collection(o object, within int) error {
	if within > maxCollections {
		return refuse(TooDeep, "")
	}
	for _, data := range o.Geometries {
		g, err := parse(data)
		if err != nil {
			return err
		}
		if err := r.geometry(g, within); err != nil {
			return err
		}
	}
	return nil
}

func (r *jsonReader) polygons(coordinates string) error {
	var list [][][][]float64
	if err := json.Unmarshal([]byte(coordinates), &list); err != nil {
		return refuse(BadShape, "")
	}
	for _, polygon := range list {
		s := shape{system: r.system}
		for _, ring := range polygon {
			positions, err := r.ring(ring)
			if err != nil {
				return err
			}
			s.rings = append(s.rings, positions)
		}
		if len(s.rings) == 0 {
			return refuse(ShortRing, "")
		}
		r.shapes = append(r.shapes, s)
	}
	return nil
}

func (r *jsonReader) ring(points [][]float64) ([]position, error) {
	if r.points += len(points); r.points > MaxPoints {
		return nil, tooManyPoints()
	}
	ring := make([]position, 0, len(points)+1)
	for _, p := range points {
		if len(p) < 2 {
			return nil, refuse(OddPosition, "")
		}
		ring = append(ring, position{p[0], p[1]})
	}
	return ring, nil
}

func absent(data json.RawMessage) bool {
	return len(data) == 0 || bytes.Equal(data, []byte("null"))
}
