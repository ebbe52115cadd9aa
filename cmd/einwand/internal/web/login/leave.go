package login

import (
	"net/http"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/identity"
)

// leaving is the page between us and a provider that takes its request by a form.
type leaving struct {
	shell page.Shell
	name  string
	to    identity.Departure
	other string // where other ways of writing are shown
}

// leave sends the browser to the provider: by a redirect, or by a form that a script submits and a person without scripts can.
func (p *Pages) leave(w http.ResponseWriter, r *http.Request, v *visit.Visit, provider identity.Provider, to identity.Departure, back string) error {
	if len(to.Fields) == 0 {
		w.Header().Set("Cache-Control", "no-store")
		http.Redirect(w, r, to.URL, http.StatusSeeOther)
		return nil
	}
	l := leaving{shell: v.Shell(r, page.RoomPublic, "Weiter zur Anmeldung"), name: provider.Name(), to: to, other: choosePath(back)}
	return page.Render(w, r, http.StatusOK, page.NoStore, leavePage(l))
}
