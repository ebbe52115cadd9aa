package filing

import (
	"net/http"

	"github.com/einwand/einwand/cmd/einwand/internal/web/received"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
)

// ResultPDF sends what became of the person's own statement. Before a decision there is no such file.
func (p *Pages) ResultPDF(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	rc, err := p.ownReceipt(r, v)
	if err != nil {
		return err
	}
	return received.SendResult(w, r, p.Weighing, rc, p.PublicURL, v.Now)
}
