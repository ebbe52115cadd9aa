package guest

import (
	"errors"
	"net/http"

	"github.com/go-chi/chi/v5"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/procedure/statement"
)

// WithdrawForm says what withdrawing does before it is done. A statement that is withdrawn already shows its receipt.
func (p *Pages) WithdrawForm(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	q, err := p.receipt(w, r, v, "Zurückziehen")
	if err != nil {
		return err
	}
	if q.withdrawn() {
		return seeOther(w, r, q.here)
	}
	return page.Render(w, r, http.StatusOK, page.NoStore, withdrawHTML(q))
}

// Withdraw takes the statement back. The second of two clicks finds it withdrawn, which is what the person wanted.
func (p *Pages) Withdraw(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	token := chi.URLParam(r, "beleg")
	err := p.Statements.WithdrawAsGuest(r.Context(), v.Ref, token)
	if err != nil && !errors.Is(err, statement.ErrWrongState) {
		return err
	}
	return seeOther(w, r, formPath(v.Ref.Slug)+"/"+token)
}
