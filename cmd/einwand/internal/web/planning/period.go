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

// periodInput is what a planner decides about the next round.
type periodInput struct {
	kind         procedure.RoundKind
	first, last  period.Date
	versionLabel string
	versionDated period.Date
	topics       string // one per line
	cause        string
	scope        string   // what was changed
	circle       string   // who is affected
	discussion   string   // how the plan can be discussed
	law          string   // empty: that of the first day
	offered      []string // kinds of environmental information that the template offers
	after        string   // the latest round when the form was made, so that a form sent twice plans one round
}

// periodForm is the page on which a period is chosen.
type periodForm struct {
	desk
	view     procedure.View
	current  calculation // of the round that exists
	standing string      // what that round's state means for its period
	in       periodInput
	laws     []page.Option
	plans    bool // a round can be planned now
	posted   bool // the page comes back with what was typed
	earliest period.Date
	judged   bool // a first day was given: calc and guards hold
	calc     calculation
	guards   []page.Guard
	errors   page.FieldErrors
}

var periodFields = []labelled{{"erster", "Erster Tag"}, {"letzter", "Letzter Tag"}, {"art", "Beteiligung"}, {"grund", "Grund"}, {"aenderung", "Änderung"}, {"kreis", "Betroffene"},
	{"eroerterung", "Erörterung"}, {"recht", "Recht"}, {"fassung", "Planfassung"}, {"fassung_vom", "Stand der Fassung"}}

// roundErrors leads what the engine refuses of a round to the fields of the form.
func roundErrors(refused map[string]string) page.FieldErrors {
	fields := map[string]string{}
	names := map[string]string{"kind": "art", "cause": "grund", "scope": "aenderung", "circle": "kreis", "discussion": "eroerterung", "rule_set": "recht", "version_label": "fassung", "version_dated": "fassung_vom"}
	for name, text := range refused {
		if own, ok := names[name]; ok {
			name = own
		}
		fields[name] = text
	}
	return fieldErrors(periodFields, fields)
}

// PeriodForm computes the earliest lawful end from a first day. Without a script the first day is a form of its own.
func (p *Pages) PeriodForm(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	view, err := p.Procedures.Staff(r.Context(), v.Actor, v.Ref)
	if err != nil {
		return err
	}
	q := r.URL.Query()
	in := suggestedRound(view)
	if kind := procedure.RoundKind(q.Get("art")); slices.Contains(view.PublicRounds(), kind) {
		if kind != in.kind {
			in.circle, in.discussion = "", ""
		}
		in.kind, in.versionLabel = kind, versionLabels[kind]
	}
	in.first, in.last = day(q.Get("erster")), day(q.Get("letzter"))
	if err := p.offer(r.Context(), v, &in); err != nil {
		return err
	}
	f := newPeriodForm(r, v, view, in)
	if q.Has("erster") && in.first.IsZero() {
		f.errors = page.FieldErrors{noFirstDay}
	}
	return p.showPeriod(w, r, f, http.StatusOK)
}

// SetPeriod plans the round with its period.
func (p *Pages) SetPeriod(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	view, err := p.Procedures.Staff(r.Context(), v.Actor, v.Ref)
	if err != nil {
		return err
	}
	in := readPeriod(r)
	unfilled, err := p.offerAgain(r.Context(), v, &in)
	if err != nil {
		return err
	}
	f := newPeriodForm(r, v, view, in)
	f.posted = true
	if r.PostForm.Has("rechnen") || f.outdated(r) {
		return p.recompute(w, r, v, f)
	}
	if in.after != latestRound(view) {
		if view.Round != nil && view.Round.State == procedure.RoundPlanned && view.Round.Period.FirstDay == in.first {
			return seeOther(w, r, f.at(placeOverview)) // sent twice
		}
		return procedure.ErrWrongState
	}
	if f.errors = append(in.missing(), unfilled...); len(f.errors) > 0 {
		return p.showPeriod(w, r, f, http.StatusUnprocessableEntity)
	}
	_, err = p.Procedures.PlanRound(r.Context(), v.Actor, v.Ref, procedure.NewRound{Kind: in.kind, VersionLabel: in.versionLabel,
		VersionDated: in.versionDated, Topics: lines(in.topics), FirstDay: in.first, LastDay: in.last, Cause: in.cause,
		Scope: in.scope, Circle: in.circle, Discussion: in.discussion, RuleSet: in.law})
	var refusal *procedure.Refusal
	var invalid *procedure.Invalid
	switch {
	case err == nil:
		return seeOther(w, r, f.at(placeOverview))
	case errors.As(err, &refusal):
		f.errors = refused(refusal, "letzter", "grund")
	case errors.Is(err, period.ErrRuleSet):
		f.errors = page.FieldErrors{noRuleSet}
	case errors.As(err, &invalid):
		f.errors = roundErrors(invalid.Fields)
	default:
		return err
	}
	return p.showPeriod(w, r, f, http.StatusUnprocessableEntity)
}

// recompute asks the rule again with another first day or for another round. What was only proposed follows; what was
// typed stays.
func (p *Pages) recompute(w http.ResponseWriter, r *http.Request, v *visit.Visit, f periodForm) error {
	if f.in.last == day(r.PostFormValue("vorschlag")) {
		f.in.last = period.Date{}
	}
	if shown := procedure.RoundKind(r.PostFormValue("gezeigt")); f.in.kind != shown && f.in.versionLabel == versionLabels[shown] {
		f.in.versionLabel = versionLabels[f.in.kind]
	}
	if !slices.Contains(f.view.PublicRounds(), f.in.kind) {
		return procedure.ErrWrongState
	}
	if err := p.offer(r.Context(), v, &f.in); err != nil {
		return err
	}
	switch {
	case f.in.first.IsZero():
		f.errors = page.FieldErrors{noFirstDay}
	case !r.PostForm.Has("rechnen"):
		f.errors = page.FieldErrors{{ID: "erster", Label: "Erster Tag", Text: "Beteiligung oder erster Tag sind andere als in der Rechnung. Wir haben neu gerechnet. Bitte prüfen Sie den letzten Tag."}}
	default:
		return p.showPeriod(w, r, f, http.StatusOK)
	}
	return p.showPeriod(w, r, f, http.StatusUnprocessableEntity)
}

// outdated reports whether the page calculated for another first day or another round than the form names: nobody has
// seen yet which end the law has for them.
func (f periodForm) outdated(r *http.Request) bool {
	return r.PostForm.Has("gerechnet") && (r.PostFormValue("gerechnet") != dayValue(f.in.first) || r.PostFormValue("gezeigt") != string(f.in.kind))
}

var noFirstDay = page.FieldError{ID: "erster", Label: "Erster Tag", Text: "Bitte geben Sie den ersten Tag an."}

var noRuleSet = page.FieldError{ID: "erster", Label: "Erster Tag", Text: "Für diesen Tag kennen wir keinen Rechtsstand. Bitte prüfen Sie das Jahr."}

func readPeriod(r *http.Request) periodInput {
	return periodInput{kind: procedure.RoundKind(r.PostFormValue("art")), first: day(r.PostFormValue("erster")), last: day(r.PostFormValue("letzter")),
		versionLabel: typed(r, "fassung"), versionDated: day(r.PostFormValue("fassung_vom")),
		topics: withChosen(typed(r, "umwelt"), r.PostForm["umwelt_wahl"]), cause: typed(r, "grund"), scope: typed(r, "aenderung"), circle: typed(r, "kreis"),
		discussion: typed(r, "eroerterung"), law: r.PostFormValue("recht"), after: r.PostFormValue("nach")}
}

// missing lists the fields without which there is nothing to judge.
func (in periodInput) missing() page.FieldErrors {
	fields := map[string]string{}
	if in.first.IsZero() {
		fields["erster"] = "Bitte geben Sie den ersten Tag an."
	}
	if in.last.IsZero() {
		fields["letzter"] = "Bitte geben Sie den letzten Tag an."
	}
	if in.versionLabel == "" {
		fields["fassung"] = "Bitte nennen Sie, welche Fassung des Plans veröffentlicht wird."
	}
	if in.versionDated.IsZero() {
		fields["fassung_vom"] = "Bitte geben Sie den Stand der Fassung an, so wie er auf dem Plan steht."
	}
	return fieldErrors(periodFields, fields)
}

var versionLabels = map[procedure.RoundKind]string{
	procedure.EarlyRound: "Vorentwurf", procedure.PublicationRound: "Entwurf", procedure.RepeatedRound: "Geänderter Entwurf",
	procedure.AffectedPublicRound: "Entwurf", procedure.HearingRound: "Antrag"}

// suggestedRound is the round that usually comes next.
func suggestedRound(view procedure.View) periodInput {
	in := periodInput{kind: procedure.PublicationRound, after: latestRound(view)}
	switch r := view.Round; {
	case view.Regime == procedure.Hearing:
		in.kind = procedure.HearingRound
	case r == nil && view.Regime == procedure.Regular && !settledStep(view, procedure.StepEarlyPublic):
		in.kind = procedure.EarlyRound
	case r != nil && r.State == procedure.RoundPlanned:
		in.kind, in.topics, in.versionDated = r.Kind, strings.Join(r.Topics, "\n"), r.Version.Dated
		in.scope, in.circle, in.discussion, in.cause = r.Scope, r.Circle, r.Discussion, r.Period.Cause
	case r != nil && r.Kind != procedure.EarlyRound:
		in.kind = procedure.RepeatedRound
	}
	in.versionLabel = versionLabels[in.kind]
	return in
}

func latestRound(view procedure.View) string {
	if view.Round == nil {
		return ""
	}
	return view.Round.ID.String()
}

func newPeriodForm(r *http.Request, v *visit.Visit, view procedure.View, in periodInput) periodForm {
	f := periodForm{desk: newDesk(r, v, view, placePeriod, "Fristen", page.Crumb{Label: "Fristen"}), view: view, in: in, laws: lawOptions(view, v), plans: true}
	if view.Round == nil {
		return f
	}
	f.current = calculationOf(view.Round.Period)
	switch view.Round.State {
	case procedure.RoundPublished:
		f.plans = false
		f.standing = "Die Unterlagen sind veröffentlicht. Die Frist steht so in der Bekanntmachung und ändert sich nicht mehr."
	case procedure.RoundPlanned:
		f.standing = "Diese Frist ist für den Durchgang festgelegt, der in Vorbereitung ist."
	case procedure.RoundClosed:
		f.standing = "Dieser Durchgang ist abgeschlossen."
	}
	return f
}

// showPeriod judges the days as far as they are given, and shows the form.
func (p *Pages) showPeriod(w http.ResponseWriter, r *http.Request, f periodForm, status int) error {
	if f.plans && !f.in.first.IsZero() {
		if err := f.judge(); errors.Is(err, period.ErrRuleSet) {
			f.errors = append(f.errors[:0:0], noRuleSet)
		} else if err != nil {
			return err
		}
	}
	f.shell.Error = len(f.errors) > 0
	return page.Render(w, r, status, page.NoStore, periodPage(f))
}

// judge asks the rule for the earliest end, takes it as long as nothing else was chosen, and for what stands against it.
func (f *periodForm) judge() error {
	frist, err := f.view.Frist(f.in.kind, f.in.law, f.in.first, f.in.first)
	if err != nil {
		return err
	}
	if f.earliest = frist.Result.LastDay; f.in.last.IsZero() {
		f.in.last = frist.Result.LastDay
	}
	frist, err = f.view.Frist(f.in.kind, f.in.law, f.in.first, f.in.last)
	if err != nil {
		return err
	}
	f.judged, f.calc, f.guards = true, newCalculation(frist.Result.Reasons), guards(f.slug, placePeriod, frist.Guards)
	f.calc.chosen = page.ShortDate(f.in.last)
	return nil
}

// needsCause reports whether something stands against the days that a reason would answer.
func (f periodForm) needsCause() bool {
	for _, g := range f.guards {
		if g.Severity == page.GuardWarn {
			return true
		}
	}
	return f.in.cause != ""
}

func settledStep(view procedure.View, kind procedure.StepKind) bool {
	s := procedure.Latest(view.Steps, kind)
	return s == nil || s.Settled()
}

// roundOptions are the rounds of the public that the course of the procedure has.
func (f periodForm) roundOptions() []page.Option {
	var list []page.Option
	for _, kind := range f.view.PublicRounds() {
		list = append(list, page.Option{Value: string(kind), Label: rounds[kind]})
	}
	return list
}
