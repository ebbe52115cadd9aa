package council

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/export/edition"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/weighing"
)

// listLength is how many points one page of the list shows.
const listLength = 100

// tableView is the overview of a matter: what is decided, figures, and every point by its number.
type tableView struct {
	shell     page.Shell
	matter    matter
	proposals []page.Bar
	topics    []count
	selection selection
	records   bool // may record decisions
	publishes bool // may make the public edition
}

// selection is a part of the rows in pages.
type selection struct {
	query    string // words that were looked for
	sequence sequence
	title    string
	points   []point // of this page
	from     int     // place of the first of them, from 1
	pager    page.Pager
}

// point is a row in a list.
type point struct {
	number, label, about, said, verdict, url string
	marks                                    []string
}

// Table is the overview of a frozen table, with all its points; ?thema narrows them to a topic, ?ohne to those without a
// proposal, ?q looks for words.
func (p *Pages) Table(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	m, err := p.open(r, v)
	if err != nil {
		return err
	}
	t := tableView{matter: m, topics: withProposal(m.table.Rows, true).topics(),
		records:   v.Actor.Can(identity.RecordDecisions, v.Object()),
		publishes: v.Actor.Can(identity.Weigh, v.Object()),
		shell: v.Shell(r, page.RoomCouncil, "Tabelle Nr. "+strconv.Itoa(m.number())+": "+m.view.ShortTitle,
			page.Crumb{Label: "Lesesaal", URL: page.NavReading}, page.Crumb{Label: m.view.ShortTitle})}
	t.shell.Current = page.NavReading
	if t.proposals, err = proposalBars(m.table.Rows); err != nil {
		return err
	}
	if m.decided, err = p.Weighing.Decided(r.Context(), v.Actor, v.Ref, m.number()); err != nil {
		return err
	}
	if t.selection, err = m.choose(r.URL.Query()); err != nil {
		return err
	}
	return page.Render(w, r, http.StatusOK, t.shell.Caching(), tablePage(t))
}

// proposalBars counts the proposals of each kind. Rows without one are listed apart.
func proposalBars(rows []weighing.CouncilRow) ([]page.Bar, error) {
	counts, lateNorm := map[weighing.Code]int{}, ""
	for _, r := range rows {
		counts[r.Code]++
		if r.Code == weighing.CodeLate {
			lateNorm = r.LateNorm()
		}
	}
	var bars []page.Bar
	for _, c := range append(codes[:len(codes):len(codes)], weighing.CodeLate) {
		if counts[c] == 0 {
			continue
		}
		words, err := verdict(c, lateNorm)
		if err != nil {
			return nil, err
		}
		bars = append(bars, page.Bar{Label: words, Count: counts[c]})
	}
	return bars, nil
}

// choose reads what is to be listed from the address.
func (m matter) choose(q url.Values) (selection, error) {
	s := selection{query: strings.TrimSpace(q.Get("q")), title: "Alle Punkte"}
	s.sequence = withProposal(m.table.Rows, true)
	rows := s.sequence.rows
	switch topic := q.Get("thema"); {
	case s.query != "":
		rows, s.title = matching(m.table.Rows, s.query), "Gefunden zu „"+s.query+"“"
	case q.Has("ohne"):
		s.sequence, s.title = withProposal(m.table.Rows, false), "Zeilen ohne Vorschlag"
		rows = s.sequence.rows
	case topic != "":
		s.sequence, s.title = s.sequence.of(topic), topic
		rows = s.sequence.rows
	}
	number, err := strconv.Atoi(q.Get("seite"))
	if pages := (len(rows) + listLength - 1) / listLength; err != nil || number < 1 || number > pages {
		number = 1
	}
	s.from = (number-1)*listLength + 1
	s.pager = m.pager(q, number, len(rows))
	for _, r := range rows[s.from-1 : min(len(rows), number*listLength)] {
		pt, err := m.point(r, s.sequence)
		if err != nil {
			return s, err
		}
		s.points = append(s.points, pt)
	}
	return s, nil
}

// pager leads through a list; it is empty when all fits on one page.
func (m matter) pager(q url.Values, number, rows int) page.Pager {
	p := page.Pager{Label: "Liste der Punkte"}
	if rows <= listLength {
		return p
	}
	at := func(n int) string {
		q.Set("seite", strconv.Itoa(n))
		return m.path() + "?" + q.Encode() + "#punkte"
	}
	last := min(rows, number*listLength)
	p.Position = fmt.Sprintf("%d bis %d von %d", (number-1)*listLength+1, last, rows)
	if number > 1 {
		p.Previous = page.Link{Label: "Vorige Seite", URL: at(number - 1)}
	}
	if last < rows {
		p.Next = page.Link{Label: "Nächste Seite", URL: at(number + 1)}
	}
	return p
}

func (m matter) point(r weighing.CouncilRow, s sequence) (point, error) {
	words, err := m.standing(r)
	p := point{number: r.Number, label: r.Label, about: topicOf(r), said: excerpt(r.Wording, 110), verdict: words, url: m.pointPath(r.Number, s), marks: marks(r.RowCommon)}
	if r.Code == "" {
		p.about = excerpt(r.Excused, 80)
	}
	return p, err
}

// standing is what a row stands at: the decision where there is one, with the proposal beside it where the two differ.
func (m matter) standing(r weighing.CouncilRow) (string, error) {
	proposed, err := verdict(r.Code, r.LateNorm())
	o, decided := m.decided[r.ID]
	if err != nil || !decided || r.Code == "" {
		return proposed, err
	}
	switch o.Kind {
	case weighing.Postponed:
		return "Vertagt. Vorschlag: " + proposed, nil
	case weighing.AsProposed:
		return "Beschlossen: " + proposed, nil
	}
	words, err := edition.CodeText(o.Code)
	return "Beschlossen: " + words + " (abweichend vom Vorschlag: " + proposed + ")", err
}

// marks are what a reader must know about how a row came.
func marks(r weighing.RowCommon) []string {
	var list []string
	if !r.Timely {
		list = append(list, "nach Ende der Frist")
	}
	if r.Withdrawn {
		list = append(list, "zurückgezogen")
	}
	return list
}

// versionRows tell which table this is, and how to know it again.
func (m matter) versionRows() []page.Row {
	h := m.table.Head
	return []page.Row{
		{Term: "Planfassung", Text: h.PlanVersion},
		{Term: "Verfahrensschritt", Text: h.Step, Note: h.Period},
		{Term: "Stand der Daten", Text: moment(h.DataAsOf), Note: "Was später einging, steht nicht in dieser Tabelle."},
		{Term: "Prüfsumme", Body: hash(h.Hash), Note: "Sie steht auf der letzten Seite der PDF-Datei, ihr Anfang auf jeder. Stimmen die Zeichen überein, ist es dieselbe Fassung."},
	}
}

// tiles count persons, statements and arguments, each by itself.
func (m matter) tiles() []page.Tile {
	h := m.table.Head
	late := map[string]bool{}
	for _, r := range m.table.Rows {
		if !r.Timely {
			late[statementOf(r.Number)] = true
		}
	}
	note := ""
	if h.Withdrawn > 0 {
		note = page.Count(h.Withdrawn) + " zurückgezogen"
	}
	return []page.Tile{
		{Figure: page.Count(h.Persons), Label: "Personen und Stellen"},
		{Figure: page.Count(h.Statements), Label: "Stellungnahmen", Note: note},
		{Figure: page.Count(h.Segments), Label: "Abschnitte mit einem Argument"},
		{Figure: page.Count(len(late)), Label: "Stellungnahmen nach Ende der Frist"},
	}
}
