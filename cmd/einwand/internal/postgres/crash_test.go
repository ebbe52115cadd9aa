package postgres

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

func TestKilledOwnerLosesNothing(t *testing.T) {
	dir := started(t)
	for range 3 {
		w := startWriter(t, os.Args[0], dir, nil)
		w.read(t, 200)
		w.kill()
		restartKeeps(t, dir, w.acked)
	}
}

func TestKilledOwnerAndPostmasterLoseNothing(t *testing.T) {
	dir := started(t)
	for range 3 {
		w := startWriter(t, os.Args[0], dir, nil)
		w.read(t, 200)
		pid := mustPostmaster(t, mustLocate(t, dir))
		if err := errors.Join(syscall.Kill(pid, syscall.SIGKILL), w.cmd.Process.Kill()); err != nil {
			t.Fatal(err)
		}
		w.kill()
		restartKeeps(t, dir, w.acked)
	}
}

// restartKeeps checks that every acknowledged number is there after the next start.
func restartKeeps(t *testing.T, dir string, acked []int64) {
	t.Helper()
	began := time.Now()
	s, err := Start(t.Context(), Config{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	took := time.Since(began).Round(time.Millisecond)
	defer end(t, s)
	conn, err := pgx.Connect(t.Context(), s.URL("postgres", "postgres"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	rows, err := conn.Query(t.Context(), `SELECT id FROM written ORDER BY id`)
	if err != nil {
		t.Fatal(err)
	}
	kept, err := pgx.CollectRows(rows, pgx.RowTo[int64])
	if err != nil {
		t.Fatal(err)
	}
	lost := 0
	for _, id := range acked {
		if _, found := slices.BinarySearch(kept, id); !found {
			lost++
		}
	}
	if lost > 0 || len(acked) == 0 {
		t.Errorf("acknowledged rows lost: got %d of %d, want 0", lost, len(acked))
	}
	t.Logf("restart %v, acknowledged %d, last %d, highest kept %d", took, len(acked), acked[len(acked)-1], kept[len(kept)-1])
}

func TestAbortedInitdbLeavesNoCluster(t *testing.T) {
	dir := folder(t)
	w := startWriter(t, os.Args[0], dir, nil)
	eventually(t, "begin of initdb", func() bool { return len(unfinishedIn(t, dir)) > 0 })
	w.kill()
	if major, err := clusterMajor(mustLocate(t, dir).data); major != 0 || err != nil {
		t.Fatalf("cluster of a killed initdb: got version %d, %v, want none", major, err)
	}
	s := begin(t, Config{Dir: dir, Unsafe: true})
	if got := ask[int](t, s, `SELECT 1`); got != 1 {
		t.Errorf("query after a clean initdb: got %d, want 1", got)
	}
}

// TestLeftBehindPidIsNotTakenForAServer covers what happens in a container: the number of the killed postmaster now
// belongs to another program of the same user, or to its own zombie that nobody reaps.
func TestLeftBehindPidIsNotTakenForAServer(t *testing.T) {
	dir := started(t)
	s := begin(t, Config{Dir: dir, Unsafe: true})
	end(t, s)
	for name, arguments := range map[string][]string{"other program": {"sleep", "60"}, "zombie": {"true"}} {
		t.Run(name, func(t *testing.T) {
			cmd := exec.Command(arguments[0], arguments[1:]...)
			cmd.SysProcAttr = &syscall.SysProcAttr{Credential: s.owner.runner.credential()}
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() {
				_ = cmd.Process.Kill()
				_ = cmd.Wait() // reaps; how it ended is no matter
			})
			pid := cmd.Process.Pid
			eventually(t, name, func() bool { return name != "zombie" || isZombie(pid) })
			leave(t, s.place, pid)
			end(t, begin(t, Config{Dir: dir, Unsafe: true}))
		})
	}
}

func TestServerThatIsNotOursIsNamed(t *testing.T) {
	s := begin(t, Config{Dir: started(t), Unsafe: true})
	crashed, err := s.owner.outwait(t.Context(), 0)
	want := fmt.Sprintf("Prozess %d", mustPostmaster(t, s.place))
	if !crashed || !errors.Is(err, ErrNoStart) || !strings.Contains(err.Error(), want) {
		t.Errorf("living postmaster without an owner: got %v, %v, want ErrNoStart that names %s", crashed, err, want)
	}
}

func isZombie(pid int) bool {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	return err == nil && strings.Contains(string(stat), ") Z ")
}

// leave writes the file that a killed postmaster leaves behind.
func leave(t *testing.T, p place, pid int) {
	t.Helper()
	text := fmt.Sprintf("%d\n%s\n%d\n%s\n%s\n\n", pid, p.data, 1, port, p.socket)
	if err := os.WriteFile(filepath.Join(p.data, "postmaster.pid"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func mustPostmaster(t *testing.T, p place) int {
	t.Helper()
	pid, err := p.postmasterPID()
	if err != nil || pid == 0 {
		t.Fatalf("postmaster: got %d, %v, want a process", pid, err)
	}
	return pid
}

func unfinishedIn(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(filepath.Join(dir, "postgres"))
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	var found []string
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), unfinished) {
			found = append(found, e.Name())
		}
	}
	return found
}

// fail runs a statement whose outcome the test does not need; most are meant to be refused.
func fail(t *testing.T, s *Server, sql string) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), s.URL("postgres", "postgres"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	if _, err := conn.Exec(t.Context(), sql); err != nil {
		t.Log(err)
	}
}
