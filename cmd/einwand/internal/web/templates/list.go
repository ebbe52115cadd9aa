package templates

import (
	"errors"
	"net/http"

	"github.com/google/uuid"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/template"
)

// list is all templates that an authority has, and those of the program.
type list struct {
	shell     page.Shell
	edits     bool // the person may change them
	own       []template.Template
	archived  []template.Template
	standards []template.Template
	keys      map[string]uuid.UUID // of a copy that would be made, by the key of what is copied
	errors    page.FieldErrors
}

// List shows the templates.
func (p *Pages) List(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	l, err := p.list(r, v)
	if err != nil {
		return err
	}
	return page.Render(w, r, http.StatusOK, page.NoStore, listPage(l))
}

func (p *Pages) list(r *http.Request, v *visit.Visit) (list, error) {
	own, err := p.Templates.Own(r.Context(), v.Actor, v.Authority.ID)
	if err != nil {
		return list{}, err
	}
	l := list{shell: p.shell(r, v, "Vorlagen"), edits: v.Actor.Can(identity.ManageTemplates, v.Object()), standards: template.Standards(),
		keys: map[string]uuid.UUID{}}
	for _, t := range own {
		if t.Archived {
			l.archived = append(l.archived, t)
		} else {
			l.own = append(l.own, t)
		}
	}
	for _, t := range append(l.own, l.standards...) {
		if l.keys[template.Key(t.Origin)], err = uuid.NewV7(); err != nil {
			return list{}, err
		}
	}
	return l, nil
}

// Create copies a template into one of the authority's own, and leads to its form. The key of the copy came with the
// form: a form sent twice makes one.
func (p *Pages) Create(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	from, err := template.ParseKey(r.PostFormValue("aus"))
	if err != nil {
		return err
	}
	id, err := uuid.Parse(r.PostFormValue("schluessel"))
	if err != nil {
		return procedure.ErrNotFound
	}
	source, err := p.Templates.Find(r.Context(), v.Actor, v.Authority.ID, from)
	if err != nil {
		return err
	}
	name := source.Name
	if source.Own() {
		name += " (Kopie)"
	}
	err = p.Templates.Create(r.Context(), v.Actor, v.Authority.ID, id, from, name)
	var invalid *procedure.Invalid
	if errors.As(err, &invalid) { // the name of a copy of a copy of a copy
		l, err := p.list(r, v)
		if err != nil {
			return err
		}
		l.errors, l.shell.Error = fieldErrors(nil, invalid.Fields), true
		return page.Render(w, r, http.StatusUnprocessableEntity, page.NoStore, listPage(l))
	}
	if err != nil {
		return err
	}
	return seeOther(w, r, pathOf(id))
}

// Archive takes a template out of the offer, or puts it back.
func (p *Pages) Archive(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	o, err := keyIn(r)
	if err != nil {
		return err
	}
	read, err := template.ParseKey(r.PostFormValue("fassung"))
	if err != nil || read.Template != o.Template {
		return procedure.ErrNotFound
	}
	if err := p.Templates.Archive(r.Context(), v.Actor, v.Authority.ID, read, r.PostFormValue("anbieten") != "ja"); err != nil {
		return err
	}
	return seeOther(w, r, listPath)
}

// factsOf says in a line what a template is for and how much it brings along.
func factsOf(t template.Template) string {
	course, err := t.Course()
	if err != nil {
		return ""
	}
	return course.Title + " (" + course.Norm + ")"
}

func sizeOf(t template.Template) string {
	return page.Plural(len(t.Content.Items), "Unterlage", "Unterlagen") + ", " + page.Plural(len(t.Content.Persons), "Person", "Personen")
}

// changeOf says who changed a template last, and when.
func changeOf(t template.Template) string {
	by := t.ChangedBy
	if by == "" {
		by = "Betrieb"
	}
	return "Fassung " + page.Count(t.Origin.Version) + ", " + page.ShortDateTime(t.ChangedAt) + ", " + by
}
