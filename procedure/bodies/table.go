package bodies

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
)

// Reminder is one Erinnerung.
type Reminder struct {
	SentAt  time.Time
	Channel Channel
}

// Line is a body of a round with everything that was asked and answered.
type Line struct {
	Invitation
	Reminders []Reminder
	Replies   []Reply // in the order of the register
}

// Standing is where a line stands.
type Standing string

// The standings.
const (
	Prepared   Standing = "prepared"
	Asked      Standing = "asked"  // the period runs, no answer yet
	Silent     Standing = "silent" // the period is over, no answer
	Answered   Standing = "answered"
	Unopposed  Standing = "unopposed"   // keine Bedenken
	LateAnswer Standing = "late answer" // the only answers came after the period
)

// At tells where the line stands; a text counts before "no objections", whatever came first.
func (l Line) At(common procedure.PeriodVersion, now time.Time) Standing {
	standing, timely := Unopposed, false
	for _, r := range l.Replies {
		if r.Kind == WithText {
			standing = Answered
		}
		timely = timely || Timely(common, l.DueOn, r.ReceivedAt)
	}
	switch {
	case l.SentAt == nil:
		return Prepared
	case len(l.Replies) == 0 && Timely(common, l.DueOn, now):
		return Asked
	case len(l.Replies) == 0:
		return Silent
	case !timely:
		return LateAnswer
	}
	return standing
}

// Table is a round with all its bodies.
type Table struct {
	View  procedure.View
	Round procedure.Round
	Lines []Line
}

// Table reads who was asked and who answered what, in as many queries for one body as for thousands. Errors: procedure.ErrNotFound,
// procedure.ErrForbidden.
func (s *Service) Table(ctx context.Context, actor identity.Actor, ref procedure.Ref, round uuid.UUID) (Table, error) {
	if !actor.Can(identity.ReadProcedures, ref.Object()) {
		return Table{}, fmt.Errorf("read bodies of %s: %w", ref.Slug, procedure.ErrForbidden)
	}
	var t Table
	err := s.tenancy.Read(ctx, ref.Authority, func(tx identity.Tx) (err error) {
		if t.View, t.Round, err = roundOf(ctx, tx, ref.ID, round); err != nil {
			return err
		}
		t.Lines, err = lines(ctx, tx, round)
		return err
	})
	if err != nil {
		return Table{}, fmt.Errorf("read bodies of %s: %w", ref.Slug, err)
	}
	return t, nil
}

func lines(ctx context.Context, tx identity.Tx, round uuid.UUID) ([]Line, error) {
	invitations, err := selectRoundInvitations(ctx, tx, round)
	if err != nil {
		return nil, err
	}
	reminders, err := selectRoundReminders(ctx, tx, round)
	if err != nil {
		return nil, err
	}
	replies, err := selectRoundReplies(ctx, tx, round)
	if err != nil {
		return nil, err
	}
	list := make([]Line, len(invitations))
	for n, i := range invitations {
		list[n] = Line{Invitation: i, Reminders: reminders[i.ID], Replies: replies[i.ID]}
	}
	return list, nil
}
