package planning

import (
	"errors"
	"net/http"

	"github.com/einwand/einwand/cmd/einwand/internal/web/listing"
	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/procedure"
)

// personsForm is the list of who works on a procedure, one person a line.
type personsForm struct {
	desk
	text   string
	errors page.FieldErrors
}

// PersonsForm shows the list.
func (p *Pages) PersonsForm(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	f, err := p.personsForm(r, v)
	if err != nil {
		return err
	}
	c, err := p.Procedures.Checklist(r.Context(), v.Actor, v.Ref)
	if err != nil {
		return err
	}
	f.text = listing.WritePersons(c.Persons)
	return page.Render(w, r, http.StatusOK, page.NoStore, personsPage(f))
}

func (p *Pages) personsForm(r *http.Request, v *visit.Visit) (personsForm, error) {
	view, err := p.Procedures.Staff(r.Context(), v.Actor, v.Ref)
	if err != nil {
		return personsForm{}, err
	}
	return personsForm{desk: newDesk(r, v, view, placeChecklist, "Personen", page.Crumb{Label: "Checkliste", URL: at(v.Ref.Slug, placeChecklist)}, page.Crumb{Label: "Personen"})}, nil
}

// SetPersons replaces the list.
func (p *Pages) SetPersons(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	f, err := p.personsForm(r, v)
	if err != nil {
		return err
	}
	f.text = listing.Tidy(typed(r, "personen"))
	list, problem := listing.Persons(f.text)
	if problem == "" {
		err = p.Procedures.SetPersons(r.Context(), v.Actor, v.Ref, list)
		var invalid *procedure.Invalid
		switch {
		case err == nil:
			return seeOther(w, r, f.at(placeChecklist))
		case !errors.As(err, &invalid):
			return err
		}
		problem = invalid.Words()
	}
	f.errors, f.shell.Error = page.FieldErrors{{ID: "personen", Label: "Personen", Text: problem}}, true
	return page.Render(w, r, http.StatusUnprocessableEntity, page.NoStore, personsPage(f))
}
