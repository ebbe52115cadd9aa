package procedure

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
)

// Option is a transition as it stands now: what it needs, and what it asks.
type Option struct {
	Transition
	Fields  []Asked
	Guards  []Guard // that can be answered before somebody fills the form in
	Round   *Round  // that it would be about
	Repeats bool    // the step is settled: this would do it once more
}

// Worst is the gravest severity among the guards.
func (o Option) Worst() Severity {
	worst := Satisfied
	rank := map[Severity]int{Satisfied: 0, Note: 0, Warning: 1, Block: 2}
	for _, g := range o.Guards {
		if rank[g.Severity] > rank[worst] {
			worst = g.Severity
		}
	}
	return worst
}

// Due reports whether nothing has to come before it: its order is right, and what is missing is missing in itself.
func (o Option) Due() bool {
	for _, g := range o.Guards {
		if g.Remedy == RemedySteps && g.Severity == Block {
			return false
		}
	}
	return true
}

// Options lists the transitions that the table knows from where the procedure stands, with what each still needs.
func (s *Service) Options(ctx context.Context, actor identity.Actor, ref Ref) ([]Option, error) {
	if !actor.Can(identity.ReadProcedures, ref.Object()) {
		return nil, fmt.Errorf("options of %s: %w", ref.Slug, ErrForbidden)
	}
	var list []Option
	err := s.tenancy.Read(ctx, ref.Authority, func(tx identity.Tx) error {
		f, err := s.loadFacts(ctx, tx, ref.ID, nil)
		if err != nil {
			return err
		}
		list, err = optionsOf(f)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("options of %s: %w", ref.Slug, err)
	}
	return list, nil
}

// Option is one transition of a procedure, for its form. ErrNoTransition when it is not possible from here.
func (s *Service) Option(ctx context.Context, actor identity.Actor, ref Ref, id TransitionID) (Option, error) {
	list, err := s.Options(ctx, actor, ref)
	if err != nil {
		return Option{}, err
	}
	for _, o := range list {
		if o.ID == id {
			return o, nil
		}
	}
	return Option{}, fmt.Errorf("option %s of %s: %w", id, ref.Slug, ErrNoTransition)
}

// optionsOf is pure: the same facts give the same options.
func optionsOf(f Facts) ([]Option, error) {
	var list []Option
	for _, t := range transitions {
		for _, r := range f.roundsOf(t) {
			at := f
			at.Round = r
			if !t.possible(at) || r == nil && at.underWay(t) {
				continue
			}
			if err := at.bind(t, ""); err != nil {
				return nil, fmt.Errorf("law of %s: %w", t.ID, err)
			}
			o := Option{Transition: t, Fields: t.asks(at), Guards: judgeAll(t.conditions(at), at, false)}
			if r != nil {
				o.Round = &r.Round
			}
			o.Repeats = t.Step != "" && f.settled(t.Step)
			list = append(list, o)
		}
	}
	return list, nil
}

// underWay reports whether a round that the transition would begin is out already.
func (f Facts) underWay(t Transition) bool {
	if t.Place != PlacePublic && t.Place != PlaceBodies {
		return false
	}
	for _, r := range f.Rounds {
		if r.State != RoundClosed && r.Kind.Step() == t.Step && (r.Kind.Track() == BodiesTrack) == (t.Place == PlaceBodies) {
			return true
		}
	}
	return false
}

// roundsOf are the rounds that a transition could be about: those of its track and kind that are in the state for it, or
// none, for a transition that begins one or needs none.
func (f Facts) roundsOf(t Transition) []*RoundFacts {
	var list []*RoundFacts
	for i := range f.Rounds {
		r, fits := &f.Rounds[i], false
		switch t.Place {
		case PlacePublic, PlaceBodies:
			fits = r.State == RoundPlanned && roundRules[r.Kind].row == t.ID
		case PlaceAnnouncement:
			fits = r.State == RoundPlanned && !r.Kind.ForBodies()
		case PlaceClose, PlaceExtension:
			fits = r.State == RoundPublished
		case PlaceForm:
			fits = r.State == RoundPlanned && !r.Kind.ForBodies() && (t.ID == "T4" && r.Kind.Formal() || t.ID == "T5w")
		}
		if fits {
			list = append(list, r)
		}
	}
	if len(list) == 0 {
		return []*RoundFacts{nil}
	}
	return list
}

// withRound points the facts at a round; nil keeps them as they are. ErrNotFound for a round of another procedure.
func (f *Facts) withRound(id *uuid.UUID) error {
	if id == nil {
		return nil
	}
	for i := range f.Rounds {
		if f.Rounds[i].ID == *id {
			f.Round = &f.Rounds[i]
			return nil
		}
	}
	return ErrNotFound
}

// PublicationGuards lists what stands for and against the publication of a round at this moment. ErrNotFound.
func (s *Service) PublicationGuards(ctx context.Context, ref Ref, round uuid.UUID) ([]Guard, error) {
	var guards []Guard
	err := s.tenancy.Read(ctx, ref.Authority, func(tx identity.Tx) error {
		f, err := s.loadFacts(ctx, tx, ref.ID, &round)
		if err != nil {
			return err
		}
		t, _ := transitionOf(roundRules[f.Round.Kind].row)
		if err := f.bind(t, ""); err != nil {
			return err
		}
		guards = judgeAll(t.conditions(f), f, false)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("guards of round %s: %w", round, err)
	}
	return guards, nil
}
