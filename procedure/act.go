package procedure

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure/period"
)

// Move is a transition that somebody wants to perform.
type Move struct {
	Transition TransitionID
	Round      *uuid.UUID // that it is about; nil: the latest one that fits
	Answers    Answers
	Reason     string // answers the warnings that stand against it, and goes on record
	RuleSet    string // empty: the law in force on its day; or that of the beginning (§ 233 Abs. 1 BauGB)
}

// PastAct is a transition that was performed, as it stands on record.
type PastAct struct {
	ID         uuid.UUID
	Transition TransitionID
	Step       StepKind
	Cycle      int
	Round      *uuid.UUID
	On         period.Date
	RuleSet    string
	From, To   State
	Answers    Answers
	Warnings   []Guard // that the reason answers
	Reason     string
	RecordedAt time.Time
	RecordedBy string // name of the person of the staff; empty: the operator
	LogIndex   int64

	salt, hash []byte
}

// Title is what was done, as on the button.
func (a PastAct) Title() string {
	t, _ := transitionOf(a.Transition)
	return t.Title
}

// ErrNoTransition says that the table has no such row, or not for this kind of procedure, or not in this state.
var ErrNoTransition = errors.New("procedure: no such transition from here")

// Perform does what a row of the table says, if the law lets the authority do it now. Rows with a place of their own (a
// round, an announcement, a table, a decision) have their own methods. Errors: *Refusal with every guard that stands
// against it, *Invalid for answers that cannot be taken, ErrNoTransition, ErrForbidden, ErrNotFound.
func (s *Service) Perform(ctx context.Context, actor identity.Actor, ref Ref, m Move) (PastAct, error) {
	if !actor.Can(identity.ManageProcedures, ref.Object()) {
		return PastAct{}, fmt.Errorf("perform %s of %s: %w", m.Transition, ref.Slug, ErrForbidden)
	}
	var done PastAct
	err := s.tenancy.Write(ctx, ref.Authority, func(tx identity.Tx) error {
		t, ok := transitionOf(m.Transition)
		if !ok || t.Place != PlaceForm {
			return ErrNoTransition
		}
		f, err := s.lockFacts(ctx, tx, ref.ID, m.Round)
		if err != nil {
			return err
		}
		if fitting := f.roundsOf(t); m.Round == nil {
			f.Round = fitting[len(fitting)-1]
		}
		done, err = perform(ctx, tx, actor, t, &f, m)
		return err
	})
	if err != nil {
		return PastAct{}, fmt.Errorf("perform %s of %s: %w", m.Transition, ref.Slug, err)
	}
	return done, nil
}

// lockFacts holds the procedure until the transaction ends and reads its facts.
func (s *Service) lockFacts(ctx context.Context, tx identity.Tx, id uuid.UUID, round *uuid.UUID) (Facts, error) {
	if _, err := lockProcedure(ctx, tx, id); err != nil {
		return Facts{}, err
	}
	return s.loadFacts(ctx, tx, id, round)
}

// perform judges a transition and carries it out: steps, state, the act on record and its entry in the register.
func perform(ctx context.Context, tx identity.Tx, actor identity.Actor, t Transition, f *Facts, m Move) (PastAct, error) {
	a, err := prepare(ctx, tx, t, f, m)
	if err != nil {
		return PastAct{}, err
	}
	return recordAct(ctx, tx, actor, f.Procedure.ID, a, Event{Kind: EventAct, Detail: t.Title})
}

// prepare judges a transition and changes steps and state. What a caller changes besides comes before recordAct, which
// takes the lock of the register.
func prepare(ctx context.Context, tx identity.Tx, t Transition, f *Facts, m Move) (PastAct, error) {
	m.Reason = strings.TrimSpace(m.Reason)
	guards, err := judgeMove(t, f, m)
	if err != nil {
		return PastAct{}, err
	}
	if stop := against(guards, m.Reason); len(stop) > 0 {
		return PastAct{}, &Refusal{Transition: string(t.ID), Guards: stop}
	}
	if !storable(m.Reason) {
		return PastAct{}, &Invalid{Fields: map[string]string{"grund": notStorable}}
	}
	a := PastAct{Transition: t.ID, Step: t.Step, Cycle: f.Procedure.Cycle, On: f.On, RuleSet: f.Law.RuleSet, From: f.Procedure.State,
		To: t.goal(*f), Answers: m.Answers, Warnings: warned(guards), Reason: m.Reason, RecordedAt: tx.Now}
	if f.Round != nil {
		a.Round = &f.Round.ID
	}
	return a, carryOut(ctx, tx, t, f, a)
}

// judgeMove fixes the day and the law of an act and answers its conditions. Errors: *Invalid, ErrNoTransition.
func judgeMove(t Transition, f *Facts, m Move) ([]Guard, error) {
	if !t.possible(*f) {
		return nil, ErrNoTransition
	}
	f.Answers, f.On = m.Answers, f.Today
	if on, ok := m.Answers.Day("am"); ok {
		f.On = on
	}
	if err := f.bind(t, m.RuleSet); err != nil {
		return nil, err
	}
	if t.Place == PlaceForm || t.Place == PlacePublic {
		if err := m.Answers.check(t.asks(*f)); err != nil {
			return nil, err
		}
	}
	return judgeAll(t.conditions(*f), *f, true), nil
}

// bind finds the law of the step that a transition is about: a step that has begun keeps its own.
func (f *Facts) bind(t Transition, asked string) error {
	if s := f.step(t.Step); s.BeganOn != nil && s.State != StepPlanned {
		law, err := LawOf(s.RuleSet)
		f.Law = law
		return err
	}
	if f.Round != nil && t.Place != PlaceForm {
		law, err := LawOf(f.Round.RuleSet)
		f.Law = law
		return err
	}
	id, err := bindingLaw(asked, f.initiatedOn(), f.On)
	if err != nil {
		return err
	}
	f.Law, err = LawOf(id)
	return err
}

// initiatedOn is the day on which the procedure was formally begun.
func (f Facts) initiatedOn() period.Date {
	if on := f.step(StepInitiation).BeganOn; on != nil {
		return *on
	}
	return f.Today
}

// goal is the state after the transition.
func (t Transition) goal(f Facts) State {
	switch {
	case t.ID == "T0":
		return takenOverState(StepKind(f.Answers.Text("bis")))
	case t.ID == "T19":
		return stateOfCure(StepKind(f.Answers.Text("ab")))
	case t.ID == "T22":
		return f.stateBeforeSuspension()
	case t.ID == "T8" && f.Round.Kind.BeginsWeighing():
		return Weighing
	case t.Place == PlaceBodies && f.Procedure.State == Weighing:
		return Weighing // the public has been asked; the bodies' track goes on beside the weighing
	case t.To != "":
		return t.To
	}
	return f.Procedure.State
}

func (f Facts) stateBeforeSuspension() State {
	if a := f.act("T21"); a != nil {
		return a.From
	}
	return Initiated
}

// carryOut changes steps and state.
func carryOut(ctx context.Context, tx identity.Tx, t Transition, f *Facts, a PastAct) error {
	if t.ID == "T19" {
		if err := enterAgain(ctx, tx, f); err != nil {
			return err
		}
	}
	if t.ID == "T5w" {
		if err := dropRound(ctx, tx, f.Procedure.ID, f.Round.ID); err != nil {
			return err
		}
	}
	if t.Does != nil {
		for _, c := range t.Does(*f) {
			if err := c.apply(ctx, tx, f.Procedure.ID, a.RuleSet); err != nil {
				return err
			}
		}
	}
	if a.To != a.From {
		return moveProcedure(ctx, tx, f.Procedure.ID, a.To, a.From)
	}
	return nil
}

func (c change) apply(ctx context.Context, tx identity.Tx, procedure uuid.UUID, ruleSet string) error {
	switch c.verb {
	case begins:
		return startStep(ctx, tx, procedure, c.step, ruleSet, c.on)
	case ends:
		return endStep(ctx, tx, procedure, c.step, c.on, c.outcome, c.ground)
	case skips:
		return skipStep(ctx, tx, procedure, c.step, c.on, c.ground)
	case reopens:
		return reopenStep(ctx, tx, procedure, c.step)
	}
	return fmt.Errorf("change of step %s: unknown verb %d", c.step, c.verb)
}

// enterAgain opens the next run through the steps, from the one at which the error happened (§ 214 Abs. 4 BauGB).
func enterAgain(ctx context.Context, tx identity.Tx, f *Facts) error {
	var steps []Step
	from := cureFrom(StepKind(f.Answers.Text("ab")))
	for _, cs := range f.Course.Steps {
		if len(steps) == 0 && cs.Kind != from {
			continue
		}
		if s := Latest(f.Steps, cs.Kind); s != nil {
			steps = append(steps, Step{Kind: cs.Kind, State: StepPlanned, RuleSet: f.Law.RuleSet, Cycle: f.Procedure.Cycle + 1})
		}
	}
	if err := beginCycle(ctx, tx, f.Procedure.ID, f.Procedure.Cycle+1); err != nil {
		return err
	}
	return insertSteps(ctx, tx, f.Procedure.ID, steps)
}

// recordAct puts an act on record: its row, the event that people see, the entry of the register with the salted hash, and
// the dates that follow from it.
func recordAct(ctx context.Context, tx identity.Tx, actor identity.Actor, procedure uuid.UUID, a PastAct, e Event) (PastAct, error) {
	ids, err := newIDs(1)
	if err != nil {
		return a, err
	}
	a.ID, a.salt = ids[0], make([]byte, 32)
	rand.Read(a.salt)
	if a.hash, err = a.commitment(); err != nil {
		return a, err
	}
	e.Fields = append([]Field{{"act", a.ID.String()}, {"transition", string(a.Transition)}, {"on", a.On.String()},
		{"commitment", fmt.Sprintf("sha256:%x", a.hash)}}, e.Fields...)
	if a.LogIndex, err = RecordAt(ctx, tx, actor, procedure, e); err != nil {
		return a, err
	}
	if err := insertAct(ctx, tx, actor, procedure, a); err != nil {
		return a, err
	}
	return a, project(ctx, tx, procedure)
}

// commitment is the hash of an act over salt and everything that it says.
func (a PastAct) commitment() ([]byte, error) {
	said, err := json.Marshal(struct {
		ID, Transition, Step string
		Cycle                int
		Round                *uuid.UUID
		On, RuleSet          string
		From, To             State
		Answers              Answers
		Warnings             []Guard
		Reason               string
	}{a.ID.String(), string(a.Transition), string(a.Step), a.Cycle, a.Round, a.On.String(), a.RuleSet, a.From, a.To, nonNilAnswers(a.Answers), a.Warnings, a.Reason})
	if err != nil {
		return nil, fmt.Errorf("commit to act %s: %w", a.Transition, err)
	}
	h := sha256.New()
	h.Write(a.salt)
	h.Write(said)
	return h.Sum(nil), nil
}

func nonNilAnswers(a Answers) Answers {
	if a == nil {
		return Answers{}
	}
	return a
}
