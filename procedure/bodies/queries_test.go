package bodies_test

import (
	"context"
	"sync/atomic"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure/bodies"
)

// counter counts what is asked of the database.
type counter struct{ n atomic.Int64 }

func (c *counter) TraceQueryStart(ctx context.Context, _ *pgx.Conn, _ pgx.TraceQueryStartData) context.Context {
	c.n.Add(1)
	return ctx
}

func (c *counter) TraceQueryEnd(context.Context, *pgx.Conn, pgx.TraceQueryEndData) {}

// queries counts the queries of f, which reads through a pool of its own.
func (o *office) queries(f func()) int64 {
	o.t.Helper()
	cfg, err := pgxpool.ParseConfig(o.DB.URL("app"))
	o.must(err)
	var c counter
	cfg.ConnConfig.Tracer = &c
	pool, err := pgxpool.NewWithConfig(o.t.Context(), cfg)
	o.must(err)
	defer pool.Close()
	before := o.bodies
	o.bodies = bodies.New(identity.NewTenancy(pool, o.Clock.Now), o.Procedures, o.statements, "https://einwand.example")
	defer func() { o.bodies = before }()
	f()
	return c.n.Load()
}
