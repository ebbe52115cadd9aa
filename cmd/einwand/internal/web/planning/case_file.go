package planning

import (
	"net/http"

	"github.com/einwand/einwand/cmd/einwand/internal/order"
	"github.com/einwand/einwand/cmd/einwand/internal/web/orders"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
)

// OrderCaseFile orders the whole file of a procedure (Verfahrensakte), or joins the person's order of it.
func (p *Pages) OrderCaseFile(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	o, err := p.Orders.Place(r.Context(), v.Actor, v.Ref, order.What{Kind: order.Record})
	if err != nil {
		return err
	}
	return seeOther(w, r, orders.Path(o))
}
