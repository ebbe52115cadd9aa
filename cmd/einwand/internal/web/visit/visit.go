// Package visit is one request as the pages see it: who acts, for which authority, on which procedure, and when the last
// byte arrived. The server fills it before a page is asked; a page never looks at cookies or sessions itself.
package visit

import (
	"net/http"
	"time"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
)

// Handler answers one request. An error that it returns is answered by the server's one table of errors; a form that
// the person can mend is answered by the handler itself with status 422.
type Handler func(w http.ResponseWriter, r *http.Request, v *Visit) error

// Visit is one request.
type Visit struct {
	Actor      identity.Actor
	Authority  identity.Authority // of the procedure in the address, else the one whose pages these are
	Ref        procedure.Ref      // of the procedure in the address, else the zero value
	Now        time.Time
	ReceivedAt time.Time // arrival of the last byte of the complete request: the legal time of receipt of a form
	Quiet      bool      // so many mails were asked for from this line that none goes out for this form
	LateOpen   int       // late statements to the procedure that wait for their examination; for who may read statements
}

// Object is what the request is about: the procedure of the address, or the authority.
func (v *Visit) Object() identity.Object {
	return identity.Object{Authority: v.Authority.ID, Procedure: v.Ref.ID}
}

// Shell begins the frame of a page in a room.
func (v *Visit) Shell(r *http.Request, room page.Room, title string, crumbs ...page.Crumb) page.Shell {
	a := v.Authority
	s := page.Shell{
		Title: title, Authority: a.Name, Room: room, CurrentPath: r.URL.RequestURI(), Crumbs: crumbs,
		Contact: page.Contact{Office: a.Office, Street: a.Street, City: a.PostalCode + " " + a.City, Phone: a.Phone, Hours: a.Hours, Mail: a.Mail},
	}
	if v.Actor.Known() {
		s.Person = NameOf(v.Actor.Profile)
		s.PersonRole = v.role()
		s.Administers = v.Actor.Can(identity.Administer, identity.Of(a.ID))
		s.Plans, s.Decides, s.Answers = v.enters(identity.EnterDesk), v.enters(identity.ReadCouncilTables), v.enters(identity.DraftReplies)
	}
	if r.Method != http.MethodGet {
		s.CurrentPath = r.URL.Path
	}
	return s
}

// enters reports whether the person has a room that asks for the capability, at whatever authority: the room finds it.
func (v *Visit) enters(needs identity.Capability) bool { return len(v.Actor.Authorities(needs)) > 0 }

// role is the German name of the first role that the person has at the authority.
func (v *Visit) role() string {
	for _, g := range v.Actor.Grants {
		if g.Authority == v.Authority.ID {
			return roleNames[g.Role]
		}
	}
	return ""
}

var roleNames = map[identity.Role]string{
	identity.RolePlanner:     "Planung",
	identity.RoleLead:        "Planungsleitung",
	identity.RoleCouncil:     "Ratsmitglied",
	identity.RoleOffice:      "Planungsbüro",
	identity.RoleBody:        "Träger öffentlicher Belange",
	identity.RoleCoordinator: "Träger öffentlicher Belange, Freigabe",
	identity.RoleOperator:    "Betrieb",
	identity.RoleAuditor:     "Prüfung",
	identity.RoleAdmin:       "Verwaltung des Portals",
}

// NameOf is how a page calls a person. A provider may vouch for somebody without giving a name: who is logged in must see that, and an
// administrator must find them.
func NameOf(p identity.Profile) string {
	for _, name := range []string{p.Decent().Name(), p.Mail} {
		if name != "" {
			return name
		}
	}
	return "Konto ohne Namen"
}
