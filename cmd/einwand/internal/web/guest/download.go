package guest

import (
	"net/http"

	"github.com/einwand/einwand/cmd/einwand/internal/web/received"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
)

// ReceiptPDF sends the Eingangsbestätigung on paper.
func (p *Pages) ReceiptPDF(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	q, err := p.receipt(w, r, v, "")
	if err != nil {
		return err
	}
	return received.SendPaper(w, q.receipt.Receipt)
}

// ReceiptProof sends what proves the receipt without the house.
func (p *Pages) ReceiptProof(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	q, err := p.receipt(w, r, v, "")
	if err != nil {
		return err
	}
	return received.SendProof(w, q.receipt.Receipt)
}

// ResultPDF sends what became of the statement to whoever holds the link of its receipt.
func (p *Pages) ResultPDF(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	q, err := p.receipt(w, r, v, "")
	if err != nil {
		return err
	}
	return received.SendResult(w, r, p.Weighing, q.receipt.Receipt, p.PublicURL, v.Now)
}
