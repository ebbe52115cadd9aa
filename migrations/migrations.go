package migrations

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"

	"github.com/jackc/pgx/v5"
	_ "github.com/jackc/pgx/v5/stdlib" // goose speaks database/sql
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

//go:embed sql/*.sql
var files embed.FS

// Roles are the database roles that Bootstrap makes.
var Roles = []string{"migrator", "app", "eraser"}

// Bootstrap makes the roles of the cluster where they are missing. It needs a superuser, or a role with CREATEROLE.
func Bootstrap(ctx context.Context, super *pgx.Conn) error {
	for _, role := range Roles {
		var exists bool
		if err := super.QueryRow(ctx, `SELECT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = $1)`, role).Scan(&exists); err != nil {
			return fmt.Errorf("look for role %s: %w", role, err)
		}
		if exists {
			continue
		}
		if _, err := super.Exec(ctx, `CREATE ROLE `+pgx.Identifier{role}.Sanitize()+` LOGIN`); err != nil {
			return fmt.Errorf("create role %s: %w", role, err)
		}
	}
	return nil
}

// CreateDatabase makes an empty database owned by migrator, where nobody but the three roles may connect.
func CreateDatabase(ctx context.Context, super *pgx.Conn, name string) error {
	id := pgx.Identifier{name}.Sanitize()
	for _, stmt := range []string{
		`CREATE DATABASE ` + id + ` OWNER migrator ENCODING 'UTF8' TEMPLATE template0 STRATEGY wal_log`,
		`REVOKE ALL ON DATABASE ` + id + ` FROM PUBLIC`,
		`GRANT CONNECT ON DATABASE ` + id + ` TO app, eraser`,
	} {
		if _, err := super.Exec(ctx, stmt); err != nil {
			return fmt.Errorf("create database %s: %w", name, err)
		}
	}
	return nil
}

// Up brings the database at migratorURL to the newest version. Several instances may call it at once; one works.
func Up(ctx context.Context, migratorURL string) error {
	return withProvider(migratorURL, func(p *goose.Provider) error {
		if _, err := p.Up(ctx); err != nil {
			return fmt.Errorf("apply migrations: %w", err)
		}
		return nil
	})
}

// State is one migration and whether the database has it.
type State struct {
	Version int64
	Name    string
	Applied bool
}

// Status lists the migrations in order.
func Status(ctx context.Context, migratorURL string) ([]State, error) {
	var states []State
	err := withProvider(migratorURL, func(p *goose.Provider) error {
		all, err := p.Status(ctx)
		if err != nil {
			return fmt.Errorf("read migration status: %w", err)
		}
		for _, s := range all {
			states = append(states, State{Version: s.Source.Version, Name: s.Source.Path, Applied: s.State == goose.StateApplied})
		}
		return nil
	})
	return states, err
}

func withProvider(url string, f func(*goose.Provider) error) error {
	db, err := sql.Open("pgx", url)
	if err != nil {
		return fmt.Errorf("open database for migrations: %w", err)
	}
	defer db.Close()
	locker, err := lock.NewPostgresSessionLocker()
	if err != nil {
		return fmt.Errorf("prepare migration lock: %w", err)
	}
	dir, err := fs.Sub(files, "sql")
	if err != nil {
		return fmt.Errorf("open embedded migrations: %w", err)
	}
	p, err := goose.NewProvider(goose.DialectPostgres, db, dir, goose.WithSessionLocker(locker))
	if err != nil {
		return fmt.Errorf("read migrations: %w", err)
	}
	return f(p)
}

// Fingerprint is a hash over the embedded SQL; a template database for tests carries it in its name.
func Fingerprint() string {
	h := sha256.New()
	names, err := fs.Glob(files, "sql/*.sql")
	if err != nil {
		panic(err) // the pattern is a constant
	}
	for _, name := range names {
		data, err := files.ReadFile(name)
		if err != nil {
			panic(err) // embedded
		}
		fmt.Fprintf(h, "%s %d\n", name, len(data))
		h.Write(data)
	}
	return hex.EncodeToString(h.Sum(nil))[:16]
}
