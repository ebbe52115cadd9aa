package procedure

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure/period"
)

// RoundKind is the kind of a participation, of the public or of the public bodies.
type RoundKind string

// The kinds of rounds. § 4a Abs. 2 BauGB lets the two tracks run at the same time; each counts its own Durchgänge.
const (
	EarlyRound          RoundKind = "early"       // § 3 Abs. 1 BauGB
	PublicationRound    RoundKind = "publication" // § 3 Abs. 2 BauGB
	RepeatedRound       RoundKind = "repeated"    // § 4a Abs. 3 BauGB
	AffectedPublicRound RoundKind = "affected"    // § 13 Abs. 2 S. 1 Nr. 2, § 4a Abs. 3 S. 4 BauGB
	HearingRound        RoundKind = "hearing"     // § 36a Abs. 2 BauGB

	EarlyBodiesRound    RoundKind = "early_bodies"    // § 4 Abs. 1 BauGB
	BodiesRound         RoundKind = "bodies"          // § 4 Abs. 2 BauGB
	RepeatedBodiesRound RoundKind = "bodies_repeated" // § 4a Abs. 3 BauGB
	BodiesSimplified    RoundKind = "bodies_affected" // § 13 Abs. 2 S. 1 Nr. 3 BauGB
)

// RoundKinds lists all kinds of rounds.
var RoundKinds = []RoundKind{EarlyRound, PublicationRound, RepeatedRound, AffectedPublicRound, HearingRound, EarlyBodiesRound, BodiesRound, RepeatedBodiesRound, BodiesSimplified}

// Track is who is asked.
type Track string

// The tracks.
const (
	PublicTrack Track = "public"
	BodiesTrack Track = "bodies"
)

// roundRule is what the law says of a kind of round: the step it belongs to, the row of the table that begins it, and the
// rule that gives it its period.
type roundRule struct {
	step   StepKind
	row    TransitionID
	formal bool // its statements are weighed under § 3 Abs. 2 S. 6 or § 4 Abs. 2 BauGB
	rule   func(Course) string
}

func always(rule string) func(Course) string { return func(Course) string { return rule } }

var roundRules = map[RoundKind]roundRule{
	EarlyRound: {StepEarlyPublic, "T2", false, always("3(1)")},
	PublicationRound: {StepPublication, "T6", true, func(c Course) string {
		switch c.Regime {
		case Simplified:
			return "13/3(2)"
		case Accelerated, Outskirts:
			return "13a/3(2)"
		}
		return "3(2)"
	}},
	RepeatedRound: {StepPublication, "T6", true, always("4a(3)")},
	AffectedPublicRound: {StepPublication, "T6a", true, func(c Course) string {
		switch c.Regime {
		case Bylaw:
			return "34(4)/13"
		case Regular:
			return "4a(3)"
		}
		return "13(2)2"
	}},
	HearingRound: {StepHearing, "T6h", true, always("36a(2)")},

	EarlyBodiesRound:    {StepEarlyBodies, "T3", false, always("4(1)")},
	BodiesRound:         {StepBodies, "T7", true, always("4(2)")},
	RepeatedBodiesRound: {StepBodies, "T7", true, always("4a(3)/4(2)")},
	BodiesSimplified:    {StepBodies, "T7", true, always("13(2)3")},
}

// Formal reports whether the statements of a round are examined under § 3 Abs. 2 S. 6 or § 4 Abs. 2 BauGB.
func (k RoundKind) Formal() bool { return roundRules[k].formal }

// Step is the step that a round belongs to.
func (k RoundKind) Step() StepKind { return roundRules[k].step }

// ForBodies reports whether the public bodies are asked, and not the public.
func (k RoundKind) ForBodies() bool { return k.Track() == BodiesTrack }

// Track is who is asked.
func (k RoundKind) Track() Track {
	switch k {
	case EarlyBodiesRound, BodiesRound, RepeatedBodiesRound, BodiesSimplified:
		return BodiesTrack
	}
	return PublicTrack
}

// BeginsWeighing reports whether the weighing begins when the round is over.
func (k RoundKind) BeginsWeighing() bool { return k.Formal() && k.Track() == PublicTrack }

// RoundState is how far the authority has brought a round. Whether the public can still be timely is not a state: it
// follows from the period and the time of receipt.
type RoundState string

// The states of a round.
const (
	RoundPlanned   RoundState = "planned"
	RoundPublished RoundState = "published"
	RoundClosed    RoundState = "closed"
	RoundDropped   RoundState = "dropped" // given up before it was published; it stays for the record alone
)

// Round is one Durchgang with the period that holds now.
type Round struct {
	ID          uuid.UUID
	Procedure   uuid.UUID
	Version     PlanVersion
	Kind        RoundKind
	Durchgang   int
	Rule        string
	RuleSet     string
	Topics      []string // kinds of environmental information
	Scope       string   // what was changed, of a repeated round
	Circle      string   // who is asked when not everybody is, in words without names
	Discussion  string   // how an early participation lets people discuss
	CrossBorder bool     // the neighbouring state takes part (§ 4a Abs. 4 BauGB)
	State       RoundState
	Manifest    []byte // hash of the list of documents, once published
	PublishedAt *time.Time
	ClosedAt    *time.Time
	Period      PeriodVersion
}

// PeriodVersion is a Frist with everything that a receipt and a court need to compute timeliness again.
type PeriodVersion struct {
	ID         uuid.UUID
	Version    int
	FirstDay   period.Date
	LastDay    period.Date
	MinLastDay period.Date
	ClosesAt   time.Time // first instant that is late
	Reasons    []period.Reason
	Cause      string
	DecidedAt  time.Time
}

// closesWith is the day with whose end the period is over; the last day, or the next Werktag (§ 193 BGB).
func (p PeriodVersion) closesWith() period.Date { return period.DateAt(p.ClosesAt.Add(-time.Second)) }

// Opens is the instant at which the first day begins in Germany.
func (p PeriodVersion) Opens() time.Time { return p.FirstDay.StartOfDay() }

// Timely reports whether a statement received at that instant is within the period. What comes before the first day is
// timely as well: the law knows no statement that is too early.
func (p PeriodVersion) Timely(received time.Time) bool { return received.Before(p.ClosesAt) }

// Phase is where a published round stands at an instant.
type Phase string

// The phases of a round.
const (
	PhaseBefore  Phase = "before"
	PhaseOpen    Phase = "open"
	PhaseLastDay Phase = "last_day"
	PhaseAfter   Phase = "after"
)

// PhaseAt tells where the period stands at an instant.
func (p PeriodVersion) PhaseAt(now time.Time) Phase {
	switch {
	case now.Before(p.Opens()):
		return PhaseBefore
	case !p.Timely(now):
		return PhaseAfter
	case !now.Before(p.LastDay.StartOfDay()):
		return PhaseLastDay
	}
	return PhaseOpen
}

// NewRound is what a planner decides about a round.
type NewRound struct {
	Kind         RoundKind
	VersionLabel string // "Entwurf"
	VersionDated period.Date
	Topics       []string
	Scope        string
	Circle       string
	Discussion   string
	CrossBorder  bool
	RuleSet      string // empty: that of the first day; or that of the beginning of the procedure (§ 233 Abs. 1 BauGB)
	FirstDay     period.Date
	LastDay      period.Date
	Cause        string // why the period is longer or shorter than the rule
}

// Frist is a chosen period with what the law says about it.
type Frist struct {
	RuleSet string
	Rule    string
	Result  period.Result // the earliest lawful last day, with the reasons
	Period  period.Period
	Guards  []Guard // what stands against the chosen days
}

// FristOf judges a chosen period of a round by the rule set and the course of the procedure, at the municipality of the plan.
func FristOf(m Municipality, c Course, kind RoundKind, ruleSet string, first, last period.Date) (Frist, error) {
	rules, err := period.RuleSetByID(ruleSet)
	if err != nil {
		return Frist{}, fmt.Errorf("period of %s: %w", kind, err)
	}
	key := kind.rule(c)
	rule, err := rules.Rule(key)
	if err != nil {
		return Frist{}, fmt.Errorf("period of %s: %w", kind, err)
	}
	if first.Before(rule.Since) {
		return Frist{}, &Invalid{Fields: map[string]string{"kind": fmt.Sprintf("Diese Beteiligung gibt es erst seit dem %s (%s).", german(rule.Since), rule.Norm)}}
	}
	cal, err := m.calendar()
	if err != nil {
		return Frist{}, fmt.Errorf("period of %s: %w", kind, err)
	}
	f := Frist{RuleSet: rules.ID, Rule: key, Result: period.Compute(rule, first, cal), Period: period.Period{First: first, Last: last, Calendar: cal}}
	row := string(roundRules[kind].row)
	for _, w := range f.Period.Warnings(rule) {
		f.Guards = append(f.Guards, Guard{ID: row + ".period." + string(w.Kind), Severity: Severity(w.Severity), Fact: w.Text, Norm: w.Norm, Remedy: RemedyPeriod})
	}
	return f, nil
}

func (k RoundKind) rule(c Course) string {
	r, ok := roundRules[k]
	if !ok {
		return ""
	}
	return r.rule(c)
}

func (m Municipality) calendar() (period.Calendar, error) {
	land, err := period.ParseLand(m.Land)
	if err != nil {
		return period.Calendar{}, fmt.Errorf("calendar of %s: %w", m.Name, err)
	}
	extras := make([]period.Extra, len(m.ExtraHolidays))
	for i, name := range m.ExtraHolidays {
		if extras[i], err = period.ParseExtra(name); err != nil {
			return period.Calendar{}, fmt.Errorf("calendar of %s: %w", m.Name, err)
		}
	}
	return period.NewCalendar(land, extras, m.Locals)
}

// PlanRound enters a round with the first version of its period. While a round of the kind is planned and not announced,
// it is planned anew: the same round, with its documents, and the next version of its period. A period below the minimum
// of the rule is refused (*Refusal); one longer than it needs a cause.
func (s *Service) PlanRound(ctx context.Context, actor identity.Actor, ref Ref, n NewRound) (uuid.UUID, error) {
	if !actor.Can(identity.ManageProcedures, ref.Object()) {
		return uuid.Nil, fmt.Errorf("plan round of %s: %w", ref.Slug, ErrForbidden)
	}
	var id uuid.UUID
	err := s.tenancy.Write(ctx, ref.Authority, func(tx identity.Tx) (err error) {
		f, err := s.lockFacts(ctx, tx, ref.ID, nil)
		if err != nil {
			return err
		}
		id, err = planRound(ctx, tx, actor, f, n)
		return err
	})
	if err != nil {
		return uuid.Nil, fmt.Errorf("plan round of %s: %w", ref.Slug, err)
	}
	return id, nil
}

func planRound(ctx context.Context, tx identity.Tx, actor identity.Actor, f Facts, n NewRound) (uuid.UUID, error) {
	if err := n.check(f); err != nil {
		return uuid.Nil, err
	}
	if g, stop := f.needsChange(n.Kind); stop {
		return uuid.Nil, &Refusal{Transition: "plan round", Guards: []Guard{g}}
	}
	ruleSet, err := bindingLaw(n.RuleSet, f.initiatedOn(), n.FirstDay)
	if err != nil {
		return uuid.Nil, err
	}
	frist, err := FristOf(f.Procedure.Municipality, f.Course, n.Kind, ruleSet, n.FirstDay, n.LastDay)
	if err != nil {
		return uuid.Nil, err
	}
	if stop := against(frist.Guards, strings.TrimSpace(n.Cause)); len(stop) > 0 {
		return uuid.Nil, &Refusal{Transition: "plan round", Guards: stop}
	}
	planned, err := plannedRound(ctx, tx, f, n.Kind)
	if err != nil {
		return uuid.Nil, err
	}
	if planned != nil && planned.matches(n) {
		return planned.ID, nil // sent twice
	}
	return enterRound(ctx, tx, actor, f, n, frist, planned)
}

// needsChange: a formal participation that is over is repeated after a change of the draft, or because it went wrong; what
// it is, T10 puts on record (§ 4a Abs. 3 BauGB). An early one can be repeated at will.
func (f Facts) needsChange(kind RoundKind) (Guard, bool) {
	return Guard{ID: string(roundRules[kind].row) + ".again", Severity: Block, Norm: "§ 4a Abs. 3 BauGB", Remedy: RemedyChange,
			Fact: "Diese Beteiligung ist abgeschlossen. Halten Sie zuerst fest, was am Entwurf geändert wird oder warum sie wiederholt wird."},
		kind.Formal() && f.step(kind.Step()).Settled()
}

// enterRound writes the round, or the planned one anew, with the next version of its period.
func enterRound(ctx context.Context, tx identity.Tx, actor identity.Actor, f Facts, n NewRound, frist Frist, planned *Round) (uuid.UUID, error) {
	ids, err := newIDs(3)
	if err != nil {
		return uuid.Nil, err
	}
	if err := insertPlanVersion(ctx, tx, PlanVersion{ID: ids[0], Plan: f.Procedure.Plan.ID, Label: n.VersionLabel, Dated: n.VersionDated}); err != nil {
		return uuid.Nil, err
	}
	r := Round{ID: ids[1], Procedure: f.Procedure.ID, Version: PlanVersion{ID: ids[0]}, Kind: n.Kind, Rule: frist.Rule, RuleSet: frist.RuleSet,
		Topics: n.Topics, Scope: n.Scope, Circle: n.Circle, Discussion: n.Discussion, CrossBorder: n.CrossBorder}
	v := PeriodVersion{ID: ids[2], Version: 1, FirstDay: n.FirstDay, LastDay: n.LastDay, MinLastDay: frist.Result.LastDay,
		ClosesAt: frist.Period.ClosesAt(), Reasons: frist.Result.Reasons, Cause: n.Cause}
	if planned == nil {
		err = insertRound(ctx, tx, r)
	} else {
		r.ID, v.Version = planned.ID, planned.Period.Version+1
		err = updatePlannedRound(ctx, tx, r)
	}
	if err != nil {
		return uuid.Nil, err
	}
	if err := insertPeriodVersion(ctx, tx, actor, r.ID, v); err != nil {
		return uuid.Nil, err
	}
	if err := project(ctx, tx, f.Procedure.ID); err != nil {
		return uuid.Nil, err
	}
	return r.ID, Record(ctx, tx, actor, f.Procedure.ID, Event{Kind: EventPeriod, Detail: n.FirstDay.String() + " bis " + n.LastDay.String(),
		Fields: append([]Field{{"round", r.ID.String()}}, v.fields(r.RuleSet)...)})
}

// fields are what the register holds of a period.
func (p PeriodVersion) fields(ruleSet string) []Field {
	return []Field{{"period", p.ID.String()}, {"first", p.FirstDay.String()}, {"last", p.LastDay.String()},
		{"closes", p.ClosesAt.Format(time.RFC3339)}, {"rules", ruleSet}}
}

// check refuses a round that the course of the procedure does not have, and texts that cannot be kept.
func (n NewRound) check(f Facts) error {
	var inv Invalid
	rule, ok := roundRules[n.Kind]
	if !ok || !f.Course.hasStep(rule.step) {
		inv.add("kind", "Diese Beteiligung gibt es in diesem Verfahren nicht.")
	}
	if ok && !f.offers(n.Kind) {
		inv.add("kind", unoffered[n.Kind])
	}
	if n.VersionDated.After(n.FirstDay) {
		inv.add("version_dated", "Der Stand der Fassung liegt nach dem ersten Tag der Beteiligung.")
	}
	for field, text := range map[string]string{"scope": n.Scope, "circle": n.Circle, "discussion": n.Discussion, "cause": n.Cause,
		"version_label": n.VersionLabel, "topics": strings.Join(n.Topics, "")} {
		if !storable(text) {
			inv.add(field, notStorable)
		}
	}
	return inv.orNil()
}

// plannedRound is the round of the kind that is still being prepared, nil if there is none. Once it is announced, its
// period is what people were told, and planning it anew is refused.
func plannedRound(ctx context.Context, tx identity.Tx, f Facts, kind RoundKind) (*Round, error) {
	for _, r := range f.Rounds {
		if r.Kind != kind || r.State != RoundPlanned {
			continue
		}
		if a := notice(r.Announcements, NoticePublication); a != nil {
			return nil, &Refusal{Transition: "plan round", Guards: []Guard{{ID: "T5.announced", Severity: Block, Remedy: RemedyAnnouncement, Norm: f.Law.NoticeNorm,
				Fact: "Dieser Durchgang ist schon bekannt gemacht (" + a.Medium + ", " + a.Issue + "). Seine Frist steht damit fest."}}}
		}
		return &r.Round, lockPlannedRound(ctx, tx, f.Procedure.ID, r.ID)
	}
	return nil, nil
}

// matches reports whether the round is planned already as n says.
func (r Round) matches(n NewRound) bool {
	return r.Period.FirstDay == n.FirstDay && r.Period.LastDay == n.LastDay && r.Period.Cause == n.Cause &&
		r.Version.Label == n.VersionLabel && r.Version.Dated == n.VersionDated && slices.Equal(r.Topics, n.Topics) &&
		r.Scope == n.Scope && r.Circle == n.Circle && r.Discussion == n.Discussion && r.CrossBorder == n.CrossBorder
}
