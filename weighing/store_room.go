package weighing

import (
	"context"
	"encoding/hex"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/einwand/einwand/identity"
)

// selectMatters lists frozen tables, of one procedure or, for nil, of the authority.
func selectMatters(ctx context.Context, tx identity.Tx, procedureID *uuid.UUID) ([]listedMatter, error) {
	rows, err := tx.Query(ctx, `
		SELECT t.id, p.id, p.slug, p.title, p.short_title, t.number, t.frozen_at, coalesce(trim(a.given_name || ' ' || a.surname), ''), t.hash,
		       r.rows, r.unreleased, t.head -> 'session'
		FROM weighing_table t JOIN procedure p ON p.id = t.procedure_id LEFT JOIN account a ON a.id = t.frozen_by
		CROSS JOIN LATERAL (
		    SELECT count(*) AS rows, count(*) FILTER (WHERE x.code <> '' AND x.released_wording IS NULL) AS unreleased
		    FROM weighing_row x WHERE x.table_id = t.id) r
		WHERE $1::uuid IS NULL OR t.procedure_id = $1 ORDER BY t.frozen_at DESC, t.number DESC`, procedureID)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (m listedMatter, err error) {
		var hash []byte
		err = row.Scan(&m.table, &m.Ref.ID, &m.Ref.Slug, &m.Title, &m.ShortTitle, &m.Number, &m.FrozenAt, &m.FrozenBy, &hash,
			&m.Rows, &m.Unreleased, &m.Session)
		m.Ref.Authority, m.Hash, m.FrozenAt = tx.Authority, hex.EncodeToString(hash), m.FrozenAt.UTC()
		return m, err
	})
}

// selectLatestDecision reads the last decision on the last table that has one. ErrNotFound.
func selectLatestDecision(ctx context.Context, tx identity.Tx, procedureID uuid.UUID) (PublicDecision, error) {
	var d PublicDecision
	err := tx.QueryRow(ctx, `
		SELECT t.number, d.number, d.body, d.meeting_on, d.recorded_at,
		       (SELECT count(*) FROM decision_item x WHERE x.decision_id = d.id AND x.outcome = 'postponed')
		FROM decision d JOIN weighing_table t ON t.id = d.table_id
		WHERE t.procedure_id = $1 ORDER BY t.number DESC, d.number DESC LIMIT 1`, procedureID).
		Scan(&d.Table, &d.Number, &d.Body, &d.MeetingOn, &d.RecordedAt, &d.Postponed)
	d.MeetingOn, d.RecordedAt = d.MeetingOn.UTC(), d.RecordedAt.UTC()
	return d, found(err)
}

// selectUnreleased lists the numbers of the rows that the function unreleased names, without reading their texts.
func selectUnreleased(ctx context.Context, tx identity.Tx, table uuid.UUID) ([]string, error) {
	rows, err := tx.Query(ctx, `
		SELECT number FROM weighing_row WHERE table_id = $1 AND code <> '' AND released_wording IS NULL ORDER BY position`, table)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowTo[string])
}

// selectDecisionHash reads what proves record M of a table. ErrNotFound.
func selectDecisionHash(ctx context.Context, tx identity.Tx, table uuid.UUID, number int) (hash []byte, err error) {
	err = tx.QueryRow(ctx, `SELECT hash FROM decision WHERE table_id = $1 AND number = $2`, table, number).Scan(&hash)
	return hash, found(err)
}

func selectRowCount(ctx context.Context, tx identity.Tx, table uuid.UUID) (n int, err error) {
	err = tx.QueryRow(ctx, `SELECT count(*) FROM weighing_row WHERE table_id = $1`, table).Scan(&n)
	return n, err
}

func selectRowOutcomes(ctx context.Context, tx identity.Tx, id uuid.UUID) ([]RowOutcome, error) {
	rows, err := tx.Query(ctx, `
		SELECT d.number, d.body, d.meeting_on, d.recorded_at,
		       (SELECT count(*) FROM decision_item x WHERE x.decision_id = d.id AND x.outcome = 'postponed'),
		       i.outcome, i.code, i.text, i.vote, d.votes
		FROM decision_item i JOIN decision d ON d.id = i.decision_id WHERE i.row_id = $1 ORDER BY d.number`, id)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (o RowOutcome, err error) {
		var votes []Vote
		d := &o.Decision
		err = row.Scan(&d.Number, &d.Body, &d.MeetingOn, &d.RecordedAt, &d.Postponed,
			&o.Outcome.Kind, &o.Outcome.Code, &o.Outcome.Text, &o.Outcome.Vote, &votes)
		d.RecordedAt = d.RecordedAt.UTC()
		if o.Outcome.Kind != Postponed && o.Outcome.Vote < len(votes) {
			o.Vote = &votes[o.Outcome.Vote]
		}
		return o, err
	})
}
