package planning

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/statement"
)

// inbox is a page of what came in, in the order of the receipt numbers.
type inbox struct {
	desk
	view  procedure.View
	items []statement.ListItem
	total int
	first int // place of the first item, from 0
}

// inboxLength is the number of statements on one page.
const inboxLength = 50

// Inbox lists the statements of a procedure.
func (p *Pages) Inbox(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	view, err := p.Procedures.Staff(r.Context(), v.Actor, v.Ref)
	if err != nil {
		return err
	}
	b := inbox{desk: newDesk(r, v, view, placeInbox, "Stellungnahmen", page.Crumb{Label: "Stellungnahmen"}), view: view, first: inboxLength * (pageNumber(r) - 1)}
	if b.items, b.total, err = p.Statements.List(r.Context(), v.Actor, v.Ref, b.first, inboxLength); err != nil {
		return err
	}
	return page.Render(w, r, http.StatusOK, page.NoStore, inboxPage(b))
}

// pageNumber reads ?seite=; anything that is no page is the first one.
func pageNumber(r *http.Request) int {
	n, err := strconv.Atoi(r.URL.Query().Get("seite"))
	if err != nil || n < 1 || n > 1_000_000 {
		return 1
	}
	return n
}

func (b inbox) pager() page.Pager {
	last := b.first + len(b.items)
	p := page.Pager{Label: "Seiten", Position: page.Count(b.first+1) + " bis " + page.Count(last) + " von " + page.Count(b.total)}
	number := b.first/inboxLength + 1
	if number > 1 {
		p.Previous = page.Link{Label: "Frühere", Hidden: "Stellungnahmen", URL: b.at(placeInbox) + "?seite=" + strconv.Itoa(number-1)}
	}
	if last < b.total {
		p.Next = page.Link{Label: "Spätere", Hidden: "Stellungnahmen", URL: b.at(placeInbox) + "?seite=" + strconv.Itoa(number+1)}
	}
	return p
}

// late reports whether a statement came after the period of the round that the page knows. A statement to an earlier
// round says so on its own page.
func (b inbox) late(st statement.Statement) bool {
	r := b.view.Round
	return r != nil && st.Round != nil && *st.Round == r.ID && !r.Period.Timely(st.ReceivedAt)
}

// beginning is as much of a text as a line of the list has room for.
func beginning(excerpt string) string {
	const room = 80
	runes := []rune(excerpt)
	if len(runes) <= room {
		return excerpt
	}
	return strings.TrimRight(string(runes[:room]), " .,…") + " …"
}

// progress is how far the answers to a statement are.
func progress(it statement.ListItem) chip {
	switch {
	case it.State == statement.Withdrawn:
		return chip{page.StateNeutral, "Zurückgezogen"}
	case it.Segments == 0:
		return chip{page.StateNote, "Neu"}
	case it.Open > 0:
		return chip{page.StateAttention, page.Count(it.Open) + " von " + page.Plural(it.Segments, "Abschnitt", "Abschnitten") + " offen"}
	}
	return chip{page.StateDone, "Beantwortet"}
}
