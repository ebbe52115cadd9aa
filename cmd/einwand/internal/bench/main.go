// Bench prints the figures that the README gives: what the house costs beside bare transactions and bare queries on the
// same database, in one run on one machine. "make bench" runs it beside a PostgreSQL that commits to disk.
//
// The two sides of a ratio take turns, several times, and the median of the ratios counts: whatever else the machine
// does then, it does to both. Clients, server and database share it.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime"
	"runtime/pprof"
	"syscall"
)

// load says how much is measured.
type load struct {
	rounds    int
	clients   int
	filings   int // per round and side
	lists     int // requests per round and side, of each page
	statement int // statements that verify re-derives
	conns     int // of the program's pool, 0 for its own choice
}

func main() {
	var l load
	flag.IntVar(&l.rounds, "rounds", 5, "how often the two sides of a ratio take turns")
	flag.IntVar(&l.clients, "clients", 16, "clients at once")
	flag.IntVar(&l.filings, "filings", 1000, "filings in a round")
	flag.IntVar(&l.lists, "lists", 1500, "pages of the list in a round")
	flag.IntVar(&l.statement, "statements", 30_000, "statements that verify re-derives, 0 to leave it out")
	flag.IntVar(&l.conns, "conns", 0, "connections of the program's pool, 0 for its own choice")
	profile := flag.String("cpuprofile", "", "file for a CPU profile")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := profiled(*profile, func() error { return run(ctx, os.Getenv("EINWAND_TEST_DATABASE"), l, os.Stdout) }); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func profiled(path string, f func() error) error {
	if path == "" {
		return f()
	}
	out, err := os.Create(path)
	if err != nil {
		return err
	}
	if err := pprof.StartCPUProfile(out); err != nil {
		return errors.Join(err, out.Close())
	}
	err = f()
	pprof.StopCPUProfile()
	return errors.Join(err, out.Close())
}

// run measures everything on a database of its own on this server.
func run(ctx context.Context, server string, l load, out io.Writer) error {
	if server == "" {
		return errors.New("EINWAND_TEST_DATABASE is not set: please run \"make bench\"")
	}
	t, err := found(ctx, server, l)
	if err != nil {
		return fmt.Errorf("found the town: %w", err)
	}
	defer t.close()
	version, err := t.version(ctx)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "%d CPUs, %s, PostgreSQL %s, %d clients, median of %d rounds (least to most)\n\n",
		runtime.NumCPU(), runtime.Version(), version, l.clients, l.rounds)
	for _, measure := range []func(context.Context, *town, load, io.Writer) error{measureFiling, measureProofs, measureList, measureVerify, measureCalendar, measureDocuments} {
		if err := measure(ctx, t, l, out); err != nil {
			return err
		}
	}
	return nil
}
