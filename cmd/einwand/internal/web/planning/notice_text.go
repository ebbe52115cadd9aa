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
	f.draft = f.typed(r)
	if err := f.keepEvidence(r); err != nil {
		return err
	}
	err = p.Procedures.SaveNoticeDraft(r.Context(), v.Actor, v.Ref, f.facts.Law(), f.draft)
	var invalid *procedure.Invalid
	switch {
	case err == nil && !f.started:
		return seeOther(w, r, f.here())
	case err != nil && !errors.As(err, &invalid):
		return err
	}
	f.versions, f.frist, f.warned = nil, nil, false
	f.compose()
	if err == nil { // saving it again changes nothing, and what was typed of the evidence stays
		return page.Render(w, r, http.StatusOK, page.NoStore, noticePage(f))
	}
	f.errors = fieldErrors(f.additions(), invalid.Fields)
	return f.again(w, r)
}

// typed is the draft as the form holds it.
func (f noticeForm) typed(r *http.Request) procedure.NoticeDraft {
	d := f.draft
	d.Details, d.Extra = procedure.Answers{}, typed(r, "extra")
	for _, a := range f.asks {
		if value := typed(r, a.Key); value != "" {
			d.Details[a.Key] = value
		}
	}
	return d
}

// untaken puts what was typed into the form and lists what the text does not say yet. It must be taken over and read
// first: the text on record is the one that went to the gazette. A field that was not sent says nothing.
func (f *noticeForm) untaken(r *http.Request) page.FieldErrors {
	in, fields := f.typed(r), map[string]string{}
	for _, a := range f.asks {
		if r.PostForm.Has(a.Key) && in.Details.Text(a.Key) != f.draft.Details.Text(a.Key) {
			fields[a.Key] = takeOverFirst
		}
	}
	if r.PostForm.Has("extra") && in.Extra != f.draft.Extra {
		fields["extra"] = takeOverFirst
	}
	if len(fields) > 0 {
		f.draft = in
	}
	return fieldErrors(f.additions(), fields)
}

const takeOverFirst = "Das steht noch nicht im Text. Übernehmen Sie es zuerst in den Text und lesen Sie ihn noch einmal: Zu den Akten kommt, was erschienen ist."

// additions are the fields that change the text.
func (f noticeForm) additions() []labelled {
	return append(labelsOf(f.asks), labelled{"extra", "Eigener Absatz"})
}

// keepEvidence holds what was typed of the evidence while the text is changed. A file does not come back from a browser.
func (f *noticeForm) keepEvidence(r *http.Request) error {
	file, _, err := scan(r)
	if err != nil {
		return err
	}
	if f.rescan = file != nil; f.rescan {
		defer file.Close()
	}
	if r.PostForm.Has("medium") {
		proposed := f.in
		f.in = readEvidence(r)
		f.started = f.rescan || f.in != proposed
	}
	return nil
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
