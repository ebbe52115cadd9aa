package xlsx

import (
	"fmt"
	"io"
	"os"
	"regexp"
	"runtime/debug"
	"strconv"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/einwand/einwand/export/edition"
	"github.com/einwand/einwand/export/exporttest"
	"github.com/einwand/einwand/export/pdf/fonts"
	"github.com/einwand/einwand/export/text"
)

// BenchmarkAgainstBare writes a table, checked cell by cell, and streams the same cells with excelize alone, one after the
// other in one run: x-bare is the ratio (export's target: at most 1.2), the peaks are what each takes beyond the rows.
func BenchmarkAgainstBare(b *testing.B) {
	for _, n := range []int{200, 2000, 10_000} {
		b.Run(fmt.Sprintf("%d-rows", n), func(b *testing.B) {
			council := exporttest.Large(n)
			e, err := edition.Council(council, text.NewCleaner(text.Anything))
			if err != nil {
				b.Fatal(err)
			}
			set, err := fonts.Load()
			if err != nil {
				b.Fatal(err)
			}
			lines := table(e, set.Sans).lines
			var ours, bare time.Duration
			var size int64
			for b.Loop() {
				began := time.Now()
				report, err := WriteCouncil(io.Discard, council)
				if err != nil {
					b.Fatal(err)
				}
				ours, size = ours+time.Since(began), report.Bytes
				began = time.Now()
				if err := writeBare(lines); err != nil {
					b.Fatal(err)
				}
				bare += time.Since(began)
			}
			b.ReportMetric(float64(ours.Milliseconds())/float64(b.N), "ours-ms")
			b.ReportMetric(float64(bare.Milliseconds())/float64(b.N), "bare-ms")
			b.ReportMetric(ours.Seconds()/bare.Seconds(), "x-bare")
			b.ReportMetric(float64(size)/1e6, "MB-file")
			b.ReportMetric(peak(b, func() error { _, err := WriteCouncil(io.Discard, council); return err }), "MB-peak")
			b.ReportMetric(peak(b, func() error { return writeBare(lines) }), "MB-bare-peak")
		})
	}
}

func writeBare(lines []line) error {
	f := excelize.NewFile()
	stream, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		return err
	}
	for i, l := range lines {
		values := make([]any, len(l.cells))
		for j, c := range l.cells {
			values[j] = c
		}
		cell, err := excelize.CoordinatesToCellName(1, i+1)
		if err != nil {
			return err
		}
		if err := stream.SetRow(cell, values); err != nil {
			return err
		}
	}
	if err := stream.Flush(); err != nil {
		return err
	}
	if err := f.Write(io.Discard); err != nil {
		return err
	}
	return f.Close()
}

// peak is by how much the process grew at most while f ran, in megabytes.
func peak(b *testing.B, f func() error) float64 {
	b.Helper()
	debug.FreeOSMemory()
	if err := os.WriteFile("/proc/self/clear_refs", []byte("5"), 0); err != nil {
		b.Fatal(err)
	}
	before := resident(b, "VmRSS")
	if err := f(); err != nil {
		b.Fatal(err)
	}
	return float64(resident(b, "VmHWM")-before) / 1000
}

func resident(b *testing.B, name string) int {
	b.Helper()
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		b.Fatal(err)
	}
	m := regexp.MustCompile(name + `:\s+(\d+) kB`).FindSubmatch(status)
	if m == nil {
		b.Fatalf("no %s in /proc/self/status", name)
	}
	kilobytes, err := strconv.Atoi(string(m[1]))
	if err != nil {
		b.Fatal(err)
	}
	return kilobytes
}
