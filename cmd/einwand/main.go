package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"
)

func main() {
	os.Exit(run(context.Background(), os.Args[1:], os.Getenv, os.Stdin, os.Stdout, os.Stderr))
}

// commands is the table of all commands in the order of the list that "einwand help" prints.
var commands = []command{
	{"demo", "startet eine erfundene Stadt zum Ausprobieren", runDemo},
	{"serve", "startet die Installation einer Verwaltung", runServe},
	{"found", "trägt eine Verwaltung mit ihren Gemeinden und Rollen ein", runFound},
	{"migrate", "bringt das Schema der Datenbank auf den Stand des Programms", runMigrate},
	{"seed", "reicht in einer Demo Beispielstellungnahmen ein", runSeed},
	{"export", "gibt eine festgeschriebene Abwägungstabelle als PDF oder Excel-Datei aus", runExport},
	{"casefile", "packt die Verfahrensakte mit allem, was zu einem Verfahren vorliegt", runCasefile},
	{"verify", "prüft einen Nachweis, eine Akte, oder alles, was in der Datenbank steht", runVerify},
	{"period", "rechnet das Ende einer Frist aus und begründet jeden Schritt", runPeriod},
}

// command is one word after "einwand". Its function gets the arguments after that word.
type command struct {
	name    string
	summary string // one line of German
	run     func(ctx context.Context, p program, args []string) error
}

// program is what a command may use of the process that it runs in.
type program struct {
	getenv func(string) string
	stdin  io.Reader
	stdout io.Writer
	stderr io.Writer
	clock  func() time.Time
}

// usageError is a mistake in the arguments. Its text is German, says what is allowed, and ends the program with 2.
type usageError struct{ text string }

func (e usageError) Error() string { return e.text }

func misused(format string, args ...any) error {
	return usageError{fmt.Sprintf(format, args...)}
}

// run is the program without the process around it, so that tests can call it. It returns the exit code.
func run(ctx context.Context, args []string, getenv func(string) string, stdin io.Reader, stdout, stderr io.Writer) int {
	ctx, stop := untilSignal(ctx)
	defer stop()
	p := program{getenv: getenv, stdin: stdin, stdout: stdout, stderr: stderr, clock: time.Now}
	return p.exit(p.dispatch(ctx, args))
}

// untilSignal returns a context that SIGINT and SIGTERM cancel. A second signal ends the process at once, because a
// person who asks twice means it.
func untilSignal(ctx context.Context) (context.Context, context.CancelFunc) {
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop)
	return ctx, stop
}

// dispatch finds the command in the table and runs it.
func (p program) dispatch(ctx context.Context, args []string) error {
	if len(args) == 0 {
		return p.list()
	}
	switch args[0] {
	case "help", "-h", "-help", "--help":
		return p.list()
	}
	for _, c := range commands {
		if c.name == args[0] {
			return c.run(ctx, p, args[1:])
		}
	}
	return misused("Den Befehl „%s“ gibt es nicht. Möglich sind: %s. „einwand help“ erklärt sie.", args[0], commandNames())
}

func commandNames() string {
	var names []string
	for _, c := range commands {
		names = append(names, c.name)
	}
	return strings.Join(append(names, "help"), ", ")
}

func (p program) list() error {
	text := "einwand führt Bauleitplanverfahren mit Beteiligung der Öffentlichkeit.\n\nBefehle:\n"
	for _, c := range commands {
		text += fmt.Sprintf("  %-8s  %s\n", c.name, c.summary)
	}
	text += "\n„einwand BEFEHL --help“ zeigt die Angaben eines Befehls.\n"
	_, err := io.WriteString(p.stdout, text)
	return err
}

// exit reports the error to the person and turns it into the exit code.
func (p program) exit(err error) int {
	if err == nil {
		return 0
	}
	fmt.Fprintln(p.stderr, err)
	if _, ok := errors.AsType[usageError](err); ok {
		return 2
	}
	return 1
}
