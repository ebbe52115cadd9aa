package institution

import (
	"errors"
	"net/http"
	"strings"

	"github.com/go-chi/chi/v5"
	"github.com/google/uuid"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/bodies"
	"github.com/einwand/einwand/weighing"
)

// Pages are the handlers of this package.
type Pages struct {
	Bodies     *bodies.Service
	Procedures *procedure.Service
	Weighing   *weighing.Service
	PublicURL  string
}

const peoplePath = page.NavInstitution + "/personen"

// room is what every page of one letter shows around its own part.
type room struct {
	shell page.Shell
	base  string
	desk  bodies.Desk
	visit *visit.Visit
}

// open finds the letter of the address at one of the authorities for which the person answers.
func (p *Pages) open(r *http.Request, v *visit.Visit, title string) (room, error) {
	id, err := uuid.Parse(chi.URLParam(r, "anfrage"))
	if err != nil {
		return room{}, procedure.ErrNotFound
	}
	for _, authority := range v.Actor.Authorities(identity.DraftReplies) {
		d, err := p.Bodies.RequestOf(r.Context(), v.Actor, authority, id)
		if errors.Is(err, procedure.ErrNotFound) {
			continue
		}
		if err != nil {
			return room{}, err
		}
		v.Authority = d.Authority
		m := room{desk: d, visit: v, base: page.NavInstitution + "/" + id.String(),
			shell: v.Shell(r, page.RoomPublic, title+": "+d.View.ShortTitle, page.Crumb{Label: "Anfragen", URL: page.NavInstitution}, page.Crumb{Label: d.View.ShortTitle})}
		m.shell.Current = page.NavInstitution
		return m, nil
	}
	return room{}, procedure.ErrNotFound
}

// late reports whether an answer now comes after the period.
func (m room) late() bool { return !m.desk.Period().Timely(m.visit.Now) }

func (m room) deadline() page.Deadline {
	p := m.desk.Period()
	return page.NewDeadline(m.visit.Now, p.FirstDay, p.LastDay)
}

// typed is what somebody wrote, with the line ends of the register.
func typed(r *http.Request, name string) string {
	return strings.NewReplacer("\r\n", "\n", "\r", "\n", "\x00", "").Replace(strings.ToValidUTF8(r.PostFormValue(name), ""))
}

func seeOther(w http.ResponseWriter, r *http.Request, to string) error {
	http.Redirect(w, r, to, http.StatusSeeOther)
	return nil
}
