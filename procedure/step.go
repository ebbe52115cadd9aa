package procedure

import (
	"fmt"

	"github.com/google/uuid"

	"github.com/einwand/einwand/procedure/period"
)

// StepKind is a Verfahrensschritt of the BauGB.
type StepKind string

// The steps, in the order in which they usually come.
const (
	StepInitiation  StepKind = "initiation"   // § 2 Abs. 1
	StepEarlyPublic StepKind = "early_public" // § 3 Abs. 1
	StepPublication StepKind = "publication"  // § 3 Abs. 2
	StepBodies      StepKind = "bodies"       // § 4
	StepWeighing    StepKind = "weighing"     // § 1 Abs. 7, § 3 Abs. 2 S. 6
	StepAdoption    StepKind = "adoption"     // § 10 Abs. 1; FNP: Feststellungsbeschluss
	StepApproval    StepKind = "approval"     // § 6
	StepInForce     StepKind = "in_force"     // § 10 Abs. 3, § 6 Abs. 5
)

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
	Kind     StepKind
	State    StepState
	RuleSet  string
	BeganOn  *period.Date
	EndedOn  *period.Date
	Expected string
}

// stepsFor lists the steps of a new procedure. The simplified and the accelerated procedure may go without the early
// participation (§ 13 Abs. 2 Nr. 1, § 13a Abs. 2 Nr. 1 BauGB): the step stands there as skipped, so that nobody has to guess.
func stepsFor(n NewProcedure) ([]Step, error) {
	kinds := []StepKind{StepInitiation, StepEarlyPublic, StepPublication, StepWeighing, StepAdoption}
	if n.Kind == FNP {
		kinds = append(kinds, StepApproval) // § 6 Abs. 1: the FNP needs the approval of the higher authority
	}
	kinds = append(kinds, StepInForce)
	rules, err := period.RuleSetAt(n.InitiatedOn)
	if err != nil {
		return nil, fmt.Errorf("steps of a procedure begun on %s: %w", n.InitiatedOn, err)
	}
	steps := make([]Step, len(kinds))
	for i, kind := range kinds {
		steps[i] = Step{Kind: kind, State: StepPlanned, RuleSet: rules.ID, Expected: n.Expected[kind]}
	}
	on := n.InitiatedOn
	steps[0].State, steps[0].BeganOn, steps[0].EndedOn = StepDone, &on, &on
	if n.Regime != Regular {
		steps[1].State = StepSkipped
	}
	return steps, nil
}
