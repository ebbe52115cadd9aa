package procedure

import (
	"context"
	"encoding/json"
	"errors"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/einwand/einwand/identity"
)

// selectNoticeDraft fills in a draft; false where nobody has written one.
func selectNoticeDraft(ctx context.Context, tx identity.Tx, procedure uuid.UUID, d *NoticeDraft) (bool, error) {
	var details []byte
	err := tx.QueryRow(ctx, `SELECT details, extra FROM notice_draft WHERE procedure_id = $1 AND subject_id = $2 AND kind = $3`,
		procedure, d.subject(procedure), string(d.Kind)).Scan(&details, &d.Extra)
	if errors.Is(err, pgx.ErrNoRows) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	return true, json.Unmarshal(details, &d.Details)
}

func upsertNoticeDraft(ctx context.Context, tx identity.Tx, actor identity.Actor, procedure uuid.UUID, d NoticeDraft) error {
	details, err := json.Marshal(nonNilAnswers(d.Details))
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `
		INSERT INTO notice_draft (authority_id, procedure_id, subject_id, kind, details, extra, updated_at, updated_by)
		VALUES ($1, $2, $3, $4, $5::jsonb, $6, $7, $8)
		ON CONFLICT (procedure_id, subject_id, kind) DO UPDATE
		SET details = excluded.details, extra = excluded.extra, updated_at = excluded.updated_at, updated_by = excluded.updated_by`,
		tx.Authority, procedure, d.subject(procedure), string(d.Kind), string(details), d.Extra, tx.Now, actor.AccountRef())
	return named(err)
}

// selectLandHint is the latest hint under the Gemeindeordnung that somebody of the authority entered; empty for none.
func selectLandHint(ctx context.Context, tx identity.Tx) (hint string, err error) {
	err = tx.QueryRow(ctx, `
		SELECT details ->> 'landeshinweis' FROM notice_draft
		WHERE kind = 'in_force' AND details ->> 'landeshinweis' <> '' ORDER BY updated_at DESC LIMIT 1`).Scan(&hint)
	if errors.Is(err, pgx.ErrNoRows) {
		return "", nil
	}
	return hint, err
}
