package login

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
)

// door is one provider on the page.
type door struct {
	name string
	url  string
}

// choice is the page that asks how a person wants to log in, or to write without.
type choice struct {
	shell     page.Shell
	view      *procedure.View // the procedure whose form comes next; nil otherwise
	residents []door
	staff     []door
}

// Choose offers the providers. On the way to the form of a procedure it says first which login the form needs and why,
// and that one can write without.
func (p *Pages) Choose(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	back := r.URL.Query().Get("return")
	c := choice{shell: v.Shell(r, page.RoomPublic, "Anmelden", page.Crumb{Label: "Start", URL: "/"}, page.Crumb{Label: "Anmelden"})}
	c.shell.CurrentPath = back
	if slug, ok := filingSlug(back); ok {
		ref, err := p.Procedures.Resolve(r.Context(), slug)
		if err != nil {
			return err
		}
		view, err := p.Procedures.Public(r.Context(), ref)
		if err != nil {
			return err
		}
		c.view = &view
		c.shell.Title = "Bevor Sie schreiben: anmelden"
	}
	for _, provider := range p.Providers.All() {
		d := door{provider.Name(), provider.LoginPath() + "?return=" + url.QueryEscape(back)}
		if provider.Audience() == identity.Staff {
			c.staff = append(c.staff, d)
		} else {
			c.residents = append(c.residents, d)
		}
	}
	return page.Render(w, r, http.StatusOK, c.shell.Caching(), choosePage(c))
}

// failure is a login that did not happen.
type failure struct {
	status      int
	title, lead string
	back        string
}

// choosePath is the page with every way to go on to back.
func choosePath(back string) string { return "/anmelden?return=" + url.QueryEscape(back) }

func (p *Pages) showFailure(w http.ResponseWriter, r *http.Request, v *visit.Visit, f failure) error {
	shell := v.Shell(r, page.RoomPublic, f.title)
	shell.CurrentPath, shell.Error = f.back, true
	return page.Render(w, r, f.status, page.NoStore, failedPage(shell, page.Failure{Title: f.title, Lead: f.lead}, choosePath(f.back)))
}

// Sweep deletes logins that were never finished, and sessions that have ended.
func (p *Pages) Sweep(ctx context.Context, now time.Time) error {
	if err := deleteExpired(ctx, p.Pool, now); err != nil {
		return fmt.Errorf("sweep finished logins: %w", err)
	}
	if err := deleteEndedSessions(ctx, p.Pool, now); err != nil {
		return fmt.Errorf("sweep sessions: %w", err)
	}
	return nil
}
