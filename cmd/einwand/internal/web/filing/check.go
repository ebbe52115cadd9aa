package filing

import (
	"net/http"
	"strings"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/statement"
)

// checkPage is step 3: everything once more, what the period says, and the button that files.
type checkPage struct {
	shell     page.Shell
	view      procedure.View
	draft     statement.Draft
	statement []page.Row
	person    []page.Row
	late      bool
	stale     bool // the login is too old for filing
}

// Check shows what would be filed. A login that is too old for filing is said here, before the button: on the last
// evening a new login costs minutes.
func (p *Pages) Check(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	wy, err := p.way(r.Context(), v)
	switch {
	case err != nil:
		return err
	case !wy.admits(v.Actor):
		return p.showLevel(w, r, v, wy, http.StatusOK)
	case !wy.begun():
		http.Redirect(w, r, formPath(v.Ref.Slug), http.StatusSeeOther)
		return nil
	}
	d := *wy.draft
	if statement.CheckActing(d.Contact) != nil {
		http.Redirect(w, r, formPath(v.Ref.Slug)+stepParties, http.StatusSeeOther)
		return nil
	}
	c := checkPage{shell: stepShell(r, v, wy.view, "Prüfen und einreichen (Schritt 3 von 3)"), view: wy.view, draft: d,
		statement: statementRows(wy.view, d), person: personRows(v, wy.view, d), stale: !v.Actor.Fresh(v.Now, statement.MaxLoginAge)}
	if wy.view.Round != nil {
		c.late = wy.view.Round.Period.PhaseAt(v.Now) == procedure.PhaseAfter
	}
	return page.Render(w, r, http.StatusOK, c.shell.Caching(), checkPageHTML(c))
}

func statementRows(view procedure.View, d statement.Draft) []page.Row {
	change := func(what string) page.Link {
		return page.Link{Label: "Ändern", Hidden: what, URL: formPath(view.Slug)}
	}
	text := page.Row{Term: "Ihr Text", Body: page.Quote(statement.Canonical(d.Original)), Change: change("Text")}
	if len(d.Original) == 0 {
		text.Body, text.Text = nil, "Kein Text, nur Dateien"
	}
	attached := "Keine"
	if list := filesFor(d.Attachments, statement.Content); len(list) > 0 {
		attached = strings.Join(list, ", ")
	}
	return []page.Row{
		{Term: "Verfahren", Text: view.Title},
		text,
		{Term: "Bezug", Text: referenceWords(d.Reference, view.Documents), Change: change("Bezug")},
		{Term: "Dateien", Text: attached, Change: change("Dateien")},
	}
}

func personRows(v *visit.Visit, view procedure.View, d statement.Draft) []page.Row {
	change := func(what string) page.Link {
		return page.Link{Label: "Ändern", Hidden: what, URL: formPath(view.Slug) + stepDetails}
	}
	c := d.Contact
	c.Name = v.Actor.Profile.Decent().Name()
	where := address(c)
	if where == "" {
		where = "Nicht angegeben"
	}
	rows := []page.Row{
		{Term: "Name", Text: c.Name, Note: meansOf(v.Actor.Means).by},
		{Term: "Anschrift", Text: where, Change: change("Anschrift")},
		{Term: "Sie schreiben", Text: actingForWords(c), Change: change("für wen Sie schreiben")},
	}
	for _, row := range othersOf(c, d.Attachments) {
		row.Change = page.Link{Label: "Ändern", Hidden: row.Term, URL: formPath(view.Slug) + stepParties}
		rows = append(rows, row)
	}
	rows = append(rows, page.Row{Term: "Antwort", Text: replyWords(c), Change: change("Antwort")})
	if c.Mail != "" {
		note := "nur Nummer und Uhrzeit, ohne Anhang"
		if c.CopyByMail {
			note = "mit Eingangsbestätigung und digitalem Nachweis als Anhang"
		}
		rows = append(rows, page.Row{Term: "Nachricht über den Eingang", Text: "an " + c.Mail, Note: note, Change: change("Nachricht über den Eingang")})
	}
	return rows
}
