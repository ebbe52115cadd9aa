package weighing

import (
	"context"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/einwand/einwand/identity"
)

// selectOwed finds the statements on which a result is owed: they came in time in a formal round (§ 3 Abs. 2 S. 6 BauGB; an
// early participation owes none) with an address to answer to. Timely is what came before the end of the period that
// holds now, of the round that the statement belongs to, or for a body on its own last day.
func selectOwed(ctx context.Context, tx identity.Tx, procedureID uuid.UUID, formal []string) ([]uuid.UUID, error) {
	rows, err := tx.Query(ctx, `
		SELECT s.id
		FROM statement s
		JOIN intake i ON i.id = s.intake_id
		JOIN statement_contact c ON c.statement_id = s.id
		JOIN round r ON r.id = s.round_id
		JOIN LATERAL (SELECT x.closes_at FROM period_version x WHERE x.round_id = s.round_id ORDER BY x.version DESC LIMIT 1) v ON true
		LEFT JOIN LATERAL (SELECT (n.due_on + 1)::timestamp AT TIME ZONE 'Europe/Berlin' AS closes_at FROM invitation_reply y
			JOIN invitation n ON n.id = y.invitation_id WHERE y.statement_id = s.id) own ON true
		WHERE s.procedure_id = $1 AND s.state = 'received' AND i.received_at < greatest(v.closes_at, own.closes_at)
		  AND r.kind = ANY ($2) AND (c.mail <> '' OR c.street <> '' AND c.city <> '')`, procedureID, formal)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowTo[uuid.UUID])
}
