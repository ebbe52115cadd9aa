package planning

import (
	"net/http"
	"slices"
	"strconv"

	"github.com/google/uuid"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/bodies"
)

// prepareForm is where somebody chooses who is asked in a round.
type prepareForm struct {
	desk
	round   procedure.Round
	lists   []bodies.List
	free    []bodies.Body // that are not on the list yet
	listed  int
	checked []int
}

// PrepareForm proposes the bodies of the list for this kind of plan; ?verteiler= takes another.
func (p *Pages) PrepareForm(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	b, err := p.bodiesView(r, v, r.URL.Query().Get("durchgang"))
	if err != nil {
		return err
	}
	if b.round == nil {
		return procedure.ErrNotFound
	}
	f := prepareForm{desk: newDesk(r, v, b.view, placeBodies, "Behörden auf die Liste setzen", page.Crumb{Label: "Behörden", URL: at(b.slug, placeBodies)},
		page.Crumb{Label: "Auf die Liste setzen"}), round: *b.round, listed: len(b.lines)}
	all, err := p.Bodies.Directory(r.Context(), v.Actor, v.Authority.ID)
	if err != nil {
		return err
	}
	for _, body := range all {
		if body.Active && !slices.ContainsFunc(b.lines, func(l bodies.Line) bool { return l.Number == body.Number }) {
			f.free = append(f.free, body)
		}
	}
	if f.lists, err = p.Bodies.Lists(r.Context(), v.Actor, v.Authority.ID); err != nil {
		return err
	}
	f.checked = proposed(f.lists, b.view.Plan.Kind, r.URL.Query().Get("verteiler"))
	return page.Render(w, r, http.StatusOK, page.NoStore, preparePage(f))
}

// proposed are the numbers of the chosen list, else of the first that fits the plan, one for this kind before one for all.
func proposed(lists []bodies.List, kind procedure.PlanKind, chosen string) []int {
	var fitting []int
	for _, l := range lists {
		switch {
		case l.ID.String() == chosen:
			return l.Numbers
		case l.Fits(kind) && (fitting == nil || l.Kind == kind):
			fitting = l.Numbers
		}
	}
	if chosen != "" {
		return nil
	}
	return fitting
}

// Prepare puts the chosen bodies on the list.
func (p *Pages) Prepare(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	return p.inRound(w, r, v, func(round uuid.UUID) (string, error) {
		n, err := p.Bodies.Prepare(r.Context(), v.Actor, v.Ref, round, numbersOf(r, "behoerde"))
		return "&vorbereitet=" + strconv.Itoa(n), err
	})
}
