package procedure

import (
	"fmt"
	"slices"
)

// Course is the way of one kind of procedure through the law: its steps, what must come before each, and what lets one
// leave a step out. There is one file per kind, course_*.go, and it is meant to be read beside the BauGB.
type Course struct {
	Kinds  []PlanKind
	Regime Regime
	Title  string
	Norm   string
	Steps  []CourseStep
	Entry  []Asked     // what T1 asks beyond the decision
	Guards []condition // what T1 asks beyond the decision: T1a and following
}

// CourseStep is a step of a course.
type CourseStep struct {
	Kind  StepKind
	Norm  string
	After []Before
	Skips []SkipGround     // empty: it cannot be left out
	Only  func(Facts) bool // nil: always there
}

// Before names a step that comes first, and what it means for the plan when it does not.
type Before struct {
	Step     StepKind
	Severity Severity
}

// SkipGround is a ground on which the law lets one leave a step out.
type SkipGround struct {
	Key   string
	Text  string // German, as a choice
	Norm  string
	Holds func(Facts) (bool, string) // nil: a matter of judgement, which the reason carries
}

// courses is all of them. The order is that of the question "Was soll der Plan?".
var courses = []Course{
	courseBPlan, courseBPlan13, courseBPlan13a, courseBPlan13b,
	courseFNP, courseFNP13,
	courseKlarstellung, courseBylaw,
	courseFreeze, courseHearing,
}

// CourseOf finds the course of a kind and regime. A pair that the law does not know is *Invalid.
func CourseOf(kind PlanKind, regime Regime) (Course, error) {
	for _, c := range courses {
		if c.Regime == regime && slices.Contains(c.Kinds, kind) {
			return c, nil
		}
	}
	inv := &Invalid{Fields: map[string]string{"regime": "Dieses Verfahren gibt es für diese Art von Plan nicht."}}
	if regime == Accelerated {
		inv.Fields["regime"] = "Das beschleunigte Verfahren gibt es nur für Bebauungspläne (§ 13a Abs. 1 BauGB)."
	}
	return Course{}, fmt.Errorf("course of %s in regime %s: %w", kind, regime, inv)
}

// step is the entry of a kind; ok is false where the course has none.
func (c Course) step(kind StepKind) (CourseStep, bool) {
	for _, s := range c.Steps {
		if s.Kind == kind {
			return s, true
		}
	}
	return CourseStep{}, false
}

// first lists what comes first, all of it grave.
func first(kinds ...StepKind) []Before {
	list := make([]Before, len(kinds))
	for i, k := range kinds {
		list[i] = Before{k, Block}
	}
	return list
}

// rather lists what should come first; an error there does not void the plan.
func rather(kinds ...StepKind) []Before {
	list := make([]Before, len(kinds))
	for i, k := range kinds {
		list[i] = Before{k, Warning}
	}
	return list
}

func (c Course) hasStep(kind StepKind) bool {
	_, ok := c.step(kind)
	return ok
}
