package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/einwand/einwand/cmd/einwand/internal/files"
	"github.com/einwand/einwand/cmd/einwand/internal/order"
	"github.com/einwand/einwand/cmd/einwand/internal/postgres"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/migrations"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/availability"
	"github.com/einwand/einwand/procedure/bodies"
	"github.com/einwand/einwand/procedure/follow"
	"github.com/einwand/einwand/procedure/ledger"
	"github.com/einwand/einwand/procedure/statement"
	"github.com/einwand/einwand/procedure/template"
	"github.com/einwand/einwand/weighing"
)

// databaseName is the database of the private PostgreSQL.
const databaseName = "einwand"

// house is the rooms of the domain on one database, without the pages.
type house struct {
	log         *slog.Logger
	clock       func() time.Time
	server      *postgres.Server // nil with a database of the operator's
	pool        *pgxpool.Pool    // role app
	migratorURL string
	publicURL   string
	signer      *ledger.Signer
	blobs       *files.Store
	authorities *identity.Authorities
	accounts    *identity.Accounts
	seats       *identity.Seats
	procedures  *procedure.Service
	statements  *statement.Service
	bodies      *bodies.Service
	weighing    *weighing.Service
	watch       *availability.Service
	templates   *template.Service
	follow      *follow.Service
	orders      *order.Service
}

// openHouse connects to the database of the settings, or runs the private one and brings its schema up to date.
// exclusive refuses a data folder on which another einwand runs; otherwise its PostgreSQL is joined.
func openHouse(ctx context.Context, s settings, log *slog.Logger, clock func() time.Time, exclusive bool) (*house, error) {
	h := &house{log: log, clock: clock, migratorURL: s.MigratorURL, publicURL: s.PublicURL}
	appURL := s.DatabaseURL
	if s.Embedded {
		if err := h.openPrivate(ctx, s.Data, exclusive); err != nil {
			return nil, err
		}
		appURL, h.migratorURL = h.server.URL("app", databaseName), h.server.URL("migrator", databaseName)
	}
	if err := h.connect(ctx, s, appURL); err != nil {
		return nil, errors.Join(err, h.close())
	}
	return h, nil
}

func (h *house) openPrivate(ctx context.Context, dir string, exclusive bool) (err error) {
	open := postgres.Open
	if exclusive {
		open = postgres.Start
	}
	if h.server, err = open(ctx, postgres.Config{Dir: dir, Log: h.log}); err != nil {
		return err
	}
	super, err := pgx.Connect(ctx, h.server.URL("postgres", "postgres"))
	if err != nil {
		return errors.Join(fmt.Errorf("connect to the private PostgreSQL: %w", err), h.close())
	}
	defer super.Close(context.WithoutCancel(ctx))
	if err := prepareDatabase(ctx, super, h.server.URL("migrator", databaseName)); err != nil {
		return errors.Join(err, h.close())
	}
	return nil
}

func prepareDatabase(ctx context.Context, super *pgx.Conn, migratorURL string) error {
	if err := migrations.Bootstrap(ctx, super); err != nil {
		return err
	}
	exists, err := databaseExists(ctx, super, databaseName)
	if err != nil {
		return err
	}
	if !exists {
		if err := migrations.CreateDatabase(ctx, super, databaseName); err != nil {
			return err
		}
	}
	return migrations.Up(ctx, migratorURL)
}

func (h *house) connect(ctx context.Context, s settings, appURL string) (err error) {
	if h.pool, err = pgxpool.New(ctx, appURL); err != nil {
		return fmt.Errorf("connect to the database: %w", err)
	}
	if err := refuseForgetfulDatabase(ctx, h.pool); err != nil {
		return err
	}
	if err := os.MkdirAll(s.Data, 0o755); err != nil { // the private PostgreSQL runs as another user below it
		return fmt.Errorf("make data folder: %w", err)
	}
	if h.signer, err = ledger.OpenSigner(s.LedgerKey, s.RegisterName); err != nil {
		return err
	}
	if h.blobs, err = files.Open(s.Blobs); err != nil {
		return err
	}
	h.furnish(h.clock)
	return nil
}

// furnish builds the rooms on a clock.
func (h *house) furnish(clock func() time.Time) {
	tenancy := identity.NewTenancy(h.pool, clock)
	h.authorities = identity.NewAuthorities(h.pool, clock)
	h.accounts = identity.NewAccounts(h.pool, clock)
	h.seats = identity.NewSeats(tenancy)
	h.procedures = procedure.New(tenancy, h.blobs, h.signer.Name())
	h.statements = statement.New(tenancy, h.blobs, h.signer)
	h.weighing = weighing.New(tenancy, h.statements, h.signer)
	h.watch = availability.New(tenancy)
	h.templates = template.New(tenancy)
	h.follow = follow.New(tenancy, h.accounts)
	h.orders = order.New(tenancy, h.accounts, h.blobs, map[order.Kind]order.Making{order.Table: order.Tables(h.weighing, h.log)})
	h.bodies = bodies.New(tenancy, h.procedures, h.statements, h.publicURL)
	h.procedures.Consult(availability.Inform, weighing.Inform, bodies.Inform)
}

// errForgetful says that the database may forget what it has acknowledged: a receipt would then not mean stored.
var errForgetful = errors.New("Die Datenbank kann Bestätigtes vergessen")

// refuseForgetfulDatabase looks at the three settings on which the promise of the receipt rests (PostgreSQL 15, § 20.5).
func refuseForgetfulDatabase(ctx context.Context, pool *pgxpool.Pool) error {
	fsync, pages, commit, err := durability(ctx, pool)
	if err != nil {
		return fmt.Errorf("read settings of the database: %w", err)
	}
	waits := map[string]bool{"on": true, "local": true, "remote_write": true, "remote_apply": true}
	if fsync != "on" || pages != "on" || !waits[commit] {
		return fmt.Errorf("%w: fsync=%s, full_page_writes=%s, synchronous_commit=%s. Alle drei müssen auf „on“ stehen.", errForgetful, fsync, pages, commit)
	}
	return nil
}

// close ends the connections and a private PostgreSQL that this process started.
func (h *house) close() error {
	if h.pool != nil {
		h.pool.Close()
	}
	if h.server == nil {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	return h.server.Stop(ctx)
}
