package institution

import (
	"errors"
	"net/http"
	"strconv"
	"strings"

	"github.com/go-chi/chi/v5"
	"github.com/google/uuid"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/bodies"
)

// peoplePage is who answers for a body, for its coordinator.
type peoplePage struct {
	shell     page.Shell
	authority uuid.UUID
	body      bodies.Body
	members   []bodies.Member
	mail      string // as typed
	errors    page.FieldErrors
}

// People lists who answers for the body.
func (p *Pages) People(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	q, err := p.people(r, v)
	if err != nil {
		return err
	}
	return showPeople(w, r, q, http.StatusOK)
}

// people finds the body of the address at one of the authorities for which the person releases.
func (p *Pages) people(r *http.Request, v *visit.Visit) (q peoplePage, err error) {
	number, err := strconv.Atoi(chi.URLParam(r, "behoerde"))
	if err != nil {
		return q, procedure.ErrNotFound
	}
	for _, q.authority = range v.Actor.Authorities(identity.ReleaseReplies) {
		q.body, q.members, err = p.Bodies.Members(r.Context(), v.Actor, q.authority, number)
		if err == nil {
			q.shell = v.Shell(r, page.RoomPublic, "Personen", page.Crumb{Label: "Anfragen", URL: page.NavInstitution}, page.Crumb{Label: "Personen"})
			q.shell.Current = page.NavInstitution
			return q, nil
		}
		if !errors.Is(err, procedure.ErrNotFound) {
			return q, err
		}
	}
	return q, procedure.ErrNotFound
}

func showPeople(w http.ResponseWriter, r *http.Request, q peoplePage, status int) error {
	q.shell.Error = len(q.errors) > 0
	return page.Render(w, r, status, page.NoStore, peopleHTML(q))
}

// Invite invites a worker of the own body.
func (p *Pages) Invite(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	q, err := p.people(r, v)
	if err != nil {
		return err
	}
	q.mail = strings.TrimSpace(typed(r, "mail"))
	err = p.Bodies.InviteMember(r.Context(), v.Actor, q.authority, q.body.Number, bodies.NewMember{Role: identity.RoleBody, Mail: q.mail})
	var invalid *procedure.Invalid
	switch {
	case err == nil:
		return seeOther(w, r, peopleOf(q.body.Number))
	case errors.As(err, &invalid):
		q.errors = page.FieldErrors{{ID: "mail", Label: "E-Mail-Adresse", Text: invalid.Fields["mail"]}}
	case errors.Is(err, bodies.ErrInvited):
		q.errors = page.FieldErrors{{ID: "mail", Label: "E-Mail-Adresse", Text: "Diese Person hat schon einen Zugang, oder sie ist eingeladen. Für einen neuen Link beenden Sie zuerst die Einladung."}}
	default:
		return err
	}
	return showPeople(w, r, q, http.StatusUnprocessableEntity)
}

// End ends the access of a worker, or the invitation.
func (p *Pages) End(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	q, err := p.people(r, v)
	if err != nil {
		return err
	}
	id, err := uuid.Parse(r.PostFormValue("person"))
	if err != nil {
		return procedure.ErrNotFound
	}
	if err := p.Bodies.EndMember(r.Context(), v.Actor, q.authority, q.body.Number, id); err != nil {
		return err
	}
	return seeOther(w, r, peopleOf(q.body.Number))
}

// called is a member by name, or by mailbox until there is one.
func called(m bodies.Member) string {
	if m.Name != "" {
		return m.Name
	}
	return m.Mail
}

// memberWords says since when somebody belongs to the institution.
func memberWords(m bodies.Member) string {
	switch {
	case m.EndedAt != nil:
		return "beendet am " + page.ShortDateTime(*m.EndedAt)
	case m.AcceptedAt != nil:
		return m.Mail + ", dabei seit " + page.ShortDateTime(*m.AcceptedAt)
	}
	return "eingeladen, der Link gilt bis " + page.ShortDateTime(m.InvitedUntil)
}
