package order

import (
	"context"
	"io"
	"log/slog"

	"github.com/einwand/einwand/export"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/weighing"
)

// maxTable bounds the file of a table. One of ten thousand rows has some thirty megabytes.
const maxTable = 256 << 20

// Tables makes files of frozen tables.
func Tables(w *weighing.Service, log *slog.Logger) Making {
	return Making{Needs: []identity.Capability{identity.ReadCouncilTables}, MaxBytes: maxTable, Frozen: true,
		Make: func(ctx context.Context, j Job, to io.Writer, progress func(done, of int)) (File, error) {
			j.Begin(Reading)
			name := export.Name{Table: j.What.Table, Decision: j.What.Decision, Audience: j.What.Audience, Slug: j.Ref.Slug, Format: j.What.Format, Paper: j.What.Paper}
			write, err := tableWriter(ctx, w, j, name, export.Telling(progress))
			if err != nil {
				return File{}, err
			}
			j.Begin(Laying)
			report, err := write(&storing{to: to, begin: j.Begin})
			if err == nil && len(report.Replaced) > 0 {
				log.Info("export replaced characters", "rows", report.Rows, "replaced", len(report.Replaced))
			}
			return File{Name: name.String(), MediaType: j.What.Format.MediaType()}, err
		}}
}

// tableWriter reads the table for its audience, as the person.
func tableWriter(ctx context.Context, w *weighing.Service, j Job, name export.Name, how ...export.Option) (func(io.Writer) (export.Report, error), error) {
	if j.What.Audience == export.ForPublic {
		t, err := w.PublicTable(ctx, j.Ref, j.What.Table, j.What.Decision)
		return func(to io.Writer) (export.Report, error) { return export.PublicFile(to, name, t, how...) }, err
	}
	t, err := w.CouncilTable(ctx, j.Actor, j.Ref, j.What.Table, j.What.Decision)
	return func(to io.Writer) (export.Report, error) { return export.CouncilFile(to, name, t, how...) }, err
}

// storing begins the last step with the first byte: a table is laid out in full before anything of it is written.
type storing struct {
	to    io.Writer
	begin func(Step)
	begun bool
}

func (s *storing) Write(p []byte) (int, error) {
	if !s.begun {
		s.begin(Storing)
		s.begun = true
	}
	return s.to.Write(p)
}

// Short reports whether the file of a table with so many rows takes less than about a second, so that it is made while the person waits.
//
// Measured on two cores with a page of text a row, other work beside it (load 4): PDF with the XLSX in it 0.5 ms a row, DOCX 0.45 ms,
// XLSX 0.3 ms, CSV 0.05 ms; ris holds a PDF and its XLSX.
func Short(f export.Format, rows int) bool {
	return rows <= map[export.Format]int{export.PDF: 1500, export.DOCX: 1800, export.XLSX: 2500, export.CSV: 15_000, export.RIS: 1500}[f]
}
