package reply

import (
	"errors"
	"fmt"
	"mime/multipart"
	"net/http"
	"path"
	"strings"

	"github.com/go-chi/chi/v5"
	"github.com/google/uuid"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/bodies"
	"github.com/einwand/einwand/procedure/statement"
)

// checkPage shows what will be filed, and asks who answers.
type checkPage struct {
	room
	in     input
	errors page.FieldErrors
}

// input is the answer as it travels from page to page.
type input struct {
	unopposed        bool
	text, name, mail string
	key              string // made with the page: sending it twice files once
}

var checkFields = []struct{ id, label string }{{"text", "Stellungnahme"}, {"name", "Name"}, {"mail", "E-Mail-Adresse"}, {"dateien", "Dateien"}}

// Check takes the text, or the one click, and shows what will be filed. Nothing is stored yet.
func (p *Pages) Check(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	m, err := p.open(w, r, v, "Prüfen und einreichen")
	if err != nil {
		return err
	}
	if m.access.Over {
		return bodies.ErrLinkOver
	}
	in := readInput(r)
	in.mail = m.access.Line.Address
	if !in.unopposed && strings.TrimSpace(in.text) == "" {
		q := requestPage{room: m, errors: page.FieldErrors{{ID: "text", Label: "Ihre Stellungnahme", Text: "Bitte schreiben Sie Ihre Stellungnahme, oder wählen Sie „Keine Bedenken“."}}}
		q.shell.Error = true
		return page.Render(w, r, http.StatusUnprocessableEntity, page.NoStore, requestHTML(q))
	}
	return showCheck(w, r, checkPage{room: m, in: in}, http.StatusOK)
}

// File files the answer that the page before showed.
func (p *Pages) File(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	m, err := p.open(w, r, v, "Prüfen und einreichen")
	if err != nil {
		return err
	}
	c := checkPage{room: m, in: readInput(r)}
	key, err := uuid.Parse(c.in.key)
	if err != nil {
		c.errors = page.FieldErrors{{ID: "fehler", Text: "Das Formular war nicht vollständig. Bitte senden Sie es noch einmal."}}
		return showCheck(w, r, c, http.StatusUnprocessableEntity)
	}
	n := bodies.NewAnswer{NoObjections: c.in.unopposed, Text: []byte(c.in.text), Name: c.in.name, Mail: c.in.mail, Key: key}
	closeAll, err := attach(r, &n)
	defer closeAll()
	if err != nil {
		return err
	}
	st, err := p.Bodies.Answer(r.Context(), chi.URLParam(r, "token"), n, v.ReceivedAt)
	if c.errors = objections(err); len(c.errors) > 0 {
		return showCheck(w, r, c, http.StatusUnprocessableEntity)
	}
	if err != nil {
		return err
	}
	return p.toReceipt(w, r, v, st.ID)
}

// toReceipt leads to the receipt of what was just filed.
func (p *Pages) toReceipt(w http.ResponseWriter, r *http.Request, v *visit.Visit, st uuid.UUID) error {
	m, err := p.open(w, r, v, "Eingang")
	if err != nil {
		return err
	}
	for i, reply := range m.access.Line.Replies {
		if reply.Statement != nil && *reply.Statement == st {
			return seeOther(w, r, fmt.Sprintf("%s/eingang/%d", m.base, i+1))
		}
	}
	return statement.ErrNotFound
}

func readInput(r *http.Request) input {
	return input{unopposed: r.PostFormValue("bedenken") == "keine", text: r.PostFormValue("text"), name: oneLine(r.PostFormValue("name")),
		mail: oneLine(r.PostFormValue("mail")), key: r.PostFormValue("schluessel")}
}

// oneLine is what somebody typed into a field of one line.
func oneLine(value string) string {
	return strings.Join(strings.Fields(strings.ToValidUTF8(strings.ReplaceAll(value, "\x00", ""), "")), " ")
}

func showCheck(w http.ResponseWriter, r *http.Request, c checkPage, status int) error {
	if _, err := uuid.Parse(c.in.key); err != nil {
		id, err := uuid.NewV7()
		if err != nil {
			return err
		}
		c.in.key = id.String()
	}
	c.shell.Error = len(c.errors) > 0
	return page.Render(w, r, status, page.NoStore, checkHTML(c))
}

// attach opens the files of the form. What it opened is closed by the function that it returns.
func attach(r *http.Request, n *bodies.NewAnswer) (closeAll func(), err error) {
	var opened []multipart.File
	closeAll = func() {
		for _, f := range opened {
			f.Close()
		}
	}
	if r.MultipartForm == nil {
		return closeAll, nil
	}
	for _, head := range r.MultipartForm.File["dateien"] {
		f, err := head.Open()
		if err != nil {
			return closeAll, err
		}
		opened = append(opened, f)
		n.Files = append(n.Files, statement.NewFile{Name: head.Filename, Data: f})
	}
	return closeAll, nil
}

// objections are what the person can mend.
func objections(err error) page.FieldErrors {
	var invalid *procedure.Invalid
	var refused *statement.RefusedFile
	fields := map[string]string{}
	switch {
	case errors.As(err, &invalid):
		fields = invalid.Fields
	case errors.As(err, &refused):
		fields["dateien"] = refusedWords(*refused)
	case errors.Is(err, statement.ErrTooManyFiles):
		fields["dateien"] = fmt.Sprintf("Höchstens %d Dateien sind möglich. Bitte wählen Sie die Dateien noch einmal aus.", statement.MaxFiles)
	}
	var list page.FieldErrors
	for _, f := range checkFields {
		if text := fields[f.id]; text != "" {
			list = append(list, page.FieldError{ID: f.id, Label: f.label, Text: text})
		}
	}
	return list
}

// refusedWords says why a file is not taken. Browsers give files back to no form, so they are chosen once more.
func refusedWords(f statement.RefusedFile) string {
	const again = " Bitte wählen Sie alle Dateien noch einmal aus; der Text steht noch da."
	switch f.Why {
	case statement.FileTooLarge:
		return f.Name + " ist zu groß. Höchstens 25\u00a0MB sind möglich." + again
	case statement.FileMacros:
		return "Dateien mit Makros (" + strings.ToLower(path.Ext(f.Name)) + ") nehmen wir nicht an. Speichern Sie die Datei als PDF." + again
	case statement.FileEmpty:
		return f.Name + " ist leer." + again
	}
	return "Diese Art von Datei nehmen wir nicht an: " + f.Name + ". Speichern Sie sie als PDF oder Bild." + again
}
