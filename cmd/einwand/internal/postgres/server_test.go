package postgres

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

func TestColdStartThenWarmStart(t *testing.T) {
	dir := folder(t)
	for _, round := range []string{"cold", "warm"} {
		began := time.Now()
		s := begin(t, Config{Dir: dir})
		took := time.Since(began)
		if !s.Owned() {
			t.Errorf("%s start: got joined, want owned", round)
		}
		began = time.Now()
		end(t, s)
		t.Logf("%s start %v, stop %v", round, took.Round(time.Millisecond), time.Since(began).Round(time.Millisecond))
	}
}

func TestSettings(t *testing.T) {
	t.Setenv("PGPORT", "6000")
	t.Setenv("EINWAND_SMTP_PASSWORD", "geheim")
	t.Setenv("PGTZ", "Asia/Tokyo")
	s := begin(t, Config{Dir: folder(t)})
	t.Setenv("PGTZ", "") // pgx would send it for the session
	for name, want := range map[string]string{
		"listen_addresses":           "",
		"unix_socket_permissions":    "0700",
		"fsync":                      "on",
		"full_page_writes":           "on",
		"synchronous_commit":         "on",
		"data_checksums":             "on",
		"TimeZone":                   "UTC",
		"server_encoding":            "UTF8",
		"lc_collate":                 "C.UTF-8",
		"default_text_search_config": "pg_catalog.german",
		"log_error_verbosity":        "terse",
		"log_min_error_statement":    "panic",
	} {
		if got := ask[string](t, s, `SELECT current_setting($1)`, name); got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
	info, err := os.Stat(s.place.socket)
	if err != nil {
		t.Fatal(err)
	}
	if info.Mode().Perm() != 0o700 {
		t.Errorf("socket folder: got %v, want only the owner's", info.Mode())
	}
	pid := mustPostmaster(t, s.place)
	if group, err := syscall.Getpgid(pid); err != nil || group == syscall.Getpgrp() {
		t.Errorf("process group: got ours (%v), want its own, else Ctrl-C stops it first", err)
	}
	if env, err := os.ReadFile(fmt.Sprintf("/proc/%d/environ", pid)); err != nil || strings.Contains(string(env), "geheim") {
		t.Errorf("environment of the server: got the program's (%v), want its own", err)
	}
	process, err := os.Stat(fmt.Sprintf("/proc/%d", pid))
	if err != nil {
		t.Fatal(err)
	}
	if process.Sys().(*syscall.Stat_t).Uid == 0 {
		t.Error("user of the server: got root, want another")
	}
}

func TestUnsafeWaitsForNoDisk(t *testing.T) {
	s := begin(t, Config{Dir: started(t), Unsafe: true})
	if got := ask[string](t, s, `SELECT current_setting('fsync') || current_setting('synchronous_commit')`); got != "offoff" {
		t.Errorf("fsync and synchronous_commit: got %s, want offoff", got)
	}
}

func TestRejectedRowsStayOutOfTheLog(t *testing.T) {
	s := begin(t, Config{Dir: started(t)})
	ask[int](t, s, `WITH made AS (SELECT 1) SELECT * FROM made`)
	fail(t, s, `SELECT 'Erika Mustermann'::text::int`)
	fail(t, s, `SELECT 1 FROM nowhere WHERE 'Musterweg 1' = ''`)
	log, err := os.ReadFile(s.place.logFile)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(log), "nowhere") {
		t.Errorf("log: got no error at all, want the error's own text:\n%s", log)
	}
	if strings.Contains(string(log), "Musterweg") {
		t.Errorf("log: got the statement, want none:\n%s", log)
	}
}

func TestSecondInstanceIsRefused(t *testing.T) {
	dir := started(t)
	w := startWriter(t, os.Args[0], dir, nil)
	w.read(t, 1)
	_, err := Start(t.Context(), Config{Dir: dir})
	if !errors.Is(err, ErrRunning) {
		t.Fatalf("second start: got %v, want ErrRunning", err)
	}
	for _, want := range []string{"Auf diesem Datenordner läuft schon ein einwand", fmt.Sprintf("Prozess %d", w.cmd.Process.Pid), dir} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("refusal: got %q, want it to name %q", err, want)
		}
	}
	var p *Problem
	if !errors.As(err, &p) {
		t.Errorf("refusal: got %T, want a Problem", err)
	}
}

func TestJoinedServerIsLeftAlone(t *testing.T) {
	dir := folder(t)
	if _, err := Join(t.Context(), dir); !errors.Is(err, ErrNotRunning) {
		t.Fatalf("join on an empty folder: got %v, want ErrNotRunning", err)
	}
	if _, err := Join(t.Context(), filepath.Join(dir, "nirgends")); !errors.Is(err, ErrNotRunning) {
		t.Fatalf("join on a missing folder: got %v, want ErrNotRunning", err)
	}
	w := startWriter(t, os.Args[0], dir, nil)
	w.read(t, 1)
	s, err := Join(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	if s.Owned() {
		t.Error("joined server: got owned, want not")
	}
	end(t, s)
	if got := ask[int64](t, s, `SELECT count(*) FROM written`); got < 1 {
		t.Errorf("rows after stop of the joined: got %d, want the owner's", got)
	}
	w.kill()
	if _, err := Join(t.Context(), dir); !errors.Is(err, ErrNotRunning) {
		t.Errorf("join after the owner's death: got %v, want ErrNotRunning", err)
	}
}

func TestOpenStartsOnceForAll(t *testing.T) {
	dir := folder(t)
	servers := make([]*Server, 3)
	var group sync.WaitGroup
	for i := range servers {
		group.Go(func() {
			s, err := Open(t.Context(), Config{Dir: dir, Unsafe: true})
			if err != nil {
				t.Error(err)
				return
			}
			servers[i] = s
		})
	}
	group.Wait()
	owners := 0
	for _, s := range servers {
		if s == nil {
			continue
		}
		defer end(t, s)
		if s.Owned() {
			owners++
		}
		if got := ask[int](t, s, `SELECT 1`); got != 1 {
			t.Errorf("query: got %d, want 1", got)
		}
	}
	if owners != 1 {
		t.Errorf("owners: got %d, want 1", owners)
	}
}

// TestServerOutlivesTheThreadThatStartedIt ends the caller's thread: the parent-death signal of the kernel is bound to
// the thread that forked.
func TestServerOutlivesTheThreadThatStartedIt(t *testing.T) {
	dir := started(t)
	thread := make(chan int, 1)
	started := make(chan *Server, 1)
	go func() {
		runtime.LockOSThread() // never unlocked: the thread ends with the goroutine
		thread <- syscall.Gettid()
		s, err := Start(t.Context(), Config{Dir: dir, Unsafe: true})
		if err != nil {
			t.Error(err)
		}
		started <- s
	}()
	s := <-started
	if s == nil {
		return
	}
	defer end(t, s)
	task := fmt.Sprintf("/proc/self/task/%d", <-thread)
	eventually(t, "end of the thread", func() bool {
		_, err := os.Stat(task)
		return err != nil
	})
	select {
	case <-s.Dead():
		t.Fatal("server: got dead with the thread, want alive")
	default:
	}
	if got := ask[int](t, s, `SELECT 1`); got != 1 {
		t.Errorf("query: got %d, want 1", got)
	}
}

func TestStopWithoutPatienceCutsOffAndLosesNothing(t *testing.T) {
	dir := started(t)
	s := begin(t, Config{Dir: dir})
	ask[int](t, s, `WITH made AS (SELECT 42 AS x) SELECT x FROM made`)
	fail(t, s, `CREATE TABLE kept AS SELECT 42 AS x`)
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.Stop(gone); err != nil {
		t.Logf("cut off: %v", err)
	}
	select {
	case <-s.Dead():
	default:
		t.Fatal("Dead after Stop: got open, want closed")
	}
	if err := s.Stop(t.Context()); err != nil {
		t.Errorf("second stop: got %v, want nil", err)
	}
	if got := ask[int](t, begin(t, Config{Dir: dir}), `SELECT x FROM kept`); got != 42 {
		t.Errorf("row after recovery: got %d, want 42", got)
	}
}

func TestDeadTellsOfTheServersDeath(t *testing.T) {
	s := begin(t, Config{Dir: filepath.Join(folder(t), strings.Repeat("lang/", 30)), Unsafe: true})
	if err := syscall.Kill(mustPostmaster(t, s.place), syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	eventually(t, "Dead", func() bool {
		select {
		case <-s.Dead():
			return true
		default:
			return false
		}
	})
	if err := s.Stop(t.Context()); err == nil {
		t.Error("stop of a killed server: got nil, want how it ended")
	}
	if _, err := os.Stat(s.place.socket); !os.IsNotExist(err) {
		t.Errorf("short socket folder of a killed server: got %v, want none", err)
	}
}

func TestStartGivesUpWithItsContext(t *testing.T) {
	dir := folder(t)
	ctx, cancel := context.WithCancel(t.Context())
	failed := make(chan error, 1)
	go func() {
		_, err := Start(ctx, Config{Dir: dir})
		failed <- err
	}()
	eventually(t, "begin of initdb", func() bool { return len(unfinishedIn(t, dir)) > 0 })
	cancel()
	if err := <-failed; !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled start: got %v, want context.Canceled", err)
	}
	if left := unfinishedIn(t, dir); len(left) > 0 {
		t.Errorf("folders of the cancelled initdb: got %v, want none", left)
	}
	begin(t, Config{Dir: dir, Unsafe: true})
}

func TestFailureShowsTheServersWords(t *testing.T) {
	dir := started(t)
	end(t, begin(t, Config{Dir: dir, Unsafe: true}))
	file := filepath.Join(mustLocate(t, dir).data, "postgresql.conf")
	conf, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, append(conf, "\nnicht_bekannt = 1\n"...), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err = Start(t.Context(), Config{Dir: dir})
	if !errors.Is(err, ErrNoStart) || !strings.Contains(err.Error(), "nicht_bekannt") {
		t.Errorf("start with a broken setting: got %v, want ErrNoStart with the log's line", err)
	}
}
