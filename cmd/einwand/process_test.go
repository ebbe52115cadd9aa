package main

import (
	"bufio"
	"errors"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// programVariable makes the test binary the program itself, so that tests can start it, signal it and kill it.
const programVariable = "EINWAND_TEST_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(programVariable) != "" {
		main()
	}
	os.Exit(m.Run())
}

// process is a running einwand.
type process struct {
	cmd    *exec.Cmd
	ready  chan struct{} // closed at the line "ready"
	done   chan struct{} // closed when the process has ended
	stdout *output
	stderr *output
	took   time.Duration // from the start to "ready"
}

// output keeps what a process writes.
type output struct {
	mu   sync.Mutex
	text strings.Builder
}

func (p *output) Write(b []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.text.Write(b)
}

func (p *output) String() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.text.String()
}

// end is the last that was written, for failures.
func (p *output) end() string {
	s := p.String()
	return s[max(0, len(s)-2000):]
}

// launch starts einwand with these arguments. It ends with the test at the latest.
func launch(t testing.TB, args ...string) *process {
	t.Helper()
	p := &process{cmd: exec.Command(os.Args[0], args...), ready: make(chan struct{}), done: make(chan struct{}), stdout: &output{}, stderr: &output{}}
	p.cmd.Env = append(os.Environ(), programVariable+"=1")
	p.cmd.Stderr = p.stderr
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go p.follow(out, began)
	t.Cleanup(p.kill)
	return p
}

func (p *process) follow(out io.Reader, began time.Time) {
	lines := bufio.NewScanner(io.TeeReader(out, p.stdout))
	for lines.Scan() {
		if lines.Text() == "ready" {
			p.took = time.Since(began)
			close(p.ready)
		}
	}
	_ = p.cmd.Wait() // how it ended is in the state
	close(p.done)
}

// start launches einwand and returns when it is ready.
func start(t testing.TB, args ...string) *process {
	t.Helper()
	p := launch(t, args...)
	select {
	case <-p.ready:
	case <-p.done:
		t.Fatalf("einwand %v ended with %d before it was ready:\n%s", args, p.code(), p.stderr.end())
	case <-time.After(2 * time.Minute):
		t.Fatalf("einwand %v is not ready after two minutes:\n%s", args, p.stderr.end())
	}
	return p
}

// kill ends the process as a power failure would, and leaves it no word. Again is harmless.
func (p *process) kill() {
	_ = p.cmd.Process.Kill() // it may have ended by itself
	<-p.done
}

// stop asks the process to end, as an operator would, and holds it to a clean end.
func (p *process) stop(t testing.TB) {
	t.Helper()
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil && !errors.Is(err, os.ErrProcessDone) {
		t.Fatal(err)
	}
	if code := p.wait(t); code != 0 {
		t.Errorf("end after SIGTERM: got exit %d, want 0:\n%s", code, p.stderr.end())
	}
}

// wait returns the exit code of a process that is about to end by itself.
func (p *process) wait(t testing.TB) int {
	t.Helper()
	select {
	case <-p.done:
	case <-time.After(time.Minute):
		t.Fatalf("einwand has not ended after a minute:\n%s", p.stderr.end())
	}
	return p.code()
}

func (p *process) code() int { return p.cmd.ProcessState.ExitCode() }

// freeAddress is an address of this machine that nobody listens on.
func freeAddress(t testing.TB) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// dataFolder is an empty folder that root's PostgreSQL can pass through too: t.TempDir makes its parent for us alone.
func dataFolder(t testing.TB) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.Chmod(filepath.Dir(dir), 0o711); err != nil {
		t.Fatal(err)
	}
	return dir
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
