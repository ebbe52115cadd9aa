package weighing

import (
	"context"
	"errors"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure/period"
)

// holdStatements keeps statements from being withdrawn until the commit.
func holdStatements(ctx context.Context, tx identity.Tx, procedureID uuid.UUID, ids []uuid.UUID) error {
	_, err := tx.Exec(ctx, `SELECT FROM statement WHERE procedure_id = $1 AND id = ANY ($2) ORDER BY id FOR SHARE`, procedureID, ids)
	return err
}

// toldOf is that somebody was told about a statement, up to a decision on the table.
type toldOf struct {
	statement uuid.UUID
	decision  int
}

func selectToldDecisions(ctx context.Context, tx identity.Tx, procedureID uuid.UUID, table int) (map[toldOf]bool, error) {
	rows, err := tx.Query(ctx, `
		SELECT n.statement_id, n.decision FROM result_notice n JOIN weighing_table t ON t.id = n.table_id
		WHERE t.procedure_id = $1 AND t.number = $2`, procedureID, table)
	if err != nil {
		return nil, err
	}
	told := map[toldOf]bool{}
	var of toldOf
	_, err = pgx.ForEachRow(rows, []any{&of.statement, &of.decision}, func() error {
		told[of] = true
		return nil
	})
	return told, err
}

// insertNotices writes the notices of one act and, by mail, what the outbox owes for each.
func insertNotices(ctx context.Context, tx identity.Tx, actor identity.Actor, procedureID uuid.UUID, t Telling, due []Result, index int64) error {
	ids, err := newIDs(2 * len(due))
	if err != nil {
		return err
	}
	notices, mails := ids[:len(due)], ids[len(due):]
	statements, decisions := make([]uuid.UUID, len(due)), make([]int, len(due))
	for i, r := range due {
		statements[i], decisions[i] = r.Statement, r.Latest().Number
	}
	_, err = tx.Exec(ctx, `
		INSERT INTO result_notice (id, authority_id, statement_id, table_id, decision, way, told_on, noted_at, noted_by, log_index)
		SELECT u.id, $1, u.statement, t.id, u.decision, $2, $3, $4, $5, $6
		FROM unnest($7::uuid[], $8::uuid[], $9::int[]) AS u (id, statement, decision)
		JOIN weighing_table t ON t.procedure_id = $10 AND t.number = $11`,
		tx.Authority, string(t.Way), t.On.UTC(), tx.Now, actor.AccountRef(), index, notices, statements, decisions, procedureID, t.Table)
	if err != nil || t.Way != ByMail {
		return toldTwice(err)
	}
	_, err = tx.Exec(ctx, `
		INSERT INTO outbox (id, authority_id, kind, subject_id, created_at, next_at, attempts, last_error)
		SELECT u.id, $1, 'result', u.notice, $2, $2, 0, '' FROM unnest($3::uuid[], $4::uuid[]) AS u (id, notice)`,
		tx.Authority, tx.Now, mails, notices)
	return err
}

// toldTwice translates the constraint that is the second line behind the lock of the procedure.
func toldTwice(err error) error {
	if pg := new(pgconn.PgError); errors.As(err, &pg) && pg.ConstraintName == "result_notice_once" {
		return ErrMoved
	}
	return err
}

// selectNotices reads the notices of a procedure in the order in which they were noted.
func selectNotices(ctx context.Context, tx identity.Tx, procedureID uuid.UUID) ([]ResultNotice, error) {
	rows, err := tx.Query(ctx, `
		SELECT n.statement_id, t.number, n.decision, n.way, n.told_on, n.noted_at, coalesce(trim(a.given_name || ' ' || a.surname), ''),
		       n.log_index, n.way = 'mail' AND EXISTS (SELECT FROM outbox o WHERE o.sent_at IS NULL AND o.kind = 'result' AND o.subject_id = n.id),
		       n.way = 'mail' AND EXISTS (SELECT FROM outbox o WHERE o.lapsed AND o.kind = 'result' AND o.subject_id = n.id)
		FROM result_notice n JOIN weighing_table t ON t.id = n.table_id LEFT JOIN account a ON a.id = n.noted_by
		WHERE t.procedure_id = $1 ORDER BY n.log_index, n.id`, procedureID)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (n ResultNotice, err error) {
		var on time.Time
		err = row.Scan(&n.Statement, &n.Table, &n.Decision, &n.Way, &on, &n.NotedAt, &n.NotedBy, &n.LogIndex, &n.Unsent, &n.Lapsed)
		n.On, n.NotedAt = period.DateOfUTC(on), n.NotedAt.UTC()
		return n, err
	})
}

// noticeOf is what a notice is about.
type noticeOf struct {
	procedure  uuid.UUID
	table      int
	statement  uuid.UUID
	superseded bool
}

func selectNotice(ctx context.Context, tx identity.Tx, id uuid.UUID) (of noticeOf, err error) {
	err = tx.QueryRow(ctx, `
		SELECT t.procedure_id, t.number, n.statement_id,
		       EXISTS (SELECT FROM result_notice l WHERE l.table_id = n.table_id AND l.statement_id = n.statement_id AND l.decision > n.decision)
		FROM result_notice n JOIN weighing_table t ON t.id = n.table_id WHERE n.id = $1`, id).
		Scan(&of.procedure, &of.table, &of.statement, &of.superseded)
	return of, found(err)
}

// selectRowCodes reads of the rows of a table what decides whether there was something to decide.
func selectRowCodes(ctx context.Context, tx identity.Tx, table uuid.UUID) ([]frozenRow, error) {
	rows, err := tx.Query(ctx, `SELECT id, statement_id, grp, number, label, code FROM weighing_row WHERE table_id = $1 ORDER BY position`, table)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (r frozenRow, err error) {
		err = row.Scan(&r.ID, &r.Statement, &r.Group, &r.Number, &r.Label, &r.Code)
		return r, err
	})
}

// selectStatementsOf lists the statements in some parts of a table that were not withdrawn.
func selectStatementsOf(ctx context.Context, tx identity.Tx, table uuid.UUID, groups []Group) ([]uuid.UUID, error) {
	rows, err := tx.Query(ctx, `
		SELECT DISTINCT s.id FROM weighing_row r JOIN statement s ON s.id = r.statement_id
		WHERE r.table_id = $1 AND r.grp = ANY ($2) AND s.state = 'received'`, table, groups)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowTo[uuid.UUID])
}

// selectNoticesOfNoRow finds notices about a table in which the statement does not stand.
func selectNoticesOfNoRow(ctx context.Context, tx identity.Tx, procedureID uuid.UUID) ([]ResultNotice, error) {
	rows, err := tx.Query(ctx, `
		SELECT t.number, n.log_index FROM result_notice n JOIN weighing_table t ON t.id = n.table_id
		WHERE t.procedure_id = $1 AND NOT EXISTS (SELECT FROM weighing_row r WHERE r.table_id = n.table_id AND r.statement_id = n.statement_id)`, procedureID)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (n ResultNotice, err error) {
		err = row.Scan(&n.Table, &n.LogIndex)
		return n, err
	})
}
