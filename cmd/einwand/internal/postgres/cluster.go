package postgres

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
)

const unfinished = "data.new-"

// initialize makes the cluster. An initdb that is cut short leaves a folder that no start takes for a cluster and the
// next start sweeps; the name differs every time because the killed one's helpers may still write for a moment.
func (o *owner) initialize(ctx context.Context) error {
	if err := sweep(o.home); err != nil {
		return err
	}
	target, err := os.MkdirTemp(o.home, unfinished)
	if err != nil {
		return err
	}
	if err := o.runner.take(target); err != nil {
		return err
	}
	if err := o.initdb(ctx, target); err != nil {
		return errors.Join(err, os.RemoveAll(target))
	}
	if err := os.Rename(target, o.data); err != nil {
		return err
	}
	return syncFolder(o.home)
}

func (o *owner) initdb(ctx context.Context, target string) error {
	var out bytes.Buffer
	cmd := exec.Command(filepath.Join(o.binaries.dir, "initdb"), "-D", target, "-U", "postgres", "-A", "trust",
		"--encoding=UTF8", "--locale=C.UTF-8", "--text-search-config=german", "--data-checksums", "--no-instructions")
	if o.unsafe {
		cmd.Args = append(cmd.Args, "--no-sync")
	}
	cmd.Dir, cmd.Env = o.home, environment()
	cmd.Stdout, cmd.Stderr = &out, &out
	c, err := spawn(cmd, o.runner, syscall.SIGKILL)
	if err != nil {
		return reach(o.dir, fmt.Errorf("initdb: %w", err))
	}
	select {
	case <-c.done:
	case <-ctx.Done():
		// The whole group: initdb runs a postgres of its own.
		killed := syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL)
		<-c.done
		return errors.Join(context.Cause(ctx), killed)
	}
	if c.err != nil {
		return &Problem{ErrNoStart, fmt.Sprintf("Der Datenordner %s lässt sich nicht anlegen (%v).\n%s", o.dir, c.err, bytes.TrimSpace(out.Bytes()))}
	}
	return nil
}

// sweep removes what earlier initdbs left. A folder that a dying one still writes to may resist; the next start gets it.
func sweep(home string) error {
	entries, err := os.ReadDir(home)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), unfinished) {
			continue
		}
		err := os.RemoveAll(filepath.Join(home, e.Name()))
		if err != nil && !errors.Is(err, syscall.ENOTEMPTY) {
			return err
		}
	}
	return nil
}

// syncFolder makes the renaming of an entry durable.
func syncFolder(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
