package administration

import (
	"errors"
	"net/http"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/procedure"
)

const mediumPlace = "/bekanntmachungen"

type mediumForm struct {
	place
	medium string
	errors page.FieldErrors
}

// MediumForm asks where the municipality announces.
func (p *Pages) MediumForm(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	pl, err := p.open(r, v, "Bekanntmachungen")
	if err != nil {
		return err
	}
	return page.Render(w, r, http.StatusOK, page.NoStore, mediumPage(mediumForm{place: pl, medium: pl.view.AnnouncementMedium}))
}

// SetMedium keeps it and leads back to the place.
func (p *Pages) SetMedium(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	pl, err := p.open(r, v, "Bekanntmachungen")
	if err != nil {
		return err
	}
	f := mediumForm{place: pl, medium: typed(r, "medium")}
	err = p.Procedures.SetMedium(r.Context(), v.Actor, v.Authority.ID, pl.view.ID, f.medium)
	if err == nil {
		return seeOther(w, r, pl.at(""))
	}
	var invalid *procedure.Invalid
	if !errors.As(err, &invalid) {
		return err
	}
	f.errors, f.shell.Error = fieldErrors([]labelled{{"medium", "Blatt oder Seite"}}, invalid.Fields), true
	return page.Render(w, r, http.StatusUnprocessableEntity, page.NoStore, mediumPage(f))
}
