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

// CouncilFile writes the file of a table for the deciding body that a name names. Its errors are those of Council.
func CouncilFile(w io.Writer, n Name, t weighing.CouncilTable) (Report, error) {
	if n.Format != RIS {
		return Council(w, n.Format, t, On(n.Paper))
	}
	e, err := edition.Council(t, text.NewCleaner(everything))
	if err != nil {
		return Report{}, err
	}
	return pack(w, n, e, func(w io.Writer, f Format) (Report, error) { return Council(w, f, t, On(n.Paper)) })
}

// PublicFile writes the file of a table for everybody that a name names. Its errors are those of Council.
func PublicFile(w io.Writer, n Name, t weighing.PublicTable) (Report, error) {
	if n.Format != RIS {
		return Public(w, n.Format, t, On(n.Paper))
	}
	e, err := edition.Public(t, text.NewCleaner(everything))
	if err != nil {
		return Report{}, err
	}
	return pack(w, n, e, func(w io.Writer, f Format) (Report, error) { return Public(w, f, t, On(n.Paper)) })
}

// everything can stand in a full text.
func everything(rune) bool { return true }

// pack makes the PDF and the XLSX and describes them. The XLSX is the master: from it the council's figures can be computed.
func pack(w io.Writer, n Name, e *edition.Edition, write func(io.Writer, Format) (Report, error)) (Report, error) {
	var report Report
	var files []oparl.File
	for _, f := range []Format{PDF, XLSX} {
		var data bytes.Buffer
		made, err := write(&data, f)
		if err != nil {
			return Report{}, err
		}
		if f == PDF {
			report = made
		}
		one := n
		one.Format = f
		files = append(files, oparl.File{Name: e.Title + " (" + e.Audience + "): " + e.Plan, File: one.String(), Media: f.MediaType(), Data: data.Bytes()})
	}
	files[0].Text, files[0].Master = e.Plain(), files[1].File
	var out bytes.Buffer
	if err := oparl.Write(&out, oparl.Paper{Name: files[0].Name, Body: e.Authority, Kind: "Abwägungstabelle", Date: e.Date, Main: files[0], Auxiliary: files[1:]}); err != nil {
		return Report{}, err
	}
	report.Bytes = int64(out.Len())
	if _, err := out.WriteTo(w); err != nil {
		return Report{}, fmt.Errorf("deliver table %d packed: %w", e.Number, err)
	}
	return report, nil
}
