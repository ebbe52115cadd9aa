package filing

import (
	"errors"
	"net/http"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/statement"
)

// discardPage asks once more before a draft is deleted.
type discardPage struct {
	shell page.Shell
	view  procedure.View
	draft statement.Draft
}

// Discard asks first, and deletes the open draft with its files at the second POST. A draft that is gone is gone already.
func (p *Pages) Discard(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	if r.PostForm.Get("sicher") == "" {
		return p.askDiscard(w, r, v)
	}
	err := p.Statements.Discard(r.Context(), v.Actor, v.Ref)
	if err != nil && !errors.Is(err, statement.ErrDraftGone) {
		return err
	}
	http.Redirect(w, r, page.NavMine, http.StatusSeeOther)
	return nil
}

func (p *Pages) askDiscard(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	wy, err := p.way(r.Context(), v)
	if err != nil {
		return err
	}
	if wy.draft == nil {
		http.Redirect(w, r, page.NavMine, http.StatusSeeOther)
		return nil
	}
	d := discardPage{shell: stepShell(r, v, wy.view, "Entwurf löschen"), view: wy.view, draft: *wy.draft}
	return page.Render(w, r, http.StatusOK, d.shell.Caching(), discardPageHTML(d))
}
