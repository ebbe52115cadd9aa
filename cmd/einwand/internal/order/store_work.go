package order

import (
	"context"
	"errors"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/einwand/einwand/identity"
)

// Unique indexes that keep the limits of orders made at once.
const (
	slotOnce   = "file_order_slot_once"
	personOnce = "file_order_person_once"
)

// selectQueue lists the open orders of all authorities, the oldest first.
func selectQueue(ctx context.Context, pool *pgxpool.Pool) ([]queued, error) {
	rows, err := pool.Query(ctx, `SELECT order_id, authority_id, account_id, attempts, slot, leased_until FROM file_order_queue()`)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (q queued, err error) {
		var slot *int
		var until *time.Time
		err = row.Scan(&q.id, &q.authority, &q.account, &q.attempts, &slot, &until)
		if slot != nil && until != nil {
			q.slot, q.until = *slot, *until
		}
		return q, err
	})
}

// claimOrder makes the order the worker's, if it waits or its lease has lapsed. errTaken when another was first, be it in the order, the
// slot, or the person's one.
func claimOrder(ctx context.Context, tx identity.Tx, p pick, lease uuid.UUID, until time.Time) error {
	tag, err := tx.Exec(ctx, `
		UPDATE file_order SET state = 'running', slot = $2, lease = $3, leased_until = $4, attempts = attempts + 1, step = '', done = 0, total = 0
		WHERE id = $1 AND (state = 'waiting' OR state = 'running' AND leased_until <= $5)`, p.id, p.slot, lease, until, tx.Now)
	if pg := new(pgconn.PgError); errors.As(err, &pg) && (pg.ConstraintName == slotOnce || pg.ConstraintName == personOnce) {
		return errTaken
	}
	return changed(tag.RowsAffected(), err, errTaken)
}

func selectLeased(ctx context.Context, tx identity.Tx, id, lease uuid.UUID) (Order, error) {
	return scanOrder(tx.QueryRow(ctx, `
		SELECT `+orderColumns+` FROM file_order o JOIN procedure p ON p.id = o.procedure_id WHERE o.id = $1 AND o.lease = $2`, id, lease))
}

// abandonOrder gives up an order whose lease has lapsed once too often.
func abandonOrder(ctx context.Context, tx identity.Tx, id uuid.UUID, keep time.Time) error {
	_, err := tx.Exec(ctx, `
		UPDATE file_order SET state = 'failed', failure = 'abandoned', ended_at = $2, keep_until = $3, slot = NULL, lease = NULL, leased_until = NULL
		WHERE id = $1 AND state = 'running' AND leased_until <= $2`, id, tx.Now, keep)
	return err
}

// renewLease keeps the order and says how far it is. errTaken when it is not the worker's any more.
func renewLease(ctx context.Context, tx identity.Tx, id, lease uuid.UUID, until time.Time, p Progress) error {
	tag, err := tx.Exec(ctx, `
		UPDATE file_order SET leased_until = $3, step = $4, done = $5, total = $6 WHERE id = $1 AND lease = $2 AND state = 'running'`,
		id, lease, until, p.Step, p.Done, p.Total)
	return changed(tag.RowsAffected(), err, errTaken)
}

// releaseOrder puts an order back that the worker cannot end.
func releaseOrder(ctx context.Context, tx identity.Tx, id, lease uuid.UUID) error {
	tag, err := tx.Exec(ctx, `
		UPDATE file_order SET state = 'waiting', step = '', done = 0, total = 0, slot = NULL, lease = NULL, leased_until = NULL
		WHERE id = $1 AND lease = $2 AND state = 'running'`, id, lease)
	return changed(tag.RowsAffected(), err, errTaken)
}

func finishOrder(ctx context.Context, tx identity.Tx, id, lease uuid.UUID, f File, keep time.Time) error {
	tag, err := tx.Exec(ctx, `
		UPDATE file_order SET state = 'done', ended_at = $3, keep_until = $4, file_name = $5, media_type = $6, size = $7,
		       slot = NULL, lease = NULL, leased_until = NULL
		WHERE id = $1 AND lease = $2 AND state = 'running'`, id, lease, tx.Now, keep, f.Name, f.MediaType, f.Size)
	return changed(tag.RowsAffected(), err, errTaken)
}

// displaceOrders ends the time of those files of a person that are beyond a number or, with all later ones, beyond a size.
func displaceOrders(ctx context.Context, tx identity.Tx, account uuid.UUID, number int, size int64) error {
	_, err := tx.Exec(ctx, `
		UPDATE file_order o SET keep_until = $2
		FROM (SELECT id, row_number() OVER latest AS nr, sum(size) OVER latest AS bytes FROM file_order
		      WHERE account_id = $1 AND state = 'done' AND keep_until > $2 WINDOW latest AS (ORDER BY ended_at DESC, id DESC)) kept
		WHERE o.id = kept.id AND o.state = 'done' AND kept.nr > 1 AND (kept.nr > $3 OR kept.bytes > $4)`, account, tx.Now, number, size)
	return err
}

func failOrder(ctx context.Context, tx identity.Tx, id, lease uuid.UUID, why Failure, keep time.Time) error {
	tag, err := tx.Exec(ctx, `
		UPDATE file_order SET state = 'failed', failure = $3, ended_at = $4, keep_until = $5, slot = NULL, lease = NULL, leased_until = NULL
		WHERE id = $1 AND lease = $2 AND state = 'running'`, id, lease, why, tx.Now, keep)
	return changed(tag.RowsAffected(), err, errTaken)
}
