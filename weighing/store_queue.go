package weighing

import (
	"context"
	"errors"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure/statement"
)

// lateness is which statements a queue has, as procedure.Deadline says it of one: late by the version of the period that
// holds now, or timely by it and late by the first that ended since the round was published. A body has until its own last
// day where that is later (bodies.DeadlineFor). The time of receipt stands alone on its side, for the index.
type lateness string

const (
	stillLate  lateness = `i.received_at >= v.closes_at AND (own.closes_at IS NULL OR i.received_at >= own.closes_at)`
	madeTimely lateness = `i.received_at >= v.first_end AND i.received_at < v.closes_at AND (own.closes_at IS NULL OR i.received_at >= own.closes_at)`
)

const (
	queueJoins = `FROM round r
		JOIN LATERAL (
			SELECT max(x.closes_at) FILTER (WHERE x.version = b.latest) AS closes_at, min(x.closes_at) FILTER (WHERE x.version >= b.base) AS first_end
			FROM period_version x, (
				SELECT max(y.version) AS latest, coalesce(max(y.version) FILTER (WHERE r.published_at IS NULL OR y.decided_at <= r.published_at), 1) AS base
				FROM period_version y WHERE y.round_id = r.id) b
			WHERE x.round_id = r.id) v ON true
		JOIN intake i ON i.procedure_id = r.procedure_id
		JOIN statement s ON s.intake_id = i.id AND s.round_id = r.id
		JOIN statement_content c ON c.statement_id = s.id
		LEFT JOIN LATERAL (SELECT (n.due_on + 1)::timestamp AT TIME ZONE 'Europe/Berlin' AS closes_at FROM invitation_reply y
			JOIN invitation n ON n.id = y.invitation_id WHERE y.statement_id = s.id) own ON true
		LEFT JOIN LATERAL (SELECT x.version, x.known, x.relevant, x.announced, x.reasoning, x.answered_by, x.answered_at
			FROM late_examination x WHERE x.statement_id = s.id ORDER BY x.version DESC LIMIT 1) e ON true`
	openInQueue = string(stillLate) + ` AND e.version IS NULL AND s.withdrawn_at IS NULL AND c.erased_at IS NULL`
)

// selectQueue reads a page of a queue and counts all of it.
func selectQueue(ctx context.Context, tx identity.Tx, which lateness, procedureID uuid.UUID, from, limit int) (list []Queued, total int, err error) {
	rows, err := tx.Query(ctx, `
		SELECT count(*) OVER (), s.id, s.number, p.prefix, s.round_id, i.channel, i.received_at, s.withdrawn_at IS NOT NULL, c.erased_at IS NOT NULL,
		       e.version IS NOT NULL, coalesce(e.version, 0), coalesce(e.known, false), coalesce(e.relevant, false), coalesce(e.announced, false),
		       coalesce(e.reasoning, ''), coalesce(trim(a.given_name || ' ' || a.surname), ''), coalesce(e.answered_at, i.received_at)
		`+queueJoins+`
		JOIN procedure p ON p.id = s.procedure_id
		LEFT JOIN account a ON a.id = e.answered_by
		WHERE r.procedure_id = $1 AND `+string(which)+`
		ORDER BY i.received_at, s.number OFFSET $2 LIMIT $3`, procedureID, from, limit)
	if err != nil {
		return nil, 0, err
	}
	list, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (q Queued, err error) {
		var prefix string
		var answered bool
		var e Examination
		err = row.Scan(&total, &q.id, &q.Number, &prefix, &q.round, &q.Channel, &q.ReceivedAt, &q.Withdrawn, &q.Erased,
			&answered, &e.Version, &e.Known, &e.Relevant, &e.Announced, &e.Reasoning, &e.AnsweredBy, &e.AnsweredAt)
		q.Receipt, q.ReceivedAt, e.AnsweredAt = statement.Label(prefix, q.Number), q.ReceivedAt.UTC(), e.AnsweredAt.UTC()
		if answered {
			q.Late = &e
		}
		return q, err
	})
	return list, total, err
}

func selectLateOpen(ctx context.Context, tx identity.Tx, procedureID uuid.UUID) (n int, err error) {
	err = tx.QueryRow(ctx, `SELECT count(*) `+queueJoins+` WHERE r.procedure_id = $1 AND `+openInQueue, procedureID).Scan(&n)
	return n, err
}

// selectNextLate finds the first open one behind a statement in the order of the queue, then the first of all; 0 when
// none is open.
func selectNextLate(ctx context.Context, tx identity.Tx, procedureID uuid.UUID, after int64) (number int64, err error) {
	err = tx.QueryRow(ctx, `
		SELECT s.number `+queueJoins+`
		JOIN statement z ON z.procedure_id = s.procedure_id AND z.number = $2
		JOIN intake zi ON zi.id = z.intake_id
		WHERE r.procedure_id = $1 AND s.number <> $2 AND `+openInQueue+`
		ORDER BY (i.received_at, s.number) < (zi.received_at, z.number), i.received_at, s.number LIMIT 1`, procedureID, after).Scan(&number)
	if errors.Is(err, pgx.ErrNoRows) {
		return 0, nil
	}
	return number, err
}
