package filing_test

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"net"
	"sync/atomic"

	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/einwand/einwand/cmd/einwand/internal/web/filing"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure/statement"
)

// line is the connection to the database, which can break at the worst moment: the COMMIT has been carried out, and the
// answer does not arrive.
type line struct{ cutAtCommit atomic.Bool }

// overALine moves the statements of the pages to a pool whose connections go over a line.
func (d *desk) overALine() *line {
	d.t.Helper()
	l := &line{}
	cfg, err := pgxpool.ParseConfig(d.DB.URL("app"))
	d.must(err)
	dial := cfg.ConnConfig.DialFunc
	cfg.ConnConfig.DialFunc = func(ctx context.Context, network, addr string) (net.Conn, error) {
		conn, err := dial(ctx, network, addr)
		return &lineConn{Conn: conn, line: l}, err
	}
	pool, err := pgxpool.NewWithConfig(d.t.Context(), cfg)
	d.must(err)
	d.t.Cleanup(pool.Close)
	statements := statement.New(identity.NewTenancy(pool, d.Clock.Now), d.Blobs, d.Signer)
	d.handler = d.site(&filing.Pages{Log: slog.New(slog.NewTextHandler(&d.log, nil)), Procedures: d.Procedures, Statements: statements, Weighing: d.weighing, Pending: d.pending})
	return l
}

type lineConn struct {
	net.Conn
	line *line
	cut  bool
}

func (c *lineConn) Write(b []byte) (int, error) {
	if bytes.Contains(bytes.ToLower(b), []byte("commit\x00")) && c.line.cutAtCommit.CompareAndSwap(true, false) {
		c.cut = true
	}
	return c.Conn.Write(b)
}

// Read waits for the answer and loses it.
func (c *lineConn) Read(b []byte) (int, error) {
	n, err := c.Conn.Read(b)
	if c.cut && err == nil {
		return 0, io.ErrUnexpectedEOF
	}
	return n, err
}
