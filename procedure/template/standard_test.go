package template_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/period"
	"github.com/einwand/einwand/procedure/proceduretest"
	"github.com/einwand/einwand/procedure/template"
)

func TestEveryCourseHasAStandard(t *testing.T) {
	for _, kind := range []procedure.PlanKind{procedure.FNP, procedure.BPlan, procedure.Klarstellung, procedure.Entwicklung, procedure.Ergaenzungssatzung,
		procedure.Aussenbereich, procedure.Veraenderungssperre, procedure.Anhoerung} {
		for _, regime := range procedure.RegimesOf(kind) {
			has := func(s template.Template) bool { return s.Kind == kind && s.Regime == regime }
			if !slices.ContainsFunc(template.Standards(), has) {
				t.Errorf("%s in regime %s: got no standard", kind, regime)
			}
		}
	}
}

// TestEveryStandardLeadsToPublication drives the real engine: with the documents of the checklist laid out and the bodies
// of the template named, nothing blocks from T1 to T6 and no document is missing.
func TestEveryStandardLeadsToPublication(t *testing.T) {
	for _, s := range template.Standards() {
		t.Run(s.Origin.Standard, func(t *testing.T) {
			o := open(t, proceduretest.New(t))
			o.enter(s)
			course, err := s.Course()
			o.must(err)
			steps := map[procedure.StepKind]bool{}
			for _, step := range course.Steps {
				steps[step.Kind] = true
			}
			switch {
			case s.Kind == procedure.Veraenderungssperre:
				if facts := o.against("T11d", procedure.Block); len(facts) > 0 {
					t.Errorf("got %q against the decision, want nothing", facts)
				}
				return
			case steps[procedure.StepHearing]:
				o.hear(s.Content)
			default:
				if len(s.Content.Discussion) > 0 {
					o.early(s.Content)
				}
				o.publish(s.Content)
			}
			for _, i := range o.checklist().Items {
				if i.Need != procedure.ForForce && !i.Ready() {
					t.Errorf("%s is uploaded: got it open on the checklist", i.Title)
				}
			}
		})
	}
}

// early leads the first participation to its end.
func (o *office) early(c template.Content) {
	o.t.Helper()
	round := o.plan(procedure.EarlyRound, c, day(time.July, 6), day(time.July, 24))
	o.upload(round, procedure.ForEarly, "")
	if facts := o.against("T2", procedure.Warning); len(facts) > 0 {
		o.t.Errorf("early participation: got %q, want no warning", facts)
	}
	o.Clock.Set(proceduretest.Instant(o.t, "2026-07-03 10:00:00"))
	o.must(o.Procedures.Publish(o.t.Context(), o.Planner, o.ref, round, procedure.Move{}))
	o.Clock.Set(proceduretest.Instant(o.t, "2026-07-29 10:00:00"))
	o.must(o.Procedures.CloseRound(o.t.Context(), o.Planner, o.ref, round, procedure.Move{}))
}

// publish approves the draft and lays it out. What is answered with a reason is no document.
func (o *office) publish(c template.Content) {
	o.t.Helper()
	round := o.plan(procedure.PublicationRound, c, day(time.October, 26), day(time.November, 27))
	o.upload(round, procedure.ForDraft, "")
	if facts := o.against("T4", procedure.Block); len(facts) > 0 {
		o.t.Errorf("T4: got %q, want nothing to block it", facts)
	}
	o.Perform(o.t, o.ref, procedure.Move{Transition: "T4", Reason: "Die Behörden wurden vorab gefragt.",
		Answers: procedure.Answers{"am": period.DateAt(o.Clock.Now()).String(), "organ": c.Approving}})
	o.Announce(o.t, o.ref, day(time.October, 17))
	o.Clock.Set(proceduretest.Instant(o.t, "2026-10-20 09:00:00"))
	o.must(o.Procedures.SetGuests(o.t.Context(), o.Planner, o.ref, true))
	for _, severity := range []procedure.Severity{procedure.Block, procedure.Warning} {
		if facts := o.against("T6", severity); len(facts) > 0 {
			o.t.Errorf("T6: got %q, want nothing against it", facts)
		}
	}
	o.must(o.Procedures.Publish(o.t.Context(), o.Planner, o.ref, round, procedure.Move{}))
}

func (o *office) hear(c template.Content) {
	o.t.Helper()
	round := o.plan(procedure.HearingRound, c, day(time.June, 15), day(time.July, 3))
	o.upload(round, procedure.ForDraft, "")
	if facts := o.against("T6h", procedure.Block); len(facts) > 0 {
		o.t.Errorf("T6h: got %q, want nothing to block it", facts)
	}
	o.must(o.Procedures.Publish(o.t.Context(), o.Planner, o.ref, round, procedure.Move{}))
}

// TestWhatTheLawDemandsIsMissed leaves out each document that the law demands of a draft, and finds T4 blocked and the item
// open: the checklist asks for the same as the conditions.
func TestWhatTheLawDemandsIsMissed(t *testing.T) {
	for role, condition := range map[procedure.DocumentRole]string{procedure.RolePlan: "T4.plan", procedure.RoleReasons: "T4.reasons",
		procedure.RoleEnvironment: "T4.environment"} {
		o := open(t, proceduretest.New(t))
		s := standardOf(t, "bplan-regular")
		o.enter(s)
		o.upload(o.plan(procedure.PublicationRound, s.Content, day(time.October, 26), day(time.November, 27)), procedure.ForDraft, role)
		facts := o.against("T4", procedure.Block)
		if len(facts) != 1 || !strings.HasPrefix(facts[0], condition+":") {
			t.Errorf("without %s: got %q, want %s alone", role, facts, condition)
		}
		for _, i := range o.checklist().Items {
			if i.Need == procedure.ForDraft && i.Ready() != (i.Role != role) {
				t.Errorf("without %s, %s: got ready %v", role, i.Title, i.Ready())
			}
		}
	}
}

// TestStandardsAreWhole holds the data to the rules of what people save, and every assignment to a person of the template.
func TestStandardsAreWhole(t *testing.T) {
	o := open(t, proceduretest.New(t))
	for _, s := range template.Standards() {
		copied := o.create(s.Origin.Standard, s.Name)
		copied.Content.AreaHint += " Auch den Ortsteil."
		if err := o.templates.Save(t.Context(), o.lead, o.Authority.ID, copied.Origin, template.Edit{Name: s.Name, Content: copied.Content}); err != nil {
			t.Errorf("%s: got %v, want it taken as it is", s.Origin.Standard, err)
		}
		for _, i := range s.Content.Items {
			if !slices.ContainsFunc(s.Content.Persons, func(p procedure.Person) bool { return p.Function == i.Responsible }) {
				t.Errorf("%s: %s is assigned to %q, whom the template does not name", s.Origin.Standard, i.Title, i.Responsible)
			}
		}
		if s.Content.Summary == "" || len(template.Unfilled(s.Content.Summary, s.Content.Summary)) == 0 {
			t.Errorf("%s: got no skeleton of a summary", s.Origin.Standard)
		}
	}
}
