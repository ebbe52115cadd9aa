package planning

import (
	"context"
	"net/http"

	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/procedure"
)

// ExtendForm asks for the new end of a period that runs, and shows the notice of it before it appears.
func (p *Pages) ExtendForm(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	return p.showNotice(w, r, v, procedure.NoticeExtension)
}

// SaveExtension keeps the new end and its cause, so that the notice can go to the gazette.
func (p *Pages) SaveExtension(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	return p.saveNotice(w, r, v, procedure.NoticeExtension)
}

// Extend gives the round its new end, with the evidence that people were told in time. Sent twice it extends once.
func (p *Pages) Extend(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	return p.recordNotice(w, r, v, procedure.NoticeExtension)
}

// extended points the form at the round in the address, or at the latest that is published.
func (f *noticeForm) extended(r *http.Request) error {
	asked := r.FormValue("durchgang")
	var found *procedure.Round
	for i, round := range f.view.Rounds {
		if round.State == procedure.RoundPublished && (asked == "" || round.ID.String() == asked) {
			found = &f.view.Rounds[i]
		}
	}
	if found == nil {
		return procedure.ErrNotFound
	}
	f.view.Round = found
	return nil
}

// lengthen brings the new end of the draft into the text, with what stands against it. A draft whose end holds already
// has done its work.
func (f *noticeForm) lengthen() {
	round := f.view.Round
	f.facts.Round.Period = round.Period
	last, ok := f.draft.Details.Day("letzter")
	if f.done = ok && last == round.Period.LastDay; f.done {
		f.draft.Details, f.facts.Details = procedure.Answers{}, procedure.Answers{}
	}
	f.facts.OldLastDay, f.facts.Cause = round.Period.LastDay, f.draft.Details.Text("grund")
	if !ok || f.done {
		return
	}
	f.facts.Round.Period.LastDay = last
	frist, err := f.view.Frist(round.Kind, round.RuleSet, round.Period.FirstDay, last)
	if err == nil {
		f.frist = guards(f.slug, placeExtend, frist.Guards)
	}
}

// asksMore reports whether the form names another new end than the one that holds.
func (f noticeForm) asksMore(r *http.Request) bool {
	last := day(r.PostFormValue("letzter"))
	return f.kind == procedure.NoticeExtension && !last.IsZero() && last != f.view.Round.Period.LastDay
}

func (p *Pages) extend(ctx context.Context, v *visit.Visit, f noticeForm) error {
	last, _ := f.draft.Details.Day("letzter")
	return p.Procedures.Extend(ctx, v.Actor, v.Ref, f.view.Round.ID, procedure.Extension{LastDay: last, Cause: f.draft.Details.Text("grund"),
		Notice: f.in, Text: f.body, Reason: f.in.Reason})
}
