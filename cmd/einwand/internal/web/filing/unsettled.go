package filing

import (
	"crypto/rand"
	"encoding/base32"
	"errors"
	"net/http"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/statement"
)

// unsettled answers a filing that broke off. Either it is sure that nothing was stored, or we do not know; both pages
// offer the same POST again, which counts once.
func (p *Pages) unsettled(w http.ResponseWriter, r *http.Request, v *visit.Visit, draft uuid.UUID, cause error) error {
	open, seen := p.openDraft(r, v, draft)
	sure := seen && rolledBack(cause)
	u := unsettledPage{slug: v.Ref.Slug, draft: draft, help: help(v)}
	u.failure = page.Failure{Number: errorNumber(), At: v.Now, Help: failureHelp(u.help)}
	p.Log.Error("filing broke off", "number", u.failure.Number, "procedure", v.Ref.Slug, "draft", draft, "sure", sure, "error", cause)
	if sure {
		u.sayNotStored(v, open)
	} else {
		u.sayUnknown()
	}
	shell := v.Shell(r, page.RoomPublic, u.failure.Title)
	shell.Error = true
	if sure {
		return page.Render(w, r, http.StatusInternalServerError, page.NoStore, notStoredPage(shell, u))
	}
	return page.Render(w, r, http.StatusServiceUnavailable, page.NoStore, unknownPage(shell, u))
}

// rolledBack reports whether the database itself said that the transaction came to nothing. A connection that was lost
// says nothing about a COMMIT that was sent, nor does a server that ends the session (FATAL), nor class 08 or 40003.
func rolledBack(err error) bool {
	if errors.Is(err, pgx.ErrTxCommitRollback) {
		return true
	}
	var pg *pgconn.PgError
	if !errors.As(err, &pg) || pg.SeverityUnlocalized != "ERROR" || len(pg.Code) != 5 {
		return false
	}
	return pg.Code[:2] != "08" && pg.Code != "40003" // connection_exception, statement_completion_unknown
}

// openDraft looks for what the person would file again. A draft that is still open is the second witness that nothing
// was stored.
func (p *Pages) openDraft(r *http.Request, v *visit.Visit, draft uuid.UUID) (wy way, open bool) {
	wy, err := p.way(r.Context(), v)
	if err != nil {
		p.Log.Error("look for the draft", "error", err)
		return wy, false
	}
	return wy, wy.draft != nil && wy.draft.ID == draft
}

// unsettledPage is one of the two pages.
type unsettledPage struct {
	failure page.Failure
	slug    string
	draft   uuid.UUID
	help    contactHelp
}

func (u *unsettledPage) sayNotStored(v *visit.Visit, wy way) {
	u.failure.Chip = "Nicht eingereicht"
	u.failure.Title = "Ihre Stellungnahme ist noch nicht bei uns"
	u.failure.Lead = "Bei uns ist ein Fehler aufgetreten. Es liegt nicht an Ihnen."
	u.failure.Stored = []page.Row{
		{Term: "Eingereicht", Text: "Nein. Es gibt keine Eingangsnummer."},
		{Term: "Ihr Entwurf", Text: "Ja, gesichert " + since(v.Now, wy.draft.UpdatedAt) + withFiles(*wy.draft) + "."},
	}
	if until := untilWords(wy.view, v.Now); until != "" {
		u.failure.Stored = append(u.failure.Stored, page.Row{Term: "Ihre Frist", Text: until})
	}
}

func withFiles(d statement.Draft) string {
	if len(d.Attachments) == 0 {
		return ""
	}
	return ", mit " + page.Plural(len(d.Attachments), "Datei", "Dateien")
}

func (u *unsettledPage) sayUnknown() {
	u.failure.Title = "Wir wissen noch nicht, ob Ihre Stellungnahme angekommen ist"
	u.failure.Lead = "Die Verbindung zu unserem Speicher ist im letzten Moment abgerissen."
}

// contactHelp is where a person turns when it fails again.
type contactHelp struct{ mail, phone string }

func help(v *visit.Visit) contactHelp { return contactHelp{v.Authority.Mail, v.Authority.Phone} }

// textNotSaved gives the text back when not even the draft could be saved. view is nil when that could not be read either.
func (p *Pages) textNotSaved(w http.ResponseWriter, r *http.Request, v *visit.Visit, view *procedure.View, in textInput, cause error) error {
	if errors.Is(cause, statement.ErrForbidden) || errors.Is(cause, procedure.ErrNotFound) {
		return cause
	}
	f := page.Failure{Chip: "Nicht gespeichert", Title: "Ihre Stellungnahme ist noch nicht bei uns",
		Lead:   "Bei uns ist ein Fehler aufgetreten. Es liegt nicht an Ihnen.",
		Number: errorNumber(), At: v.Now, Help: failureHelp(help(v)),
		Stored: []page.Row{
			{Term: "Eingereicht", Text: "Nein. Es gibt keine Eingangsnummer."},
			{Term: "Ihr Entwurf", Text: "Dieser Text ließ sich nicht speichern. Was früher gesichert wurde, ist noch da."},
		}}
	if view != nil {
		if until := untilWords(*view, v.Now); until != "" {
			f.Stored = append(f.Stored, page.Row{Term: "Ihre Frist", Text: until})
		}
	}
	p.Log.Error("draft not saved", "number", f.Number, "procedure", v.Ref.Slug, "error", cause)
	shell := v.Shell(r, page.RoomPublic, f.Title)
	shell.Error = true
	return page.Render(w, r, http.StatusInternalServerError, page.NoStore, textLostPage(shell, f, v.Ref.Slug, in))
}

// errorNumber is short enough to be read out on the telephone.
func errorNumber() string {
	b := make([]byte, 4)
	if _, err := rand.Read(b); err != nil {
		return "ohne Nummer"
	}
	n := base32.StdEncoding.EncodeToString(b)
	return n[:3] + "-" + n[3:6]
}
