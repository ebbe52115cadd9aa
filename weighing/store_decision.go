package weighing

import (
	"context"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/einwand/einwand/identity"
)

// storedDecision is a record with what proves it.
type storedDecision struct {
	DecisionRecord
	ID       uuid.UUID
	Salt     []byte
	Hash     []byte
	LogIndex int64
}

// selectNextDecision counts under the lock of the procedure.
func selectNextDecision(ctx context.Context, tx identity.Tx, table uuid.UUID) (number int, err error) {
	err = tx.QueryRow(ctx, `SELECT coalesce(max(number), 0) + 1 FROM decision WHERE table_id = $1`, table).Scan(&number)
	return number, err
}

// insertDecision writes the record and its items in one round trip.
func insertDecision(ctx context.Context, tx identity.Tx, actor identity.Actor, table uuid.UUID, d storedDecision) error {
	ids, err := newIDs(1)
	if err != nil {
		return err
	}
	var b pgx.Batch
	b.Queue(`
		INSERT INTO decision (id, authority_id, table_id, number, body, meeting_on, agenda_item, votes, salt, hash, log_index,
		                      recorded_at, recorded_by)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
		ids[0], tx.Authority, table, d.Number, d.Body, d.MeetingOn, d.AgendaItem, d.Votes, d.Salt, d.Hash, d.LogIndex,
		d.RecordedAt, actor.AccountRef())
	for row, o := range d.Items {
		b.Queue(`
			INSERT INTO decision_item (decision_id, row_id, authority_id, outcome, code, text, vote)
			VALUES ($1, $2, $3, $4, $5, $6, $7)`,
			ids[0], row, tx.Authority, string(o.Kind), string(o.Code), o.Text, o.Vote)
	}
	return tx.SendBatch(ctx, &b).Close()
}

// selectDecision reads record M of a table with its items. ErrNotFound.
func selectDecision(ctx context.Context, tx identity.Tx, table uuid.UUID, number int) (storedDecision, error) {
	d := storedDecision{DecisionRecord: DecisionRecord{Number: number, Items: map[uuid.UUID]Outcome{}}}
	err := tx.QueryRow(ctx, `
		SELECT id, body, meeting_on, agenda_item, votes, salt, hash, log_index, recorded_at
		FROM decision WHERE table_id = $1 AND number = $2`, table, number).
		Scan(&d.ID, &d.Body, &d.MeetingOn, &d.AgendaItem, &d.Votes, &d.Salt, &d.Hash, &d.LogIndex, &d.RecordedAt)
	if err != nil {
		return storedDecision{}, found(err)
	}
	d.RecordedAt = d.RecordedAt.UTC()
	rows, err := tx.Query(ctx, `SELECT row_id, outcome, code, text, vote FROM decision_item WHERE decision_id = $1`, d.ID)
	if err != nil {
		return storedDecision{}, err
	}
	var row uuid.UUID
	var o Outcome
	_, err = pgx.ForEachRow(rows, []any{&row, &o.Kind, &o.Code, &o.Text, &o.Vote}, func() error {
		d.Items[row] = o
		return nil
	})
	return d, err
}

// decisionLine is a decision in a list.
type decisionLine struct {
	Table      uuid.UUID
	Number     int
	Body       string
	MeetingOn  time.Time
	RecordedAt time.Time
	Postponed  int
}

// selectDecisionLines lists the decisions on tables, in the order of their numbers.
func selectDecisionLines(ctx context.Context, tx identity.Tx, tables []uuid.UUID) ([]decisionLine, error) {
	rows, err := tx.Query(ctx, `
		SELECT d.table_id, d.number, d.body, d.meeting_on, d.recorded_at,
		       (SELECT count(*) FROM decision_item x WHERE x.decision_id = d.id AND x.outcome = 'postponed')
		FROM decision d WHERE d.table_id = ANY ($1) ORDER BY d.number`, tables)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToStructByPos[decisionLine])
}
