package public

import (
	"errors"
	"net/http"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/follow"
)

func followPath(slug string) string { return "/verfahren/" + slug + "/benachrichtigen" }

// followable: a procedure that has ended has no more news.
func followable(s procedure.State) bool {
	return s != procedure.InForce && s != procedure.Abandoned && s != procedure.Annulled
}

// followView is the form that asks for an address, and what it answers.
type followView struct {
	shell  page.Shell
	view   procedure.View
	mail   string
	errors page.FieldErrors
	asked  bool // the mail with the link is on its way, if the address is new
}

func newFollowView(r *http.Request, v *visit.Visit, view procedure.View, title string) followView {
	f := followView{view: view, shell: v.Shell(r, page.RoomPublic, title+": "+view.ShortTitle, start(),
		page.Crumb{Label: view.ShortTitle, URL: "/verfahren/" + view.Slug}, page.Crumb{Label: title})}
	f.shell.Current = page.NavProcedures
	return f
}

const followTitle = "Benachrichtigungen"

// FollowForm asks for an address.
func (p *Pages) FollowForm(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	view, err := p.Procedures.Public(r.Context(), v.Ref)
	if err != nil {
		return err
	}
	f := newFollowView(r, v, view, followTitle)
	return page.Render(w, r, http.StatusOK, f.shell.Caching(), followPage(f))
}

// AskToFollow takes an address and sends the mail that asks. What it answers does not tell whether the address is known.
func (p *Pages) AskToFollow(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	view, err := p.Procedures.Public(r.Context(), v.Ref)
	if err != nil {
		return err
	}
	f := newFollowView(r, v, view, followTitle)
	status := http.StatusOK
	err = p.Follow.Subscribe(r.Context(), v.Ref, r.PostFormValue("mail"))
	var inv *procedure.Invalid
	switch {
	case errors.As(err, &inv):
		status, f.shell.Error, f.mail = http.StatusUnprocessableEntity, true, r.PostFormValue("mail")
		f.errors = page.FieldErrors{{ID: "mail", Label: "E-Mail-Adresse", Text: inv.Fields["mail"]}}
	case errors.Is(err, follow.ErrEnded): // the page says so
	case err != nil:
		return err
	default:
		f.asked = true
	}
	return page.Render(w, r, status, page.NoStore, followPage(f))
}
