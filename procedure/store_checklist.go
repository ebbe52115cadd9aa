package procedure

import (
	"context"
	"errors"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/einwand/einwand/identity"
)

// insertItems puts entries at the end of a checklist that has so many already.
func insertItems(ctx context.Context, tx identity.Tx, procedure uuid.UUID, have int, list []NewItem) error {
	if len(list) == 0 {
		return nil
	}
	ids, err := newIDs(len(list))
	if err != nil {
		return err
	}
	var batch pgx.Batch
	for n, i := range list {
		batch.Queue(`
			INSERT INTO procedure_checklist (id, authority_id, procedure_id, position, title, role, needed_for, norm, responsible, due, settled, reason)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, '', '')`,
			ids[n], tx.Authority, procedure, have+n+1, i.Title, string(i.Role), string(i.Need), i.Norm, i.Responsible, utc(i.Due))
	}
	return named(tx.SendBatch(ctx, &batch).Close())
}

func selectItems(ctx context.Context, tx identity.Tx, procedure uuid.UUID) ([]Item, error) {
	rows, err := tx.Query(ctx, `
		SELECT c.id, c.title, c.role, c.needed_for, c.norm, c.responsible, c.due, c.settled, c.reason, c.settled_at,
		       coalesce(trim(a.given_name || ' ' || a.surname), '')
		FROM procedure_checklist c LEFT JOIN account a ON a.id = c.settled_by
		WHERE c.procedure_id = $1 ORDER BY c.position`, procedure)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (Item, error) {
		var i Item
		var due *time.Time
		err := row.Scan(&i.ID, &i.Title, &i.Role, &i.Need, &i.Norm, &i.Responsible, &due, &i.Settled, &i.Reason, &i.SettledAt, &i.SettledBy)
		i.Due = dateOf(due)
		return i, err
	})
}

func updateItem(ctx context.Context, tx identity.Tx, actor identity.Actor, procedure, id uuid.UUID, n ItemChange) error {
	at, by := &tx.Now, actor.AccountRef()
	if n.Settled == Unsettled {
		at, by = nil, nil
	}
	return changedOne(tx.Exec(ctx, `
		UPDATE procedure_checklist SET responsible = $3, due = $4, settled = $5, reason = $6, settled_at = $7, settled_by = $8
		WHERE id = $1 AND procedure_id = $2`,
		id, procedure, n.Responsible, utc(n.Due), string(n.Settled), n.Reason, at, by))
}

// updateItemCare leaves who settled an item, and when, as it is.
func updateItemCare(ctx context.Context, tx identity.Tx, procedure, id uuid.UUID, n ItemChange) error {
	return changedOne(tx.Exec(ctx, `UPDATE procedure_checklist SET responsible = $3, due = $4 WHERE id = $1 AND procedure_id = $2`,
		id, procedure, n.Responsible, utc(n.Due)))
}

func insertPersons(ctx context.Context, tx identity.Tx, procedure uuid.UUID, list []Person) error {
	if len(list) == 0 {
		return nil
	}
	ids, err := newIDs(len(list))
	if err != nil {
		return err
	}
	var batch pgx.Batch
	for n, p := range list {
		batch.Queue(`
			INSERT INTO procedure_person (id, authority_id, procedure_id, position, function, name, mail, phone, external, public)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
			ids[n], tx.Authority, procedure, n+1, p.Function, p.Name, p.Mail, p.Phone, p.External, p.Public)
	}
	return named(tx.SendBatch(ctx, &batch).Close())
}

func selectPersons(ctx context.Context, tx identity.Tx, procedure uuid.UUID) ([]Person, error) {
	rows, err := tx.Query(ctx, `
		SELECT function, name, mail, phone, external, public FROM procedure_person WHERE procedure_id = $1 ORDER BY position`, procedure)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToStructByPos[Person])
}

func deletePersons(ctx context.Context, tx identity.Tx, procedure uuid.UUID) error {
	_, err := tx.Exec(ctx, `DELETE FROM procedure_person WHERE procedure_id = $1`, procedure)
	return err
}

func insertOrigin(ctx context.Context, tx identity.Tx, procedure uuid.UUID, o Origin) error {
	var id, version any
	if o.Standard == "" {
		id, version = o.Template, o.Version
	}
	_, err := tx.Exec(ctx, `
		INSERT INTO procedure_origin (procedure_id, authority_id, standard, template_id, template_version) VALUES ($1, $2, $3, $4, $5)`,
		procedure, tx.Authority, o.Standard, id, version)
	return named(err)
}

// selectOrigin is nil for a procedure that was set up without a template.
func selectOrigin(ctx context.Context, tx identity.Tx, procedure uuid.UUID) (*Origin, error) {
	var o Origin
	var id *uuid.UUID
	var version *int
	err := tx.QueryRow(ctx, `SELECT standard, template_id, template_version FROM procedure_origin WHERE procedure_id = $1`, procedure).
		Scan(&o.Standard, &id, &version)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, nil
	}
	if err == nil && id != nil && version != nil {
		o.Template, o.Version = *id, *version
	}
	return &o, err
}
