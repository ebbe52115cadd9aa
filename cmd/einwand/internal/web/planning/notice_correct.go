package planning

import (
	"fmt"
	"net/http"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/procedure"
)

// correction is the evidence of a notice, to be recorded anew.
type correction struct {
	desk
	old    numbered
	fixed  bool // only a scan can be added
	in     procedure.NewAnnouncement
	why    string
	errors page.FieldErrors
}

func (c correction) here() place {
	return placeAnnouncement + place(fmt.Sprintf("/berichtigen/%d", c.old.n))
}

// CorrectForm asks what is right, and why it was recorded otherwise.
func (p *Pages) CorrectForm(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	c, err := p.correction(r, v)
	if err != nil {
		return err
	}
	return page.Render(w, r, http.StatusOK, page.NoStore, correctionPage(c))
}

func (p *Pages) correction(r *http.Request, v *visit.Visit) (correction, error) {
	view, a, err := p.recordedNotice(r, v)
	if err != nil {
		return correction{}, err
	}
	return correction{desk: newDesk(r, v, view, placeAnnouncement, "Nachweis berichtigen", page.Crumb{Label: "Bekanntmachung", URL: at(view.Slug, noticePlace(a.Kind))},
		page.Crumb{Label: "Nachweis berichtigen"}), old: a, fixed: view.Fixed(a.Announcement),
		in: procedure.NewAnnouncement{Medium: a.Medium, Issue: a.Issue, EffectiveOn: a.EffectiveOn}}, nil
}

// Correct records the evidence anew. What was on record stays beside it.
func (p *Pages) Correct(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	c, err := p.correction(r, v)
	if err != nil {
		return err
	}
	file, head, err := scan(r)
	if err != nil {
		return err
	}
	if c.why = typed(r, "why"); !c.fixed {
		c.in = readEvidence(r)
	}
	if file != nil {
		defer file.Close()
		c.in.Scan = &procedure.NewScan{Name: head.Filename, Data: file}
	}
	if c.fixed && file == nil {
		c.errors = page.FieldErrors{{ID: "scan", Label: "Scan", Text: "Bitte wählen Sie den Scan aus."}}
	} else if err = p.Procedures.CorrectAnnouncement(r.Context(), v.Actor, v.Ref, c.old.ID, c.in, c.why); err == nil {
		return seeOther(w, r, c.at(noticePlace(c.old.Kind)))
	} else if c.errors, _ = evidenceProblems(c.slug, nil, err, head); len(c.errors) == 0 {
		return err
	}
	c.shell.Error = true
	return page.Render(w, r, http.StatusUnprocessableEntity, page.NoStore, correctionPage(c))
}
