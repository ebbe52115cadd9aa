package ledger

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"golang.org/x/mod/sumdb/tlog"
)

// checkpointRow is a stored checkpoint before anybody has read its note.
type checkpointRow struct {
	Size     int64
	Note     string
	SignedAt time.Time
	Reason   string
}

// span says how many rows lie outside of the log, and between which places.
type span struct {
	Count, First, Last int64
}

func selectHead(ctx context.Context, tx pgx.Tx, procedure uuid.UUID) (s State, err error) {
	err = tx.QueryRow(ctx, `
		SELECT origin, size, statements, last_at FROM ledger_head WHERE procedure_id = $1`, procedure,
	).Scan(&s.Origin, &s.Size, &s.Statements, &s.LastAt)
	s.LastAt = s.LastAt.UTC()
	return s, known(err)
}

// selectHeadAndCheckpoint reads the head and, of the newest stored checkpoint, what it says of the tree: a log without
// one is treated as if its empty tree had been signed.
func selectHeadAndCheckpoint(ctx context.Context, tx pgx.Tx, procedure uuid.UUID) (State, Checkpoint, error) {
	state, err := selectHead(ctx, tx, procedure)
	if err != nil {
		return State{}, Checkpoint{}, err
	}
	row, err := selectLatestCheckpoint(ctx, tx, procedure)
	if errors.Is(err, ErrNoCheckpoint) {
		empty, err := tlog.TreeHash(0, nil)
		return state, Checkpoint{Origin: state.Origin, Root: empty}, err
	}
	if err != nil {
		return State{}, Checkpoint{}, err
	}
	c, err := parseCheckpoint(row.Note)
	return state, c, err
}

func selectLatestCheckpoint(ctx context.Context, tx pgx.Tx, procedure uuid.UUID) (r checkpointRow, err error) {
	err = tx.QueryRow(ctx, `
		SELECT size, note, signed_at, reason FROM ledger_checkpoint
		WHERE procedure_id = $1 ORDER BY size DESC, signed_at DESC LIMIT 1`, procedure,
	).Scan(&r.Size, &r.Note, &r.SignedAt, &r.Reason)
	if errors.Is(err, pgx.ErrNoRows) {
		return r, ErrNoCheckpoint
	}
	return r, err
}

func selectCheckpoints(ctx context.Context, tx pgx.Tx, procedure uuid.UUID) ([]checkpointRow, error) {
	rows, err := tx.Query(ctx, `
		SELECT size, note, signed_at, reason FROM ledger_checkpoint
		WHERE procedure_id = $1 ORDER BY size, signed_at`, procedure)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToStructByPos[checkpointRow])
}

// selectHashes reads the stored hashes of the given indexes. Error: ErrIncomplete. The subquery is
// one index look-up per hash whatever the statistics say: for "idx = ANY ($2)" the planner, which has not yet seen a
// procedure that grows right now, chose to read all hashes of the procedure and to throw most of them away.
func selectHashes(ctx context.Context, tx pgx.Tx, procedure uuid.UUID, indexes []int64) (map[int64]tlog.Hash, error) {
	rows, err := tx.Query(ctx, `
		SELECT u.idx, (SELECT hash FROM ledger_hash WHERE procedure_id = $1 AND idx = u.idx)
		FROM unnest($2::bigint[]) AS u (idx)`, procedure, indexes)
	if err != nil {
		return nil, err
	}
	found := make(map[int64]tlog.Hash, len(indexes))
	var index int64
	var hash []byte
	_, err = pgx.ForEachRow(rows, []any{&index, &hash}, func() error {
		if len(hash) != tlog.HashSize {
			return fmt.Errorf("hash %d: %w", index, ErrIncomplete)
		}
		found[index] = tlog.Hash(hash)
		return nil
	})
	return found, err
}

// selectHashRange reads the stored hashes of [from, to) as they are; a missing one is nil.
func selectHashRange(ctx context.Context, tx pgx.Tx, procedure uuid.UUID, from, to int64) ([][]byte, error) {
	rows, err := tx.Query(ctx, `
		SELECT idx, hash FROM ledger_hash WHERE procedure_id = $1 AND idx >= $2 AND idx < $3`, procedure, from, to)
	if err != nil {
		return nil, err
	}
	hashes := make([][]byte, to-from)
	var index int64
	var hash []byte
	_, err = pgx.ForEachRow(rows, []any{&index, &hash}, func() error {
		hashes[index-from] = hash
		return nil
	})
	return hashes, err
}

// selectLeaves reads the leaves of [from, to) in order.
func selectLeaves(ctx context.Context, tx pgx.Tx, procedure uuid.UUID, from, to int64) ([]Leaf, error) {
	rows, err := tx.Query(ctx, `
		SELECT n, data FROM ledger_leaf WHERE procedure_id = $1 AND n >= $2 AND n < $3 ORDER BY n`, procedure, from, to)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToStructByPos[Leaf])
}

// selectLeavesOutside looks for leaves that no log of the given size can have.
func selectLeavesOutside(ctx context.Context, tx pgx.Tx, procedure uuid.UUID, size int64) (s span, err error) {
	err = tx.QueryRow(ctx, `
		SELECT count(*), coalesce(min(n), 0), coalesce(max(n), 0)
		FROM ledger_leaf WHERE procedure_id = $1 AND (n < 0 OR n >= $2)`, procedure, size,
	).Scan(&s.Count, &s.First, &s.Last)
	return s, err
}

// selectHashesOutside looks for hashes that no log with the given number of hashes can have.
func selectHashesOutside(ctx context.Context, tx pgx.Tx, procedure uuid.UUID, hashes int64) (s span, err error) {
	err = tx.QueryRow(ctx, `
		SELECT count(*), coalesce(min(idx), 0), coalesce(max(idx), 0)
		FROM ledger_hash WHERE procedure_id = $1 AND (idx < 0 OR idx >= $2)`, procedure, hashes,
	).Scan(&s.Count, &s.First, &s.Last)
	return s, err
}

func selectIsolation(ctx context.Context, tx pgx.Tx) (level string, err error) {
	err = tx.QueryRow(ctx, `SELECT current_setting('transaction_isolation')`).Scan(&level)
	return level, err
}
