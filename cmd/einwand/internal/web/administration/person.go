package administration

import (
	"net/http"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/period"
)

// personForm is one person with the form for a further role.
type personForm struct {
	shell  page.Shell
	person identity.Person
	plans  []procedure.DeskLine // for a planning office
	in     appointment
	errors page.FieldErrors
}

type appointment struct{ role, plan, until string }

// maxPlans bounds the list in which an office's procedure is chosen.
const maxPlans = 500

// Person shows the roles of a person, their history, and the form for a further one.
func (p *Pages) Person(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	f, err := p.person(r, v)
	if err != nil {
		return err
	}
	return page.Render(w, r, http.StatusOK, page.NoStore, personPage(f))
}

func (p *Pages) person(r *http.Request, v *visit.Visit) (personForm, error) {
	account, err := keyIn(r, "konto")
	if err != nil {
		return personForm{}, err
	}
	list, err := p.Accounts.Persons(r.Context(), v.Actor, v.Authority.ID)
	if err != nil {
		return personForm{}, err
	}
	for _, one := range list {
		if one.Account != account {
			continue
		}
		name := visit.NameOf(one.Profile)
		f := personForm{person: one, shell: personShell(r, v, name, page.Crumb{Label: "Personen und Rollen", URL: personsPath}, page.Crumb{Label: name})}
		f.plans, _, err = p.Procedures.Desk(r.Context(), v.Actor, v.Authority.ID, 0, maxPlans)
		return f, err
	}
	return personForm{}, procedure.ErrNotFound
}

// Appoint gives the person a role.
func (p *Pages) Appoint(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	f, err := p.person(r, v)
	if err != nil {
		return err
	}
	f.in = appointment{role: r.PostFormValue("rolle"), plan: r.PostFormValue("verfahren"), until: typed(r, "bis")}
	n, problems := f.in.read(v.Authority.ID, f.person.Account, period.DateAt(v.Now), f.plans)
	if len(problems) > 0 {
		f.errors, f.shell.Error = fieldErrors([]labelled{{"rolle", "Rolle"}, {"verfahren", "Verfahren"}, {"bis", "Letzter Tag"}}, problems), true
		return page.Render(w, r, http.StatusUnprocessableEntity, page.NoStore, personPage(f))
	}
	if err := p.Accounts.Appoint(r.Context(), v.Actor, n); err != nil {
		return err
	}
	return seeOther(w, r, personPath(f.person.Account))
}

func (in appointment) read(authority, account uuid.UUID, today period.Date, plans []procedure.DeskLine) (identity.NewGrant, map[string]string) {
	n := identity.NewGrant{Account: account, Authority: authority, Role: identity.Role(in.role)}
	problems := map[string]string{}
	if !slices.ContainsFunc(roleOptions(), func(o page.Option) bool { return o.Value == in.role && o.Value != "" }) {
		problems["rolle"] = "Bitte wählen Sie eine Rolle."
	}
	if n.Role == identity.RoleOffice {
		for _, l := range plans {
			if l.Slug == in.plan {
				n.Procedure = l.ID
			}
		}
		if n.Procedure == uuid.Nil {
			problems["verfahren"] = "Ein Planungsbüro arbeitet in einem Verfahren. Bitte wählen Sie es."
		}
	}
	switch last, ok := day(in.until); {
	case !ok:
		problems["bis"] = notADay
	case in.until != "" && n.Role == identity.RoleAdmin:
		problems["bis"] = "Diese Rolle endet nicht von selbst, damit die Verwaltung nie ohne Person dasteht. Bitte lassen Sie das Feld leer."
	case in.until != "" && last.Before(today):
		problems["bis"] = "Dieser Tag ist vorbei. Die Rolle würde nie gelten."
	case in.until != "":
		until := time.Date(last.Year, last.Month, last.Day, 0, 0, 0, 0, time.UTC)
		n.Until = &until
	case n.Role == identity.RoleCouncil:
		problems["bis"] = "Bitte nennen Sie das Ende der Wahlperiode. Danach endet die Rolle von selbst."
	}
	return n, problems
}

// Dismiss ends a role of the person.
func (p *Pages) Dismiss(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	account, err := keyIn(r, "konto")
	if err != nil {
		return err
	}
	grant, err := uuid.Parse(r.PostFormValue("rolle"))
	if err != nil {
		return identity.ErrNoGrant
	}
	if err := p.Accounts.Dismiss(r.Context(), v.Actor, v.Authority.ID, grant); err != nil {
		return err
	}
	return seeOther(w, r, personPath(account))
}

func roleOptions() []page.Option {
	options := []page.Option{{Value: "", Label: "Bitte wählen"}}
	for _, n := range roleNames {
		options = append(options, page.Option{Value: string(n.role), Label: n.name + " – " + n.may})
	}
	return options
}

func planOptions(plans []procedure.DeskLine) []page.Option {
	options := []page.Option{{Value: "", Label: "Kein Verfahren"}}
	for _, l := range plans {
		options = append(options, page.Option{Value: l.Slug, Label: l.ShortTitle})
	}
	return options
}

// formerWords is a role that was, with who gave and who ended it.
func formerWords(h identity.Held) string {
	words := heldWords(h) + ". Gegeben " + page.ShortDateTime(h.GrantedAt) + " von " + byWhom(h.GrantedBy)
	if h.EndedAt != nil {
		words += ", beendet " + page.ShortDateTime(*h.EndedAt) + " von " + byWhom(h.EndedBy)
	}
	return words + "."
}

func byWhom(name string) string {
	if name == "" {
		return "dem Betrieb"
	}
	return identity.DecentName(name)
}
