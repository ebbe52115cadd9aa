package procedure

import "slices"

// PlanKind is what a procedure makes.
type PlanKind string

// The kinds of plan of § 1 Abs. 2 BauGB, the bylaws beside them, and the two matters that borrow their participation.
const (
	FNP                 PlanKind = "fnp"                 // Flächennutzungsplan, § 5 BauGB
	BPlan               PlanKind = "bplan"               // Bebauungsplan, § 8 BauGB
	Klarstellung        PlanKind = "klarstellung"        // Klarstellungssatzung, § 34 Abs. 4 S. 1 Nr. 1 BauGB
	Entwicklung         PlanKind = "entwicklung"         // Entwicklungssatzung, § 34 Abs. 4 S. 1 Nr. 2 BauGB
	Ergaenzungssatzung  PlanKind = "ergaenzung"          // Ergänzungssatzung, § 34 Abs. 4 S. 1 Nr. 3 BauGB
	Aussenbereich       PlanKind = "aussenbereich"       // Außenbereichssatzung, § 35 Abs. 6 BauGB
	Veraenderungssperre PlanKind = "veraenderungssperre" // § 14 BauGB
	Anhoerung           PlanKind = "anhoerung"           // hearing before a consent under § 36a BauGB: no plan, one project
)

// Purpose is what a procedure does to its plan (§ 1 Abs. 8 BauGB: the same rules hold for all four).
type Purpose string

// The purposes of a procedure.
const (
	Aufstellung Purpose = "aufstellung"
	Aenderung   Purpose = "aenderung"
	Ergaenzung  Purpose = "ergaenzung"
	Aufhebung   Purpose = "aufhebung"
)

func (p Purpose) known() bool {
	return p == Aufstellung || p == Aenderung || p == Ergaenzung || p == Aufhebung
}

// Regime is the law of procedure that the authority chose, or the one that the kind brings along.
type Regime string

// The regimes.
const (
	Regular     Regime = "regular"
	Simplified  Regime = "13"  // vereinfachtes Verfahren
	Accelerated Regime = "13a" // Bebauungspläne der Innenentwicklung
	Outskirts   Regime = "13b" // Außenbereichsflächen; closed, § 215a BauGB: only taken over
	Bylaw       Regime = "34"  // § 34 Abs. 6, § 35 Abs. 6 BauGB
	Freeze      Regime = "16"  // Veränderungssperre
	Hearing     Regime = "36a"
)

// RegimesOf lists the regimes in which a procedure of the kind can be begun, the usual one first.
func RegimesOf(k PlanKind) []Regime {
	switch k {
	case FNP:
		return []Regime{Regular, Simplified}
	case BPlan:
		return []Regime{Regular, Simplified, Accelerated}
	case Klarstellung, Entwicklung, Ergaenzungssatzung, Aussenbereich:
		return []Regime{Bylaw}
	case Veraenderungssperre:
		return []Regime{Freeze}
	case Anhoerung:
		return []Regime{Hearing}
	}
	return nil
}

func (r Regime) known() bool {
	return slices.ContainsFunc(courses, func(c Course) bool { return c.Regime == r })
}

// assessesEnvironment reports whether the regime has an environmental assessment (§ 2 Abs. 4, § 13 Abs. 3 BauGB).
func (r Regime) assessesEnvironment() bool { return r == Regular }
