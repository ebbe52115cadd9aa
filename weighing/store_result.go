package weighing

import (
	"context"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/einwand/einwand/identity"
)

// selectDecidedTables are the numbers of the tables with a decision, the latest first.
func selectDecidedTables(ctx context.Context, tx identity.Tx, procedureID uuid.UUID) ([]int, error) {
	rows, err := tx.Query(ctx, `
		SELECT t.number FROM weighing_table t
		WHERE t.procedure_id = $1 AND EXISTS (SELECT 1 FROM decision d WHERE d.table_id = t.id)
		ORDER BY t.number DESC`, procedureID)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowTo[int])
}

// selectRulings reads what every decision on a table says of its rows, in the order of the decisions: of one statement, or
// of all for nil.
func selectRulings(ctx context.Context, tx identity.Tx, table uuid.UUID, only *uuid.UUID) ([]ruling, error) {
	rows, err := tx.Query(ctx, `
		SELECT i.row_id, d.number, d.body, d.meeting_on, d.agenda_item, d.recorded_at, i.outcome, i.code, i.text, i.vote
		FROM decision d JOIN decision_item i ON i.decision_id = d.id JOIN weighing_row r ON r.id = i.row_id
		WHERE d.table_id = $1 AND ($2::uuid IS NULL OR r.statement_id = $2) ORDER BY d.number`, table, only)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (r ruling, err error) {
		err = row.Scan(&r.Row, &r.Number, &r.Body, &r.MeetingOn, &r.AgendaItem, &r.RecordedAt,
			&r.Outcome.Kind, &r.Outcome.Code, &r.Outcome.Text, &r.Outcome.Vote)
		r.MeetingOn, r.RecordedAt = r.MeetingOn.UTC(), r.RecordedAt.UTC()
		return r, err
	})
}
