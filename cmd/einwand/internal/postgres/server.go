package postgres

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
)

// openPatience is how long [Open] waits for an owner whose server does not answer: a cold start takes seconds, crash
// recovery can take longer.
const openPatience = 2 * time.Minute

// Config says where and how to run the server.
type Config struct {
	// Dir is the data folder. It is made if absent; PostgreSQL gets the subfolder "postgres" of it.
	Dir string
	// Log is for the program's own words, nil for silence; PostgreSQL writes to postgres/server.log.
	Log *slog.Logger
	// Binaries is the folder of initdb and postgres, empty to look where distributions put them.
	Binaries string
	// Unsafe switches off fsync and waiting for commits, and logs rejected rows with their content. A crash of the
	// machine then destroys the cluster. Only for tests, whose data is worth nothing.
	Unsafe bool
}

// Server is a running PostgreSQL, owned or joined.
type Server struct {
	place place
	owner *owner // nil when joined
}

// Start runs PostgreSQL on the data folder and returns when it answers; ctx bounds only the start. A first start makes
// the cluster. The server lives until [Server.Stop] or the death of this process. Refusals are of type [*Problem]:
// ErrRunning when another process owns the folder, ErrNoBinaries, ErrVersion, ErrOutOfReach, ErrSocketTaken, ErrNoStart.
func Start(ctx context.Context, cfg Config) (*Server, error) {
	return start(ctx, cfg, lockPatience)
}

func start(ctx context.Context, cfg Config, patience time.Duration) (*Server, error) {
	p, r, err := settle(cfg.Dir)
	if err != nil {
		return nil, err
	}
	lock, err := takeLock(ctx, p.lockFile, patience)
	if errors.Is(err, errHeld) {
		return nil, &Problem{ErrRunning, fmt.Sprintf("Auf diesem Datenordner läuft schon ein einwand (%s). Bitte beenden Sie es zuerst "+
			"oder nennen Sie mit --data einen anderen Ordner.\nOrdner: %s", holder(p.lockFile), p.dir)}
	}
	if err != nil {
		return nil, reach(p.dir, err)
	}
	o := &owner{place: p, runner: r, lock: lock, log: cfg.Log, unsafe: cfg.Unsafe}
	if o.log == nil {
		o.log = slog.New(slog.DiscardHandler)
	}
	if err := o.start(ctx, cfg.Binaries); err != nil {
		return nil, errors.Join(err, lock.Close())
	}
	return &Server{place: p, owner: o}, nil
}

// Join uses the server that a living owner runs on the data folder. It returns ErrNotRunning when there is none, or
// when it does not answer yet or any more.
func Join(ctx context.Context, dir string) (*Server, error) {
	p, err := locate(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, notRunning(dir)
	}
	if err != nil {
		return nil, reach(dir, err)
	}
	held, err := owned(p.lockFile)
	if err != nil {
		return nil, reach(dir, err)
	}
	if !held {
		return nil, notRunning(dir)
	}
	r, err := ownerOf(p.home)
	if err != nil {
		return nil, err
	}
	err = r.owns(p.socket)
	if errors.Is(err, fs.ErrNotExist) { // the owner has not come that far
		return nil, notRunning(dir)
	}
	if err != nil {
		return nil, err
	}
	s := &Server{place: p}
	if err := s.ping(ctx); err != nil {
		return nil, errors.Join(notRunning(dir), err)
	}
	return s, nil
}

func notRunning(dir string) *Problem {
	return &Problem{ErrNotRunning, fmt.Sprintf("Auf dem Datenordner %s läuft kein einwand.", dir)}
}

// Open joins the server of the data folder, or starts it if nobody runs it. Of several concurrent callers one starts
// and the others wait for it.
func Open(ctx context.Context, cfg Config) (*Server, error) {
	until := time.Now().Add(openPatience)
	for {
		s, err := Join(ctx, cfg.Dir)
		if !errors.Is(err, ErrNotRunning) {
			return s, err
		}
		s, err = start(ctx, cfg, 0)
		if !errors.Is(err, ErrRunning) {
			return s, err
		}
		if time.Now().After(until) {
			return nil, err
		}
		if err := pause(ctx, 100*time.Millisecond); err != nil {
			return nil, err
		}
	}
}

// Owned reports whether this process started the server.
func (s *Server) Owned() bool { return s.owner != nil }

// URL is a connection string for pgx and libpq, over the socket. The superuser is the role "postgres"; the server asks
// for no password.
func (s *Server) URL(role, database string) string {
	// Neither pgx nor libpq reads "+" as a space.
	host := strings.ReplaceAll(url.QueryEscape(s.place.socket), "+", "%20")
	u := url.URL{
		Scheme:   "postgres",
		User:     url.User(role),
		Path:     "/" + database,
		RawQuery: "host=" + host + "&port=" + port,
	}
	return u.String()
}

// Dead is closed when the owned server has ended, by [Server.Stop] or by itself. Of a joined server nothing is
// learned: the channel never closes.
func (s *Server) Dead() <-chan struct{} {
	if s.owner == nil {
		return nil
	}
	return s.owner.child.done
}

// Stop ends an owned server and gives up the data folder; a joined one it leaves alone. Open transactions are rolled
// back. When ctx ends first, the server is cut off without a checkpoint, which costs the next start a recovery but no
// committed data. A second call does nothing.
func (s *Server) Stop(ctx context.Context) error {
	if s.owner == nil {
		return nil
	}
	return s.owner.stop(ctx)
}

func (s *Server) ping(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	conn, err := pgconn.Connect(ctx, s.URL("postgres", "postgres"))
	if err != nil {
		return err
	}
	return conn.Close(ctx)
}

// postmasterPID reads who runs, or last ran, on the cluster; 0 when the last server stopped properly.
func (p place) postmasterPID() (int, error) {
	f, err := os.Open(filepath.Join(p.data, "postmaster.pid"))
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	defer f.Close()
	var pid int
	if _, err := fmt.Fscanln(f, &pid); err != nil {
		return 0, fmt.Errorf("%s: %w", f.Name(), err)
	}
	return pid, nil
}
