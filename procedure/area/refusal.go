package area

import (
	"fmt"
	"strings"
	"unicode"
)

// Reason tells one refusal from another.
type Reason string

// The reasons why a file is not taken as an area.
const (
	Empty          Reason = "empty"
	UnknownFormat  Reason = "unknown_format"
	Archive        Reason = "archive"
	TooLarge       Reason = "too_large"       // detail: the limit
	TooManyPoints  Reason = "too_many_points" // detail: the limit
	TooDeep        Reason = "too_deep"        // elements or collections in one another
	Malformed      Reason = "malformed"       // detail: the position in the file
	Doctype        Reason = "doctype"         // XML with a DTD
	BadShape       Reason = "bad_shape"       // GeoJSON whose coordinates are nested otherwise than its type says
	BadNumber      Reason = "bad_number"      // detail: what stands where a number should
	OddPosition    Reason = "odd_position"    // a position without its second value
	WrongKind      Reason = "wrong_kind"      // detail: the kind of geometry that is no surface
	NoGeometry     Reason = "no_geometry"     // GeoJSON without any surface
	NoPlan         Reason = "no_plan"         // XML without a plan
	SeveralPlans   Reason = "several_plans"   // XPlanGML with more than one
	NoScope        Reason = "no_scope"        // a plan without Geltungsbereich
	UnknownCurve   Reason = "unknown_curve"   // detail: the kind of curve
	Reference      Reason = "reference"       // an xlink in place of a geometry
	NoSystem       Reason = "no_system"       // GML without srsName
	UnknownSystem  Reason = "unknown_system"  // detail: the name that was found
	MixedSystems   Reason = "mixed_systems"   // detail: the second name within one polygon
	ShortRing      Reason = "short_ring"      // a boundary of fewer than three points
	BrokenBoundary Reason = "broken_boundary" // pieces that do not meet
	NoExtent       Reason = "no_extent"       // a boundary around nothing
	HoleOutside    Reason = "hole_outside"    // a hole that lies elsewhere
	Crossing       Reason = "crossing"        // detail: where
	NotDegrees     Reason = "not_degrees"     // GeoJSON with metres and without a crs
	Swapped        Reason = "swapped"         // GeoJSON with north first
	Outside        Reason = "outside_germany" // detail: the coordinate system that was assumed
)

const known = "EPSG:25832, 25833, 4326 oder 31466 bis 31469"

// sentences say what is wrong and what to do; %s is the detail.
var sentences = map[Reason]string{
	Empty:          "Die Datei ist leer. Bitte wählen Sie die Datei mit dem Umriss noch einmal aus.",
	UnknownFormat:  "Das ist keine GeoJSON- und keine XPlanGML-Datei. Bitte exportieren Sie den Umriss in einem dieser Formate, oder lassen Sie ihn weg.",
	Archive:        "Das ist ein ZIP-Archiv. Bitte entpacken Sie es und wählen Sie daraus die GeoJSON- oder XPlanGML-Datei.",
	TooLarge:       "Die Datei ist größer als %s. Bitte vereinfachen Sie den Umriss, oder exportieren Sie nur den Geltungsbereich.",
	TooManyPoints:  "Der Umriss hat mehr als %s Punkte. Bitte vereinfachen Sie ihn.",
	TooDeep:        "Die Datei ist zu tief verschachtelt. Bitte exportieren Sie den Umriss neu, als einfache Fläche.",
	Malformed:      "Die Datei ist ab Zeichen %s nicht lesbar. Bitte exportieren Sie sie neu.",
	Doctype:        "Die Datei enthält eine DOCTYPE-Angabe; solche Dateien nehmen wir aus Gründen der Sicherheit nicht an. Bitte exportieren Sie den Plan als XPlanGML ohne diese Angabe.",
	BadShape:       "Die Koordinaten der Fläche sind anders geschrieben, als GeoJSON es verlangt. Bitte exportieren Sie den Umriss neu.",
	BadNumber:      "Unter den Koordinaten steht „%s“; das ist keine Zahl. Bitte exportieren Sie den Umriss neu, mit Punkt statt Komma in den Zahlen.",
	OddPosition:    "Zu einem Punkt der Grenze fehlt ein Wert. Bitte exportieren Sie den Umriss neu.",
	WrongKind:      "Die Datei enthält „%s“. Ein Gebiet besteht aus Flächen (Polygon oder MultiPolygon). Bitte exportieren Sie nur die Fläche.",
	NoGeometry:     "In der Datei steht keine Fläche. Bitte exportieren Sie den Umriss als Polygon oder MultiPolygon.",
	NoPlan:         "In der Datei steht kein Plan nach XPlanung (BP_Plan, FP_Plan oder SO_Plan). Bitte exportieren Sie den Plan als XPlanGML, oder nur den Umriss als GeoJSON.",
	SeveralPlans:   "In der Datei stehen mehrere Pläne. Bitte exportieren Sie nur den Plan, um den es in diesem Verfahren geht.",
	NoScope:        "Der Plan in der Datei hat keinen räumlichen Geltungsbereich. Bitte ergänzen Sie ihn in Ihrem Programm und exportieren Sie den Plan neu.",
	UnknownCurve:   "Die Grenze enthält eine Kurve der Art „%s“, die wir nicht lesen. Bitte wandeln Sie Kurven in Linien um und exportieren Sie den Plan neu.",
	Reference:      "Die Grenze steht nicht in der Datei; die Datei verweist nur auf sie (xlink). Bitte exportieren Sie den Plan mit seinen Koordinaten.",
	NoSystem:       "Die Datei nennt kein Koordinatensystem (srsName). Bitte exportieren Sie den Plan mit dieser Angabe, in " + known + ".",
	UnknownSystem:  "Das Koordinatensystem „%s“ kennen wir nicht. Bitte exportieren Sie den Umriss in " + known + ".",
	MixedSystems:   "Eine Fläche der Datei mischt Koordinatensysteme; das zweite ist „%s“. Bitte exportieren Sie den Umriss in einem einzigen.",
	ShortRing:      "Eine Grenze hat weniger als drei Punkte. Bitte prüfen Sie den Umriss und exportieren Sie ihn neu.",
	BrokenBoundary: "Die Stücke der Grenze schließen nicht aneinander an. Bitte schließen Sie die Lücke und exportieren Sie den Umriss neu.",
	NoExtent:       "Der Umriss schließt keine Fläche ein. Bitte prüfen Sie ihn und exportieren Sie ihn neu.",
	HoleOutside:    "Eine Aussparung liegt außerhalb der Fläche, zu der sie gehört. Bitte prüfen Sie den Umriss und exportieren Sie ihn neu.",
	Crossing:       "Die Grenze kreuzt sich selbst bei %s. Bitte berichtigen Sie den Umriss und exportieren Sie ihn neu.",
	NotDegrees:     "Die Koordinaten sind keine Grade, und die Datei nennt kein Koordinatensystem. Bitte exportieren Sie den Umriss in WGS\u00a084 (EPSG:4326).",
	Swapped:        "Länge und Breite sind vertauscht: In GeoJSON steht die Länge zuerst. Bitte exportieren Sie den Umriss neu.",
	Outside:        "Das Gebiet liegt nicht in Deutschland. Bitte prüfen Sie, ob die Koordinaten wirklich in EPSG:%s angegeben sind.",
}

// Refusal is why a file is not taken as an area.
type Refusal struct {
	Reason Reason
	Detail string // what was found, where that helps; short and printable
}

func (r *Refusal) Error() string {
	return strings.TrimSuffix(fmt.Sprintf("area: %s: %s", r.Reason, r.Detail), ": ")
}

// Sentence says in German what is wrong with the file and what to do.
func (r *Refusal) Sentence() string {
	if format := sentences[r.Reason]; strings.Contains(format, "%s") {
		return fmt.Sprintf(format, r.Detail)
	}
	return sentences[r.Reason]
}

// maxDetail bounds in runes what a sentence repeats from a file.
const maxDetail = 60

func refuse(why Reason, detail string) *Refusal { return &Refusal{why, brief(detail, maxDetail)} }

// tooLarge names a limit of whole megabytes.
func tooLarge(limit int) *Refusal {
	return refuse(TooLarge, fmt.Sprintf("%d\u00a0MB", limit>>20))
}

func tooManyPoints() *Refusal {
	return refuse(TooManyPoints, fmt.Sprintf("%d.%03d", MaxPoints/1000, MaxPoints%1000))
}

// brief makes one short printable line of foreign text.
func brief(text string, limit int) string {
	text = strings.Join(strings.FieldsFunc(strings.ToValidUTF8(text, "�"), func(r rune) bool {
		return !unicode.IsPrint(r) && r != '\u00a0' || r == ' '
	}), " ")
	if runes := []rune(text); len(runes) > limit {
		return string(runes[:limit]) + "…"
	}
	return text
}
