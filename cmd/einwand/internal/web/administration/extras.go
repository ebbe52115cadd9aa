package administration

import (
	"errors"
	"net/http"
	"slices"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/period"
)

const extrasPlace = "/teilfeiertage"

type extrasForm struct {
	place
	known  []period.Extra
	chosen []string
	errors page.FieldErrors
}

// extrasIn are the holidays that the Land of a municipality knows in a part of it.
func extrasIn(m procedure.Municipality) []period.Extra { return period.ExtrasIn(period.Land(m.Land)) }

// ExtrasForm asks which holidays of a part of the Land hold here.
func (p *Pages) ExtrasForm(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	pl, err := p.open(r, v, "Feiertage in Teilen des Landes")
	if err != nil {
		return err
	}
	f := extrasForm{place: pl, known: extrasIn(pl.view.Municipality), chosen: pl.view.ExtraHolidays}
	return page.Render(w, r, http.StatusOK, page.NoStore, extrasPage(f))
}

// SetExtras keeps the choice and leads back to the place.
func (p *Pages) SetExtras(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	pl, err := p.open(r, v, "Feiertage in Teilen des Landes")
	if err != nil {
		return err
	}
	chosen := r.PostForm["extras"]
	err = p.Procedures.SetExtras(r.Context(), v.Actor, v.Authority.ID, pl.view.ID, chosen)
	if err == nil {
		return seeOther(w, r, pl.at(""))
	}
	var invalid *procedure.Invalid
	if !errors.As(err, &invalid) {
		return err
	}
	f := extrasForm{place: pl, known: extrasIn(pl.view.Municipality), chosen: chosen,
		errors: fieldErrors([]labelled{{"extras", "Feiertage"}}, invalid.Fields)}
	f.shell.Error = true
	return page.Render(w, r, http.StatusUnprocessableEntity, page.NoStore, extrasPage(f))
}

func (f extrasForm) has(e period.Extra) bool { return slices.Contains(f.chosen, string(e)) }

// idOf gives the first box the name of the group, to which the error summary leads.
func idOf(i int, e period.Extra) string {
	if i == 0 {
		return "extras"
	}
	return "extras-" + string(e)
}
