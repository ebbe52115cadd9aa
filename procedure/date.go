package procedure

import (
	"github.com/google/uuid"

	"github.com/einwand/einwand/procedure/period"
)

// AppointmentKind is what a day means in a procedure.
type AppointmentKind string

// The kinds of dates.
const (
	RoundBegins   AppointmentKind = "round_begins"   // first day of a round of either track
	RoundEnds     AppointmentKind = "round_ends"     // its last day
	MinimumEnd    AppointmentKind = "minimum_end"    // the earliest lawful last day of a planned round
	AnnounceBy    AppointmentKind = "announce_by"    // the announcement of a planned round takes effect on this day at the latest
	Announced     AppointmentKind = "announced"      // it took effect
	Extended      AppointmentKind = "extended"       // a longer period was announced
	Decided       AppointmentKind = "decided"        // a decision of the authority's bodies
	ApprovalEnds  AppointmentKind = "approval_ends"  // last day on which the approval can be refused
	TakesEffect   AppointmentKind = "in_force"       // the announcement that puts the plan into force
	ComplaintEnds AppointmentKind = "complaint_ends" // last day of the year of § 215 Abs. 1 BauGB
	FreezeEnds    AppointmentKind = "freeze_ends"    // last day of a Veränderungssperre
	ConsentEnds   AppointmentKind = "consent_ends"   // last day on which the consent can be refused
)

// Appointment is a date of a procedure. It is derived from facts alone: two procedures with the same facts have the same
// dates, whatever day it is.
type Appointment struct {
	Procedure uuid.UUID
	Kind      AppointmentKind
	About     uuid.UUID // the round or the act; the procedure itself for the others
	Day       period.Date
	Detail    string // kind of the round, or row of the table of transitions
	Durchgang int    // of the round; 0 where there is none
	RuleSet   string // of the law that names the day
	Public    bool   // everybody may know it
	Risk      RiskID // the rule under which it is at risk from WarnFrom on; empty: none
	WarnFrom  period.Date
}

// Appointments lists the dates of a procedure in the order of the kinds, those of the rounds first. It is the one place that
// says what a date is; the table appointment holds what it returns.
func (f Facts) Appointments() []Appointment {
	var list []Appointment
	if f.Procedure.State != Abandoned {
		for i := range f.Rounds {
			list = append(list, f.datesOf(&f.Rounds[i])...)
		}
	} else {
		list = f.pastRounds()
	}
	list = append(list, f.decisions()...)
	list = append(list, f.deadlines()...)
	for i := range list {
		list[i].Procedure = f.Procedure.ID
		list[i].Public = list[i].Public && f.Procedure.State != StateDraft
		f.assess(&list[i])
	}
	return list
}

// datesOf are those of one round. What is only planned is known to the staff alone.
func (f Facts) datesOf(r *RoundFacts) []Appointment {
	known := r.State != RoundPlanned
	at := func(kind AppointmentKind, day period.Date, public bool) Appointment {
		return Appointment{Kind: kind, About: r.ID, Day: day, Detail: string(r.Kind), Durchgang: r.Durchgang, RuleSet: r.RuleSet,
			Public: public && !r.Kind.ForBodies()}
	}
	list := []Appointment{at(RoundBegins, r.Period.FirstDay, known), at(RoundEnds, r.Period.LastDay, known)}
	if !known && r.Period.MinLastDay != r.Period.LastDay && hasLength(r.Round) {
		list = append(list, at(MinimumEnd, r.Period.MinLastDay, false))
	}
	a := notice(r.Announcements, NoticePublication)
	if a != nil {
		list = append(list, at(Announced, a.EffectiveOn, known))
	}
	if law, err := LawOf(r.RuleSet); err == nil && !known && a == nil && announcedRounds[r.Kind] {
		list = append(list, at(AnnounceBy, r.Period.FirstDay.AddDays(-law.LeadDays), false))
	}
	if e := notice(r.Announcements, NoticeExtension); e != nil {
		list = append(list, at(Extended, e.EffectiveOn, known))
	}
	return list
}

// hasLength reports whether the law names the length of a round. Early participation (§ 3 Abs. 1, § 4 Abs. 1 BauGB) has
// none: no end of it is too early.
func hasLength(r Round) bool {
	rules, err := period.RuleSetByID(r.RuleSet)
	if err != nil {
		return false
	}
	rule, err := rules.Rule(r.Rule)
	return err == nil && rule.Months > 0
}

// announcedRounds are the kinds whose announcement must take effect before the first day.
var announcedRounds = map[RoundKind]bool{PublicationRound: true, RepeatedRound: true}

// pastRounds are those of a procedure that was given up: what was planned will not come.
func (f Facts) pastRounds() []Appointment {
	var list []Appointment
	for i := range f.Rounds {
		if f.Rounds[i].State != RoundPlanned {
			list = append(list, f.datesOf(&f.Rounds[i])...)
		}
	}
	return list
}

// decisions are those of the bodies of the authority, and the announcement that puts the plan into force.
func (f Facts) decisions() []Appointment {
	var list []Appointment
	for _, a := range f.Acts {
		kind, ok := decisive[a.Transition]
		if !ok || a.Transition == "T1" && f.Course.Regime == Hearing { // there T1 is the arrival of the request
			continue
		}
		list = append(list, Appointment{Kind: kind, About: a.ID, Day: a.On, Detail: string(a.Transition), RuleSet: a.RuleSet, Public: true})
	}
	return list
}

// decisive are the rows of the table that put a decision on record, and what its day means. All are public: the law has them
// announced, or taken in public session.
var decisive = map[TransitionID]AppointmentKind{"T1": Decided, "T4": Decided, "T11": Decided, "T11d": Decided, "T24": Decided, "T16": TakesEffect}

// deadlines are the days that the law computes for steps that are under way.
func (f Facts) deadlines() []Appointment {
	var list []Appointment
	add := func(kind AppointmentKind, step StepKind, end func(Facts) period.Date, public bool) {
		s := f.step(step)
		law, err := LawOf(s.RuleSet)
		if s.Kind == "" || err != nil {
			return
		}
		f := f
		f.Law = law
		if day := end(f); !day.IsZero() {
			list = append(list, Appointment{Kind: kind, About: f.Procedure.ID, Day: day, Detail: string(step), RuleSet: s.RuleSet, Public: public})
		}
	}
	if f.step(StepApproval).State == StepRunning {
		add(ApprovalEnds, StepApproval, approvalEnd, false)
	}
	if f.complaintRuns() {
		add(ComplaintEnds, StepComplaint, complaintEnd, true)
	}
	if f.Course.Regime == Freeze && f.Procedure.State == InForce {
		add(FreezeEnds, StepInForce, freezeEnd, true)
	}
	if f.Course.Regime == Hearing && !f.settled(StepConsent) && f.step(StepInitiation).State == StepDone {
		add(ConsentEnds, StepInitiation, consentEnd, false)
	}
	return list
}

// complaintRuns: the year runs only when the announcement pointed to it (§ 215 Abs. 2 BauGB).
func (f Facts) complaintRuns() bool {
	a := f.act("T16")
	return f.step(StepComplaint).BeganOn != nil && (a == nil || a.Answers.Yes("hinweise"))
}
