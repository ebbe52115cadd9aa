package planning

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/period"
	"github.com/einwand/einwand/weighing"
)

// lateQueue is a page of the statements that came after the end of their round.
type lateQueue struct {
	desk
	queue  weighing.LateQueue
	norm   string // paragraph on late statements by the law of the round
	first  int    // place of the first one, from 0
	weighs bool
}

// LateQueue lists what came late, with what is still to be examined, and what an extension made timely.
func (p *Pages) LateQueue(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	view, err := p.Procedures.Staff(r.Context(), v.Actor, v.Ref)
	if err != nil {
		return err
	}
	q := lateQueue{desk: newDesk(r, v, view, placeLate, "Nach Ende der Frist", page.Crumb{Label: "Nach Ende der Frist"}),
		norm: view.LateNorm(), first: inboxLength * (pageNumber(r) - 1)}
	q.weighs = q.may(identity.Weigh) && weighable(view.State)
	if q.queue, err = p.Weighing.Late(r.Context(), v.Actor, v.Ref, q.first, inboxLength); err != nil {
		return err
	}
	if q.first > 0 && len(q.queue.Late) == 0 {
		return seeOther(w, r, q.at(placeLate)) // the page is gone; the first one says what there is
	}
	return page.Render(w, r, http.StatusOK, page.NoStore, lateQueuePage(q))
}

// title says how much is left to do.
func (q lateQueue) title() string {
	switch {
	case q.queue.Total == 0:
		return "Nichts kam nach Ende der Frist"
	case q.queue.Open == 0:
		return "Alle verspäteten Stellungnahmen sind geprüft"
	}
	return "Noch " + page.Plural(q.queue.Open, "verspätete Stellungnahme", "verspätete Stellungnahmen") + " zu prüfen"
}

func (q lateQueue) pager() page.Pager {
	last := q.first + len(q.queue.Late)
	p := page.Pager{Label: "Seiten", Position: page.Count(q.first+1) + " bis " + page.Count(last) + " von " + page.Count(q.queue.Total)}
	number := q.first/inboxLength + 1
	if number > 1 {
		p.Previous = page.Link{Label: "Frühere", Hidden: "verspätete Stellungnahmen", URL: q.at(placeLate) + "?seite=" + strconv.Itoa(number-1)}
	}
	if last < q.queue.Total {
		p.Next = page.Link{Label: "Spätere", Hidden: "verspätete Stellungnahmen", URL: q.at(placeLate) + "?seite=" + strconv.Itoa(number+1)}
	}
	return p
}

func latePath(slug string, number int64) string { return sheetPath(slug, number) + string(placeLate) }

// howLate says how long after the end something came, in days of the calendar: "3 Tage, 2 Stunden nach Ende".
func howLate(closes, received time.Time) string {
	closed, came := period.DateAt(closes), period.DateAt(received)
	since := received.Sub(closes)
	days := closed.DaysUntil(came)
	if days > 0 {
		since = received.Sub(came.StartOfDay())
	}
	hours, minutes := int(since.Hours()), int(since.Minutes())
	var parts []string
	if days > 0 {
		parts = append(parts, page.Plural(days, "Tag", "Tage"))
	}
	switch {
	case hours > 0:
		parts = append(parts, page.Plural(hours, "Stunde", "Stunden"))
	case days == 0 && minutes > 0:
		parts = append(parts, page.Plural(minutes, "Minute", "Minuten"))
	case days == 0:
		parts = append(parts, "weniger als eine Minute")
	}
	return strings.Join(parts, ", ") + " nach Ende"
}

// periodWords names the version of a period that decides, and the extension that it is.
func periodWords(d procedure.Deadline) string {
	p := d.Period()
	if len(d.Versions) > 1 {
		return "Frist verlängert bis " + page.ShortDate(p.LastDay) + " (Fassung " + strconv.Itoa(p.Version) + ")"
	}
	return "Frist bis " + page.ShortDate(p.LastDay) + " (Fassung " + strconv.Itoa(p.Version) + ")"
}

// lateState is what came of the examination.
func lateState(s weighing.Queued) chip {
	switch {
	case s.Erased:
		return chip{page.StateNeutral, "Inhalt gelöscht"}
	case s.Withdrawn && s.Late == nil:
		return chip{page.StateNeutral, "Zurückgezogen"}
	case s.Late == nil:
		return chip{page.StateAttention, "Offen"}
	case s.Late.MustBeWeighed():
		return chip{page.StateNote, consequence(true)}
	}
	return chip{page.StateDone, consequence(false)}
}

// examinedBy says who answered and when.
func examinedBy(e weighing.Examination) string {
	words := "geprüft am " + page.ShortDateTime(e.AnsweredAt)
	if e.AnsweredBy != "" {
		words += " von " + e.AnsweredBy
	}
	return words
}

// extendedWords says why a statement that would have been late is not.
func extendedWords(s weighing.Queued) string {
	return "Die Frist wurde am " + page.ShortDate(period.DateAt(s.Extended.DecidedAt)) + " bis " + page.ShortDate(s.Extended.LastDay) + " verlängert."
}
