package pdf

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"regexp"
	"runtime/debug"
	"strconv"
	"strings"
	"testing"

	"github.com/einwand/einwand/export/exporttest"
	"github.com/einwand/einwand/export/pdf/fonts"
)

// weighed tells a process of this test binary what to write and how many rows.
const weighed = "EINWAND_WEIGHED_EXPORT"

// peak is the most memory that a process takes for one file beyond what it had before, in megabytes.
func peak(b *testing.B, writer string, rows int) float64 {
	b.Helper()
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), fmt.Sprintf("%s=%s %d", weighed, writer, rows))
	out, err := child.CombinedOutput()
	if err != nil {
		b.Fatalf("%v: %s", err, out)
	}
	m := regexp.MustCompile(`grew by (\d+) kB`).FindSubmatch(out)
	if m == nil {
		b.Fatalf("got %s", out)
	}
	kilobytes, err := strconv.Atoi(string(m[1]))
	if err != nil {
		b.Fatal(err)
	}
	return float64(kilobytes) / 1000
}

// TestMain lets a process of this test program make one file and say by how much it grew, for peak.
func TestMain(m *testing.M) {
	writer, n, asked := strings.Cut(os.Getenv(weighed), " ")
	if !asked {
		os.Exit(m.Run())
	}
	grown, err := grownBy(writer, n)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Printf("grew by %d kB\n", grown)
}

func grownBy(writer, rows string) (kilobytes int, err error) {
	n, err := strconv.Atoi(rows)
	if err != nil {
		return 0, err
	}
	set, err := fonts.Load()
	if err != nil {
		return 0, err
	}
	table := exporttest.Large(n)
	debug.FreeOSMemory()
	if err := os.WriteFile("/proc/self/clear_refs", []byte("5"), 0); err != nil {
		return 0, fmt.Errorf("the system does not forget the highest mark: %w", err)
	}
	before, err := resident("VmRSS")
	if err != nil {
		return 0, err
	}
	if writer == "naive" {
		err = writeNaive(io.Discard, table, set)
	} else {
		_, err = WriteCouncil(io.Discard, table, A4, nil)
	}
	if err != nil {
		return 0, err
	}
	after, err := resident("VmHWM")
	return after - before, err
}

// resident reads a figure of the process, in kilobytes.
func resident(name string) (int, error) {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0, err
	}
	m := regexp.MustCompile(name + `:\s+(\d+) kB`).FindSubmatch(status)
	if m == nil {
		return 0, fmt.Errorf("no %s in /proc/self/status", name)
	}
	return strconv.Atoi(string(m[1]))
}
