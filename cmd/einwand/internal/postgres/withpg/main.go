// Withpg runs a command beside a PostgreSQL of its own, which is gone when the command ends:
//
//	go run ./cmd/einwand/internal/postgres/withpg -- go test ./...
//	go run ./cmd/einwand/internal/postgres/withpg -- bash
//
// The command finds the superuser's connection string in EINWAND_TEST_DATABASE. The second form gives a shell in which
// single packages are tested again and again, and databases of failed tests can be looked at. The server waits for no
// disk; with -durable it does, as in life: for measuring.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"os/signal"
	"syscall"

	"github.com/einwand/einwand/cmd/einwand/internal/postgres"
)

func main() {
	durable := flag.Bool("durable", false, "commit to disk, as outside of tests")
	flag.Parse()
	if flag.NArg() == 0 {
		fmt.Fprintln(os.Stderr, "usage: withpg [-durable] -- command [argument ...]")
		os.Exit(2)
	}
	code, err := run(context.Background(), !*durable, flag.Args())
	if err != nil {
		fmt.Fprintln(os.Stderr, "withpg:", err)
	}
	os.Exit(code)
}

// run returns the command's exit code, and 1 when the server is at fault.
func run(ctx context.Context, unsafe bool, command []string) (code int, err error) {
	dir, err := os.MkdirTemp(place(unsafe), "einwand-withpg-")
	if err != nil {
		return 1, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	if err := os.Chmod(dir, 0o711); err != nil { // root's server runs as another user, who must pass
		return 1, err
	}
	log := slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
	server, err := postgres.Start(ctx, postgres.Config{Dir: dir, Log: log, Unsafe: unsafe})
	if err != nil {
		return 1, err
	}
	code, err = beside(server, command)
	return code, errors.Join(err, server.Stop(ctx))
}

// memory is where Linux keeps files in memory. A test's database is a thousand small files, made and removed again: there that takes a
// third of the time.
const (
	memory     = "/dev/shm"
	memoryNeed = 6 << 30 // bytes; the databases of a run with a few failed tests stay far below
)

// place is the folder for the server: in memory where nothing has to last, there is room and TMPDIR names no other, and the usual one
// otherwise.
func place(unsafe bool) string {
	var fs syscall.Statfs_t
	if !unsafe || os.Getenv("TMPDIR") != "" || syscall.Statfs(memory, &fs) != nil || fs.Bavail*uint64(fs.Bsize) < memoryNeed {
		return ""
	}
	return memory
}

// beside runs the command to its end. Ctrl-C reaches it through the terminal; a request to terminate is handed on.
func beside(server *postgres.Server, command []string) (int, error) {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	defer signal.Stop(signals)

	cmd := exec.Command(command[0], command[1:]...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	cmd.Env = append(os.Environ(), "EINWAND_TEST_DATABASE="+server.URL("postgres", "postgres"))
	if err := cmd.Start(); err != nil {
		return 1, err
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	for {
		select {
		case s := <-signals:
			if s == syscall.SIGTERM {
				if err := cmd.Process.Signal(s); err != nil && !errors.Is(err, os.ErrProcessDone) {
					return 1, err
				}
			}
		case <-server.Dead():
			killed := cmd.Process.Kill()
			<-ended
			return 1, errors.Join(errors.New("PostgreSQL ended before the command"), killed)
		case err := <-ended:
			return exitCode(err)
		}
	}
}

func exitCode(err error) (int, error) {
	var exit *exec.ExitError
	switch {
	case err == nil:
		return 0, nil
	case errors.As(err, &exit) && exit.Exited():
		return exit.ExitCode(), nil
	}
	return 1, err // killed by a signal
}
