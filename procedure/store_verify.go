package procedure

import (
	"context"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure/period"
)

// roundForAudit is what a round's row says of its state. It joins nothing that could be gone.
type roundForAudit struct {
	ID          uuid.UUID
	State       RoundState
	Manifest    []byte
	PublishedAt *time.Time
	ClosedAt    *time.Time
}

func selectRoundsForAudit(ctx context.Context, tx identity.Tx, procedure uuid.UUID) ([]roundForAudit, error) {
	rows, err := tx.Query(ctx, `
		SELECT id, state, manifest, published_at, closed_at FROM round WHERE procedure_id = $1 ORDER BY id`, procedure)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToStructByPos[roundForAudit])
}

func selectAllEvents(ctx context.Context, tx identity.Tx, procedure uuid.UUID, visit func(PastEvent)) error {
	rows, err := tx.Query(ctx, `
		SELECT at, kind, detail, log_index FROM procedure_event WHERE procedure_id = $1 ORDER BY log_index, id`, procedure)
	if err != nil {
		return err
	}
	var e PastEvent
	_, err = pgx.ForEachRow(rows, []any{&e.At, &e.Kind, &e.Detail, &e.LogIndex}, func() error {
		visit(e)
		return nil
	})
	return err
}

func selectAllPeriods(ctx context.Context, tx identity.Tx, procedure uuid.UUID) ([]PeriodVersion, error) {
	rows, err := tx.Query(ctx, `
		SELECT v.id, v.version, v.first_day, v.last_day, v.closes_at
		FROM period_version v JOIN round r ON r.id = v.round_id WHERE r.procedure_id = $1 ORDER BY v.id`, procedure)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (v PeriodVersion, err error) {
		var first, last time.Time
		err = row.Scan(&v.ID, &v.Version, &first, &last, &v.ClosesAt)
		v.FirstDay, v.LastDay = period.DateOfUTC(first), period.DateOfUTC(last)
		return v, err
	})
}

// selectRegistered joins in full: what only one of the tables knows must be seen.
func selectRegistered(ctx context.Context, tx identity.Tx) ([]Registered, error) {
	rows, err := tx.Query(ctx, `
		SELECT coalesce(p.id, h.procedure_id, s.procedure_id), coalesce(s.slug, ''), p.id IS NOT NULL, h.procedure_id IS NOT NULL, s.slug IS NOT NULL
		FROM procedure p
		FULL JOIN ledger_head h ON h.procedure_id = p.id
		FULL JOIN (SELECT procedure_id, slug FROM slug WHERE authority_id = $1) s ON s.procedure_id = coalesce(p.id, h.procedure_id)
		ORDER BY 2, 1`, tx.Authority)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (r Registered, err error) {
		r.Authority = tx.Authority
		err = row.Scan(&r.ID, &r.Slug, &r.Row, &r.Register, &r.Address)
		return r, err
	})
}
