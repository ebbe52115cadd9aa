package planning

import (
	"errors"
	"net/http"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/period"
)

// announcementForm is the text of a Bekanntmachung and the record that it appeared.
type announcementForm struct {
	desk
	view     procedure.View
	facts    procedure.AnnouncementFacts
	body     string // as it will be, or as it is on record
	lastDay  period.Date
	in       procedure.NewAnnouncement
	recorded bool
	errors   page.FieldErrors
}

var announcementFields = []labelled{{"medium", "Wo erschienen"}, {"issue", "Ausgabe"}, {"effective_on", "Wirksam am"}}

// AnnouncementForm shows the text that the law asks for, and asks for the evidence of the local act.
func (p *Pages) AnnouncementForm(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	f, err := p.announcementForm(r, v)
	if err != nil {
		return err
	}
	return page.Render(w, r, http.StatusOK, page.NoStore, announcementPage(f))
}

func (p *Pages) announcementForm(r *http.Request, v *visit.Visit) (announcementForm, error) {
	view, err := p.Procedures.Staff(r.Context(), v.Actor, v.Ref)
	if err != nil {
		return announcementForm{}, err
	}
	f := announcementForm{desk: newDesk(r, v, view, placeAnnouncement, "Bekanntmachung", page.Crumb{Label: "Bekanntmachung"}), view: view,
		in: procedure.NewAnnouncement{Medium: view.Municipality.AnnouncementMedium}}
	if view.Round == nil {
		return f, nil
	}
	f.lastDay = view.Round.Period.FirstDay.AddDays(-1)
	f.facts = procedure.AnnouncementFacts{Authority: v.Authority, Procedure: view.Procedure, Round: *view.Round,
		Address: p.PublicURL + "/verfahren/" + view.Slug, RegisterID: p.Signer.VerifierKey()}
	if f.recorded = view.Announcement != nil; f.recorded {
		f.body = view.Announcement.Body
	} else {
		f.body = procedure.AnnouncementText(f.facts)
	}
	return f, nil
}

// RecordAnnouncement puts the text and the evidence on record, once per round.
func (p *Pages) RecordAnnouncement(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	f, err := p.announcementForm(r, v)
	if err != nil {
		return err
	}
	if f.view.Round == nil {
		return procedure.ErrWrongState
	}
	if f.recorded {
		return seeOther(w, r, f.at(placeAnnouncement)) // sent twice
	}
	f.in = procedure.NewAnnouncement{Medium: typed(r, "medium"), Issue: typed(r, "issue"),
		EffectiveOn: day(r.PostFormValue("effective_on"))}
	err = p.Procedures.RecordAnnouncement(r.Context(), v.Actor, v.Ref, f.facts, f.in)
	var invalid *procedure.Invalid
	switch {
	case err == nil:
		return seeOther(w, r, f.at(placeAnnouncement))
	case errors.As(err, &invalid):
		f.errors, f.shell.Error = fieldErrors(announcementFields, invalid.Fields), true
		return page.Render(w, r, http.StatusUnprocessableEntity, page.NoStore, announcementPage(f))
	}
	return err
}
