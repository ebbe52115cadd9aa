package filing

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/statement"
)

// filingTime is how long a filing may take when the browser is gone.
const filingTime = 30 * time.Second

// File files the draft that the check page showed. The request is complete when this runs: a browser that goes away now,
// for example at the second click, does not stop the filing.
func (p *Pages) File(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	draft, err := uuid.Parse(r.PostForm.Get("entwurf"))
	if err != nil {
		http.Redirect(w, r, formPath(v.Ref.Slug)+stepCheck, http.StatusSeeOther)
		return nil
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(r.Context()), filingTime)
	defer cancel()
	st, err := p.Statements.File(ctx, v.Actor, v.Ref, draft, v.ReceivedAt)
	if err == nil {
		http.Redirect(w, r, receiptPath(st.Label()), http.StatusSeeOther)
		return nil
	}
	return p.notFiled(w, r, v, draft, err)
}

// Resume leads on from an address that takes only a POST: a login that came in between returns there by GET, and must not
// end at a page that does not exist.
func (p *Pages) Resume(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	http.Redirect(w, r, formPath(v.Ref.Slug)+stepCheck, http.StatusSeeOther)
	return nil
}

// notFiled answers what keeps a draft from being filed: what the person can do about it, or what we do not know.
func (p *Pages) notFiled(w http.ResponseWriter, r *http.Request, v *visit.Visit, draft uuid.UUID, cause error) error {
	if errors.Is(cause, statement.ErrDraftGone) || errors.Is(cause, procedure.ErrNotFound) {
		return cause // the site's table of errors has words for these
	}
	mendable := errors.Is(cause, statement.ErrLevelTooLow) || errors.Is(cause, statement.ErrLoginTooOld) || errors.Is(cause, statement.ErrDraftEmpty)
	if !mendable {
		return p.unsettled(w, r, v, draft, cause)
	}
	wy, err := p.way(r.Context(), v)
	if err != nil {
		return err
	}
	switch {
	case errors.Is(cause, statement.ErrLevelTooLow):
		return p.showLevel(w, r, v, wy, http.StatusForbidden)
	case errors.Is(cause, statement.ErrLoginTooOld):
		return p.showStale(w, r, v, wy)
	}
	f := newTextForm(r, v, wy)
	f.errors = page.FieldErrors{{ID: "text", Label: "Ihre Stellungnahme", Text: textEmpty}}
	return p.showText(w, r, http.StatusUnprocessableEntity, f)
}

// stalePage asks for a fresh login; the draft waits.
type stalePage struct {
	shell page.Shell
	view  procedure.View
	saved string
	until string // empty when no period runs
}

func (p *Pages) showStale(w http.ResponseWriter, r *http.Request, v *visit.Visit, wy way) error {
	s := stalePage{shell: stepShell(r, v, wy.view, "Bitte melden Sie sich noch einmal an"), view: wy.view, until: untilWords(wy.view, v.Now)}
	if wy.draft != nil {
		s.saved = since(v.Now, wy.draft.UpdatedAt)
	}
	return page.Render(w, r, http.StatusForbidden, s.shell.Caching(), stalePageHTML(s))
}

// untilWords is the row "Ihre Frist" of a page on which something went wrong.
func untilWords(view procedure.View, now time.Time) string {
	switch {
	case view.Round == nil:
		return ""
	case view.Round.Period.PhaseAt(now) == procedure.PhaseAfter:
		return "Sie ist seit " + page.LongDate(view.Round.Period.LastDay) + " vorbei. Sie können trotzdem einreichen."
	}
	return "Läuft bis " + endOf(view.Round.Period) + "."
}
