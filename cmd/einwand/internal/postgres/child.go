package postgres

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"runtime"
	"syscall"
)

// child is a process that does not outlive this one.
type child struct {
	cmd  *exec.Cmd
	done chan struct{} // closed when the process is gone
	err  error         // how it ended; valid once done is closed
}

// spawn starts cmd as the runner, in a process group of its own: else Ctrl-C in the terminal would stop PostgreSQL
// before the program has answered its last requests.
//
// The kernel sends the parent-death signal when the *thread* that forked ends. So one goroutine, locked to its thread,
// forks and then waits there until the child is gone.
func spawn(cmd *exec.Cmd, as runner, onOurDeath syscall.Signal) (*child, error) {
	cmd.SysProcAttr = &syscall.SysProcAttr{
		Credential: as.credential(),
		Setpgid:    true,
		Pdeathsig:  onOurDeath,
	}
	c := &child{cmd: cmd, done: make(chan struct{})}
	started := make(chan error)
	go func() {
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		err := cmd.Start()
		started <- err
		if err == nil {
			c.err = cmd.Wait()
			close(c.done)
		}
	}()
	return c, <-started
}

// end sends a signal and waits until the child is gone, or ctx is.
func (c *child) end(ctx context.Context, s syscall.Signal) error {
	if err := c.cmd.Process.Signal(s); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return err
	}
	select {
	case <-c.done:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}
