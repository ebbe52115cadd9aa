package filing

import (
	"errors"
	"mime/multipart"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/procedure/statement"
)

// partiesForm is the second page of step 2, for those who do not write for themselves alone.
type partiesForm struct {
	detailsForm
	typed    partiesInput
	mandates []page.Upload
	lists    []page.Upload
}

// partiesInput is the form as a browser sent it.
type partiesInput struct {
	name, role string
	authors    string // one on a line
	signatures string
}

// PartiesForm asks for whom a person writes, and only what that way of acting needs.
func (p *Pages) PartiesForm(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	wy, err := p.way(r.Context(), v)
	switch {
	case err != nil:
		return err
	case !wy.admits(v.Actor):
		return p.showLevel(w, r, v, wy, http.StatusOK)
	case wy.draft == nil || !wy.draft.Contact.SpeaksForOthers():
		http.Redirect(w, r, formPath(v.Ref.Slug)+stepDetails, http.StatusSeeOther)
		return nil
	}
	kept, ok, err := p.Pending.Take(r.Context(), r, formPath(v.Ref.Slug)+stepParties, v.Now)
	if err != nil {
		return err
	}
	f := newPartiesForm(r, v, wy, partiesOf(wy.draft.Contact))
	if ok {
		f.typed, f.restored = readParties(kept), true
	}
	return p.showParties(w, r, http.StatusOK, f)
}

// SaveParties saves files first and then the answers; what cannot be read is given back with its lines named.
func (p *Pages) SaveParties(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	wy, err := p.way(r.Context(), v)
	if err != nil {
		return err
	}
	if wy.draft == nil {
		http.Redirect(w, r, formPath(v.Ref.Slug), http.StatusSeeOther)
		return nil
	}
	typed := readParties(r.PostForm)
	refused := p.attachParties(r, v, &wy)
	if remove, err := uuid.Parse(r.PostForm.Get("entfernen")); err == nil {
		return p.detachParty(w, r, v, wy, typed, remove)
	}
	c, errs := typed.contact(wy.draft.Contact, v.Actor.Profile.Decent().Name())
	if errs = append(errs, refused...); len(errs) > 0 {
		f := newPartiesForm(r, v, wy, typed)
		f.errors = errs
		return p.showParties(w, r, http.StatusUnprocessableEntity, f)
	}
	if _, err := p.Statements.SaveContact(r.Context(), v.Actor, v.Ref, c); err != nil {
		return err
	}
	next := formPath(v.Ref.Slug) + stepCheck
	if r.PostForm.Get("spaeter") != "" {
		next = page.NavMine
	}
	http.Redirect(w, r, next, http.StatusSeeOther)
	return nil
}

// detachParty takes a file away and shows the form as it was typed: nothing else of it is saved yet.
func (p *Pages) detachParty(w http.ResponseWriter, r *http.Request, v *visit.Visit, wy way, typed partiesInput, file uuid.UUID) error {
	d, err := p.Statements.Detach(r.Context(), v.Actor, v.Ref, file)
	switch {
	case err == nil:
		wy.draft = &d
	case !errors.Is(err, statement.ErrNotFound): // one that is gone already was taken away by the first of two clicks
		return err
	}
	return p.showParties(w, r, http.StatusOK, newPartiesForm(r, v, wy, typed))
}

func newPartiesForm(r *http.Request, v *visit.Visit, wy way, typed partiesInput) partiesForm {
	f := partiesForm{detailsForm: newDetailsForm(r, v, wy, wy.draft.Contact), typed: typed}
	f.shell = stepShell(r, v, wy.view, "Für wen Sie schreiben (Schritt 2 von 3)")
	for _, a := range wy.draft.Attachments {
		u := page.Upload{Name: a.FileName, Size: page.Size(a.Size), Remove: page.Button{Label: "Entfernen", Hidden: a.FileName, Name: "entfernen", Value: a.ID.String()}}
		switch a.Purpose {
		case statement.Mandate:
			f.mandates = append(f.mandates, u)
		case statement.Signatures:
			f.lists = append(f.lists, u)
		}
	}
	return f
}

func (p *Pages) showParties(w http.ResponseWriter, r *http.Request, status int, f partiesForm) error {
	f.shell.Error = len(f.errors) > 0
	return page.Render(w, r, status, f.shell.Caching(), partiesPage(f))
}

func readParties(form url.Values) partiesInput {
	return partiesInput{name: strings.TrimSpace(form.Get("name")), role: strings.TrimSpace(form.Get("rolle")),
		authors: form.Get("personen"), signatures: strings.TrimSpace(form.Get("unterschriften"))}
}

// partiesOf fills the form in from a draft. What was one free name before there was a list becomes its first line.
func partiesOf(c statement.Contact) partiesInput {
	in := partiesInput{name: c.ActingForName, role: c.Role, authors: statement.WriteAuthors(c.Authors)}
	if c.Signatures > 0 {
		in.signatures = strconv.Itoa(c.Signatures)
	}
	if c.ActingFor != statement.ForCompany && in.authors == "" {
		in.authors = c.ActingForName
	}
	return in
}

// contact puts the answers into the contact of the draft, with what has to be mended. own is the name of who sends.
func (in partiesInput) contact(c statement.Contact, own string) (statement.Contact, page.FieldErrors) {
	var errs page.FieldErrors
	c.ActingForName, c.Role, c.Authors, c.Signatures = "", in.role, nil, 0
	if c.ActingFor == statement.ForCompany {
		c.ActingForName = in.name
	}
	var lines []statement.LineProblem
	c.Authors, lines = statement.ReadAuthors(in.authors)
	for _, l := range lines {
		errs = append(errs, page.FieldError{ID: "personen", Label: partiesWords[c.ActingFor].short, Text: l.String()})
	}
	for _, a := range c.Authors {
		if c.ActingFor == statement.ForGroup && strings.EqualFold(a.Name, own) {
			errs = append(errs, page.FieldError{ID: "personen", Label: partiesWords[c.ActingFor].short, Text: "Sie selbst zählen schon mit. Bitte nehmen Sie die Zeile mit Ihrem Namen heraus."})
		}
	}
	if in.signatures != "" {
		n, err := strconv.Atoi(in.signatures)
		if err != nil {
			errs = append(errs, page.FieldError{ID: "unterschriften", Label: "Unterschriften", Text: "Bitte geben Sie eine ganze Zahl an, zum Beispiel 63."})
		}
		c.Signatures = n
	}
	var invalid *statement.Invalid
	c = c.Tidied()
	if errors.As(statement.CheckActing(c), &invalid) {
		for _, f := range partiesFields {
			if why := invalid.Fields[f.field]; why != "" && errs.Of(f.id) == "" {
				errs = append(errs, page.FieldError{ID: f.id, Label: f.label, Text: why})
			}
		}
	}
	return c, errs
}

var partiesFields = []struct{ field, id, label string }{
	{"acting_for_name", "name", "Organisation"}, {"role", "rolle", "Funktion"}, {"authors", "personen", "Personen"}, {"signatures", "unterschriften", "Unterschriften"},
}

// attachParties stores mandates and lists. The draft of wy is the last one.
func (p *Pages) attachParties(r *http.Request, v *visit.Visit, wy *way) page.FieldErrors {
	var errs page.FieldErrors
	if r.MultipartForm == nil {
		return nil
	}
	for _, of := range []struct {
		id, label string
		purpose   statement.Purpose
	}{{"vollmacht", "Vollmacht", statement.Mandate}, {"liste", "Unterschriftenliste", statement.Signatures}} {
		for _, h := range r.MultipartForm.File[of.id] {
			if attached(*wy.draft, h) {
				continue // a double click
			}
			d, err := p.attachAs(r, v, of.purpose, h)
			if err != nil {
				errs = append(errs, page.FieldError{ID: of.id, Label: of.label, Text: p.refusedFile(h, err).Refused})
				continue
			}
			wy.draft = &d
		}
	}
	return errs
}

func (p *Pages) attachAs(r *http.Request, v *visit.Visit, purpose statement.Purpose, h *multipart.FileHeader) (statement.Draft, error) {
	f, err := h.Open()
	if err != nil {
		return statement.Draft{}, err
	}
	defer f.Close()
	return p.Statements.AttachAs(r.Context(), v.Actor, v.Ref, purpose, h.Filename, f)
}
