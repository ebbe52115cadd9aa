package guest

import (
	"net/http"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/procedure/statement"
)

const formTitle = "Als Gast schreiben"

// Form asks what somebody wants to say, who it is and how to answer, all on one page. ErrNoGuests where the form is off: it says
// so before the first word is written.
func (p *Pages) Form(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	wy, err := p.way(r, v, formTitle)
	if err != nil {
		return err
	}
	if !wy.view.Guests {
		return statement.ErrNoGuests
	}
	return page.Render(w, r, http.StatusOK, wy.shell.Caching(), formHTML(wy))
}

// documents are what the statement may be about.
func (wy way) documents() []page.Option {
	list := []page.Option{{Value: "", Label: "Der ganze Plan"}}
	for _, d := range wy.view.Documents {
		list = append(list, page.Option{Value: d.ID.String(), Label: d.Title})
	}
	return list
}

// deadline is the period of the round; nil when none runs.
func (wy way) deadline() *page.Deadline {
	if wy.view.Round == nil {
		return nil
	}
	d := page.NewDeadline(wy.now, wy.view.Round.Period.FirstDay, wy.view.Round.Period.LastDay)
	return &d
}

func (wy way) deadlineNote() string {
	switch {
	case wy.view.Round == nil:
		return "Sie können trotzdem schreiben. Wir nehmen Ihre Stellungnahme zu den Akten."
	case wy.late():
		return wy.afterPeriod()
	}
	return "Es zählt, wann Ihre Stellungnahme bei uns ankommt, nicht wann Sie anfangen."
}
