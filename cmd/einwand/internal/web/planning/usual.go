package planning

import (
	"context"
	"slices"
	"strings"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/template"
)

// What the template of a procedure knows beforehand, where its pages ask for it.

// usualAnswers are the bodies that decide in this authority.
func (p *Pages) usualAnswers(ctx context.Context, v *visit.Visit, id procedure.TransitionID) (procedure.Answers, error) {
	answers := procedure.Answers{}
	t, err := p.Templates.Of(ctx, v.Actor, v.Ref)
	if err != nil || t == nil {
		return answers, err
	}
	body := map[procedure.TransitionID]string{"T1": t.Content.Initiating, "T4": t.Content.Approving}[id]
	if body != "" {
		answers["organ"] = body
	}
	return answers, nil
}

// offer prefills how people discuss a plan, and offers kinds of environmental information: which of them there are only
// the planner knows.
func (p *Pages) offer(ctx context.Context, v *visit.Visit, in *periodInput) error {
	t, err := p.Templates.Of(ctx, v.Actor, v.Ref)
	if err != nil || t == nil {
		return err
	}
	switch {
	case in.kind == procedure.EarlyRound && in.discussion == "":
		in.discussion = t.Content.Discussion
	case in.kind != procedure.EarlyRound && in.discussion == t.Content.Discussion:
		in.discussion = ""
	}
	in.offered = stillOffered(t.Content.Topics, in.topics)
	return nil
}

// offerAgain does the same for a form that came back, and finds what of the prefilled text was not replaced.
func (p *Pages) offerAgain(ctx context.Context, v *visit.Visit, in *periodInput) (page.FieldErrors, error) {
	t, err := p.Templates.Of(ctx, v.Actor, v.Ref)
	if err != nil || t == nil {
		return nil, err
	}
	in.offered = stillOffered(t.Content.Topics, in.topics)
	if left := template.Unfilled(t.Content.Discussion, in.discussion); len(left) > 0 {
		return page.FieldErrors{{ID: "eroerterung", Label: "Erörterung", Text: replaceFirst(left)}}, nil
	}
	return nil, nil
}

// replaceFirst asks to put words where a skeleton has brackets.
func replaceFirst(left []string) string {
	return "Bitte ersetzen Sie, was noch in eckigen Klammern steht: " + strings.Join(left, ", ") + "."
}

// stillOffered are the kinds of a template that the text does not hold yet.
func stillOffered(topics []string, text string) []string {
	have := lines(text)
	var list []string
	for _, t := range topics {
		if !slices.Contains(have, t) {
			list = append(list, t)
		}
	}
	return list
}

// withChosen puts the kinds that were ticked below those that were typed.
func withChosen(text string, chosen []string) string {
	list := lines(text)
	for _, c := range chosen {
		if c = clean(c); c != "" && !slices.Contains(list, c) {
			list = append(list, c)
		}
	}
	return strings.Join(list, "\n")
}
