package planning

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/a-h/templ"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/period"
)

// overview is where a procedure stands and what is lawful next.
type overview struct {
	desk
	view   procedure.View
	stand  chip
	facts  string
	risks  []page.Guard      // its dates at risk
	dates  []procedure.Dated // those to come
	tiles  []page.Tile
	steps  []nextStep
	others []page.Link // what leads off the usual course
	later  []laterStep
	calc   calculation
	events []pastEvent
	reason string // typed against a warning
	errors page.FieldErrors
}

// nextStep is a step that the law allows from here, or says why not.
type nextStep struct {
	title  string
	chip   chip
	guards []page.Guard
	foot   templ.Component // what begins the step; nil when it cannot begin, or the person may not
}

// laterStep is one that another has to come before; prepare leads to what can be done for it already.
type laterStep struct {
	title, waits string
	prepare      *page.Link
}

type pastEvent struct {
	at   time.Time
	text string
}

// recentEvents is how many entries the overview shows.
const recentEvents = 8

// Overview shows where a procedure stands and which steps are lawful now.
func (p *Pages) Overview(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	o, err := p.overview(r, v, "", nil)
	if err != nil {
		return err
	}
	return page.Render(w, r, http.StatusOK, page.NoStore, overviewPage(o))
}

func (p *Pages) overview(r *http.Request, v *visit.Visit, reason string, problems page.FieldErrors) (overview, error) {
	ctx := r.Context()
	view, err := p.Procedures.Staff(ctx, v.Actor, v.Ref)
	if err != nil {
		return overview{}, err
	}
	o := overview{desk: newDesk(r, v, view, placeOverview, "Überblick"), view: view, reason: reason, errors: problems,
		facts: factsOf(view), stand: standOf(view.State, view.Round, v.Now)}
	o.shell.Error = len(problems) > 0
	if o.risks, o.dates, err = p.datesOf(ctx, v); err != nil {
		return overview{}, err
	}
	past, err := p.Procedures.Events(ctx, v.Actor, v.Ref, recentEvents)
	if err != nil {
		return overview{}, err
	}
	for _, e := range past {
		o.events = append(o.events, pastEvent{e.At, eventText(e)})
	}
	if view.Round != nil {
		o.calc = calculationOf(view.Round.Period)
	}
	if o.tiles, err = p.tiles(ctx, o); err != nil {
		return overview{}, err
	}
	return o, p.nextSteps(ctx, &o)
}

func factsOf(view procedure.View) string {
	facts := []string{regimes[view.Regime]}
	if r := view.Round; r != nil {
		facts = append(facts, fmt.Sprintf("%s, %d. Durchgang", rounds[r.Kind], r.Durchgang), "Rechtsstand "+r.RuleSet)
	}
	return strings.Join(facts, " · ")
}

// tiles are the figures of the procedure, as far as the person may know them.
func (p *Pages) tiles(ctx context.Context, o overview) ([]page.Tile, error) {
	var tiles []page.Tile
	if r := o.view.Round; r != nil {
		d := page.NewDeadline(o.visit.Now, r.Period.FirstDay, r.Period.LastDay)
		tiles = append(tiles, page.Tile{Figure: d.Left, Label: shortRange(r.Period), Note: "endet um 24\u00a0Uhr"})
	}
	tiles = append(tiles, page.Tile{Figure: page.Count(len(o.view.Documents)), Label: "Unterlagen im Durchgang"})
	tiles, err := p.checklistTile(ctx, o, tiles)
	if err != nil {
		return nil, err
	}
	if !o.may(identity.ReadStatements) {
		return tiles, nil
	}
	_, total, err := p.Statements.List(ctx, o.visit.Actor, o.visit.Ref, 0, 1)
	if err != nil {
		return nil, err
	}
	return append(tiles, page.Tile{Figure: page.Count(total), Label: "Stellungnahmen eingegangen", Note: "aus allen Durchgängen"}), nil
}

func eventText(e procedure.PastEvent) string {
	detail := e.Detail
	if first, last, ok := strings.Cut(detail, " bis "); ok && e.Kind == procedure.EventPeriod {
		from, err1 := period.ParseDate(first)
		to, err2 := period.ParseDate(last)
		if err1 == nil && err2 == nil {
			detail = page.ShortDate(from) + " bis " + page.ShortDate(to)
		}
	}
	if detail == "" {
		return events[e.Kind]
	}
	return events[e.Kind] + ": " + detail
}
