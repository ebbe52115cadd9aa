package procedure

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure/period"
)

// datesVersion counts the versions of the rules in date.go and date_risk.go. Whoever changes what they return counts it
// up: RefreshDates then derives the dates of every procedure anew.
const datesVersion = 2

// Dated is a date with the procedure that it belongs to.
type Dated struct {
	Appointment
	ChangedAt  time.Time // when the date last became another one
	Slug       string
	ShortTitle string
	Place      string
}

// project derives the dates of a procedure anew, in the transaction of the act that may have changed them.
func project(ctx context.Context, tx identity.Tx, procedure uuid.UUID) error {
	f, err := loadFacts(ctx, tx, procedure, nil)
	if err != nil {
		return err
	}
	list := f.Appointments()
	if err := deleteOtherAppointments(ctx, tx, procedure, list); err != nil {
		return err
	}
	if err := upsertAppointments(ctx, tx, list); err != nil {
		return err
	}
	return updateDatesVersion(ctx, tx, procedure, datesVersion)
}

// projectPlace derives the dates anew of the procedures of a municipality that have a computed day: its holidays moved.
func projectPlace(ctx context.Context, tx identity.Tx, municipality uuid.UUID) error {
	ids, err := selectComputed(ctx, tx, municipality)
	if err != nil {
		return err
	}
	return projectAll(ctx, tx, ids)
}

// projectAll derives the dates of several procedures anew. It holds all of them first.
func projectAll(ctx context.Context, tx identity.Tx, procedures []uuid.UUID) error {
	if err := lockAll(ctx, tx, procedures...); err != nil {
		return err
	}
	for _, id := range procedures {
		if err := project(ctx, tx, id); err != nil {
			return err
		}
	}
	return nil
}

// RefreshDates derives the dates of those procedures of an authority that have none yet under the present rules: after an
// update of the program. It returns how many there were.
func (s *Service) RefreshDates(ctx context.Context, authority uuid.UUID) (int, error) {
	const step = 50
	for done := 0; ; {
		n := 0
		err := s.tenancy.Write(ctx, authority, func(tx identity.Tx) error {
			ids, err := selectUndated(ctx, tx, datesVersion, step)
			if n = len(ids); err != nil {
				return err
			}
			return projectAll(ctx, tx, ids)
		})
		if err != nil {
			return done, fmt.Errorf("refresh dates of %s: %w", authority, err)
		}
		if done += n; n < step {
			return done, nil
		}
	}
}

// PublicDates are the dates of a procedure that everybody may know. ErrNotFound for one that nobody may know of.
func (s *Service) PublicDates(ctx context.Context, ref Ref) (Procedure, []Dated, error) {
	var p Procedure
	var list []Dated
	err := s.tenancy.Read(ctx, ref.Authority, func(tx identity.Tx) (err error) {
		if p, err = selectPublicProcedure(ctx, tx, ref.ID); err != nil {
			return err
		}
		list, err = selectAppointments(ctx, tx, ref.ID, true)
		return err
	})
	if err != nil {
		return Procedure{}, nil, fmt.Errorf("read dates of %s: %w", ref.Slug, err)
	}
	return p, list, nil
}

// Dates are all dates of a procedure, for the staff.
func (s *Service) Dates(ctx context.Context, actor identity.Actor, ref Ref) ([]Dated, error) {
	if !actor.Can(identity.ReadProcedures, ref.Object()) {
		return nil, fmt.Errorf("read dates of %s: %w", ref.Slug, ErrForbidden)
	}
	return s.dates(ctx, ref.Authority, func(tx identity.Tx) ([]Dated, error) { return selectAppointments(ctx, tx, ref.ID, false) })
}

// Calendar is a page of the dates of all procedures of an authority from one day to before another, in the order of days;
// more tells whether a further page follows.
func (s *Service) Calendar(ctx context.Context, actor identity.Actor, authority uuid.UUID, from, before period.Date, offset, limit int) (list []Dated, more bool, err error) {
	if !actor.Can(identity.ReadProcedures, identity.Of(authority)) {
		return nil, false, fmt.Errorf("read calendar of %s: %w", authority, ErrForbidden)
	}
	list, err = s.dates(ctx, authority, func(tx identity.Tx) ([]Dated, error) {
		return selectAppointmentsBetween(ctx, tx, from, before, offset, limit+1)
	})
	if len(list) > limit {
		return list[:limit], true, err
	}
	return list, false, err
}

// AtRisk are the dates of an authority that are at risk today, the earliest first, as many as a page takes.
func (s *Service) AtRisk(ctx context.Context, actor identity.Actor, authority uuid.UUID, limit int) (list []Dated, more bool, err error) {
	if !actor.Can(identity.ReadProcedures, identity.Of(authority)) {
		return nil, false, fmt.Errorf("read dates at risk of %s: %w", authority, ErrForbidden)
	}
	list, err = s.dates(ctx, authority, func(tx identity.Tx) ([]Dated, error) {
		return selectAtRisk(ctx, tx, period.DateAt(tx.Now), limit+1)
	})
	if len(list) > limit {
		return list[:limit], true, err
	}
	return list, false, err
}

func (s *Service) dates(ctx context.Context, authority uuid.UUID, read func(identity.Tx) ([]Dated, error)) (list []Dated, err error) {
	err = s.tenancy.Read(ctx, authority, func(tx identity.Tx) (err error) {
		list, err = read(tx)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read dates of authority %s: %w", authority, err)
	}
	return list, nil
}

// VerifyDates derives the dates of a procedure from its facts and compares them with the table. The difference is an error:
// an act was recorded past project.
func VerifyDates(ctx context.Context, tx identity.Tx, procedure uuid.UUID) error {
	f, err := loadFacts(ctx, tx, procedure, nil)
	if err != nil {
		return err
	}
	kept, err := selectAppointments(ctx, tx, procedure, false)
	if err != nil {
		return err
	}
	found := map[Appointment]bool{}
	for _, d := range kept {
		found[d.Appointment] = true
	}
	for _, a := range f.Appointments() {
		if !found[a] {
			return fmt.Errorf("dates of %s: %s on %s is missing or not as the facts say", f.Procedure.Slug, a.Kind, a.Day)
		}
		delete(found, a)
	}
	for a := range found {
		return fmt.Errorf("dates of %s: %s on %s does not follow from the facts", f.Procedure.Slug, a.Kind, a.Day)
	}
	return nil
}

// LoadDates reads the dates of a procedure inside a transaction of its authority, for rooms that need them together with
// their own rows.
func LoadDates(ctx context.Context, tx identity.Tx, procedure uuid.UUID, public bool) ([]Dated, error) {
	return selectAppointments(ctx, tx, procedure, public)
}
