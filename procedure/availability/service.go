package availability

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
)

// Service keeps the record. Its methods open the transactions.
type Service struct{ tenancy *identity.Tenancy }

// New builds the service.
func New(tenancy *identity.Tenancy) *Service { return &Service{tenancy} }

// errMoved says that somebody else began the run meanwhile.
var errMoved = errors.New("availability: another check came first")

// Due lists the documents of all authorities that are to be fetched now: the first time as soon as their period has begun,
// then at the interval, and sooner while they are down.
func (s *Service) Due(ctx context.Context, every time.Duration) ([]Target, error) {
	now := s.tenancy.Now()
	published, err := selectPublished(ctx, s.tenancy.Pool(), now)
	if err != nil {
		return nil, fmt.Errorf("list published documents: %w", err)
	}
	var list []Target
	for _, p := range published {
		if due(now, p.lastAt, p.good, every) {
			list = append(list, p.Target)
		}
	}
	return list, nil
}

// Enter puts a check on record. One that another worker has just made, and one outside of the period or after its seal, are
// not counted.
func (s *Service) Enter(ctx context.Context, c Check) error {
	for attempt := 1; ; attempt++ {
		err := s.tenancy.Write(ctx, c.Authority, func(tx identity.Tx) error { return enter(ctx, tx, c) })
		if errors.Is(err, errMoved) && attempt < 3 {
			continue
		}
		if err != nil {
			return fmt.Errorf("enter check of document %s: %w", c.Document, err)
		}
		return nil
	}
}

// enter holds the round against a seal of the same moment, then extends the last run or begins the next.
func enter(ctx context.Context, tx identity.Tx, c Check) error {
	c.At, c.Every = c.At.UTC().Truncate(time.Microsecond), max(c.Every.Truncate(time.Second), time.Second)
	if err := lockRound(ctx, tx, c.Round, forCheck); err != nil {
		return err
	}
	sealed, err := sealCount(ctx, tx, c.Round)
	if err != nil {
		return err
	}
	p, err := procedure.PeriodOf(ctx, tx, &c.Round)
	if err != nil {
		return err
	}
	if sealed > 0 || c.At.Before(p.Opens()) || !p.Timely(c.At) {
		return nil
	}
	last, ok, err := selectLastRun(ctx, tx, c.Document)
	switch {
	case err != nil:
		return err
	case ok && (!c.At.After(last.Last) || last.Result == c.Result && last.tooSoon(c)):
		return nil
	case ok && last.takes(c):
		return extendRun(ctx, tx, last, c.At)
	}
	id, err := uuid.NewV7()
	if err != nil {
		return err
	}
	return insertRun(ctx, tx, c.Round, Run{ID: id, Document: c.Document, Position: last.Position + 1, Result: c.Result, Every: c.Every,
		First: c.At, Last: c.At, Checks: 1})
}

// Record is what is known of a round of the procedure. Errors: procedure.ErrForbidden, procedure.ErrNotFound for one that is
// not the latest that was published.
func (s *Service) Record(ctx context.Context, actor identity.Actor, ref procedure.Ref, round uuid.UUID) (Record, error) {
	rec, err := s.Latest(ctx, actor, ref)
	if err == nil && rec.Round.ID != round {
		err = fmt.Errorf("read availability of round %s: %w", round, procedure.ErrNotFound)
	}
	return rec, err
}

// Latest is the record of the latest round that was published. Errors: procedure.ErrForbidden, procedure.ErrNotFound when
// there is none.
func (s *Service) Latest(ctx context.Context, actor identity.Actor, ref procedure.Ref) (Record, error) {
	if !actor.Can(identity.ReadProcedures, ref.Object()) {
		return Record{}, fmt.Errorf("read availability of %s: %w", ref.Slug, procedure.ErrForbidden)
	}
	var rec Record
	err := s.tenancy.Read(ctx, ref.Authority, func(tx identity.Tx) error {
		round, err := latestRound(ctx, tx, ref)
		if err == nil {
			rec, err = load(ctx, tx, round)
		}
		return err
	})
	if err != nil {
		return Record{}, fmt.Errorf("read availability of %s: %w", ref.Slug, err)
	}
	return rec, nil
}

func latestRound(ctx context.Context, tx identity.Tx, ref procedure.Ref) (procedure.Round, error) {
	view, err := procedure.LoadView(ctx, tx, ref.ID, true)
	if err == nil && view.Round == nil {
		err = procedure.ErrNotFound
	}
	if err != nil {
		return procedure.Round{}, err
	}
	return *view.Round, nil
}

// load reads what is stored of a round and derives the rest.
func load(ctx context.Context, tx identity.Tx, round procedure.Round) (Record, error) {
	docs, err := procedure.DocumentsOf(ctx, tx, round.ID)
	if err != nil {
		return Record{}, err
	}
	runs, err := selectRuns(ctx, tx, round.ID)
	if err != nil {
		return Record{}, err
	}
	entries, err := selectEntries(ctx, tx, round.ID)
	if err != nil {
		return Record{}, err
	}
	rec := Derive(round, docs, runs, entries, tx.Now)
	rec.Seals, err = selectSeals(ctx, tx, round.ID)
	return rec, err
}

// Facts is the record as the conditions of closing a round look at it, inside a transaction of the authority; nil where nobody
// looked. What somebody has reviewed is open no more.
func Facts(ctx context.Context, tx identity.Tx, round procedure.Round) (*procedure.OutageFacts, error) {
	rec, err := load(ctx, tx, round)
	if err != nil {
		return nil, fmt.Errorf("judge availability of round %s: %w", round.ID, err)
	}
	if rec.Checks == 0 && len(rec.Outages) == 0 {
		return nil, nil
	}
	j := Judge(rec)
	g := j.Guard(rec.Review)
	f := &procedure.OutageFacts{Severity: g.Severity, Fact: g.Fact, Norm: g.Norm, Open: g.Severity == procedure.Block}
	if j.Severity == procedure.Block {
		f.Severity = procedure.Block
	}
	return f, nil
}

// Summary is what a guard of the engine needs to know.
type Summary struct {
	Outages   int
	Total     time.Duration
	Unseen    time.Duration
	Judgement Judgement
	Reviewed  bool            // somebody has decided about all outages
	Guard     procedure.Guard // condition of ending the round
}

// Outages judges a round inside a transaction of its authority.
func Outages(ctx context.Context, tx identity.Tx, round procedure.Round) (Summary, error) {
	rec, err := load(ctx, tx, round)
	if err != nil {
		return Summary{}, fmt.Errorf("judge availability of round %s: %w", round.ID, err)
	}
	j := Judge(rec)
	return Summary{len(rec.Outages), rec.Total, rec.Unseen, j, rec.Review != nil, j.Guard(rec.Review)}, nil
}

// Add puts an entry of a planner on record. Entered twice within a minute it is one. After the round was sealed the entry
// goes into the register at once. Errors: *procedure.Invalid, procedure.ErrForbidden, procedure.ErrNotFound.
func (s *Service) Add(ctx context.Context, actor identity.Actor, ref procedure.Ref, round uuid.UUID, n NewEntry) error {
	if !actor.Can(identity.ManageProcedures, ref.Object()) {
		return fmt.Errorf("enter availability of round %s: %w", round, procedure.ErrForbidden)
	}
	err := s.tenancy.Write(ctx, ref.Authority, func(tx identity.Tx) error { return add(ctx, tx, actor, ref, round, n) })
	if err != nil {
		return fmt.Errorf("enter availability of round %s: %w", round, err)
	}
	return nil
}

func add(ctx context.Context, tx identity.Tx, actor identity.Actor, ref procedure.Ref, round uuid.UUID, n NewEntry) error {
	if err := lockRound(ctx, tx, round, forSeal); err != nil {
		return err
	}
	r, err := latestRound(ctx, tx, ref)
	if err != nil {
		return err
	}
	if r.ID != round {
		return procedure.ErrNotFound
	}
	if err := n.check(r.Period, tx.Now); err != nil {
		return err
	}
	entries, err := selectEntries(ctx, tx, round)
	if err != nil {
		return err
	}
	e := Entry{Number: len(entries) + 1, Kind: n.Kind, From: n.From.UTC(), Until: n.Until.UTC(), Choice: n.Choice, Text: strings.TrimSpace(n.Text), RecordedAt: tx.Now,
		RecordedBy: actor.AccountRef(), salt: make([]byte, 32)}
	if n.Kind == Review {
		e.From, e.Until = r.Period.Opens(), laterOf(r.Period.Opens(), tx.Now)
	} else {
		e.Choice = ""
	}
	for _, have := range entries {
		if have.repeats(e) {
			return nil // sent twice
		}
	}
	if e.ID, err = uuid.NewV7(); err != nil {
		return err
	}
	if _, err := rand.Read(e.salt); err != nil {
		return err
	}
	if err := insertEntry(ctx, tx, round, e); err != nil {
		return err
	}
	sealed, err := sealCount(ctx, tx, round)
	if err != nil || sealed == 0 {
		return err
	}
	return seal(ctx, tx, actor, r, sealed+1)
}

// repeats reports whether the same was entered a moment ago.
func (e Entry) repeats(o Entry) bool {
	same := e.Kind == o.Kind && e.Choice == o.Choice && e.Text == o.Text
	if e.Kind != Review {
		same = same && e.From.Equal(o.From) && e.Until.Equal(o.Until)
	}
	return same && o.RecordedAt.Sub(e.RecordedAt) < time.Minute
}

// Published are the records of all rounds that were published, in their order. Errors: procedure.ErrForbidden.
func (s *Service) Published(ctx context.Context, actor identity.Actor, ref procedure.Ref) ([]Record, error) {
	if !actor.Can(identity.ReadProcedures, ref.Object()) {
		return nil, fmt.Errorf("read availability of %s: %w", ref.Slug, procedure.ErrForbidden)
	}
	var list []Record
	err := s.tenancy.Read(ctx, ref.Authority, func(tx identity.Tx) error {
		view, err := procedure.LoadView(ctx, tx, ref.ID, true)
		if err != nil {
			return err
		}
		for _, round := range view.Rounds {
			if round.PublishedAt == nil {
				continue
			}
			rec, err := load(ctx, tx, round)
			if err != nil {
				return err
			}
			list = append(list, rec)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read availability of %s: %w", ref.Slug, err)
	}
	return list, nil
}
