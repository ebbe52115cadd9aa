package public

import (
	"fmt"
	"net/http"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/procedure"
)

// notice is the page of the Bekanntmachung.
type notice struct {
	shell page.Shell
	view  procedure.View
}

// Announcement shows the official notice of the round.
func (p *Pages) Announcement(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	view, err := p.Procedures.Public(r.Context(), v.Ref)
	if err != nil {
		return err
	}
	if view.Announcement == nil {
		return fmt.Errorf("announcement of %s: %w", view.Slug, procedure.ErrNotFound)
	}
	n := notice{view: view, shell: v.Shell(r, page.RoomPublic, "Bekanntmachung: "+view.ShortTitle, start(),
		page.Crumb{Label: view.ShortTitle, URL: "/verfahren/" + view.Slug}, page.Crumb{Label: "Bekanntmachung"})}
	n.shell.Current = page.NavProcedures
	return page.Render(w, r, http.StatusOK, n.shell.Caching(), announcementPage(n))
}
