package pdf

import (
	"bytes"
	"fmt"
	"io"
	"runtime"
	"slices"
	"testing"
	"time"

	"github.com/klauspost/compress/zlib"

	"github.com/einwand/einwand/export/exporttest"
	"github.com/einwand/einwand/export/pdf/fonts"
	"github.com/einwand/einwand/weighing"
)

// BenchmarkAgainstNaive writes each table by turns with this package and with gofpdf alone, and measures between them
// how fast the pages could be compressed if nothing else were to do. Peaks are those of a process of their own, beyond
// what it held with the rows in memory.
func BenchmarkAgainstNaive(b *testing.B) {
	for _, rows := range []int{200, 2000, 10_000} {
		b.Run(fmt.Sprintf("%d-rows", rows), func(b *testing.B) {
			set, err := fonts.Load()
			if err != nil {
				b.Fatal(err)
			}
			table := exporttest.Large(rows)
			size, pages := contents(b, table)
			var ours, naive, floor []time.Duration
			for b.Loop() {
				ours = append(ours, timed(b, func() error { _, err := WriteCouncil(io.Discard, table); return err }))
				naive = append(naive, timed(b, func() error { return writeNaive(io.Discard, table, set) }))
				floor = append(floor, timed(b, func() error { return deflate(pages) }))
			}
			b.ReportMetric(0, "ns/op")
			b.ReportMetric(milliseconds(median(ours)), "ms")
			b.ReportMetric(milliseconds(median(naive)), "naive-ms")
			b.ReportMetric(milliseconds(median(floor)), "floor-ms")
			b.ReportMetric(float64(median(naive))/float64(median(ours)), "x-naive")
			target := 1.5*milliseconds(median(floor))/float64(runtime.GOMAXPROCS(0)) + 50
			b.ReportMetric(milliseconds(median(ours))/target, "of-target")
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
		if _, err := WriteCouncil(io.Discard, table); err != nil {
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

func timed(b *testing.B, f func() error) time.Duration {
	b.Helper()
	runtime.GC()
	start := time.Now()
	if err := f(); err != nil {
		b.Fatal(err)
	}
	return time.Since(start)
}

func median(list []time.Duration) time.Duration {
	slices.Sort(list)
	return list[len(list)/2]
}

func milliseconds(d time.Duration) float64 { return float64(d) / 1e6 }
