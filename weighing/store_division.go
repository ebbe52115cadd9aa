package weighing

import (
	"context"
	"errors"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
)

// shareProcedure is the first lock of everything that a frozen table would show.
func shareProcedure(ctx context.Context, tx identity.Tx, id uuid.UUID) (state procedure.State, err error) {
	err = tx.QueryRow(ctx, `SELECT state FROM procedure WHERE id = $1 FOR SHARE`, id).Scan(&state)
	return state, found(err)
}

// holdProcedure waits until nobody works on the procedure and keeps it so. It is the weaker of PostgreSQL's exclusive
// locks: the foreign keys of a statement that is being filed can still look at the row, or filing and freezing would
// wait for each other.
func holdProcedure(ctx context.Context, tx identity.Tx, id uuid.UUID) (state procedure.State, err error) {
	err = tx.QueryRow(ctx, `SELECT state FROM procedure WHERE id = $1 FOR NO KEY UPDATE`, id).Scan(&state)
	return state, found(err)
}

// insertDivision reports whether the division began with this call.
func insertDivision(ctx context.Context, tx identity.Tx, actor identity.Actor, statementID uuid.UUID) (bool, error) {
	tag, err := tx.Exec(ctx, `
		INSERT INTO division (statement_id, authority_id, version, updated_at, updated_by) VALUES ($1, $2, 1, $3, $4)
		ON CONFLICT (statement_id) DO NOTHING`, statementID, tx.Authority, tx.Now, actor.AccountRef())
	return tag.RowsAffected() == 1, err
}

// moveDivision counts a change, guarded by the version that it was made from.
func moveDivision(ctx context.Context, tx identity.Tx, actor identity.Actor, statementID uuid.UUID, version int) error {
	tag, err := tx.Exec(ctx, `
		UPDATE division SET version = version + 1, updated_at = $3, updated_by = $4 WHERE statement_id = $1 AND version = $2`,
		statementID, version, tx.Now, actor.AccountRef())
	if err == nil && tag.RowsAffected() != 1 {
		return ErrMoved
	}
	return err
}

// selectDivision leaves the version at 0 when nobody has opened the statement.
func selectDivision(ctx context.Context, tx identity.Tx, d *Division) error {
	err := tx.QueryRow(ctx, `
		SELECT v.version, v.updated_at, coalesce(trim(a.given_name || ' ' || a.surname), '')
		FROM division v LEFT JOIN account a ON a.id = v.updated_by WHERE v.statement_id = $1`, d.Statement.ID).
		Scan(&d.Version, &d.ChangedAt, &d.ChangedBy)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil
	}
	d.ChangedAt = d.ChangedAt.UTC()
	return err
}

func selectFrozen(ctx context.Context, tx identity.Tx, statementID uuid.UUID) (frozen bool, err error) {
	err = tx.QueryRow(ctx, `SELECT EXISTS (SELECT 1 FROM weighing_row WHERE statement_id = $1)`, statementID).Scan(&frozen)
	return frozen, err
}

// selectPlace counts the statements of a group up to a number.
func selectPlace(ctx context.Context, tx identity.Tx, procedureID uuid.UUID, number int64, kinds []string) (place int, err error) {
	err = tx.QueryRow(ctx, `
		SELECT count(*) FROM statement s JOIN party y ON y.id = s.party_id
		WHERE s.procedure_id = $1 AND s.number <= $2 AND y.kind = ANY ($3)`, procedureID, number, kinds).Scan(&place)
	return place, err
}

// segmentOrder is the order of a statement's segments: the text from its beginning, then the files as they came.
const (
	segmentColumns = `g.id, g.attachment_id, g.start_at, g.end_at, g.kind, g.reason, g.topic,
		EXISTS (SELECT 1 FROM proposal q WHERE q.segment_id = g.id)`
	segmentOrder = `g.attachment_id IS NOT NULL, g.start_at, g.id`
)

func scanInto(g *Segment) []any {
	return []any{&g.ID, &g.Attachment, &g.Start, &g.End, &g.Kind, &g.Reason, &g.Topic, &g.Proposed}
}

func selectSegments(ctx context.Context, tx identity.Tx, statementID uuid.UUID) ([]Segment, error) {
	rows, err := tx.Query(ctx, `
		SELECT `+segmentColumns+` FROM segment g WHERE g.statement_id = $1 ORDER BY `+segmentOrder, statementID)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (g Segment, err error) {
		return g, row.Scan(scanInto(&g)...)
	})
}

// lockSegments comes before selectSegments and is a statement of its own: a planner who is just proposing holds a segment
// of the statement, and only a statement that begins after that lock was given up sees the proposal.
func lockSegments(ctx context.Context, tx identity.Tx, statementID uuid.UUID) error {
	_, err := tx.Exec(ctx, `SELECT id FROM segment WHERE statement_id = $1 ORDER BY id FOR UPDATE`, statementID)
	return err
}

// ownedSegment is a segment with the number of the statement that it belongs to.
type ownedSegment struct {
	Segment
	Statement int64
}

const ownedQuery = `SELECT ` + segmentColumns + `, s.number FROM segment g JOIN statement s ON s.id = g.statement_id
	WHERE s.procedure_id = $1 AND g.id = $2`

func selectSegment(ctx context.Context, tx identity.Tx, procedureID, id uuid.UUID) (g ownedSegment, err error) {
	err = tx.QueryRow(ctx, ownedQuery, procedureID, id).Scan(append(scanInto(&g.Segment), &g.Statement)...)
	return g, found(err)
}

// lockSegment holds a segment against division and against a second proposal or release.
func lockSegment(ctx context.Context, tx identity.Tx, procedureID, id uuid.UUID) (g ownedSegment, err error) {
	err = tx.QueryRow(ctx, ownedQuery+` FOR UPDATE OF g`, procedureID, id).Scan(append(scanInto(&g.Segment), &g.Statement)...)
	return g, found(err)
}

// storeSegments writes the difference between two divisions of a statement in one round trip.
func storeSegments(ctx context.Context, tx identity.Tx, statementID uuid.UUID, before, after []Segment) error {
	old := map[uuid.UUID]Segment{}
	for _, g := range before {
		old[g.ID] = g
	}
	var b pgx.Batch
	for _, g := range after {
		was, ok := old[g.ID]
		delete(old, g.ID)
		switch {
		case !ok:
			b.Queue(`
				INSERT INTO segment (id, authority_id, statement_id, attachment_id, start_at, end_at, kind, reason, topic)
				VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
				g.ID, tx.Authority, statementID, g.Attachment, g.Start, g.End, string(g.Kind), g.Reason, g.Topic)
		case was != g:
			b.Queue(`UPDATE segment SET start_at = $2, end_at = $3, kind = $4, reason = $5, topic = $6 WHERE id = $1`,
				g.ID, g.Start, g.End, string(g.Kind), g.Reason, g.Topic)
		}
	}
	for id := range old {
		b.Queue(`DELETE FROM segment WHERE id = $1`, id)
	}
	return tx.SendBatch(ctx, &b).Close()
}

func found(err error) error {
	if errors.Is(err, pgx.ErrNoRows) {
		return ErrNotFound
	}
	return err
}
