package orders

import (
	"net/http"
	"time"

	"github.com/einwand/einwand/cmd/einwand/internal/order"
	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/identity"
)

// followFor is how long a page renews itself: one that is forgotten in a browser must not keep its session alive for ever.
const followFor = 30 * time.Minute

// renewEvery is how often it does, without the script, in seconds.
const renewEvery = 5

// stand is where an order stands, as its page says it.
type stand struct {
	shell  page.Shell
	order  order.Order
	place  page.Link // where the file waits
	follow bool      // the page renews itself
	now    time.Time
}

// Show says how far an order is, and offers its file.
func (p *Pages) Show(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	o, err := p.own(r, v)
	if err != nil {
		return err
	}
	s := stand{order: o, place: waitingPlace(v, o), now: v.Now, follow: o.State.Open() && v.Now.Sub(o.OrderedAt) < followFor}
	room, way := source(o)
	s.shell = v.Shell(r, room, chips[o.State].word+": "+Title(o.What)+": "+o.Plan, append(way, page.Crumb{Label: "Datei"})...)
	s.shell.Current = way[0].URL
	if s.follow {
		s.shell.Renew = renewEvery
	}
	return page.Render(w, r, http.StatusOK, page.NoStore, showPage(s))
}

// waitingPlace is where the person finds the file again: staff in the list of tables, others in the reading room.
func waitingPlace(v *visit.Visit, o order.Order) page.Link {
	if v.Actor.Can(identity.ReadProcedures, o.Ref.Object()) {
		return page.Link{Label: "Tabellen", URL: "/planung/verfahren/" + o.Ref.Slug + "/tabellen"}
	}
	return page.Link{Label: "Lesesaal", URL: page.NavReading}
}
