package procedure

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure/period"
)

// RoundKind is the kind of a participation of the public.
type RoundKind string

// The kinds of rounds and the rule that gives each its period.
const (
	EarlyRound       RoundKind = "early"       // § 3 Abs. 1 BauGB
	PublicationRound RoundKind = "publication" // § 3 Abs. 2 BauGB
	RepeatedRound    RoundKind = "repeated"    // § 4a Abs. 3 BauGB
)

// RoundState is how far the authority has brought a round. Whether the public can still be timely is not a state: it
// follows from the period and the time of receipt.
type RoundState string

// The states of a round.
const (
	RoundPlanned   RoundState = "planned"
	RoundPublished RoundState = "published"
	RoundClosed    RoundState = "closed"
)

var ruleOf = map[RoundKind]string{EarlyRound: "3(1)", PublicationRound: "3(2)", RepeatedRound: "4a(3)"}

var stepOf = map[RoundKind]StepKind{
	EarlyRound: StepEarlyPublic, PublicationRound: StepPublication, RepeatedRound: StepPublication}

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
	FirstDay     period.Date
	LastDay      period.Date
	Cause        string // why the period is longer or shorter than the rule
}

// Frist is a chosen period with what the law says about it.
type Frist struct {
	RuleSet string
	Result  period.Result // the earliest lawful last day, with the reasons
	Period  period.Period
	Guards  []Guard // what stands against the chosen days
}

// FristOf judges a chosen period of a round by the rule in force on its first day, at the municipality of the plan.
func FristOf(m Municipality, kind RoundKind, first, last period.Date) (Frist, error) {
	rules, err := period.RuleSetAt(first)
	if err != nil {
		return Frist{}, fmt.Errorf("period of %s: %w", kind, err)
	}
	rule, err := rules.Rule(ruleOf[kind])
	if err != nil {
		return Frist{}, fmt.Errorf("period of %s: %w", kind, err)
	}
	cal, err := m.calendar()
	if err != nil {
		return Frist{}, fmt.Errorf("period of %s: %w", kind, err)
	}
	f := Frist{RuleSet: rules.ID, Result: period.Compute(rule, first, cal), Period: period.Period{First: first, Last: last, Calendar: cal}}
	for _, w := range f.Period.Warnings(rule) {
		f.Guards = append(f.Guards, Guard{Severity: Severity(w.Severity), Fact: w.Text, Norm: w.Norm, Remedy: RemedyPeriod})
	}
	return f, nil
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
	return period.NewCalendar(land, extras, nil)
}

// PlanRound enters a round with the first version of its period. While a round of the kind is planned and not announced,
// it is planned anew: the same round, with its documents, and the next version of its period. A period below the minimum
// of the rule is refused (*Refusal); one longer than it needs a cause.
func (s *Service) PlanRound(ctx context.Context, actor identity.Actor, ref Ref, n NewRound) (uuid.UUID, error) {
	if !actor.Can(identity.ManageProcedures, ref.Authority) {
		return uuid.Nil, fmt.Errorf("plan round of %s: %w", ref.Slug, ErrForbidden)
	}
	ids, err := newIDs(3)
	if err != nil {
		return uuid.Nil, fmt.Errorf("plan round of %s: %w", ref.Slug, err)
	}
	err = s.tenancy.Write(ctx, ref.Authority, func(tx identity.Tx) error {
		p, err := lockProcedure(ctx, tx, ref.ID)
		if err != nil {
			return err
		}
		f, err := FristOf(p.Municipality, n.Kind, n.FirstDay, n.LastDay)
		if err != nil {
			return err
		}
		if stop := against(f.Guards, strings.TrimSpace(n.Cause)); len(stop) > 0 {
			return &Refusal{Transition: "plan round", Guards: stop}
		}
		planned, err := plannedRound(ctx, tx, ref.ID, n.Kind)
		if err != nil {
			return err
		}
		if planned != nil && planned.matches(n) {
			ids[1] = planned.ID // sent twice
			return nil
		}
		if err := insertPlanVersion(ctx, tx, PlanVersion{ID: ids[0], Plan: p.Plan.ID, Label: n.VersionLabel, Dated: n.VersionDated}); err != nil {
			return err
		}
		r := Round{ID: ids[1], Procedure: ref.ID, Version: PlanVersion{ID: ids[0]}, Kind: n.Kind, Rule: ruleOf[n.Kind],
			RuleSet: f.RuleSet, Topics: n.Topics}
		v := PeriodVersion{ID: ids[2], Version: 1, FirstDay: n.FirstDay, LastDay: n.LastDay, MinLastDay: f.Result.LastDay,
			ClosesAt: f.Period.ClosesAt(), Reasons: f.Result.Reasons, Cause: n.Cause}
		if planned != nil {
			ids[1], r.ID, v.Version = planned.ID, planned.ID, planned.Period.Version+1
			err = updatePlannedRound(ctx, tx, r)
		} else {
			err = insertRound(ctx, tx, r)
		}
		if err != nil {
			return err
		}
		if err := insertPeriodVersion(ctx, tx, actor, r.ID, v); err != nil {
			return err
		}
		return Record(ctx, tx, actor, ref.ID, Event{Kind: EventPeriod, Detail: n.FirstDay.String() + " bis " + n.LastDay.String(),
			Fields: []Field{{"round", r.ID.String()}, {"period", v.ID.String()}, {"first", n.FirstDay.String()},
				{"last", n.LastDay.String()}, {"closes", v.ClosesAt.Format(time.RFC3339)}, {"rules", r.RuleSet}}})
	})
	if err != nil {
		return uuid.Nil, fmt.Errorf("plan round of %s: %w", ref.Slug, err)
	}
	return ids[1], nil
}

// plannedRound is the round of the kind that is still being prepared, nil if there is none. Once it is announced, its
// period is what people were told, and planning it anew is refused.
func plannedRound(ctx context.Context, tx identity.Tx, procedure uuid.UUID, kind RoundKind) (*Round, error) {
	rounds, err := selectRounds(ctx, tx, procedure)
	if err != nil {
		return nil, err
	}
	for _, r := range rounds {
		if r.Kind != kind || r.State != RoundPlanned {
			continue
		}
		if err := lockPlannedRound(ctx, tx, procedure, r.ID); err != nil { // against an announcement at the same time
			return nil, err
		}
		a, err := selectAnnouncement(ctx, tx, r.ID)
		if err == nil && a != nil {
			err = &Refusal{Transition: "plan round", Guards: []Guard{{Severity: Block, Remedy: RemedyAnnouncement,
				Fact: "Dieser Durchgang ist schon bekannt gemacht (" + a.Medium + ", " + a.Issue + "). Seine Frist steht damit fest.", Norm: "§ 3 Abs. 2 S. 4 BauGB"}}}
		}
		return &r, err
	}
	return nil, nil
}

// matches reports whether the round is planned already as n says.
func (r Round) matches(n NewRound) bool {
	return r.Period.FirstDay == n.FirstDay && r.Period.LastDay == n.LastDay && r.Period.Cause == n.Cause &&
		r.Version.Label == n.VersionLabel && r.Version.Dated == n.VersionDated && slices.Equal(r.Topics, n.Topics)
}

// PublicationGuards lists what stands for and against the publication of a round at this moment.
func (s *Service) PublicationGuards(ctx context.Context, ref Ref, round uuid.UUID) ([]Guard, error) {
	var guards []Guard
	err := s.tenancy.Read(ctx, ref.Authority, func(tx identity.Tx) (err error) {
		guards, err = publicationGuards(ctx, tx, ref.ID, round)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("guards of round %s: %w", round, err)
	}
	return guards, nil
}

// Publish freezes the documents of a round and opens it: from the first day on they are public, and from now on they do
// not change. reason answers the warnings that stand against it and goes on record. Errors: *Refusal, ErrWrongState,
// ErrNotFound.
func (s *Service) Publish(ctx context.Context, actor identity.Actor, ref Ref, round uuid.UUID, reason string) error {
	if !actor.Can(identity.ManageProcedures, ref.Authority) {
		return fmt.Errorf("publish round %s: %w", round, ErrForbidden)
	}
	err := s.tenancy.Write(ctx, ref.Authority, func(tx identity.Tx) error {
		if _, err := lockProcedure(ctx, tx, ref.ID); err != nil {
			return err
		}
		// Held before anything is read of it: a document added meanwhile would be public and in no manifest.
		err := lockPlannedRound(ctx, tx, ref.ID, round)
		if errors.Is(err, ErrFrozen) {
			return fmt.Errorf("published already: %w", ErrWrongState)
		}
		if err != nil {
			return err
		}
		guards, err := publicationGuards(ctx, tx, ref.ID, round)
		if err != nil {
			return err
		}
		if stop := against(guards, strings.TrimSpace(reason)); len(stop) > 0 {
			return &Refusal{Transition: "publish", Guards: stop}
		}
		docs, err := selectDocuments(ctx, tx, round)
		if err != nil {
			return err
		}
		manifest := Manifest(docs)
		r, err := publishRound(ctx, tx, ref.ID, round, manifest)
		if err != nil {
			return err
		}
		if err := startStep(ctx, tx, ref.ID, stepOf[r.Kind], r.Period.FirstDay); err != nil {
			return err
		}
		if err := moveProcedure(ctx, tx, ref.ID, Participation, Initiated, Participation, Weighing); err != nil {
			return err
		}
		return Record(ctx, tx, actor, ref.ID, Event{Kind: EventPublished, Detail: reason, Fields: []Field{
			{"round", round.String()}, {"manifest", fmt.Sprintf("%x", manifest)}, {"documents", fmt.Sprint(len(docs))}}})
	})
	if err != nil {
		return fmt.Errorf("publish round %s: %w", round, err)
	}
	return nil
}

// CloseRound ends a round whose period has run out (§ 188 BGB: not before the last day is over) and begins the next step.
func (s *Service) CloseRound(ctx context.Context, actor identity.Actor, ref Ref, round uuid.UUID) error {
	if !actor.Can(identity.ManageProcedures, ref.Authority) {
		return fmt.Errorf("close round %s: %w", round, ErrForbidden)
	}
	err := s.tenancy.Write(ctx, ref.Authority, func(tx identity.Tx) error {
		if _, err := lockProcedure(ctx, tx, ref.ID); err != nil {
			return err
		}
		r, err := selectRound(ctx, tx, ref.ID, round)
		if err != nil {
			return err
		}
		if tx.Now.Before(r.Period.ClosesAt) {
			return &Refusal{Transition: "close round", Guards: []Guard{{Severity: Block, Remedy: RemedyWait,
				Fact: "Die Frist läuft noch bis zum Ablauf des " + german(period.DateAt(r.Period.ClosesAt.Add(-time.Second))) + ".", Norm: "§ 3 Abs. 2 BauGB, § 188 BGB"}}}
		}
		if err := closeRound(ctx, tx, ref.ID, round); err != nil {
			return err
		}
		if err := endStep(ctx, tx, ref.ID, stepOf[r.Kind], r.Period.LastDay); err != nil {
			return err
		}
		if r.Kind != EarlyRound {
			if err := startStep(ctx, tx, ref.ID, StepWeighing, r.Period.LastDay.AddDays(1)); err != nil {
				return err
			}
			if err := moveProcedure(ctx, tx, ref.ID, Weighing, Participation); err != nil {
				return err
			}
		}
		return Record(ctx, tx, actor, ref.ID, Event{Kind: EventClosed, Fields: []Field{{"round", round.String()}}})
	})
	if err != nil {
		return fmt.Errorf("close round %s: %w", round, err)
	}
	return nil
}
