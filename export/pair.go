package export

import (
	"bytes"
	"io"

	"github.com/einwand/einwand/export/pdf"
	"github.com/einwand/einwand/export/xlsx"
	"github.com/einwand/einwand/weighing"
)

// pair makes the two files of one edition that belong together: the XLSX, and the PDF that carries it. Both functions
// hold the same table, so that the one for everybody cannot meet the wording of the other.
type pair struct {
	book  func(io.Writer) (Report, error)
	paper func(w io.Writer, book []byte) (Report, error)
}

func councilPair(t weighing.CouncilTable, o options) pair {
	return pair{
		func(w io.Writer) (Report, error) { return xlsx.WriteCouncil(w, t) },
		func(w io.Writer, book []byte) (Report, error) {
			return pdf.WriteCouncil(w, t, o.sheet, workbook(ForCouncil, t.Head.Number, t.Decision, book), o.tell...)
		},
	}
}

func publicPair(t weighing.PublicTable, o options) pair {
	return pair{
		func(w io.Writer) (Report, error) { return xlsx.WritePublic(w, t) },
		func(w io.Writer, book []byte) (Report, error) {
			return pdf.WritePublic(w, t, o.sheet, workbook(ForPublic, t.Head.Number, t.Decision, book), o.tell...)
		},
	}
}

// pdf writes the PDF alone.
func (p pair) pdf(w io.Writer) (Report, error) {
	var book bytes.Buffer
	if _, err := p.book(&book); err != nil {
		return Report{}, err
	}
	return p.paper(w, book.Bytes())
}

// maxCarried bounds the XLSX inside of a PDF, which viewers read into memory with the pages. That of ten thousand rows has six
// megabytes.
const maxCarried = 16 << 20

// workbook is what a PDF carries. Its name comes from the table alone, not from how the PDF is called, so that equal tables
// give equal PDFs wherever they are handed out.
func workbook(a Audience, table int, d *weighing.DecisionRecord, book []byte) *pdf.Workbook {
	name := Name{Table: table, Audience: a, Format: XLSX}
	if d != nil {
		name.Decision = d.Number
	}
	if len(book) > maxCarried {
		book = nil
	}
	return &pdf.Workbook{Name: name.String(), Data: book}
}
