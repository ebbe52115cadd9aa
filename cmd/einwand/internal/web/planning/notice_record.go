package planning

import (
	"context"
	"errors"
	"mime/multipart"
	"net/http"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/procedure"
)

var evidenceFields = []labelled{{"medium", "Wo erschienen"}, {"issue", "Ausgabe"}, {"effective_on", "Wirksam am"}, {"scan", "Scan"}, {"why", "Grund"}, {"extra", "Eigener Absatz"}}

// RecordAnnouncement puts the notice of a round on record with the evidence of the local act, once per round.
func (p *Pages) RecordAnnouncement(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	return p.recordNotice(w, r, v, procedure.NoticePublication)
}

// RecordNotice puts a notice on record that belongs to no round. It performs what the notice means: a plan comes into
// force with it.
func (p *Pages) RecordNotice(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	kind, ending, err := noticeKind(r)
	if err != nil || ending != "" {
		return errors.Join(err, procedure.ErrNotFound)
	}
	return p.recordNotice(w, r, v, kind)
}

func (p *Pages) recordNotice(w http.ResponseWriter, r *http.Request, v *visit.Visit, kind procedure.AnnouncementKind) error {
	f, err := p.noticeForm(r, v, kind)
	if err != nil {
		return err
	}
	if f.waits() {
		return procedure.ErrWrongState
	}
	if f.recorded() || f.done && !f.asksMore(r) {
		return seeOther(w, r, f.after()) // sent twice
	}
	file, head, err := scan(r)
	if err != nil {
		return err
	}
	f.in = readEvidence(r)
	if file != nil {
		defer file.Close()
		f.in.Scan, f.rescan = &procedure.NewScan{Name: head.Filename, Data: file}, true
	}
	if f.errors = f.untaken(r); len(f.errors) > 0 {
		return f.again(w, r)
	}
	if err = p.recordAs(r.Context(), v, f); err == nil {
		return seeOther(w, r, f.after())
	}
	if f.errors, f.refused = evidenceProblems(f.slug, labelsOf(f.asks), err, head); len(f.errors) == 0 {
		return err
	}
	for _, g := range f.refused {
		f.warned = f.warned || g.Severity == page.GuardWarn
	}
	return f.again(w, r)
}

// after is where the record leads: to the text as it stands now, or on where the period is longer.
func (f noticeForm) after() string {
	if f.kind == procedure.NoticeExtension {
		return f.at(placeOverview)
	}
	return f.here()
}

// recordAs hands the notice to the method for its kind.
func (p *Pages) recordAs(ctx context.Context, v *visit.Visit, f noticeForm) error {
	switch f.kind {
	case procedure.NoticePublication:
		return p.Procedures.RecordAnnouncement(ctx, v.Actor, v.Ref, f.facts, f.in)
	case procedure.NoticeExtension:
		return p.extend(ctx, v, f)
	}
	return p.Procedures.RecordNotice(ctx, v.Actor, v.Ref, f.facts, f.in)
}

func readEvidence(r *http.Request) procedure.NewAnnouncement {
	return procedure.NewAnnouncement{Medium: typed(r, "medium"), Issue: typed(r, "issue"), EffectiveOn: day(r.PostFormValue("effective_on")),
		Reason: typed(r, "begruendung_trotz")}
}

// evidenceProblems says in words what the planner can mend; nothing for everything else.
func evidenceProblems(slug string, more []labelled, err error, head *multipart.FileHeader) (page.FieldErrors, []page.Guard) {
	var invalid *procedure.Invalid
	var refusal *procedure.Refusal
	switch {
	case errors.As(err, &invalid):
		return fieldErrors(append(more, evidenceFields...), invalid.Fields), nil
	case errors.As(err, &refusal):
		return refused(refusal, "pruefliste", "begruendung_trotz"), guards(slug, placeAnnouncement, refusal.Guards)
	case errors.Is(err, procedure.ErrNotScan):
		return page.FieldErrors{{ID: "scan", Label: "Scan", Text: "Diese Art von Datei nehmen wir nicht an. Speichern Sie den Scan als PDF, JPEG oder PNG und wählen Sie ihn noch einmal aus."}}, nil
	case errors.Is(err, procedure.ErrTooLarge):
		return page.FieldErrors{{ID: "scan", Label: "Scan", Text: "Die Datei ist " + page.Size(head.Size) + " groß. Höchstens 25\u00a0MB sind möglich. Scannen Sie mit geringerer Auflösung."}}, nil
	}
	return nil, nil
}
