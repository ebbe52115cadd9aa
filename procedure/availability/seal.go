package availability

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
)

// ErrSealed says that the checks of the round are in the register already.
var ErrSealed = errors.New("availability: checks of the round are in the register already")

// ErrOpen says that the period of the round still runs, or has only just ended.
var ErrOpen = errors.New("availability: period still runs")

// Seal is one state of the record as it went into the register.
type Seal struct {
	ID       uuid.UUID
	Round    uuid.UUID
	Number   int
	Checks   int64
	Outages  int
	Entries  int
	Hash     []byte
	LogIndex int64
	SealedAt time.Time
}

// SealClosed seals every round of all authorities whose period is over, once. A round that another worker sealed meanwhile
// is passed over; an error of one round does not keep the others.
func (s *Service) SealClosed(ctx context.Context) (int, error) {
	list, err := selectUnsealed(ctx, s.tenancy.Pool(), s.tenancy.Now().Add(-sealAfter))
	if err != nil {
		return 0, fmt.Errorf("list rounds to seal: %w", err)
	}
	sealed := 0
	var failed error
	for _, u := range list {
		err := s.tenancy.Write(ctx, u.ref.Authority, func(tx identity.Tx) error {
			return SealRound(ctx, tx, identity.Operator, u.ref.ID, u.round)
		})
		switch {
		case err == nil:
			sealed++
		case !errors.Is(err, ErrSealed):
			failed = errors.Join(failed, err)
		}
	}
	return sealed, failed
}

// SealRound enters the hash over runs and entries of a round into the register, in the transaction that it is given. Errors:
// ErrSealed, ErrOpen, procedure.ErrNotFound.
func SealRound(ctx context.Context, tx identity.Tx, actor identity.Actor, procedureID, round uuid.UUID) error {
	if err := lockRound(ctx, tx, round, forSeal); err != nil {
		return fmt.Errorf("seal availability of round %s: %w", round, err)
	}
	n, err := sealCount(ctx, tx, round)
	if err == nil && n > 0 {
		err = ErrSealed
	}
	if err != nil {
		return fmt.Errorf("seal availability of round %s: %w", round, err)
	}
	r, err := procedure.RoundOf(ctx, tx, procedureID, round)
	if err == nil && tx.Now.Before(r.Period.ClosesAt.Add(sealAfter)) {
		err = ErrOpen
	}
	if err == nil {
		err = seal(ctx, tx, actor, r, 1)
	}
	if err != nil {
		return fmt.Errorf("seal availability of round %s: %w", round, err)
	}
	return nil
}

func seal(ctx context.Context, tx identity.Tx, actor identity.Actor, r procedure.Round, number int) error {
	rec, err := load(ctx, tx, r)
	if err != nil {
		return err
	}
	s := Seal{Round: r.ID, Number: number, Checks: checksOf(rec.runs), Outages: len(rec.Outages), Entries: len(rec.Entries), Hash: canonicalHash(r.ID, rec.runs, rec.Entries), SealedAt: tx.Now}
	if s.ID, err = uuid.NewV7(); err != nil {
		return err
	}
	s.LogIndex, err = procedure.RecordAt(ctx, tx, actor, r.Procedure, procedure.Event{Kind: procedure.EventAvailability,
		Detail: fmt.Sprintf("%s, %s", count(int(s.Checks), "Prüfung", "Prüfungen"), count(s.Outages, "Ausfall", "Ausfälle")), Fields: s.fields()})
	if err != nil {
		return err
	}
	return insertSeal(ctx, tx, s)
}

func checksOf(runs []Run) (n int64) {
	for _, r := range runs {
		n += int64(r.Checks)
	}
	return n
}

// fields are what the register says of a seal.
func (s Seal) fields() []procedure.Field {
	return []procedure.Field{{Key: "round", Value: s.Round.String()}, {Key: "number", Value: fmt.Sprint(s.Number)},
		{Key: "checks", Value: fmt.Sprint(s.Checks)}, {Key: "outages", Value: fmt.Sprint(s.Outages)}, {Key: "hash", Value: fmt.Sprintf("%x", s.Hash)}}
}

// canonicalHash is over one line per run and entry. What a person wrote, and who, enters salted: the text may name somebody.
func canonicalHash(round uuid.UUID, runs []Run, entries []Entry) []byte {
	runs, entries = slices.Clone(runs), slices.Clone(entries)
	slices.SortFunc(runs, func(a, b Run) int { return slices.Compare(a.ID[:], b.ID[:]) })
	slices.SortFunc(entries, func(a, b Entry) int { return slices.Compare(a.ID[:], b.ID[:]) })
	h := sha256.New()
	fmt.Fprintf(h, "einwand/availability/v1 %s\n", round)
	for _, r := range runs {
		fmt.Fprintf(h, "run %s %s %d %s %d %t %d %s %s %d\n", r.ID, r.Document, r.Position, r.Result.Outcome, r.Result.Status, r.Result.OnPage,
			int(r.Every/time.Second), stamp(r.First), stamp(r.Last), r.Checks)
	}
	for _, e := range entries {
		fmt.Fprintf(h, "entry %s %d %s %s %s %s %s %x\n", e.ID, e.Number, e.Kind, stamp(e.From), stamp(e.Until), e.Choice, stamp(e.RecordedAt), e.commitment())
	}
	return h.Sum(nil)
}

func (e Entry) commitment() []byte {
	by := "operator"
	if e.RecordedBy != nil {
		by = e.RecordedBy.String()
	}
	h := sha256.New()
	fmt.Fprintf(h, "%x\n%s\n%s", e.salt, by, e.Text)
	return h.Sum(nil)
}

func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }
