package bodies

import (
	"context"
	"errors"
	"fmt"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
)

var constraints = map[string]error{
	"public_body_number_unique":         ErrNumberTaken,
	"distribution_list_name_unique":     ErrNameTaken,
	"invitation_body_unique":            procedure.ErrWrongState,
	"invitation_reply_statement_unique": procedure.ErrWrongState,
	"institution_member_mail_once":      ErrInvited,
	"institution_member_account_once":   ErrInvited,
	"reply_draft_one_open":              ErrMoved,
	"reply_draft_step_pkey":             ErrMoved,
}

// named translates a violated constraint into the error of the rule that it holds.
func named(err error) error {
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		if known, ok := constraints[pg.ConstraintName]; ok {
			return fmt.Errorf("%w (%s)", known, pg.ConstraintName)
		}
	}
	return err
}

// insertBody gives the next number where none is asked for; rows are never deleted, so no number comes twice. Two at once
// meet the unique constraint.
func insertBody(ctx context.Context, tx identity.Tx, b Body) (number int, err error) {
	err = tx.QueryRow(ctx, `
		INSERT INTO public_body (id, authority_id, list_number, name, department, mail, street, postal_code, city, note, active, created_at, updated_at)
		SELECT $1, $2, CASE WHEN $3 > 0 THEN $3 ELSE coalesce(max(list_number), 0) + 1 END, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12 FROM public_body
		RETURNING list_number`,
		b.ID, tx.Authority, b.Number, b.Name, b.Department, b.Mail, b.Street, b.PostalCode, b.City, b.Note, b.Active, tx.Now).Scan(&number)
	return number, named(err)
}

func updateBody(ctx context.Context, tx identity.Tx, b Body) error {
	tag, err := tx.Exec(ctx, `
		UPDATE public_body SET name = $2, department = $3, mail = $4, street = $5, postal_code = $6, city = $7, note = $8, active = $9, updated_at = $10
		WHERE list_number = $1`, b.Number, b.Name, b.Department, b.Mail, b.Street, b.PostalCode, b.City, b.Note, b.Active, tx.Now)
	if err == nil && tag.RowsAffected() != 1 {
		return procedure.ErrNotFound
	}
	return named(err)
}

// refreshPrepared brings what the directory says to the letters that have not gone out.
func refreshPrepared(ctx context.Context, tx identity.Tx, b Body) error {
	_, err := tx.Exec(ctx, `
		UPDATE invitation SET body_name = $2, channel = $3, address = $4 WHERE list_number = $1 AND sent_at IS NULL`,
		b.Number, b.Title(), string(b.Channel()), b.Address())
	return named(err)
}

func selectBodies(ctx context.Context, tx identity.Tx) ([]Body, error) {
	rows, err := tx.Query(ctx, `
		SELECT id, list_number, name, department, mail, street, postal_code, city, note, active FROM public_body ORDER BY list_number`)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToStructByPos[Body])
}

func insertList(ctx context.Context, tx identity.Tx, l List) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO distribution_list (id, authority_id, name, plan_kind, created_at) VALUES ($1, $2, $3, $4, $5)`,
		l.ID, tx.Authority, l.Name, string(l.Kind), tx.Now)
	return named(err)
}

func updateList(ctx context.Context, tx identity.Tx, l List) error {
	tag, err := tx.Exec(ctx, `UPDATE distribution_list SET name = $2, plan_kind = $3 WHERE id = $1`, l.ID, l.Name, string(l.Kind))
	if err == nil && tag.RowsAffected() != 1 {
		return procedure.ErrNotFound
	}
	return named(err)
}

func replaceEntries(ctx context.Context, tx identity.Tx, l List) error {
	var b pgx.Batch
	b.Queue(`DELETE FROM distribution_entry WHERE list_id = $1`, l.ID)
	b.Queue(`
		INSERT INTO distribution_entry (authority_id, list_id, body_id)
		SELECT $1, $2, id FROM public_body WHERE list_number = ANY ($3)`, tx.Authority, l.ID, l.Numbers)
	return named(tx.SendBatch(ctx, &b).Close())
}

func deleteList(ctx context.Context, tx identity.Tx, id uuid.UUID) error {
	tag, err := tx.Exec(ctx, `DELETE FROM distribution_list WHERE id = $1`, id)
	if err == nil && tag.RowsAffected() != 1 {
		return procedure.ErrNotFound
	}
	return named(err)
}

func selectLists(ctx context.Context, tx identity.Tx) ([]List, error) {
	rows, err := tx.Query(ctx, `
		SELECT l.id, l.name, l.plan_kind, coalesce(array_agg(b.list_number ORDER BY b.list_number) FILTER (WHERE b.id IS NOT NULL), '{}')
		FROM distribution_list l LEFT JOIN distribution_entry e ON e.list_id = l.id LEFT JOIN public_body b ON b.id = e.body_id
		GROUP BY l.id, l.name, l.plan_kind ORDER BY l.name`)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToStructByPos[List])
}
