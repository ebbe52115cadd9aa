package public

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/go-chi/chi/v5"

	"github.com/einwand/einwand/cmd/einwand/internal/shelf"
	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/export"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/weighing"
)

// Files of the result, as the last part of their address.
const (
	resultPDF  = "abwaegungstabelle.pdf"
	resultXLSX = "abwaegungstabelle.xlsx"
	resultDOCX = "abwaegungstabelle.docx"
	resultCSV  = "abwaegungstabelle.csv"
)

var resultFormats = map[string]export.Format{resultPDF: export.PDF, resultXLSX: export.XLSX, resultDOCX: export.DOCX, resultCSV: export.CSV}

// ResultFile sends the public edition of the table with the latest decision. There is none before a decision, nor while
// a wording waits for its release.
func (p *Pages) ResultFile(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	format, known := resultFormats[chi.URLParam(r, "file")]
	if !known {
		return procedure.ErrNotFound
	}
	n, d, err := p.latestDecision(r, v)
	if err != nil {
		return err
	}
	if d == nil {
		return fmt.Errorf("result of %s: %w", v.Ref.Slug, procedure.ErrNotFound)
	}
	hash, err := p.Weighing.PublicHash(r.Context(), v.Ref, n, d.Number)
	var unreleased *weighing.Unreleased
	if errors.As(err, &unreleased) {
		return fmt.Errorf("%w: %w", procedure.ErrNotFound, err)
	}
	if err != nil {
		return err
	}
	name := export.Name{Table: n, Decision: d.Number, Audience: export.ForPublic, Slug: v.Ref.Slug, Format: format}
	f, err := p.Results.Open(r.Context(), p.edition(v.Ref, name), v.Ref.ID.String(), hash, string(format))
	if err != nil {
		return err
	}
	defer f.Close()
	sendResult(w, r, name, f)
	return nil
}

// edition makes the file of a result. Laying out a thousand rows takes seconds, and anybody may ask.
func (p *Pages) edition(ref procedure.Ref, name export.Name) shelf.Maker {
	return func(ctx context.Context, w io.Writer) error {
		table, err := p.Weighing.PublicTable(ctx, ref, name.Table, name.Decision)
		if err != nil {
			return err
		}
		_, err = export.PublicFile(w, name, table)
		return err
	}
}

// sendResult lets browsers ask whether the file that they have is still the one, and for the rest of a download that broke off.
func sendResult(w http.ResponseWriter, r *http.Request, name export.Name, f shelf.File) {
	h := w.Header()
	h.Set("Content-Type", name.Format.MediaType())
	h.Set("Content-Disposition", fmt.Sprintf("attachment; filename=%q", name))
	h.Set("Cache-Control", string(page.Revalidate))
	h.Set("ETag", f.ETag)
	http.ServeContent(w, r, "", time.Time{}, f)
}
