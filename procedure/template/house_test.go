package template_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/period"
	"github.com/einwand/einwand/procedure/proceduretest"
	"github.com/einwand/einwand/procedure/template"
)

// office is a town with its templates, its lead and the procedure at hand.
type office struct {
	*proceduretest.Town
	t         testing.TB
	templates *template.Service
	lead      identity.Actor
	ref       procedure.Ref
}

func open(t testing.TB, w *proceduretest.Town) *office {
	t.Helper()
	return &office{Town: w, t: t, templates: template.New(w.Tenancy), lead: w.Staff(t, "Karl", "Leit", identity.RoleLead)}
}

func (o *office) must(err error) {
	o.t.Helper()
	if err != nil {
		o.t.Fatal(err)
	}
}

func standardOf(t testing.TB, key string) template.Template {
	t.Helper()
	for _, s := range template.Standards() {
		if s.Origin.Standard == key {
			return s
		}
	}
	t.Fatalf("there is no standard %s", key)
	return template.Template{}
}

// create makes a template of the town from a standard and returns its first version.
func (o *office) create(standard, name string) template.Template {
	o.t.Helper()
	id, err := uuid.NewV7()
	o.must(err)
	o.must(o.templates.Create(o.t.Context(), o.lead, o.Authority.ID, id, procedure.Origin{Standard: standard}, name))
	return o.find(procedure.Origin{Template: id})
}

func (o *office) find(origin procedure.Origin) template.Template {
	o.t.Helper()
	t, err := o.templates.Find(o.t.Context(), o.Planner, o.Authority.ID, origin)
	o.must(err)
	return t
}

// entry answers what the courses ask at the beginning beside the decision.
var entry = map[procedure.Regime]procedure.Answers{
	procedure.Simplified:  {"fall": "massstab", "uvp": procedure.No, "natura": procedure.No, "stoerfall": procedure.No},
	procedure.Accelerated: {"innen": procedure.Yes, "grundflaeche": "8000", "uvp": procedure.No, "natura": procedure.No, "stoerfall": procedure.No},
}

// enter begins a procedure from a template: what a planner adds is its name, its place and its area.
func (o *office) enter(t template.Template) {
	o.t.Helper()
	today := period.DateAt(o.Clock.Now())
	n := t.Fill(today)
	n.Municipality, n.PlanName, n.Title, n.ShortTitle, n.Slug, n.Prefix = o.Municipality, "Am Anger", "Plan Nr. 9 „Am Anger“", "Plan Nr. 9", "plan-9", "PLAN9"
	n.AreaPlace, n.AreaText, n.Summary = "Am Anger", "Zwischen Anger und Bach.", "Am Anger sollen zwölf Wohnungen entstehen."
	n.PortalURL, n.ContactName = "https://portal.example/plan-9", "Jana Wirth"
	n.Begin = &procedure.Move{Transition: "T1", Answers: procedure.Answers{"am": today.String(), "organ": t.Content.Initiating}}
	for key, value := range entry[t.Regime] {
		if key == "fall" && n.Purpose == procedure.Aenderung {
			value = "grundzuege"
		}
		n.Begin.Answers[key] = value
	}
	if t.Kind == procedure.Veraenderungssperre {
		n.Links = []procedure.NewLink{{Kind: procedure.Secures, Other: o.Create(o.t).ID}}
	}
	var err error
	o.ref, err = o.Procedures.Create(o.t.Context(), o.Planner, o.Authority.ID, n)
	o.must(err)
}

// upload lays out the documents of the checklist for a need, except one role.
func (o *office) upload(round uuid.UUID, need procedure.Need, except procedure.DocumentRole) {
	o.t.Helper()
	for _, i := range o.checklist().Items {
		if i.Need != need || i.Role == except {
			continue
		}
		_, err := o.Procedures.AddDocument(o.t.Context(), o.Planner, o.ref, round, procedure.NewDocument{Role: i.Role, Anonymised: true, Title: i.Title,
			FileName: "unterlage.pdf"}, strings.NewReader("%PDF-1.7\n% "+i.Title+"\n"))
		o.must(err)
	}
}

func (o *office) checklist() procedure.Checklist {
	o.t.Helper()
	c, err := o.Procedures.Checklist(o.t.Context(), o.Planner, o.ref)
	o.must(err)
	return c
}

// against lists what stands against a row of the table with this severity.
func (o *office) against(id procedure.TransitionID, severity procedure.Severity) (facts []string) {
	o.t.Helper()
	option, err := o.Procedures.Option(o.t.Context(), o.Planner, o.ref, id)
	o.must(err)
	for _, g := range option.Guards {
		if g.Severity == severity {
			facts = append(facts, g.ID+": "+g.Fact)
		}
	}
	return facts
}

// plan enters a round from 26 October to 27 November 2026, or within a month for a hearing.
func (o *office) plan(kind procedure.RoundKind, c template.Content, first, last period.Date) uuid.UUID {
	o.t.Helper()
	return o.PlanRound(o.t, o.ref, procedure.NewRound{Kind: kind, VersionLabel: "Entwurf", VersionDated: first.AddDays(-20), Topics: c.Topics,
		Discussion: c.Discussion, FirstDay: first, LastDay: last, Cause: "Der Umfang der Unterlagen.", Circle: "Die Nachbarschaft"})
}

func day(m time.Month, d int) period.Date { return period.NewDate(2026, m, d) }
