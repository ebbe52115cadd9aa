package planning

import (
	"net/http"
	"strings"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure/statement"
)

// personCard is who wrote a statement. Opening it is on record.
type personCard struct {
	desk
	statement statement.Statement
	rows      []page.Row
}

// Person shows who wrote a statement and how to answer. The access is logged.
func (p *Pages) Person(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	number, err := numberIn(r, "nr")
	if err != nil {
		return err
	}
	view, err := p.Procedures.Staff(r.Context(), v.Actor, v.Ref)
	if err != nil {
		return err
	}
	full, err := p.Statements.ForStaff(r.Context(), v.Actor, v.Ref, number)
	if err != nil {
		return err
	}
	contact, err := p.Statements.ContactFor(r.Context(), v.Actor, v.Ref, full.ID)
	if err != nil {
		return err
	}
	c := personCard{statement: full.Statement, rows: contactRows(full, contact),
		desk: newDesk(r, v, view, placeInbox, "Person zu "+full.Label(), page.Crumb{Label: "Stellungnahmen", URL: at(view.Slug, placeInbox)},
			page.Crumb{Label: full.Label(), URL: sheetPath(view.Slug, number)}, page.Crumb{Label: "Person"})}
	return page.Render(w, r, http.StatusOK, page.NoStore, personPage(c))
}

func contactRows(st statement.Full, c statement.Contact) []page.Row {
	rows := []page.Row{{Term: "Kennziffer", Text: who(st.Statement)}, {Term: "Name", Text: orUnknown(identity.DecentName(c.Name))}, proofRow(st.Evidence)}
	rows = append(rows, page.Row{Term: "Anschrift", Text: orUnknown(strings.Trim(c.Street+", "+strings.TrimSpace(c.PostalCode+" "+c.City), ", "))},
		page.Row{Term: "E-Mail", Text: orUnknown(c.Mail)}, page.Row{Term: "Antwort", Text: replies[c.ReplyBy]})
	return append(rows, partyRows(c, st.Attachments)...)
}

var replies = map[string]string{"mail": "per E-Mail", "post": "per Post", "none": "nicht gewünscht oder nicht möglich"}

func orUnknown(text string) string {
	if text == "" {
		return "nicht bekannt"
	}
	return text
}
