package postgres

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// ownerVariable makes the test binary an owner that can be killed: it names the data folder to start on.
const ownerVariable = "EINWAND_TEST_OWNER"

// The main goroutine keeps the main thread to itself, because that thread does not end with a goroutine; see
// TestServerOutlivesTheThreadThatStartedIt.
func init() { runtime.LockOSThread() }

func TestMain(m *testing.M) {
	if dir := os.Getenv(ownerVariable); dir != "" {
		fmt.Fprintln(os.Stderr, ownAndWrite(context.Background(), dir))
		os.Exit(1)
	}
	code := m.Run()
	if err := os.RemoveAll(seedDir); err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

// seedDir holds a cluster that was started and stopped once; empty before its first use.
var seedDir string

var seed = sync.OnceValue(func() (err error) {
	if seedDir, err = os.MkdirTemp("", "einwand-seed-"); err != nil {
		return err
	}
	if err := os.Chmod(seedDir, 0o711); err != nil {
		return err
	}
	s, err := Start(context.Background(), Config{Dir: seedDir, Unsafe: true})
	if err != nil {
		return err
	}
	return s.Stop(context.Background())
})

// started is a data folder with a stopped cluster, for tests that are not about making one: a copy takes a tenth of
// the time of initdb.
func started(t testing.TB) string {
	t.Helper()
	if err := seed(); err != nil {
		t.Fatal(err)
	}
	dir := folder(t)
	if out, err := exec.Command("cp", "-a", filepath.Join(seedDir, "postgres"), dir).CombinedOutput(); err != nil {
		t.Fatalf("copy cluster: %v: %s", err, out)
	}
	return dir
}

// ownAndWrite starts a server and writes rows until it is killed; it prints each number after its commit.
func ownAndWrite(ctx context.Context, dir string) error {
	s, err := Start(ctx, Config{Dir: dir})
	if err != nil {
		return err
	}
	conn, err := pgx.Connect(ctx, s.URL("postgres", "postgres"))
	if err != nil {
		return err
	}
	if _, err := conn.Exec(ctx, `CREATE TABLE IF NOT EXISTS written (id bigint PRIMARY KEY)`); err != nil {
		return err
	}
	var last int64
	if err := conn.QueryRow(ctx, `SELECT coalesce(max(id), 0) FROM written`).Scan(&last); err != nil {
		return err
	}
	for id := last + 1; ; id++ {
		if _, err := conn.Exec(ctx, `INSERT INTO written (id) VALUES ($1)`, id); err != nil {
			return err
		}
		fmt.Println(id)
	}
}

// writer is the test's view of such an owner.
type writer struct {
	cmd   *exec.Cmd
	acks  *bufio.Scanner
	acked []int64
}

// startWriter runs the test binary as an owner on dir; as is nil for the user of the test.
func startWriter(t *testing.T, binary, dir string, as *syscall.Credential) *writer {
	t.Helper()
	cmd := exec.Command(binary)
	cmd.Env = append(os.Environ(), ownerVariable+"="+dir)
	cmd.Stderr = os.Stderr
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: as}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	w := &writer{cmd: cmd, acks: bufio.NewScanner(out)}
	t.Cleanup(w.kill)
	return w
}

// read takes n acknowledgements.
func (w *writer) read(t *testing.T, n int) {
	t.Helper()
	for range n {
		if !w.acks.Scan() {
			t.Fatalf("owner ended after %d acknowledgements: %v", len(w.acked), w.acks.Err())
		}
		w.note()
	}
}

func (w *writer) note() {
	if id, err := strconv.ParseInt(w.acks.Text(), 10, 64); err == nil {
		w.acked = append(w.acked, id)
	}
}

// kill ends the owner as the kernel would, and takes the acknowledgements that are still in the pipe. Again is harmless.
func (w *writer) kill() {
	if w.cmd.ProcessState != nil {
		return
	}
	_ = w.cmd.Process.Kill() // it may have ended by itself
	for w.acks.Scan() {
		w.note()
	}
	_ = w.cmd.Wait() // always "signal: killed"
}

// folder is an empty folder that root's server user can reach too: t.TempDir makes its parent for us alone.
func folder(t testing.TB) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.Chmod(filepath.Dir(dir), 0o711); err != nil {
		t.Fatal(err)
	}
	return dir
}

// begin starts a server for the test.
func begin(t testing.TB, cfg Config) *Server {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	s, err := Start(ctx, cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { end(t, s) })
	return s
}

func end(t testing.TB, s *Server) {
	t.Helper()
	if err := s.Stop(context.Background()); err != nil {
		t.Errorf("stop: %v", err)
	}
}

// ask runs one query that gives one value.
func ask[T any](t testing.TB, s *Server, sql string, args ...any) T {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), s.URL("postgres", "postgres"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	var v T
	if err := conn.QueryRow(t.Context(), sql, args...).Scan(&v); err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
	return v
}

// eventually fails the test when a condition does not come true in ten seconds.
func eventually(t *testing.T, what string, holds func() bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	for !holds() {
		if pause(ctx, time.Millisecond) != nil {
			t.Fatalf("%s: not after 10 s", what)
		}
	}
}

func mustLocate(t testing.TB, dir string) place {
	t.Helper()
	p, err := locate(dir)
	if err != nil {
		t.Fatal(err)
	}
	return p
}
