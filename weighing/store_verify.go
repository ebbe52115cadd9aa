package weighing

import (
	"context"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure/statement"
)

func selectTableNumbers(ctx context.Context, tx identity.Tx, procedureID uuid.UUID) ([]int, error) {
	rows, err := tx.Query(ctx, `SELECT number FROM weighing_table WHERE procedure_id = $1 ORDER BY number`, procedureID)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowTo[int])
}

// selectFileSegments lists the segments of a table that are attachments.
func selectFileSegments(ctx context.Context, tx identity.Tx, table uuid.UUID) (map[uuid.UUID]bool, error) {
	rows, err := tx.Query(ctx, `
		SELECT g.id FROM weighing_row r JOIN segment g ON g.id = r.segment_id
		WHERE r.table_id = $1 AND g.attachment_id IS NOT NULL`, table)
	if err != nil {
		return nil, err
	}
	files := map[uuid.UUID]bool{}
	var id uuid.UUID
	_, err = pgx.ForEachRow(rows, []any{&id}, func() error {
		files[id] = true
		return nil
	})
	return files, err
}

// selectAllExaminations reads every version of the answers on late statements.
func selectAllExaminations(ctx context.Context, tx identity.Tx, procedureID uuid.UUID) (map[uuid.UUID][]Examination, error) {
	rows, err := tx.Query(ctx, `
		SELECT e.statement_id, e.version, e.known, e.relevant, e.announced, e.reasoning, e.answered_at
		FROM late_examination e JOIN statement s ON s.id = e.statement_id WHERE s.procedure_id = $1 ORDER BY e.statement_id, e.version`, procedureID)
	if err != nil {
		return nil, err
	}
	all := map[uuid.UUID][]Examination{}
	var id uuid.UUID
	var e Examination
	_, err = pgx.ForEachRow(rows, []any{&id, &e.Version, &e.Known, &e.Relevant, &e.Announced, &e.Reasoning, &e.AnsweredAt}, func() error {
		all[id] = append(all[id], e)
		return nil
	})
	return all, err
}

type receivedStatement struct {
	ID      uuid.UUID
	Receipt string
}

// selectStatementsBefore lists what was entered before a place of the register.
func selectStatementsBefore(ctx context.Context, tx identity.Tx, procedureID uuid.UUID, index int64) ([]receivedStatement, error) {
	rows, err := tx.Query(ctx, `
		SELECT s.id, p.prefix, s.number FROM statement s JOIN procedure p ON p.id = s.procedure_id
		WHERE s.procedure_id = $1 AND s.log_index < $2 ORDER BY s.number`, procedureID, index)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (s receivedStatement, err error) {
		var prefix string
		var number int64
		err = row.Scan(&s.ID, &prefix, &number)
		s.Receipt = statement.Label(prefix, number)
		return s, err
	})
}
