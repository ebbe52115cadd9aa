package weighing

import (
	"context"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
)

// selectFilers counts the parties who wrote in time and left an address to answer to. Timely is what came before the end
// of the period that holds now, of the round that the statement belongs to.
func selectFilers(ctx context.Context, tx identity.Tx, procedureID uuid.UUID) (n int, err error) {
	err = tx.QueryRow(ctx, `
		SELECT count(DISTINCT s.party_id)
		FROM statement s
		JOIN intake i ON i.id = s.intake_id
		JOIN statement_contact c ON c.statement_id = s.id
		JOIN LATERAL (SELECT x.closes_at FROM period_version x WHERE x.round_id = s.round_id ORDER BY x.version DESC LIMIT 1) v ON true
		WHERE s.procedure_id = $1 AND s.state = 'received' AND i.received_at < v.closes_at
		  AND (c.mail <> '' OR c.street <> '' AND c.city <> '')`, procedureID).Scan(&n)
	return n, err
}
