package planning

import (
	"errors"
	"net/http"
	"slices"
	"strconv"

	"github.com/google/uuid"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/bodies"
)

// listsView is all distribution lists, and the form of the one that is being edited or made.
type listsView struct {
	shell   page.Shell
	manages bool
	lists   []bodies.List
	bodies  []bodies.Body
	in      bodies.List
	errors  page.FieldErrors
}

var listFields = []labelled{{"name", "Name"}, {"art", "Vorschlag"}}

// DistributionLists shows the lists; ?liste= opens one.
func (p *Pages) DistributionLists(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	l, err := p.distribution(r, v)
	if err != nil {
		return err
	}
	for _, list := range l.lists {
		if list.ID.String() == r.URL.Query().Get("liste") {
			l.in = list
		}
	}
	return page.Render(w, r, http.StatusOK, page.NoStore, listsPage(l))
}

// SaveDistributionList stores or deletes a list.
func (p *Pages) SaveDistributionList(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	l, err := p.distribution(r, v)
	if err != nil {
		return err
	}
	l.in = bodies.List{Name: typed(r, "name"), Kind: procedure.PlanKind(r.PostFormValue("art")), Numbers: numbersOf(r, "behoerde")}
	if id := r.PostFormValue("liste"); id != "" {
		if l.in.ID, err = uuid.Parse(id); err != nil {
			return procedure.ErrNotFound
		}
	}
	if r.PostFormValue("loeschen") != "" {
		err = p.Bodies.DeleteList(r.Context(), v.Actor, v.Authority.ID, l.in.ID)
		if errors.Is(err, procedure.ErrNotFound) {
			err = nil // pressed twice
		}
	} else {
		_, err = p.Bodies.SaveList(r.Context(), v.Actor, v.Authority.ID, l.in)
	}
	var invalid *procedure.Invalid
	switch {
	case err == nil:
		return seeOther(w, r, listsPath)
	case errors.As(err, &invalid):
		l.errors = fieldErrors(listFields, invalid.Fields)
	case errors.Is(err, bodies.ErrNameTaken):
		l.errors = fieldErrors(listFields, map[string]string{"name": "Einen Verteiler mit diesem Namen gibt es schon."})
	default:
		return err
	}
	l.shell.Error = true
	return page.Render(w, r, http.StatusUnprocessableEntity, page.NoStore, listsPage(l))
}

func (p *Pages) distribution(r *http.Request, v *visit.Visit) (listsView, error) {
	l := listsView{shell: directoryShell(r, v, "Verteiler", page.Crumb{Label: "Verteiler"}), manages: v.Actor.Can(identity.ManageProcedures, v.Object())}
	var err error
	if l.bodies, err = p.Bodies.Directory(r.Context(), v.Actor, v.Authority.ID); err != nil {
		return l, err
	}
	l.lists, err = p.Bodies.Lists(r.Context(), v.Actor, v.Authority.ID)
	return l, err
}

// numbersOf are the checked numbers of a form.
func numbersOf(r *http.Request, name string) []int {
	var list []int
	for _, value := range r.PostForm[name] {
		if n, err := strconv.Atoi(value); err == nil {
			list = append(list, n)
		}
	}
	return list
}

// listKinds are the plans for which a list can be proposed.
func listKinds() []page.Option {
	list := []page.Option{{Value: "", Label: "Alle Pläne"}}
	for _, kind := range []procedure.PlanKind{procedure.BPlan, procedure.FNP, procedure.Klarstellung, procedure.Entwicklung, procedure.Ergaenzungssatzung, procedure.Aussenbereich} {
		list = append(list, page.Option{Value: string(kind), Label: planNouns[kind]})
	}
	return list
}

func proposedFor(l bodies.List) string {
	if l.Kind == "" {
		return "alle Pläne"
	}
	return planNouns[l.Kind]
}

// choosable are the bodies that a list can name: those who are asked, and those on it already.
func (l listsView) choosable() []bodies.Body {
	var list []bodies.Body
	for _, b := range l.bodies {
		if b.Active || slices.Contains(l.in.Numbers, b.Number) {
			list = append(list, b)
		}
	}
	return list
}
