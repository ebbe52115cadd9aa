package pdf

import (
	"bytes"
	"io"
	"testing"

	"github.com/jung-kurt/gofpdf"

	"github.com/einwand/einwand/export/exporttest"
	"github.com/einwand/einwand/export/pdf/fonts"
)

// benchmarkRows is the size at which formats are compared.
const benchmarkRows = 2000

func BenchmarkCouncil(b *testing.B) {
	table := exporttest.Large(benchmarkRows)
	b.ReportAllocs()
	for b.Loop() {
		report, err := WriteCouncil(io.Discard, table)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(report.Pages), "pages")
		b.ReportMetric(float64(report.Bytes)/1e6, "MB")
	}
}

// BenchmarkNaive lays out the same texts with gofpdf's own line breaking and cells, in the same columns and faces.
func BenchmarkNaive(b *testing.B) {
	table := exporttest.Large(benchmarkRows)
	set, err := fonts.Load()
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		pdf := gofpdf.New("L", "pt", "A4", "")
		pdf.SetAutoPageBreak(false, 0)
		pdf.AddUTF8FontFromBytes("naive", "", set.Sans.Bytes())
		pdf.SetFont("naive", "", body.size)
		y := contentEnd
		for _, row := range table.Rows {
			var cells [][]string
			tallest := 0
			for i, words := range []string{row.Number, row.Label, row.Wording, row.Reasoning, "Wird teilweise gefolgt", row.PlanChange} {
				cells = append(cells, pdf.SplitText(words, ballotColumns[i].inner()))
				tallest = max(tallest, len(cells[i]))
			}
			for n := range tallest {
				if y+body.leading() > contentEnd {
					pdf.AddPage()
					y = contentTop
				}
				for i, cell := range cells {
					if n < len(cell) {
						pdf.SetXY(ballotColumns[i].x, y)
						pdf.CellFormat(ballotColumns[i].w, body.leading(), cell[n], "LR", 0, "L", false, 0, "")
					}
				}
				y += body.leading()
			}
		}
		var out bytes.Buffer
		if err := pdf.Output(&out); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(pdf.PageCount()), "pages")
		b.ReportMetric(float64(out.Len())/1e6, "MB")
	}
}
