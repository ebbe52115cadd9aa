// Testcount runs `go test` with its own arguments, shows what failed, and ends with a line that counts:
//
//	812 passed, 0 failed, 0 skipped
//
// Subtests count; a package that does not build, or ends without a failed test to blame, counts as one failed. It
// exits with 1 when anything failed or nothing ran.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
)

func main() {
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

func run(args []string, stdout, stderr io.Writer) int {
	cmd := exec.Command("go", append([]string{"test", "-json"}, args...)...)
	cmd.Stderr = stderr
	events, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		fmt.Fprintln(stderr, "testcount:", err)
		return 1
	}
	t := newTally(stdout)
	read := t.read(events)
	if err := cmd.Wait(); err != nil || read != nil {
		fmt.Fprintln(stderr, "go test:", err, read)
		t.broken = true
	}
	fmt.Fprintf(stdout, "%d passed, %d failed, %d skipped\n", t.passed, t.failed, t.skipped)
	if t.broken || t.failed > 0 || t.passed == 0 {
		return 1
	}
	return 0
}

// event is a line of `go test -json`; see `go doc test2json` and, for the build events, `go help buildjson`.
type event struct {
	Action  string
	Package string
	Test    string
	Elapsed float64
	Output  string
}

type test struct{ pkg, name string } // name is empty for the package itself

// tally counts the tests of a run. Output is kept until its test has ended, and shown only if that failed or was skipped.
type tally struct {
	out                     io.Writer
	passed, failed, skipped int
	broken                  bool
	output                  map[test]*strings.Builder // of everything that has begun and not ended
	blamed                  map[string]bool           // packages with a failed test
}

func newTally(out io.Writer) *tally {
	return &tally{out: out, output: map[test]*strings.Builder{}, blamed: map[string]bool{}}
}

func (t *tally) read(events io.Reader) error {
	lines := bufio.NewReader(events)
	for {
		line, err := lines.ReadBytes('\n')
		if len(line) > 0 {
			var e event
			if json.Unmarshal(line, &e) != nil {
				fmt.Fprintf(t.out, "%s", line) // go test itself has something to say
			} else {
				t.add(e)
			}
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

func (t *tally) add(e event) {
	key := test{e.Package, e.Test}
	switch e.Action {
	case "build-output":
		io.WriteString(t.out, e.Output)
	case "run":
		t.output[key] = &strings.Builder{}
	case "output":
		if t.output[key] == nil {
			t.output[key] = &strings.Builder{}
		}
		t.output[key].WriteString(e.Output)
	case "pass", "fail", "skip":
		if e.Test == "" {
			t.endPackage(e)
			return
		}
		t.end(key, e.Action)
	}
}

func (t *tally) end(key test, action string) {
	switch action {
	case "pass":
		t.passed++
		delete(t.output, key)
	case "fail":
		t.failed++
		t.blamed[key.pkg] = true
		t.show(key)
	case "skip":
		t.skipped++
		t.show(key)
	}
}

func (t *tally) endPackage(e event) {
	key := test{pkg: e.Package}
	switch e.Action {
	case "pass":
		fmt.Fprintf(t.out, "ok    %s %.1fs\n", e.Package, e.Elapsed)
		delete(t.output, key)
	case "skip": // no test files
		delete(t.output, key)
	case "fail":
		for _, left := range t.unended(e.Package) { // a panic or a time-out took them along
			t.end(left, "fail")
		}
		t.show(key)
		if !t.blamed[e.Package] {
			t.failed++
		}
		fmt.Fprintf(t.out, "FAIL  %s %.1fs\n", e.Package, e.Elapsed)
	}
}

func (t *tally) unended(pkg string) []test {
	var tests []test
	for key := range t.output {
		if key.pkg == pkg && key.name != "" {
			tests = append(tests, key)
		}
	}
	slices.SortFunc(tests, func(a, b test) int { return strings.Compare(a.name, b.name) })
	return tests
}

func (t *tally) show(key test) {
	if o := t.output[key]; o != nil {
		io.WriteString(t.out, o.String())
		delete(t.output, key)
	}
}
