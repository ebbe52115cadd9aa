package order

import (
	"context"
	"errors"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/einwand/einwand/identity"
)

const orderColumns = `o.id, o.authority_id, o.procedure_id, p.slug, p.short_title, o.account_id, o.kind, o.table_number, o.decision, o.audience, o.format, o.paper,
	o.state, o.ordered_at, o.ended_at, o.keep_until, o.attempts, o.step, o.done, o.total, o.store_key, o.file_name, o.media_type, o.size, o.failure`

func scanOrder(row pgx.Row) (o Order, err error) {
	var ended *time.Time
	w, p, f := &o.What, &o.Progress, &o.File
	err = row.Scan(&o.ID, &o.Ref.Authority, &o.Ref.ID, &o.Ref.Slug, &o.Plan, &o.Account, &w.Kind, &w.Table, &w.Decision, &w.Audience, &w.Format, &w.Paper,
		&o.State, &o.OrderedAt, &ended, &o.KeepUntil, &o.attempts, &p.Step, &p.Done, &p.Total, &o.storeKey, &f.Name, &f.MediaType, &f.Size, &o.Failure)
	if errors.Is(err, pgx.ErrNoRows) {
		return Order{}, ErrNotFound
	}
	o.OrderedAt, o.KeepUntil = o.OrderedAt.UTC(), o.KeepUntil.UTC()
	if ended != nil {
		o.EndedAt = ended.UTC()
	}
	return o, err
}

// selectSame finds an open order of the same file or, with done, one whose file is there.
func selectSame(ctx context.Context, tx identity.Tx, account, procedureID uuid.UUID, w What, done bool) (Order, error) {
	return scanOrder(tx.QueryRow(ctx, `
		SELECT `+orderColumns+` FROM file_order o JOIN procedure p ON p.id = o.procedure_id
		WHERE o.account_id = $1 AND o.procedure_id = $2 AND o.kind = $3 AND o.table_number = $4 AND o.decision = $5 AND o.audience = $6 AND o.format = $7
		  AND o.paper = $8 AND (o.state IN ('waiting', 'running') OR $9 AND o.state = 'done' AND o.keep_until > $10)
		ORDER BY o.ordered_at DESC LIMIT 1`, account, procedureID, w.Kind, w.Table, w.Decision, w.Audience, w.Format, w.Paper, done, tx.Now))
}

func selectOwn(ctx context.Context, tx identity.Tx, account, procedureID, id uuid.UUID) (Order, error) {
	return scanOrder(tx.QueryRow(ctx, `
		SELECT `+orderColumns+` FROM file_order o JOIN procedure p ON p.id = o.procedure_id
		WHERE o.account_id = $1 AND o.procedure_id = $2 AND o.id = $3`, account, procedureID, id))
}

func selectCurrent(ctx context.Context, tx identity.Tx, account uuid.UUID, procedureID *uuid.UUID) ([]Order, error) {
	rows, err := tx.Query(ctx, `
		SELECT `+orderColumns+` FROM file_order o JOIN procedure p ON p.id = o.procedure_id
		WHERE o.account_id = $1 AND ($2::uuid IS NULL OR o.procedure_id = $2) AND o.state IN ('waiting', 'running', 'done', 'failed') AND o.keep_until > $3
		ORDER BY o.ordered_at DESC, o.id DESC`, account, procedureID, tx.Now)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (Order, error) { return scanOrder(row) })
}

func countOpen(ctx context.Context, tx identity.Tx, account uuid.UUID) (n int, err error) {
	err = tx.QueryRow(ctx, `SELECT count(*) FROM file_order WHERE account_id = $1 AND state IN ('waiting', 'running')`, account).Scan(&n)
	return n, err
}

// insertOrder enters an order unless the person has the same one open.
func insertOrder(ctx context.Context, tx identity.Tx, o Order) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO file_order (id, authority_id, procedure_id, account_id, kind, table_number, decision, audience, format, paper, state, ordered_at, keep_until,
		                        attempts, step, done, total, store_key, file_name, media_type, size, failure)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'waiting', $11, $12, 0, '', 0, 0, $13, '', '', 0, '')
		ON CONFLICT (account_id, procedure_id, kind, table_number, decision, audience, format, paper) WHERE state IN ('waiting', 'running') DO NOTHING`,
		o.ID, tx.Authority, o.Ref.ID, o.Account, o.What.Kind, o.What.Table, o.What.Decision, o.What.Audience, o.What.Format, o.What.Paper, o.OrderedAt, o.KeepUntil, o.storeKey)
	return err
}

// cancelOrder takes it from whoever makes it. ErrEnded if it is not open any more.
func cancelOrder(ctx context.Context, tx identity.Tx, account, id uuid.UUID, keep time.Time) error {
	tag, err := tx.Exec(ctx, `
		UPDATE file_order SET state = 'cancelled', ended_at = $3, keep_until = $4, slot = NULL, lease = NULL, leased_until = NULL
		WHERE id = $1 AND account_id = $2 AND state IN ('waiting', 'running')`, id, account, tx.Now, keep)
	return changed(tag.RowsAffected(), err, ErrEnded)
}

// changed is the error of a guarded transition that found no row.
func changed(n int64, err, none error) error {
	if err == nil && n == 0 {
		return none
	}
	return err
}

// selectOver lists orders of the authority whose time is up.
func selectOver(ctx context.Context, tx identity.Tx, limit int) ([]Order, error) {
	rows, err := tx.Query(ctx, `
		SELECT `+orderColumns+` FROM file_order o JOIN procedure p ON p.id = o.procedure_id
		WHERE o.authority_id = $1 AND o.state <> 'running' AND o.keep_until <= $2 ORDER BY o.keep_until LIMIT $3`, tx.Authority, tx.Now, limit)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (Order, error) { return scanOrder(row) })
}

// expireOrder records that there is no file (any more).
func expireOrder(ctx context.Context, tx identity.Tx, id uuid.UUID, keep time.Time) error {
	_, err := tx.Exec(ctx, `
		UPDATE file_order SET state = 'expired', ended_at = coalesce(ended_at, $2), keep_until = $3
		WHERE id = $1 AND state IN ('waiting', 'done') AND keep_until <= $2`, id, tx.Now, keep)
	return err
}

func deleteOrder(ctx context.Context, tx identity.Tx, id uuid.UUID) error {
	_, err := tx.Exec(ctx, `DELETE FROM file_order WHERE id = $1 AND state IN ('failed', 'cancelled', 'expired') AND keep_until <= $2`, id, tx.Now)
	return err
}
