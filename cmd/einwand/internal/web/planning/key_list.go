package planning

import (
	"bytes"
	"fmt"
	"net/http"
	"slices"
	"strconv"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/export/keylist"
	"github.com/einwand/einwand/weighing"
)

// keyListForm asks whether the names behind a table are to be opened.
type keyListForm struct {
	desk
	table weighing.TableInfo
}

// KeyListForm says what opening the names behind a table means. It opens none.
func (p *Pages) KeyListForm(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	n, err := numberIn(r, "n")
	if err != nil {
		return err
	}
	view, err := p.Procedures.Staff(r.Context(), v.Actor, v.Ref)
	if err != nil {
		return err
	}
	tables, err := p.Weighing.Tables(r.Context(), v.Actor, v.Ref)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(tables, func(t weighing.TableInfo) bool { return int64(t.Number) == n })
	if i < 0 {
		return fmt.Errorf("table %d of %s: %w", n, v.Ref.Slug, weighing.ErrNotFound)
	}
	f := keyListForm{table: tables[i], desk: newDesk(r, v, view, placeTables, "Schlüsselliste",
		page.Crumb{Label: "Tabellen", URL: at(view.Slug, placeTables)}, page.Crumb{Label: "Schlüsselliste"})}
	return page.Render(w, r, http.StatusOK, page.NoStore, keyListPage(f))
}

// KeyList sends the names behind a table as a file. It is a POST, because each name is logged as read.
func (p *Pages) KeyList(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	n, err := numberIn(r, "n")
	if err != nil {
		return err
	}
	list, err := p.Weighing.KeyList(r.Context(), v.Actor, v.Ref, int(n))
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := keylist.WritePDF(&b, list); err != nil {
		return err
	}
	return sendAttachment(w, fmt.Sprintf("Schluesselliste-%d-vertraulich-%s.pdf", n, v.Ref.Slug), "application/pdf", b.Bytes())
}

func (f keyListForm) title() string {
	return "Schlüsselliste zu Tabelle Nr. " + strconv.Itoa(f.table.Number)
}

func (l desk) keyListPlace(table int) string {
	return l.at(placeTables) + "/" + strconv.Itoa(table) + "/schluesselliste"
}
