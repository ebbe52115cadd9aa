// Package area reads the outline of a plan's area from the files that planning programs write, and brings it to one form:
// GeoJSON in WGS 84. It is pure arithmetic on bytes: no database, no clock, no other room of this house.
//
// # Vocabulary
//
//   - Area: what a file says, as polygons, and what an XPlanGML file says about its plan beside that (Found).
//   - Point: longitude and latitude in WGS 84, in ten-millionths of a degree (Degrees): a centimetre on the ground.
//   - Ring: a closed line. Polygon: an outer ring and the holes in it.
//   - Refusal: why a file is not taken, with a sentence for the person who chose it.
//
// # What it reads
//
//   - GeoJSON (RFC 7946): Polygon, MultiPolygon, GeometryCollection of these, Feature, FeatureCollection. The crs member of
//     the draft of 2008 is obeyed, since German programs still write it; without it the coordinates are WGS 84.
//   - XPlanGML: the raeumlicherGeltungsbereich of the one BP_Plan, FP_Plan or SO_Plan, by local names, so that versions 5
//     and 6 are read alike. Arc, ArcString and Circle become lines of 2° a step; other curves are refused by name.
//
// # Coordinates
//
// WGS 84 (EPSG:4326, CRS84) and ETRS89 (4258) are taken as one; they differ by less than a metre. ETRS89/UTM (25832, 25833,
// with the zone in front 4647, 5650) is exact to the last digit kept. DHDN/Gauß-Krüger (31466 to 31469, east first 5676 to
// 5679) is shifted by the seven parameters of EPSG:1777 "DHDN to WGS 84 (2)", good to about 3 m; the grid BeTA2007 would be
// good to half a metre, and is not needed to say where a plan lies. The control points in the tests are PROJ's.
//
// GeoJSON has east first. GML has the order of its coordinate system where that is named by an urn or URI, and north first
// for EPSG:4326. Programs often write it the other way round; so an area that lies in Germany only the other way round is
// read so. Both ways lie in Germany only for a strip of eastern Bavaria in zone 5; there the rule decides.
//
// # Invariants
//
//  1. Read never panics, and refuses only with a Refusal that has a sentence: broken by FuzzRead and TestEveryReasonHasASentence.
//  2. What Read returns, written as GeoJSON, reads as the same again: outline, broken by FuzzRead and TestCanonicalFormIsStable.
//  3. Rings are closed, have at least four points, and wind by RFC 7946 § 3.1.6: Ring.wound, broken by TestRingsAreClosedAndWound.
//  4. Every point lies in Germany or within a few kilometres of it: inGermany, broken by TestOutsideGermanyIsRefused.
//  5. XML brings no entities, no DTD and no depth: tokens.next, broken by TestHostileXMLIsRefused.
//  6. Time and memory are linear in the bytes and bounded: MaxGeoJSON, MaxXPlanGML, MaxPoints, maxNodes, maxDepth,
//     maxComparisons; broken by TestLimits, TestHostileXMLIsRefused and TestIntricateOutlineIsTakenUnchecked.
//  7. The package imports neither our rooms nor a database: cmd/einwand's TestHouse.
//
// # What it does not do
//
//   - Join polygons that touch or overlap. A FeatureCollection of parcels stays a collection of parcels.
//   - Prove that an outline is simple. A line that crosses itself by more than five centimetres is refused as long as the
//     search stays cheap; a very intricate one is taken unchecked, as measuring and drawing survive a crossing.
package area
