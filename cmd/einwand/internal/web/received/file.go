package received

import (
	"bytes"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/export/receipt"
	"github.com/einwand/einwand/export/result"
	"github.com/einwand/einwand/procedure/statement"
	"github.com/einwand/einwand/weighing"
)

// Files offers what proves the receipt, for an address.
func Files(here string) []page.DocumentItem {
	return []page.DocumentItem{
		{Title: "Eingangsbestätigung (PDF)", URL: here + "/eingangsbestaetigung.pdf", Facts: "zum Ausdrucken und Aufheben"},
		{Title: "Digitaler Nachweis (ZIP)", URL: here + "/nachweis.zip", Facts: "PDF, Eintrag im Register und Beweis"},
	}
}

// SendPaper sends the Eingangsbestätigung on paper.
func SendPaper(w http.ResponseWriter, rc statement.Receipt) error {
	var pdf bytes.Buffer
	if err := receipt.WritePDF(&pdf, rc); err != nil {
		return err
	}
	return send(w, "application/pdf", "eingangsbestaetigung-"+rc.Label()+".pdf", pdf.Bytes())
}

// SendProof sends what proves the receipt without our help, in one file with the paper.
func SendProof(w http.ResponseWriter, rc statement.Receipt) error {
	var pdf, bundle bytes.Buffer
	if err := receipt.WritePDF(&pdf, rc); err != nil {
		return err
	}
	if err := receipt.Write(&bundle, rc, pdf.Bytes()); err != nil {
		return err
	}
	return send(w, "application/zip", "nachweis-"+rc.Label()+".zip", bundle.Bytes())
}

// SendResult sends what became of the statement. Before a decision there is no such file: weighing.ErrNotFound.
func SendResult(w http.ResponseWriter, r *http.Request, room *weighing.Service, rc statement.Receipt, publicURL string, now time.Time) error {
	res, err := room.ResultOf(r.Context(), rc)
	if err != nil {
		return err
	}
	var pdf bytes.Buffer
	if err := result.WritePDF(&pdf, result.Of(rc, res, publicURL+"/verfahren/"+rc.View.Slug+"/ergebnis", now)); err != nil {
		return err
	}
	return send(w, "application/pdf", "ergebnis-"+rc.Label()+".pdf", pdf.Bytes())
}

// send sends a file that is whole in memory: a receipt that breaks off in the middle would be worse than none.
func send(w http.ResponseWriter, media, name string, data []byte) error {
	Download(w, media, name, int64(len(data)))
	if _, err := w.Write(data); err != nil {
		return fmt.Errorf("send %s: %w: %w", name, page.ErrGone, err)
	}
	return nil
}

// Download sends what follows as a file, which never runs as a page of ours. Its name holds the number and nothing about the person.
func Download(w http.ResponseWriter, media, name string, size int64) {
	h := w.Header()
	h.Set("Content-Type", media)
	h.Set("Content-Disposition", fmt.Sprintf("attachment; filename=%q", name))
	h.Set("Content-Length", strconv.FormatInt(size, 10))
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cache-Control", string(page.NoStore))
}
