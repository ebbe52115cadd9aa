package administration

import (
	"net/http"
	"strings"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/procedure/period"
)

// placeView is the page of a municipality.
type placeView struct {
	place
	rows    []page.Row
	preview []period.Reason // of a period that begins today
	off     []period.DayOff // this year and the next
	years   string
}

// Place shows what decides the deadlines of a municipality: its holidays, each with its act.
func (p *Pages) Place(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	pl, err := p.open(r, v, "")
	if err != nil {
		return err
	}
	today := period.DateAt(v.Now)
	s := placeView{place: pl, rows: pl.rows(), years: page.Span(period.NewDate(today.Year, 1, 1), period.NewDate(today.Year+1, 12, 31))}
	result, err := pl.view.EarliestEnd(today)
	if err != nil {
		return err
	}
	s.preview = result.Reasons
	if s.off, err = pl.view.DaysOff(today.Year, today.Year+1); err != nil {
		return err
	}
	return page.Render(w, r, http.StatusOK, page.NoStore, placePage(s))
}

func (pl place) rows() []page.Row {
	m := pl.view.Municipality
	rows := []page.Row{
		{Term: "Land", Text: period.Land(m.Land).Name()},
		{Term: "Amtlicher Gemeindeschlüssel", Text: m.AGS},
	}
	if len(extrasIn(m)) > 0 {
		rows = append(rows, page.Row{Term: "Feiertage in Teilen des Landes", Text: extraNames(strings.Join(m.ExtraHolidays, ", ")),
			Change: page.Link{Label: "Ändern", Hidden: "Feiertage in Teilen des Landes", URL: pl.at(extrasPlace)}})
	}
	return append(rows, page.Row{Term: "Bekanntmachungen", Text: m.AnnouncementMedium,
		Change: page.Link{Label: "Ändern", Hidden: "Bekanntmachungen", URL: pl.at(mediumPlace)}})
}
