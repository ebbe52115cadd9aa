package guest

import (
	"bytes"
	"fmt"
	"net/http"
	"strconv"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/export/receipt"
)

// ReceiptPDF sends the Eingangsbestätigung on paper.
func (p *Pages) ReceiptPDF(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	q, err := p.receipt(w, r, v, "")
	if err != nil {
		return err
	}
	var pdf bytes.Buffer
	if err := receipt.WritePDF(&pdf, q.receipt.Receipt); err != nil {
		return err
	}
	return send(w, "application/pdf", "eingangsbestaetigung-"+q.receipt.Label()+".pdf", pdf.Bytes())
}

// ReceiptProof sends what proves the receipt without the house.
func (p *Pages) ReceiptProof(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	q, err := p.receipt(w, r, v, "")
	if err != nil {
		return err
	}
	var pdf, bundle bytes.Buffer
	if err := receipt.WritePDF(&pdf, q.receipt.Receipt); err != nil {
		return err
	}
	if err := receipt.Write(&bundle, q.receipt.Receipt, pdf.Bytes()); err != nil {
		return err
	}
	return send(w, "application/zip", "nachweis-"+q.receipt.Label()+".zip", bundle.Bytes())
}

// send sends a file that is whole in memory: a receipt that breaks off in the middle would be worse than none.
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
