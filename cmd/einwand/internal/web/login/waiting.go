package login

import (
	"net/http"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
)

const waitingPath = "/anmelden/ohne-rolle"

// Waiting tells somebody of the staff that the login has worked and what is still missing.
func (p *Pages) Waiting(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	shell := v.Shell(r, page.RoomPublic, "Angemeldet, noch ohne Rolle", page.Crumb{Label: "Start", URL: "/"}, page.Crumb{Label: "Noch ohne Rolle"})
	return page.Render(w, r, http.StatusOK, page.NoStore, waitingPage(shell, visit.NameOf(v.Actor.Profile)))
}
