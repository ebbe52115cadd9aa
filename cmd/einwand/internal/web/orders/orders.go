package orders

import (
	"fmt"
	"net/http"

	"github.com/go-chi/chi/v5"
	"github.com/google/uuid"

	"github.com/einwand/einwand/cmd/einwand/internal/order"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
)

// Pages are the handlers of this package.
type Pages struct {
	Orders *order.Service
}

// Path is the page of an order.
func Path(o order.Order) string { return fmt.Sprintf("/auftraege/%s/%s", o.Ref.Slug, o.ID) }

// own reads the order of the address.
func (p *Pages) own(r *http.Request, v *visit.Visit) (order.Order, error) {
	id, err := idIn(r)
	if err != nil {
		return order.Order{}, err
	}
	return p.Orders.Own(r.Context(), v.Actor, v.Ref, id)
}

// idIn reads the key in the address; what is none is an order that does not exist.
func idIn(r *http.Request) (uuid.UUID, error) {
	id, err := uuid.Parse(chi.URLParam(r, "auftrag"))
	if err != nil {
		return uuid.Nil, order.ErrNotFound
	}
	return id, nil
}
