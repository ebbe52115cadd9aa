package export

import (
	"errors"
	"fmt"
	"io"

	"github.com/einwand/einwand/export/csv"
	"github.com/einwand/einwand/export/docx"
	"github.com/einwand/einwand/export/edition"
	"github.com/einwand/einwand/export/xlsx"
	"github.com/einwand/einwand/weighing"
)

// Format is a kind of file.
type Format string

// The formats.
const (
	PDF  Format = "pdf"
	XLSX Format = "xlsx"
	CSV  Format = "csv"
	DOCX Format = "docx"
	RIS  Format = "ris" // PDF and XLSX with their description, packed for a council's information system
)

// ErrFormat marks a format that does not exist.
var ErrFormat = errors.New("format is none of pdf, docx, xlsx, csv and ris")

// ParseFormat reads a format as a user writes it. It returns ErrFormat.
func ParseFormat(s string) (Format, error) {
	switch f := Format(s); f {
	case PDF, XLSX, CSV, DOCX, RIS:
		return f, nil
	}
	return "", fmt.Errorf("%q: %w", s, ErrFormat)
}

// MediaType is the type under which a file of the format is delivered.
func (f Format) MediaType() string {
	switch f {
	case XLSX:
		return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	case CSV:
		return "text/csv; charset=utf-8"
	case DOCX:
		return "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	case RIS:
		return "application/zip"
	}
	return "application/pdf"
}

// Report tells what an export produced, and which characters it could not show as received.
type Report = edition.Report

// Council writes a table for the deciding body. It returns ErrFormat, the errors of edition.Council, those of the
// format, or that of w. Nothing is written when the file cannot be made in full. A PDF carries the XLSX.
func Council(w io.Writer, f Format, t weighing.CouncilTable, how ...Option) (Report, error) {
	switch f {
	case PDF:
		return councilPair(t, chosen(how)).pdf(w)
	case XLSX:
		return xlsx.WriteCouncil(w, t)
	case CSV:
		return csv.WriteCouncil(w, t)
	case DOCX:
		return docx.WriteCouncil(w, t)
	}
	return Report{}, fmt.Errorf("%q: %w", f, ErrFormat)
}

// Public writes a table for everybody. Its errors are those of Council.
func Public(w io.Writer, f Format, t weighing.PublicTable, how ...Option) (Report, error) {
	switch f {
	case PDF:
		return publicPair(t, chosen(how)).pdf(w)
	case XLSX:
		return xlsx.WritePublic(w, t)
	case CSV:
		return csv.WritePublic(w, t)
	case DOCX:
		return docx.WritePublic(w, t)
	}
	return Report{}, fmt.Errorf("%q: %w", f, ErrFormat)
}
