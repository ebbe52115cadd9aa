package pdf

import (
	"io"

	"github.com/jung-kurt/gofpdf"

	"github.com/einwand/einwand/export/pdf/fonts"
	"github.com/einwand/einwand/weighing"
)

// writeNaive lays out the same texts with gofpdf's own line breaking and cells, in the same columns, faces and borders: the
// file without structure that a first attempt makes.
func writeNaive(w io.Writer, table weighing.CouncilTable, set fonts.Set) error {
	pdf := gofpdf.New("L", "pt", "A4", "")
	pdf.SetAutoPageBreak(false, 0)
	pdf.AddUTF8FontFromBytes("naive", "", set.Sans.Bytes())
	pdf.SetFont("naive", "", body.size)
	columns, end := A4.statements(false), A4.contentEnd()
	y := end
	for _, row := range table.Rows {
		cells := make([][]string, len(columns))
		tallest := 0
		for i, words := range []string{row.Number, row.Label, row.Wording, row.Reasoning, "Wird teilweise gefolgt", row.PlanChange} {
			cells[i] = pdf.SplitText(words, columns[i].inner())
			tallest = max(tallest, len(cells[i]))
		}
		for rest := tallest; rest > 0; {
			if y+body.leading() > end {
				pdf.AddPage()
				y = contentTop
			}
			fit := min(rest, int((end-y)/body.leading()))
			for i, c := range columns {
				pdf.Rect(c.x, y, c.w, float64(fit)*body.leading(), "D")
				for n, words := range part(cells[i], tallest-rest, fit) {
					pdf.SetXY(c.x, y+float64(n)*body.leading())
					pdf.CellFormat(c.w, body.leading(), words, "", 0, "L", false, 0, "")
				}
			}
			y += float64(fit) * body.leading()
			rest -= fit
		}
	}
	return pdf.Output(w)
}

func part(lines []string, from, n int) []string {
	from = min(from, len(lines))
	return lines[from:min(from+n, len(lines))]
}
