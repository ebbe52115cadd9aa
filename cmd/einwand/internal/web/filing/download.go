package filing

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"strconv"

	"github.com/gabriel-vasile/mimetype"
	"github.com/go-chi/chi/v5"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/export/receipt"
	"github.com/einwand/einwand/procedure/statement"
)

// ReceiptPDF sends the Eingangsbestätigung on paper.
func (p *Pages) ReceiptPDF(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	rc, err := p.ownReceipt(r, v)
	if err != nil {
		return err
	}
	var pdf bytes.Buffer
	if err := receipt.WritePDF(&pdf, rc); err != nil {
		return err
	}
	return send(w, "application/pdf", "eingangsbestaetigung-"+rc.Label()+".pdf", pdf.Bytes())
}

// ReceiptProof sends what proves the receipt without our help, in one file with the PDF.
func (p *Pages) ReceiptProof(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	rc, err := p.ownReceipt(r, v)
	if err != nil {
		return err
	}
	var pdf, bundle bytes.Buffer
	if err := receipt.WritePDF(&pdf, rc); err != nil {
		return err
	}
	if err := receipt.Write(&bundle, rc, pdf.Bytes()); err != nil {
		return err
	}
	return send(w, "application/zip", "nachweis-"+rc.Label()+".zip", bundle.Bytes())
}

// send sends a file that is whole in memory: a receipt that breaks off in the middle would be worse than none.
func send(w http.ResponseWriter, media, name string, data []byte) error {
	download(w, media, name, int64(len(data)))
	if _, err := w.Write(data); err != nil {
		return fmt.Errorf("send %s: %w: %w", name, page.ErrGone, err)
	}
	return nil
}

// Attachment hands a person's own file back. A file of a stranger must never run as a page of ours, whatever it is.
func (p *Pages) Attachment(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	rc, err := p.ownReceipt(r, v)
	if err != nil {
		return err
	}
	n, err := strconv.Atoi(chi.URLParam(r, "n"))
	if err != nil || n < 1 || n > len(rc.Attachments) {
		return fmt.Errorf("attachment %q of %s: %w", chi.URLParam(r, "n"), rc.Label(), statement.ErrNotFound)
	}
	a := rc.Attachments[n-1]
	f, err := p.Statements.OpenAttachment(r.Context(), a)
	if err != nil {
		return err
	}
	defer f.Close()
	download(w, a.MediaType, fmt.Sprintf("%s-anhang-%d%s", rc.Label(), n, ending(a.MediaType)), a.Size)
	if _, err := io.Copy(w, f); err != nil {
		return fmt.Errorf("send attachment %s: %w: %w", a.ID, page.ErrGone, err)
	}
	return nil
}

// ending is that of the type as we found it, not of the name that the file came with.
func ending(media string) string {
	if m := mimetype.Lookup(media); m != nil {
		return m.Extension()
	}
	return ""
}

// download sends what follows as a file. Its name holds the number and nothing about the person.
func download(w http.ResponseWriter, media, name string, size int64) {
	h := w.Header()
	h.Set("Content-Type", media)
	h.Set("Content-Disposition", fmt.Sprintf("attachment; filename=%q", name))
	h.Set("Content-Length", strconv.FormatInt(size, 10))
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cache-Control", string(page.NoStore))
}
