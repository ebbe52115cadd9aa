package postgres

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"syscall"
	"time"
)

// lockPatience is how long a start waits for the lock: a process that was just killed holds it until the kernel has
// taken it down.
const lockPatience = 2 * time.Second

var errHeld = errors.New("lock is held")

// takeLock makes this process the owner, or returns errHeld when another one still is after the given patience. The
// kernel frees the lock with the process; Go opens files close-on-exec, so PostgreSQL does not inherit it.
func takeLock(ctx context.Context, path string, patience time.Duration) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	until := time.Now().Add(patience)
	for {
		err = flock(f, syscall.LOCK_EX)
		if err == nil {
			break
		}
		if !errors.Is(err, errHeld) || time.Now().After(until) || pause(ctx, 50*time.Millisecond) != nil {
			return nil, errors.Join(err, f.Close())
		}
	}
	if err := f.Truncate(0); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	if _, err := fmt.Fprintln(f, os.Getpid()); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}

// owned reports whether a living process holds the lock. The shared lock it takes for a moment cannot make another
// start fail, because that one is patient.
func owned(path string) (bool, error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	defer f.Close()
	err = flock(f, syscall.LOCK_SH)
	if errors.Is(err, errHeld) {
		return true, nil
	}
	return false, err
}

func flock(f *os.File, how int) error {
	for {
		err := syscall.Flock(int(f.Fd()), how|syscall.LOCK_NB)
		if errors.Is(err, syscall.EWOULDBLOCK) {
			return errHeld
		}
		if !errors.Is(err, syscall.EINTR) {
			return err
		}
	}
}

// holder is what the lock says about its owner, for people.
func holder(path string) string {
	pid, err := os.ReadFile(path)
	if err != nil || len(pid) == 0 {
		return "Prozess unbekannt"
	}
	return "Prozess " + strings.TrimSpace(string(pid))
}

// pause waits, or returns the reason why the caller gave up.
func pause(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return context.Cause(ctx)
	case <-timer.C:
		return nil
	}
}
