package templates

import (
	"log/slog"
	"net/http"
	"strings"

	"github.com/go-chi/chi/v5"
	"github.com/google/uuid"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/template"
)

// Pages are the handlers of this package.
type Pages struct {
	Log       *slog.Logger
	Templates *template.Service
}

const listPath = page.NavDesk + "/vorlagen"

// pathOf is the address of an own template.
func pathOf(id uuid.UUID) string { return listPath + "/" + id.String() }

// keyIn reads the key of the address; what is none is a page that does not exist.
func keyIn(r *http.Request) (procedure.Origin, error) {
	o, err := template.ParseKey(chi.URLParam(r, "vorlage"))
	if err == nil && (o.Standard != "" || o.Version != 0) {
		err = procedure.ErrNotFound // a standard is copied, and only the version that holds is edited
	}
	return o, err
}

func (p *Pages) shell(r *http.Request, v *visit.Visit, title string, further ...page.Crumb) page.Shell {
	crumbs := append([]page.Crumb{{Label: "Verfahren", URL: page.NavDesk}, {Label: "Vorlagen", URL: listPath}}, further...)
	crumbs[len(crumbs)-1].URL = "" // the last one is the page itself
	s := v.Shell(r, page.RoomStaff, title, crumbs...)
	s.Current = page.NavDesk
	return s
}

// labelled is a field of a form with the short name that the error summary gives it.
type labelled struct{ id, label string }

// fieldErrors puts what was said about inputs into the order of the form. What belongs to no field stands at the end.
func fieldErrors(order []labelled, fields map[string]string) page.FieldErrors {
	var list page.FieldErrors
	known := map[string]bool{}
	for _, f := range order {
		if text, ok := fields[f.id]; ok {
			list, known[f.id] = append(list, page.FieldError{ID: f.id, Label: f.label, Text: text}), true
		}
	}
	for id, text := range fields {
		if !known[id] {
			list = append(list, page.FieldError{ID: "fehler", Text: text})
		}
	}
	return list
}

// typed reads what somebody typed: without the space around it, with line ends as LF, and without bytes that are no text.
func typed(r *http.Request, name string) string {
	value := strings.NewReplacer("\r\n", "\n", "\r", "\n", "\x00", "").Replace(r.PostFormValue(name))
	return strings.TrimSpace(strings.ToValidUTF8(value, ""))
}

func seeOther(w http.ResponseWriter, r *http.Request, to string) error {
	http.Redirect(w, r, to, http.StatusSeeOther)
	return nil
}
