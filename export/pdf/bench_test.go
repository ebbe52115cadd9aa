package pdf

import (
	"bytes"
	"fmt"
	"io"
	"runtime"
	"slices"
	"syscall"
	"testing"
	"time"

	"github.com/klauspost/compress/zlib"

	"github.com/einwand/einwand/export/exporttest"
	"github.com/einwand/einwand/export/pdf/fonts"
	"github.com/einwand/einwand/weighing"
)

// BenchmarkAgainstNaive writes each table by turns with this package and with gofpdf alone, and measures between them
// how fast the pages could be compressed if nothing else were to do. Peaks are those of a process of their own, beyond
// what it held with the rows in memory. The time of the processors, summed up, depends less on what else runs.
func BenchmarkAgainstNaive(b *testing.B) {
	for _, rows := range []int{200, 2000, 10_000} {
		b.Run(fmt.Sprintf("%d-rows", rows), func(b *testing.B) {
			set, err := fonts.Load()
			if err != nil {
				b.Fatal(err)
			}
			table := exporttest.Large(rows)
			size, pages := contents(b, table)
			var ours, naive, floor took
			for b.Loop() {
				ours.time(b, func() error { _, err := WriteCouncil(io.Discard, table, A4, nil); return err })
				naive.time(b, func() error { return writeNaive(io.Discard, table, set) })
				floor.time(b, func() error { return deflate(pages) })
			}
			b.ReportMetric(0, "ns/op")
			b.ReportMetric(median(ours.wall), "ms")
			b.ReportMetric(median(naive.wall), "naive-ms")
			b.ReportMetric(median(floor.wall), "floor-ms")
			b.ReportMetric(median(naive.wall)/median(ours.wall), "x-naive")
			b.ReportMetric(median(ours.wall)/(1.5*median(floor.wall)/float64(runtime.GOMAXPROCS(0))+50), "of-target")
			b.ReportMetric(median(ours.processors), "cpu-ms")
			b.ReportMetric(median(naive.processors), "naive-cpu-ms")
			b.ReportMetric(median(floor.processors), "floor-cpu-ms")
			b.ReportMetric(size, "MB-file")
			b.ReportMetric(peak(b, "council", rows), "MB-peak")
			b.ReportMetric(peak(b, "naive", rows), "MB-naive-peak")
		})
	}
}

// BenchmarkCouncil is what a profile looks at.
func BenchmarkCouncil(b *testing.B) {
	table := exporttest.Large(10_000)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := WriteCouncil(io.Discard, table, A4, nil); err != nil {
			b.Fatal(err)
		}
	}
}

// contents is the size of a file and the raw content of its pages.
func contents(b *testing.B, table weighing.CouncilTable) (megabytes float64, pages [][]byte) {
	b.Helper()
	file, _ := councilFile(b, table)
	f, err := exporttest.ReadPDF(file)
	if err != nil {
		b.Fatal(err)
	}
	return float64(len(file)) / 1e6, f.Contents()
}

func deflate(pages [][]byte) error {
	var out bytes.Buffer
	w, err := zlib.NewWriterLevel(&out, zlib.BestSpeed)
	if err != nil {
		return err
	}
	for _, p := range pages {
		out.Reset()
		w.Reset(&out)
		if _, err := w.Write(p); err != nil {
			return err
		}
		if err := w.Close(); err != nil {
			return err
		}
	}
	return nil
}

// took is what rounds of one work took, in milliseconds.
type took struct{ wall, processors []float64 }

func (t *took) time(b *testing.B, work func() error) {
	b.Helper()
	runtime.GC()
	start, spent := time.Now(), processors(b)
	if err := work(); err != nil {
		b.Fatal(err)
	}
	t.wall = append(t.wall, float64(time.Since(start))/1e6)
	t.processors = append(t.processors, processors(b)-spent)
}

// processors is the time that the process has had on processors, in milliseconds.
func processors(b *testing.B) float64 {
	b.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return float64(u.Utime.Nano()+u.Stime.Nano()) / 1e6
}

func median(list []float64) float64 {
	slices.Sort(list)
	return list[len(list)/2]
}
