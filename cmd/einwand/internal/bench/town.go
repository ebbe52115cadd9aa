package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/einwand/einwand/cmd/einwand/internal/files"
	"github.com/einwand/einwand/cmd/einwand/internal/seed"
	"github.com/einwand/einwand/cmd/einwand/internal/shelf"
	"github.com/einwand/einwand/cmd/einwand/internal/web"
	"github.com/einwand/einwand/cmd/einwand/internal/web/council"
	"github.com/einwand/einwand/cmd/einwand/internal/web/filing"
	"github.com/einwand/einwand/cmd/einwand/internal/web/login"
	"github.com/einwand/einwand/cmd/einwand/internal/web/pending"
	"github.com/einwand/einwand/cmd/einwand/internal/web/planning"
	"github.com/einwand/einwand/cmd/einwand/internal/web/public"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/migrations"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/follow"
	"github.com/einwand/einwand/procedure/ledger"
	"github.com/einwand/einwand/procedure/statement"
	"github.com/einwand/einwand/weighing"
)

const (
	databaseName = "bench"

	// The town's procedures: one that everybody files to, and one whose rows the bare transactions write.
	hotSlug  = "bp-47"
	bareSlug = "fnp-23"
)

// town is the demo's town with its pages on a port, without the worker that sends mails.
type town struct {
	dir        string
	super      *pgxpool.Pool
	pool       *pgxpool.Pool // role app, as the program opens it
	bare       *pgxpool.Pool // role app, a connection for each client
	tenancy    *identity.Tenancy
	accounts   *identity.Accounts
	procedures *procedure.Service
	statements *statement.Service
	signer     *ledger.Signer
	blobs      *files.Store
	reading    *login.Pages // opens sessions whose last request was ten minutes ago
	hot        procedure.Ref
	address    string
	server     *http.Server
	persons    int // made so far
}

func found(ctx context.Context, server string, l load) (t *town, err error) {
	t = &town{}
	defer func() {
		if err != nil {
			t.close()
		}
	}()
	if err := t.connect(ctx, server, l); err != nil {
		return nil, err
	}
	if err := t.furnish(ctx); err != nil {
		return nil, err
	}
	return t, t.open()
}

func (t *town) connect(ctx context.Context, server string, l load) error {
	u, err := url.Parse(server)
	if err != nil {
		return err
	}
	as := func(role string) string {
		v := *u
		v.User, v.Path = url.User(role), "/"+databaseName
		return v.String()
	}
	super, err := pgx.Connect(ctx, server)
	if err != nil {
		return err
	}
	err = errors.Join(migrations.Bootstrap(ctx, super), migrations.CreateDatabase(ctx, super, databaseName), super.Close(ctx))
	if err != nil {
		return err
	}
	if err := migrations.Up(ctx, as("migrator")); err != nil {
		return err
	}
	own := as("app")
	if l.conns > 0 {
		own = fmt.Sprintf("%s&pool_max_conns=%d", own, l.conns)
	}
	for _, p := range []struct {
		pool **pgxpool.Pool
		url  string
	}{{&t.super, as("postgres")}, {&t.pool, own}, {&t.bare, fmt.Sprintf("%s&pool_max_conns=%d", as("app"), l.clients)}} {
		if *p.pool, err = pgxpool.New(ctx, p.url); err != nil {
			return err
		}
	}
	return nil
}

func (t *town) furnish(ctx context.Context) (err error) {
	if t.dir, err = os.MkdirTemp("", "einwand-bench-"); err != nil {
		return err
	}
	if t.signer, err = ledger.OpenSigner(filepath.Join(t.dir, "ledger.key"), "einwand.example"); err != nil {
		return err
	}
	if t.blobs, err = files.Open(filepath.Join(t.dir, "blobs")); err != nil {
		return err
	}
	if err := seed.New(t.pool, t.blobs, t.signer, "http://einwand.example").Found(ctx, time.Now(), nil); err != nil {
		return err
	}
	t.tenancy = identity.NewTenancy(t.pool, time.Now)
	t.accounts = identity.NewAccounts(t.pool, time.Now)
	t.procedures = procedure.New(t.tenancy, t.blobs, t.signer.Name())
	t.statements = statement.New(t.tenancy, t.blobs, t.signer)
	t.hot, err = t.procedures.Resolve(ctx, hotSlug)
	return err
}

// open serves the pages as the program does.
func (t *town) open() error {
	log := slog.New(slog.DiscardHandler)
	room := weighing.New(t.tenancy, t.statements, t.signer)
	told := follow.New(t.tenancy, t.accounts)
	kept := pending.New(t.pool, false)
	sessions := login.NewSessions(t.pool, time.Now, log, false)
	t.reading = &login.Pages{Sessions: login.NewSessions(t.pool, func() time.Time { return time.Now().Add(-10 * time.Minute) }, log, false)}
	pages, err := web.New(web.Parts{
		Log: log, Clock: time.Now, Pool: t.pool, Accounts: t.accounts, Authorities: identity.NewAuthorities(t.pool, time.Now), Procedures: t.procedures,
		Public:   &public.Pages{Log: log, Pool: t.pool, Procedures: t.procedures, Statements: t.statements, Weighing: room, Follow: told, Signer: t.signer, Results: shelf.New(t.blobs)},
		Filing:   &filing.Pages{Log: log, Procedures: t.procedures, Statements: t.statements, Weighing: room, Pending: kept},
		Login:    &login.Pages{Log: log, Pool: t.pool, Sessions: sessions, Accounts: t.accounts, Procedures: t.procedures},
		Planning: &planning.Pages{Log: log, Procedures: t.procedures, Statements: t.statements, Weighing: room, Follow: told, Pending: kept, Signer: t.signer},
		Council:  &council.Pages{Log: log, Procedures: t.procedures, Weighing: room},
		Pending:  kept, Sessions: sessions,
	})
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	mux := http.NewServeMux()
	mux.Handle("/", pages)
	mux.HandleFunc("GET /nur-die-abfrage", t.onlyTheQuery)
	t.address = "http://" + listener.Addr().String()
	t.server = &http.Server{Handler: mux}
	go t.server.Serve(listener)
	return nil
}

func (t *town) version(ctx context.Context) (v string, err error) {
	err = t.super.QueryRow(ctx, `SHOW server_version`).Scan(&v)
	return v, err
}

func (t *town) close() {
	if t.server != nil {
		t.server.Close()
	}
	for _, p := range []*pgxpool.Pool{t.pool, t.bare, t.super} {
		if p != nil {
			p.Close()
		}
	}
	if err := os.RemoveAll(t.dir); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
	}
}
