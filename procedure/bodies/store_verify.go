package bodies

import (
	"context"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/einwand/einwand/identity"
)

func selectSentInvitations(ctx context.Context, tx identity.Tx, procedureID uuid.UUID) ([]Invitation, error) {
	return selectInvitations(ctx, tx, `i.procedure_id = $1 AND i.sent_at IS NOT NULL ORDER BY i.log_index, i.list_number`, procedureID)
}

// selectSubjects reads what the rounds of a procedure are about, as the register names it; a round without a row is left out.
func selectSubjects(ctx context.Context, tx identity.Tx, procedureID uuid.UUID) (map[string]string, error) {
	rows, err := tx.Query(ctx, `
		SELECT d.round_id, d.documents_round_id FROM bodies_documents d JOIN round r ON r.id = d.round_id WHERE r.procedure_id = $1`, procedureID)
	if err != nil {
		return nil, err
	}
	kept := map[string]string{}
	var round uuid.UUID
	var documents *uuid.UUID
	_, err = pgx.ForEachRow(rows, []any{&round, &documents}, func() error {
		kept[round.String()] = subjectField(documents)
		return nil
	})
	return kept, err
}

// remindedAt is a reminder as the audit reads it.
type remindedAt struct {
	invitation uuid.UUID
	index      int64
}

func selectReminderIndexes(ctx context.Context, tx identity.Tx, procedureID uuid.UUID) ([]remindedAt, error) {
	rows, err := tx.Query(ctx, `
		SELECT m.invitation_id, m.log_index FROM invitation_reminder m JOIN invitation i ON i.id = m.invitation_id
		WHERE i.procedure_id = $1 ORDER BY m.log_index`, procedureID)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (m remindedAt, err error) {
		err = row.Scan(&m.invitation, &m.index)
		return m, err
	})
}

func selectAllReplies(ctx context.Context, tx identity.Tx, procedureID uuid.UUID) ([]Reply, error) {
	return queryReplies(ctx, tx, `r.invitation_id IN (SELECT id FROM invitation WHERE procedure_id = $1) ORDER BY r.log_index`, procedureID)
}
