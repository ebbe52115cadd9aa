package planning

import (
	"errors"
	"net/http"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/procedure"
)

// SaveNotice keeps what a planner adds to the notice of the latest round.
func (p *Pages) SaveNotice(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	return p.saveNotice(w, r, v, procedure.NoticePublication)
}

// SaveNoticeDraft keeps what a planner adds to a notice that belongs to no round.
func (p *Pages) SaveNoticeDraft(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	kind, ending, err := noticeKind(r)
	if err != nil || ending != "" {
		return errors.Join(err, procedure.ErrNotFound)
	}
	return p.saveNotice(w, r, v, kind)
}

func (p *Pages) saveNotice(w http.ResponseWriter, r *http.Request, v *visit.Visit, kind procedure.AnnouncementKind) error {
	f, err := p.noticeForm(r, v, kind)
	if err != nil {
		return err
	}
	if f.waits() || f.recorded() {
		return procedure.ErrWrongState
	}
	f.draft.Details, f.draft.Extra = procedure.Answers{}, typed(r, "extra")
	for _, a := range f.asks {
		if value := typed(r, a.Key); value != "" {
			f.draft.Details[a.Key] = value
		}
	}
	err = p.Procedures.SaveNoticeDraft(r.Context(), v.Actor, v.Ref, f.facts.Law(), f.draft)
	var invalid *procedure.Invalid
	switch {
	case err == nil:
		return seeOther(w, r, f.here())
	case !errors.As(err, &invalid):
		return err
	}
	f.versions = nil
	f.compose()
	f.errors = fieldErrors(append(labelsOf(f.asks), labelled{"extra", "Eigener Absatz"}), invalid.Fields)
	return f.again(w, r)
}

// here is the address of the page.
func (f noticeForm) here() string {
	url := f.at(noticePlace(f.kind))
	if f.kind == procedure.NoticeExtension {
		url += "?durchgang=" + f.view.Round.ID.String()
	}
	return url
}

// again shows the form as it was typed, with what is wrong with it.
func (f noticeForm) again(w http.ResponseWriter, r *http.Request) error {
	f.shell.Error = true
	return page.Render(w, r, http.StatusUnprocessableEntity, page.NoStore, noticePage(f))
}
