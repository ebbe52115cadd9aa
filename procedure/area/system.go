package area

import (
	"regexp"
	"strings"
)

// system is a coordinate reference system of Germany.
type system struct {
	code       string // of EPSG
	northFirst bool   // the order of its axes as EPSG defines it
	grid       *grid  // nil: coordinates are degrees in WGS 84 or ETRS89
}

// systems by the code of EPSG.
var systems = map[string]system{
	"4326":  {"4326", true, nil},
	"4258":  {"4258", true, nil},
	"25832": {"25832", false, utm(9, 500_000)},
	"25833": {"25833", false, utm(15, 500_000)},
	"4647":  {"4647", false, utm(9, 32_500_000)},
	"5650":  {"5650", false, utm(15, 33_500_000)},
	"31466": {"31466", true, gaussKrueger(2)},
	"31467": {"31467", true, gaussKrueger(3)},
	"31468": {"31468", true, gaussKrueger(4)},
	"31469": {"31469", true, gaussKrueger(5)},
	"5676":  {"5676", false, gaussKrueger(2)},
	"5677":  {"5677", false, gaussKrueger(3)},
	"5678":  {"5678", false, gaussKrueger(4)},
	"5679":  {"5679", false, gaussKrueger(5)},
}

// surveyed are the names of the Arbeitsgemeinschaft der Vermessungsverwaltungen (GeoInfoDok), without the suffix that some
// states add for their own realisation: urn:adv:crs:DE_DHDN_3GK2_NW101.
var surveyed = []struct{ name, code string }{
	{"ETRS89_UTM32", "25832"}, {"ETRS89_UTM33", "25833"}, {"ETRS89_LAT-LON", "4258"}, {"WGS84_LAT-LON", "4326"},
	{"DE_DHDN_3GK2", "31466"}, {"DE_DHDN_3GK3", "31467"}, {"DE_DHDN_3GK4", "31468"}, {"DE_DHDN_3GK5", "31469"},
}

var (
	shortName  = regexp.MustCompile(`(?i)^(?:EPSG:|https?://www\.opengis\.net/gml/srs/epsg\.xml#)(\d{4,5})$`)
	formalName = regexp.MustCompile(`(?i)^(?:urn:(?:x-)?ogc:def:crs:EPSG:(?:[^:]*:)?|https?://www\.opengis\.net/def/crs/EPSG/[^/]*/)(\d{4,5})$`)
	crs84      = regexp.MustCompile(`(?i)^(?:OGC:|urn:ogc:def:crs:OGC:[^:]*:|https?://www\.opengis\.net/def/crs/OGC/[^/]*/)CRS84$`)
)

// systemOf finds a system by one of the names that files use. northFirst is the order of the axes that the name demands in GML:
// that of EPSG for an urn or URI, east first for the short form, except for EPSG:4326, where the short form is used both ways
// and north first is the commoner.
func systemOf(name string) (s system, northFirst, ok bool) {
	name = strings.TrimSpace(name)
	if crs84.MatchString(name) {
		return systems["4326"], false, true
	}
	if m := formalName.FindStringSubmatch(name); m != nil {
		s, ok = systems[m[1]]
		return s, s.northFirst, ok
	}
	if m := shortName.FindStringSubmatch(name); m != nil {
		s, ok = systems[m[1]]
		return s, s.northFirst && s.grid == nil, ok
	}
	rest, ok := strings.CutPrefix(strings.ToUpper(name), "URN:ADV:CRS:")
	for _, adv := range surveyed {
		if suffix, found := strings.CutPrefix(rest, adv.name); ok && found && (suffix == "" || suffix[0] == '_' || suffix[0] == '*') {
			s = systems[adv.code]
			return s, s.grid == nil, true
		}
	}
	return system{}, false, false
}
