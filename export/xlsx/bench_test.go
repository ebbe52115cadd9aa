package xlsx

import (
	"io"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/einwand/einwand/export/edition"
	"github.com/einwand/einwand/export/exporttest"
	"github.com/einwand/einwand/export/text"
)

const benchmarkRows = 2000

func BenchmarkCouncil(b *testing.B) {
	table := exporttest.Large(benchmarkRows)
	b.ReportAllocs()
	for b.Loop() {
		report, err := WriteCouncil(io.Discard, table)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(report.Bytes)/1e6, "MB")
	}
}

// BenchmarkBare streams the same cells with excelize alone.
func BenchmarkBare(b *testing.B) {
	e, err := edition.Council(exporttest.Large(benchmarkRows), text.NewCleaner(anything))
	if err != nil {
		b.Fatal(err)
	}
	lines := table(e, measured(b)).lines
	b.ReportAllocs()
	for b.Loop() {
		f := excelize.NewFile()
		stream, err := f.NewStreamWriter("Sheet1")
		if err != nil {
			b.Fatal(err)
		}
		for i, l := range lines {
			values := make([]any, len(l.cells))
			for j, c := range l.cells {
				values[j] = c
			}
			cell, err := excelize.CoordinatesToCellName(1, i+1)
			if err != nil {
				b.Fatal(err)
			}
			if err := stream.SetRow(cell, values); err != nil {
				b.Fatal(err)
			}
		}
		if err := stream.Flush(); err != nil {
			b.Fatal(err)
		}
		if err := f.Write(io.Discard); err != nil {
			b.Fatal(err)
		}
		if err := f.Close(); err != nil {
			b.Fatal(err)
		}
	}
}
