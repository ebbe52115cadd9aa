package procedure

import (
	"github.com/google/uuid"

	"github.com/einwand/einwand/procedure/period"
)

// StepKind is a Verfahrensschritt of the BauGB.
type StepKind string

// The steps. Which of them a procedure has, and in which order, says its Course.
const (
	StepInitiation   StepKind = "initiation"        // § 2 Abs. 1
	StepNotice13a    StepKind = "notice_13a"        // § 13a Abs. 3
	StepEarlyPublic  StepKind = "early_public"      // § 3 Abs. 1
	StepEarlyBodies  StepKind = "early_bodies"      // § 4 Abs. 1
	StepDraft        StepKind = "approval_of_draft" // Billigungs- und Veröffentlichungsbeschluss, Land law
	StepPublication  StepKind = "publication"       // § 3 Abs. 2, § 13 Abs. 2 Nr. 2, § 4a Abs. 3
	StepBodies       StepKind = "bodies"            // § 4 Abs. 2, § 13 Abs. 2 Nr. 3, § 4a Abs. 3
	StepWeighing     StepKind = "weighing"          // § 1 Abs. 7, § 3 Abs. 2 S. 6
	StepContract     StepKind = "contract"          // Durchführungsvertrag, § 12 Abs. 1 S. 1
	StepAdoption     StepKind = "adoption"          // § 10 Abs. 1; FNP: Feststellungsbeschluss
	StepResultNotice StepKind = "result_notice"     // § 3 Abs. 2 S. 6, 7
	StepApproval     StepKind = "approval"          // § 6, § 10 Abs. 2
	StepExecution    StepKind = "execution"         // Ausfertigung, Land law
	StepInForce      StepKind = "in_force"          // § 10 Abs. 3, § 6 Abs. 5
	StepDeclaration  StepKind = "declaration"       // zusammenfassende Erklärung, § 6a Abs. 1, § 10a Abs. 1
	StepCorrection   StepKind = "correction"        // Berichtigung des FNP, § 13a Abs. 2 Nr. 2
	StepComplaint    StepKind = "complaint"         // the year of § 215 Abs. 1
	StepMonitoring   StepKind = "monitoring"        // Überwachung, § 4c
	StepHearing      StepKind = "hearing"           // § 36a Abs. 2
	StepConsent      StepKind = "consent"           // § 36a Abs. 1
	StepProlongation StepKind = "prolongation"      // § 17 Abs. 1 S. 3, Abs. 2
)

// StepKinds lists all steps.
var StepKinds = []StepKind{StepInitiation, StepNotice13a, StepEarlyPublic, StepEarlyBodies, StepDraft, StepPublication, StepBodies, StepHearing, StepWeighing,
	StepContract, StepAdoption, StepConsent, StepResultNotice, StepApproval, StepExecution, StepInForce, StepDeclaration, StepCorrection, StepComplaint,
	StepMonitoring, StepProlongation}

// StepState is how far a step has come.
type StepState string

// The states of a step. Skipped steps stay visible.
const (
	StepPlanned StepState = "planned"
	StepRunning StepState = "running"
	StepDone    StepState = "done"
	StepSkipped StepState = "skipped"
)

// Step is one step of a procedure with the rule set that binds it (§ 233 Abs. 1 BauGB).
type Step struct {
	ID       uuid.UUID
	Cycle    int
	Kind     StepKind
	State    StepState
	RuleSet  string
	BeganOn  *period.Date
	EndedOn  *period.Date
	Expected string
	Ground   string // key of the ground on which it was skipped
	Outcome  Outcome
}

// Settled reports whether nothing more is to come in the step.
func (s Step) Settled() bool { return s.State == StepDone || s.State == StepSkipped }

// Outcome is how a step ended where that can differ.
type Outcome string

// The outcomes of an approval (§ 6 Abs. 4 BauGB) and of a consent (§ 36a Abs. 1 BauGB).
const (
	Granted Outcome = "granted"
	Fiction Outcome = "fiction" // not refused in time
	Denied  Outcome = "refused"
)

// Latest is the step of a kind in the latest run through the steps; nil when the procedure has none.
func Latest(steps []Step, kind StepKind) *Step {
	var found *Step
	for i := range steps {
		if steps[i].Kind == kind && (found == nil || steps[i].Cycle > found.Cycle) {
			found = &steps[i]
		}
	}
	return found
}
