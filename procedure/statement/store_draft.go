package statement

import (
	"context"
	"errors"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/einwand/einwand/identity"
)

const draftColumns = `id, idempotency_key, version, original, reference_kind, reference_document, reference_text,
	acting_for, acting_for_name, acting_role, signatures, street, postal_code, city, reply_by, mail, copy_by_mail,
	created_at, updated_at, consumed_at, statement_id`

// insertDraft does nothing when the person has an open draft: two tabs that open the form at once share it.
func insertDraft(ctx context.Context, tx identity.Tx, procedureID, account uuid.UUID, d Draft) error {
	c := d.Contact
	_, err := tx.Exec(ctx, `
		INSERT INTO draft (id, authority_id, procedure_id, account_id, idempotency_key, version, original, reference_kind,
		                   reference_text, acting_for, acting_for_name, street, postal_code, city, reply_by, mail,
		                   copy_by_mail, created_at, updated_at)
		VALUES ($1, $2, $3, $4, $5, 0, '', $6, '', $7, '', $8, $9, $10, $11, $12, false, $13, $13)
		ON CONFLICT (procedure_id, account_id) WHERE consumed_at IS NULL DO NOTHING`,
		d.ID, tx.Authority, procedureID, account, d.Key, string(d.Reference.Kind), string(c.ActingFor), c.Street, c.PostalCode, c.City,
		c.ReplyBy, c.Mail, tx.Now)
	return err
}

const (
	openDraft    = `FROM draft WHERE procedure_id = $1 AND account_id = $2 AND consumed_at IS NULL`
	filesOfOpen  = `SELECT ` + fileColumns + ` FROM draft_attachment WHERE draft_id IN (SELECT id ` + openDraft + `) ORDER BY id`
	filesOfDraft = `SELECT ` + fileColumns + ` FROM draft_attachment WHERE draft_id = $1 ORDER BY id`
	fileColumns  = `id, file_name, media_type, size, sha256, blob_key, purpose`

	authorsOfOpen  = `SELECT name, street, postal_code, city FROM draft_author WHERE draft_id IN (SELECT id ` + openDraft + `) ORDER BY position`
	authorsOfDraft = `SELECT name, street, postal_code, city FROM draft_author WHERE draft_id = $1 ORDER BY position`
)

func selectOpenDraft(ctx context.Context, tx identity.Tx, procedureID, account uuid.UUID) (Draft, error) {
	var b pgx.Batch
	b.Queue(`SELECT `+draftColumns+` `+openDraft, procedureID, account)
	b.Queue(filesOfOpen, procedureID, account)
	b.Queue(authorsOfOpen, procedureID, account)
	return readDraft(ctx, tx, &b)
}

// lockOpenDraft holds the draft until the transaction ends: a file that is taken off it must not be filed meanwhile, for
// its bytes go with it.
func lockOpenDraft(ctx context.Context, tx identity.Tx, procedureID, account uuid.UUID) (Draft, error) {
	var b pgx.Batch
	b.Queue(`SELECT `+draftColumns+` `+openDraft+` FOR UPDATE`, procedureID, account)
	b.Queue(filesOfOpen, procedureID, account)
	b.Queue(authorsOfOpen, procedureID, account)
	return readDraft(ctx, tx, &b)
}

// lockDraft also finds a consumed one, so that filing twice leads to the first statement.
func lockDraft(ctx context.Context, tx identity.Tx, id, procedureID, account uuid.UUID) (Draft, error) {
	var b pgx.Batch
	b.Queue(`SELECT `+draftColumns+` FROM draft WHERE id = $1 AND procedure_id = $2 AND account_id = $3 FOR UPDATE`, id, procedureID, account)
	b.Queue(filesOfDraft, id)
	b.Queue(authorsOfDraft, id)
	return readDraft(ctx, tx, &b)
}

// readDraft reads a draft, its files and its authors: several statements, since only one that begins after a lock was granted sees what
// the previous holder committed, but one round trip.
func readDraft(ctx context.Context, tx identity.Tx, b *pgx.Batch) (d Draft, err error) {
	results := tx.SendBatch(ctx, b)
	defer func() { err = errors.Join(err, results.Close()) }()
	c := &d.Contact
	err = results.QueryRow().Scan(&d.ID, &d.Key, &d.Version, &d.Original, &d.Reference.Kind, &d.Reference.Document, &d.Reference.Text,
		&c.ActingFor, &c.ActingForName, &c.Role, &c.Signatures, &c.Street, &c.PostalCode, &c.City, &c.ReplyBy, &c.Mail, &c.CopyByMail,
		&d.CreatedAt, &d.UpdatedAt, &d.ConsumedAt, &d.Statement)
	if errors.Is(err, pgx.ErrNoRows) {
		return Draft{}, ErrDraftGone
	}
	if err != nil {
		return Draft{}, err
	}
	rows, err := results.Query()
	if err != nil {
		return Draft{}, err
	}
	if d.Attachments, err = pgx.CollectRows(rows, pgx.RowToStructByPos[Attachment]); err != nil {
		return Draft{}, err
	}
	if rows, err = results.Query(); err != nil {
		return Draft{}, err
	}
	c.Authors, err = pgx.CollectRows(rows, pgx.RowToStructByPos[Author])
	return d, err
}

func updateDraftText(ctx context.Context, tx identity.Tx, id uuid.UUID, version int, original []byte, about Reference) error {
	tag, err := tx.Exec(ctx, `
		UPDATE draft SET original = $3, reference_kind = $4, reference_document = $5, reference_text = $6,
		       version = version + 1, updated_at = $7
		WHERE id = $1 AND version = $2 AND consumed_at IS NULL`,
		id, version, original, string(about.Kind), about.Document, about.Text, tx.Now)
	if err == nil && tag.RowsAffected() != 1 {
		return ErrDraftMoved
	}
	return err
}

func updateDraftContact(ctx context.Context, tx identity.Tx, id uuid.UUID, c Contact) error {
	tag, err := tx.Exec(ctx, `
		UPDATE draft SET acting_for = $2, acting_for_name = $3, street = $4, postal_code = $5, city = $6, reply_by = $7,
		       mail = $8, copy_by_mail = $9, updated_at = $10, acting_role = $11, signatures = $12
		WHERE id = $1 AND consumed_at IS NULL`,
		id, string(c.ActingFor), c.ActingForName, c.Street, c.PostalCode, c.City, c.ReplyBy, c.Mail, c.CopyByMail, tx.Now, c.Role, c.Signatures)
	if err == nil && tag.RowsAffected() != 1 {
		return ErrDraftGone
	}
	return err
}

// queueConsumption empties the draft: the text now stands in the statement, and erasure must not find a second copy.
func queueConsumption(b *pgx.Batch, now time.Time, id, statement uuid.UUID) {
	b.Queue(`
		UPDATE draft SET consumed_at = $2, statement_id = $3, original = '', reference_text = '', acting_for_name = '',
		       acting_role = '', signatures = 0, street = '', postal_code = '', city = '', mail = ''
		WHERE id = $1 AND consumed_at IS NULL`, id, now, statement).Exec(func(tag pgconn.CommandTag) error {
		if tag.RowsAffected() != 1 {
			return ErrDraftGone
		}
		return nil
	})
	b.Queue(`DELETE FROM draft_attachment WHERE draft_id = $1`, id)
	b.Queue(`DELETE FROM draft_author WHERE draft_id = $1`, id)
}

func deleteDraft(ctx context.Context, tx identity.Tx, id uuid.UUID) error {
	_, err := tx.Exec(ctx, `DELETE FROM draft WHERE id = $1 AND consumed_at IS NULL`, id)
	return err
}

func insertDraftAttachment(ctx context.Context, tx identity.Tx, draft uuid.UUID, a Attachment) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO draft_attachment (id, authority_id, draft_id, file_name, media_type, size, sha256, blob_key, created_at, purpose)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		a.ID, tx.Authority, draft, a.FileName, a.MediaType, a.Size, a.SHA256, a.BlobKey, tx.Now, string(a.Purpose))
	return err
}

func deleteDraftAttachment(ctx context.Context, tx identity.Tx, draft, file uuid.UUID) (key string, err error) {
	err = tx.QueryRow(ctx, `
		DELETE FROM draft_attachment WHERE id = $1 AND draft_id = $2 RETURNING blob_key`, file, draft).Scan(&key)
	if errors.Is(err, pgx.ErrNoRows) {
		return "", ErrNotFound
	}
	return key, err
}
