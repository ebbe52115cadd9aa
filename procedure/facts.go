package procedure

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/procedure/period"
)

// Facts are everything that the conditions of the law look at: the procedure as it stands in one transaction, and the act
// that somebody wants to perform. Judging them is pure.
type Facts struct {
	Procedure Procedure
	Course    Course
	Law       Law // of the step that the act is about
	Steps     []Step
	Acts      []PastAct // oldest first
	Rounds    []RoundFacts
	Round     *RoundFacts // that the act is about
	Notices   []Announcement
	Links     []Link
	Weighing  *WeighingFacts // of T9 alone: the weighing room says it when it freezes a table
	Filers    *int           // persons who wrote in time and left an address; nil where nobody counted
	Adoption  *Adoption      // of T11 alone
	Answers   Answers
	On        period.Date // day of the act; today unless the answers say otherwise
	Now       time.Time
	Today     period.Date
}

// RoundFacts is a round with what belongs to it.
type RoundFacts struct {
	Round
	Documents     []Document
	Announcements []Announcement // all kinds and versions
	Invited       *Invited       // nil where the room of the public bodies was not asked
	Outages       *OutageFacts   // nil where nobody looked
}

// Invited is what the room of the public bodies knows of a round of theirs.
type Invited struct {
	Bodies     int // on the list
	Electronic int // of them by mail
	Answered   int
	Scope      bool         // the letter asks for the extent of the environmental assessment (§ 4 Abs. 1 S. 1 BauGB)
	LastDue    *period.Date // latest last day of a body: the common one, or a later one of its own; nil while no letter is sent
}

// OutageFacts is what the availability record says of a round.
type OutageFacts struct {
	Severity Severity // after what the courts said of such durations
	Fact     string
	Norm     string
	Open     bool // somebody has to decide before the round can be closed
}

// WeighingFacts is what the weighing room knows of the statements of a procedure.
type WeighingFacts struct {
	Statements int // received, by every way
	Unanswered int // statements or segments without a proposal
	LateOpen   int // late ones whose three questions (§ 4a Abs. 5 BauGB) nobody has answered
}

// Adoption is a decision of the body on the plan.
type Adoption struct {
	On       period.Date
	Body     string // as recorded
	Deciding string // the body that may adopt, by the authority's own law
	Yes, No  int
}

// Link is a procedure that belongs to this one.
type Link struct {
	Kind  LinkKind
	Other uuid.UUID
	Slug  string
	Title string
	Plan  PlanKind
	State State
}

// LinkKind is why two procedures belong together.
type LinkKind string

// The kinds of links.
const (
	Parallel LinkKind = "parallel" // § 8 Abs. 3 BauGB, both ways
	Secures  LinkKind = "secures"  // a Veränderungssperre secures a plan, § 14 Abs. 1 BauGB
)

// step is the step of a kind in the latest run; the zero value when there is none.
func (f Facts) step(kind StepKind) Step {
	if s := Latest(f.Steps, kind); s != nil {
		return *s
	}
	return Step{}
}

func (f Facts) settled(kind StepKind) bool {
	s := Latest(f.Steps, kind)
	return s == nil || s.Settled()
}

// act is the latest act of a transition in the latest run; nil when there is none.
func (f Facts) act(id TransitionID) *PastAct {
	for i := len(f.Acts) - 1; i >= 0; i-- {
		if f.Acts[i].Transition == id && f.Acts[i].Cycle == f.Procedure.Cycle {
			return &f.Acts[i]
		}
	}
	return nil
}

// documents of the round at hand in one of the roles.
func (f Facts) documents(roles ...DocumentRole) []Document {
	var list []Document
	if f.Round == nil {
		return nil
	}
	for _, d := range f.Round.Documents {
		if slices.Contains(roles, d.Role) {
			list = append(list, d)
		}
	}
	return list
}

// notice is the version of an announcement of the kind that holds; nil when none is on record.
func notice(list []Announcement, kind AnnouncementKind) *Announcement {
	var found *Announcement
	for i := range list {
		if list[i].Kind == kind && (found == nil || list[i].Version > found.Version) {
			found = &list[i]
		}
	}
	return found
}

// announced is the announcement of the round at hand.
func (f Facts) announced() *Announcement {
	if f.Round == nil {
		return nil
	}
	return notice(f.Round.Announcements, NoticePublication)
}

// noticeOfProcedure is an announcement that belongs to no round.
func (f Facts) noticeOfProcedure(kind AnnouncementKind) *Announcement { return notice(f.Notices, kind) }

// lastDay is the last day on which anybody asked in a round is in time: a body whose letter came later has a later one of
// its own (§ 4 Abs. 2 S. 3 BauGB).
func (r RoundFacts) lastDay() period.Date {
	last := r.Period.closesWith()
	if r.Invited != nil && r.Invited.LastDue != nil && r.Invited.LastDue.After(last) {
		return *r.Invited.LastDue
	}
	return last
}

// closes is the instant from which nobody asked in a round is in time.
func (r RoundFacts) closes() time.Time {
	if last := r.lastDay(); last.After(r.Period.closesWith()) {
		return last.AddDays(1).StartOfDay()
	}
	return r.Period.ClosesAt
}

// endOfFormalRounds is the last day of all formal rounds; zero when there was none.
func (f Facts) endOfFormalRounds() period.Date {
	var end period.Date
	for _, r := range f.Rounds {
		if r.Kind.Formal() && (r.State == RoundPublished || r.State == RoundClosed) && r.lastDay().After(end) {
			end = r.lastDay()
		}
	}
	return end
}
