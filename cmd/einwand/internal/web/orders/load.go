package orders

import (
	"fmt"
	"net/http"
	"time"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
)

// Load sends the file of an order. A part of it may be asked for, so that a download that broke off goes on.
func (p *Pages) Load(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	id, err := idIn(r)
	if err != nil {
		return err
	}
	o, f, err := p.Orders.Load(r.Context(), v.Actor, v.Ref, id)
	if err != nil {
		return err
	}
	defer f.Close()
	h := w.Header()
	h.Set("Content-Type", o.File.MediaType)
	h.Set("Content-Disposition", fmt.Sprintf("attachment; filename=%q", o.File.Name))
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	h.Set("Cache-Control", string(page.NoStore))
	http.ServeContent(w, r, "", time.Time{}, f)
	return nil
}
