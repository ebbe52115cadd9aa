package planning

import (
	"net/http"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
)

// actImpossible answers who asks for the form of a step that cannot be taken from here: nobody has changed anything, the
// step is not due, or over.
func (p *Pages) actImpossible(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	view, err := p.Procedures.Staff(r.Context(), v.Actor, v.Ref)
	if err != nil {
		return err
	}
	d := newDesk(r, v, view, placeSteps, "Dieser Schritt ist jetzt nicht möglich", page.Crumb{Label: "Schritt"})
	return page.Render(w, r, http.StatusConflict, page.NoStore, impossiblePage(d))
}
