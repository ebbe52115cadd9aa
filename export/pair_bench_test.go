package export

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"testing"
	"time"

	"github.com/einwand/einwand/export/exporttest"
	"github.com/einwand/einwand/export/pdf"
)

// BenchmarkCarried measures by turns a PDF that carries its XLSX and one that carries nothing.
func BenchmarkCarried(b *testing.B) {
	for _, rows := range []int{300, 2000, 10_000} {
		b.Run(fmt.Sprintf("%d-rows", rows), func(b *testing.B) {
			table := exporttest.Large(rows)
			var book bytes.Buffer
			if _, err := councilPair(table, chosen(nil)).book(&book); err != nil {
				b.Fatal(err)
			}
			var with, without []float64
			for b.Loop() {
				with = append(with, milliseconds(b, func() error { _, err := Council(io.Discard, PDF, table); return err }))
				without = append(without, milliseconds(b, func() error { _, err := pdf.WriteCouncil(io.Discard, table, pdf.A4, nil); return err }))
			}
			slices.Sort(with)
			slices.Sort(without)
			b.ReportMetric(0, "ns/op")
			b.ReportMetric(with[len(with)/2], "ms")
			b.ReportMetric(without[len(without)/2], "ms-alone")
			b.ReportMetric(float64(book.Len())/1e6, "MB-carried")
		})
	}
}

func milliseconds(b *testing.B, work func() error) float64 {
	b.Helper()
	start := time.Now()
	if err := work(); err != nil {
		b.Fatal(err)
	}
	return float64(time.Since(start)) / 1e6
}
