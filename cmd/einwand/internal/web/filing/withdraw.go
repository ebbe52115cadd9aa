package filing

import (
	"errors"
	"net/http"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/statement"
)

// withdrawPage says what withdrawing does before it is done.
type withdrawPage struct {
	shell   page.Shell
	receipt statement.Receipt
}

// WithdrawForm asks. A statement that is withdrawn already shows its receipt.
func (p *Pages) WithdrawForm(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	rc, err := p.ownReceipt(r, v)
	if err != nil {
		return err
	}
	if rc.State == statement.Withdrawn {
		http.Redirect(w, r, receiptPath(rc.Label()), http.StatusSeeOther)
		return nil
	}
	q := withdrawPage{shell: receiptShell(r, v, rc, "Zurückziehen: "+rc.Label()), receipt: rc}
	return page.Render(w, r, http.StatusOK, q.shell.Caching(), withdrawPageHTML(q))
}

// Withdraw takes the statement back. The second of two clicks finds it withdrawn, which is what the person wanted.
func (p *Pages) Withdraw(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	rc, err := p.ownReceipt(r, v)
	if err != nil {
		return err
	}
	ref := procedure.Ref{Authority: rc.Authority.ID, ID: rc.Procedure, Slug: rc.View.Slug}
	err = p.Statements.Withdraw(r.Context(), v.Actor, ref, rc.ID)
	if err != nil && !errors.Is(err, statement.ErrWrongState) {
		return err
	}
	http.Redirect(w, r, receiptPath(rc.Label()), http.StatusSeeOther)
	return nil
}
