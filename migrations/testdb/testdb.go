package testdb

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

const variable = "EINWAND_TEST_DATABASE"

// DB is one test's database. A pool opens its first connection at first use and is closed with the test.
type DB struct {
	App      *pgxpool.Pool // as the program connects
	Migrator *pgxpool.Pool // owner of the schema
	Eraser   *pgxpool.Pool
	Super    *pgxpool.Pool // for breaking invariants on purpose

	server *url.URL
	name   string
}

// New makes a database with the newest schema and nothing in it. It fails the test when there is no server.
func New(t testing.TB) *DB {
	t.Helper()
	server, err := parse(os.Getenv(variable))
	if err != nil {
		t.Fatal(err)
	}
	db := &DB{server: server, name: name(t.Name())}
	if err := db.create(context.Background()); err != nil {
		t.Fatalf("make test database: %v", err)
	}
	t.Cleanup(func() { db.finish(t) })
	for _, p := range []struct {
		role  string
		conns int32
		pool  **pgxpool.Pool
	}{
		{"app", 8, &db.App},
		{"migrator", 2, &db.Migrator},
		{"eraser", 2, &db.Eraser},
		{"postgres", 2, &db.Super},
	} {
		if *p.pool, err = open(db.URL(p.role), p.conns); err != nil {
			t.Fatalf("pool of %s: %v", p.role, err)
		}
	}
	return db
}

// URL is the connection string of this database for a role, for code that opens its own pool.
func (db *DB) URL(role string) string { return db.at(role, db.name) }

func (db *DB) at(role, database string) string {
	u := *db.server
	if role != "postgres" {
		u.User = url.User(role)
	}
	u.Path = "/" + database
	return u.String()
}

func parse(server string) (*url.URL, error) {
	if server == "" {
		return nil, errors.New(variable + " is not set: this test needs a PostgreSQL server. Run `make test`, " +
			"or `go run ./cmd/einwand/internal/postgres/withpg -- bash` and go test in that shell")
	}
	u, err := url.Parse(server)
	if err != nil || u.Scheme != "postgres" {
		return nil, fmt.Errorf("%s: got %q, want postgres://superuser@/database?host=…", variable, server)
	}
	return u, nil
}

// name tells the test apart in a list of databases; PostgreSQL cuts names at 63 bytes.
func name(test string) string {
	plain := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return '_'
	}, strings.ToLower(test))
	return "test_" + plain[:min(len(plain), 40)] + "_" + uuid.NewString()[:8]
}

func open(dsn string, conns int32) (*pgxpool.Pool, error) {
	cfg, err := pgxpool.ParseConfig(dsn)
	if err != nil {
		return nil, err
	}
	cfg.MaxConns = conns
	return pgxpool.NewWithConfig(context.Background(), cfg)
}

func (db *DB) create(ctx context.Context) error {
	return db.maintain(ctx, func(conn *pgx.Conn) error {
		template, err := db.template(ctx, conn)
		if err != nil {
			return err
		}
		return clone(ctx, conn, template, db.name)
	})
}

// finish drops the database of a test that passed, and says where that of a failed one is.
func (db *DB) finish(t testing.TB) {
	for _, pool := range []*pgxpool.Pool{db.App, db.Migrator, db.Eraser, db.Super} {
		if pool != nil {
			db.close(t, pool)
		}
	}
	if t.Failed() {
		t.Logf("the database stays until the server ends: psql '%s'", db.URL("postgres"))
		return
	}
	err := db.maintain(context.Background(), func(conn *pgx.Conn) error {
		return drop(context.Background(), conn, db.name)
	})
	if err != nil {
		t.Errorf("drop test database: %v", err)
	}
}

// close fails the test when a connection was never given back: in the program that is a leak that ends in a standstill.
func (db *DB) close(t testing.TB, pool *pgxpool.Pool) {
	closed := make(chan struct{})
	go func() {
		pool.Close()
		close(closed)
	}()
	select {
	case <-closed:
	case <-time.After(10 * time.Second):
		t.Errorf("connections of %s: got %d still in use at the end of the test, want 0",
			pool.Config().ConnConfig.User, pool.Stat().AcquiredConns())
	}
}

// maintain connects to the database of the server's URL, where databases are made and dropped.
func (db *DB) maintain(ctx context.Context, f func(*pgx.Conn) error) error {
	conn, err := pgx.Connect(ctx, db.server.String())
	if err != nil {
		return err
	}
	return errors.Join(f(conn), conn.Close(ctx))
}
