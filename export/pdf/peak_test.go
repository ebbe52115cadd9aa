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

// peak is the most memory that a process takes for one file beyond what it had before, in megabytes; 0 where the system
// does not tell.
func peak(b *testing.B, writer string, rows int) float64 {
	b.Helper()
	child := exec.Command(os.Args[0], "-test.run", "^TestPeakOfOneFile$", "-test.v")
	child.Env = append(os.Environ(), fmt.Sprintf("%s=%s %d", weighed, writer, rows))
	out, err := child.CombinedOutput()
	if err != nil {
		b.Fatalf("%v: %s", err, out)
	}
	m := regexp.MustCompile(`grew by (\d+) kB`).FindSubmatch(out)
	if m == nil {
		return 0
	}
	kilobytes, err := strconv.Atoi(string(m[1]))
	if err != nil {
		b.Fatal(err)
	}
	return float64(kilobytes) / 1000
}

// TestPeakOfOneFile is what peak runs in a process of its own.
func TestPeakOfOneFile(t *testing.T) {
	writer, n, _ := strings.Cut(os.Getenv(weighed), " ")
	if writer == "" {
		t.Skip("only for the benchmark")
	}
	rows, err := strconv.Atoi(n)
	if err != nil {
		t.Fatal(err)
	}
	set, err := fonts.Load()
	if err != nil {
		t.Fatal(err)
	}
	table := exporttest.Large(rows)
	debug.FreeOSMemory()
	if err := os.WriteFile("/proc/self/clear_refs", []byte("5"), 0); err != nil {
		t.Skip("the system does not forget the highest mark: ", err)
	}
	before := resident(t, "VmRSS")
	if writer == "naive" {
		err = writeNaive(io.Discard, table, set)
	} else {
		_, err = WriteCouncil(io.Discard, table, A4, nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("grew by %d kB", resident(t, "VmHWM")-before)
}

// resident reads a figure of the process, in kilobytes.
func resident(t *testing.T, name string) int {
	t.Helper()
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		t.Skip(err)
	}
	m := regexp.MustCompile(name + `:\s+(\d+) kB`).FindSubmatch(status)
	if m == nil {
		t.Skip("no ", name)
	}
	kilobytes, err := strconv.Atoi(string(m[1]))
	if err != nil {
		t.Fatal(err)
	}
	return kilobytes
}
