package administration

import (
	"errors"
	"net/http"
	"unicode/utf8"

	"github.com/google/uuid"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/identity"
)

// councilForm enters a body of a municipality.
type councilForm struct {
	shell              page.Shell
	places             []page.Option
	name, kind, place string
	errors             page.FieldErrors
}

// CouncilForm asks for a body.
func (p *Pages) CouncilForm(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	f, err := p.councilForm(r, v)
	if err != nil {
		return err
	}
	return page.Render(w, r, http.StatusOK, page.NoStore, councilPage(f))
}

func (p *Pages) councilForm(r *http.Request, v *visit.Visit) (councilForm, error) {
	f := councilForm{shell: councilShell(r, v, "Gremium eintragen"), kind: string(identity.BodyCouncil)}
	towns, err := p.Procedures.Municipalities(r.Context(), v.Authority.ID)
	for _, m := range towns {
		f.places = append(f.places, page.Option{Value: m.ID.String(), Label: m.Name})
	}
	return f, err
}

// AddCouncil enters it and asks for its members.
func (p *Pages) AddCouncil(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	f, err := p.councilForm(r, v)
	if err != nil {
		return err
	}
	f.name, f.kind, f.place = typed(r, "name"), typed(r, "art"), typed(r, "gemeinde")
	place, _ := uuid.Parse(f.place) // what is no key is no municipality either
	id, err := p.Seats.AddBody(r.Context(), v.Actor, v.Authority.ID, identity.CouncilBody{Municipality: place, Kind: identity.BodyKind(f.kind), Name: f.name})
	if err == nil {
		return seeOther(w, r, invitePath(id))
	}
	problems := map[string]string{}
	switch {
	case errors.Is(err, identity.ErrBodyExists):
		problems["name"] = "Ein Gremium mit diesem Namen gibt es in der Gemeinde schon."
	case errors.Is(err, identity.ErrBadBody) && (f.name == "" || utf8.RuneCountInString(f.name) > identity.MaxNamePart):
		problems["name"] = "Bitte geben Sie den Namen an, zum Beispiel „Rat der Stadt“, höchstens 120 Zeichen."
	case errors.Is(err, identity.ErrBadBody):
		problems["gemeinde"] = "Bitte wählen Sie Gemeinde und Art aus der Liste."
	default:
		return err
	}
	f.errors, f.shell.Error = fieldErrors([]labelled{{"name", "Name"}, {"gemeinde", "Gemeinde"}}, problems), true
	return page.Render(w, r, http.StatusUnprocessableEntity, page.NoStore, councilPage(f))
}

var councilKinds = []page.Option{
	{Value: string(identity.BodyCouncil), Label: "Rat oder Gemeindevertretung"},
	{Value: string(identity.BodyCommittee), Label: "Ausschuss"},
	{Value: string(identity.BodyDistrict), Label: "Ortsrat, Ortsbeirat oder Bezirksvertretung"},
}
