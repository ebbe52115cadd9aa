package institution

import (
	"bytes"
	"fmt"
	"net/http"
	"strconv"

	"github.com/go-chi/chi/v5"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/export/receipt"
	"github.com/einwand/einwand/procedure/statement"
)

// receiptPage is the receipt of one answer.
type receiptPage struct {
	room
	receipt statement.Receipt
	how     string // by which way it came
	here    string
}

// Receipt shows the receipt of an answer to everybody of the institution.
func (p *Pages) Receipt(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	q, err := p.receipt(r, v)
	if err != nil {
		return err
	}
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
	var pdf bytes.Buffer
	if err := receipt.WritePDF(&pdf, q.receipt); err != nil {
		return err
	}
	return send(w, "application/pdf", "eingangsbestaetigung-"+q.receipt.Label()+".pdf", pdf.Bytes())
}

// ReceiptProof sends what proves the receipt without the house.
func (p *Pages) ReceiptProof(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	q, err := p.receipt(r, v)
	if err != nil {
		return err
	}
	var pdf, bundle bytes.Buffer
	if err := receipt.WritePDF(&pdf, q.receipt); err != nil {
		return err
	}
	if err := receipt.Write(&bundle, q.receipt, pdf.Bytes()); err != nil {
		return err
	}
	return send(w, "application/zip", "nachweis-"+q.receipt.Label()+".zip", bundle.Bytes())
}

// send sends a file that is whole in memory.
func send(w http.ResponseWriter, media, name string, data []byte) error {
	h := w.Header()
	h.Set("Content-Type", media)
	h.Set("Content-Disposition", fmt.Sprintf("attachment; filename=%q", name))
	h.Set("Content-Length", strconv.Itoa(len(data)))
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	h.Set("Cache-Control", string(page.NoStore))
	if _, err := w.Write(data); err != nil {
		return fmt.Errorf("send %s: %w: %w", name, page.ErrGone, err)
	}
	return nil
}

func (q receiptPage) rows() []page.Row {
	rows := []page.Row{{Term: "Eingangsnummer", Body: page.ReceiptNumber(q.receipt.Label())}, {Term: "Eingegangen am", Text: page.DateTime(q.receipt.ReceivedAt)}}
	if p := q.receipt.Period; p != nil {
		rows = append(rows, page.Row{Term: "Ende der Frist", Text: page.LongDate(p.LastDay) + ", 24\u00a0Uhr"})
	}
	return append(rows, page.Row{Term: "Verfahren", Text: q.receipt.View.Title},
		page.Row{Term: "Eingereicht für", Text: q.desk.Line.Name, Note: q.receipt.Contact.Name + ", " + q.how})
}

func (q receiptPage) files() []page.DocumentItem {
	return []page.DocumentItem{
		{Title: "Eingangsbestätigung", URL: q.here + "/eingangsbestaetigung.pdf", Facts: "PDF"},
		{Title: "Digitaler Nachweis", URL: q.here + "/nachweis.zip", Facts: "ZIP", Description: "Damit kann jede Person prüfen, dass die Stellungnahme unverändert im Eingangsregister steht."},
	}
}

// attachments names the files that came with the answer.
func (q receiptPage) attachments() []string {
	var list []string
	for _, a := range q.receipt.Attachments {
		list = append(list, a.FileName+" ("+page.Size(a.Size)+")")
	}
	return list
}
