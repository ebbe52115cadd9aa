package guest

import (
	"bytes"
	"errors"
	"net/http"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/export/result"
	"github.com/einwand/einwand/weighing"
)

// ResultPDF sends what became of the statement to whoever holds the link of its receipt.
func (p *Pages) ResultPDF(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	q, err := p.receipt(w, r, v, "")
	if err != nil {
		return err
	}
	res, err := p.Weighing.ResultOf(r.Context(), q.receipt.Receipt)
	if err != nil {
		return err
	}
	var pdf bytes.Buffer
	notice := result.Of(q.receipt.Receipt, res, p.PublicURL+procedurePath(v.Ref.Slug)+"/ergebnis", v.Now)
	if err := result.WritePDF(&pdf, notice); err != nil {
		return err
	}
	return send(w, "application/pdf", "ergebnis-"+q.receipt.Label()+".pdf", pdf.Bytes())
}

// tell notes whether there is a result.
func (q *receiptPage) tell(r *http.Request, room *weighing.Service) error {
	_, err := room.ResultOf(r.Context(), q.receipt.Receipt)
	if errors.Is(err, weighing.ErrNotFound) {
		return nil
	}
	q.told = err == nil
	return err
}

func (q receiptPage) resultFile() page.DocumentItem {
	return page.DocumentItem{Title: "Ergebnis der Prüfung (PDF)", URL: q.here + "/ergebnis.pdf", Facts: "was zu jedem Ihrer Punkte beschlossen wurde, mit Begründung"}
}
