package guest

import (
	"net/http"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/identity"
)

// closedPage gives a text back that the form took no more, because the town switched it off while somebody was writing.
type closedPage struct {
	shell     page.Shell
	failure   page.Failure
	way       way
	authority identity.Authority
}

const closedTitle = "Das Gastformular ist inzwischen geschlossen"

func showClosed(w http.ResponseWriter, r *http.Request, v *visit.Visit, wy way) error {
	c := closedPage{way: wy, authority: v.Authority, shell: shell(r, v, wy.view, closedTitle)}
	c.shell.Error = true
	c.failure = page.Failure{Chip: "Nicht eingereicht", Title: closedTitle, Lead: "Während Sie geschrieben haben, hat die Verwaltung es ausgeschaltet. Ihr Text ist nicht verloren: Er steht hier unten.",
		Stored: []page.Row{{Term: "Eingereicht", Text: "Nein. Es gibt keine Eingangsnummer."}}}
	if wy.view.Round != nil && !wy.late() {
		c.failure.Stored = append(c.failure.Stored, page.Row{Term: "Ihre Frist", Text: "Sie endet am " + page.LongDate(wy.view.Round.Period.LastDay) + " um 24\u00a0Uhr."})
	}
	return page.Render(w, r, http.StatusConflict, page.NoStore, closedHTML(c))
}
