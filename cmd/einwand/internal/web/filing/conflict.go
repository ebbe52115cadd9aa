package filing

import (
	"net/http"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/statement"
)

// conflict shows two texts of one draft: the one that is saved and the one that just came. Neither is lost; the person
// chooses, or puts them together by hand.
type conflict struct {
	shell page.Shell
	view  procedure.View
	draft statement.Draft
	in    textInput // what came, made to stand upon the saved draft
	saved string
	filed []statement.Own
}

func (p *Pages) showConflict(w http.ResponseWriter, r *http.Request, v *visit.Visit, wy way, in textInput) error {
	d := *wy.draft
	in.draft, in.version = d.ID, d.Version
	c := conflict{shell: stepShell(r, v, wy.view, "Zwei Fassungen Ihres Textes"), view: wy.view, draft: d, in: in,
		saved: since(v.Now, d.UpdatedAt), filed: wy.filed}
	c.shell.Error = true
	return page.Render(w, r, http.StatusConflict, c.shell.Caching(), conflictPage(c))
}
