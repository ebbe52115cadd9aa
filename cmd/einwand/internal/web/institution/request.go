package institution

import (
	"errors"
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

// requestPage is one letter with its documents, the draft of the answer, and what may be done with it.
type requestPage struct {
	room
	in     bodies.NewDraft // as the form shows it
	note   string          // for handing back, as typed
	done   string          // what was done just now
	errors page.FieldErrors
}

var fieldLabels = []struct{ id, label string }{{"text", "Stellungnahme"}, {"notiz", "Hinweis"}, {"dateien", "Dateien"}}

// doneWords are what was done just now, by what the address says.
var doneWords = map[string]string{
	"gespeichert": "Der Entwurf ist gespeichert. Eingereicht ist er noch nicht.",
	"vorgelegt":   "Der Entwurf liegt jetzt zur Freigabe vor. Eingereicht ist er noch nicht.",
	"zurueck":     "Der Entwurf liegt wieder bei der Sachbearbeitung.",
}

// Request shows a letter.
func (p *Pages) Request(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	m, err := p.open(r, v, "Stellungnahme als Behörde")
	if err != nil {
		return err
	}
	return show(w, r, newRequestPage(m, doneWords[r.URL.Query().Get("getan")]), http.StatusOK)
}

func newRequestPage(m room, done string) requestPage {
	q := requestPage{room: m, done: done}
	if d := m.desk.Draft; d != nil && d.State != bodies.Released {
		q.in = bodies.NewDraft{Wording: d.Wording, Unopposed: d.Unopposed, Version: d.Version}
	}
	return q
}

func show(w http.ResponseWriter, r *http.Request, q requestPage, status int) error {
	q.shell.Error = len(q.errors) > 0
	return page.Render(w, r, status, page.NoStore, requestHTML(q))
}

// Write keeps the draft, or gives it to the coordinator.
func (p *Pages) Write(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	m, err := p.open(r, v, "Stellungnahme als Behörde")
	if err != nil {
		return err
	}
	n := bodies.NewDraft{Wording: typed(r, "text"), Unopposed: r.PostFormValue("bedenken") == "keine", Version: version(r)}
	keep, done := p.Bodies.SaveDraft, "gespeichert"
	if r.PostFormValue("tun") == "freigabe" {
		keep, done = p.Bodies.HandIn, "vorgelegt"
	}
	err = keep(r.Context(), v.Actor, m.desk.Ref.Authority, m.desk.Line.ID, n)
	if err == nil {
		return seeOther(w, r, m.base+"?getan="+done)
	}
	q := newRequestPage(m, "")
	if q.errors = mendable(err, "text"); len(q.errors) == 0 {
		return err
	}
	n.Version = m.desk.Version() // who sends again has seen the other's
	q.in = n
	return show(w, r, q, http.StatusUnprocessableEntity)
}

// version is that of the draft which the form showed; one that is no number is nobody's.
func version(r *http.Request) int {
	n, err := strconv.Atoi(r.PostFormValue("fassung"))
	if err != nil || n < 0 {
		return -1
	}
	return n
}

// mendable are the errors that the person can do something about; moved is the field at which a draft that somebody else changed is named.
func mendable(err error, moved string) page.FieldErrors {
	var invalid *procedure.Invalid
	fields := map[string]string{}
	switch {
	case errors.As(err, &invalid):
		fields = invalid.Fields
	case errors.Is(err, bodies.ErrMoved):
		fields[moved] = "Inzwischen hat jemand anderes den Entwurf geändert. Gespeichert wurde nichts. Bitte vergleichen Sie mit dem Verlauf auf dieser Seite, und senden Sie dann noch einmal."
	default:
		fields = unfit(err)
	}
	var list page.FieldErrors
	for _, f := range fieldLabels {
		if text := fields[f.id]; text != "" {
			list = append(list, page.FieldError{ID: f.id, Label: f.label, Text: text})
		}
	}
	return list
}

// writes reports whether the wording may change now.
func (q requestPage) writes() bool {
	return !q.desk.Over && (q.desk.Draft == nil || q.desk.Draft.State != bodies.HandedIn)
}

// waits reports whether the draft lies before the coordinator.
func (q requestPage) waits() bool {
	return !q.desk.Over && q.desk.Draft != nil && q.desk.Draft.State == bodies.HandedIn
}

// note is what the coordinator asked for when handing the draft back.
func (q requestPage) asked() string {
	if q.desk.Draft == nil || q.desk.Draft.State == bodies.Released {
		return ""
	}
	return q.desk.Draft.Note()
}

// words is the draft as it would be filed.
func (q requestPage) words() string {
	if q.desk.Draft.Unopposed {
		return "Gegen die Planung bestehen keine Bedenken."
	}
	return q.desk.Draft.Wording
}

func (q requestPage) documents() []page.DocumentItem {
	var list []page.DocumentItem
	for _, d := range q.desk.Documents {
		list = append(list, page.DocumentItem{Title: d.Title, URL: q.base + "/unterlagen/" + strconv.Itoa(d.Position), Description: d.Description,
			Facts: page.FileFacts("PDF", d.Pages, d.Size)})
	}
	return list
}

// answers are what the authority has, each with its receipt, whoever of the institution sent it and how.
func (q requestPage) answers() []page.Row {
	var rows []page.Row
	for i, r := range q.desk.Line.Replies {
		row := page.Row{Term: page.ShortDateTime(r.ReceivedAt), Text: replyKinds[r.Kind], Note: "Eingangsnummer " + r.Label() + ", " + howSent(r)}
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

func howSent(r bodies.Reply) string {
	switch {
	case r.ByLink:
		return "über den Link in der E-Mail"
	case r.ByAccount:
		return "hier freigegeben"
	}
	return "auf anderem Weg eingegangen"
}

// Document sends the bytes of a document. What is not public yet must not stay in a cache that others share.
func (p *Pages) Document(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	m, err := p.open(r, v, "Unterlage")
	if err != nil {
		return err
	}
	for _, d := range m.desk.Documents {
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
