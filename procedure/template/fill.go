package template

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/period"
)

// Fill begins a procedure with what the template knows. What only the planner knows is left empty.
func (t Template) Fill(today period.Date) procedure.NewProcedure {
	c := t.Content.clone()
	origin := t.Origin
	n := procedure.NewProcedure{Kind: t.Kind, Regime: t.Regime, Purpose: c.Purpose, Summary: c.Summary, PortalURL: c.Portal, MinAssurance: c.MinAssurance,
		Expected: t.expected(today), Origin: &origin, Persons: c.Persons}
	for _, i := range c.Items {
		n.Checklist = append(n.Checklist, procedure.NewItem{Title: i.Title, Role: i.Role, Need: i.Need, Norm: i.Norm, Responsible: i.Responsible,
			Due: t.due(i.Need, today)})
	}
	for _, p := range c.Persons {
		if p.Public && p.Name != "" {
			n.ContactName, n.ContactPhone = p.Name, p.Phone
			break
		}
	}
	return n
}

// Address makes the address at the portal of the Land from its pattern.
func Address(pattern, slug string) string { return strings.ReplaceAll(pattern, slugMark, slug) }

var placeholder = regexp.MustCompile(`\[[^\[\]]+\]`)

// Unfilled lists what of a skeleton still waits to be replaced in the text that was made from it. Brackets that somebody
// typed are no placeholders.
func Unfilled(skeleton, text string) []string {
	var left []string
	for _, p := range placeholder.FindAllString(skeleton, -1) {
		if strings.Contains(text, p) && !slices.Contains(left, p) {
			left = append(left, p)
		}
	}
	return left
}

// sideBySide are steps that run at the same time as the one before them (§ 4a Abs. 2 BauGB).
var sideBySide = map[procedure.StepKind]procedure.StepKind{
	procedure.StepEarlyBodies: procedure.StepEarlyPublic, procedure.StepBodies: procedure.StepPublication,
}

// begins adds the durations up: in which week after today each step begins.
func (t Template) begins() map[procedure.StepKind]int {
	starts := map[procedure.StepKind]int{}
	course, err := t.Course()
	if err != nil {
		return starts
	}
	week := 0
	for _, s := range course.Steps {
		start := week
		if twin, ok := sideBySide[s.Kind]; ok {
			if begun, ok := starts[twin]; ok {
				start = begun
			}
		}
		starts[s.Kind] = start
		week = max(week, start+t.Content.Weeks[s.Kind])
	}
	return starts
}

// expected says of every step with a duration, and of the decision, when it may come.
func (t Template) expected(today period.Date) map[procedure.StepKind]string {
	list := map[procedure.StepKind]string{}
	if len(t.Content.Weeks) == 0 {
		return list
	}
	for step, week := range t.begins() {
		if t.Content.Weeks[step] > 0 && step != procedure.StepInitiation || step == procedure.StepAdoption {
			d := today.AddDays(7 * week)
			list[step] = fmt.Sprintf("voraussichtlich im %s %d", months[d.Month-1], d.Year)
		}
	}
	return list
}

var months = [...]string{"Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"}

// due is the day on which the step begins that needs a document; nil where the template does not know it.
func (t Template) due(n procedure.Need, today period.Date) *period.Date {
	steps := map[procedure.Need][]procedure.StepKind{procedure.ForEarly: {procedure.StepEarlyPublic},
		procedure.ForDraft: {procedure.StepDraft, procedure.StepHearing}, procedure.ForForce: {procedure.StepInForce}}[n]
	starts := t.begins()
	for _, s := range steps {
		if week, ok := starts[s]; ok && week > 0 {
			d := today.AddDays(7 * week)
			for d.Weekday() == time.Saturday || d.Weekday() == time.Sunday {
				d = d.AddDays(-1)
			}
			return &d
		}
	}
	return nil
}
