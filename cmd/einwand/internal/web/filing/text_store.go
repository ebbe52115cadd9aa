package filing

import (
	"context"
	"errors"
	"mime/multipart"
	"net/http"
	"net/url"
	"path"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/statement"
)

// textInput is step 1 as a browser sent it, byte for byte.
type textInput struct {
	draft    uuid.UUID // that the form was made from; uuid.Nil before the first save
	version  int       // of the draft at that time
	text     string
	document string // id of a document, or empty
	place    string // in the plan area, in words
}

func readText(form url.Values) textInput {
	in := textInput{text: form.Get("text"), document: form.Get("unterlage"), place: form.Get("ort")}
	if id, err := uuid.Parse(form.Get("entwurf")); err == nil {
		in.draft = id
	}
	if n, err := strconv.Atoi(form.Get("version")); err == nil {
		in.version = n
	}
	return in
}

// inputOf is the form as a draft would fill it in.
func inputOf(d statement.Draft) textInput {
	in := textInput{draft: d.ID, version: d.Version, text: string(d.Original), place: d.Reference.Text}
	if d.Reference.Document != nil {
		in.document = d.Reference.Document.String()
	}
	return in
}

// about is what the statement refers to. A document that the round does not have refers to the plan.
func (in textInput) about(docs []procedure.Document) statement.Reference {
	ref := statement.Reference{Kind: statement.ToPlan, Text: in.place}
	if strings.TrimSpace(in.place) == "" {
		ref.Text = ""
	} else {
		ref.Kind = statement.ToPlace
	}
	for _, d := range docs {
		if d.ID.String() == in.document {
			ref.Kind, ref.Document = statement.ToDocument, &d.ID
		}
	}
	return ref
}

// sameAs reports whether the draft holds just this: then the form was sent twice, and nothing is in conflict.
func (in textInput) sameAs(d statement.Draft, docs []procedure.Document) bool {
	held := inputOf(d)
	about := in.about(docs)
	return held.text == in.text && d.Reference.Text == about.Text && d.Reference.Kind == about.Kind
}

// storedText is what came of a sent form.
type storedText struct {
	draft  statement.Draft
	again  bool             // the same form had been saved before: a double click
	moved  bool             // the draft was saved elsewhere since; nothing of this form's text was saved
	errors page.FieldErrors // what the person can mend
}

// storeText saves text and reference as the person's draft, which it begins where there is none. Nothing is overwritten
// that was saved elsewhere since the form was made.
func (p *Pages) storeText(ctx context.Context, v *visit.Visit, view procedure.View, in textInput) (storedText, error) {
	d, err := p.Statements.Open(ctx, v.Actor, v.Ref)
	if err != nil {
		return storedText{}, err
	}
	if why := textProblem(in.text); why != "" {
		return storedText{draft: d, errors: page.FieldErrors{{ID: "text", Label: "Ihre Stellungnahme", Text: why}}}, nil
	}
	st := storedText{}
	about := in.about(view.Documents)
	if why := textProblem(in.place); why != "" {
		st.errors = page.FieldErrors{{ID: "ort", Label: "Stelle im Plangebiet", Text: why}}
		about.Text = ""
	}
	moved := in.draft != uuid.Nil && in.draft != d.ID
	if !moved {
		st.draft, err = p.Statements.SaveText(ctx, v.Actor, v.Ref, in.version, []byte(in.text), about)
		moved = errors.Is(err, statement.ErrDraftMoved)
		if err != nil && !moved {
			return storedText{}, err
		}
	}
	if !moved {
		return st, nil
	}
	if st.draft, err = p.Statements.Open(ctx, v.Actor, v.Ref); err != nil {
		return storedText{}, err
	}
	st.again = in.sameAs(st.draft, view.Documents)
	st.moved = !st.again
	return st, nil
}

// attach stores the files of a form one by one and returns those that were refused. The draft of st is the last one.
func (p *Pages) attach(r *http.Request, v *visit.Visit, st *storedText) []page.Upload {
	var refused []page.Upload
	if r.MultipartForm == nil {
		return nil
	}
	for _, h := range r.MultipartForm.File["datei"] {
		if st.again && attached(st.draft, h) {
			continue
		}
		d, err := p.attachOne(r.Context(), v, h)
		if err == nil {
			st.draft = d
			continue
		}
		refused = append(refused, p.refusedFile(h, err))
	}
	return refused
}

func (p *Pages) attachOne(ctx context.Context, v *visit.Visit, h *multipart.FileHeader) (statement.Draft, error) {
	f, err := h.Open()
	if err != nil {
		return statement.Draft{}, err
	}
	defer f.Close()
	return p.Statements.Attach(ctx, v.Actor, v.Ref, h.Filename, f)
}

// attached finds the file of a first click in the draft.
func attached(d statement.Draft, h *multipart.FileHeader) bool {
	for _, a := range d.Attachments {
		if a.Size == h.Size && a.FileName == path.Base(h.Filename) {
			return true
		}
	}
	return false
}

// refusedFile says why, for a fault of ours as well: text and other files are saved, so the page stays the form.
func (p *Pages) refusedFile(h *multipart.FileHeader, err error) page.Upload {
	var bad *statement.RefusedFile
	switch {
	case errors.As(err, &bad):
		return page.Upload{Name: bad.Name, Refused: refusedWords(bad.Why, bad.Name, h.Size)}
	case errors.Is(err, statement.ErrTooManyFiles):
		return page.Upload{Name: shown(h.Filename), Refused: "Mehr als 10 Dateien sind nicht möglich. Senden Sie weitere per E-Mail."}
	}
	p.Log.Error("attach file", "error", err)
	return page.Upload{Name: shown(h.Filename),
		Refused: "Wir konnten die Datei gerade nicht speichern. Ihr Text ist davon nicht betroffen. Bitte wählen Sie sie noch einmal aus."}
}
