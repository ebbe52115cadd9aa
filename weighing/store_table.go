package weighing

import (
	"context"
	"encoding/hex"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/einwand/einwand/identity"
)

// storedTable is a frozen table without its rows.
type storedTable struct {
	ID       uuid.UUID
	Head     TableHead
	Hash     []byte
	LogIndex int64
}

func selectAuthorityName(ctx context.Context, tx identity.Tx) (name string, err error) {
	err = tx.QueryRow(ctx, `SELECT name FROM authority WHERE id = $1`, tx.Authority).Scan(&name)
	return name, found(err)
}

// selectDecidingBody names the body that weighs and adopts, as the town writes it.
func selectDecidingBody(ctx context.Context, tx identity.Tx) (body string, err error) {
	err = tx.QueryRow(ctx, `SELECT deciding_body FROM authority WHERE id = $1`, tx.Authority).Scan(&body)
	return body, found(err)
}

// selectNextTable counts under the lock of the procedure.
func selectNextTable(ctx context.Context, tx identity.Tx, procedureID uuid.UUID) (number int, err error) {
	err = tx.QueryRow(ctx, `SELECT coalesce(max(number), 0) + 1 FROM weighing_table WHERE procedure_id = $1`, procedureID).Scan(&number)
	return number, err
}

// insertTable writes the table and its rows in one round trip.
func insertTable(ctx context.Context, tx identity.Tx, actor identity.Actor, procedureID uuid.UUID, t storedTable, rows []frozenRow) error {
	ids, err := newIDs(1)
	if err != nil {
		return err
	}
	var b pgx.Batch
	b.Queue(`
		INSERT INTO weighing_table (id, authority_id, procedure_id, number, head, hash, checkpoint, log_index, data_as_of, frozen_at, frozen_by)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
		ids[0], tx.Authority, procedureID, t.Head.Number, t.Head, t.Hash, t.Head.Checkpoint, t.LogIndex, t.Head.DataAsOf,
		t.Head.FrozenAt, actor.AccountRef())
	for _, r := range rows {
		late := lateColumnsOf(r)
		b.Queue(`
			INSERT INTO weighing_row (id, authority_id, table_id, position, statement_id, segment_id, grp, number, label, received_at,
			                          channel, timely, withdrawn, reference, place, topic, wording, released_wording, code,
			                          reasoning, plan_change, excused, salt, hash,
			                          late_at, late_norm, late_known, late_relevant, late_announced, late_reasoning, late_by)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24,
			        $25, $26, $27, $28, $29, $30, $31)`,
			r.ID, tx.Authority, ids[0], r.Position, r.Statement, r.Segment, string(r.Group), r.Number, r.Label, r.Received,
			r.Channel, r.Timely, r.Withdrawn, r.Reference, r.Place, r.Topic, r.Wording, r.Released, string(r.Code),
			r.Reasoning, r.PlanChange, r.Excused, r.Salt, r.Hash, late.at, late.norm, late.known, late.relevant, late.announced,
			late.reasoning, late.by)
	}
	return tx.SendBatch(ctx, &b).Close()
}

// selectTable reads table N. ErrNotFound.
func selectTable(ctx context.Context, tx identity.Tx, procedureID uuid.UUID, number int) (storedTable, error) {
	var t storedTable
	err := tx.QueryRow(ctx, `
		SELECT id, head, number, hash, checkpoint, log_index, data_as_of, frozen_at
		FROM weighing_table WHERE procedure_id = $1 AND number = $2`, procedureID, number).
		Scan(&t.ID, &t.Head, &t.Head.Number, &t.Hash, &t.Head.Checkpoint, &t.LogIndex, &t.Head.DataAsOf, &t.Head.FrozenAt)
	t.Head.Hash = hex.EncodeToString(t.Hash)
	t.Head.DataAsOf, t.Head.FrozenAt = t.Head.DataAsOf.UTC(), t.Head.FrozenAt.UTC()
	return t, found(err)
}

const rowColumns = `id, grp, number, label, received_at, channel, timely, withdrawn, reference, topic, code, reasoning, plan_change,
	excused, position, statement_id, segment_id, place, wording, released_wording, salt, hash,
	late_at, late_norm, late_known, late_relevant, late_announced, late_reasoning, late_by`

// lateColumns are the columns of the examination: all NULL for a row without one.
type lateColumns struct {
	at                         *time.Time
	norm, reasoning, by        *string
	known, relevant, announced *bool
}

func lateColumnsOf(r frozenRow) lateColumns {
	e, a := r.Examined, r.Answers
	if e == nil {
		return lateColumns{}
	}
	return lateColumns{&e.At, &e.Norm, &a.Reasoning, &a.AnsweredBy, &a.Known, &a.Relevant, &a.Announced}
}

func (l lateColumns) into(r *frozenRow) {
	if l.at == nil {
		return
	}
	a := LateAnswers{Known: *l.known, Relevant: *l.relevant, Announced: *l.announced, Reasoning: *l.reasoning, AnsweredBy: *l.by}
	r.Examined = &Examined{At: l.at.UTC(), Norm: *l.norm, MustBeWeighed: MustBeWeighed(a.Known, a.Relevant, a.Announced)}
	r.Answers = &a
}

// selectRows reads rows from a position on, in the order of the table.
func selectRows(ctx context.Context, tx identity.Tx, table uuid.UUID, from, limit int) ([]frozenRow, error) {
	rows, err := tx.Query(ctx, `
		SELECT `+rowColumns+` FROM weighing_row WHERE table_id = $1 AND position >= $2 ORDER BY position LIMIT $3`, table, from, limit)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, scanRow)
}

// selectRowsOf reads the rows of one statement, or of all for nil, in the order of the table.
func selectRowsOf(ctx context.Context, tx identity.Tx, table uuid.UUID, statement *uuid.UUID) ([]frozenRow, error) {
	rows, err := tx.Query(ctx, `
		SELECT `+rowColumns+` FROM weighing_row
		WHERE table_id = $1 AND ($2::uuid IS NULL OR statement_id = $2) ORDER BY position`, table, statement)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, scanRow)
}

func scanRow(row pgx.CollectableRow) (r frozenRow, err error) {
	var late lateColumns
	err = row.Scan(&r.ID, &r.Group, &r.Number, &r.Label, &r.Received, &r.Channel, &r.Timely, &r.Withdrawn, &r.Reference, &r.Topic,
		&r.Code, &r.Reasoning, &r.PlanChange, &r.Excused, &r.Position, &r.Statement, &r.Segment, &r.Place, &r.Wording,
		&r.Released, &r.Salt, &r.Hash, &late.at, &late.norm, &late.known, &late.relevant, &late.announced, &late.reasoning, &late.by)
	r.Received = r.Received.UTC()
	late.into(&r)
	return r, err
}

// allRows bounds no table that a council could read.
const allRows = 1 << 30
