package export

import (
	"bytes"
	"fmt"
	"io"

	"github.com/einwand/einwand/export/edition"
	"github.com/einwand/einwand/export/oparl"
	"github.com/einwand/einwand/export/text"
	"github.com/einwand/einwand/weighing"
)

// CouncilFile writes the file of a table for the deciding body that a name names, on its paper. Its errors are those of Council.
func CouncilFile(w io.Writer, n Name, t weighing.CouncilTable, how ...Option) (Report, error) {
	how = append([]Option{On(n.Paper)}, how...)
	if n.Format != RIS {
		return Council(w, n.Format, t, how...)
	}
	e, err := edition.Council(t, text.NewCleaner(text.Anything))
	if err != nil {
		return Report{}, err
	}
	return pack(w, n, e, councilPair(t, chosen(how)))
}

// PublicFile writes the file of a table for everybody that a name names. Its errors are those of Council.
func PublicFile(w io.Writer, n Name, t weighing.PublicTable, how ...Option) (Report, error) {
	how = append([]Option{On(n.Paper)}, how...)
	if n.Format != RIS {
		return Public(w, n.Format, t, how...)
	}
	e, err := edition.Public(t, text.NewCleaner(text.Anything))
	if err != nil {
		return Report{}, err
	}
	return pack(w, n, e, publicPair(t, chosen(how)))
}

// pack makes the PDF and the XLSX and describes them. The XLSX is the master: from it the council's figures can be computed.
// It stands beside the PDF that carries it, because information systems list files, not what is in them.
func pack(w io.Writer, n Name, e *edition.Edition, p pair) (Report, error) {
	var book, paper bytes.Buffer
	if _, err := p.book(&book); err != nil {
		return Report{}, err
	}
	report, err := p.paper(&paper, book.Bytes())
	if err != nil {
		return Report{}, err
	}
	file := func(f Format, data []byte) oparl.File {
		one := n
		one.Format = f
		return oparl.File{Name: e.Title + " (" + e.Audience + "): " + e.Plan, File: one.String(), Media: f.MediaType(), Data: data}
	}
	master, first := file(XLSX, book.Bytes()), file(PDF, paper.Bytes())
	first.Text, first.Master = e.Plain(), master.File
	var out bytes.Buffer
	if err := oparl.Write(&out, oparl.Paper{Name: first.Name, Body: e.Authority, Reference: e.PaperNo, Kind: "Abwägungstabelle", Date: e.Date, Main: first, Auxiliary: []oparl.File{master}}); err != nil {
		return Report{}, err
	}
	report.Bytes = int64(out.Len())
	if _, err := out.WriteTo(w); err != nil {
		return Report{}, fmt.Errorf("deliver table %d packed: %w", e.Number, err)
	}
	return report, nil
}
