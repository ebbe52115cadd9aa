package ledger

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"golang.org/x/mod/sumdb/tlog"
)

// SignCheckpoint signs the log as it is committed now. It takes the pool and reads in a transaction of its own, because
// a signature cannot be rolled back: over the tree of a writing transaction it could vouch for leaves that never came
// to be, and the next leaf at that index would make the log a fork. For the same reason it refuses to contradict the
// newest stored checkpoint. Do not call it while holding a connection of a pool that may be exhausted.
//
// Errors: ErrUnknownLog, ErrFork, ErrForeignOrigin, ErrIncomplete.
func SignCheckpoint(ctx context.Context, pool *pgxpool.Pool, signer *Signer, authority, procedure uuid.UUID) (SignedCheckpoint, error) {
	signed, _, err := signCommitted(ctx, pool, signer, authority, procedure, nil)
	return signed, err
}

// SignProofs returns a proof for each index, all under one checkpoint that it signs as SignCheckpoint does, with two
// reads however many indexes there are. The proofs are checked against the stored hash of their leaf before they are
// handed out. Errors: those of SignCheckpoint, ErrBeyondTree, ErrNotIncluded (the stored hashes disagree).
func SignProofs(ctx context.Context, pool *pgxpool.Pool, signer *Signer, authority, procedure uuid.UUID, indexes ...int64) ([]Proof, error) {
	_, proofs, err := signCommitted(ctx, pool, signer, authority, procedure, indexes)
	return proofs, err
}

// StoreCheckpoint puts a signed checkpoint on record. The reason is a key word of the caller ("deadline", "frozen");
// authority_id is taken from the log. Errors: ErrUnknownLog (no log with this origin that is as long as the
// checkpoint), ErrCheckpointExists.
func StoreCheckpoint(ctx context.Context, tx pgx.Tx, procedure uuid.UUID, c SignedCheckpoint, reason string, now time.Time) error {
	if err := insertCheckpoint(ctx, tx, procedure, c, reason, stamp(now)); err != nil {
		return fmt.Errorf("store checkpoint of %s at %d: %w", c.Origin, c.Size, err)
	}
	return nil
}

// LatestCheckpoint returns the stored checkpoint with the greatest size, of those the newest. It is read, not judged:
// OpenCheckpoint does that. Errors: ErrNoCheckpoint, ErrCheckpointFormat.
func LatestCheckpoint(ctx context.Context, tx pgx.Tx, procedure uuid.UUID) (StoredCheckpoint, error) {
	row, err := selectLatestCheckpoint(ctx, tx, procedure)
	if err != nil {
		return StoredCheckpoint{}, fmt.Errorf("latest checkpoint of procedure %s: %w", procedure, err)
	}
	c, err := parseCheckpoint(row.Note)
	if err != nil {
		return StoredCheckpoint{}, fmt.Errorf("latest checkpoint of procedure %s: %w", procedure, err)
	}
	signed := SignedCheckpoint{Checkpoint: c, Note: row.Note}
	return StoredCheckpoint{SignedCheckpoint: signed, SignedAt: row.SignedAt.UTC(), Reason: row.Reason}, nil
}

// Snapshot runs fn in a read-only transaction that sees one committed state of the database, with the tenant set.
func Snapshot(ctx context.Context, pool *pgxpool.Pool, authority uuid.UUID, fn func(pgx.Tx) error) error {
	options := pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly}
	return pgx.BeginTxFunc(ctx, pool, options, func(tx pgx.Tx) error {
		if err := setTenant(ctx, tx, authority); err != nil {
			return err
		}
		return fn(tx)
	})
}

func signCommitted(ctx context.Context, pool *pgxpool.Pool, signer *Signer, authority, procedure uuid.UUID, indexes []int64) (SignedCheckpoint, []Proof, error) {
	var t tree
	err := Snapshot(ctx, pool, authority, func(tx pgx.Tx) (err error) {
		t, err = readTree(ctx, tx, procedure, indexes)
		return err
	})
	if err != nil {
		return SignedCheckpoint{}, nil, fmt.Errorf("read back log of procedure %s: %w", procedure, err)
	}
	signed, err := signer.sign(t.Checkpoint)
	if err != nil {
		return SignedCheckpoint{}, nil, err
	}
	for i := range t.proofs {
		t.proofs[i].Checkpoint = signed.Note
	}
	return signed, t.proofs, nil
}

// tree is a committed tree, ready to be signed.
type tree struct {
	Checkpoint
	proofs  []Proof // without the signed note
	earlier tlog.Hash
	leaves  []tlog.Hash // stored hashes of the proven leaves
}

// readTree reads what is to be signed and judges it. Error ErrFork: the log is shorter or other than its newest stored
// checkpoint says, as after a restore from an old backup.
func readTree(ctx context.Context, tx pgx.Tx, procedure uuid.UUID, indexes []int64) (tree, error) {
	state, last, err := selectHeadAndCheckpoint(ctx, tx, procedure)
	if err != nil {
		return tree{}, err
	}
	if last.Origin != state.Origin || last.Size > state.Size {
		return tree{}, fmt.Errorf("%w: signed were %d leaves of %s, there are %d of %s", ErrFork, last.Size, last.Origin, state.Size, state.Origin)
	}
	for _, index := range indexes {
		if index < 0 || index >= state.Size {
			return tree{}, fmt.Errorf("leaf %d of %d: %w", index, state.Size, ErrBeyondTree)
		}
	}
	var t tree
	err = gather(ctx, tx, procedure, func(r tlog.HashReader) (err error) {
		t, err = deriveTree(state, last.Size, indexes, r)
		return err
	})
	if err != nil {
		return tree{}, err
	}
	if t.earlier != last.Root {
		return tree{}, fmt.Errorf("%w: another root at %d leaves", ErrFork, last.Size)
	}
	return t, t.check()
}

func deriveTree(state State, earlier int64, indexes []int64, r tlog.HashReader) (t tree, err error) {
	t.Origin, t.Size = state.Origin, state.Size
	if t.Root, err = tlog.TreeHash(state.Size, r); err != nil {
		return tree{}, err
	}
	if t.earlier, err = tlog.TreeHash(earlier, r); err != nil {
		return tree{}, err
	}
	for _, index := range indexes {
		hashes, err := tlog.ProveRecord(state.Size, index, r)
		if err != nil {
			return tree{}, err
		}
		leaf, err := r.ReadHashes([]int64{tlog.StoredHashIndex(0, index)})
		if err != nil {
			return tree{}, err
		}
		t.proofs = append(t.proofs, Proof{Index: index, Hashes: hashes})
		t.leaves = append(t.leaves, leaf[0])
	}
	return t, nil
}

func (t tree) check() error {
	for i, p := range t.proofs {
		if err := tlog.CheckRecord(p.Hashes, t.Size, t.Root, p.Index, t.leaves[i]); err != nil {
			return fmt.Errorf("leaf %d of %d: %w", p.Index, t.Size, ErrNotIncluded)
		}
	}
	return nil
}
