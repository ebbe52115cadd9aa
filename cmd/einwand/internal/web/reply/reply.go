package reply

import (
	"net/http"

	"github.com/go-chi/chi/v5"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/bodies"
	"github.com/einwand/einwand/procedure/statement"
)

// Pages are the handlers of this package.
type Pages struct {
	Bodies     *bodies.Service
	Procedures *procedure.Service
	Statements *statement.Service
}

// room is what every page of a link shows around its own part.
type room struct {
	shell  page.Shell
	base   string // address of the link
	access bodies.Access
	visit  *visit.Visit
}

// open finds the letter of the link. The pages speak for the authority that sent it; their address is a secret, so it goes
// into no other link, into no index and to no other site.
func (p *Pages) open(w http.ResponseWriter, r *http.Request, v *visit.Visit, title string) (room, error) {
	w.Header().Set("X-Robots-Tag", "noindex, nofollow")
	w.Header().Set("Referrer-Policy", "no-referrer")
	token := chi.URLParam(r, "token")
	a, err := p.Bodies.ByLink(r.Context(), token)
	if err != nil {
		return room{}, err
	}
	v.Authority = a.Authority
	m := room{base: "/behoerde/" + token, access: a, visit: v, shell: v.Shell(r, page.RoomPublic, title+": "+a.View.ShortTitle)}
	m.shell.CurrentPath = ""
	return m, nil
}

// deadline is the period as it holds for this body.
func (m room) deadline() page.Deadline {
	p := m.access.Period()
	return page.NewDeadline(m.visit.Now, p.FirstDay, p.LastDay)
}

// late reports whether an answer now comes after the period.
func (m room) late() bool { return !m.access.Period().Timely(m.visit.Now) }

func seeOther(w http.ResponseWriter, r *http.Request, to string) error {
	http.Redirect(w, r, to, http.StatusSeeOther)
	return nil
}
