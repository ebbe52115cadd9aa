package availability

import (
	"context"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/einwand/einwand/identity"
)

func insertEntry(ctx context.Context, tx identity.Tx, round uuid.UUID, e Entry) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO availability_entry (id, authority_id, round_id, number, kind, from_at, until_at, choice, text, salt, recorded_at, recorded_by)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
		e.ID, tx.Authority, round, e.Number, string(e.Kind), e.From, e.Until, string(e.Choice), e.Text, e.salt, e.RecordedAt, e.RecordedBy)
	return named(err)
}

// selectEntries reads the entries of a round by number.
func selectEntries(ctx context.Context, tx identity.Tx, round uuid.UUID) ([]Entry, error) {
	rows, err := tx.Query(ctx, `
		SELECT e.id, e.number, e.kind, e.from_at, e.until_at, e.choice, e.text, e.salt, e.recorded_at, e.recorded_by,
		       coalesce(a.given_name || ' ' || a.surname, '')
		FROM availability_entry e LEFT JOIN account a ON a.id = e.recorded_by
		WHERE e.round_id = $1 ORDER BY e.number`, round)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (e Entry, err error) {
		err = row.Scan(&e.ID, &e.Number, &e.Kind, &e.From, &e.Until, &e.Choice, &e.Text, &e.salt, &e.RecordedAt, &e.RecordedBy, &e.Author)
		e.From, e.Until, e.RecordedAt = e.From.UTC(), e.Until.UTC(), e.RecordedAt.UTC()
		return e, err
	})
}
