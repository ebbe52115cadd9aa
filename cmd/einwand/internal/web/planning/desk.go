package planning

import (
	"context"
	"net/http"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
)

// deskView is all procedures of an authority with what they need next.
type deskView struct {
	shell   page.Shell
	creates bool // the person may begin a procedure
	running []deskLine
	settled []deskLine
}

// deskLine is one procedure of the list.
type deskLine struct {
	slug, title, place string
	stand              chip
	next               string // the next date, in words
	work               string // what waits, in words
}

// Desk lists the procedures of the authority: those that are under way, with their next date and their open work, and
// those that are settled.
func (p *Pages) Desk(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	list, err := p.Procedures.Overview(r.Context())
	if err != nil {
		return err
	}
	d := deskView{shell: v.Shell(r, page.RoomStaff, "Verfahren"), creates: v.Actor.Can(identity.ManageProcedures, v.Authority.ID)}
	d.shell.Current = page.NavDesk
	for _, s := range list {
		if s.Authority != v.Authority.ID {
			continue
		}
		line, err := p.deskLine(r.Context(), v, s.Ref)
		if err != nil {
			return err
		}
		if weighable(s.State) {
			d.running = append(d.running, line)
		} else {
			d.settled = append(d.settled, line)
		}
	}
	return page.Render(w, r, http.StatusOK, page.NoStore, deskListPage(d))
}

func (p *Pages) deskLine(ctx context.Context, v *visit.Visit, ref procedure.Ref) (deskLine, error) {
	view, err := p.Procedures.Staff(ctx, v.Actor, ref)
	if err != nil {
		return deskLine{}, err
	}
	l := deskLine{slug: ref.Slug, title: view.ShortTitle, place: view.AreaPlace, stand: standOf(view.State, view.Round, v.Now), next: nextDate(view, v)}
	if !weighable(view.State) || !v.Actor.Can(identity.ReadStatements, v.Authority.ID) {
		return l, nil
	}
	_, total, err := p.Statements.List(ctx, v.Actor, ref, 0, 1)
	if err != nil || total == 0 {
		return l, err
	}
	l.work = page.Plural(total, "Stellungnahme", "Stellungnahmen")
	if view.State != procedure.Weighing {
		return l, nil // counting gaps reads all statements; before the weighing nobody asks for them
	}
	c, err := p.Weighing.Gaps(ctx, v.Actor, ref)
	if err != nil {
		return l, err
	}
	l.work += ", " + page.Plural(len(c.Gaps), "Lücke", "Lücken") + " bis zur Tabelle"
	return l, nil
}

// nextDate is the day that comes next in a round, in words.
func nextDate(view procedure.View, v *visit.Visit) string {
	r := view.Round
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
