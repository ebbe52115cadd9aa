package public

import (
	"net/http"

	"github.com/go-chi/chi/v5"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
)

// subscriptionView is the page behind the link of a mail.
type subscriptionView struct {
	followView
	path      string
	confirmed bool
	ended     bool
}

// Subscription is where the link of a mail leads: it asks to confirm, or offers to end. Looking changes nothing, because
// the programs of mailboxes look at links too.
func (p *Pages) Subscription(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	confirmed, err := p.Follow.Confirmed(r.Context(), v.Ref, chi.URLParam(r, "token"))
	if err != nil {
		return err
	}
	return p.showSubscription(w, r, v, confirmed, false)
}

// ConfirmSubscription is the button of the link in the first mail.
func (p *Pages) ConfirmSubscription(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	token := chi.URLParam(r, "token")
	if err := p.Follow.Confirm(r.Context(), v.Ref, token); err != nil {
		return err
	}
	http.Redirect(w, r, followPath(v.Ref.Slug)+"/"+token, http.StatusSeeOther)
	return nil
}

// EndSubscription ends it at once: by the button, or by the mail program itself (RFC 8058).
func (p *Pages) EndSubscription(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	if err := p.Follow.End(r.Context(), v.Ref, chi.URLParam(r, "token")); err != nil {
		return err
	}
	return p.showSubscription(w, r, v, false, true)
}

// ResumeSubscription meets a reader who comes back to the address of a button.
func (p *Pages) ResumeSubscription(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	http.Redirect(w, r, followPath(v.Ref.Slug)+"/"+chi.URLParam(r, "token"), http.StatusSeeOther)
	return nil
}

func (p *Pages) showSubscription(w http.ResponseWriter, r *http.Request, v *visit.Visit, confirmed, ended bool) error {
	view, err := p.Procedures.Public(r.Context(), v.Ref)
	if err != nil {
		return err
	}
	s := subscriptionView{followView: newFollowView(r, v, view, followTitle), path: followPath(v.Ref.Slug) + "/" + chi.URLParam(r, "token"),
		confirmed: confirmed, ended: ended}
	return page.Render(w, r, http.StatusOK, page.NoStore, subscriptionPage(s))
}
