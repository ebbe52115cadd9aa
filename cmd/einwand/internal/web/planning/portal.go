package planning

import (
	"errors"
	"net/http"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/procedure"
)

// portalForm is the address of the procedure at the central portal of the Land.
type portalForm struct {
	desk
	address string
	guests  bool // who does not log in may write too
	errors  page.FieldErrors
}

// PortalForm asks for the address.
func (p *Pages) PortalForm(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	f, err := p.portalForm(r, v)
	if err != nil {
		return err
	}
	return page.Render(w, r, http.StatusOK, page.NoStore, portalPage(f))
}

func (p *Pages) portalForm(r *http.Request, v *visit.Visit) (portalForm, error) {
	view, err := p.Procedures.Staff(r.Context(), v.Actor, v.Ref)
	if err != nil {
		return portalForm{}, err
	}
	return portalForm{desk: newDesk(r, v, view, placePortal, "Landesportal und Gastformular", page.Crumb{Label: "Landesportal und Gastformular"}), address: view.PortalURL, guests: view.Guests}, nil
}

// SetPortal records the address, once.
func (p *Pages) SetPortal(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	f, err := p.portalForm(r, v)
	if err != nil {
		return err
	}
	before := f.address
	if f.address = typed(r, "portal_url"); f.address == before && before != "" {
		return seeOther(w, r, f.at(placeOverview)) // sent twice
	}
	err = p.Procedures.SetPortal(r.Context(), v.Actor, v.Ref, f.address)
	var invalid *procedure.Invalid
	switch {
	case err == nil:
		return seeOther(w, r, f.at(placeOverview))
	case !errors.As(err, &invalid):
		return err
	}
	f.errors, f.shell.Error = fieldErrors([]labelled{{"portal_url", "Adresse"}}, invalid.Fields), true
	return page.Render(w, r, http.StatusUnprocessableEntity, page.NoStore, portalPage(f))
}

// SetGuests switches the form for people who do not log in on or off.
func (p *Pages) SetGuests(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	if err := p.Procedures.SetGuests(r.Context(), v.Actor, v.Ref, r.PostFormValue("gast") == "an"); err != nil {
		return err
	}
	return seeOther(w, r, at(v.Ref.Slug, placePortal)+"#gast")
}
