package planning

import (
	"errors"
	"net/http"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/procedure"
)

// Publish opens the round that the page showed. What stands against it is shown again with the reason that was typed.
func (p *Pages) Publish(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	reason := typed(r, "grund")
	round, done, err := p.postedRound(r, v, procedure.RoundPublished)
	if err != nil {
		return err
	}
	if !done {
		err = p.Procedures.Publish(r.Context(), v.Actor, v.Ref, round.ID, procedure.Move{Reason: reason, Answers: publishAnswers(r)})
	}
	return p.afterStep(w, r, v, reason, err)
}

// CloseRound ends a round whose period is over.
func (p *Pages) CloseRound(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	round, done, err := p.postedRound(r, v, procedure.RoundClosed)
	if err != nil {
		return err
	}
	if !done {
		err = p.Procedures.CloseRound(r.Context(), v.Actor, v.Ref, round.ID, procedure.Move{Reason: typed(r, "grund")})
	}
	return p.afterStep(w, r, v, typed(r, "grund"), err)
}

// postedRound is the round that the page showed when the button was pressed. done says that it has reached the
// state already: the button was pressed twice.
func (p *Pages) postedRound(r *http.Request, v *visit.Visit, to procedure.RoundState) (round procedure.Round, done bool, err error) {
	view, err := p.Procedures.Staff(r.Context(), v.Actor, v.Ref)
	if err != nil {
		return round, false, err
	}
	for _, known := range view.Rounds {
		if known.ID.String() == r.PostFormValue("durchgang") {
			return known, known.State == to, nil
		}
	}
	return round, false, procedure.ErrWrongState
}

func (p *Pages) afterStep(w http.ResponseWriter, r *http.Request, v *visit.Visit, reason string, err error) error {
	var refusal *procedure.Refusal
	if err == nil {
		return seeOther(w, r, at(v.Ref.Slug, placeOverview))
	}
	if !errors.As(err, &refusal) {
		return err
	}
	o, err := p.overview(r, v, reason, refused(refusal, "schritte", "grund"))
	if err != nil {
		return err
	}
	return page.Render(w, r, http.StatusUnprocessableEntity, page.NoStore, overviewPage(o))
}

// publishAnswers is what the form asks beside a reason: how the affected were told (§ 13 Abs. 2 S. 2 BauGB).
func publishAnswers(r *http.Request) procedure.Answers {
	answers := procedure.Answers{}
	for _, key := range []string{"benachrichtigt_am", "benachrichtigt_wie", "hinweise"} {
		if value := typed(r, key); value != "" {
			answers[key] = value
		}
	}
	return answers
}
