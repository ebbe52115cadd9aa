package planning

import (
	"errors"
	"net/http"
	"slices"
	"strings"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/period"
)

// bodiesPeriod is the form in which a round of the bodies gets its period.
type bodiesPeriod struct {
	desk
	view   procedure.View
	kinds  []procedure.RoundKind
	in     periodInput
	judged bool
	frist  procedure.Frist // from the day of receipt, or from today while none is chosen; zero where no law is known
	calc   calculation
	guards []page.Guard
	public *procedure.Round // on the same draft, whose end is proposed when it is later
	errors page.FieldErrors
}

// BodiesPeriodForm computes the last day from the day of receipt, and proposes the end of the public's period where that is
// later: one day for both is what nobody mistakes.
func (p *Pages) BodiesPeriodForm(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	view, err := p.Procedures.Staff(r.Context(), v.Actor, v.Ref)
	if err != nil {
		return err
	}
	q := r.URL.Query()
	f := newBodiesPeriod(r, v, view, suggestedBodiesRound(view, procedure.RoundKind(q.Get("art"))))
	if q.Has("erster") {
		f.in.first, f.in.last, f.in.cause = day(q.Get("erster")), day(q.Get("letzter")), ""
		if f.in.first.IsZero() {
			f.errors = page.FieldErrors{{ID: "erster", Label: "Zugang", Text: "Bitte geben Sie an, an welchem Tag die Schreiben ankommen."}}
		}
	}
	return showBodiesPeriod(w, r, f, http.StatusOK)
}

// SetBodiesPeriod plans the round.
func (p *Pages) SetBodiesPeriod(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	view, err := p.Procedures.Staff(r.Context(), v.Actor, v.Ref)
	if err != nil {
		return err
	}
	in := readPeriod(r)
	f := newBodiesPeriod(r, v, view, in)
	if f.errors = in.missing(); len(f.errors) > 0 {
		return showBodiesPeriod(w, r, f, http.StatusUnprocessableEntity)
	}
	_, err = p.Procedures.PlanRound(r.Context(), v.Actor, v.Ref, procedure.NewRound{Kind: in.kind, VersionLabel: in.versionLabel, VersionDated: in.versionDated,
		FirstDay: in.first, LastDay: in.last, Cause: in.cause, Scope: in.scope})
	var refusal *procedure.Refusal
	var invalid *procedure.Invalid
	switch {
	case err == nil:
		return seeOther(w, r, f.at(placeBodies))
	case errors.As(err, &refusal):
		f.errors = refused(refusal, "letzter", "grund")
	case errors.Is(err, period.ErrRuleSet):
		f.errors = page.FieldErrors{noRuleSet}
	case errors.As(err, &invalid):
		f.errors = roundErrors(invalid.Fields)
	default:
		return err
	}
	return showBodiesPeriod(w, r, f, http.StatusUnprocessableEntity)
}

var bodiesVersions = map[procedure.RoundKind]string{procedure.EarlyBodiesRound: "Vorentwurf", procedure.BodiesRound: "Entwurf",
	procedure.RepeatedBodiesRound: "Geänderter Entwurf", procedure.BodiesSimplified: "Entwurf"}

// suggestedBodiesRound is a round of the kind that somebody wants, else the one that is being prepared, or that usually
// comes next.
func suggestedBodiesRound(view procedure.View, wanted procedure.RoundKind) periodInput {
	in := periodInput{kind: procedure.BodiesRound}
	list, latest := bodiesRounds(view, "")
	switch {
	case slices.Contains(view.BodiesRounds(), wanted):
		in.kind = wanted
	case latest != nil && latest.State == procedure.RoundPlanned:
		in.kind, in.first, in.last, in.cause, in.scope = latest.Kind, latest.Period.FirstDay, latest.Period.LastDay, latest.Period.Cause, latest.Scope
		in.versionLabel, in.versionDated = latest.Version.Label, latest.Version.Dated
		return in
	case view.Regime == procedure.Regular && !settledStep(view, procedure.StepEarlyBodies):
		in.kind = procedure.EarlyBodiesRound
	case slices.ContainsFunc(list, func(r procedure.Round) bool { return r.Kind.Formal() }):
		in.kind = procedure.RepeatedBodiesRound
	}
	if r := view.Round; r != nil && r.Kind.Formal() == in.kind.Formal() {
		in.versionDated = r.Version.Dated
		in.scope = r.Scope
	}
	in.versionLabel = bodiesVersions[in.kind]
	return in
}

func newBodiesPeriod(r *http.Request, v *visit.Visit, view procedure.View, in periodInput) bodiesPeriod {
	f := bodiesPeriod{view: view, in: in, kinds: view.BodiesRounds(),
		desk: newDesk(r, v, view, placeBodies, "Frist der Behörden", page.Crumb{Label: "Behörden", URL: at(view.Slug, placeBodies)}, page.Crumb{Label: "Frist"})}
	if !slices.Contains(f.kinds, in.kind) && len(f.kinds) > 0 {
		f.in.kind = f.kinds[0]
	}
	today := period.DateAt(v.Now)
	if frist, err := view.Frist(f.in.kind, "", today, today); err == nil { // without it the page says less; judge asks for the chosen day
		f.frist = frist
	}
	return f
}

func showBodiesPeriod(w http.ResponseWriter, r *http.Request, f bodiesPeriod, status int) error {
	if p := f.view.Round; p != nil && p.State != procedure.RoundClosed && p.Kind.Formal() == f.in.kind.Formal() {
		f.public = p
	}
	if !f.in.first.IsZero() {
		if err := f.judge(); errors.Is(err, period.ErrRuleSet) {
			f.errors = page.FieldErrors{noRuleSet}
		} else if err != nil {
			return err
		}
	}
	f.shell.Error = len(f.errors) > 0
	return page.Render(w, r, status, page.NoStore, bodiesPeriodPage(f))
}

// judge asks the rule for the last day from the day of receipt, and proposes the later of it and the public's.
func (f *bodiesPeriod) judge() error {
	frist, err := f.view.Frist(f.in.kind, "", f.in.first, f.in.first)
	if err != nil {
		return err
	}
	if f.in.last.IsZero() {
		f.in.last = frist.Result.LastDay
		if f.public != nil && f.public.Period.LastDay.After(f.in.last) {
			f.in.last = f.public.Period.LastDay
			f.in.cause = firstOf(f.in.cause, "Bis zu diesem Tag läuft auch die Beteiligung der Öffentlichkeit.")
		}
	}
	if frist, err = f.view.Frist(f.in.kind, "", f.in.first, f.in.last); err != nil {
		return err
	}
	f.frist = frist
	f.judged, f.calc, f.guards = true, newCalculation(frist.Result.Reasons), guards(f.slug, placeBodies, frist.Guards)
	f.calc.chosen = page.ShortDate(f.in.last)
	return nil
}

// lead says how long the law makes the period of the chosen round.
func (f bodiesPeriod) lead() string {
	const counting = " Der Tag, an dem das Schreiben ankommt, zählt nicht mit; bei gleichem Beginn endet die Frist deshalb einen Tag später als die der Öffentlichkeit."
	rule := f.frist.Result.Rule
	if law, err := procedure.LawOf(f.frist.RuleSet); err == nil && rule.Months > 0 {
		return "Die Behörden haben einen Monat, mindestens 30 Tage (" + law.BodiesNorm + ")." + counting
	}
	return strings.TrimSpace(remark(rule) + counting)
}

// groundHint says when the period needs a reason.
func (f bodiesPeriod) groundHint() string {
	rule := f.frist.Result.Rule
	if rule.Ground.Norm != "" {
		return "Nötig, wenn die Frist länger ist als im Gesetz (" + rule.Ground.Norm + ": wichtiger Grund)."
	}
	return remark(rule)
}

func remark(r period.Rule) string {
	if r.Remark.Text == "" {
		return ""
	}
	return r.Remark.Text + " (" + r.Remark.Norm + ")."
}

func (f bodiesPeriod) kindOptions() []page.Option {
	var list []page.Option
	for _, kind := range f.kinds {
		list = append(list, page.Option{Value: string(kind), Label: rounds[kind]})
	}
	return list
}
