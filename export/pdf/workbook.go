package pdf

import (
	"github.com/einwand/einwand/export/edition"
	"github.com/einwand/einwand/export/tagged"
)

// Workbook is the same edition of the same table as XLSX, for the PDF to carry. Without data there is one that is too
// large to be carried, and the PDF says so.
type Workbook struct {
	Name string
	Data []byte
}

const xlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

// attachment is what the file carries, nil for nothing.
func (l *layout) attachment() *tagged.Attachment {
	if l.book == nil || len(l.book.Data) == 0 {
		return nil
	}
	return &tagged.Attachment{Name: l.book.Name, Media: xlsxType, Description: l.e.Title + " (" + l.e.Audience + ") als Excel-Datei", Data: l.book.Data}
}

// carried tells where the table is that one can go on working with. Nobody looks for it where nothing points to it.
func (l *layout) carried() {
	if l.book == nil {
		return
	}
	l.gap(4)
	l.need(leastPart / 2)
	l.minor(edition.CarriedHeading)
	if l.attachment() == nil {
		l.paragraph(factual, edition.NotCarried)
		return
	}
	l.paragraph(factual, edition.Carried(l.book.Name))
}
