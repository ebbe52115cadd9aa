package procedure

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure/period"
)

// View is a procedure with what its page shows.
type View struct {
	Procedure
	Steps        []Step
	Round        *Round // the latest published or closed round; for staff the latest of all
	Documents    []Document
	Announcement *Announcement
}

// Resolve finds the procedure and its tenant by its public address. ErrNotFound.
func (s *Service) Resolve(ctx context.Context, slug string) (Ref, error) {
	ref, err := selectSlug(ctx, s.tenancy.Pool(), slug)
	if err != nil {
		return Ref{}, fmt.Errorf("resolve %q: %w", slug, err)
	}
	return ref, nil
}

// Public reads what everybody may see: published rounds only, documents from the first day on.
func (s *Service) Public(ctx context.Context, ref Ref) (View, error) {
	return s.view(ctx, ref, true)
}

// Staff reads the same with the round that is still being prepared.
func (s *Service) Staff(ctx context.Context, actor identity.Actor, ref Ref) (View, error) {
	if !actor.Can(identity.ReadProcedures, ref.Authority) {
		return View{}, fmt.Errorf("read procedure %s: %w", ref.Slug, ErrForbidden)
	}
	return s.view(ctx, ref, false)
}

func (s *Service) view(ctx context.Context, ref Ref, public bool) (View, error) {
	var v View
	err := s.tenancy.Read(ctx, ref.Authority, func(tx identity.Tx) (err error) {
		v, err = LoadView(ctx, tx, ref.ID, public)
		return err
	})
	if err != nil {
		return View{}, fmt.Errorf("read procedure %s: %w", ref.Slug, err)
	}
	return v, nil
}

// LoadView reads a procedure inside a transaction of its authority, for rooms that need it together with their own rows.
func LoadView(ctx context.Context, tx identity.Tx, id uuid.UUID, public bool) (View, error) {
	p, err := selectProcedure(ctx, tx, id)
	if err != nil {
		return View{}, err
	}
	v := View{Procedure: p}
	if v.Steps, err = selectSteps(ctx, tx, id); err != nil {
		return View{}, err
	}
	rounds, err := selectRounds(ctx, tx, id)
	if err != nil {
		return View{}, err
	}
	for i := range rounds {
		if !public || rounds[i].State != RoundPlanned {
			v.Round = &rounds[i]
		}
	}
	if v.Round == nil {
		return v, nil
	}
	if v.Announcement, err = selectAnnouncement(ctx, tx, v.Round.ID); err != nil {
		return View{}, err
	}
	if public && tx.Now.Before(v.Round.Period.Opens()) {
		return v, nil // § 3 Abs. 2 BauGB: published from the first day on, not before
	}
	v.Documents, err = selectDocuments(ctx, tx, v.Round.ID)
	return v, err
}

// MinAssurance is the level of login that the portal's form of a procedure asks for. ErrNotFound.
func MinAssurance(ctx context.Context, tx identity.Tx, procedure uuid.UUID) (identity.Level, error) {
	return selectMinAssurance(ctx, tx, procedure)
}

// RoundOf is a round of the procedure with the period that holds now. ErrNotFound for one of another procedure.
func RoundOf(ctx context.Context, tx identity.Tx, procedure, round uuid.UUID) (Round, error) {
	return selectRound(ctx, tx, procedure, round)
}

// DocumentsOf lists the documents of a round by position.
func DocumentsOf(ctx context.Context, tx identity.Tx, round uuid.UUID) ([]Document, error) {
	return selectDocuments(ctx, tx, round)
}

// RoundFor is the round that a statement received at an instant belongs to: the latest one that the authority had
// published or that had begun by then, also when its period is over. A statement to a draft that is announced but not
// yet open belongs to that draft: the law knows none that is too early, and it must not count as late to the round
// before. nil when there is none; the statement is then kept with a reason instead.
func RoundFor(ctx context.Context, tx identity.Tx, procedure uuid.UUID, received time.Time) (*Round, error) {
	rounds, err := selectRounds(ctx, tx, procedure)
	if err != nil {
		return nil, err
	}
	var found *Round
	for i, r := range rounds {
		published := r.PublishedAt != nil && !received.Before(*r.PublishedAt)
		if r.State != RoundPlanned && (published || !received.Before(r.Period.Opens())) {
			found = &rounds[i]
		}
	}
	return found, nil
}

// Events lists the acts of the authority on record, latest first.
func (s *Service) Events(ctx context.Context, actor identity.Actor, ref Ref, limit int) ([]PastEvent, error) {
	if !actor.Can(identity.ReadProcedures, ref.Authority) {
		return nil, fmt.Errorf("read events of %s: %w", ref.Slug, ErrForbidden)
	}
	var events []PastEvent
	err := s.tenancy.Read(ctx, ref.Authority, func(tx identity.Tx) (err error) {
		events, err = selectEvents(ctx, tx, ref.ID, limit)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read events of %s: %w", ref.Slug, err)
	}
	return events, nil
}

// Summary is a procedure in a list for everybody.
type Summary struct {
	Ref
	Title        string
	ShortTitle   string
	Summary      string
	AreaPlace    string
	AreaGeoJSON  []byte
	PlanKind     PlanKind
	State        State
	Step         StepKind
	StepBegan    *period.Date
	StepExpected string
	RoundKind    RoundKind // empty when no round is published
	FirstDay     period.Date
	LastDay      period.Date
	ClosesAt     time.Time
}

// Open reports whether the public is being asked at this instant.
func (s Summary) Open(now time.Time) bool {
	return s.RoundKind != "" && !now.Before(s.FirstDay.StartOfDay()) && now.Before(s.ClosesAt)
}

// Overview lists the procedures of all authorities for everybody; it reads across tenants.
func (s *Service) Overview(ctx context.Context) ([]Summary, error) {
	list, err := selectOverview(ctx, s.tenancy.Pool())
	if err != nil {
		return nil, fmt.Errorf("list procedures: %w", err)
	}
	return list, nil
}

// Now is the clock of the house, as it is stored.
func (s *Service) Now() time.Time { return s.tenancy.Now() }

// Adopt records that the body adopted the plan on that day (§ 10 Abs. 1 BauGB; FNP: Feststellungsbeschluss) inside the
// transaction in which the decision on the weighing is recorded: the one is not lawful without the other.
func Adopt(ctx context.Context, tx identity.Tx, actor identity.Actor, procedure uuid.UUID, on period.Date) error {
	if err := moveProcedure(ctx, tx, procedure, Adopted, Weighing); err != nil {
		return err
	}
	if err := endStep(ctx, tx, procedure, StepWeighing, on); err != nil {
		return err
	}
	if err := startStep(ctx, tx, procedure, StepAdoption, on); err != nil {
		return err
	}
	if err := endStep(ctx, tx, procedure, StepAdoption, on); err != nil {
		return err
	}
	return Record(ctx, tx, actor, procedure, Event{Kind: EventAdopted, Fields: []Field{{"on", on.String()}}})
}

// AddMunicipality enters a municipality that the authority plans for.
func (s *Service) AddMunicipality(ctx context.Context, actor identity.Actor, authority uuid.UUID, m Municipality) (uuid.UUID, error) {
	if !actor.Operator {
		return uuid.Nil, fmt.Errorf("add municipality %s: %w", m.Name, ErrForbidden)
	}
	ids, err := newIDs(1)
	if err != nil {
		return uuid.Nil, fmt.Errorf("add municipality %s: %w", m.Name, err)
	}
	m.ID = ids[0]
	err = s.tenancy.Write(ctx, authority, func(tx identity.Tx) error { return insertMunicipality(ctx, tx, m) })
	if err != nil {
		return uuid.Nil, fmt.Errorf("add municipality %s: %w", m.Name, err)
	}
	return m.ID, nil
}

// Municipalities lists the municipalities of an authority by name.
func (s *Service) Municipalities(ctx context.Context, authority uuid.UUID) ([]Municipality, error) {
	var list []Municipality
	err := s.tenancy.Read(ctx, authority, func(tx identity.Tx) (err error) {
		list, err = selectMunicipalities(ctx, tx)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list municipalities: %w", err)
	}
	return list, nil
}

// PeriodOf is the period of a round that holds now; nil for a statement that belongs to no round.
func PeriodOf(ctx context.Context, tx identity.Tx, round *uuid.UUID) (*PeriodVersion, error) {
	if round == nil {
		return nil, nil
	}
	r, err := selectRoundByKey(ctx, tx, *round)
	if err != nil {
		return nil, fmt.Errorf("period of round %s: %w", *round, err)
	}
	return &r.Period, nil
}
