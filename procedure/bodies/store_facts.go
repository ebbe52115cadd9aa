package bodies

import (
	"context"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/period"
)

// selectInvited counts the list of every round of a procedure.
func selectInvited(ctx context.Context, tx identity.Tx, procedureID uuid.UUID) (map[uuid.UUID]procedure.Invited, error) {
	rows, err := tx.Query(ctx, `
		SELECT i.round_id, count(*)::int, count(*) FILTER (WHERE i.channel = 'mail')::int,
		       count(*) FILTER (WHERE EXISTS (SELECT 1 FROM invitation_reply r WHERE r.invitation_id = i.id))::int, bool_and(i.asks_scope),
		       max(i.due_on) FILTER (WHERE i.sent_at IS NOT NULL)
		FROM invitation i WHERE i.procedure_id = $1 GROUP BY i.round_id`, procedureID)
	if err != nil {
		return nil, err
	}
	counts := map[uuid.UUID]procedure.Invited{}
	var round uuid.UUID
	var n procedure.Invited
	var last *time.Time
	_, err = pgx.ForEachRow(rows, []any{&round, &n.Bodies, &n.Electronic, &n.Answered, &n.Scope, &last}, func() error {
		n.LastDue = dateOf(last)
		counts[round] = n
		return nil
	})
	return counts, err
}

func selectOwnLastDays(ctx context.Context, tx identity.Tx, procedureID uuid.UUID) (map[uuid.UUID]period.Date, error) {
	rows, err := tx.Query(ctx, `
		SELECT r.statement_id, i.due_on FROM invitation i JOIN invitation_reply r ON r.invitation_id = i.id
		WHERE i.procedure_id = $1 AND r.statement_id IS NOT NULL
		  AND i.due_on > (SELECT v.last_day FROM period_version v WHERE v.round_id = i.round_id ORDER BY v.version DESC LIMIT 1)`, procedureID)
	if err != nil {
		return nil, err
	}
	days := map[uuid.UUID]period.Date{}
	var statement uuid.UUID
	var due time.Time
	_, err = pgx.ForEachRow(rows, []any{&statement, &due}, func() error {
		days[statement] = period.DateOfUTC(due)
		return nil
	})
	return days, err
}

func selectHeard(ctx context.Context, tx identity.Tx, rounds []uuid.UUID) (h Heard, err error) {
	rows, err := tx.Query(ctx, `
		SELECT min(i.list_number) || ' ' || (array_agg(i.body_name ORDER BY i.sent_at DESC))[1], count(r.id) > 0
		FROM invitation i LEFT JOIN invitation_reply r ON r.invitation_id = i.id
		WHERE i.round_id = ANY($1) AND i.sent_at IS NOT NULL
		GROUP BY i.body_id HAVING count(*) FILTER (WHERE r.kind = 'text') = 0 ORDER BY min(i.list_number)`, rounds)
	if err != nil {
		return Heard{}, err
	}
	var name string
	var answered bool
	_, err = pgx.ForEachRow(rows, []any{&name, &answered}, func() error {
		if answered {
			h.Contented = append(h.Contented, name)
		} else {
			h.Silent = append(h.Silent, name)
		}
		return nil
	})
	return h, err
}
