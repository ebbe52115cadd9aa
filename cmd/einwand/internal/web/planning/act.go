package planning

import (
	"errors"
	"net/http"

	"github.com/go-chi/chi/v5"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/procedure"
)

// actForm asks what a transition of the table asks, and shows what stands for and against it.
type actForm struct {
	desk
	view   procedure.View
	option procedure.Option
	in     procedure.Answers
	reason string
	guards []page.Guard
	warned bool // a reason is asked for
	laws   []page.Option
	law    string
	errors page.FieldErrors
}

// placeSteps is where the transitions are performed, by their number.
const placeSteps place = "/schritte"

func actPath(id procedure.TransitionID) place { return placeSteps + place("/"+string(id)) }

// ActForm asks for what a transition needs.
func (p *Pages) ActForm(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	f, err := p.actForm(r, v)
	if errors.Is(err, procedure.ErrNoTransition) {
		return p.actImpossible(w, r, v)
	}
	if err != nil {
		return err
	}
	if f.in, err = p.usualAnswers(r.Context(), v, f.option.ID); err != nil {
		return err
	}
	return page.Render(w, r, http.StatusOK, page.NoStore, actPage(f))
}

func (p *Pages) actForm(r *http.Request, v *visit.Visit) (actForm, error) {
	view, err := p.Procedures.Staff(r.Context(), v.Actor, v.Ref)
	if err != nil {
		return actForm{}, err
	}
	o, err := p.Procedures.Option(r.Context(), v.Actor, v.Ref, procedure.TransitionID(chi.URLParam(r, "schritt")))
	if err != nil {
		return actForm{}, err
	}
	if o.Place != procedure.PlaceForm {
		return actForm{}, procedure.ErrNoTransition
	}
	f := actForm{desk: newDesk(r, v, view, placeSteps, o.Title, page.Crumb{Label: o.Title}), view: view, option: o, in: procedure.Answers{},
		guards: guards(v.Ref.Slug, placeSteps, o.Guards), warned: o.Worst() == procedure.Warning, laws: lawOptions(view, v)}
	return f, nil
}

// Perform carries a transition out. What is refused is shown with the form as it was typed.
func (p *Pages) Perform(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	f, err := p.actForm(r, v)
	if errors.Is(err, procedure.ErrNoTransition) && p.performed(r, v) {
		return seeOther(w, r, at(v.Ref.Slug, placeOverview)) // sent twice
	}
	if err != nil {
		return err
	}
	for _, a := range f.option.Fields {
		if value := typed(r, a.Key); value != "" {
			f.in[a.Key] = value
		}
	}
	f.reason, f.law = typed(r, "begruendung_trotz"), r.PostFormValue("recht")
	m := procedure.Move{Transition: f.option.ID, Answers: f.in, Reason: f.reason, RuleSet: f.law}
	if f.option.Round != nil {
		m.Round = &f.option.Round.ID
	}
	_, err = p.Procedures.Perform(r.Context(), v.Actor, v.Ref, m)
	if err == nil {
		return seeOther(w, r, f.at(placeOverview))
	}
	return p.actRefused(w, r, f, err)
}

// performed reports whether the transition is the last act on record: the button was pressed twice.
func (p *Pages) performed(r *http.Request, v *visit.Visit) bool {
	view, err := p.Procedures.Staff(r.Context(), v.Actor, v.Ref)
	if err != nil || len(view.Acts) == 0 {
		return false
	}
	return string(view.Acts[len(view.Acts)-1].Transition) == chi.URLParam(r, "schritt")
}

func (p *Pages) actRefused(w http.ResponseWriter, r *http.Request, f actForm, err error) error {
	var invalid *procedure.Invalid
	var refusal *procedure.Refusal
	switch {
	case errors.As(err, &invalid):
		f.errors = fieldErrors(labelsOf(f.option.Fields), invalid.Fields)
	case errors.As(err, &refusal):
		f.guards = guards(f.slug, placeSteps, refusal.Guards)
		f.warned = f.warned || worst(refusal.Guards) == procedure.Warning
		f.errors = refused(refusal, "bedingungen", "begruendung_trotz")
	default:
		return err
	}
	f.shell.Error = true
	return page.Render(w, r, http.StatusUnprocessableEntity, page.NoStore, actPage(f))
}

func labelsOf(fields []procedure.Asked) []labelled {
	list := make([]labelled, len(fields))
	for i, f := range fields {
		list[i] = labelled{f.Key, f.Label}
	}
	return list
}

// choices are the answers of a field as a page offers them.
func choices(a procedure.Asked) []page.Option {
	if a.Kind == procedure.FieldQuestion {
		return []page.Option{{Value: procedure.Yes, Label: "Ja"}, {Value: procedure.No, Label: "Nein"}}
	}
	list := make([]page.Option, len(a.Choices))
	for i, c := range a.Choices {
		list[i] = page.Option{Value: c.Value, Label: c.Label}
	}
	return list
}

// lawOptions offers the law of the beginning where it differs from that of today (§ 233 Abs. 1 BauGB).
func lawOptions(view procedure.View, v *visit.Visit) []page.Option {
	first, now, ok := procedure.LawChoice(view.Steps, v.Now)
	if !ok {
		return nil
	}
	return []page.Option{{Value: "", Label: "Nach heutigem Recht (" + now + ")"}, {Value: first, Label: "Nach dem Recht, mit dem das Verfahren begann (" + first + ")"}}
}

func (f actForm) field(a procedure.Asked) page.Field {
	return page.Field{Name: a.Key, Label: a.Label, Value: f.in[a.Key], Error: f.errors.Of(a.Key), Hint: a.Hint, Optional: a.Optional && !a.Wanted}
}
