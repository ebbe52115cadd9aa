package guest

import (
	"net/http"
	"time"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/statement"
	"github.com/einwand/einwand/weighing"
)

// Pages are the handlers of this package.
type Pages struct {
	Procedures *procedure.Service
	Statements *statement.Service
	Weighing   *weighing.Service
	PublicURL  string
}

func procedurePath(slug string) string { return "/verfahren/" + slug }
func formPath(slug string) string      { return procedurePath(slug) + "/gast" }

// way is what form and check page stand on.
type way struct {
	shell  page.Shell
	view   procedure.View
	in     input
	now    time.Time
	errors page.FieldErrors
}

// way finds the procedure. Whether its form is on is asked where a page is shown: what comes in may have been filed before it was
// switched off, by the first of two clicks.
func (p *Pages) way(r *http.Request, v *visit.Visit, title string) (way, error) {
	view, err := p.Procedures.Public(r.Context(), v.Ref)
	if err != nil {
		return way{}, err
	}
	return way{view: view, now: v.Now, shell: shell(r, v, view, title)}, nil
}

func shell(r *http.Request, v *visit.Visit, view procedure.View, title string) page.Shell {
	s := v.Shell(r, page.RoomPublic, title+": "+view.ShortTitle, page.Crumb{Label: "Verfahren", URL: page.NavProcedures},
		page.Crumb{Label: view.ShortTitle, URL: procedurePath(view.Slug)}, page.Crumb{Label: title})
	s.Current = page.NavProcedures
	return s
}

// secret marks a page whose address is a secret: it goes into no index, to no other site and into no link to the login.
func secret(w http.ResponseWriter, s *page.Shell) {
	w.Header().Set("X-Robots-Tag", "noindex, nofollow")
	w.Header().Set("Referrer-Policy", "no-referrer")
	s.CurrentPath = ""
}

func seeOther(w http.ResponseWriter, r *http.Request, to string) error {
	http.Redirect(w, r, to, http.StatusSeeOther)
	return nil
}

// late reports whether what is filed now comes after the period.
func (wy way) late() bool {
	return wy.view.Round != nil && wy.view.Round.Period.PhaseAt(wy.now) == procedure.PhaseAfter
}

// afterPeriod is what writing after the end of the period can still do. It is never refused.
func (wy way) afterPeriod() string {
	switch wy.view.State {
	case procedure.Adopted, procedure.InForce:
		return "Der Plan ist schon beschlossen. Sie können trotzdem schreiben. Wir nehmen Ihre Stellungnahme zu den Akten."
	case procedure.Abandoned:
		return "Das Verfahren ist beendet. Sie können trotzdem schreiben. Wir nehmen Ihre Stellungnahme zu den Akten."
	}
	return "Sie können trotzdem schreiben. Wir prüfen dann, ob wir Ihre Stellungnahme berücksichtigen müssen."
}
