package weighing

import (
	"context"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/einwand/einwand/identity"
)

func selectUnanswered(ctx context.Context, tx identity.Tx, procedures []uuid.UUID) (map[uuid.UUID]int, error) {
	rows, err := tx.Query(ctx, `
		SELECT s.procedure_id, count(*) FROM statement s
		WHERE s.procedure_id = ANY ($1) AND s.withdrawn_at IS NULL
		  AND (NOT EXISTS (SELECT FROM segment g WHERE g.statement_id = s.id)
		       OR EXISTS (SELECT FROM segment g WHERE g.statement_id = s.id AND g.kind = 'argument'
		                  AND NOT EXISTS (SELECT FROM proposal q WHERE q.segment_id = g.id)))
		GROUP BY s.procedure_id`, procedures)
	if err != nil {
		return nil, err
	}
	counts := map[uuid.UUID]int{}
	var id uuid.UUID
	var n int
	_, err = pgx.ForEachRow(rows, []any{&id, &n}, func() error {
		counts[id] = n
		return nil
	})
	return counts, err
}
