package area

import "bytes"

// The limits of what is read. A plan of a whole town has a few thousand points.
const (
	MaxGeoJSON  = 1 << 20 // bytes
	MaxXPlanGML = 8 << 20 // bytes; the file holds every Festsetzung beside the outline
	MaxBytes    = MaxXPlanGML
	MaxPoints   = 40_000 // so that the canonical form stays within MaxGeoJSON
)

// Area is the outline of a plan, in WGS 84.
type Area struct {
	Polygons []Polygon
	System   string // the coordinate system of the file, as an EPSG code: "25832"
	Found    Found
}

// Found is what an XPlanGML file says about its plan; all of it may be missing. The codes are those of XPlanung's lists.
type Found struct {
	Kind        string // BP_Plan, FP_Plan, SO_Plan; "" for GeoJSON
	Name        string
	Number      string
	PlanArt     []string // XPlanung lets a plan have several
	Verfahren   string
	Rechtsstand string
}

// Read reads a file of one of the two formats. Every error is a *Refusal.
func Read(data []byte) (Area, error) {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	text := bytes.TrimLeft(data, " \t\r\n")
	switch {
	case len(text) == 0:
		return Area{}, refuse(Empty, "")
	case bytes.HasPrefix(text, []byte("PK\x03\x04")):
		return Area{}, refuse(Archive, "")
	case text[0] == '{':
		return limited(data, MaxGeoJSON, readGeoJSON)
	case text[0] == '<':
		return limited(text, MaxXPlanGML, readXPlanGML)
	}
	return Area{}, refuse(UnknownFormat, "")
}

func limited(data []byte, limit int, read func([]byte) (Area, error)) (Area, error) {
	if len(data) > limit {
		return Area{}, tooLarge(limit)
	}
	return read(data)
}

// outline brings shapes to the one form in which an area is kept.
func outline(shapes []shape, found Found) (Area, error) {
	a := Area{Found: found}
	for _, s := range shapes {
		p, err := s.polygon()
		if err != nil {
			return Area{}, err
		}
		if p != nil {
			a.Polygons, a.System = append(a.Polygons, p), s.system.code
		}
	}
	if len(a.Polygons) == 0 {
		return Area{}, refuse(NoExtent, "")
	}
	return a, nil
}
