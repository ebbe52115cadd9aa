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
	shell     page.Shell
	authority identity.Authority
	view      procedure.View
	chip      chip
	phase     procedure.Phase
	deadline  page.Deadline
	reasons   []string
	core      []page.DocumentItem
	reports   []page.DocumentItem
	timeline  []page.TimelineStep
	tables    bool // a result is public
}

// Procedure is the page of one procedure: read, then decide to write.
func (p *Pages) Procedure(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	view, err := p.Procedures.Public(r.Context(), v.Ref)
	if err != nil {
		return err
	}
	d := detail{authority: v.Authority, view: view, timeline: timeline(view, v.Now),
		shell: v.Shell(r, page.RoomPublic, view.Title, start(), page.Crumb{Label: "Verfahren", URL: "/verfahren"}, page.Crumb{Label: view.ShortTitle})}
	d.shell.Current = page.NavProcedures
	var kind procedure.RoundKind
	if view.Round != nil {
		kind, d.phase = view.Round.Kind, view.Round.Period.PhaseAt(v.Now)
		d.deadline = page.NewDeadline(v.Now, view.Round.Period.FirstDay, view.Round.Period.LastDay)
		for _, reason := range view.Round.Period.Reasons {
			d.reasons = append(d.reasons, reason.String())
		}
	}
	d.chip = chipOf(view.State, kind, d.phase)
	d.core, d.reports = documentItems(view)
	d.tables = view.State == procedure.Adopted || view.State == procedure.InForce
	return page.Render(w, r, http.StatusOK, d.shell.Caching(), procedurePage(d))
}

func documentItems(view procedure.View) (core, reports []page.DocumentItem) {
	for _, doc := range view.Documents {
		item := page.DocumentItem{Title: doc.Title, Description: doc.Description, URL: documentPath(view.Slug, doc),
			Facts: page.FileFacts("PDF", doc.Pages, doc.Size)}
		if doc.Part == procedure.CorePart {
			core = append(core, item)
		} else {
			reports = append(reports, item)
		}
	}
	return core, reports
}
