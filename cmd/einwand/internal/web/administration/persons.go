package administration

import (
	"net/http"
	"strings"

	"github.com/google/uuid"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure/period"
)

const personsPath = page.NavAdministration + "/personen"

// persons is the list of who works for the authority.
type persons struct {
	shell   page.Shell
	holding []identity.Person // with a role
	waiting []identity.Person // logged in at the town's directory, and nobody has given them a role
	former  []identity.Person
}

// Persons lists who has which role, and who waits for one.
func (p *Pages) Persons(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	list, err := p.Accounts.Persons(r.Context(), v.Actor, v.Authority.ID)
	if err != nil {
		return err
	}
	ps := persons{shell: personShell(r, v, "Personen und Rollen", page.Crumb{Label: "Personen und Rollen"})}
	for _, one := range list {
		switch {
		case len(one.Roles) > 0:
			ps.holding = append(ps.holding, one)
		case len(one.Former) > 0:
			ps.former = append(ps.former, one)
		default:
			ps.waiting = append(ps.waiting, one)
		}
	}
	return page.Render(w, r, http.StatusOK, page.NoStore, personsPage(ps))
}

func personShell(r *http.Request, v *visit.Visit, title string, crumbs ...page.Crumb) page.Shell {
	s := v.Shell(r, page.RoomAdministration, title, append([]page.Crumb{{Label: "Verwaltung", URL: page.NavAdministration}}, crumbs...)...)
	s.Current = page.NavAdministration
	return s
}

func personPath(account uuid.UUID) string { return personsPath + "/" + account.String() }

// roleNames are the roles that an authority gives, in the order of the form.
var roleNames = []struct {
	role identity.Role
	name string
	may  string
}{
	{identity.RolePlanner, "Sachbearbeitung Planung", "legt Verfahren an, veröffentlicht, nimmt Stellungnahmen auf, wägt ab"},
	{identity.RoleLead, "Leitung Planung", "wie Sachbearbeitung, hält außerdem Beschlüsse fest und pflegt Vorlagen"},
	{identity.RoleOffice, "Planungsbüro", "liest und wägt ab in einem Verfahren, sieht keine Namen (§ 4b BauGB)"},
	{identity.RoleCouncil, "Ratsmitglied", "liest die Tabellen für den Rat"},
	{identity.RoleAuditor, "Prüfung", "liest alles ohne Namen, ändert nichts"},
	{identity.RoleAdmin, "Verwaltung des Portals", "gibt Rollen, pflegt Feiertage und Bekanntmachungen"},
}

// otherRoles are given elsewhere: at the command line, or with the institution of a public body.
var otherRoles = map[identity.Role]string{
	identity.RoleOperator: "Betrieb", identity.RoleBody: "Behörde, Sachbearbeitung", identity.RoleCoordinator: "Behörde, Koordination",
}

func roleName(r identity.Role) string {
	if name, ok := otherRoles[r]; ok {
		return name
	}
	for _, n := range roleNames {
		if n.role == r {
			return n.name
		}
	}
	return string(r)
}

// heldWords is a role in one line.
func heldWords(h identity.Held) string {
	words := roleName(h.Role)
	if h.Procedure != "" {
		words += " für " + h.Procedure
	}
	if h.From != nil {
		words += ", ab " + page.PlainDate(period.DateOfUTC(*h.From))
	}
	if h.Until != nil {
		words += ", bis " + page.PlainDate(period.DateOfUTC(*h.Until))
	}
	return words
}

func rolesWords(list []identity.Held) string {
	var words []string
	for _, h := range list {
		words = append(words, heldWords(h))
	}
	return strings.Join(words, " · ")
}
