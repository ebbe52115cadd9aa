package planning

import (
	"fmt"
	"io"
	"net/http"
	"strconv"

	"github.com/gabriel-vasile/mimetype"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
)

// Attachment hands a file of a statement back as a file, never as a page: what a stranger wrote is not run here.
func (p *Pages) Attachment(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	number, err := numberIn(r, "nr")
	if err != nil {
		return err
	}
	n, err := numberIn(r, "n")
	if err != nil {
		return err
	}
	full, err := p.Statements.ForStaff(r.Context(), v.Actor, v.Ref, number)
	if err != nil {
		return err
	}
	a, f, err := p.Statements.OpenForStaff(r.Context(), v.Actor, v.Ref, full, n)
	if err != nil {
		return err
	}
	defer f.Close()
	h := w.Header()
	h.Set("Content-Type", a.MediaType)
	h.Set("Content-Disposition", fmt.Sprintf("attachment; filename=%q", fmt.Sprintf("%s-anhang-%d%s", full.Label(), n, ending(a.MediaType))))
	h.Set("Content-Length", strconv.FormatInt(a.Size, 10))
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cache-Control", string(page.NoStore))
	if _, err := io.Copy(w, f); err != nil {
		return fmt.Errorf("send attachment %s: %w: %w", a.ID, page.ErrGone, err)
	}
	return nil
}

// ending is that of the type as it was found, not of the name that the file came with: the name may hold a person's.
func ending(media string) string {
	if m := mimetype.Lookup(media); m != nil {
		return m.Extension()
	}
	return ""
}
