package postgres

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"time"
)

// crashPatience is how long a start waits until nothing is left of a killed predecessor: its postmaster shuts down, or
// its backends notice that the postmaster is gone and let go of the shared memory.
const crashPatience = 15 * time.Second

// The shutdowns of the postmaster, by signal.
const (
	fastShutdown      = syscall.SIGINT
	immediateShutdown = syscall.SIGQUIT
)

// logLimit is the size at which a start puts the server's log aside.
const logLimit = 16 << 20

// owner is the side of the server that holds the lock.
type owner struct {
	place
	runner   runner
	binaries binaries
	unsafe   bool
	lock     *os.File
	log      *slog.Logger
	child    *child
	stopped  sync.Once
}

func (o *owner) start(ctx context.Context, named string) error {
	begin := time.Now()
	if err := o.runner.take(o.lockFile); err != nil {
		return err
	}
	if err := o.runner.makeOwn(o.socket); err != nil {
		return err
	}
	have, err := clusterMajor(o.data)
	if err != nil {
		return reach(o.dir, err)
	}
	where, err := folders(named)
	if err != nil {
		return err
	}
	if o.binaries, err = findBinaries(ctx, where, have); err != nil {
		return err
	}
	if have == 0 {
		if err := o.initialize(ctx); err != nil {
			return err
		}
	}
	crashed, err := o.outwait(ctx, crashPatience)
	if err != nil {
		return err
	}
	if err := o.run(ctx, crashed); err != nil {
		return err
	}
	o.log.Info("PostgreSQL answers", "major", o.binaries.major, "first", have == 0, "crashed", crashed, "took", time.Since(begin))
	return nil
}

// outwait returns when the postmaster of a killed owner is gone, and whether there was one. We hold the lock, so it is
// on its way out; one that an operator started by hand is not, and is refused after a while.
func (o *owner) outwait(ctx context.Context, patience time.Duration) (crashed bool, err error) {
	until := time.Now().Add(patience)
	for {
		pid, err := o.postmasterPID()
		if err != nil || pid == 0 {
			return crashed, err
		}
		crashed = true
		switch whose(pid) {
		case nobody:
			return true, nil
		case stranger:
			return true, os.Remove(filepath.Join(o.data, "postmaster.pid"))
		}
		if time.Now().After(until) {
			return true, &Problem{ErrNoStart, fmt.Sprintf("Auf diesem Datenordner läuft noch ein PostgreSQL (Prozess %d), das nicht zu einwand gehört. "+
				"Bitte beenden Sie es.\nOrdner: %s", pid, o.data)}
		}
		if err := pause(ctx, 50*time.Millisecond); err != nil {
			return true, err
		}
	}
}

type claimant int

const (
	nobody claimant = iota
	stranger
	postmaster
)

// whose tells what became of the process that a left-behind postmaster.pid names. PostgreSQL itself takes any living
// process of the same user for a server. In a container that is wrong twice: the number is soon given to another
// program, and a dead postmaster stays a zombie when PID 1 does not reap. Removing the file is safe then: PostgreSQL
// still refuses while backends use the shared memory, whose key is the inode of the cluster's folder.
func whose(pid int) claimant {
	cmdline, err := os.ReadFile(fmt.Sprintf("/proc/%d/cmdline", pid))
	if err != nil {
		return nobody
	}
	program, _, _ := bytes.Cut(cmdline, []byte{0}) // empty for a zombie
	if filepath.Base(string(program)) == "postgres" {
		return postmaster
	}
	return stranger
}

// run starts the server and waits until it answers. After a crash it tries again for a while; otherwise a server that
// ends at once will not do better the next time.
func (o *owner) run(ctx context.Context, crashed bool) error {
	until := time.Now().Add(crashPatience)
	for {
		err := o.launch(ctx)
		if !crashed || !errors.Is(err, ErrNoStart) || time.Now().After(until) {
			return err
		}
		o.log.Debug("PostgreSQL does not start yet after a crash", "error", err)
		if err := pause(ctx, 200*time.Millisecond); err != nil {
			return err
		}
	}
}

func (o *owner) launch(ctx context.Context) error {
	log, err := o.openLog()
	if err != nil {
		return err
	}
	defer log.Close() // the child has its own descriptor
	from, err := log.Seek(0, io.SeekEnd)
	if err != nil {
		return err
	}
	cmd := exec.Command(filepath.Join(o.binaries.dir, "postgres"), o.settings(o.unsafe)...)
	cmd.Dir, cmd.Env = o.home, environment()
	cmd.Stdout, cmd.Stderr = log, log
	if o.child, err = spawn(cmd, o.runner, fastShutdown); err != nil {
		return reach(o.dir, fmt.Errorf("start postgres: %w", err))
	}
	err = o.ready(ctx)
	if errors.Is(err, errEnded) {
		return &Problem{ErrNoStart, fmt.Sprintf("PostgreSQL startet nicht (%v). In %s steht:\n%s", o.child.err, o.logFile, tail(o.logFile, from))}
	}
	if err != nil {
		return errors.Join(err, o.end(context.WithoutCancel(ctx)))
	}
	return nil
}

var errEnded = errors.New("server has ended")

// ready waits until the server answers. Recovery after a crash may take as long as it takes: only the caller's ctx
// bounds it.
func (o *owner) ready(ctx context.Context) error {
	s := &Server{place: o.place}
	report := time.NewTicker(10 * time.Second)
	defer report.Stop()
	for {
		err := s.ping(ctx)
		if err == nil {
			return nil
		}
		select {
		case <-o.child.done:
			return errEnded
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-report.C:
			o.log.Warn("PostgreSQL does not answer yet", "error", err)
		case <-time.After(20 * time.Millisecond):
		}
	}
}

func (o *owner) openLog() (*os.File, error) {
	path := o.logFile
	info, err := os.Stat(path)
	if err == nil && info.Size() > logLimit {
		err = os.Rename(path, path+".1")
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_APPEND|os.O_RDWR, 0o600)
	if err != nil {
		return nil, reach(o.dir, err)
	}
	return f, o.runner.take(path)
}

// tail is what the server has logged since an offset, at most the last 2 kB of it.
func tail(path string, from int64) string {
	text, err := os.ReadFile(path)
	if err != nil {
		return err.Error()
	}
	text = text[min(from, int64(len(text))):]
	return strings.TrimSpace(string(text[max(0, len(text)-2000):]))
}

func (o *owner) stop(ctx context.Context) error {
	var err error
	o.stopped.Do(func() {
		err = errors.Join(o.end(ctx), o.dropShortSocket(), o.lock.Close())
	})
	return err
}

// dropShortSocket removes the socket folder if it stands outside of the home, with what a killed server left in it.
func (o *owner) dropShortSocket() error {
	if filepath.Dir(o.socket) == o.home {
		return nil
	}
	return os.RemoveAll(o.socket)
}

// end shuts the server down: in order while ctx lasts, then without a checkpoint, then by force.
func (o *owner) end(ctx context.Context) error {
	if o.child.end(ctx, fastShutdown) != nil {
		hard, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
		defer cancel()
		if o.child.end(hard, immediateShutdown) != nil {
			return o.child.end(context.WithoutCancel(ctx), syscall.SIGKILL)
		}
	}
	if o.child.err != nil {
		return fmt.Errorf("PostgreSQL ended badly: %w", o.child.err)
	}
	return nil
}
