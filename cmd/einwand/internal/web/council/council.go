package council

//go:generate go tool templ generate -path .

import (
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strconv"

	"github.com/go-chi/chi/v5"
	"github.com/google/uuid"

	"github.com/einwand/einwand/cmd/einwand/internal/order"
	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/export"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/weighing"
)

// Pages are the handlers of this package.
type Pages struct {
	Log        *slog.Logger
	Procedures *procedure.Service
	Weighing   *weighing.Service
	Orders     *order.Service
	Short      func(f export.Format, rows int) bool // whether a file of so many rows is made while the person waits
}

// numberIn reads a number of the address; what is none is a page that does not exist.
func numberIn(r *http.Request, name string) (int, error) {
	n, err := strconv.Atoi(chi.URLParam(r, name))
	if err != nil || n < 1 {
		return 0, procedure.ErrNotFound
	}
	return n, nil
}

func tablePath(slug string, n int) string { return fmt.Sprintf("%s/%s/%d", page.NavReading, slug, n) }

// filePath is the address of a file of table n; m is the decision that it prints, 0 for none.
func filePath(slug string, n, m int, file string) string {
	path := tablePath(slug, n) + "/datei/" + file
	if m > 0 {
		path += "?beschluss=" + strconv.Itoa(m)
	}
	return path
}

func decisionPath(slug string, n int) string {
	return fmt.Sprintf("/planung/verfahren/%s/beschluesse/%d", slug, n)
}

// matter is a frozen table with what the pages say around it.
type matter struct {
	slug    string
	view    procedure.View
	table   weighing.CouncilTable
	info    weighing.TableInfo             // with the decisions on it
	newest  int                            // number of the latest table of the procedure
	law     string                         // who is excluded for a conflict of interest, by the law of the Land
	decides string                         // name of the deciding body
	decided map[uuid.UUID]weighing.Outcome // what holds for the rows; read for the list alone
}

// open reads the table of the address. The procedure is read as everybody may read it: council members hold no
// capability for the desk of the planners.
func (p *Pages) open(r *http.Request, v *visit.Visit) (matter, error) {
	n, err := numberIn(r, "n")
	if err != nil {
		return matter{}, err
	}
	m := matter{slug: v.Ref.Slug, decides: v.Authority.DecidingBody}
	if m.table, err = p.Weighing.CouncilTable(r.Context(), v.Actor, v.Ref, n, 0); err != nil {
		return matter{}, err
	}
	if m.view, err = p.Procedures.Public(r.Context(), v.Ref); err != nil {
		return matter{}, err
	}
	m.law = exclusionLaw(m.view.Municipality.Land)
	tables, err := p.Weighing.Tables(r.Context(), v.Actor, v.Ref)
	for _, t := range tables {
		m.newest = max(m.newest, t.Number)
		if t.Number == n {
			m.info = t
		}
	}
	return m, err
}

func (m matter) number() int      { return m.table.Head.Number }
func (m matter) path() string     { return tablePath(m.slug, m.number()) }
func (m matter) superseded() bool { return m.newest > m.number() }

// title names the table: "Abwägungstabelle Nr. 2".
func (m matter) title() string { return "Abwägungstabelle Nr.\u00a0" + strconv.Itoa(m.number()) }

func (m matter) pointPath(number string, s sequence) string {
	path := m.path() + "/" + url.PathEscape(number)
	if s.topic != "" {
		path += "?thema=" + url.QueryEscape(s.topic)
	}
	return path
}
