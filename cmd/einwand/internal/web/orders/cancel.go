package orders

import (
	"errors"
	"net/http"

	"github.com/einwand/einwand/cmd/einwand/internal/order"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
)

// Cancel ends an order, and shows what became of it: it may have been done a moment before.
func (p *Pages) Cancel(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	o, err := p.own(r, v)
	if err != nil {
		return err
	}
	if err := p.Orders.Cancel(r.Context(), v.Actor, v.Ref, o.ID); err != nil && !errors.Is(err, order.ErrEnded) {
		return err
	}
	http.Redirect(w, r, Path(o), http.StatusSeeOther)
	return nil
}
