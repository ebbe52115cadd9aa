package administration

import (
	"errors"
	"net/http"

	"github.com/google/uuid"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/period"
)

func endPlace(h procedure.Holiday) string { return "/feiertage/" + h.ID.String() }

// The two ways to end a holiday.
const (
	lasts   = "bis"
	mistake = "versehen"
)

type endForm struct {
	place
	holiday  procedure.Holiday
	how      string
	lastDay  string
	errors   page.FieldErrors
	finished bool // it was ended already
}

var endFields = []labelled{{"wie", "Warum"}, {"letzter", "Letzter Tag"}}

// EndForm asks how a holiday ends.
func (p *Pages) EndForm(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	f, err := p.endForm(r, v)
	if err != nil {
		return err
	}
	return page.Render(w, r, http.StatusOK, page.NoStore, endPage(f))
}

func (p *Pages) endForm(r *http.Request, v *visit.Visit) (endForm, error) {
	pl, err := p.open(r, v, "Feiertag beenden")
	if err != nil {
		return endForm{}, err
	}
	id, err := keyIn(r, "feiertag")
	if err != nil {
		return endForm{}, err
	}
	h, err := holidayOf(pl.view, id)
	return endForm{place: pl, holiday: h, finished: h.Ended}, err
}

func holidayOf(view procedure.MunicipalityView, id uuid.UUID) (procedure.Holiday, error) {
	for _, h := range view.Holidays {
		if h.ID == id {
			return h, nil
		}
	}
	return procedure.Holiday{}, procedure.ErrNotFound
}

// EndHoliday ends the holiday and leads back to the place.
func (p *Pages) EndHoliday(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	f, err := p.endForm(r, v)
	if err != nil {
		return err
	}
	f.how, f.lastDay = typed(r, "wie"), typed(r, "letzter")
	last, fields := readEnd(f.how, f.lastDay)
	if len(fields) == 0 {
		err = p.Procedures.EndHoliday(r.Context(), v.Actor, v.Authority.ID, f.view.ID, f.holiday.ID, last)
		if err == nil {
			return seeOther(w, r, f.at(""))
		}
		var invalid *procedure.Invalid
		if !errors.As(err, &invalid) {
			return err
		}
		fields = map[string]string{"letzter": invalid.Fields["last"]}
	}
	f.errors, f.shell.Error = fieldErrors(endFields, fields), true
	return page.Render(w, r, http.StatusUnprocessableEntity, page.NoStore, endPage(f))
}

func readEnd(how, lastDay string) (period.Date, map[string]string) {
	last, ok := day(lastDay)
	switch {
	case how == mistake:
		return period.Date{}, nil
	case how != lasts:
		return last, map[string]string{"wie": "Bitte wählen Sie aus, warum der Feiertag nicht mehr gilt."}
	case !ok:
		return last, map[string]string{"letzter": notADay}
	case last.IsZero():
		return last, map[string]string{"letzter": "Bitte geben Sie den letzten Tag an, an dem der Feiertag gilt."}
	}
	return last, nil
}

func endOptions() []page.Option {
	return []page.Option{{Value: lasts, Label: "Er gilt nur noch bis zu einem Tag"}, {Value: mistake, Label: "Der Eintrag war ein Versehen, der Tag galt nie"}}
}
