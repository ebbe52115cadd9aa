package templates

import (
	"errors"
	"net/http"
	"strconv"
	"strings"

	"github.com/einwand/einwand/cmd/einwand/internal/web/listing"
	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/template"
)

// editForm is a template as it is typed.
type editForm struct {
	shell  page.Shell
	now    template.Template // the version that holds
	read   procedure.Origin  // the version that the form was made from
	name   string
	lists  map[procedure.Need]string // documents, one a line
	people string
	topics string
	weeks  map[procedure.StepKind]string
	in     template.Content // texts and choices
	stale  bool             // somebody else has saved meanwhile
	errors page.FieldErrors
}

// Form shows a template for editing.
func (p *Pages) Form(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	f, err := p.editForm(r, v)
	if err != nil {
		return err
	}
	f.show()
	return page.Render(w, r, http.StatusOK, page.NoStore, editPage(f))
}

func (p *Pages) editForm(r *http.Request, v *visit.Visit) (editForm, error) {
	o, err := keyIn(r)
	if err != nil {
		return editForm{}, err
	}
	t, err := p.Templates.Find(r.Context(), v.Actor, v.Authority.ID, o)
	if err != nil {
		return editForm{}, err
	}
	return editForm{shell: p.shell(r, v, "Vorlage bearbeiten: "+t.Name, page.Crumb{Label: t.Name}), now: t, read: t.Origin}, nil
}

// show fills the fields from the version that holds.
func (f *editForm) show() {
	c := f.now.Content
	f.name, f.in, f.people, f.topics = f.now.Name, c, listing.WritePersons(c.Persons), strings.Join(c.Topics, "\n")
	f.lists, f.weeks = map[procedure.Need]string{}, map[procedure.StepKind]string{}
	for _, n := range procedure.Needs {
		f.lists[n] = listing.WriteItems(c.Items, n)
	}
	for step, n := range c.Weeks {
		f.weeks[step] = strconv.Itoa(n)
	}
}

// Save writes the next version of a template.
func (p *Pages) Save(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	f, err := p.editForm(r, v)
	if err != nil {
		return err
	}
	if f.read, err = template.ParseKey(r.PostFormValue("fassung")); err != nil || f.read.Template != f.now.Origin.Template {
		return procedure.ErrNotFound
	}
	fields := map[string]string{}
	f.take(r, fields)
	if len(fields) == 0 {
		err = p.Templates.Save(r.Context(), v.Actor, v.Authority.ID, f.read, template.Edit{Name: f.name, Content: f.in})
		var invalid *procedure.Invalid
		switch {
		case err == nil:
			return seeOther(w, r, listPath)
		case errors.Is(err, template.ErrChanged):
			f.stale, f.read = true, f.now.Origin
			fields["fassung"] = "Jemand hat die Vorlage inzwischen geändert. Gespeichert ist noch nichts. Vergleichen Sie, und speichern Sie noch einmal, wenn Ihre Angaben gelten sollen."
		case errors.As(err, &invalid):
			fields = invalid.Fields
		default:
			return err
		}
	}
	f.errors, f.shell.Error = fieldErrors(f.order(), fields), true
	return page.Render(w, r, http.StatusUnprocessableEntity, page.NoStore, editPage(f))
}

// take reads the form; fields are the inputs that are no values of their kind.
func (f *editForm) take(r *http.Request, fields map[string]string) {
	f.name = typed(r, "name")
	f.in = template.Content{Purpose: procedure.Purpose(r.PostFormValue("purpose")), Summary: typed(r, "summary"), AreaHint: typed(r, "area_hint"),
		LetterEarly: typed(r, "letter_early"), LetterFormal: typed(r, "letter_formal"), Discussion: typed(r, "discussion"), Portal: typed(r, "portal"),
		MinAssurance: identity.Level(r.PostFormValue("min_assurance")), Initiating: typed(r, "initiating"), Approving: typed(r, "approving")}
	f.lists, f.weeks = map[procedure.Need]string{}, map[procedure.StepKind]string{}
	for _, n := range procedure.Needs {
		f.lists[n] = listing.Tidy(typed(r, template.ItemField(n)))
		list, problem := listing.Items(f.lists[n], n)
		if problem != "" {
			fields[template.ItemField(n)] = problem
		}
		f.in.Items = append(f.in.Items, list...)
	}
	problem := ""
	f.people = listing.Tidy(typed(r, "persons"))
	if f.in.Persons, problem = listing.Persons(f.people); problem != "" {
		fields["persons"] = problem
	}
	f.in.Topics = listing.Split(typed(r, "topics"))
	f.topics = strings.Join(f.in.Topics, "\n")
	f.takeWeeks(r, fields)
}

func (f *editForm) takeWeeks(r *http.Request, fields map[string]string) {
	f.in.Weeks = map[procedure.StepKind]int{}
	for _, s := range f.steps() {
		field := template.WeeksField(s)
		text := typed(r, field)
		if f.weeks[s] = text; text == "" {
			continue
		}
		n, err := strconv.Atoi(text)
		if err != nil {
			fields[field] = "Bitte geben Sie eine ganze Zahl an, oder lassen Sie das Feld leer."
		}
		f.in.Weeks[s] = n
	}
}

// steps are those of the course that take time.
func (f editForm) steps() []procedure.StepKind {
	course, err := f.now.Course()
	if err != nil {
		return nil
	}
	var list []procedure.StepKind
	for _, s := range course.Steps {
		if stepNames[s.Kind] != "" {
			list = append(list, s.Kind)
		}
	}
	return list
}

// has reports whether the course has a step.
func (f editForm) has(step procedure.StepKind) bool {
	course, err := f.now.Course()
	if err != nil {
		return false
	}
	for _, s := range course.Steps {
		if s.Kind == step {
			return true
		}
	}
	return false
}

// order is that of the form.
func (f editForm) order() []labelled {
	list := []labelled{{"fassung", "Fassung"}, {"name", "Name der Vorlage"}, {"purpose", "Vorhaben"}}
	for _, n := range procedure.Needs {
		list = append(list, labelled{template.ItemField(n), needTitles[n]})
	}
	list = append(list, labelled{"persons", "Personen"}, labelled{"initiating", "Gremium"}, labelled{"approving", "Gremium"}, labelled{"summary", "Worum es geht"},
		labelled{"area_hint", "Gebiet"}, labelled{"topics", "Umweltinformationen"}, labelled{"discussion", "Erörterung"},
		labelled{"letter_early", "Anschreiben"}, labelled{"letter_formal", "Anschreiben"})
	for _, s := range f.steps() {
		list = append(list, labelled{template.WeeksField(s), stepNames[s]})
	}
	return append(list, labelled{"min_assurance", "Anmeldung"}, labelled{"portal", "Landesportal"})
}
