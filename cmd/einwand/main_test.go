package main

import (
	"bytes"
	"context"
	"strings"
	"syscall"
	"testing"
	"time"
)

// outcome is what a person sees after a command.
type outcome struct {
	code           int
	stdout, stderr string
}

func einwand(t *testing.T, args ...string) outcome {
	t.Helper()
	var stdout, stderr bytes.Buffer
	code := run(t.Context(), args, func(string) string { return "" }, strings.NewReader(""), &stdout, &stderr)
	return outcome{code, stdout.String(), stderr.String()}
}

func TestHelpListsEveryCommand(t *testing.T) {
	for _, args := range [][]string{nil, {"help"}, {"--help"}, {"-h"}} {
		got := einwand(t, args...)
		if got.code != 0 || got.stderr != "" {
			t.Errorf("einwand %v: got exit %d and %q on stderr", args, got.code, got.stderr)
		}
		for _, c := range commands {
			if !strings.Contains(got.stdout, c.name) || !strings.Contains(got.stdout, c.summary) {
				t.Errorf("einwand %v does not list %q", args, c.name)
			}
		}
	}
}

func TestUnknownCommandNamesTheKnown(t *testing.T) {
	got := einwand(t, "perod")
	if got.code != 2 || got.stdout != "" {
		t.Errorf("got exit %d and %q on stdout, want 2 and nothing", got.code, got.stdout)
	}
	if want := "Den Befehl „perod“ gibt es nicht. Möglich sind: "; !strings.HasPrefix(got.stderr, want) || !strings.Contains(got.stderr, "period") {
		t.Errorf("got %q on stderr, want %q with the list", got.stderr, want)
	}
}

func TestSignalsCancelTheCommand(t *testing.T) {
	for _, sig := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM} {
		ctx, stop := untilSignal(context.Background())
		if err := syscall.Kill(syscall.Getpid(), sig); err != nil {
			t.Fatal(err)
		}
		select {
		case <-ctx.Done():
		case <-time.After(10 * time.Second):
			t.Errorf("%v does not cancel the context", sig)
		}
		stop()
	}
}

// A failure that is not a mistake in the arguments must be told apart by scripts.
func TestFailureIsNotAUsageError(t *testing.T) {
	var stderr bytes.Buffer
	p := program{stderr: &stderr}
	if got := p.exit(context.DeadlineExceeded); got != 1 {
		t.Errorf("got exit %d, want 1", got)
	}
	if stderr.String() == "" {
		t.Error("nothing on stderr")
	}
}
