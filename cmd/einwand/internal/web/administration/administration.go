package administration

import (
	"log/slog"
	"net/http"
	"strings"

	"github.com/go-chi/chi/v5"
	"github.com/google/uuid"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/period"
)

// Pages are the handlers of this package.
type Pages struct {
	Log        *slog.Logger
	Procedures *procedure.Service
	Accounts   *identity.Accounts
	Seats      *identity.Seats
	Providers  *identity.Providers
}

// placePath is the address of a municipality.
func placePath(id uuid.UUID) string { return page.NavAdministration + "/gemeinden/" + id.String() }

// keyIn reads a key of the address; what is none is a page that does not exist.
func keyIn(r *http.Request, name string) (uuid.UUID, error) {
	id, err := uuid.Parse(chi.URLParam(r, name))
	if err != nil {
		return uuid.Nil, procedure.ErrNotFound
	}
	return id, nil
}

// place is a municipality with the frame of a page about it.
type place struct {
	shell page.Shell
	view  procedure.MunicipalityView
}

// open reads the municipality of the address and frames a page below it; here is the page itself, empty for the
// municipality's own.
func (p *Pages) open(r *http.Request, v *visit.Visit, here string) (place, error) {
	id, err := keyIn(r, "id")
	if err != nil {
		return place{}, err
	}
	view, err := p.Procedures.Administered(r.Context(), v.Actor, v.Authority.ID, id)
	if err != nil {
		return place{}, err
	}
	crumbs := []page.Crumb{{Label: "Verwaltung", URL: page.NavAdministration}, {Label: view.Name}}
	title := view.Name
	if here != "" {
		crumbs[1].URL = placePath(id)
		crumbs, title = append(crumbs, page.Crumb{Label: here}), here+": "+view.Name
	}
	pl := place{shell: v.Shell(r, page.RoomAdministration, title, crumbs...), view: view}
	pl.shell.Current = page.NavAdministration
	return pl, nil
}

func (pl place) at(to string) string { return placePath(pl.view.ID) + to }

// labelled is a field of a form with the short name that the error summary gives it.
type labelled struct{ id, label string }

// fieldErrors puts what was said about inputs into the order of the form.
func fieldErrors(order []labelled, fields map[string]string) page.FieldErrors {
	var list page.FieldErrors
	for _, f := range order {
		if text, ok := fields[f.id]; ok {
			list = append(list, page.FieldError{ID: f.id, Label: f.label, Text: text})
		}
	}
	return list
}

// typed reads what somebody typed, without the space around it and without bytes that are no text.
func typed(r *http.Request, name string) string {
	value := strings.ReplaceAll(r.PostFormValue(name), "\x00", "")
	return strings.TrimSpace(strings.ToValidUTF8(value, ""))
}

// day reads a day that may be left out; ok says whether it is empty or a day.
func day(value string) (d period.Date, ok bool) {
	if value == "" {
		return period.Date{}, true
	}
	d, err := period.ParseDate(value)
	return d, err == nil
}

const notADay = "Diesen Tag gibt es nicht. Bitte geben Sie ihn als Datum an, zum Beispiel 08.08.2027."

func seeOther(w http.ResponseWriter, r *http.Request, to string) error {
	http.Redirect(w, r, to, http.StatusSeeOther)
	return nil
}
