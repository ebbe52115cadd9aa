package outbox

import (
	"context"
	"errors"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// transaction carries the statements of the table.
type transaction struct{ pgx.Tx }

func inTransaction(ctx context.Context, pool *pgxpool.Pool, f func(transaction) error) error {
	return pgx.BeginFunc(ctx, pool, func(tx pgx.Tx) error { return f(transaction{tx}) })
}

func (tx transaction) lockDue(ctx context.Context, now time.Time) (row owed, ok bool, err error) {
	err = tx.QueryRow(ctx, `
		SELECT id, authority_id, kind, subject_id, attempts FROM outbox
		WHERE sent_at IS NULL AND next_at <= $1 ORDER BY next_at LIMIT 1 FOR UPDATE SKIP LOCKED`, now).
		Scan(&row.id, &row.authority, &row.kind, &row.subject, &row.attempts)
	if errors.Is(err, pgx.ErrNoRows) {
		return owed{}, false, nil
	}
	return row, err == nil, err
}

// markDone ends what is owed: sent, or lapsed where there was nothing to send any more.
func (tx transaction) markDone(ctx context.Context, id uuid.UUID, lapsed bool, now time.Time) error {
	_, err := tx.Exec(ctx, `UPDATE outbox SET sent_at = $2, lapsed = $3, attempts = attempts + 1, last_error = '' WHERE id = $1`, id, now, lapsed)
	return err
}

func (tx transaction) postpone(ctx context.Context, id uuid.UUID, next time.Time, cause string) error {
	_, err := tx.Exec(ctx, `UPDATE outbox SET next_at = $2, attempts = attempts + 1, last_error = $3 WHERE id = $1`, id, next, cause)
	return err
}
