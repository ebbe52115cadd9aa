package planning

import (
	"errors"
	"net/http"
	"strconv"

	"github.com/go-chi/chi/v5"
	"github.com/google/uuid"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/bodies"
)

// bodyPeople is who answers for a body with an account.
type bodyPeople struct {
	shell   page.Shell
	body    bodies.Body
	members []bodies.Member
	in      bodies.NewMember
	errors  page.FieldErrors
}

var peopleFields = []labelled{{"mail", "E-Mail-Adresse"}, {"rolle", "Aufgabe"}}

var institutionRoles = []page.Option{
	{Value: string(identity.RoleCoordinator), Label: "Koordination: gibt frei und reicht ein, benennt die Sachbearbeitung"},
	{Value: string(identity.RoleBody), Label: "Sachbearbeitung: schreibt Entwürfe"},
}

// BodyPeople lists who answers for a body.
func (p *Pages) BodyPeople(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	q, err := p.bodyPeople(r, v)
	if err != nil {
		return err
	}
	return showBodyPeople(w, r, q, http.StatusOK)
}

func (p *Pages) bodyPeople(r *http.Request, v *visit.Visit) (q bodyPeople, err error) {
	number, err := strconv.Atoi(chi.URLParam(r, "behoerde"))
	if err != nil {
		return q, procedure.ErrNotFound
	}
	if q.body, q.members, err = p.Bodies.Members(r.Context(), v.Actor, v.Authority.ID, number); err != nil {
		return q, err
	}
	q.in.Role = identity.RoleCoordinator
	q.shell = directoryShell(r, v, "Personen: "+q.body.Name, page.Crumb{Label: q.body.Name, URL: bodyPath(number)}, page.Crumb{Label: "Personen"})
	return q, nil
}

func showBodyPeople(w http.ResponseWriter, r *http.Request, q bodyPeople, status int) error {
	q.shell.Error = len(q.errors) > 0
	return page.Render(w, r, status, page.NoStore, bodyPeoplePage(q))
}

// InviteBodyPerson invites somebody to answer for a body.
func (p *Pages) InviteBodyPerson(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	q, err := p.bodyPeople(r, v)
	if err != nil {
		return err
	}
	q.in = bodies.NewMember{Role: identity.Role(r.PostFormValue("rolle")), Mail: typed(r, "mail")}
	err = p.Bodies.InviteMember(r.Context(), v.Actor, v.Authority.ID, q.body.Number, q.in)
	var invalid *procedure.Invalid
	switch {
	case err == nil:
		return seeOther(w, r, peoplePath(q.body.Number))
	case errors.As(err, &invalid):
		q.errors = fieldErrors(peopleFields, invalid.Fields)
	case errors.Is(err, bodies.ErrInvited):
		q.errors = fieldErrors(peopleFields, map[string]string{"mail": "Diese Person hat schon einen Zugang, oder sie ist eingeladen. Für einen neuen Link beenden Sie zuerst die Einladung."})
	default:
		return err
	}
	return showBodyPeople(w, r, q, http.StatusUnprocessableEntity)
}

// EndBodyPerson ends the access of somebody, or the invitation.
func (p *Pages) EndBodyPerson(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	q, err := p.bodyPeople(r, v)
	if err != nil {
		return err
	}
	id, err := uuid.Parse(r.PostFormValue("person"))
	if err != nil {
		return procedure.ErrNotFound
	}
	if err := p.Bodies.EndMember(r.Context(), v.Actor, v.Authority.ID, q.body.Number, id); err != nil {
		return err
	}
	return seeOther(w, r, peoplePath(q.body.Number))
}

func peoplePath(number int) string { return bodyPath(number) + "/personen" }

// memberName is a member by name, or by mailbox until there is one.
func memberName(m bodies.Member) string {
	if m.Name != "" {
		return m.Name
	}
	return m.Mail
}

// memberSince says how far a membership has come.
func memberSince(m bodies.Member) string {
	switch {
	case m.EndedAt != nil:
		return "beendet am " + page.ShortDateTime(*m.EndedAt)
	case m.AcceptedAt != nil:
		return m.Mail + ", dabei seit " + page.ShortDateTime(*m.AcceptedAt)
	}
	return "eingeladen, der Link gilt bis " + page.ShortDateTime(m.InvitedUntil)
}

func institutionRole(r identity.Role) string {
	for _, o := range institutionRoles {
		if o.Value == string(r) {
			return o.Label
		}
	}
	return ""
}
