package availability

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/period"
)

var constraints = map[string]error{
	"availability_run_position_unique": errMoved,
	"availability_seal_number_unique":  ErrSealed,
}

// named translates a violated constraint into the error of the rule that it holds.
func named(err error) error {
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		if known, ok := constraints[pg.ConstraintName]; ok {
			return fmt.Errorf("%w (%s)", known, pg.ConstraintName)
		}
	}
	return err
}

// published is a document with its last check.
type published struct {
	Target
	lastAt *time.Time
	good   bool
}

func selectPublished(ctx context.Context, pool *pgxpool.Pool, now time.Time) ([]published, error) {
	rows, err := pool.Query(ctx, `
		SELECT authority_id, slug, round_id, document_id, document_position, sha256, size, last_at, good
		FROM published_documents($1, $2)`, period.DateAt(now).UTC(), now)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (p published, err error) {
		err = row.Scan(&p.Authority, &p.Slug, &p.Round, &p.Document, &p.Position, &p.SHA256, &p.Size, &p.lastAt, &p.good)
		return p, err
	})
}

// hold is how strongly a round is held: checks beside each other, a seal alone. NO KEY: filing looks at the round through
// its foreign key while it holds the head of the register.
type hold string

const (
	forCheck hold = `SELECT id FROM round WHERE id = $1 FOR SHARE`
	forSeal  hold = `SELECT id FROM round WHERE id = $1 FOR NO KEY UPDATE`
)

func lockRound(ctx context.Context, tx identity.Tx, round uuid.UUID, how hold) error {
	var id uuid.UUID
	err := tx.QueryRow(ctx, string(how), round).Scan(&id)
	if errors.Is(err, pgx.ErrNoRows) {
		return procedure.ErrNotFound
	}
	return err
}

const runColumns = `id, document_id, position, outcome, status, on_page, every, first_at, last_at, checks`

func scanRun(row pgx.Row) (r Run, err error) {
	var seconds int
	err = row.Scan(&r.ID, &r.Document, &r.Position, &r.Result.Outcome, &r.Result.Status, &r.Result.OnPage, &seconds, &r.First, &r.Last, &r.Checks)
	r.Every, r.First, r.Last = time.Duration(seconds)*time.Second, r.First.UTC(), r.Last.UTC()
	return r, err
}

func selectLastRun(ctx context.Context, tx identity.Tx, document uuid.UUID) (r Run, ok bool, err error) {
	r, err = scanRun(tx.QueryRow(ctx, `
		SELECT `+runColumns+` FROM availability_run WHERE document_id = $1 ORDER BY position DESC LIMIT 1`, document))
	if errors.Is(err, pgx.ErrNoRows) {
		return Run{}, false, nil
	}
	return r, err == nil, err
}

func selectRuns(ctx context.Context, tx identity.Tx, round uuid.UUID) ([]Run, error) {
	rows, err := tx.Query(ctx, `
		SELECT `+runColumns+` FROM availability_run WHERE round_id = $1 ORDER BY document_id, position`, round)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (Run, error) { return scanRun(row) })
}

func insertRun(ctx context.Context, tx identity.Tx, round uuid.UUID, r Run) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO availability_run (id, authority_id, round_id, document_id, position, outcome, status, on_page, every, first_at, last_at, checks)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
		r.ID, tx.Authority, round, r.Document, r.Position, string(r.Result.Outcome), r.Result.Status, r.Result.OnPage, int(r.Every/time.Second),
		r.First, r.Last, r.Checks)
	return named(err)
}

// extendRun adds one check to the run as it was read; errMoved if somebody else has extended it or begun the next.
func extendRun(ctx context.Context, tx identity.Tx, r Run, at time.Time) error {
	tag, err := tx.Exec(ctx, `
		UPDATE availability_run SET last_at = $3, checks = checks + 1
		WHERE id = $1 AND last_at = $2
		  AND NOT EXISTS (SELECT 1 FROM availability_run x WHERE x.document_id = $4 AND x.position > $5)`,
		r.ID, r.Last, at, r.Document, r.Position)
	if err == nil && tag.RowsAffected() != 1 {
		return errMoved
	}
	return named(err)
}
