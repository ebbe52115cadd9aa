package ledger

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"golang.org/x/mod/sumdb/tlog"
)

// ErrBeyondTree is the error of a read that asks for more than the log has.
var ErrBeyondTree = errors.New("the log has no such leaf or size")

// Leaf is one entry as it was appended.
type Leaf struct {
	Index int64
	Data  []byte
}

// Read returns the head of a log without locking it. Error: ErrUnknownLog.
func Read(ctx context.Context, tx pgx.Tx, procedure uuid.UUID) (State, error) {
	state, err := selectHead(ctx, tx, procedure)
	if err != nil {
		return State{}, fmt.Errorf("read log of procedure %s: %w", procedure, err)
	}
	return state, nil
}

// Leaves returns at most limit leaves from index from on, in order. Past the end it returns none.
func Leaves(ctx context.Context, tx pgx.Tx, procedure uuid.UUID, from int64, limit int) ([]Leaf, error) {
	leaves, err := selectLeaves(ctx, tx, procedure, from, from+int64(limit))
	if err != nil {
		return nil, fmt.Errorf("read leaves from %d: %w", from, err)
	}
	return leaves, nil
}

// Root returns the root of the tree with the first size leaves. Errors: ErrUnknownLog, ErrBeyondTree, ErrIncomplete.
func Root(ctx context.Context, tx pgx.Tx, procedure uuid.UUID, size int64) (tlog.Hash, error) {
	var root tlog.Hash
	err := deriveUpTo(ctx, tx, procedure, size, func(r tlog.HashReader) (err error) {
		root, err = tlog.TreeHash(size, r)
		return err
	})
	if err != nil {
		return tlog.Hash{}, fmt.Errorf("root of %d leaves: %w", size, err)
	}
	return root, nil
}

// Prove returns the proof that the tree with the first size leaves contains leaf index (RFC 6962 § 2.1.1).
// Errors: ErrUnknownLog, ErrBeyondTree, ErrIncomplete.
func Prove(ctx context.Context, tx pgx.Tx, procedure uuid.UUID, index, size int64) (tlog.RecordProof, error) {
	if index < 0 || index >= size {
		return nil, fmt.Errorf("prove leaf %d of %d: %w", index, size, ErrBeyondTree)
	}
	var proof tlog.RecordProof
	err := deriveUpTo(ctx, tx, procedure, size, func(r tlog.HashReader) (err error) {
		proof, err = tlog.ProveRecord(size, index, r)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("prove leaf %d of %d: %w", index, size, err)
	}
	return proof, nil
}

// ProveConsistency returns the proof that the tree with the first newer leaves begins with that of the first older
// ones (RFC 6962 § 2.1.2). older is at least 1: nothing needs to be proved of the empty tree.
// Errors: ErrUnknownLog, ErrBeyondTree, ErrIncomplete.
func ProveConsistency(ctx context.Context, tx pgx.Tx, procedure uuid.UUID, older, newer int64) (tlog.TreeProof, error) {
	if older < 1 || older > newer {
		return nil, fmt.Errorf("prove that %d leaves grew from %d: %w", newer, older, ErrBeyondTree)
	}
	var proof tlog.TreeProof
	err := deriveUpTo(ctx, tx, procedure, newer, func(r tlog.HashReader) (err error) {
		proof, err = tlog.ProveTree(newer, older, r)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("prove that %d leaves grew from %d: %w", newer, older, err)
	}
	return proof, nil
}

// deriveUpTo is gather for a tree that the head must have reached: the stored hashes alone do not say so, for a proof
// of the leaf after the last would need none of its own.
func deriveUpTo(ctx context.Context, tx pgx.Tx, procedure uuid.UUID, size int64, ask func(tlog.HashReader) error) error {
	state, err := selectHead(ctx, tx, procedure)
	if err != nil {
		return err
	}
	if size < 0 || size > state.Size {
		return ErrBeyondTree
	}
	return gather(ctx, tx, procedure, ask)
}

// gather calls ask twice: first to learn which hashes it reads, giving it zeros, then with the stored ones, which it
// reads in one query however many reads ask makes. What the first call computed must not be judged.
func gather(ctx context.Context, tx pgx.Tx, procedure uuid.UUID, ask func(tlog.HashReader) error) error {
	var need []int64
	err := ask(tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		need = append(need, indexes...)
		return make([]tlog.Hash, len(indexes)), nil
	}))
	if err != nil || len(need) == 0 {
		return err
	}
	slices.Sort(need)
	stored, err := selectHashes(ctx, tx, procedure, slices.Compact(need))
	if err != nil {
		return err
	}
	return ask(tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		hashes := make([]tlog.Hash, len(indexes))
		for i, index := range indexes {
			hashes[i] = stored[index]
		}
		return hashes, nil
	}))
}
