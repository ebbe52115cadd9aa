package filing

import (
	"bytes"
	"errors"
	"net/http"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/export/result"
	"github.com/einwand/einwand/procedure/statement"
	"github.com/einwand/einwand/weighing"
)

// ResultPDF sends what became of the person's own statement. Before a decision there is no such file.
func (p *Pages) ResultPDF(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	rc, err := p.ownReceipt(r, v)
	if err != nil {
		return err
	}
	res, err := p.Weighing.ResultOf(r.Context(), rc)
	if err != nil {
		return err
	}
	var pdf bytes.Buffer
	if err := result.WritePDF(&pdf, result.Of(rc, res, p.PublicURL+procedurePath(rc.View.Slug)+"/ergebnis", v.Now)); err != nil {
		return err
	}
	return send(w, "application/pdf", "ergebnis-"+rc.Label()+".pdf", pdf.Bytes())
}

// told is what was decided on a statement; nil as long as nothing is.
func (p *Pages) told(r *http.Request, rc statement.Receipt) (*weighing.Result, error) {
	res, err := p.Weighing.ResultOf(r.Context(), rc)
	if errors.Is(err, weighing.ErrNotFound) {
		return nil, nil
	}
	return &res, err
}

// resultFile is the file in the list for the person's records.
func resultFile(label string) page.DocumentItem {
	return page.DocumentItem{Title: "Ergebnis der Prüfung (PDF)", URL: receiptPath(label) + "/ergebnis.pdf", Facts: "was zu jedem Ihrer Punkte beschlossen wurde, mit Begründung"}
}
