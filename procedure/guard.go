package procedure

import (
	"fmt"
)

// Severity is what a missing condition means for the plan, after § 214 BauGB.
type Severity string

// The severities: an error that voids the plan blocks, one that the law forgives warns and asks for a reason on record,
// a note only tells.
const (
	Block     Severity = "block"
	Warning   Severity = "warning"
	Note      Severity = "note"
	Satisfied Severity = "satisfied"
)

// Guard is the answer of one condition of a transition: a fact, its paragraph, and where to mend it.
type Guard struct {
	ID       string `json:"id"` // of the condition in the table: "T6.announcement"
	Severity Severity
	Fact     string // German sentence
	Norm     string // paragraph and consequence
	Remedy   Remedy `json:"-"` // what to do; empty when satisfied
}

// Remedy names the act that would satisfy a guard; the pages know its address.
type Remedy string

// The remedies that guards of this package name.
const (
	RemedyNone         Remedy = ""
	RemedyDocuments    Remedy = "documents"
	RemedyAnnouncement Remedy = "announcement"
	RemedyPeriod       Remedy = "period"
	RemedyWait         Remedy = "wait"
	RemedyBodies       Remedy = "bodies"
	RemedyDraft        Remedy = "draft"        // T4, the approval of the draft
	RemedyOutages      Remedy = "outages"      // the availability record
	RemedyPortal       Remedy = "portal"       // address at the portal of the Land
	RemedyWeighing     Remedy = "weighing"     // the list of gaps
	RemedyLate         Remedy = "late"         // the late statements that wait for their examination
	RemedyInitiation   Remedy = "initiation"   // the notice of the decision to draw up the plan
	RemedySteps        Remedy = "steps"        // an earlier step
	RemedyLinks        Remedy = "links"        // the procedures that belong to this one
	RemedyAnswer       Remedy = "answer"       // the form of the act itself
	RemedyExtension    Remedy = "extension"    // T8e
	RemedyChange       Remedy = "change"       // T10
	RemedyFinalVersion Remedy = "finalversion" // T11f
	RemedyAuthority    Remedy = "authority"    // the data of the authority
	RemedyProcedure    Remedy = "procedure"    // the data of the procedure
)

// Refusal says that a transition is not lawful now, with every guard that stands against it.
type Refusal struct {
	Transition string
	Guards     []Guard
}

func (r *Refusal) Error() string {
	return fmt.Sprintf("%s is not lawful now: %d guards stand against it, first: %s", r.Transition, len(r.Guards), r.Guards[0].Fact)
}

// against keeps the guards that stop a transition: blocks always, warnings unless a reason is on record.
func against(guards []Guard, reason string) []Guard {
	var stop []Guard
	for _, g := range guards {
		if g.Severity == Block || g.Severity == Warning && reason == "" {
			stop = append(stop, g)
		}
	}
	return stop
}

// warned keeps the warnings, which a reason answers.
func warned(guards []Guard) []Guard {
	list := []Guard{}
	for _, g := range guards {
		if g.Severity == Warning {
			list = append(list, g)
		}
	}
	return list
}

// condition is one row under a transition: what the law asks for, how bad it is to go without, and how to tell.
type condition struct {
	ID       string
	Severity Severity
	Norm     string
	NormBy   func(Law) string // where the paragraph moved between rule sets
	When     func(Facts) bool // nil: always
	Asks     bool             // judges what the act itself says, so it is silent until somebody says it
	Holds    func(Facts) (bool, string)
	Remedy   Remedy
}

// judge answers a condition from the facts.
func (c condition) judge(f Facts) Guard {
	g := Guard{ID: c.ID, Severity: c.Severity, Norm: c.Norm, Remedy: c.Remedy}
	if c.NormBy != nil {
		g.Norm = c.NormBy(f.Law)
	}
	ok, fact := c.Holds(f)
	g.Fact = fact
	if ok {
		g.Severity, g.Remedy = Satisfied, RemedyNone
	}
	return g
}

// judgeAll answers those conditions that apply. asked says whether the act is filled in.
func judgeAll(list []condition, f Facts, asked bool) []Guard {
	var guards []Guard
	for _, c := range list {
		if c.When != nil && !c.When(f) || c.Asks && !asked {
			continue
		}
		guards = append(guards, c.judge(f))
	}
	return guards
}

// either is the sentence of a condition that holds or does not.
func either(ok bool, yes, no string) (bool, string) {
	if ok {
		return true, yes
	}
	return false, no
}
