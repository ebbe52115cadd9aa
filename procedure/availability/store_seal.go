package availability

import (
	"context"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
)

// unsealed is a round whose period is over and whose checks are not in the register.
type unsealed struct {
	ref   procedure.Ref
	round uuid.UUID
}

func selectUnsealed(ctx context.Context, pool *pgxpool.Pool, closedBy time.Time) ([]unsealed, error) {
	rows, err := pool.Query(ctx, `SELECT authority_id, procedure_id, slug, round_id FROM unsealed_rounds($1)`, closedBy)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (u unsealed, err error) {
		err = row.Scan(&u.ref.Authority, &u.ref.ID, &u.ref.Slug, &u.round)
		return u, err
	})
}

func sealCount(ctx context.Context, tx identity.Tx, round uuid.UUID) (n int, err error) {
	err = tx.QueryRow(ctx, `SELECT count(*) FROM availability_seal WHERE round_id = $1`, round).Scan(&n)
	return n, err
}

func insertSeal(ctx context.Context, tx identity.Tx, s Seal) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO availability_seal (id, authority_id, round_id, number, checks, outages, entries, hash, log_index, sealed_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		s.ID, tx.Authority, s.Round, s.Number, s.Checks, s.Outages, s.Entries, s.Hash, s.LogIndex, s.SealedAt)
	return named(err)
}

const sealColumns = `s.id, s.round_id, s.number, s.checks, s.outages, s.entries, s.hash, s.log_index, s.sealed_at`

func selectSeals(ctx context.Context, tx identity.Tx, round uuid.UUID) ([]Seal, error) {
	rows, err := tx.Query(ctx, `SELECT `+sealColumns+` FROM availability_seal s WHERE s.round_id = $1 ORDER BY s.number`, round)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToStructByPos[Seal])
}

// selectSealsOf reads the seals of all rounds of a procedure.
func selectSealsOf(ctx context.Context, tx identity.Tx, procedureID uuid.UUID) ([]Seal, error) {
	rows, err := tx.Query(ctx, `
		SELECT `+sealColumns+` FROM availability_seal s JOIN round r ON r.id = s.round_id
		WHERE r.procedure_id = $1 ORDER BY s.log_index, s.id`, procedureID)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToStructByPos[Seal])
}
