package planning

import (
	"errors"
	"net/http"
	"strconv"
	"strings"

	"github.com/go-chi/chi/v5"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/bodies"
)

// bodyForm is the entry of one body, new or known.
type bodyForm struct {
	shell  page.Shell
	known  bool
	in     bodies.Body
	number string // as typed, of a new one
	errors page.FieldErrors
}

var bodyFields = []labelled{{"nummer", "Listennummer"}, {"name", "Name"}, {"abteilung", "Abteilung"}, {"mail", "E-Mail"}, {"strasse", "Straße"}, {"plz", "Postleitzahl"}, {"ort", "Ort"}, {"notiz", "Notiz"}}

// BodyForm is an empty entry.
func (p *Pages) BodyForm(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	return showBody(w, r, bodyForm{shell: directoryShell(r, v, "Behörde eintragen", page.Crumb{Label: "Behörde eintragen"})}, http.StatusOK)
}

// AddBody enters a body.
func (p *Pages) AddBody(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	f := bodyForm{shell: directoryShell(r, v, "Behörde eintragen", page.Crumb{Label: "Behörde eintragen"}), in: readBody(r), number: typed(r, "nummer")}
	var err error
	if f.number != "" {
		if f.in.Number, err = strconv.Atoi(f.number); err != nil || f.in.Number == 0 {
			f.in.Number = -1 // no number: the room says what one is
		}
	}
	_, err = p.Bodies.Add(r.Context(), v.Actor, v.Authority.ID, f.in)
	return p.afterBody(w, r, f, err)
}

// EditBodyForm is the entry of a body as it stands.
func (p *Pages) EditBodyForm(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	f, err := p.knownBody(r, v)
	if err != nil {
		return err
	}
	return showBody(w, r, f, http.StatusOK)
}

// ChangeBody rewrites the entry of a body.
func (p *Pages) ChangeBody(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	f, err := p.knownBody(r, v)
	if err != nil {
		return err
	}
	number := f.in.Number
	f.in = readBody(r)
	f.in.Number, f.in.Active = number, r.PostFormValue("aktiv") != ""
	return p.afterBody(w, r, f, p.Bodies.Change(r.Context(), v.Actor, v.Authority.ID, f.in))
}

func (p *Pages) knownBody(r *http.Request, v *visit.Visit) (bodyForm, error) {
	all, err := p.Bodies.Directory(r.Context(), v.Actor, v.Authority.ID)
	if err != nil {
		return bodyForm{}, err
	}
	for _, b := range all {
		if strconv.Itoa(b.Number) == chi.URLParam(r, "behoerde") {
			return bodyForm{shell: directoryShell(r, v, b.Name, page.Crumb{Label: b.Name}), known: true, in: b}, nil
		}
	}
	return bodyForm{}, procedure.ErrNotFound
}

func (p *Pages) afterBody(w http.ResponseWriter, r *http.Request, f bodyForm, err error) error {
	var invalid *procedure.Invalid
	switch {
	case err == nil:
		return seeOther(w, r, directoryPath)
	case errors.As(err, &invalid):
		f.errors = fieldErrors(bodyFields, invalid.Fields)
	case errors.Is(err, bodies.ErrNumberTaken):
		f.errors = fieldErrors(bodyFields, map[string]string{"nummer": "Diese Nummer ist vergeben. Lassen Sie das Feld leer, dann nehmen wir die nächste freie."})
	default:
		return err
	}
	return showBody(w, r, f, http.StatusUnprocessableEntity)
}

func showBody(w http.ResponseWriter, r *http.Request, f bodyForm, status int) error {
	f.shell.Error = len(f.errors) > 0
	return page.Render(w, r, status, page.NoStore, bodyPage(f))
}

func readBody(r *http.Request) bodies.Body {
	return bodies.Body{Name: typed(r, "name"), Department: typed(r, "abteilung"), Mail: typed(r, "mail"), Street: typed(r, "strasse"),
		PostalCode: typed(r, "plz"), City: typed(r, "ort"), Note: typed(r, "notiz")}
}

var channelWords = map[bodies.Channel]string{bodies.ByMail: "E-Mail", bodies.ByLetter: "Brief"}

// reachedAt is the address of a body on one line.
func reachedAt(b bodies.Body) string {
	if b.Mail != "" {
		return b.Mail
	}
	return strings.Join([]string{b.Street, strings.TrimSpace(b.PostalCode + " " + b.City)}, ", ")
}
