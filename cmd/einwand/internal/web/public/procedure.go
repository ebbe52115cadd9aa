package public

import (
	"net/http"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
)

// detail is the page of one procedure.
type detail struct {
	shell      page.Shell
	authority  identity.Authority
	view       procedure.View
	chip       chip
	phase      procedure.Phase
	deadline   page.Deadline
	reasons    []string
	announced  bool     // a notice has taken effect
	extensions []string // "verlängert am … bis … (vorher …)"
	documents  documentLists
	timeline   []page.TimelineStep
	tables     bool // there is a result, or will be: a body may decide on the statements before it adopts the plan
}

// Procedure is the page of one procedure: read, then decide to write.
func (p *Pages) Procedure(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	view, documents, err := p.Procedures.Front(r.Context(), v.Ref)
	if err != nil {
		return err
	}
	d := detail{authority: v.Authority, view: view, timeline: timeline(view, v.Now),
		shell: v.Shell(r, page.RoomPublic, view.Title, start(), page.Crumb{Label: "Verfahren", URL: "/verfahren"}, page.Crumb{Label: view.ShortTitle})}
	d.shell.Current, d.shell.Calendar = page.NavProcedures, calendarPath(view.Slug)
	d.announced = len(effective(view.Notices, v.Now)) > 0
	var kind procedure.RoundKind
	if view.Round != nil {
		kind, d.phase = view.Round.Kind, view.Round.Period.PhaseAt(v.Now)
		d.deadline = page.NewDeadline(v.Now, view.Round.Period.FirstDay, view.Round.Period.LastDay)
		for _, reason := range view.Round.Period.Reasons {
			d.reasons = append(d.reasons, reason.String())
		}
	}
	if view.Round != nil {
		for _, e := range view.Extensions(view.Round.ID) {
			d.extensions = append(d.extensions, "Verlängert am "+page.PlainDate(e.On)+" bis "+page.PlainDate(e.Until)+" (vorher "+page.PlainDate(e.Before)+")")
		}
	}
	d.chip = chipOf(view.State, kind, d.phase)
	if documents != nil {
		if d.documents, err = p.listed.of(r.Context(), view, documents); err != nil {
			return err
		}
	}
	d.tables = view.State == procedure.Weighing || view.State == procedure.Adopted || view.State == procedure.InForce
	return page.Render(w, r, http.StatusOK, d.shell.Caching(), procedurePage(d))
}

// thereToo says from when the documents can be read in the town hall (§ 3 Abs. 2 S. 2 BauGB); nothing where there are none.
func (d detail) thereToo() string {
	switch {
	case d.phase == procedure.PhaseBefore:
		return " Die Unterlagen stehen dort ab dem " + page.PlainDate(d.view.Round.Period.FirstDay) + " am Bildschirm und auf Papier bereit."
	case d.documents == "":
		return ""
	}
	return " Die Unterlagen stehen dort am Bildschirm und auf Papier bereit."
}
