package filing

import (
	"net/http"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
)

// levelPage says why this login does not open the form, how a stronger one does, and how it goes without.
type levelPage struct {
	shell     page.Shell
	view      procedure.View
	actor     identity.Actor
	authority identity.Authority
	deadline  deadline
	begun     bool   // there is a draft: it is safe, and can go on paper
	again     string // where the stronger login comes back to
}

func (p *Pages) showLevel(w http.ResponseWriter, r *http.Request, v *visit.Visit, wy way, status int) error {
	back := formPath(v.Ref.Slug)
	if wy.begun() && r.URL.Path != back {
		back += stepCheck
	}
	l := levelPage{view: wy.view, actor: v.Actor, authority: v.Authority, deadline: deadlineOf(wy.view, v.Now), begun: wy.begun(), again: loginPath(back)}
	l.shell = stepShell(r, v, wy.view, l.title())
	return page.Render(w, r, status, l.shell.Caching(), levelPageHTML(l))
}

func (l levelPage) title() string {
	return "Mit " + meansOf(l.actor.Means).with + " reicht es hier nicht ganz"
}

// without is the question of a person who has nothing of what is needed.
func (l levelPage) without() string {
	if l.view.MinAssurance == identity.LevelSubstantial {
		return "Keins von beiden zur Hand?"
	}
	return "Nicht zur Hand?"
}
