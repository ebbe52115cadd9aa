package identity

import (
	"context"
	"errors"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
)

// Tenancy opens transactions that act for one authority. It is the only way of the rooms to the tenants' tables.
type Tenancy struct {
	pool  *pgxpool.Pool
	clock func() time.Time
}

// NewTenancy binds a pool that connects as the role app (or eraser) to a clock.
func NewTenancy(pool *pgxpool.Pool, clock func() time.Time) *Tenancy {
	return &Tenancy{pool: pool, clock: clock}
}

// Tx is a transaction of one authority with its one time.
type Tx struct {
	pgx.Tx
	Authority uuid.UUID
	Now       time.Time // UTC, microseconds: what the database can hold
}

// Now is the clock's time as it is stored: UTC, microseconds.
func (t *Tenancy) Now() time.Time { return t.clock().UTC().Truncate(time.Microsecond) }

// Pool is for statements on global tables, which have no tenant.
func (t *Tenancy) Pool() *pgxpool.Pool { return t.pool }

// Write runs f in a transaction of the authority and commits when f returns nil. A serialization failure
// (40001, which YugabyteDB also reports under read committed) runs f again, up to three times: f must have no effect
// outside the transaction.
func (t *Tenancy) Write(ctx context.Context, authority uuid.UUID, f func(Tx) error) error {
	for attempt := 1; ; attempt++ {
		err := t.begin(ctx, beginWrite, authority, f)
		var pg *pgconn.PgError
		if attempt < 3 && errors.As(err, &pg) && pg.Code == "40001" {
			continue
		}
		return err
	}
}

// Read runs f in a read-only transaction that sees one state of the database throughout.
func (t *Tenancy) Read(ctx context.Context, authority uuid.UUID, f func(Tx) error) error {
	return t.begin(ctx, beginRead, authority, f)
}

// begin opens the transaction and binds it to the authority in one round trip.
func (t *Tenancy) begin(ctx context.Context, mode string, authority uuid.UUID, f func(Tx) error) error {
	return pgx.BeginTxFunc(ctx, t.pool, pgx.TxOptions{BeginQuery: bound(mode, authority)}, func(tx pgx.Tx) error {
		return f(Tx{Tx: tx, Authority: authority, Now: t.Now()})
	})
}
