package statement

import (
	"context"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
)

func selectContent(ctx context.Context, tx identity.Tx, f *Full) error {
	var text *string
	err := tx.QueryRow(ctx, `
		SELECT original, reference_text, erased_at IS NOT NULL FROM statement_content WHERE statement_id = $1`, f.ID).
		Scan(&f.Original, &text, &f.Erased)
	if err != nil {
		return found(err)
	}
	f.Reference = Reference{Kind: f.ReferenceKind, Document: f.ReferenceDoc}
	if text != nil {
		f.Reference.Text = *text
	}
	return nil
}

func selectSalt(ctx context.Context, tx identity.Tx, id uuid.UUID) (salt []byte, err error) {
	err = tx.QueryRow(ctx, `SELECT salt FROM statement_content WHERE statement_id = $1`, id).Scan(&salt)
	return salt, found(err)
}

func selectContact(ctx context.Context, tx identity.Tx, id uuid.UUID) (c Contact, err error) {
	err = tx.QueryRow(ctx, `
		SELECT name, street, postal_code, city, mail, reply_by, copy_by_mail, acting_for, acting_for_name, acting_role, signatures
		FROM statement_contact WHERE statement_id = $1`, id).
		Scan(&c.Name, &c.Street, &c.PostalCode, &c.City, &c.Mail, &c.ReplyBy, &c.CopyByMail, &c.ActingFor, &c.ActingForName,
			&c.Role, &c.Signatures)
	if err != nil {
		return c, found(err)
	}
	c.Authors, err = selectAuthors(ctx, tx, id)
	return c, err
}

func selectAttachments(ctx context.Context, tx identity.Tx, id uuid.UUID) ([]Attachment, error) {
	rows, err := tx.Query(ctx, `
		SELECT id, file_name, media_type, size, sha256, blob_key, purpose FROM attachment WHERE statement_id = $1 ORDER BY position`, id)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToStructByPos[Attachment])
}

func insertAccess(ctx context.Context, tx identity.Tx, actor identity.Actor, action string, subject uuid.UUID) error {
	id, err := uuid.NewV7()
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `
		INSERT INTO access_log (id, authority_id, account_id, at, action, subject_id) VALUES ($1, $2, $3, $4, $5, $6)`,
		id, tx.Authority, actor.AccountRef(), tx.Now, action, subject)
	return err
}

func selectOwn(ctx context.Context, pool *pgxpool.Pool, account uuid.UUID) ([]Own, error) {
	rows, err := pool.Query(ctx, `
		SELECT statement_id, authority_id, procedure_id, slug, procedure_title, prefix, number, received_at, state, closes_at, procedure_state
		FROM own_statements($1)`, account)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (Own, error) {
		var o Own
		var ref procedure.Ref
		err := row.Scan(&o.ID, &ref.Authority, &ref.ID, &ref.Slug, &o.ProcedureTitle, &o.Prefix, &o.Number, &o.ReceivedAt, &o.State,
			&o.ClosesAt, &o.ProcedureState)
		o.Ref = ref
		return o, err
	})
}

func selectOwnDrafts(ctx context.Context, pool *pgxpool.Pool, account uuid.UUID) ([]OwnDraft, error) {
	rows, err := pool.Query(ctx, `
		SELECT draft_id, authority_id, slug, procedure_title, updated_at FROM own_drafts($1)`, account)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToStructByPos[OwnDraft])
}
