package procedure

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure/period"
)

func insertSteps(ctx context.Context, tx identity.Tx, procedure uuid.UUID, steps []Step) error {
	var batch pgx.Batch
	for i, s := range steps {
		id, err := uuid.NewV7()
		if err != nil {
			return err
		}
		batch.Queue(`
			INSERT INTO step (id, authority_id, procedure_id, cycle, position, kind, state, rule_set, began_on, ended_on, expected)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
			id, tx.Authority, procedure, s.Cycle, i+1, string(s.Kind), string(s.State), s.RuleSet, utc(s.BeganOn), utc(s.EndedOn), s.Expected)
	}
	return named(tx.SendBatch(ctx, &batch).Close())
}

func selectSteps(ctx context.Context, tx identity.Tx, procedure uuid.UUID) ([]Step, error) {
	rows, err := tx.Query(ctx, `
		SELECT id, cycle, kind, state, rule_set, began_on, ended_on, expected, ground, outcome
		FROM step WHERE procedure_id = $1 ORDER BY cycle, position`, procedure)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (Step, error) {
		var s Step
		var began, ended *time.Time
		err := row.Scan(&s.ID, &s.Cycle, &s.Kind, &s.State, &s.RuleSet, &began, &ended, &s.Expected, &s.Ground, &s.Outcome)
		s.BeganOn, s.EndedOn = dateOf(began), dateOf(ended)
		return s, err
	})
}

// startStep sets a step running from a day on, under the law of that day; one that has begun, as in a second round, keeps
// its day and its law.
func startStep(ctx context.Context, tx identity.Tx, procedure uuid.UUID, kind StepKind, ruleSet string, on period.Date) error {
	return changeStep(ctx, tx, procedure, kind, `
		UPDATE step SET rule_set = CASE WHEN state = 'planned' THEN $4 ELSE rule_set END, state = 'running', began_on = coalesce(began_on, $3),
		                ended_on = NULL, ground = '', outcome = ''
		WHERE `+latestStep, on.UTC(), ruleSet)
}

func endStep(ctx context.Context, tx identity.Tx, procedure uuid.UUID, kind StepKind, on period.Date, outcome Outcome, ground string) error {
	return changeStep(ctx, tx, procedure, kind, `
		UPDATE step SET state = 'done', ended_on = $3, outcome = $4, ground = $5 WHERE state = 'running' AND `+latestStep,
		on.UTC(), string(outcome), ground)
}

func insertPlanVersion(ctx context.Context, tx identity.Tx, v PlanVersion) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO plan_version (id, authority_id, plan_id, label, dated) VALUES ($1, $2, $3, $4, $5)`,
		v.ID, tx.Authority, v.Plan, v.Label, v.Dated.UTC())
	return named(err)
}

// insertRound counts the Durchgang; two at once meet the unique constraint.
func insertRound(ctx context.Context, tx identity.Tx, r Round) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO round (id, authority_id, procedure_id, plan_version_id, kind, durchgang, rule, rule_set, topics, scope, circle, discussion,
		                   cross_border, state)
		SELECT $1, $2, $3, $4, $5, count(*) + 1, $6, $7, $8, $9, $10, $11, $12, 'planned' FROM round WHERE procedure_id = $3 AND kind = $5`,
		r.ID, tx.Authority, r.Procedure, r.Version.ID, string(r.Kind), r.Rule, r.RuleSet, nonNil(r.Topics), r.Scope, r.Circle, r.Discussion, r.CrossBorder)
	return named(err)
}

func updatePlannedRound(ctx context.Context, tx identity.Tx, r Round) error {
	tag, err := tx.Exec(ctx, `
		UPDATE round SET plan_version_id = $2, rule_set = $3, topics = $4, scope = $5, circle = $6, discussion = $7, cross_border = $8
		WHERE id = $1 AND state = 'planned'`,
		r.ID, r.Version.ID, r.RuleSet, nonNil(r.Topics), r.Scope, r.Circle, r.Discussion, r.CrossBorder)
	if err == nil && tag.RowsAffected() != 1 {
		return fmt.Errorf("plan round %s anew: %w", r.ID, ErrWrongState)
	}
	return named(err)
}

func insertPeriodVersion(ctx context.Context, tx identity.Tx, actor identity.Actor, round uuid.UUID, v PeriodVersion) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO period_version (id, authority_id, round_id, version, first_day, last_day, min_last_day, closes_at, reasons,
		                            cause, decided_at, decided_by)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
		v.ID, tx.Authority, round, v.Version, v.FirstDay.UTC(), v.LastDay.UTC(), v.MinLastDay.UTC(), v.ClosesAt, v.Reasons,
		v.Cause, tx.Now, actor.AccountRef())
	return named(err)
}

const roundColumns = `r.id, r.procedure_id, r.kind, r.durchgang, r.rule, r.rule_set, r.topics, r.scope, r.circle, r.discussion, r.cross_border,
	r.state, r.manifest, r.published_at, r.closed_at,
	pv.id, pv.plan_id, pv.label, pv.dated,
	v.id, v.version, v.first_day, v.last_day, v.min_last_day, v.closes_at, v.reasons, v.cause, v.decided_at`

const roundJoins = `FROM round r JOIN plan_version pv ON pv.id = r.plan_version_id
	JOIN LATERAL (SELECT x.id, x.version, x.first_day, x.last_day, x.min_last_day, x.closes_at, x.reasons, x.cause, x.decided_at
		FROM period_version x WHERE x.round_id = r.id ORDER BY x.version DESC LIMIT 1) v ON true`

func selectRounds(ctx context.Context, tx identity.Tx, procedure uuid.UUID) ([]Round, error) {
	rows, err := tx.Query(ctx, `SELECT `+roundColumns+` `+roundJoins+` WHERE r.procedure_id = $1 AND r.state <> 'dropped' ORDER BY v.first_day, r.id`, procedure)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (Round, error) { return scanRound(row) })
}

// selectRound reads a round of the procedure; ErrNotFound for one of another procedure, also of the same authority.
func selectRound(ctx context.Context, tx identity.Tx, procedure, round uuid.UUID) (Round, error) {
	r, err := scanRound(tx.QueryRow(ctx, `SELECT `+roundColumns+` `+roundJoins+` WHERE r.id = $1 AND r.procedure_id = $2`, round, procedure))
	if errors.Is(err, pgx.ErrNoRows) {
		return Round{}, ErrNotFound
	}
	return r, err
}

// selectRoundByKey is for a caller whose key comes from a row, not from a request.
func selectRoundByKey(ctx context.Context, tx identity.Tx, round uuid.UUID) (Round, error) {
	r, err := scanRound(tx.QueryRow(ctx, `SELECT `+roundColumns+` `+roundJoins+` WHERE r.id = $1`, round))
	if errors.Is(err, pgx.ErrNoRows) {
		return Round{}, ErrNotFound
	}
	return r, err
}

func scanRound(row pgx.Row) (Round, error) {
	var r Round
	var dated, first, last, minimum time.Time
	err := row.Scan(&r.ID, &r.Procedure, &r.Kind, &r.Durchgang, &r.Rule, &r.RuleSet, &r.Topics, &r.Scope, &r.Circle, &r.Discussion, &r.CrossBorder,
		&r.State, &r.Manifest, &r.PublishedAt, &r.ClosedAt,
		&r.Version.ID, &r.Version.Plan, &r.Version.Label, &dated,
		&r.Period.ID, &r.Period.Version, &first, &last, &minimum, &r.Period.ClosesAt, &r.Period.Reasons, &r.Period.Cause, &r.Period.DecidedAt)
	r.Version.Dated = period.DateOfUTC(dated)
	r.Period.FirstDay, r.Period.LastDay, r.Period.MinLastDay = period.DateOfUTC(first), period.DateOfUTC(last), period.DateOfUTC(minimum)
	return r, err
}

// lockPlannedRound holds a round of the procedure that may still be prepared, until the transaction ends. What is read of
// the round afterwards stays as it is. Errors: ErrFrozen once it is published, ErrNotFound.
func lockPlannedRound(ctx context.Context, tx identity.Tx, procedure, round uuid.UUID) error {
	var state RoundState
	err := tx.QueryRow(ctx, `SELECT state FROM round WHERE id = $1 AND procedure_id = $2 FOR NO KEY UPDATE`, round, procedure).Scan(&state)
	if errors.Is(err, pgx.ErrNoRows) {
		return ErrNotFound
	}
	if err == nil && state != RoundPlanned {
		return ErrFrozen
	}
	return err
}

func publishRound(ctx context.Context, tx identity.Tx, procedure, round uuid.UUID, manifest []byte) error {
	tag, err := tx.Exec(ctx, `
		UPDATE round SET state = 'published', manifest = $3, published_at = $4
		WHERE id = $1 AND procedure_id = $2 AND state = 'planned'`, round, procedure, manifest, tx.Now)
	if err == nil && tag.RowsAffected() != 1 {
		return fmt.Errorf("publish round %s: %w", round, ErrWrongState)
	}
	return named(err)
}

// dropRound gives a planned round up. Its announcement and its periods stay on record.
func dropRound(ctx context.Context, tx identity.Tx, procedure, round uuid.UUID) error {
	tag, err := tx.Exec(ctx, `UPDATE round SET state = 'dropped' WHERE id = $1 AND procedure_id = $2 AND state = 'planned'`, round, procedure)
	if err == nil && tag.RowsAffected() != 1 {
		return fmt.Errorf("drop round %s: %w", round, ErrWrongState)
	}
	return named(err)
}

func closeRound(ctx context.Context, tx identity.Tx, procedure, round uuid.UUID) error {
	tag, err := tx.Exec(ctx, `
		UPDATE round SET state = 'closed', closed_at = $3 WHERE id = $1 AND procedure_id = $2 AND state = 'published'`, round, procedure, tx.Now)
	if err != nil {
		return named(err)
	}
	if tag.RowsAffected() != 1 {
		return fmt.Errorf("close round %s: %w", round, ErrWrongState)
	}
	return nil
}

func insertDocument(ctx context.Context, tx identity.Tx, round uuid.UUID, d Document) (position int, err error) {
	err = tx.QueryRow(ctx, `
		INSERT INTO document (id, authority_id, round_id, position, part, role, anonymised, title, description, file_name, media_type, pages,
		                      size, sha256, uploaded_at)
		SELECT $1, $2, $3, coalesce(max(position), 0) + 1, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14 FROM document WHERE round_id = $3
		RETURNING position`,
		d.ID, tx.Authority, round, string(d.Part), string(d.Role), d.Anonymised, d.Title, d.Description, d.FileName, d.MediaType, d.Pages, d.Size,
		d.SHA256, tx.Now).
		Scan(&position)
	return position, named(err)
}

func selectDocuments(ctx context.Context, tx identity.Tx, round uuid.UUID) ([]Document, error) {
	rows, err := tx.Query(ctx, `
		SELECT id, position, part, title, description, file_name, media_type, pages, size, sha256, role, anonymised
		FROM document WHERE round_id = $1 ORDER BY position`, round)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToStructByPos[Document])
}

func deleteDocument(ctx context.Context, tx identity.Tx, round, document uuid.UUID) error {
	tag, err := tx.Exec(ctx, `DELETE FROM document WHERE id = $1 AND round_id = $2`, document, round)
	if err != nil {
		return named(err)
	}
	if tag.RowsAffected() != 1 {
		return ErrNotFound
	}
	return nil
}

func utc(d *period.Date) *time.Time {
	if d == nil {
		return nil
	}
	t := d.UTC()
	return &t
}

// selectAllDocuments reads the documents of all rounds of a procedure, by round.
func selectAllDocuments(ctx context.Context, tx identity.Tx, procedure uuid.UUID) (map[uuid.UUID][]Document, error) {
	rows, err := tx.Query(ctx, `
		SELECT d.round_id, d.id, d.position, d.part, d.title, d.description, d.file_name, d.media_type, d.pages, d.size, d.sha256, d.role, d.anonymised
		FROM document d JOIN round r ON r.id = d.round_id WHERE r.procedure_id = $1 ORDER BY d.round_id, d.position`, procedure)
	if err != nil {
		return nil, err
	}
	all := map[uuid.UUID][]Document{}
	var round uuid.UUID
	var d Document
	_, err = pgx.ForEachRow(rows, []any{&round, &d.ID, &d.Position, &d.Part, &d.Title, &d.Description, &d.FileName, &d.MediaType, &d.Pages, &d.Size,
		&d.SHA256, &d.Role, &d.Anonymised}, func() error {
		one := d
		one.SHA256 = append([]byte(nil), d.SHA256...)
		all[round] = append(all[round], one)
		return nil
	})
	return all, err
}

// skipStep leaves a step out, on a ground that the law names.
func skipStep(ctx context.Context, tx identity.Tx, procedure uuid.UUID, kind StepKind, on period.Date, ground string) error {
	return changeStep(ctx, tx, procedure, kind, `
		UPDATE step SET state = 'skipped', began_on = $3, ended_on = $3, ground = $4 WHERE state = 'planned' AND `+latestStep, on.UTC(), ground)
}

// reopenStep plans a step again, for the next round. Its first beginning stays on record in the acts.
func reopenStep(ctx context.Context, tx identity.Tx, procedure uuid.UUID, kind StepKind) error {
	return changeStep(ctx, tx, procedure, kind, `
		UPDATE step SET state = 'planned', began_on = NULL, ended_on = NULL, ground = '', outcome = '' WHERE state <> 'planned' AND `+latestStep)
}

// latestStep finds the step $2 of the procedure $1 in the latest run.
const latestStep = `id = (SELECT x.id FROM step x WHERE x.procedure_id = $1 AND x.kind = $2 ORDER BY x.cycle DESC LIMIT 1)`

func changeStep(ctx context.Context, tx identity.Tx, procedure uuid.UUID, kind StepKind, sql string, more ...any) error {
	tag, err := tx.Exec(ctx, sql, append([]any{procedure, string(kind)}, more...)...)
	if err != nil {
		return named(err)
	}
	if tag.RowsAffected() != 1 {
		return fmt.Errorf("change step %s: %w", kind, ErrWrongState)
	}
	return nil
}
