package procedure

import (
	"context"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure/period"
)

func insertAct(ctx context.Context, tx identity.Tx, actor identity.Actor, procedure uuid.UUID, a PastAct) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO procedure_act (id, authority_id, procedure_id, transition, step, cycle, round_id, on_day, rule_set, from_state, to_state,
		                           answers, warnings, reason, salt, hash, log_index, recorded_at, recorded_by)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)`,
		a.ID, tx.Authority, procedure, string(a.Transition), string(a.Step), a.Cycle, a.Round, a.On.UTC(), a.RuleSet, string(a.From), string(a.To),
		nonNilAnswers(a.Answers), a.Warnings, a.Reason, a.salt, a.hash, a.LogIndex, tx.Now, actor.AccountRef())
	return named(err)
}

// selectActs reads all acts of a procedure, oldest first, with the names of those who recorded them.
func selectActs(ctx context.Context, tx identity.Tx, procedure uuid.UUID) ([]PastAct, error) {
	rows, err := tx.Query(ctx, `
		SELECT a.id, a.transition, a.step, a.cycle, a.round_id, a.on_day, a.rule_set, a.from_state, a.to_state, a.answers, a.warnings, a.reason,
		       a.salt, a.hash, a.log_index, a.recorded_at, coalesce(trim(p.given_name || ' ' || p.surname), '')
		FROM procedure_act a LEFT JOIN account p ON p.id = a.recorded_by
		WHERE a.procedure_id = $1 ORDER BY a.log_index`, procedure)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (a PastAct, err error) {
		var on time.Time
		err = row.Scan(&a.ID, &a.Transition, &a.Step, &a.Cycle, &a.Round, &on, &a.RuleSet, &a.From, &a.To, &a.Answers, &a.Warnings, &a.Reason,
			&a.salt, &a.hash, &a.LogIndex, &a.RecordedAt, &a.RecordedBy)
		a.On = period.DateOfUTC(on)
		return a, err
	})
}

func beginCycle(ctx context.Context, tx identity.Tx, procedure uuid.UUID, cycle int) error {
	tag, err := tx.Exec(ctx, `UPDATE procedure SET cycle = $2 WHERE id = $1 AND cycle = $2 - 1`, procedure, cycle)
	if err == nil && tag.RowsAffected() != 1 {
		return ErrWrongState
	}
	return named(err)
}

// insertLink enters a link and tells whether it is new.
func insertLink(ctx context.Context, tx identity.Tx, procedure, other uuid.UUID, kind LinkKind) (isNew bool, err error) {
	tag, err := tx.Exec(ctx, `
		INSERT INTO procedure_link (authority_id, procedure_id, other_id, kind) VALUES ($1, $2, $3, $4)
		ON CONFLICT (procedure_id, other_id) DO NOTHING`, tx.Authority, procedure, other, string(kind))
	return tag.RowsAffected() == 1, named(err)
}

func selectLinks(ctx context.Context, tx identity.Tx, procedure uuid.UUID) ([]Link, error) {
	rows, err := tx.Query(ctx, `
		SELECT l.kind, l.other_id, p.slug, p.short_title, pl.kind, p.state
		FROM procedure_link l JOIN procedure p ON p.id = l.other_id JOIN plan pl ON pl.id = p.plan_id
		WHERE l.procedure_id = $1 ORDER BY p.short_title, p.id`, procedure)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToStructByPos[Link])
}

// selectUnlinked reads the procedures of the authority that are not linked to one, without itself.
func selectUnlinked(ctx context.Context, tx identity.Tx, procedure uuid.UUID) ([]Link, error) {
	rows, err := tx.Query(ctx, `
		SELECT '', p.id, p.slug, p.short_title, pl.kind, p.state
		FROM procedure p JOIN plan pl ON pl.id = p.plan_id
		WHERE p.id <> $1 AND p.state NOT IN ('abandoned', 'annulled')
		  AND NOT EXISTS (SELECT FROM procedure_link l WHERE l.procedure_id = $1 AND l.other_id = p.id)
		ORDER BY p.short_title, p.id LIMIT 500`, procedure)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToStructByPos[Link])
}

func updateGuests(ctx context.Context, tx identity.Tx, procedure uuid.UUID, allowed bool) error {
	_, err := tx.Exec(ctx, `UPDATE procedure SET guests = $2 WHERE id = $1`, procedure, allowed)
	return named(err)
}

func updatePortal(ctx context.Context, tx identity.Tx, procedure uuid.UUID, url string) error {
	_, err := tx.Exec(ctx, `UPDATE procedure SET portal_url = $2 WHERE id = $1`, procedure, url)
	return named(err)
}
