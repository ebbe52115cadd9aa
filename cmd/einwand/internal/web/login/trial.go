package login

import (
	"net/http"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/identity"
)

// trial is the end of a login by which an administrator tries out a provider.
type trial struct {
	shell page.Shell
	rows  []page.Row
}

// Trial begins such a login. It ends on a page that shows what a real one would store, and stores nothing.
func (p *Pages) Trial(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	return p.begin(w, r, v, identity.Intent{MinLevel: identity.LevelLow, ReturnPath: page.NavAdministration, Trial: true})
}

// showTrial answers the provider's post itself. No browser is compared, because no session is opened: who sees the page has
// brought the answer along.
func (p *Pages) showTrial(w http.ResponseWriter, r *http.Request, v *visit.Visit, id identity.Identity) error {
	t := trial{shell: v.Shell(r, page.RoomAdministration, "Testanmeldung")}
	t.shell.CurrentPath = ""
	t.rows = []page.Row{
		{Term: "Anmeldedienst", Text: id.Provider}, {Term: "Dauerhafte Kennung", Text: id.Subject},
		{Term: "Vertrauensniveau", Text: levelNames[id.Level], Note: "Das niedrigste, das belegt ist: von der Anmeldung und vom Namen."},
		{Term: "Nachweis", Text: string(id.Means) + ", " + page.ShortDateTime(id.AuthnAt)},
	}
	for _, key := range identity.AttributeKeys {
		if a, ok := id.Attributes[key]; ok {
			t.rows = append(t.rows, page.Row{Term: attributeNames[key], Text: a.Value, Note: "Vertrauensniveau " + levelNames[a.Level]})
		}
	}
	for _, g := range id.Groups {
		t.rows = append(t.rows, page.Row{Term: "Gruppe", Text: g})
	}
	return page.Render(w, r, http.StatusOK, page.NoStore, trialPage(t))
}

var levelNames = map[identity.Level]string{
	identity.LevelNone: "keines", identity.LevelLow: "niedrig", identity.LevelSubstantial: "substanziell", identity.LevelHigh: "hoch",
}

var attributeNames = map[identity.AttributeKey]string{
	identity.GivenName: "Vorname", identity.Surname: "Familienname", identity.Street: "Straße", identity.PostalCode: "Postleitzahl",
	identity.City: "Ort", identity.Mail: "E-Mail", identity.Community: "Schlüssel des Wohnorts", identity.Organisation: "Organisation",
}
