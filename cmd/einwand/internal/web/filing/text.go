package filing

import (
	"errors"
	"net/http"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/statement"
)

// textForm is step 1 as it is shown.
type textForm struct {
	shell      page.Shell
	view       procedure.View
	deadline   deadline
	in         textInput
	documents  []page.Option
	uploads    []page.Upload
	saved      string // when the draft was saved; empty if it was not yet
	restored   bool   // the text of a form whose session had ended is back
	supplement bool   // the person has a statement in this procedure
	errors     page.FieldErrors
}

const textEmpty = "Bitte schreiben Sie Ihre Stellungnahme oder hängen Sie eine Datei an."

// TextForm asks what a person wants to say. Whoever is logged in too weakly for the form learns it here, before the
// first word.
func (p *Pages) TextForm(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	wy, err := p.way(r.Context(), v)
	if err != nil {
		return err
	}
	kept, ok, err := p.Pending.Take(r.Context(), r, formPath(v.Ref.Slug), v.Now)
	switch {
	case err != nil:
		return err
	case ok:
		return p.restoreText(w, r, v, wy, readText(kept))
	case !wy.admits(v.Actor):
		return p.showLevel(w, r, v, wy, http.StatusOK)
	}
	return p.showText(w, r, http.StatusOK, newTextForm(r, v, wy))
}

// restoreText saves what a form held whose session had ended, so that it is not lost a second time, and shows it.
func (p *Pages) restoreText(w http.ResponseWriter, r *http.Request, v *visit.Visit, wy way, in textInput) error {
	st, err := p.storeText(r.Context(), v, wy.view, in)
	if err != nil {
		return p.textNotSaved(w, r, v, &wy.view, in, err)
	}
	wy.draft = &st.draft
	switch {
	case st.moved:
		return p.showConflict(w, r, v, wy, in)
	case !wy.admits(v.Actor) && len(st.errors) == 0:
		return p.showLevel(w, r, v, wy, http.StatusOK)
	}
	f := newTextForm(r, v, wy)
	f.restored = true
	f.refuse(in, st.errors)
	return p.showText(w, r, http.StatusOK, f)
}

// SaveText saves the text first and then each file, so that a refused file costs nothing else.
func (p *Pages) SaveText(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	in := readText(r.PostForm)
	wy, err := p.way(r.Context(), v)
	if err != nil {
		return p.textNotSaved(w, r, v, nil, in, err)
	}
	st, err := p.storeText(r.Context(), v, wy.view, in)
	if err != nil {
		return p.textNotSaved(w, r, v, &wy.view, in, err)
	}
	refused := p.attach(r, v, &st)
	wy.draft = &st.draft
	if st.moved {
		return p.showConflict(w, r, v, wy, in)
	}
	if remove, err := uuid.Parse(r.PostForm.Get("entfernen")); err == nil {
		return p.detach(w, r, v, remove)
	}
	later := r.PostForm.Get("spaeter") != ""
	if !later && st.draft.Empty() && len(st.errors) == 0 {
		st.errors = append(st.errors, page.FieldError{ID: "text", Label: "Ihre Stellungnahme", Text: textEmpty})
	}
	if len(st.errors)+len(refused) > 0 {
		f := newTextForm(r, v, wy)
		f.refuse(in, st.errors)
		f.refuseFiles(refused)
		return p.showText(w, r, http.StatusUnprocessableEntity, f)
	}
	next := formPath(v.Ref.Slug) + stepDetails
	if later {
		next = page.NavMine
	}
	http.Redirect(w, r, next, http.StatusSeeOther)
	return nil
}

// detach takes a file away. One that is gone already was taken away by the first of two clicks.
func (p *Pages) detach(w http.ResponseWriter, r *http.Request, v *visit.Visit, file uuid.UUID) error {
	_, err := p.Statements.Detach(r.Context(), v.Actor, v.Ref, file)
	if err != nil && !errors.Is(err, statement.ErrNotFound) {
		return err
	}
	http.Redirect(w, r, formPath(v.Ref.Slug)+"#datei", http.StatusSeeOther)
	return nil
}

func newTextForm(r *http.Request, v *visit.Visit, wy way) textForm {
	f := textForm{shell: stepShell(r, v, wy.view, "Ihre Stellungnahme (Schritt 1 von 3)"), view: wy.view,
		deadline: deadlineOf(wy.view, v.Now), supplement: len(wy.filed) > 0,
		documents: []page.Option{{Value: "", Label: "Der ganze Plan"}}}
	for _, d := range wy.view.Documents {
		f.documents = append(f.documents, page.Option{Value: d.ID.String(), Label: d.Title})
	}
	if d := wy.draft; d != nil {
		f.in = inputOf(*d)
		f.saved = since(v.Now, d.UpdatedAt)
		for _, a := range d.Attachments {
			f.uploads = append(f.uploads, page.Upload{Name: strings.TrimPrefix(purposes[a.Purpose], "Anhang: ") + a.FileName, Size: page.Size(a.Size),
				Remove: page.Button{Label: "Entfernen", Hidden: a.FileName, Name: "entfernen", Value: a.ID.String()}})
		}
	}
	return f
}

// refuse shows again what was typed, with what has to be mended. The version stays that of the draft: the text was
// typed upon it.
func (f *textForm) refuse(in textInput, errs page.FieldErrors) {
	f.in.text, f.in.document, f.in.place = in.text, in.document, in.place
	f.errors = append(f.errors, errs...)
}

// refuseFiles lists refused files behind the kept ones; the error summary leads to each.
func (f *textForm) refuseFiles(refused []page.Upload) {
	for i, u := range refused {
		u.ID = "datei-" + strconv.Itoa(i+1)
		f.uploads = append(f.uploads, u)
		f.errors = append(f.errors, page.FieldError{ID: u.ID, Label: "Dateien", Text: "„" + u.Name + "“ wurde nicht angenommen."})
	}
}

func (p *Pages) showText(w http.ResponseWriter, r *http.Request, status int, f textForm) error {
	f.shell.Error = len(f.errors) > 0
	return page.Render(w, r, status, f.shell.Caching(), textPage(f))
}
