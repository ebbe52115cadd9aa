package login

import (
	"errors"
	"net/http"

	"github.com/go-chi/chi/v5"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure/period"
)

// invitation is a seat that is offered to whom the mail went.
type invitation struct {
	shell page.Shell
	offer identity.Offer
	path  string
}

// Invitation shows the seat. Looking takes nothing: programs that check mail open every link.
func (p *Pages) Invitation(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	offer, err := p.Seats.Offered(r.Context(), chi.URLParam(r, "token"))
	if errors.Is(err, identity.ErrNoLink) {
		return p.noLink(w, r, v)
	}
	if err != nil {
		return err
	}
	i := invitation{shell: linkShell(r, v, "Ihr Zugang als Mitglied"), offer: offer, path: r.URL.Path}
	return page.Render(w, r, http.StatusOK, page.NoStore, invitationPage(i))
}

// AcceptInvitation takes the seat and logs the person in. Before the first day of the term there is nothing to read yet.
func (p *Pages) AcceptInvitation(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	offer, err := p.Seats.Offered(r.Context(), chi.URLParam(r, "token"))
	if errors.Is(err, identity.ErrNoLink) {
		return p.noLink(w, r, v)
	}
	if err != nil {
		return err
	}
	account, err := p.Seats.Accept(r.Context(), chi.URLParam(r, "token"))
	if errors.Is(err, identity.ErrNoLink) {
		return p.noLink(w, r, v)
	}
	if err != nil {
		return err
	}
	if first := period.DateOfUTC(offer.Seat.FirstDay); period.DateAt(v.Now).Before(first) {
		i := invitation{shell: linkShell(r, v, "Zugang angenommen"), offer: offer}
		return page.Render(w, r, http.StatusOK, page.NoStore, acceptedPage(i, first))
	}
	if err := p.Open(r.Context(), account, byMailbox(v), browserOf(r.UserAgent())); err != nil {
		return err
	}
	http.Redirect(w, r, page.NavReading, http.StatusSeeOther)
	return nil
}

// byMailbox is what a link proves: that somebody reads the mailbox.
func byMailbox(v *visit.Visit) identity.Proof {
	return identity.Proof{Provider: identity.ByInvitation, Level: identity.LevelNone, Means: identity.MeansMailbox, AuthnAt: v.Now}
}

// linkShell frames a page whose address is a secret: nothing on it may carry the address on.
func linkShell(r *http.Request, v *visit.Visit, title string) page.Shell {
	s := v.Shell(r, page.RoomPublic, title)
	s.CurrentPath = ""
	return s
}

func (p *Pages) noLink(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	f := page.Failure{Title: "Dieser Link gilt nicht (mehr)", Lead: "Er ist schon verwendet, abgelaufen, oder Sie öffnen ihn in einem anderen Browser als dem, in dem Sie ihn angefordert haben. " +
		"Lassen Sie sich einen neuen Link schicken. Waren Sie noch nie hier angemeldet? Dann bitten Sie Ihre Verwaltung um eine neue Einladung."}
	shell := linkShell(r, v, f.Title)
	shell.Error = true
	return page.Render(w, r, http.StatusNotFound, page.NoStore, noLinkPage(shell, f))
}
