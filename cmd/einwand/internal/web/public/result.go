package public

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/export/edition"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/period"
	"github.com/einwand/einwand/weighing"
)

// resultLength is how many points one page shows.
const resultLength = 50

// result is what became of the statements to a plan.
type result struct {
	shell    page.Shell
	view     procedure.View
	chip     chip
	timeline []page.TimelineStep
	decided  *weighing.DecisionInfo // nil: nothing has been decided
	table    *weighing.PublicTable  // nil: there is no decision, or a wording waits for its release
	votes    []page.Row
	bars     []page.Bar
	query    string
	points   []resultPoint // of this page
	found    int
	without  int // rows without a proposal
	pager    page.Pager
}

// resultPoint is a point with what was decided on it.
type resultPoint struct {
	number, topic, about, wording, verdict, deviation, reasoning, change string
}

// Result tells what became of the statements. Nothing of a table is public before a body has decided on it.
func (p *Pages) Result(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	view, err := p.Procedures.Public(r.Context(), v.Ref)
	if err != nil {
		return err
	}
	q := result{view: view, timeline: timeline(view, v.Now), shell: v.Shell(r, page.RoomPublic, "Was aus den Stellungnahmen wurde: "+view.ShortTitle, start(),
		page.Crumb{Label: view.ShortTitle, URL: "/verfahren/" + view.Slug}, page.Crumb{Label: "Ergebnis"})}
	q.shell.Current = page.NavProcedures
	var kind procedure.RoundKind
	var phase procedure.Phase
	if view.Round != nil {
		kind, phase = view.Round.Kind, view.Round.Period.PhaseAt(v.Now)
	}
	q.chip = chipOf(view.State, kind, phase)
	if err := p.readResult(r, v, &q); err != nil {
		return err
	}
	if q.decided != nil && view.State == procedure.Weighing {
		q.chip = chip{page.StateDone, "Über die Stellungnahmen ist entschieden"}
	}
	return page.Render(w, r, http.StatusOK, q.shell.Caching(), resultPage(q))
}

// readResult fills in what is public of the latest decision. A table with an unreleased wording is announced, not shown.
func (p *Pages) readResult(r *http.Request, v *visit.Visit, q *result) error {
	n, d, err := p.latestDecision(r, v)
	if err != nil || d == nil {
		return err
	}
	q.decided = d
	table, err := p.Weighing.PublicTable(r.Context(), v.Ref, n, d.Number)
	var unreleased *weighing.Unreleased
	if errors.As(err, &unreleased) {
		return nil
	}
	if err != nil {
		return err
	}
	q.table, q.query = &table, strings.TrimSpace(r.URL.Query().Get("q"))
	for _, vote := range table.Decision.Votes {
		q.votes = append(q.votes, page.Row{Term: scopeWords(vote.Scope), Text: voteWords(vote), Note: excludedWords(vote)})
	}
	if q.bars, err = outcomeBars(table); err != nil {
		return err
	}
	return q.choose(r.URL.Query())
}

// latestDecision finds the latest decision on the latest table that has one; nil when nothing is decided.
func (p *Pages) latestDecision(r *http.Request, v *visit.Visit) (table int, d *weighing.DecisionInfo, err error) {
	latest, err := p.Weighing.LatestDecision(r.Context(), v.Ref)
	switch {
	case errors.Is(err, weighing.ErrNotFound):
		return 0, nil, nil
	case err != nil:
		return 0, nil, err
	}
	return latest.Table, &latest.DecisionInfo, nil
}

// choose lists the points that were looked for, in pages. Rows without a proposal are counted: there was nothing to
// decide on them.
func (q *result) choose(values url.Values) error {
	var rows []weighing.PublicRow
	for _, row := range q.table.Rows {
		switch {
		case row.Code == "":
			q.without++
		case contains(row, q.query):
			rows = append(rows, row)
		}
	}
	q.found = len(rows)
	number, err := strconv.Atoi(values.Get("seite"))
	if pages := (len(rows) + resultLength - 1) / resultLength; err != nil || number < 1 || number > pages {
		number = 1
	}
	first, last := (number-1)*resultLength, min(len(rows), number*resultLength)
	for _, row := range rows[first:last] {
		point, err := pointOf(row, q.table.Decision.Items[row.ID])
		if err != nil {
			return err
		}
		q.points = append(q.points, point)
	}
	q.pager = page.Pager{Label: "Punkte", Position: fmt.Sprintf("%d bis %d von %d", first+1, last, len(rows))}
	at := func(n int) string {
		values.Set("seite", strconv.Itoa(n))
		return q.path() + "?" + values.Encode() + "#punkte"
	}
	if number > 1 {
		q.pager.Previous = page.Link{Label: "Vorige Seite", URL: at(number - 1)}
	}
	if last < len(rows) {
		q.pager.Next = page.Link{Label: "Nächste Seite", URL: at(number + 1)}
	}
	return nil
}

func contains(row weighing.PublicRow, query string) bool {
	text := strings.ToLower(strings.Join([]string{row.Number, row.Label, row.Topic, row.Reference, row.ReleasedWording, row.Reasoning, row.PlanChange}, "\n"))
	return !slices.ContainsFunc(strings.Fields(strings.ToLower(query)), func(word string) bool { return !strings.Contains(text, word) })
}

// pointOf says what holds for a point after the decision.
func pointOf(row weighing.PublicRow, o weighing.Outcome) (resultPoint, error) {
	p := resultPoint{number: row.Number, topic: row.Topic, wording: row.ReleasedWording, reasoning: row.Reasoning, change: row.PlanChange,
		about: row.Label + " · eingegangen am " + page.PlainDate(period.DateAt(row.Received)) + " (" + row.Channel + ")"}
	if !row.Timely {
		p.about += " · nach Ende der Frist"
	}
	if e := row.Examined; e != nil {
		p.about += ", geprüft nach " + page.Paragraph(e.Norm) + " am " + page.PlainDate(period.DateAt(e.At)) + ": " + edition.Finding(*e)
	}
	if row.Withdrawn {
		p.about += " · zurückgezogen"
	}
	if o.Kind == weighing.Postponed {
		p.verdict = postponed
		return p, nil
	}
	var err error
	if p.verdict, err = edition.CodeTextUnder(o.Code, row.LateNorm()); o.Kind == weighing.Deviating {
		p.deviation = o.Text
	}
	return p, err
}

const postponed = "Vertagt"

// outcomeBars counts the points by what was decided.
func outcomeBars(t weighing.PublicTable) ([]page.Bar, error) {
	var bars []page.Bar
	for _, row := range t.Rows {
		if row.Code == "" {
			continue
		}
		p, err := pointOf(row, t.Decision.Items[row.ID])
		if err != nil {
			return nil, err
		}
		i := slices.IndexFunc(bars, func(b page.Bar) bool { return b.Label == p.verdict })
		if i < 0 {
			i, bars = len(bars), append(bars, page.Bar{Label: p.verdict})
		}
		bars[i].Count++
	}
	slices.SortStableFunc(bars, func(a, b page.Bar) int { return b.Count - a.Count })
	return bars, nil
}

// scopeWords says in plain words what a vote was on.
func scopeWords(scope string) string {
	if scope == "en bloc" {
		return "Alle Punkte zusammen"
	}
	return scope
}

func voteWords(v weighing.Vote) string {
	return fmt.Sprintf("%d Ja, %d Nein, %s", v.Yes, v.No, page.Plural(v.Abstain, "Enthaltung", "Enthaltungen"))
}

// excludedWords counts the members that took no part: their names stay with the council.
func excludedWords(v weighing.Vote) string {
	if len(v.Excluded) == 0 {
		return ""
	}
	return "Wegen Befangenheit nicht beteiligt: " + page.Plural(len(v.Excluded), "Mitglied", "Mitglieder")
}

func (q result) path() string { return "/verfahren/" + q.view.Slug + "/ergebnis" }

// decision names the decision: "Rat, 10. Dezember 2026".
func (q result) decision() string {
	return q.decided.Body + ", " + page.PlainDate(period.DateOfUTC(q.decided.MeetingOn))
}

// tiles count persons, statements and arguments, each by itself.
func (q result) tiles() []page.Tile {
	h := q.table.Head
	statements := page.Tile{Figure: page.Count(h.Statements), Label: "Stellungnahmen"}
	if h.Withdrawn > 0 {
		statements.Note = page.Count(h.Withdrawn) + " zurückgezogen"
	}
	return []page.Tile{{Figure: page.Count(h.Persons), Label: "Personen und Stellen"}, statements,
		{Figure: page.Count(h.Segments), Label: "Argumente", Note: "einzeln beantwortet"}}
}

// downloads are the public edition in every format.
func (q result) downloads() []page.DocumentItem {
	return []page.DocumentItem{
		{Title: "Abwägungstabelle (PDF)", URL: q.path() + "/" + resultPDF, Description: "Zum Lesen und Drucken", Facts: "öffentliche Fassung, ohne Namen"},
		{Title: "Abwägungstabelle (Word)", URL: q.path() + "/" + resultDOCX, Description: "Zum Lesen und Weiterschreiben", Facts: "öffentliche Fassung, ohne Namen"},
		{Title: "Abwägungstabelle (Excel)", URL: q.path() + "/" + resultXLSX, Description: "Zum Sortieren und Suchen", Facts: "öffentliche Fassung, ohne Namen"},
		{Title: "Abwägungstabelle (CSV)", URL: q.path() + "/" + resultCSV, Description: "Für andere Programme", Facts: "öffentliche Fassung, ohne Namen"},
	}
}
