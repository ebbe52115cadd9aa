package institution

import (
	"errors"
	"fmt"
	"mime/multipart"
	"net/http"
	"path"
	"strings"

	"github.com/google/uuid"

	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/procedure/statement"
)

// Release files the draft that the page showed.
func (p *Pages) Release(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	m, err := p.open(r, v, "Stellungnahme als Behörde")
	if err != nil {
		return err
	}
	files, closeAll, err := attached(r)
	defer closeAll()
	if err != nil {
		return err
	}
	st, err := p.Bodies.Release(r.Context(), v.Actor, m.desk.Ref.Authority, m.desk.Line.ID, version(r), files, v.ReceivedAt)
	if err != nil {
		return p.again(w, r, newRequestPage(m, ""), err)
	}
	return p.toReceipt(w, r, v, st.ID)
}

// HandBack returns the draft with a note.
func (p *Pages) HandBack(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	m, err := p.open(r, v, "Stellungnahme als Behörde")
	if err != nil {
		return err
	}
	q := newRequestPage(m, "")
	q.note = typed(r, "notiz")
	if err := p.Bodies.HandBack(r.Context(), v.Actor, m.desk.Ref.Authority, m.desk.Line.ID, version(r), q.note); err != nil {
		return p.again(w, r, q, err)
	}
	return seeOther(w, r, m.base+"?getan=zurueck")
}

// again shows the letter with what stood against a step of the coordinator.
func (p *Pages) again(w http.ResponseWriter, r *http.Request, q requestPage, err error) error {
	if q.errors = mendable(err, "text"); len(q.errors) == 0 {
		return err
	}
	return show(w, r, q, http.StatusUnprocessableEntity)
}

// toReceipt leads to the receipt of what was just filed.
func (p *Pages) toReceipt(w http.ResponseWriter, r *http.Request, v *visit.Visit, st uuid.UUID) error {
	m, err := p.open(r, v, "Eingang")
	if err != nil {
		return err
	}
	for i, reply := range m.desk.Line.Replies {
		if reply.Statement != nil && *reply.Statement == st {
			return seeOther(w, r, fmt.Sprintf("%s/eingang/%d", m.base, i+1))
		}
	}
	return statement.ErrNotFound
}

// attached opens the files of the form. What it opened is closed by the function that it returns.
func attached(r *http.Request) (files []statement.NewFile, closeAll func(), err error) {
	var opened []multipart.File
	closeAll = func() {
		for _, f := range opened {
			f.Close()
		}
	}
	if r.MultipartForm == nil {
		return nil, closeAll, nil
	}
	for _, head := range r.MultipartForm.File["dateien"] {
		f, err := head.Open()
		if err != nil {
			return nil, closeAll, err
		}
		opened = append(opened, f)
		files = append(files, statement.NewFile{Name: head.Filename, Data: f})
	}
	return files, closeAll, nil
}

// unfit names files that are not taken. Browsers give files back to no form, so they are chosen once more.
func unfit(err error) map[string]string {
	var f *statement.RefusedFile
	const again = " Bitte wählen Sie alle Dateien noch einmal aus; eingereicht ist noch nichts."
	switch {
	case errors.Is(err, statement.ErrTooManyFiles):
		return map[string]string{"dateien": fmt.Sprintf("Höchstens %d Dateien sind möglich.", statement.MaxFiles) + again}
	case !errors.As(err, &f):
		return nil
	case f.Why == statement.FileTooLarge:
		return map[string]string{"dateien": f.Name + " ist zu groß. Höchstens 25\u00a0MB sind möglich." + again}
	case f.Why == statement.FileMacros:
		return map[string]string{"dateien": "Dateien mit Makros (" + strings.ToLower(path.Ext(f.Name)) + ") nehmen wir nicht an. Speichern Sie die Datei als PDF." + again}
	case f.Why == statement.FileEmpty:
		return map[string]string{"dateien": f.Name + " ist leer." + again}
	}
	return map[string]string{"dateien": "Diese Art von Datei nehmen wir nicht an: " + f.Name + ". Speichern Sie sie als PDF oder Bild." + again}
}
