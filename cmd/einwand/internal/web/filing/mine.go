package filing

import (
	"net/http"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/period"
	"github.com/einwand/einwand/procedure/statement"
)

// minePage is "Meine Stellungnahmen": first what is not filed yet, then what is with the authority.
type minePage struct {
	shell  page.Shell
	drafts []mineDraft
	filed  []mineStatement
}

type mineDraft struct {
	title, slug, saved string
}

type mineStatement struct {
	label, title, received string
	kind                   page.StateKind
	state                  string
	late                   bool
}

// Mine lists the person's drafts and statements at all authorities.
func (p *Pages) Mine(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	own, drafts, err := p.Statements.Mine(r.Context(), v.Actor)
	if err != nil {
		return err
	}
	m := minePage{shell: mineShell(r, v, "Meine Stellungnahmen", page.Crumb{Label: "Meine Stellungnahmen"})}
	for _, d := range drafts {
		m.drafts = append(m.drafts, mineDraft{title: d.ProcedureTitle, slug: d.Slug, saved: since(v.Now, d.UpdatedAt)})
	}
	for _, o := range own {
		s := mineStatement{label: o.Label(), title: o.ProcedureTitle, late: late(o), received: page.LongDate(period.DateAt(o.ReceivedAt))}
		s.kind, s.state = stateWords(o)
		m.filed = append(m.filed, s)
	}
	return page.Render(w, r, http.StatusOK, m.shell.Caching(), minePageHTML(m))
}

func mineShell(r *http.Request, v *visit.Visit, title string, crumbs ...page.Crumb) page.Shell {
	s := v.Shell(r, page.RoomPublic, title, append([]page.Crumb{start()}, crumbs...)...)
	s.Current = page.NavMine
	return s
}

// late asks the rule of the period that holds now.
func late(o statement.Own) bool {
	return o.ClosesAt != nil && !procedure.PeriodVersion{ClosesAt: *o.ClosesAt}.Timely(o.ReceivedAt)
}

// stateWords says where a statement stands.
func stateWords(o statement.Own) (page.StateKind, string) {
	if o.State == statement.Withdrawn {
		return page.StateNote, "Zurückgezogen"
	}
	switch o.ProcedureState {
	case procedure.Weighing:
		return page.StateNote, "Wird geprüft"
	case procedure.Adopted:
		return page.StateDone, "Es ist entschieden"
	case procedure.InForce:
		return page.StateDone, "Der Plan gilt"
	case procedure.Suspended:
		return page.StateAttention, "Das Verfahren ruht"
	case procedure.Abandoned:
		return page.StateStop, "Das Verfahren ist beendet"
	}
	return page.StateOpen, "Ist bei uns"
}
