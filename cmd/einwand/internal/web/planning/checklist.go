package planning

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/period"
)

// checklist is the page of what a procedure needs and who works on it.
type checklist struct {
	desk
	list     procedure.Checklist
	today    period.Date
	template string // name of the template that it came from; empty: none
	in       procedure.NewItem
	due      string // as typed
	errors   page.FieldErrors
}

var itemFields = []labelled{{"title", "Unterlage"}, {"role", "Was ist es?"}, {"need", "Wofür?"}, {"responsible", "Zuständig"}, {"due", "Fällig am"},
	{"norm", "Grundlage"}, {"settled", "Stand"}, {"reason", "Grund"}}

// Checklist shows the documents with their state.
func (p *Pages) Checklist(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	c, err := p.checklist(r, v)
	if err != nil {
		return err
	}
	return page.Render(w, r, http.StatusOK, page.NoStore, checklistPage(c))
}

func (p *Pages) checklist(r *http.Request, v *visit.Visit) (checklist, error) {
	view, err := p.Procedures.Staff(r.Context(), v.Actor, v.Ref)
	if err != nil {
		return checklist{}, err
	}
	c := checklist{desk: newDesk(r, v, view, placeChecklist, "Checkliste", page.Crumb{Label: "Checkliste"}), today: period.DateAt(v.Now),
		in: procedure.NewItem{Role: procedure.RoleReport, Need: procedure.ForDraft}}
	if c.list, err = p.Procedures.Checklist(r.Context(), v.Actor, v.Ref); err != nil {
		return checklist{}, err
	}
	t, err := p.Templates.Of(r.Context(), v.Actor, v.Ref)
	if t != nil {
		c.template = t.Name
	}
	return c, err
}

// AddItem puts a document on the list.
func (p *Pages) AddItem(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	c, err := p.checklist(r, v)
	if err != nil {
		return err
	}
	c.in = procedure.NewItem{Title: typed(r, "title"), Role: procedure.DocumentRole(r.PostFormValue("role")), Need: procedure.Need(r.PostFormValue("need")),
		Responsible: typed(r, "responsible"), Norm: typed(r, "norm")}
	c.due = typed(r, "due")
	fields := map[string]string{}
	c.in.Due = dueDay(c.due, fields)
	if len(fields) == 0 {
		err = p.Procedures.AddItem(r.Context(), v.Actor, v.Ref, c.in)
		if err == nil {
			return seeOther(w, r, c.at(placeChecklist))
		}
		var invalid *procedure.Invalid
		if !errors.As(err, &invalid) {
			return err
		}
		fields = invalid.Fields
	}
	c.errors, c.shell.Error = fieldErrors(itemFields, fields), true
	return page.Render(w, r, http.StatusUnprocessableEntity, page.NoStore, checklistPage(c))
}

// dueDay reads a day that may be left out.
func dueDay(text string, fields map[string]string) *period.Date {
	if text == "" {
		return nil
	}
	d := day(text)
	if d.IsZero() {
		fields["due"] = "Diesen Tag gibt es nicht. Bitte geben Sie Tag, Monat und Jahr an."
	}
	return &d
}

// checklistTile adds how many documents are there, if anything is on the list.
func (p *Pages) checklistTile(ctx context.Context, o overview, tiles []page.Tile) ([]page.Tile, error) {
	c, err := p.Procedures.Checklist(ctx, o.visit.Actor, o.visit.Ref)
	if err != nil {
		return nil, err
	}
	if ready, needed := c.Ready(); needed > 0 {
		tiles = append(tiles, page.Tile{Figure: readyOf(ready, needed), Label: "Unterlagen der Checkliste liegen bereit"})
	}
	return tiles, nil
}

func readyOf(ready, needed int) string { return page.Count(ready) + " von " + page.Count(needed) }

// wantedDocument fills the form for an upload with what the checklist asks for.
func wantedDocument(q url.Values, in procedure.NewDocument) procedure.NewDocument {
	if role := procedure.DocumentRole(q.Get("rolle")); slices.Contains(procedure.DocumentRoles, role) {
		in.Role = role
	}
	if title := clean(q.Get("titel")); len(title) <= 400 {
		in.Title = title
	}
	return in
}

// upload is where the document of an item is uploaded.
func (c checklist) upload(i procedure.Item) string {
	return c.at(placeDocuments) + "?" + url.Values{"rolle": {string(i.Role)}, "titel": {i.Title}}.Encode() + "#neu"
}

// uploads reports whether the document of an item can be uploaded: those of the plan in force lie in the files.
func (c checklist) uploads(i procedure.Item) bool {
	return c.may(identity.ManageProcedures) && i.Need != procedure.ForForce && i.Settled == procedure.Unsettled && i.Document == nil
}

// needs are the points of the procedure for which something is on the list.
func (c checklist) needs() []procedure.Need {
	var list []procedure.Need
	for _, n := range procedure.Needs {
		if len(c.items(n)) > 0 {
			list = append(list, n)
		}
	}
	return list
}

func (c checklist) items(n procedure.Need) []procedure.Item {
	var list []procedure.Item
	for _, i := range c.list.Items {
		if i.Need == n {
			list = append(list, i)
		}
	}
	return list
}

func (c checklist) stateOf(i procedure.Item) chip {
	switch {
	case i.Settled == procedure.Struck:
		return chip{page.StateNeutral, "Nicht nötig"}
	case i.Settled == procedure.AtHand:
		return chip{page.StateDone, "Liegt vor"}
	case i.Ready():
		return chip{page.StateDone, "Hochgeladen"}
	case i.Overdue(c.today):
		return chip{page.StateAttention, "Überfällig"}
	}
	return chip{page.StateNote, "Offen"}
}

// noteOf is why an item is as it is.
func noteOf(i procedure.Item) string {
	if i.Settled != procedure.Unsettled {
		return i.Reason
	}
	if i.Document != nil && i.Document.Title != i.Title {
		return i.Document.Title
	}
	return ""
}

func dueOf(i procedure.Item) string {
	if i.Due == nil {
		return "–"
	}
	return page.ShortDate(*i.Due)
}

var needTitles = map[procedure.Need]string{
	procedure.ForEarly: "Für die frühzeitige Beteiligung", procedure.ForDraft: "Für die Veröffentlichung des Entwurfs", procedure.ForForce: "Für das Inkrafttreten",
}

func needOptions() []page.Option {
	return []page.Option{option(procedure.ForEarly, needTitles), option(procedure.ForDraft, needTitles), option(procedure.ForForce, needTitles)}
}

// reachOf is how to reach a person, in a line.
func reachOf(p procedure.Person) string {
	var list []string
	for _, text := range []string{p.Mail, p.Phone} {
		if text != "" {
			list = append(list, text)
		}
	}
	return strings.Join(list, ", ")
}
