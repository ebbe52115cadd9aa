package council

import (
	"net/http"

	"github.com/google/uuid"

	"github.com/einwand/einwand/cmd/einwand/internal/order"
	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/weighing"
)

// room is what lies before the deciding body.
type room struct {
	shell   page.Shell
	open    []agenda
	decided []agenda
	own     []order.Order // files that the person ordered
}

// agenda is a procedure with its latest table, and the ones that it replaced.
type agenda struct {
	weighing.Matter
	earlier []weighing.Matter
}

// Room lists the tables of the authority: what is to be decided first.
func (p *Pages) Room(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	matters, err := p.Weighing.TablesForCouncil(r.Context(), v.Actor, v.Authority.ID)
	if err != nil {
		return err
	}
	all, err := p.Procedures.Overview(r.Context())
	if err != nil {
		return err
	}
	states := map[uuid.UUID]procedure.State{}
	for _, s := range all {
		states[s.ID] = s.State
	}
	m := room{shell: v.Shell(r, page.RoomCouncil, "Lesesaal")}
	m.shell.Current = page.NavReading
	if m.own, err = p.Orders.List(r.Context(), v.Actor, v.Authority.ID, nil); err != nil {
		return err
	}
	for _, a := range agendas(matters) {
		if states[a.Ref.ID] == procedure.Weighing {
			m.open = append(m.open, a)
		} else {
			m.decided = append(m.decided, a)
		}
	}
	return page.Render(w, r, http.StatusOK, m.shell.Caching(), roomPage(m))
}

// agendas gathers tables, latest first, by their procedure.
func agendas(matters []weighing.Matter) []agenda {
	var list []agenda
	at := map[uuid.UUID]int{}
	for _, m := range matters {
		if i, known := at[m.Ref.ID]; known {
			list[i].earlier = append(list[i].earlier, m)
			continue
		}
		at[m.Ref.ID] = len(list)
		list = append(list, agenda{Matter: m})
	}
	return list
}
