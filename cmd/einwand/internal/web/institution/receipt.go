package institution

import (
	"fmt"
	"net/http"
	"strconv"

	"github.com/go-chi/chi/v5"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/received"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/procedure/statement"
)

// receiptPage is the receipt of one answer.
type receiptPage struct {
	room
	receipt statement.Receipt
	head    received.Head
	how     string // by which way it came
	here    string
}

// Receipt shows the receipt of an answer to everybody of the institution.
func (p *Pages) Receipt(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	q, err := p.receipt(r, v)
	if err != nil {
		return err
	}
	told, err := received.Told(r.Context(), p.Weighing, q.receipt)
	if err != nil {
		return err
	}
	if q.head, err = received.Of(q.receipt, told, q.here); err != nil {
		return err
	}
	q.head.Rows = append(q.head.Rows, page.Row{Term: "Eingereicht für", Text: q.desk.Line.Name, Note: q.receipt.Contact.Name + ", " + q.how})
	return page.Render(w, r, http.StatusOK, page.NoStore, receiptHTML(q))
}

func (p *Pages) receipt(r *http.Request, v *visit.Visit) (receiptPage, error) {
	m, err := p.open(r, v, "Eingangsbestätigung")
	if err != nil {
		return receiptPage{}, err
	}
	n, err := strconv.Atoi(chi.URLParam(r, "antwort"))
	if err != nil {
		return receiptPage{}, statement.ErrNotFound
	}
	d, rc, err := p.Bodies.ReceiptOf(r.Context(), v.Actor, m.desk.Ref.Authority, m.desk.Line.ID, n)
	if err != nil {
		return receiptPage{}, err
	}
	return receiptPage{room: m, receipt: rc, how: howSent(d.Line.Replies[n-1]), here: fmt.Sprintf("%s/eingang/%d", m.base, n)}, nil
}

// ReceiptPDF sends the Eingangsbestätigung on paper.
func (p *Pages) ReceiptPDF(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	q, err := p.receipt(r, v)
	if err != nil {
		return err
	}
	return received.SendPaper(w, q.receipt)
}

// ReceiptProof sends what proves the receipt without the house.
func (p *Pages) ReceiptProof(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	q, err := p.receipt(r, v)
	if err != nil {
		return err
	}
	return received.SendProof(w, q.receipt)
}

// ResultPDF sends what became of the answer to everybody of the institution.
func (p *Pages) ResultPDF(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	q, err := p.receipt(r, v)
	if err != nil {
		return err
	}
	return received.SendResult(w, r, p.Weighing, q.receipt, p.PublicURL, v.Now)
}

// attachments names the files that came with the answer.
func (q receiptPage) attachments() []string {
	var list []string
	for _, a := range q.receipt.Attachments {
		list = append(list, a.FileName+" ("+page.Size(a.Size)+")")
	}
	return list
}
