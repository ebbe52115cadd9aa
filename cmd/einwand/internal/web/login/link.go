package login

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/mail"
	"strings"
	"time"

	"github.com/go-chi/chi/v5"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/identity"
)

const (
	linkPath   = "/anmelden/link"
	linkCookie = "einwand_link"
)

// linkForm asks for the mailbox to which a login link goes.
type linkForm struct {
	shell  page.Shell
	mail   string
	errors page.FieldErrors
	sent   bool
}

func linkFormOf(r *http.Request, v *visit.Visit) linkForm {
	return linkForm{shell: v.Shell(r, page.RoomPublic, "Link zum Anmelden", page.Crumb{Label: "Start", URL: "/"},
		page.Crumb{Label: "Anmelden", URL: "/anmelden"}, page.Crumb{Label: "Link"})}
}

// LinkForm is for members of a council who have no account of the town.
func (p *Pages) LinkForm(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	return page.Render(w, r, http.StatusOK, page.NoStore, linkPage(linkFormOf(r, v)))
}

// SendLink says the same to everybody: the page does not tell who sits in a council. The link is bound to this browser.
func (p *Pages) SendLink(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	f := linkFormOf(r, v)
	f.mail = strings.TrimSpace(r.PostFormValue("mail"))
	if a, err := mail.ParseAddress(f.mail); err != nil || a.Address != f.mail || len(f.mail) > 254 || strings.ContainsRune(f.mail, 0) {
		f.errors = page.FieldErrors{{ID: "mail", Label: "E-Mail-Adresse", Text: "Bitte geben Sie Ihre E-Mail-Adresse an, zum Beispiel name@rat.example."}}
		f.shell.Error = true
		return page.Render(w, r, http.StatusUnprocessableEntity, page.NoStore, linkPage(f))
	}
	secret, err := p.linkSecret(r)
	if err != nil {
		return err
	}
	defer evenly(r.Context(), time.Now())
	if err := p.Seats.AskForLink(r.Context(), f.mail, hash(secret)); err != nil {
		return err
	}
	http.SetCookie(w, p.cookie(linkCookie, secret, int(identity.LoginLinkLifetime.Seconds())))
	f.sent, f.mail = true, ""
	return page.Render(w, r, http.StatusOK, page.NoStore, linkPage(f))
}

// evenAnswer is longer than writing a link takes.
const evenAnswer = 300 * time.Millisecond

// evenly lets every answer take the same time: for a member a link is written, for a stranger nothing, and nobody shall learn which by
// a clock.
func evenly(ctx context.Context, began time.Time) {
	select {
	case <-time.After(evenAnswer - time.Since(began)):
	case <-ctx.Done():
	}
}

// linkSecret keeps that of this browser, so that the link of a first mail still opens after a second was asked for.
func (p *Pages) linkSecret(r *http.Request) (string, error) {
	if c, err := r.Cookie(linkCookie); err == nil && len(c.Value) == 32 {
		return c.Value, nil
	}
	secret, err := randomHex()
	if err != nil {
		return "", fmt.Errorf("ask for a login link: %w", err)
	}
	return secret, nil
}

// LinkDoor shows the button that logs in. Looking takes nothing.
func (p *Pages) LinkDoor(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	return page.Render(w, r, http.StatusOK, page.NoStore, linkDoorPage(linkShell(r, v, "Anmelden"), r.URL.Path))
}

// OpenLink logs in where the link was asked for.
func (p *Pages) OpenLink(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	cookie, err := r.Cookie(linkCookie)
	if err != nil {
		return p.noLink(w, r, v)
	}
	account, err := p.Seats.OpenLink(r.Context(), chi.URLParam(r, "token"), hash(cookie.Value))
	if errors.Is(err, identity.ErrNoLink) {
		return p.noLink(w, r, v)
	}
	if err != nil {
		return err
	}
	if err := p.Open(r.Context(), account, byMailbox(v), browserOf(r.UserAgent())); err != nil {
		return err
	}
	http.SetCookie(w, p.cookie(linkCookie, "", -1))
	http.Redirect(w, r, page.NavReading, http.StatusSeeOther)
	return nil
}
