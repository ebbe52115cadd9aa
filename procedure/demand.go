package procedure

import "slices"

// Demand is a document without which a draft cannot be approved for publication.
type Demand struct {
	Roles []DocumentRole // any of them will do
	Norm  string
	holds func(Course) bool // nil: for every course that has a draft
}

// What makes a draft. The conditions of T4 and the checklists of templates both come from here.
var (
	demandPlan        = Demand{Roles: []DocumentRole{RolePlan}, Norm: "§ 3 Abs. 2 S. 1 BauGB"}
	demandReasons     = Demand{Roles: []DocumentRole{RoleReasons, RoleReasonsBoth}, Norm: "§ 2a S. 1, § 3 Abs. 2 S. 1 BauGB"}
	demandEnvironment = Demand{Roles: []DocumentRole{RoleEnvironment, RoleReasonsBoth}, Norm: "§ 2a S. 2 Nr. 2 BauGB",
		holds: func(c Course) bool { return c.Regime.assessesEnvironment() }}
)

// DemandsOf lists the documents that the law wants in the draft of a course; none where it has no draft.
func DemandsOf(c Course) []Demand {
	var list []Demand
	if !c.hasStep(StepDraft) {
		return nil
	}
	for _, d := range []Demand{demandPlan, demandReasons, demandEnvironment} {
		if d.holds == nil || d.holds(c) {
			list = append(list, d)
		}
	}
	return list
}

// MetBy reports whether a document of the role is what is demanded.
func (d Demand) MetBy(r DocumentRole) bool { return slices.Contains(d.Roles, r) }
