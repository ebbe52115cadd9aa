package guest

import (
	"errors"
	"mime/multipart"
	"net/http"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/procedure/statement"
)

// File files what the page before showed, and leads to the receipt.
func (p *Pages) File(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	wy, err := p.way(r, v, checkTitle)
	if err != nil {
		return err
	}
	wy.in = readInput(r)
	if wy.errors = wy.in.judge(); len(wy.errors) > 0 {
		return showForm(w, r, v, wy, http.StatusUnprocessableEntity)
	}
	g, err := wy.in.form(wy.view.Documents)
	if err != nil {
		wy.errors = page.FieldErrors{{ID: "dateien", Label: "Einreichen", Text: "Das Formular war nicht vollständig. Bitte reichen Sie noch einmal ein."}}
		return showCheck(w, r, v, wy, http.StatusUnprocessableEntity)
	}
	g.ReceivedAt, g.Quiet = v.ReceivedAt, v.Quiet
	closeAll, err := attach(r, &g)
	defer closeAll()
	if err != nil {
		return err
	}
	_, token, err := p.Statements.FileAsGuest(r.Context(), v.Ref, g)
	if wy.errors = objections(err); len(wy.errors) > 0 {
		return showCheck(w, r, v, wy, http.StatusUnprocessableEntity)
	}
	switch {
	case errors.Is(err, statement.ErrNoGuests):
		return showClosed(w, r, v, wy)
	case err != nil:
		return err
	}
	return seeOther(w, r, formPath(v.Ref.Slug)+"/"+token)
}

// attach opens the files of the form. What it opened is closed by the function that it returns.
func attach(r *http.Request, g *statement.GuestForm) (closeAll func(), err error) {
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
		g.Files = append(g.Files, statement.NewFile{Name: head.Filename, Data: f})
	}
	return closeAll, nil
}
