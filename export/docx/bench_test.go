package docx

import (
	"io"
	"testing"

	"github.com/einwand/einwand/export/exporttest"
)

func BenchmarkCouncil(b *testing.B) {
	table := exporttest.Large(2000)
	b.ReportAllocs()
	for b.Loop() {
		report, err := WriteCouncil(io.Discard, table)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(report.Bytes)/1e6, "MB")
	}
}
