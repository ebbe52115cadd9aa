package institution

import (
	"net/http"
	"strconv"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure/bodies"
)

// list is the letters to an institution: what waits first.
type list struct {
	shell   page.Shell
	visit   *visit.Visit
	members []bodies.Member // of who looks
	open    []bodies.Request
	done    []bodies.Request
}

// List shows the letters to all bodies for which the person answers, at every authority.
func (p *Pages) List(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	l := list{shell: v.Shell(r, page.RoomPublic, "Anfragen an Ihre Behörde"), visit: v}
	l.shell.Current = page.NavInstitution
	for _, authority := range v.Actor.Authorities(identity.DraftReplies) {
		members, err := p.Bodies.Memberships(r.Context(), v.Actor, authority)
		if err != nil {
			return err
		}
		requests, err := p.Bodies.Requests(r.Context(), v.Actor, authority)
		if err != nil {
			return err
		}
		l.members = append(l.members, members...)
		for _, q := range requests {
			if q.Waits() {
				l.open = append(l.open, q)
			} else {
				l.done = append(l.done, q)
			}
		}
	}
	return page.Render(w, r, http.StatusOK, page.NoStore, listHTML(l))
}

type chip struct {
	kind page.StateKind
	word string
}

// standing says where a letter stands, in one word.
func (l list) standing(q bodies.Request) chip {
	switch {
	case q.Draft == bodies.HandedIn:
		return chip{page.StateNote, "Liegt zur Freigabe vor"}
	case q.Draft == bodies.HandedBack:
		return chip{page.StateAttention, "Zur Überarbeitung"}
	case q.Draft == bodies.Drafted:
		return chip{page.StateOpen, "Entwurf"}
	case q.Replies > 0:
		return chip{page.StateDone, "Beantwortet"}
	case q.Over:
		return chip{page.StateNeutral, "Verfahren beendet"}
	}
	return chip{page.StateNeutral, "Noch nichts geschrieben"}
}

// due is the last day, with what is left of it.
func (l list) due(q bodies.Request) string {
	if !q.Period.Timely(l.visit.Now) {
		return "Die Frist endete am " + page.PlainDate(q.Period.LastDay)
	}
	return "Frist: " + page.LongDate(q.Period.LastDay) + ". " + page.DaysLeft(l.visit.Now, q.Period.LastDay)
}

func requestPath(q bodies.Request) string { return page.NavInstitution + "/" + q.Invitation.String() }

func peopleOf(number int) string { return peoplePath + "/" + strconv.Itoa(number) }
