package filing

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/pending"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/period"
	"github.com/einwand/einwand/procedure/statement"
	"github.com/einwand/einwand/weighing"
)

// Pages are the handlers of this package.
type Pages struct {
	Log        *slog.Logger
	Procedures *procedure.Service
	Statements *statement.Service
	Weighing   *weighing.Service
	Pending    *pending.Store
	PublicURL  string
}

// way is what the steps of one procedure stand on.
type way struct {
	view  procedure.View
	draft *statement.Draft // the open one; nil before the first save
	filed []statement.Own  // in this procedure, without the withdrawn ones
}

// way only looks: a person who opens the form and leaves again has begun nothing.
func (p *Pages) way(ctx context.Context, v *visit.Visit) (way, error) {
	view, err := p.Procedures.Public(ctx, v.Ref)
	if err != nil {
		return way{}, err
	}
	own, drafts, err := p.Statements.Mine(ctx, v.Actor)
	if err != nil {
		return way{}, err
	}
	wy := way{view: view}
	for _, o := range own {
		if o.Ref.ID == v.Ref.ID && o.State == statement.Received {
			wy.filed = append(wy.filed, o)
		}
	}
	for _, d := range drafts {
		if d.Slug != v.Ref.Slug {
			continue
		}
		open, err := p.Statements.Open(ctx, v.Actor, v.Ref)
		if err != nil {
			return way{}, err
		}
		wy.draft = &open
	}
	return wy, nil
}

// admits reports whether the login is strong enough for the form of this procedure.
func (wy way) admits(a identity.Actor) bool { return a.Level.AtLeast(wy.view.MinAssurance) }

// begun reports whether there is something that a person would miss.
func (wy way) begun() bool { return wy.draft != nil && !wy.draft.Empty() }

// Addresses of the steps.
const (
	stepDetails = "/angaben"
	stepParties = "/beteiligte"
	stepCheck   = "/pruefen"
	stepFile    = "/einreichen"
	stepLetter  = "/brief"
	stepDiscard = "/verwerfen"
)

func procedurePath(slug string) string { return "/verfahren/" + slug }

func formPath(slug string) string { return procedurePath(slug) + "/stellungnahme" }

func start() page.Crumb { return page.Crumb{Label: "Start", URL: "/"} }

// stepShell is the frame of a page on the way.
func stepShell(r *http.Request, v *visit.Visit, view procedure.View, title string) page.Shell {
	s := v.Shell(r, page.RoomPublic, title, start(),
		page.Crumb{Label: view.ShortTitle, URL: procedurePath(view.Slug)}, page.Crumb{Label: "Stellungnahme"})
	s.Current = page.NavProcedures
	return s
}

// deadline is the box beside a form: what the period says, and what that means for somebody who writes now.
type deadline struct {
	box  *page.Deadline // nil when no round is published
	note string
}

func deadlineOf(view procedure.View, now time.Time) deadline {
	if view.Round == nil {
		return deadline{note: onFile("schreiben")}
	}
	pv := view.Round.Period
	box := page.NewDeadline(now, pv.FirstDay, pv.LastDay)
	if pv.PhaseAt(now) == procedure.PhaseAfter {
		return deadline{&box, afterPeriod(view.State, "schreiben")}
	}
	return deadline{&box, "Es zählt, wann Ihre Stellungnahme bei uns ankommt, nicht wann Sie anfangen."}
}

// onFile says what becomes of a statement that no period waits for. doing is what the page is about: writing, filing.
func onFile(doing string) string {
	return "Sie können trotzdem " + doing + ". Wir nehmen Ihre Stellungnahme zu den Akten."
}

// afterPeriod is what writing after the end of the period can still do. It is never refused.
func afterPeriod(state procedure.State, doing string) string {
	switch state {
	case procedure.Adopted, procedure.InForce:
		return "Der Plan ist schon beschlossen. " + onFile(doing)
	case procedure.Abandoned:
		return "Das Verfahren ist beendet. " + onFile(doing)
	}
	return "Sie können trotzdem " + doing + ". Wir prüfen dann, ob wir Ihre Stellungnahme berücksichtigen müssen."
}

// endOf says the end of a period as it stands on receipts: the day, and 24 o'clock, which belongs to it.
func endOf(pv procedure.PeriodVersion) string { return page.LongDate(pv.LastDay) + ", 24\u00a0Uhr" }

// since says when something was saved: the time of day, and the day with it when that was not today.
func since(now, t time.Time) string {
	if period.DateAt(t) == period.DateAt(now) {
		return "um " + page.ClockTime(t)
	}
	return "am " + page.ShortDateTime(t)
}
