package follow

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/period"
)

// Leads are the days before a date on which one can be reminded, the earliest first.
var Leads = []int{10, 3, 1}

// reminded are the dates of which one is reminded: those before which something can still be done.
var reminded = []string{string(procedure.RoundBegins), string(procedure.RoundEnds), string(procedure.AnnounceBy), string(procedure.ApprovalEnds),
	string(procedure.FreezeEnds), string(procedure.ConsentEnds), string(procedure.ComplaintEnds)}

// dayBegins is the hour at which reminders go out: with the day, not with midnight.
const dayBegins = 6 * time.Hour

// SetReminders chooses how many days before a date of the authority the person is reminded; none: not at all. Errors:
// ErrForbidden, *procedure.Invalid (tage).
func (s *Service) SetReminders(ctx context.Context, actor identity.Actor, authority uuid.UUID, days []int) error {
	if !actor.Known() || !actor.Can(identity.ReadProcedures, identity.Of(authority)) {
		return fmt.Errorf("set reminders: %w", ErrForbidden)
	}
	for _, d := range days {
		if !slices.Contains(Leads, d) {
			return fmt.Errorf("set reminders: %w", &procedure.Invalid{Fields: map[string]string{"tage": "Bitte wählen Sie aus der Liste."}})
		}
	}
	days = slices.Compact(slices.Sorted(slices.Values(days)))
	err := s.tenancy.Write(ctx, authority, func(tx identity.Tx) error {
		if len(days) == 0 {
			return deleteSetting(ctx, tx, actor.Account)
		}
		return upsertSetting(ctx, tx, actor.Account, days)
	})
	if err != nil {
		return fmt.Errorf("set reminders: %w", err)
	}
	return nil
}

// Reminders are the days before a date on which the person is reminded.
func (s *Service) Reminders(ctx context.Context, actor identity.Actor, authority uuid.UUID) (days []int, err error) {
	err = s.tenancy.Read(ctx, authority, func(tx identity.Tx) (err error) {
		days, err = selectSetting(ctx, tx, actor.Account)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read reminders: %w", err)
	}
	return days, nil
}

// Remind owes each person of an authority who asked for it one mail about the dates that are near. Like Tell it can run at
// any time and more than once. It returns how many mails it owed.
func (s *Service) Remind(ctx context.Context, authority uuid.UUID) (mails int, err error) {
	err = s.tenancy.Write(ctx, authority, func(tx identity.Tx) error {
		mails = 0
		list, err := selectRemindersDue(ctx, tx, reminded, period.DateAt(tx.Now.Add(-dayBegins)))
		if err != nil {
			return err
		}
		for len(list) > 0 {
			n := 1
			for n < len(list) && list[n].to == list[0].to {
				n++
			}
			owed, err := remind(ctx, tx, list[:n])
			if err != nil {
				return err
			}
			if list = list[n:]; owed {
				mails++
			}
		}
		return nil
	})
	if err != nil {
		return 0, fmt.Errorf("remind the staff of %s: %w", authority, err)
	}
	return mails, nil
}

// remind enters the dates of one person as told, and owes the mail unless somebody else did meanwhile.
func remind(ctx context.Context, tx identity.Tx, list []due) (owed bool, err error) {
	ids, err := newIDs(2)
	if err != nil {
		return false, err
	}
	for _, d := range list {
		first, err := insertReminder(ctx, tx, ids[0], d)
		if err != nil {
			return false, err
		}
		owed = owed || first
	}
	if !owed {
		return false, nil
	}
	return true, insertOwed(ctx, tx, ids[1], "appointment", ids[0])
}

// Reminder is the mail about dates that are near.
type Reminder struct {
	Mail  string
	Name  string
	Today period.Date
	Dates []procedure.Dated
}

// ReminderOwed is the mail of reminders under an id. ErrNotFound when there is nobody to remind any more, or of nothing.
func (s *Service) ReminderOwed(ctx context.Context, authority, mail uuid.UUID) (Reminder, error) {
	var r Reminder
	err := s.tenancy.Read(ctx, authority, func(tx identity.Tx) error {
		list, err := selectReminded(ctx, tx, mail)
		if err != nil {
			return err
		}
		if len(list) == 0 {
			return ErrNotFound
		}
		actor, err := s.accounts.Actor(ctx, list[0].to)
		if err != nil {
			return err
		}
		if actor.Profile.Mail == "" || !actor.Can(identity.ReadProcedures, identity.Of(authority)) {
			return ErrNotFound
		}
		r = Reminder{Mail: actor.Profile.Mail, Name: actor.Profile.Name(), Today: period.DateAt(tx.Now)}
		return r.load(ctx, tx, list)
	})
	if err == nil && len(r.Dates) == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return Reminder{}, fmt.Errorf("reminder %s: %w", mail, err)
	}
	return r, nil
}

// load reads those dates that still stand as they did.
func (r *Reminder) load(ctx context.Context, tx identity.Tx, list []due) error {
	byProcedure := map[uuid.UUID][]procedure.Dated{}
	for _, d := range list {
		dates, ok := byProcedure[d.procedure]
		if !ok {
			var err error
			if dates, err = procedure.LoadDates(ctx, tx, d.procedure, false); err != nil {
				return err
			}
			byProcedure[d.procedure] = dates
		}
		for _, known := range dates {
			if string(known.Kind) == d.kind && known.About == d.about && known.Day == d.day {
				r.Dates = append(r.Dates, known)
			}
		}
	}
	return nil
}
