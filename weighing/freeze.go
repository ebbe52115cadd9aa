package weighing

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/bodies"
	"github.com/einwand/einwand/procedure/ledger"
)

// Freezing is what the planner decides about a table beside its content.
type Freezing struct {
	// Number is the one that the form announced, so that a form sent twice freezes once; 0 takes the next.
	Number int
	// WithoutPublic freezes although wordings are unreleased: this table then never gets a public edition, not even after
	// the decision, because it is a snapshot.
	WithoutPublic bool
	// Session is the sitting that the table is for, as far as it is known; the zero value when it is not.
	Session Session
}

// Frozen is what freezing produced.
type Frozen struct {
	Number     int
	Hash       string // lower-case hex
	Rows       int
	Unreleased int // rows whose wording nobody has released: they stop the public edition of this table
}

// errRegisterMoved says that something was entered between the signing of the checkpoint and the lock of the register.
var errRegisterMoved = errors.New("register moved since the checkpoint")

// attempts to freeze between two entries in the register. After the period a few a day are usual.
const attempts = 8

// Freeze fixes table N: a snapshot of every row, numbered and hashed, with its entry in the register, in one transaction
// that nobody can weigh, file or withdraw beside. It is complete or refused.
//
// The checkpoint is signed over the committed register, hence before the transaction; in it, the register is locked and
// must still be as long. The entry of the table then has the checkpoint's size as its place: nothing lies between what
// was signed and what was frozen. When something was entered meanwhile, all of it is done again.
//
// Errors: *Invalid for a session that cannot be, *Incomplete with every gap, *Unreleased unless the planner does without the public edition, *procedure.Refusal
// before the period is over, ErrMoved when the announced table exists already, ErrForbidden, ErrBusy.
func (s *Service) Freeze(ctx context.Context, actor identity.Actor, ref procedure.Ref, how Freezing) (Frozen, error) {
	if !actor.Can(identity.FreezeTables, ref.Object()) {
		return Frozen{}, fmt.Errorf("freeze table of %s: %w", ref.Slug, ErrForbidden)
	}
	for range attempts {
		signed, err := ledger.SignCheckpoint(ctx, s.tenancy.Pool(), s.signer, ref.Authority, ref.ID)
		if err != nil {
			return Frozen{}, fmt.Errorf("freeze table of %s: %w", ref.Slug, err)
		}
		f, err := s.freezeAt(ctx, actor, ref, how, signed)
		if err == nil {
			return f, nil
		}
		if !errors.Is(err, errRegisterMoved) {
			return Frozen{}, fmt.Errorf("freeze table of %s: %w", ref.Slug, err)
		}
	}
	return Frozen{}, fmt.Errorf("freeze table of %s: %w", ref.Slug, ErrBusy)
}

func (s *Service) freezeAt(ctx context.Context, actor identity.Actor, ref procedure.Ref, how Freezing, signed ledger.SignedCheckpoint) (Frozen, error) {
	var f Frozen
	err := s.tenancy.Write(ctx, ref.Authority, func(tx identity.Tx) error {
		if _, err := holdProcedure(ctx, tx, ref.ID); err != nil {
			return err
		}
		if err := holdRegister(ctx, tx, ref.ID, signed.Size); err != nil {
			return err
		}
		t, rows, err := layOut(ctx, tx, ref.ID)
		if err != nil {
			return err
		}
		if how.Number != 0 && t.Head.Number != how.Number {
			return ErrMoved
		}
		missing := unreleased(rows)
		if len(missing) > 0 && !how.WithoutPublic {
			return &Unreleased{missing}
		}
		if t.Head.Session, err = how.Session.onRecord(tx.Now); err != nil {
			return err
		}
		t.Head.Checkpoint = signed.Note
		hashes, err := seal(rows)
		if err != nil {
			return err
		}
		t.Hash = hashTable(t.Head, hashes)
		if t.LogIndex, err = procedure.RecordTable(ctx, tx, actor, ref.ID, procedure.WeighingFacts{Statements: len(rows)}, tableEvent(t, len(rows), signed.Size)); err != nil {
			return err
		}
		if err := insertTable(ctx, tx, actor, ref.ID, t, rows); err != nil {
			return err
		}
		f = Frozen{Number: t.Head.Number, Hash: hex.EncodeToString(t.Hash), Rows: len(rows), Unreleased: len(missing)}
		return ledger.StoreCheckpoint(ctx, tx.Tx, ref.ID, signed, "frozen", tx.Now)
	})
	return f, err
}

// holdRegister locks the register: from here to the commit nothing is filed and nothing withdrawn.
func holdRegister(ctx context.Context, tx identity.Tx, procedureID uuid.UUID, size int64) error {
	return ledger.Write(ctx, tx.Tx, procedureID, tx.Now, func(h *ledger.Head) error {
		if h.State().Size != size {
			return errRegisterMoved
		}
		return nil
	})
}

// layOut builds the table of this moment, or refuses it.
func layOut(ctx context.Context, tx identity.Tx, procedureID uuid.UUID) (storedTable, []frozenRow, error) {
	view, err := procedure.LoadView(ctx, tx, procedureID, true)
	if err != nil {
		return storedTable{}, nil, err
	}
	guards, err := procedure.TableGuards(ctx, tx, procedureID, nil)
	if err != nil {
		return storedTable{}, nil, err
	}
	if stop := blocking(guards); len(stop) > 0 {
		return storedTable{}, nil, &procedure.Refusal{Transition: "T9", Guards: stop}
	}
	list, err := loadHoldings(ctx, tx, procedureID)
	if err != nil {
		return storedTable{}, nil, err
	}
	c := completeness(list)
	if len(c.Gaps) > 0 {
		return storedTable{}, nil, &Incomplete{c}
	}
	texts, err := selectReceived(ctx, tx, procedureID)
	if err != nil {
		return storedTable{}, nil, err
	}
	rows, err := rowsOf(list, texts)
	if err != nil {
		return storedTable{}, nil, err
	}
	authority, err := selectAuthorityName(ctx, tx)
	if err != nil {
		return storedTable{}, nil, err
	}
	heard, err := bodies.HeardIn(ctx, tx, bodiesRounds(view))
	if err != nil {
		return storedTable{}, nil, err
	}
	head := headOf(authority, view, rows, heard)
	head.Persons, head.FrozenAt, head.DataAsOf = c.Figures.Persons, tx.Now, tx.Now
	if head.Number, err = selectNextTable(ctx, tx, procedureID); err != nil {
		return storedTable{}, nil, err
	}
	return storedTable{Head: head}, rows, nil
}

func blocking(guards []procedure.Guard) []procedure.Guard {
	return slices.DeleteFunc(slices.Clone(guards), func(g procedure.Guard) bool { return g.Severity != procedure.Block })
}

// tableEvent is the entry of a table in the register.
func tableEvent(t storedTable, rows int, checkpoint int64) procedure.Event {
	return procedure.Event{Kind: procedure.EventTable, Detail: fmt.Sprintf("Abwägungstabelle Nr. %d", t.Head.Number),
		Fields: []procedure.Field{
			{Key: "table", Value: strconv.Itoa(t.Head.Number)},
			{Key: "hash", Value: "sha256:" + hex.EncodeToString(t.Hash)},
			{Key: "rows", Value: strconv.Itoa(rows)},
			{Key: "checkpoint", Value: strconv.FormatInt(checkpoint, 10)}}}
}

// unreleased lists the numbers of rows that the public edition would have to print without a released wording.
func unreleased(rows []frozenRow) []string {
	var numbers []string
	for _, r := range rows {
		if r.Code != "" && r.Released == nil {
			numbers = append(numbers, r.Number)
		}
	}
	return numbers
}
