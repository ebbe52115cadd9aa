package council

import (
	"errors"
	"net/http"
	"strconv"

	"github.com/einwand/einwand/cmd/einwand/internal/order"
	"github.com/einwand/einwand/cmd/einwand/internal/web/orders"
	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/export"
	"github.com/einwand/einwand/weighing"
)

func ordered(n export.Name) order.What {
	return order.What{Kind: order.Table, Table: n.Table, Decision: n.Decision, Audience: n.Audience, Format: n.Format, Paper: n.Paper}
}

// OrderFile orders a file of a table, or joins the person's order of it. What cannot be made is refused now, not later.
func (p *Pages) OrderFile(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	f, err := p.wantedFile(r, v)
	var unreleased *weighing.Unreleased
	if errors.As(err, &unreleased) {
		return p.refuse(w, r, v, f.name.Table, unreleased)
	}
	if err != nil {
		return err
	}
	o, err := p.Orders.Place(r.Context(), v.Actor, v.Ref, ordered(f.name))
	if err != nil {
		return err
	}
	http.Redirect(w, r, orders.Path(o), http.StatusSeeOther)
	return nil
}

// offer is a file that takes too long to wait for.
type offer struct {
	shell page.Shell
	title string
	rows  int
	form  string // address that orders it
	back  string
}

// offer leads to the person's order of a file, or offers to order it. A GET orders nothing: browsers and scanners of links send one
// without being asked.
func (p *Pages) offer(w http.ResponseWriter, r *http.Request, v *visit.Visit, f wanted) error {
	o, err := p.Orders.Same(r.Context(), v.Actor, v.Ref, ordered(f.name))
	if err == nil {
		http.Redirect(w, r, orders.Path(o), http.StatusSeeOther)
		return nil
	}
	if !errors.Is(err, order.ErrNotFound) {
		return err
	}
	n := f.name.Table
	of := offer{title: orders.Title(ordered(f.name)), rows: f.rows, form: r.URL.RequestURI(), back: tablePath(v.Ref.Slug, n)}
	of.shell = v.Shell(r, page.RoomCouncil, "Datei erstellen: "+of.title, page.Crumb{Label: "Lesesaal", URL: page.NavReading},
		page.Crumb{Label: "Tabelle Nr.\u00a0" + strconv.Itoa(n), URL: of.back}, page.Crumb{Label: "Datei"})
	of.shell.Current = page.NavReading
	return page.Render(w, r, http.StatusOK, page.NoStore, offerPage(of))
}
