package council

import (
	"errors"
	"fmt"
	"net/http"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/export/xlsx"
	"github.com/einwand/einwand/weighing"
)

// fileField is the field of the file that was filled in at the meeting.
const fileField = "datei"

func readPath(slug string, n int) string { return decisionPath(slug, n) + "/einlesen" }

// ReadDecisions fills the form from the file that was filled in at the meeting, for somebody to check. Nothing is stored.
func (p *Pages) ReadDecisions(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	m, err := p.open(r, v)
	if err != nil {
		return err
	}
	in := blankDecision(v, m)
	edits, err := readEdits(r, m.table)
	if words := fileProblem(err, m); words != "" {
		return showForm(w, r, v, m, in, map[string]string{fileField: words})
	}
	if err != nil {
		return err
	}
	read := takeEdits(in, edits, m.table.Rows)
	if read.problem != "" {
		return showForm(w, r, v, m, in, map[string]string{fileField: read.problem})
	}
	f := newDecisionForm(r, v, m)
	f.in, f.typing, f.read = read.in.numbered(), true, &read
	return page.Render(w, r, http.StatusOK, page.NoStore, decisionPage(f))
}

func readEdits(r *http.Request, t weighing.CouncilTable) (xlsx.Edits, error) {
	file, head, err := r.FormFile(fileField)
	if err != nil {
		return xlsx.Edits{}, err
	}
	defer file.Close()
	filled, err := xlsx.Read(file, head.Size)
	if err != nil {
		return xlsx.Edits{}, err
	}
	return filled.Match(t)
}

// fileProblem says what is wrong with a file, and where; empty for what is no fault of the file.
func fileProblem(err error, m matter) string {
	place := ""
	var at *xlsx.FileError
	if errors.As(err, &at) && at.Cell != "" {
		place = fmt.Sprintf("Blatt „%s“, Zelle %s: ", at.Sheet, at.Cell)
	}
	switch {
	case errors.Is(err, http.ErrMissingFile), errors.Is(err, http.ErrNotMultipart):
		return "Bitte wählen Sie die ausgefüllte Datei."
	case errors.Is(err, xlsx.ErrLongText):
		return place + "Hier steht mehr Text, als in eine Zelle passt. Bitte kürzen Sie ihn."
	case errors.Is(err, xlsx.ErrRepeatedRow):
		return place + "Diese Zeile steht öfter in der Datei, als wir sie ausgegeben haben. Bitte löschen Sie die Kopie."
	case errors.Is(err, xlsx.ErrTooLarge):
		return fmt.Sprintf("Diese Datei ist größer als jede Tabelle. Höchstens %s sind möglich.", page.Size(xlsx.MaxFilled))
	case errors.Is(err, xlsx.ErrFormula):
		return place + "Hier steht eine Formel. Bitte schreiben Sie den Beschluss als Text."
	case errors.Is(err, xlsx.ErrFilledTwice):
		return place + "Zu diesem Punkt stehen zwei verschiedene Beschlüsse in der Datei."
	case errors.Is(err, xlsx.ErrOtherTable):
		return fmt.Sprintf("Diese Datei gehört nicht zu Tabelle Nr. %d, oder nicht zu dieser Fassung. Nehmen Sie die Datei „Für den Rat, XLSX“ von der Seite der Tabellen.", m.number())
	case errors.Is(err, xlsx.ErrNoKeys):
		return place + "Das ist nicht die Datei „Für den Rat, XLSX“ vor dem Beschluss, oder eine Spalte fehlt oder heißt anders."
	case errors.Is(err, xlsx.ErrNotWorkbook):
		return place + "Diese Datei können wir nicht lesen. Bitte speichern Sie sie als XLSX."
	}
	return ""
}
