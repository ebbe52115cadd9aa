package procedure

import "fmt"

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
	Severity Severity
	Fact     string // German sentence
	Norm     string // paragraph and consequence
	Remedy   Remedy // what to do; empty when satisfied
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
	RemedyAvailability Remedy = "availability"
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
