package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// The siege of a test run is short; a long one is go test ./cmd/einwand -run KilledProgram -timeout 1h -kills 110 -presses 180.
var (
	kills   = flag.Int("kills", 12, "how often TestKilledProgramLosesNoReceipt kills")
	presses = flag.Int("presses", 50, "filings between two kills")
)

// besieged are the procedures that the writers file to; the first one is hot.
var besieged = []string{"bp-47", "bp-47", "fnp-23"}

// blow is one way to take the program down. It aims first, so that nothing is between the decision and the kill.
type blow struct {
	name string
	aim  func(t *testing.T, p *process, data string) (strike func())
}

var (
	killProgram = blow{"program", func(_ *testing.T, p *process, _ string) func() { return p.kill }}

	killPostgres = blow{"PostgreSQL", func(t *testing.T, p *process, data string) func() {
		kill := aimAtDatabase(t, data)
		return func() {
			kill()
			if code := p.wait(t); code != 1 || !strings.Contains(p.stderr.end(), "Die eigene Datenbank ist unerwartet zu Ende gegangen") {
				t.Errorf("program without its PostgreSQL: got exit %d and %q, want 1 and the reason", code, p.stderr.end())
			}
		}
	}}

	killBoth = blow{"both", func(t *testing.T, p *process, data string) func() {
		kill := aimAtDatabase(t, data)
		return func() {
			kill()
			p.kill()
		}
	}}
)

// TestKilledProgramLosesNoReceipt is the promise of the receipt: what was acknowledged is stored, once, without a gap,
// and proves itself, whenever the program or its PostgreSQL is killed.
//
// That it can fail was shown with three mutants: an answer before the COMMIT, a filing that does not consume its draft, and
// synchronous_commit=off, which lost a receipt at every second kill of PostgreSQL. What kill -9 cannot show is a disk
// that lies or the loss of the kernel's own cache.
func TestKilledProgramLosesNoReceipt(t *testing.T) {
	const writers = 8
	in := install(t, writers)
	program := in.serve(t)
	secondIsRefused(t, in)
	s := besiege(t, in)
	var wg sync.WaitGroup
	for i := range writers {
		w := s.join(i)
		wg.Go(func() { w.write(besieged...) })
	}
	var restarts []time.Duration
	for i := range *kills {
		program = s.strike(i, program)
		restarts = append(restarts, program.took)
	}
	s.awaitPresses(*presses)
	s.set(true, true)
	wg.Wait()
	slices.Sort(restarts)
	t.Logf("restart to ready: median %v, longest %v", restarts[len(restarts)/2].Round(time.Millisecond), restarts[len(restarts)-1].Round(time.Millisecond))
	s.judge()
	program.stop(t)
}

// strike takes the program down in the midst of filings and starts it again. One kill in ten is one of PostgreSQL.
func (s *siege) strike(i int, p *process) *process {
	s.t.Helper()
	b := killProgram
	switch i % 20 {
	case 4:
		b = killPostgres
	case 9:
		b = killBoth
	}
	at := s.awaitPresses(*presses)
	strike := b.aim(s.t, p, s.at.settings.Data)
	if b.name == killProgram.name {
		time.Sleep(time.Duration(2*(i%12)) * time.Millisecond) // each blow meets the last press further on its way
	} else {
		s.awaitReceipt() // what PostgreSQL may have forgotten is what it has just confirmed
	}
	s.set(false, false)
	strike()
	p = s.at.serve(s.t)
	s.t.Logf("%s killed after %d presses, ready again in %v", b.name, at, p.took.Round(time.Millisecond))
	s.set(true, false)
	return p
}

// secondIsRefused starts the program a second time on the same data.
func secondIsRefused(t *testing.T, in *installation) {
	t.Helper()
	second := launch(t, "serve", "--config", in.config)
	if code := second.wait(t); code != 1 || !strings.HasPrefix(second.stderr.String(), "Auf diesem Datenordner läuft schon ein einwand (Prozess ") {
		t.Errorf("second instance: got exit %d and %q, want 1 and a refusal", code, second.stderr.String())
	}
}

// aimAtDatabase finds the postmaster and its children, to kill them at once. A child that is born meanwhile sees its parent gone and ends
// by itself.
func aimAtDatabase(t *testing.T, data string) (kill func()) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(data, "postgres", "data", "postmaster.pid"))
	must(t, err)
	line, _, _ := strings.Cut(string(text), "\n")
	postmaster, err := strconv.Atoi(line)
	must(t, err)
	targets := append([]int{postmaster}, childrenOf(t, postmaster)...)
	return func() {
		for _, pid := range targets {
			if err := syscall.Kill(pid, syscall.SIGKILL); err != nil && !errors.Is(err, syscall.ESRCH) {
				t.Error(err)
			}
		}
	}
}

func childrenOf(t *testing.T, parent int) (children []int) {
	t.Helper()
	stats, err := filepath.Glob("/proc/[0-9]*/stat")
	must(t, err)
	for _, name := range stats {
		stat, err := os.ReadFile(name)
		if err != nil {
			continue // ended meanwhile
		}
		_, rest, _ := strings.Cut(string(stat), ") ") // proc(5): the name in brackets may hold anything
		var state string
		var ppid int
		if _, err := fmt.Sscan(rest, &state, &ppid); err == nil && ppid == parent {
			pid, err := strconv.Atoi(filepath.Base(filepath.Dir(name)))
			must(t, err)
			children = append(children, pid)
		}
	}
	return children
}
