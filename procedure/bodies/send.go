package bodies

import (
	"context"
	"crypto/rand"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/period"
)

// dispatch is what all letters of one sending share.
type dispatch struct {
	letter   Letter
	rule     period.Rule
	calendar period.Calendar
}

// newDispatch finds the rule and the calendar from which each body's last day follows.
func (s *Service) newDispatch(ctx context.Context, tx identity.Tx, view procedure.View, r procedure.Round, extra string) (dispatch, error) {
	authority, err := identity.Current(ctx, tx)
	if err != nil {
		return dispatch{}, err
	}
	course, err := view.Course()
	if err != nil {
		return dispatch{}, err
	}
	frist, err := procedure.FristOf(view.Municipality, course, r.Kind, r.RuleSet, r.Period.FirstDay, r.Period.LastDay)
	if err != nil {
		return dispatch{}, err
	}
	law, err := procedure.LawOf(r.RuleSet)
	if err != nil {
		return dispatch{}, err
	}
	rule, cal := frist.Result.Rule, frist.Period.Calendar
	return dispatch{rule: rule, calendar: cal, letter: Letter{Authority: authority, Procedure: view.Procedure, Round: r, Law: law, Extra: extra,
		Address: s.publicURL + "/verfahren/" + view.Slug, Reach: reachOf(r.Period, rule, cal), Month: rule.Months > 0 && !shortened(r.Period)}}, nil
}

// write makes the letter of one body as it goes out on a day. A mail is received on the day of sending; of a letter nobody
// knows yet, so the common day stands until staff enter it.
func (d dispatch) write(i Invitation, now time.Time) Invitation {
	today := period.DateAt(now)
	due := d.letter.Round.Period.LastDay
	if i.Channel == ByMail {
		due = DueOn(d.letter.Round.Period, d.rule, d.calendar, today)
		i.ReceivedOn = &today
	}
	l := d.letter
	l.To, l.On, l.Due = i, today, due
	i.DueOn, i.Subject, i.Text = &due, l.Subject(), l.Text()
	return i
}

// Preview is the letter of a body on the list as it would go out now with a paragraph of the authority, or as it went out.
func (s *Service) Preview(ctx context.Context, actor identity.Actor, ref procedure.Ref, round uuid.UUID, number int, extra string) (Invitation, error) {
	if !actor.Can(identity.ReadProcedures, ref.Object()) {
		return Invitation{}, fmt.Errorf("read letter of %s: %w", ref.Slug, procedure.ErrForbidden)
	}
	var found Invitation
	err := s.tenancy.Read(ctx, ref.Authority, func(tx identity.Tx) error {
		view, r, err := roundOf(ctx, tx, ref.ID, round)
		if err != nil {
			return err
		}
		if found, err = selectInvitationByNumber(ctx, tx, round, number); err != nil || found.SentAt != nil {
			return err
		}
		d, err := s.newDispatch(ctx, tx, view, r, extra)
		if err != nil {
			return err
		}
		found = d.write(found, tx.Now)
		return nil
	})
	if err != nil {
		return Invitation{}, fmt.Errorf("read letter of %s: %w", ref.Slug, err)
	}
	return found, nil
}

// Send sends every prepared letter of a round, with a paragraph of the authority (extra, may be empty), and opens the round with the first of them (T3, T7): the guards are judged,
// the letters are kept as they go out, their hash goes into the register, and the mails are owed, in one transaction. It
// returns how many went out; sent twice, the second finds none. Errors: *procedure.Refusal, procedure.ErrWrongState,
// procedure.ErrNotFound, procedure.ErrForbidden.
func (s *Service) Send(ctx context.Context, actor identity.Actor, ref procedure.Ref, round uuid.UUID, extra string, m procedure.Move) (sent int, err error) {
	if !actor.Can(identity.ManageProcedures, ref.Object()) {
		return 0, fmt.Errorf("send letters of %s: %w", ref.Slug, procedure.ErrForbidden)
	}
	err = s.tenancy.Write(ctx, ref.Authority, func(tx identity.Tx) error {
		if err := holdRound(ctx, tx, ref.ID, round); err != nil {
			return err
		}
		letters, err := lockPrepared(ctx, tx, round) // before the guards count them
		if err != nil {
			return err
		}
		view, r, err := roundOf(ctx, tx, ref.ID, round)
		switch {
		case err != nil:
			return err
		case r.State == procedure.RoundClosed:
			return procedure.ErrWrongState
		case r.State == procedure.RoundPlanned:
			if err := determineSubject(ctx, tx, r, view.Rounds); err != nil {
				return err
			}
			if err := s.procedures.Open(ctx, tx, actor, ref.ID, round, m); err != nil { // takes the lock of the register
				return err
			}
		}
		if sent = len(letters); sent == 0 {
			return nil
		}
		d, err := s.newDispatch(ctx, tx, view, r, strings.TrimSpace(extra))
		if err != nil {
			return err
		}
		return send(ctx, tx, actor, d, letters)
	})
	if err != nil {
		return 0, fmt.Errorf("send letters of %s: %w", ref.Slug, err)
	}
	return sent, nil
}

func send(ctx context.Context, tx identity.Tx, actor identity.Actor, d dispatch, letters []Invitation) error {
	r := d.letter.Round
	subject, determined, err := selectSubject(ctx, tx, r.ID)
	if err != nil {
		return err
	}
	for i := range letters {
		letters[i] = d.write(letters[i], tx.Now)
		letters[i].salt = make([]byte, 32)
		rand.Read(letters[i].salt)
		letters[i].hash = letters[i].commitment()
	}
	fields := []procedure.Field{{Key: "round", Value: r.ID.String()}, {Key: "letters", Value: fmt.Sprint(len(letters))},
		{Key: "commitment", Value: fmt.Sprintf("sha256:%x", dispatchHash(letters))}}
	if determined {
		fields = append(fields, procedure.Field{Key: "documents", Value: subjectField(subject)})
	}
	index, err := procedure.RecordAt(ctx, tx, actor, r.Procedure, procedure.Event{Kind: procedure.EventInvited,
		Detail: fmt.Sprintf("%d Behörden", len(letters)), Fields: fields})
	if err != nil {
		return err
	}
	return markSent(ctx, tx, letters, index)
}

// Deliver records on which day a letter reached its body, and the last day that follows. Errors: *procedure.Invalid,
// procedure.ErrWrongState for a mail, or a letter that is not sent, procedure.ErrNotFound, procedure.ErrForbidden.
func (s *Service) Deliver(ctx context.Context, actor identity.Actor, ref procedure.Ref, round uuid.UUID, number int, on period.Date) error {
	if !actor.Can(identity.ManageProcedures, ref.Object()) {
		return fmt.Errorf("record delivery of %s: %w", ref.Slug, procedure.ErrForbidden)
	}
	err := s.tenancy.Write(ctx, ref.Authority, func(tx identity.Tx) error {
		if err := shareRound(ctx, tx, ref.ID, round); err != nil {
			return err
		}
		i, err := lockInvitation(ctx, tx, round, number)
		if err != nil {
			return err
		}
		if i.Channel != ByLetter || i.SentAt == nil {
			return procedure.ErrWrongState
		}
		if on.Before(period.DateAt(*i.SentAt)) || on.After(period.DateAt(tx.Now)) {
			return &procedure.Invalid{Fields: map[string]string{"zugang": "Der Tag des Zugangs liegt zwischen dem Versand, " + period.DateAt(*i.SentAt).German() + ", und heute."}}
		}
		if i.ReceivedOn != nil && *i.ReceivedOn == on {
			return nil // sent twice
		}
		return s.deliver(ctx, tx, actor, ref, i, on)
	})
	if err != nil {
		return fmt.Errorf("record delivery of %s: %w", ref.Slug, err)
	}
	return nil
}

func (s *Service) deliver(ctx context.Context, tx identity.Tx, actor identity.Actor, ref procedure.Ref, i Invitation, on period.Date) error {
	view, r, err := roundOf(ctx, tx, ref.ID, i.Round)
	if err != nil {
		return err
	}
	d, err := s.newDispatch(ctx, tx, view, r, "")
	if err != nil {
		return err
	}
	due := DueOn(r.Period, d.rule, d.calendar, on)
	if err := updateDelivery(ctx, tx, i.ID, on, due); err != nil {
		return err
	}
	return procedure.Record(ctx, tx, actor, ref.ID, procedure.Event{Kind: procedure.EventDelivered, Detail: fmt.Sprintf("Nr. %d, %s", i.Number, i.Name),
		Fields: []procedure.Field{{Key: "invitation", Value: i.ID.String()}, {Key: "received", Value: on.String()}, {Key: "due", Value: due.String()}}})
}

// Remind reminds every body that was asked and has not answered, once a day. Mails are owed with the commit; letters are for
// the staff to print. It returns how many of each. Errors: procedure.ErrWrongState, procedure.ErrNotFound, procedure.ErrForbidden.
func (s *Service) Remind(ctx context.Context, actor identity.Actor, ref procedure.Ref, round uuid.UUID) (mails, letters int, err error) {
	if !actor.Can(identity.ManageProcedures, ref.Object()) {
		return 0, 0, fmt.Errorf("remind bodies of %s: %w", ref.Slug, procedure.ErrForbidden)
	}
	err = s.tenancy.Write(ctx, ref.Authority, func(tx identity.Tx) error {
		mails, letters = 0, 0
		_, r, err := roundOf(ctx, tx, ref.ID, round)
		if err != nil {
			return err
		}
		silent, err := lockSilent(ctx, tx, r.ID, period.DateAt(tx.Now).StartOfDay())
		if err != nil || len(silent) == 0 {
			return err
		}
		for _, i := range silent {
			if i.Channel == ByMail {
				mails++
			} else {
				letters++
			}
		}
		index, err := procedure.RecordAt(ctx, tx, actor, ref.ID, procedure.Event{Kind: procedure.EventReminded, Detail: fmt.Sprintf("%d Behörden", len(silent)),
			Fields: []procedure.Field{{Key: "round", Value: r.ID.String()}, {Key: "reminders", Value: fmt.Sprint(len(silent))},
				{Key: "commitment", Value: fmt.Sprintf("sha256:%x", dispatchHash(silent))}}})
		if err != nil {
			return err
		}
		return insertReminders(ctx, tx, silent, index)
	})
	if err != nil {
		return 0, 0, fmt.Errorf("remind bodies of %s: %w", ref.Slug, err)
	}
	return mails, letters, nil
}
