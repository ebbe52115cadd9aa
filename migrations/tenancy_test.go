package migrations_test

import (
	"errors"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/einwand/einwand/migrations/testdb"
)

// table is a table of the schema with what row-level security says about it.
type table struct {
	Name      string
	Authority bool // has a column authority_id
	Enabled   bool
	Forced    bool
	Policies  []string
}

func tables(t *testing.T, db *testdb.DB) []table {
	t.Helper()
	return collect(t, db.Super, pgx.RowToStructByPos[table], `
		SELECT c.relname,
		       EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'authority_id' AND NOT a.attisdropped),
		       c.relrowsecurity, c.relforcerowsecurity,
		       array(SELECT p.polname::text FROM pg_policy p WHERE p.polrelid = c.oid ORDER BY 1)
		FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname <> 'goose_db_version'
		ORDER BY c.relname`)
}

func tenantTables(t *testing.T, db *testdb.DB) []string {
	t.Helper()
	var names []string
	for _, tab := range tables(t, db) {
		if tab.Forced {
			names = append(names, tab.Name)
		}
	}
	if len(names) == 0 {
		t.Fatal("no table forces row-level security")
	}
	return names
}

// documentedGlobals reads the list of global tables from the package comment, so that the comment cannot drift.
func documentedGlobals(t *testing.T) []string {
	t.Helper()
	source, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	text := strings.ReplaceAll(string(source), "\n//", "")
	m := regexp.MustCompile(`(?s)except the global ones: (.+?)\.`).FindStringSubmatch(text)
	if m == nil {
		t.Fatal("doc.go does not list the global tables")
	}
	return regexp.MustCompile(`[a-z_]+`).FindAllString(strings.ReplaceAll(m[1], " and ", ", "), -1)
}

func TestTenantTablesForceRowSecurity(t *testing.T) {
	db := testdb.New(t)
	globals := documentedGlobals(t)
	seen := map[string]bool{}
	for _, tab := range tables(t, db) {
		seen[tab.Name] = true
		global := slices.Contains(globals, tab.Name)
		switch {
		case global && (tab.Enabled || tab.Forced):
			t.Errorf("%s is listed as global: got row-level security, want none", tab.Name)
		case !global && !tab.Authority:
			t.Errorf("%s: got neither a column authority_id nor a place in the list of global tables", tab.Name)
		case !global && !(tab.Enabled && tab.Forced && slices.Contains(tab.Policies, "tenant")):
			t.Errorf("%s: got enabled %v, forced %v, policies %v, want it forced with the policy tenant",
				tab.Name, tab.Enabled, tab.Forced, tab.Policies)
		}
	}
	for _, name := range globals {
		if !seen[name] {
			t.Errorf("doc.go lists the global table %s: got none of this name", name)
		}
	}
}

// fill puts one row of each authority into every tenant's table. Only the tenant matters here, so every other rule of
// the test's own database is dropped first.
func fill(t *testing.T, db *testdb.DB, names []string, authorities ...uuid.UUID) {
	t.Helper()
	drops := collect(t, db.Super, pgx.RowTo[string], `
		SELECT format('ALTER TABLE %s DROP CONSTRAINT %I CASCADE', conrelid::regclass, conname)
		FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype IN ('c', 'f')`)
	for _, drop := range drops {
		alter(t, db.Super, drop)
	}
	for _, name := range names {
		for _, authority := range authorities {
			alter(t, db.Super, insertRow(t, db, name, authority))
		}
	}
}

// insertRow makes a statement that enters any row of the authority.
func insertRow(t *testing.T, db *testdb.DB, name string, authority uuid.UUID) string {
	t.Helper()
	type column struct{ Name, Type string }
	columns := collect(t, db.Super, pgx.RowToStructByPos[column], `
		SELECT a.attname::text, format_type(a.atttypid, NULL) FROM pg_attribute a
		WHERE a.attrelid = $1::regclass AND a.attnum > 0 AND a.attnotnull AND NOT a.attisdropped ORDER BY a.attnum`, name)
	values := map[string]string{"uuid": "gen_random_uuid()", "text": "gen_random_uuid()::text", "bytea": "decode(md5(random()::text), 'hex')", "boolean": "false",
		"integer": "(random() * 1e9)::int", "bigint": "(random() * 1e9)::bigint", "timestamp with time zone": "now()", "date": "current_date", "jsonb": "'{}'", "text[]": "'{}'", "integer[]": "'{}'"}
	var into, from []string
	for _, c := range columns {
		value, ok := values[c.Type]
		if !ok {
			t.Fatalf("%s.%s: no value for the type %s", name, c.Name, c.Type)
		}
		if c.Name == "authority_id" {
			value = "'" + authority.String() + "'"
		}
		into, from = append(into, c.Name), append(from, value)
	}
	return fmt.Sprintf(`INSERT INTO %s (%s) VALUES (%s)`, name, strings.Join(into, ", "), strings.Join(from, ", "))
}

func TestMissingTenantIsAnError(t *testing.T) {
	db := testdb.New(t)
	names := tenantTables(t, db)
	fill(t, db, names, uuid.New())
	for _, pool := range []*pgxpool.Pool{db.App, db.Eraser} {
		for _, name := range names {
			// The second try runs on a connection on which an earlier transaction had set a tenant.
			for _, earlier := range []string{"never", "in an earlier transaction"} {
				if earlier != "never" {
					if err := as(t, pool, uuid.New(), func(pgx.Tx) error { return nil }); err != nil {
						t.Fatal(err)
					}
				}
				var n int
				err := pool.QueryRow(t.Context(), `SELECT count(*) FROM `+name).Scan(&n)
				if refused := new(pgconn.PgError); !errors.As(err, &refused) {
					t.Errorf("%s as %s, tenant set %s: got %d rows and %v, want an error of the database",
						name, pool.Config().ConnConfig.User, earlier, n, err)
				}
			}
		}
	}
}

func TestAuthoritiesAreSeparated(t *testing.T) {
	db := testdb.New(t)
	names := tenantTables(t, db)
	mine, theirs := uuid.New(), uuid.New()
	fill(t, db, names, mine, theirs)
	for _, name := range names {
		for _, pool := range []*pgxpool.Pool{db.App, db.Eraser} {
			var seen []uuid.UUID
			err := as(t, pool, mine, func(tx pgx.Tx) error {
				rows, err := tx.Query(t.Context(), `SELECT authority_id FROM `+name)
				if err != nil {
					return err
				}
				seen, err = pgx.CollectRows(rows, pgx.RowTo[uuid.UUID])
				return err
			})
			if err != nil || len(seen) != 1 || seen[0] != mine {
				t.Errorf("%s as %s: got rows of %v and %v, want one of %s", name, pool.Config().ConnConfig.User, seen, err, mine)
			}
		}
		if code := refusal(as(t, db.App, mine, run(t, insertRow(t, db, name, theirs)))); code != insufficientPrivilege {
			t.Errorf("%s: a row of another authority: got %q, want it refused with %s", name, code, insufficientPrivilege)
		}
		if err := as(t, db.App, theirs, run(t, insertRow(t, db, name, theirs))); err != nil {
			t.Errorf("%s: the same row under its own authority: got %v, want it entered", name, err)
		}
	}
}

// TestChangesEndAtTheAuthority runs every change that app may make without a condition.
func TestChangesEndAtTheAuthority(t *testing.T) {
	db := testdb.New(t)
	names := tenantTables(t, db)
	mine, theirs := uuid.New(), uuid.New()
	fill(t, db, names, mine, theirs)
	changes := collect(t, db.Super, pgx.RowTo[string], `
		SELECT format('UPDATE %I SET %I = %2$I', c.relname, a.attname)
		FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
		WHERE c.relforcerowsecurity AND a.attnum > 0 AND has_column_privilege('app', c.oid, a.attnum, 'UPDATE')
		UNION ALL
		SELECT format('DELETE FROM %I', c.relname) FROM pg_class c
		WHERE c.relforcerowsecurity AND has_table_privilege('app', c.oid, 'DELETE') ORDER BY 1 DESC`)
	if len(changes) < 20 {
		t.Fatalf("got %d changes that app may make, want those of 00005_tenancy.sql", len(changes))
	}
	for _, change := range changes {
		err := as(t, db.App, mine, func(tx pgx.Tx) error {
			tag, err := tx.Exec(t.Context(), change)
			if err == nil && tag.RowsAffected() != 1 {
				t.Errorf("%s: got %d rows changed, want the authority's one", change, tag.RowsAffected())
			}
			return err
		})
		if err != nil {
			t.Errorf("%s: %v", change, err)
		}
	}
}

const insufficientPrivilege = "42501"

// as runs f in a transaction of the authority.
func as(t *testing.T, pool *pgxpool.Pool, authority uuid.UUID, f func(pgx.Tx) error) error {
	t.Helper()
	return pgx.BeginFunc(t.Context(), pool, func(tx pgx.Tx) error {
		if _, err := tx.Exec(t.Context(), `SELECT set_config('einwand.authority', $1, true)`, authority.String()); err != nil {
			return err
		}
		return f(tx)
	})
}

func run(t *testing.T, sql string) func(pgx.Tx) error {
	return func(tx pgx.Tx) error {
		_, err := tx.Exec(t.Context(), sql)
		return err
	}
}

// refusal is the code with which the database refused, empty if it did not.
func refusal(err error) string {
	if pg := new(pgconn.PgError); errors.As(err, &pg) {
		return pg.Code
	}
	return ""
}

func collect[T any](t *testing.T, pool *pgxpool.Pool, scan pgx.RowToFunc[T], sql string, args ...any) []T {
	t.Helper()
	rows, err := pool.Query(t.Context(), sql, args...)
	if err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
	list, err := pgx.CollectRows(rows, scan)
	if err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
	return list
}

func alter(t *testing.T, pool *pgxpool.Pool, sql string) {
	t.Helper()
	if _, err := pool.Exec(t.Context(), sql); err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
}
