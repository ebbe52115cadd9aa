package testdb

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/einwand/einwand/migrations"
)

// recorder stands in for a test, to see what happens to one that fails. Fatal ends its goroutine, as testing does.
type recorder struct {
	testing.TB
	cleanups []func()
	failed   bool
	said     strings.Builder
}

func (r *recorder) Helper()          {}
func (r *recorder) Name() string     { return "TestRecorded/Fall Ä" }
func (r *recorder) Cleanup(f func()) { r.cleanups = append(r.cleanups, f) }
func (r *recorder) Failed() bool     { return r.failed }
func (r *recorder) Log(args ...any)  { fmt.Fprintln(&r.said, args...) }
func (r *recorder) Fatal(args ...any) {
	r.Log(args...)
	r.failed = true
	panic(r)
}
func (r *recorder) Fatalf(format string, args ...any) { r.Fatal(fmt.Sprintf(format, args...)) }
func (r *recorder) Errorf(format string, args ...any) {
	r.Log(fmt.Sprintf(format, args...))
	r.failed = true
}
func (r *recorder) Logf(format string, args ...any) { r.Log(fmt.Sprintf(format, args...)) }

// run calls New in the recorded test and lets it end.
func (r *recorder) run(t *testing.T, body func(*DB)) {
	t.Helper()
	defer func() {
		if p := recover(); p != nil && p != any(r) {
			panic(p)
		}
		for i := len(r.cleanups) - 1; i >= 0; i-- {
			r.cleanups[i]()
		}
	}()
	body(New(r))
}

func TestMissingServerFailsAndSaysHow(t *testing.T) {
	t.Setenv(variable, "")
	r := &recorder{TB: t}
	r.run(t, func(*DB) { t.Error("New returned without a server") })
	if !r.failed {
		t.Error("test without a server: got passed, want failed")
	}
	for _, want := range []string{variable, "make test", "withpg -- bash"} {
		if !strings.Contains(r.said.String(), want) {
			t.Errorf("message: got %q, want it to name %q", r.said.String(), want)
		}
	}
}

func TestServerMustBeAPostgresURL(t *testing.T) {
	for _, server := range []string{"host=/tmp user=postgres", "http://localhost", "://"} {
		if _, err := parse(server); err == nil {
			t.Errorf("parse(%q): got nil, want an error", server)
		}
	}
}

func TestEveryRoleReachesItsDatabase(t *testing.T) {
	db := New(t)
	for role, pool := range map[string]*pgxpool.Pool{"app": db.App, "migrator": db.Migrator, "eraser": db.Eraser, "postgres": db.Super} {
		var user, name string
		if err := pool.QueryRow(t.Context(), `SELECT current_user, current_database()`).Scan(&user, &name); err != nil {
			t.Fatalf("%s: %v", role, err)
		}
		if user != role || name != db.name {
			t.Errorf("pool of %s: got %s in %s, want %[1]s in %s", role, user, name, db.name)
		}
	}
	states, err := migrations.Status(t.Context(), db.URL("migrator"))
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range states {
		if !s.Applied {
			t.Errorf("migration %s: got pending, want applied", s.Name)
		}
	}
}

func TestEveryTestHasItsOwnDatabase(t *testing.T) {
	a, b := New(t), New(t)
	exec(t, a.Super, `CREATE TABLE mark ()`)
	var visible bool
	if err := b.Super.QueryRow(t.Context(), `SELECT to_regclass('mark') IS NOT NULL`).Scan(&visible); err != nil {
		t.Fatal(err)
	}
	if visible {
		t.Error("table made in one test's database: got seen in the other, want unseen")
	}
}

func TestDatabaseGoesWithAPassedTestAndStaysWithAFailed(t *testing.T) {
	for _, fails := range []bool{false, true} {
		r := &recorder{TB: t}
		var db *DB
		r.run(t, func(made *DB) {
			db = made
			if fails {
				r.Errorf("failed on purpose")
			}
		})
		if got := exists(t, db); got != fails {
			t.Errorf("failed=%v: got database kept=%v, want %[1]v", fails, got)
		}
		if got := strings.Contains(r.said.String(), db.URL("postgres")); got != fails {
			t.Errorf("failed=%v: got address printed=%v, want %[1]v; said %[3]q", fails, got, r.said.String())
		}
		if err := db.maintain(t.Context(), func(c *pgx.Conn) error { return drop(t.Context(), c, db.name) }); err != nil {
			t.Fatal(err)
		}
	}
}

func TestPrivilegesAreThoseOfTheRealDatabase(t *testing.T) {
	db := New(t)
	const plain = "test_privileges_of_a_plain_database"
	err := db.maintain(t.Context(), func(c *pgx.Conn) error {
		if err := drop(t.Context(), c, plain); err != nil {
			return err
		}
		return migrations.CreateDatabase(t.Context(), c, plain)
	})
	if err != nil {
		t.Fatal(err)
	}
	var got, want string
	const privileges = `SELECT array(SELECT unnest(datacl)::text ORDER BY 1)::text FROM pg_database WHERE datname = $1`
	if err := db.Super.QueryRow(t.Context(), privileges, plain).Scan(&want); err != nil {
		t.Fatal(err)
	}
	if err := db.Super.QueryRow(t.Context(), privileges, db.name).Scan(&got); err != nil {
		t.Fatal(err)
	}
	if got != want {
		t.Errorf("privileges on the database: got %s, want %s", got, want)
	}
	if err := db.maintain(t.Context(), func(c *pgx.Conn) error { return drop(t.Context(), c, plain) }); err != nil {
		t.Fatal(err)
	}
}

// TestOneTemplateForAll makes the template anew while several ask for it, after one that was cut short.
func TestOneTemplateForAll(t *testing.T) {
	db := New(t)
	ctx := t.Context()
	template := name("template")
	if err := db.maintain(ctx, func(c *pgx.Conn) error { return migrations.CreateDatabase(ctx, c, "making_"+template) }); err != nil {
		t.Fatal(err)
	}
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			err := db.maintain(ctx, func(c *pgx.Conn) error {
				return db.once(ctx, c, template)
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	err := db.maintain(ctx, func(c *pgx.Conn) error {
		half, err := known(ctx, c, "making_"+template)
		if half {
			t.Error("half-made template: got left, want gone")
		}
		if err != nil {
			return err
		}
		return drop(ctx, c, template)
	})
	if err != nil {
		t.Fatal(err)
	}
}

func BenchmarkNew(b *testing.B) {
	New(b) // lays out the template
	for b.Loop() {
		r := &recorder{TB: b}
		db := New(r)
		db.finish(r)
		if r.failed {
			b.Fatal(r.said.String())
		}
	}
}

func exec(t *testing.T, pool *pgxpool.Pool, sql string) {
	t.Helper()
	if _, err := pool.Exec(t.Context(), sql); err != nil {
		t.Fatal(err)
	}
}

func exists(t *testing.T, db *DB) (found bool) {
	t.Helper()
	err := db.maintain(context.Background(), func(c *pgx.Conn) (err error) {
		found, err = known(context.Background(), c, db.name)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}
