package weighing

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/bodies"
	"github.com/einwand/einwand/procedure/statement"
)

// Queued is a statement that came after the end of its round, or would have without an extension.
type Queued struct {
	Number     int64
	Receipt    string // "BP47-0068"
	Channel    statement.Channel
	ReceivedAt time.Time
	Withdrawn  bool
	Erased     bool
	Late       *Examination             // the answer that holds; nil: none
	Deadline   procedure.Deadline       // of its round
	Extended   *procedure.PeriodVersion // that made it timely; nil for one that is late
	id         uuid.UUID
	round      uuid.UUID
}

// Open reports whether the three questions still have to be answered. What is withdrawn or erased needs no answer.
func (q Queued) Open() bool { return q.Extended == nil && q.Late == nil && !q.Withdrawn && !q.Erased }

// After is how long after the end of the period it came; zero or less for one that an extension made timely.
func (q Queued) After() time.Duration { return q.ReceivedAt.Sub(q.Deadline.Period().ClosesAt) }

// LateQueue is a page of the late statements of a procedure, oldest first, and of those that an extension made timely.
type LateQueue struct {
	Late     []Queued
	Total    int // late ones
	Open     int // of them not examined
	Extended []Queued
	Saved    int // that an extension made timely
}

// Late reads the queue of § 4a Abs. 5 BauGB: the late statements from one place on, from 0, and as many of those that an
// extension made timely. ErrForbidden.
func (s *Service) Late(ctx context.Context, actor identity.Actor, ref procedure.Ref, from, limit int) (LateQueue, error) {
	if !actor.Can(identity.ReadStatements, ref.Object()) {
		return LateQueue{}, fmt.Errorf("late statements of %s: %w", ref.Slug, ErrForbidden)
	}
	var q LateQueue
	err := s.tenancy.Read(ctx, ref.Authority, func(tx identity.Tx) error {
		deadlines, err := procedure.DeadlinesOf(ctx, tx, ref.ID)
		if err != nil {
			return err
		}
		own, err := bodies.OwnLastDays(ctx, tx, ref.ID)
		if err != nil {
			return err
		}
		if q.Late, q.Total, err = selectQueue(ctx, tx, stillLate, ref.ID, from, limit); err != nil {
			return err
		}
		if q.Extended, q.Saved, err = selectQueue(ctx, tx, madeTimely, ref.ID, 0, limit); err != nil {
			return err
		}
		for _, list := range [][]Queued{q.Late, q.Extended} {
			for i := range list {
				list[i].Deadline = bodies.DeadlineFor(deadlines[list[i].round], own, list[i].id)
				list[i].Extended = list[i].Deadline.Extended(list[i].ReceivedAt)
			}
		}
		q.Open, err = selectLateOpen(ctx, tx, ref.ID)
		return err
	})
	if err != nil {
		return LateQueue{}, fmt.Errorf("late statements of %s: %w", ref.Slug, err)
	}
	return q, nil
}

// LateOpen counts the late statements that nobody has examined, for the navigation of everybody who may read statements.
func (s *Service) LateOpen(ctx context.Context, ref procedure.Ref) (n int, err error) {
	err = s.tenancy.Read(ctx, ref.Authority, func(tx identity.Tx) (err error) {
		n, err = selectLateOpen(ctx, tx, ref.ID)
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("count late statements of %s: %w", ref.Slug, err)
	}
	return n, nil
}

// NextLate is the number of the open one that comes next after a statement in the queue, or the first; 0 when none is open.
func (s *Service) NextLate(ctx context.Context, actor identity.Actor, ref procedure.Ref, after int64) (number int64, err error) {
	if !actor.Can(identity.ReadStatements, ref.Object()) {
		return 0, fmt.Errorf("next late statement of %s: %w", ref.Slug, ErrForbidden)
	}
	err = s.tenancy.Read(ctx, ref.Authority, func(tx identity.Tx) (err error) {
		number, err = selectNextLate(ctx, tx, ref.ID, after)
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("next late statement of %s: %w", ref.Slug, err)
	}
	return number, nil
}
