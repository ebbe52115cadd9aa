package weighing

import (
	"context"
	"errors"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/einwand/einwand/identity"
)

// scope says whose latest versions a query reads; the id comes as $1.
type scope string

const (
	ofSegment   scope = `g.id = $1`
	ofStatement scope = `g.statement_id = $1`
	ofProcedure scope = `g.statement_id IN (SELECT id FROM statement WHERE procedure_id = $1)`
)

const proposalColumns = `q.version, q.code, q.reasoning, q.plan_change, coalesce(trim(a.given_name || ' ' || a.surname), ''), q.at`

// selectProposals reads the proposals that hold, by segment.
func selectProposals(ctx context.Context, tx identity.Tx, of scope, id uuid.UUID) (map[uuid.UUID]*Proposal, error) {
	rows, err := tx.Query(ctx, `
		SELECT DISTINCT ON (q.segment_id) q.segment_id, `+proposalColumns+`
		FROM proposal q JOIN segment g ON g.id = q.segment_id LEFT JOIN account a ON a.id = q.author_id
		WHERE `+string(of)+` ORDER BY q.segment_id, q.version DESC`, id)
	if err != nil {
		return nil, err
	}
	latest := map[uuid.UUID]*Proposal{}
	var segment uuid.UUID
	var p Proposal
	_, err = pgx.ForEachRow(rows, append([]any{&segment}, p.scan()...), func() error {
		saved := p
		saved.At = p.At.UTC()
		latest[segment] = &saved
		return nil
	})
	return latest, err
}

func (p *Proposal) scan() []any {
	return []any{&p.Version, &p.Code, &p.Reasoning, &p.PlanChange, &p.Author, &p.At}
}

func selectProposalHistory(ctx context.Context, tx identity.Tx, procedureID, segment uuid.UUID) ([]Proposal, error) {
	rows, err := tx.Query(ctx, `
		SELECT `+proposalColumns+`
		FROM proposal q JOIN segment g ON g.id = q.segment_id JOIN statement s ON s.id = g.statement_id
		LEFT JOIN account a ON a.id = q.author_id
		WHERE g.id = $2 AND s.procedure_id = $1 ORDER BY q.version DESC`, procedureID, segment)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (p Proposal, err error) {
		err = row.Scan(p.scan()...)
		p.At = p.At.UTC()
		return p, err
	})
}

func insertProposal(ctx context.Context, tx identity.Tx, actor identity.Actor, id, segment uuid.UUID, n NewProposal) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO proposal (id, authority_id, segment_id, version, code, reasoning, plan_change, author_id, at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		id, tx.Authority, segment, n.Version, string(n.Code), n.Reasoning, n.PlanChange, actor.AccountRef(), tx.Now)
	return named(err)
}

// selectWordings reads the released wordings that hold, by segment: the latest whose range is still the segment's.
func selectWordings(ctx context.Context, tx identity.Tx, of scope, id uuid.UUID) (map[uuid.UUID]*Wording, error) {
	rows, err := tx.Query(ctx, `
		SELECT DISTINCT ON (w.segment_id) w.segment_id, w.version, w.start_at, w.end_at, w.text, w.redactions,
		       coalesce(trim(a.given_name || ' ' || a.surname), ''), w.released_at
		FROM wording w JOIN segment g ON g.id = w.segment_id AND g.start_at = w.start_at AND g.end_at = w.end_at
		LEFT JOIN account a ON a.id = w.released_by
		WHERE `+string(of)+` ORDER BY w.segment_id, w.version DESC`, id)
	if err != nil {
		return nil, err
	}
	latest := map[uuid.UUID]*Wording{}
	var segment uuid.UUID
	var w Wording
	_, err = pgx.ForEachRow(rows, []any{&segment, &w.Version, &w.Start, &w.End, &w.Text, &w.Redactions, &w.By, &w.At}, func() error {
		saved := w
		saved.At = w.At.UTC()
		latest[segment] = &saved
		return nil
	})
	return latest, err
}

// insertWording counts versions under the lock of the segment.
func insertWording(ctx context.Context, tx identity.Tx, actor identity.Actor, segment uuid.UUID, w Wording) (version int, err error) {
	ids, err := newIDs(1)
	if err != nil {
		return 0, err
	}
	err = tx.QueryRow(ctx, `
		INSERT INTO wording (id, authority_id, segment_id, version, start_at, end_at, text, redactions, released_by, released_at)
		SELECT $1, $2, $3, coalesce(max(version), 0) + 1, $4, $5, $6, $7, $8, $9 FROM wording WHERE segment_id = $3
		RETURNING version`,
		ids[0], tx.Authority, segment, w.Start, w.End, w.Text, w.Redactions, actor.AccountRef(), w.At).Scan(&version)
	return version, named(err)
}

func insertExamination(ctx context.Context, tx identity.Tx, actor identity.Actor, statementID uuid.UUID, e Examination) error {
	ids, err := newIDs(1)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `
		INSERT INTO late_examination (id, authority_id, statement_id, version, known, relevant, announced, reasoning, answered_by, answered_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		ids[0], tx.Authority, statementID, e.Version, e.Known, e.Relevant, e.Announced, e.Reasoning, actor.AccountRef(), e.AnsweredAt)
	return named(err)
}

const examinationColumns = `e.version, e.known, e.relevant, e.announced, e.reasoning,
	coalesce(trim(a.given_name || ' ' || a.surname), ''), e.answered_at`

// selectExamination returns nil without an error when nobody has answered: that is a state, not a failure.
func selectExamination(ctx context.Context, tx identity.Tx, statementID uuid.UUID) (*Examination, error) {
	rows, err := tx.Query(ctx, `
		SELECT `+examinationColumns+` FROM late_examination e LEFT JOIN account a ON a.id = e.answered_by
		WHERE e.statement_id = $1 ORDER BY e.version DESC LIMIT 1`, statementID)
	if err != nil {
		return nil, err
	}
	e, err := pgx.CollectExactlyOneRow(rows, pgx.RowToAddrOfStructByPos[Examination])
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	e.AnsweredAt = e.AnsweredAt.UTC()
	return e, nil
}

// named translates a violated constraint: two versions with one number were saved at once.
func named(err error) error {
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		switch pg.ConstraintName {
		case "proposal_version_unique", "wording_version_unique", "late_examination_version_unique":
			return ErrMoved
		}
	}
	return err
}
