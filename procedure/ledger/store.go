package ledger

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"golang.org/x/mod/sumdb/tlog"
)

// setTenant tells row-level security whose rows the transaction may see.
func setTenant(ctx context.Context, tx pgx.Tx, authority uuid.UUID) error {
	if _, err := tx.Exec(ctx, `SELECT set_config('einwand.authority', $1, true)`, authority.String()); err != nil {
		return fmt.Errorf("set tenant: %w", err)
	}
	return nil
}

func insertHead(ctx context.Context, tx pgx.Tx, authority, procedure uuid.UUID, origin string, now time.Time) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO ledger_head (procedure_id, authority_id, origin, size, statements, last_at)
		VALUES ($1, $2, $3, 0, 0, $4)`, procedure, authority, origin, now)
	switch violated(err) {
	case "ledger_head_pkey":
		return ErrLogExists
	case "ledger_head_origin_unique":
		return ErrOriginTaken
	}
	return err
}

func lockHead(ctx context.Context, tx pgx.Tx, procedure uuid.UUID) (authority uuid.UUID, s State, err error) {
	err = tx.QueryRow(ctx, `
		SELECT authority_id, origin, size, statements, last_at
		FROM ledger_head WHERE procedure_id = $1 FOR UPDATE`, procedure,
	).Scan(&authority, &s.Origin, &s.Size, &s.Statements, &s.LastAt)
	s.LastAt = s.LastAt.UTC()
	return authority, s, known(err)
}

// queueAppended inserts leaves and hashes and moves the head. Tables are written as arrays, so the number of statements
// does not grow with the number of leaves.
func queueAppended(b *pgx.Batch, h *Head) {
	b.Queue(`
		INSERT INTO ledger_leaf (procedure_id, n, authority_id, data)
		SELECT $1, u.n, $2, u.data FROM unnest($3::bigint[], $4::bytea[]) AS u (n, data)`,
		h.procedure, h.authority, count(h.before.Size, len(h.leaves)), h.leaves)
	b.Queue(`
		INSERT INTO ledger_hash (procedure_id, idx, authority_id, hash)
		SELECT $1, u.idx, $2, u.hash FROM unnest($3::bigint[], $4::bytea[]) AS u (idx, hash)`,
		h.procedure, h.authority, count(tlog.StoredHashCount(h.before.Size), len(h.hashes)), byteSlices(h.hashes))
	b.Queue(`
		UPDATE ledger_head SET size = $2, statements = $3, last_at = $4
		WHERE procedure_id = $1 AND size = $5 AND statements = $6`,
		h.procedure, h.state.Size, h.state.Statements, h.state.LastAt, h.before.Size, h.before.Statements,
	).Exec(func(tag pgconn.CommandTag) error {
		if tag.RowsAffected() != 1 {
			return ErrHeadMoved
		}
		return nil
	})
}

func store(ctx context.Context, tx pgx.Tx, b *pgx.Batch) error {
	err := tx.SendBatch(ctx, b).Close()
	switch violated(err) {
	case "ledger_leaf_pkey", "ledger_hash_pkey":
		return fmt.Errorf("%w: %w", ErrHeadMoved, err)
	}
	return err
}

func insertCheckpoint(ctx context.Context, tx pgx.Tx, procedure uuid.UUID, c SignedCheckpoint, reason string, now time.Time) error {
	tag, err := tx.Exec(ctx, `
		INSERT INTO ledger_checkpoint (procedure_id, size, authority_id, note, signed_at, reason)
		SELECT procedure_id, $2, authority_id, $3, $4, $5
		FROM ledger_head WHERE procedure_id = $1 AND origin = $6 AND size >= $2`,
		procedure, c.Size, c.Note, now, reason, c.Origin)
	if violated(err) == "ledger_checkpoint_pkey" {
		return ErrCheckpointExists
	}
	if err == nil && tag.RowsAffected() != 1 {
		return ErrUnknownLog
	}
	return err
}

// violated names the constraint that the database refused a statement for, or is empty.
func violated(err error) string {
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		return pg.ConstraintName
	}
	return ""
}

// known translates the absence of a head.
func known(err error) error {
	if errors.Is(err, pgx.ErrNoRows) {
		return ErrUnknownLog
	}
	return err
}

func count(from int64, n int) []int64 {
	all := make([]int64, n)
	for i := range all {
		all[i] = from + int64(i)
	}
	return all
}

func byteSlices(hashes []tlog.Hash) [][]byte {
	all := make([][]byte, len(hashes))
	for i := range hashes {
		all[i] = hashes[i][:]
	}
	return all
}
