package institution

import (
	"net/http"

	"github.com/go-chi/chi/v5"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure/bodies"
)

// invitationPage is a membership that is offered to whom the mail went.
type invitationPage struct {
	shell page.Shell
	offer bodies.MemberLetter
	known bool // somebody has logged in
	path  string
}

// Invitation shows the offer. Looking takes nothing: programs that check mail open every link. Who has not logged in is sent to the login
// without this address, which is a secret, and opens the link again.
func (p *Pages) Invitation(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	return p.offer(w, r, v, http.StatusOK)
}

// Join takes the offer for the account that has logged in.
func (p *Pages) Join(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	if !v.Actor.Known() {
		return p.offer(w, r, v, http.StatusUnprocessableEntity)
	}
	if err := p.Bodies.Join(r.Context(), v.Actor, chi.URLParam(r, "token")); err != nil {
		return err
	}
	return seeOther(w, r, page.NavInstitution)
}

func (p *Pages) offer(w http.ResponseWriter, r *http.Request, v *visit.Visit, status int) error {
	w.Header().Set("X-Robots-Tag", "noindex, nofollow")
	w.Header().Set("Referrer-Policy", "no-referrer")
	offer, err := p.Bodies.Offered(r.Context(), chi.URLParam(r, "token"))
	if err != nil {
		return err
	}
	v.Authority = offer.Authority
	i := invitationPage{shell: v.Shell(r, page.RoomPublic, "Ihr Zugang als Behörde"), offer: offer, known: v.Actor.Known(), path: r.URL.Path}
	i.shell.CurrentPath = ""
	return page.Render(w, r, status, page.NoStore, invitationHTML(i))
}

var roleWords = map[identity.Role]string{identity.RoleBody: "Sachbearbeitung: schreibt Entwürfe", identity.RoleCoordinator: "Koordination: gibt frei und reicht ein"}
