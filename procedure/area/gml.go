package area

import (
	"slices"
	"strconv"
)

// frame is what a geometry hands down to those in it.
type frame struct {
	system    string // srsName
	dimension int    // srsDimension
}

// of returns the frame within n.
func (f frame) of(n *node) frame {
	if name := n.attrs["srsName"]; name != "" {
		f.system = name
	}
	if d, err := strconv.Atoi(n.attrs["srsDimension"]); err == nil {
		f.dimension = d
	}
	return f
}

// gmlReader reads surfaces of GML 3.1 and 3.2.
type gmlReader struct {
	inherited string // the system of the envelope, for geometries that name none
	shapes    []shape
	points    int
}

var (
	// containers of surfaces hold other containers or polygons.
	containers = []string{"raeumlicherGeltungsbereich", "MultiSurface", "CompositeSurface", "MultiPolygon", "Surface", "PolyhedralSurface",
		"OrientableSurface", "surfaceMember", "surfaceMembers", "polygonMember", "patches", "polygonPatches", "baseSurface"}

	// remarks may stand in any object of GML and say nothing of its shape.
	remarks = []string{"metaDataProperty", "description", "descriptionReference", "identifier", "name", "boundedBy"}
)

func (r *gmlReader) surfaces(n *node, f frame) error {
	f = f.of(n)
	switch {
	case slices.Contains(remarks, n.name):
		return nil
	case n.name == "Polygon" || n.name == "PolygonPatch":
		return r.polygon(n, f)
	case !slices.Contains(containers, n.name):
		return refuse(WrongKind, n.name)
	case len(n.kids) == 0 && n.attrs["href"] != "":
		return refuse(Reference, "")
	}
	for _, k := range n.kids {
		if err := r.surfaces(k, f); err != nil {
			return err
		}
	}
	return nil
}

func (r *gmlReader) polygon(n *node, f frame) error {
	b := boundary{gmlReader: r, system: f.system}
	var outer []position
	var holes [][]position
	for _, k := range n.kids {
		if k.name != "exterior" && k.name != "interior" {
			continue
		}
		rg, err := b.ring(k, f)
		switch {
		case err != nil:
			return err
		case k.name == "interior":
			holes = append(holes, rg)
		case outer != nil:
			return refuse(WrongKind, "Polygon mit zwei Außengrenzen")
		default:
			outer = rg
		}
	}
	if outer == nil {
		return refuse(ShortRing, "")
	}
	if b.system == "" {
		b.system = r.inherited
	}
	if b.system == "" {
		return refuse(NoSystem, "")
	}
	s, northFirst, ok := systemOf(b.system)
	if !ok {
		return refuse(UnknownSystem, b.system)
	}
	r.shapes = append(r.shapes, shape{system: s, northFirst: northFirst, either: true, rings: append([][]position{outer}, holes...)})
	return nil
}

// boundary reads the rings of one polygon, all in one system.
type boundary struct {
	*gmlReader
	system string
}

// ring reads what stands in exterior or interior: a LinearRing, or a Ring of curves.
func (b *boundary) ring(n *node, f frame) ([]position, error) {
	if len(n.kids) == 0 {
		return nil, refuse(ShortRing, "")
	}
	if len(n.kids) > 1 {
		return nil, refuse(WrongKind, n.kids[1].name)
	}
	switch k := n.kids[0]; k.name {
	case "LinearRing":
		return b.positions(k, f)
	case "Ring":
		return b.chain(k, f, "curveMember")
	default:
		return nil, refuse(WrongKind, k.name)
	}
}

// within returns the frame in n and refuses a second system in the same polygon.
func (b *boundary) within(n *node, f frame) (frame, error) {
	f = f.of(n)
	if f.system != "" && b.system == "" {
		b.system = f.system
	}
	if f.system != "" && f.system != b.system {
		return f, refuse(MixedSystems, f.system)
	}
	return f, nil
}
