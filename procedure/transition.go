package procedure

import (
	"slices"

	"github.com/einwand/einwand/procedure/period"
)

// TransitionID names a row of the table of transitions. The numbers follow the course of a plan; letters are its variants.
type TransitionID string

// Transition is one thing that the law lets an authority do with a procedure: when, on what conditions, and what it
// changes. The table of all of them is in transitions.go.
type Transition struct {
	ID     TransitionID
	Title  string // German, as on a button
	Norm   string
	Place  Place             // where it is performed; PlaceForm: by the form of its fields
	Step   StepKind          // the step that it is about; empty: none
	Again  bool              // possible although the step is settled
	Free   bool              // needs no step before it: it leaves one out
	From   []State           // states in which it is possible
	For    func(Course) bool // nil: every course that has the step
	When   func(Facts) bool
	Asks   []Asked
	AsksBy func(Facts) []Asked // fields that depend on the procedure
	Guards []condition
	Does   func(Facts) []change
	To     State // empty: the state stays
}

// Place is where a transition is performed. Most have no more than a form of their fields.
type Place string

// The places.
const (
	PlaceForm         Place = ""
	PlacePublic       Place = "round"        // a round of the public: period, documents, announcement, publication
	PlaceBodies       Place = "bodies"       // a round of the public bodies
	PlaceAnnouncement Place = "announcement" // the text and the evidence of the local act
	PlaceClose        Place = "close"
	PlaceExtension    Place = "extension"
	PlaceTable        Place = "table"    // the weighing room freezes a table
	PlaceDecision     Place = "decision" // the council decides on the weighing table
)

// change is what a transition does to a step.
type change struct {
	verb    verb
	step    StepKind
	on      period.Date
	ground  string
	outcome Outcome
}

type verb int

const (
	begins verb = iota
	ends
	skips
	reopens // planned again, for the next round
)

// transitionOf finds a row of the table.
func transitionOf(id TransitionID) (Transition, bool) {
	i := slices.IndexFunc(transitions, func(t Transition) bool { return t.ID == id })
	if i < 0 {
		return Transition{}, false
	}
	return transitions[i], true
}

// possible reports whether a transition may be looked at: the procedure is in a state for it, its course has the step, and
// the step is not settled. Whether it is lawful, the conditions say.
func (t Transition) possible(f Facts) bool {
	if !slices.Contains(t.From, f.Procedure.State) || t.When != nil && !t.When(f) {
		return false
	}
	if t.Step == "" {
		return true
	}
	cs, ok := f.Course.step(t.Step)
	if !ok || cs.Only != nil && !cs.Only(f) || t.For != nil && !t.For(f.Course) {
		return false
	}
	s := Latest(f.Steps, t.Step)
	return s != nil && (t.Again || !s.Settled())
}

// asks is what the act must say, in this procedure.
func (t Transition) asks(f Facts) []Asked {
	if t.AsksBy == nil {
		return t.Asks
	}
	return append(slices.Clone(t.Asks), t.AsksBy(f)...)
}

// conditions are those of the row, before them the order of steps and after them what the course adds to T1.
func (t Transition) conditions(f Facts) []condition {
	list := append(t.order(f.Course), t.Guards...)
	if t.ID == "T1" {
		list = append(list, f.Course.Guards...)
	}
	return list
}

// order holds the steps that must or should come first, as the course says.
func (t Transition) order(c Course) []condition {
	cs, ok := c.step(t.Step)
	if !ok || t.Again || t.Free {
		return nil
	}
	list := make([]condition, len(cs.After))
	for i, b := range cs.After {
		list[i] = condition{ID: string(t.ID) + ".after." + string(b.Step), Severity: b.Severity, Norm: orderNorm(b, cs), Remedy: RemedySteps,
			When: func(f Facts) bool {
				before, ok := f.Course.step(b.Step)
				return ok && (before.Only == nil || before.Only(f))
			},
			Holds: func(f Facts) (bool, string) {
				return either(f.settled(b.Step), "Abgeschlossen: "+stepNames[b.Step]+".", "Noch nicht abgeschlossen: "+stepNames[b.Step]+".")
			}}
	}
	return list
}

func orderNorm(b Before, cs CourseStep) string {
	if b.Severity == Warning {
		return cs.Norm + "; ein Fehler davor bleibt für den Plan ohne Folge (§ 214 Abs. 1 S. 1 Nr. 2 BauGB)"
	}
	return cs.Norm
}

// stepNames are the steps as the staff call them.
var stepNames = map[StepKind]string{
	StepInitiation: "Aufstellungsbeschluss", StepNotice13a: "Bekanntmachung nach § 13a Abs. 3", StepEarlyPublic: "frühzeitige Beteiligung der Öffentlichkeit",
	StepEarlyBodies: "frühzeitige Beteiligung der Behörden", StepDraft: "Billigung des Entwurfs", StepPublication: "Veröffentlichung des Entwurfs",
	StepBodies: "Beteiligung der Behörden", StepWeighing: "Abwägung", StepContract: "Durchführungsvertrag", StepAdoption: "Beschluss über den Plan",
	StepResultNotice: "Mitteilung der Ergebnisse", StepApproval: "Genehmigung", StepExecution: "Ausfertigung", StepInForce: "Inkrafttreten",
	StepDeclaration: "zusammenfassende Erklärung", StepCorrection: "Berichtigung des Flächennutzungsplans", StepComplaint: "Frist für Rügen",
	StepMonitoring: "Überwachung", StepHearing: "Anhörung der Öffentlichkeit", StepConsent: "Entscheidung über die Zustimmung",
	StepProlongation: "Verlängerung der Sperre",
}

// Name is the step as the staff call it.
func (k StepKind) Name() string { return stepNames[k] }

// BlockingConditions lists the conditions of the whole table that stop a transition whatever the reason, those of every
// course included: each must be met by a test.
func BlockingConditions() []string {
	var ids []string
	add := func(list []condition) {
		for _, c := range list {
			if c.Severity == Block && !slices.Contains(ids, c.ID) {
				ids = append(ids, c.ID)
			}
		}
	}
	for _, t := range transitions {
		add(t.Guards)
		for _, c := range courses {
			if t.For == nil || t.For(c) {
				add(t.order(c))
			}
			if t.ID == "T1" {
				add(c.Guards)
			}
		}
	}
	return ids
}
