package reply

import (
	"fmt"
	"mime"
	"net/http"
	"strconv"
	"time"

	"github.com/go-chi/chi/v5"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/bodies"
)

// requestPage is what the authority asks, and the form for the answer.
type requestPage struct {
	room
	text   string
	errors page.FieldErrors
}

// Request shows the letter with its deadline and documents, and takes the text.
func (p *Pages) Request(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	m, err := p.open(w, r, v, "Stellungnahme als Behörde")
	if err != nil {
		return err
	}
	return page.Render(w, r, http.StatusOK, page.NoStore, requestHTML(requestPage{room: m}))
}

// documents are those that the body is asked about.
func (q requestPage) documents() []page.DocumentItem {
	var list []page.DocumentItem
	for _, d := range q.access.Documents {
		list = append(list, page.DocumentItem{Title: d.Title, URL: q.base + "/unterlagen/" + strconv.Itoa(d.Position), Description: d.Description,
			Facts: page.FileFacts("PDF", d.Pages, d.Size)})
	}
	return list
}

// answers are what came before, each with its receipt.
func (q requestPage) answers() []page.Row {
	var rows []page.Row
	for i, r := range q.access.Line.Replies {
		row := page.Row{Term: page.ShortDateTime(r.ReceivedAt), Text: replyKinds[r.Kind], Note: "Eingangsnummer " + r.Label()}
		if r.Statement == nil {
			row.Note = "So festgehalten von der Verwaltung: " + r.Note
		} else {
			row.Change = page.Link{Label: "Eingangsbestätigung", Hidden: r.Label(), URL: fmt.Sprintf("%s/eingang/%d", q.base, i+1)}
		}
		rows = append(rows, row)
	}
	return rows
}

var replyKinds = map[bodies.ReplyKind]string{bodies.WithText: "Stellungnahme", bodies.NoObjections: "Keine Bedenken"}

// confirms reports whether this link came with a receipt and its address is not confirmed yet.
func (q requestPage) confirms() bool {
	for _, r := range q.access.Line.Replies {
		if q.access.Confirms != nil && r.ID == *q.access.Confirms {
			return r.ConfirmedAt == nil
		}
	}
	return false
}

// Confirm records that the mail with this link was read.
func (p *Pages) Confirm(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	m, err := p.open(w, r, v, "Adresse bestätigen")
	if err != nil {
		return err
	}
	if err := p.Bodies.Confirm(r.Context(), chi.URLParam(r, "token")); err != nil {
		return err
	}
	return seeOther(w, r, m.base)
}

// Document sends the bytes of a document. What is not public yet must not stay in a cache that others share.
func (p *Pages) Document(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	m, err := p.open(w, r, v, "Unterlage")
	if err != nil {
		return err
	}
	for _, d := range m.access.Documents {
		if strconv.Itoa(d.Position) != chi.URLParam(r, "n") {
			continue
		}
		f, err := p.Procedures.OpenDocument(r.Context(), d)
		if err != nil {
			return err
		}
		defer f.Close()
		h := w.Header()
		h.Set("Content-Type", d.MediaType)
		h.Set("Content-Disposition", mime.FormatMediaType("inline", map[string]string{"filename": d.FileName}))
		h.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'")
		h.Set("Cache-Control", string(page.NoStore))
		http.ServeContent(w, r, "", time.Time{}, f)
		return nil
	}
	return procedure.ErrNotFound
}
