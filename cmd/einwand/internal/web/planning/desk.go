package planning

import (
	"context"
	"net/http"
	"strconv"

	"github.com/google/uuid"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
)

// deskView is a page of the procedures of an authority with what they need next.
type deskView struct {
	shell   page.Shell
	creates bool         // the person may begin a procedure
	risks   []page.Guard // dates at risk, the earliest first
	further bool         // more of them stand in the calendar
	running []deskLine
	settled []deskLine
	pager   page.Pager
}

// deskLine is one procedure of the list.
type deskLine struct {
	slug, title, place string
	stand              chip
	next               string // the next date, in words
	work               string // what waits, in words
}

const (
	deskLength  = 50 // procedures on a page
	risksOnDesk = 10
)

// Desk lists the procedures of the authority: the dates at risk, then those that are under way with their next date and
// their open work, then those that are settled.
func (p *Pages) Desk(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	number := pageNumber(r)
	list, more, err := p.Procedures.Desk(r.Context(), v.Actor, v.Authority.ID, (number-1)*deskLength, deskLength)
	if err != nil {
		return err
	}
	if len(list) == 0 && number > 1 {
		return procedure.ErrNotFound
	}
	open, err := p.unanswered(r.Context(), v, list)
	if err != nil {
		return err
	}
	d := deskView{shell: v.Shell(r, page.RoomStaff, "Verfahren"), creates: v.Actor.Can(identity.ManageProcedures, v.Object()),
		pager: pagerOf("Verfahren", deskPath+"?", number, more)}
	d.shell.Current = page.NavDesk
	if number == 1 && v.Actor.Can(identity.ReadProcedures, v.Object()) {
		if d.risks, d.further, err = p.risks(r.Context(), v, risksOnDesk); err != nil {
			return err
		}
	}
	for _, l := range list {
		line := deskLineOf(v, l, open)
		if l.Settled {
			d.settled = append(d.settled, line)
		} else {
			d.running = append(d.running, line)
		}
	}
	return page.Render(w, r, http.StatusOK, page.NoStore, deskListPage(d))
}

// unanswered counts the statements that wait, of those procedures that are in the weighing: before it nobody asks.
func (p *Pages) unanswered(ctx context.Context, v *visit.Visit, list []procedure.DeskLine) (map[uuid.UUID]int, error) {
	if !v.Actor.Can(identity.ReadStatements, v.Object()) {
		return nil, nil
	}
	var ids []uuid.UUID
	for _, l := range list {
		if l.State == procedure.Weighing && l.Statements > 0 {
			ids = append(ids, l.ID)
		}
	}
	return p.Weighing.Unanswered(ctx, v.Actor, v.Authority.ID, ids)
}

func deskLineOf(v *visit.Visit, l procedure.DeskLine, open map[uuid.UUID]int) deskLine {
	line := deskLine{slug: l.Slug, title: l.ShortTitle, place: l.Place, stand: standOf(l.State, l.Round, v.Now), next: nextDate(l.Round, v)}
	if !weighable(l.State) || l.Statements == 0 || !v.Actor.Can(identity.ReadStatements, v.Object()) {
		return line
	}
	line.work = page.Plural(l.Statements, "Stellungnahme", "Stellungnahmen")
	if l.State == procedure.Weighing {
		line.work += ", " + page.Count(open[l.ID]) + " davon ohne Vorschlag"
	}
	return line
}

// nextDate is the day that comes next in a round, in words.
func nextDate(r *procedure.Round, v *visit.Visit) string {
	if r == nil || r.State == procedure.RoundClosed {
		return ""
	}
	switch r.Period.PhaseAt(v.Now) {
	case procedure.PhaseBefore:
		return "Beginn am " + page.ShortDate(r.Period.FirstDay)
	case procedure.PhaseAfter:
		return "Frist endete am " + page.ShortDate(r.Period.LastDay)
	}
	return page.DaysLeft(v.Now, r.Period.LastDay) + ", bis " + page.ShortDate(r.Period.LastDay)
}

// pagerOf leads to the pages before and after; to is the address without the number.
func pagerOf(label, to string, number int, more bool) page.Pager {
	pager := page.Pager{Label: label, Position: "Seite " + strconv.Itoa(number)}
	if number > 1 {
		pager.Previous = page.Link{Label: "Zurück", URL: to + "seite=" + strconv.Itoa(number-1)}
	}
	if more {
		pager.Next = page.Link{Label: "Weiter", URL: to + "seite=" + strconv.Itoa(number+1)}
	}
	return pager
}
