package seed

import (
	"bytes"
	"context"
	"time"

	"github.com/google/uuid"
	"github.com/jung-kurt/gofpdf"

	"github.com/einwand/einwand/procedure"
)

// paper is a document of the demo: real PDF with real text, short enough to be made at the start.
type paper struct {
	role        procedure.DocumentRole
	title       string
	description string
	file        string
	paragraphs  []string
}

func (t *Town) addPaper(ctx context.Context, ref procedure.Ref, round uuid.UUID, p paper) error {
	data, err := p.pdf(t.now)
	if err != nil {
		return err
	}
	_, err = t.procedures.AddDocument(ctx, t.planner, ref, round,
		procedure.NewDocument{Role: p.role, Anonymised: true, Title: p.title, Description: p.description, FileName: p.file}, bytes.NewReader(data))
	return err
}

// pdf sets the paragraphs in a core font; the demo's texts stay within its characters.
func (p paper) pdf(dated time.Time) ([]byte, error) {
	doc := gofpdf.New("P", "mm", "A4", "")
	doc.SetCatalogSort(true)
	doc.SetCreationDate(dated)
	doc.SetModificationDate(dated)
	latin := doc.UnicodeTranslatorFromDescriptor("cp1252")
	doc.SetTitle(p.title, true)
	doc.SetMargins(25, 25, 25)
	doc.AddPage()
	doc.SetFont("Helvetica", "", 10)
	doc.CellFormat(0, 6, latin("Stadt Auenbrück, Fachbereich Stadtplanung"), "", 1, "L", false, 0, "")
	doc.Ln(6)
	doc.SetFont("Helvetica", "B", 18)
	doc.MultiCell(0, 9, latin(p.title), "", "L", false)
	doc.Ln(4)
	doc.SetFont("Helvetica", "", 11)
	for _, text := range p.paragraphs {
		doc.MultiCell(0, 6, latin(text), "", "L", false)
		doc.Ln(3)
	}
	var buf bytes.Buffer
	err := doc.Output(&buf)
	return buf.Bytes(), err
}
