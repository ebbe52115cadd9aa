package filing

import (
	"fmt"
	"io"
	"net/http"
	"strconv"

	"github.com/gabriel-vasile/mimetype"
	"github.com/go-chi/chi/v5"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/received"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/procedure/statement"
)

// ReceiptPDF sends the Eingangsbestätigung on paper.
func (p *Pages) ReceiptPDF(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	rc, err := p.ownReceipt(r, v)
	if err != nil {
		return err
	}
	return received.SendPaper(w, rc)
}

// ReceiptProof sends what proves the receipt without our help, in one file with the PDF.
func (p *Pages) ReceiptProof(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	rc, err := p.ownReceipt(r, v)
	if err != nil {
		return err
	}
	return received.SendProof(w, rc)
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
	received.Download(w, a.MediaType, fmt.Sprintf("%s-anhang-%d%s", rc.Label(), n, ending(a.MediaType)), a.Size)
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
