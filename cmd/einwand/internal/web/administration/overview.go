package administration

import (
	"net/http"
	"strings"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/period"
)

// overview is where an administrator begins.
type overview struct {
	shell  page.Shell
	places []procedure.Municipality
}

// Overview says what can be set here: the municipalities with their holidays.
func (p *Pages) Overview(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	list, err := p.Procedures.Municipalities(r.Context(), v.Authority.ID)
	if err != nil {
		return err
	}
	o := overview{shell: v.Shell(r, page.RoomAdministration, "Verwaltung"), places: list}
	o.shell.Current = page.NavAdministration
	return page.Render(w, r, http.StatusOK, page.NoStore, overviewPage(o))
}

// holidaysOf says in a line which holidays a municipality has beside those of its whole Land.
func holidaysOf(m procedure.Municipality) string {
	var names []string
	for _, name := range m.ExtraHolidays {
		names = append(names, period.Extra(name).Name())
	}
	if n := len(m.Locals); n > 0 {
		names = append(names, page.Plural(n, "eigener Feiertag", "eigene Feiertage"))
	}
	if len(names) == 0 {
		return "Feiertage des Landes"
	}
	return "Feiertage des Landes, dazu " + strings.Join(names, ", ")
}
