package weighing

import (
	"context"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure/statement"
)

// leftOut is a statement that stands in no row of a table.
type leftOut struct {
	Receipt  string
	LogIndex int64
}

// selectLeftOut lists what was received before an instant, by the legal time of receipt, and is not in the table.
func selectLeftOut(ctx context.Context, tx identity.Tx, procedureID, table uuid.UUID, before time.Time) ([]leftOut, error) {
	rows, err := tx.Query(ctx, `
		SELECT p.prefix, s.number, s.log_index
		FROM statement s JOIN procedure p ON p.id = s.procedure_id JOIN intake i ON i.id = s.intake_id
		WHERE s.procedure_id = $1 AND i.received_at < $3
		  AND NOT EXISTS (SELECT FROM weighing_row r WHERE r.table_id = $2 AND r.statement_id = s.id)
		ORDER BY s.number`, procedureID, table, before)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (l leftOut, err error) {
		var prefix string
		var number int64
		err = row.Scan(&prefix, &number, &l.LogIndex)
		l.Receipt = statement.Label(prefix, number)
		return l, err
	})
}

// selectLaterTable finds the latest table after number that was frozen before an instant, 0 for none.
func selectLaterTable(ctx context.Context, tx identity.Tx, procedureID uuid.UUID, number int, before time.Time) (later int, err error) {
	err = tx.QueryRow(ctx, `
		SELECT coalesce(max(number), 0) FROM weighing_table WHERE procedure_id = $1 AND number > $2 AND frozen_at < $3`,
		procedureID, number, before).Scan(&later)
	return later, err
}
