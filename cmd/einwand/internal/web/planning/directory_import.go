package planning

import (
	"errors"
	"fmt"
	"io"
	"net/http"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/procedure/bodies"
)

// importForm takes a table and shows what would happen to each line.
type importForm struct {
	shell  page.Shell
	steps  []bodies.Step // nil before a file was read
	text   string        // of the file, as it comes back with the confirmation
	errors page.FieldErrors
}

// ImportForm asks for the file.
func (p *Pages) ImportForm(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	return page.Render(w, r, http.StatusOK, page.NoStore, importPage(newImport(r, v)))
}

func newImport(r *http.Request, v *visit.Visit) importForm {
	return importForm{shell: directoryShell(r, v, "Tabelle einlesen", page.Crumb{Label: "Tabelle einlesen"})}
}

// Import shows what a file would do, and does it when the preview is confirmed.
func (p *Pages) Import(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	f := newImport(r, v)
	confirmed := r.PostFormValue("uebernehmen") != ""
	lines, err := f.read(r, confirmed)
	if errors.Is(err, bodies.ErrNoTable) {
		f.errors = page.FieldErrors{{ID: "tabelle", Label: "Tabelle", Text: "Diese Datei können wir nicht als Tabelle lesen. Speichern Sie sie in Excel als CSV (Trennzeichen-getrennt). Die erste Zeile nennt die Spalten, mindestens „Name“."}}
		f.shell.Error = true
		return page.Render(w, r, http.StatusUnprocessableEntity, page.NoStore, importPage(f))
	}
	if err != nil {
		return err
	}
	if confirmed {
		steps, err := p.Bodies.Import(r.Context(), v.Actor, v.Authority.ID, lines)
		if err != nil {
			return err
		}
		return seeOther(w, r, fmt.Sprintf("%s?neu=%d&geaendert=%d", directoryPath, count(steps, bodies.Enter), count(steps, bodies.Rewrite)))
	}
	directory, err := p.Bodies.Directory(r.Context(), v.Actor, v.Authority.ID)
	if err != nil {
		return err
	}
	f.steps = bodies.PlanImport(directory, lines)
	return page.Render(w, r, http.StatusOK, page.NoStore, importPage(f))
}

// read takes the table from the file, or from the preview that is confirmed.
func (f *importForm) read(r *http.Request, confirmed bool) ([]bodies.Body, error) {
	data := []byte(r.PostFormValue("inhalt"))
	if !confirmed {
		file, _, err := r.FormFile("tabelle")
		if errors.Is(err, http.ErrMissingFile) || errors.Is(err, http.ErrNotMultipart) {
			return nil, bodies.ErrNoTable
		}
		if err != nil {
			return nil, err
		}
		defer file.Close()
		if data, err = io.ReadAll(io.LimitReader(file, bodies.MaxImport+1)); err != nil {
			return nil, fmt.Errorf("read table: %w", err)
		}
	}
	text, err := bodies.DecodeTable(data)
	if err != nil {
		return nil, err
	}
	f.text = text
	return bodies.ReadCSV([]byte(text))
}

func count(steps []bodies.Step, deed bodies.Deed) int {
	n := 0
	for _, s := range steps {
		if s.Deed == deed {
			n++
		}
	}
	return n
}

// deedWords say what happens to a line.
var deedWords = map[bodies.Deed]chip{
	bodies.Enter: {page.StateOpen, "wird eingetragen"}, bodies.Rewrite: {page.StateNote, "wird geändert"},
	bodies.Keep: {page.StateDone, "ist schon so"}, bodies.Refuse: {page.StateStop, "bleibt weg"},
}

// numberWords is the number that a line will have.
func numberWords(s bodies.Step) string {
	if s.Body.Number == 0 {
		return "nächste freie"
	}
	return listNumber(s.Body.Number)
}
