package guest

import (
	"net/http"
	"strings"

	"github.com/google/uuid"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/statement"
)

const checkTitle = "Prüfen und einreichen"

// Check shows what would be filed, or gives the form back. Nothing is stored yet.
func (p *Pages) Check(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	wy, err := p.way(r, v, checkTitle)
	if err != nil {
		return err
	}
	wy.in = readInput(r)
	if r.PostFormValue("aendern") != "" {
		return showForm(w, r, v, wy, http.StatusOK)
	}
	if wy.errors = wy.in.judge(); len(wy.errors) > 0 {
		return showForm(w, r, v, wy, http.StatusUnprocessableEntity)
	}
	return showCheck(w, r, v, wy, http.StatusOK)
}

// Resume meets a reader who comes back to the address of the last button.
func (p *Pages) Resume(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	return seeOther(w, r, formPath(v.Ref.Slug))
}

// showForm gives the first page with what was typed.
func showForm(w http.ResponseWriter, r *http.Request, v *visit.Visit, wy way, status int) error {
	if !wy.view.Guests {
		return showClosed(w, r, v, wy)
	}
	wy.shell = shell(r, v, wy.view, formTitle)
	wy.shell.Error = len(wy.errors) > 0
	return page.Render(w, r, status, page.NoStore, formHTML(wy))
}

func showCheck(w http.ResponseWriter, r *http.Request, v *visit.Visit, wy way, status int) error {
	if !wy.view.Guests {
		return showClosed(w, r, v, wy)
	}
	if _, err := uuid.Parse(wy.in.key); err != nil {
		id, err := uuid.NewV7()
		if err != nil {
			return err
		}
		wy.in.key = id.String()
	}
	wy.shell.Error = len(wy.errors) > 0
	return page.Render(w, r, status, page.NoStore, checkHTML(wy))
}

func (wy way) statementRows() []page.Row {
	return []page.Row{
		{Term: "Verfahren", Text: wy.view.Title},
		{Term: "Ihr Text", Body: page.Quote(statement.Canonical([]byte(wy.in.text)))},
		{Term: "Bezug", Text: referenceWords(wy.in.about(wy.view.Documents), wy.view.Documents)},
	}
}

func (wy way) personRows() []page.Row {
	c := wy.in.contact
	rows := []page.Row{{Term: "Name", Text: c.Name, Note: "Ihre Angabe, nicht geprüft"}, {Term: "Antwort", Text: replyWords(c)}}
	if where := address(c); where != "" && c.ReplyBy != "post" {
		rows = append(rows, page.Row{Term: "Anschrift", Text: where})
	}
	if c.Mail != "" && c.ReplyBy != "mail" {
		rows = append(rows, page.Row{Term: "E-Mail-Adresse", Text: c.Mail})
	}
	return rows
}

// address is an address on one line, without the parts that are missing.
func address(c statement.Contact) string {
	var parts []string
	for _, part := range []string{c.Street, strings.TrimSpace(c.PostalCode + " " + c.City)} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, ", ")
}

func replyWords(c statement.Contact) string {
	if c.ReplyBy == "mail" {
		return "per E-Mail an " + c.Mail
	}
	return "per Post an " + address(c)
}

func referenceWords(ref statement.Reference, docs []procedure.Document) string {
	about := "Der ganze Plan"
	if ref.Document != nil {
		about = "Eine Unterlage des Verfahrens"
		for _, d := range docs {
			if d.ID == *ref.Document {
				about = d.Title
			}
		}
	}
	switch {
	case ref.Text == "":
		return about
	case ref.Document == nil:
		return "Stelle im Plangebiet: " + ref.Text
	}
	return about + ", Stelle im Plangebiet: " + ref.Text
}
