package public

import (
	"net/http"

	"github.com/a-h/templ"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/identity"
)

// about is a page of text about the site.
type about struct {
	shell     page.Shell
	authority identity.Authority
}

// TakePart explains how participation works.
func (p *Pages) TakePart(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	return p.about(w, r, v, "So können Sie mitreden", page.NavTakePart, takePartPage)
}

// Accessibility is the declaration that § 12b BGG and the Länder's laws ask for.
func (p *Pages) Accessibility(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	return p.about(w, r, v, "Erklärung zur Barrierefreiheit", "", accessibilityPage)
}

// Privacy informs about the processing of personal data (Art. 13 DSGVO).
func (p *Pages) Privacy(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	return p.about(w, r, v, "Datenschutz", "", privacyPage)
}

// Imprint names who is responsible for the site (§ 5 DDG).
func (p *Pages) Imprint(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	return p.about(w, r, v, "Impressum", "", imprintPage)
}

func (p *Pages) about(w http.ResponseWriter, r *http.Request, v *visit.Visit, title, nav string, show func(about) templ.Component) error {
	a := about{authority: v.Authority, shell: v.Shell(r, page.RoomPublic, title, start(), page.Crumb{Label: title})}
	a.shell.Current = nav
	return page.Render(w, r, http.StatusOK, a.shell.Caching(), show(a))
}
