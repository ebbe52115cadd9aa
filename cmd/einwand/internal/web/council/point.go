package council

import (
	"net/http"
	"strings"

	"github.com/go-chi/chi/v5"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/period"
	"github.com/einwand/einwand/weighing"
)

// pointView is one point: what was brought forward, what is proposed, what changes in the plan.
type pointView struct {
	shell    page.Shell
	matter   matter
	row      weighing.CouncilRow
	sequence sequence
	place    int // in the sequence, from 0
	verdict  string
	facts    string // number, author and receipt in one line
	changes  []string
	whole    []weighing.CouncilRow // every row of the statement, in its order
	outcomes []outcome
	topics   []count
}

// outcome is what one decision says of the point.
type outcome struct{ line, words, text, vote string }

// Point shows one row of a table by its number, in the order of the table or, with ?thema, of its topic.
func (p *Pages) Point(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	m, err := p.open(r, v)
	if err != nil {
		return err
	}
	q, err := m.read(chi.URLParam(r, "punkt"), r.URL.Query().Get("thema"))
	if err != nil {
		return err
	}
	if q.outcomes, err = p.outcomes(r, v, q); err != nil {
		return err
	}
	q.shell = v.Shell(r, page.RoomCouncil, "Punkt "+q.row.Number+": "+m.view.ShortTitle, page.Crumb{Label: "Lesesaal", URL: page.NavReading},
		page.Crumb{Label: m.view.ShortTitle, URL: m.path()}, page.Crumb{Label: q.row.Number})
	q.shell.Current = page.NavReading
	return page.Render(w, r, http.StatusOK, q.shell.Caching(), pointPage(q))
}

// read finds the point in its table. A topic that the point does not have is not followed.
func (m matter) read(number, topic string) (pointView, error) {
	q := pointView{matter: m}
	open := withProposal(m.table.Rows, true)
	q.topics = open.topics()
	for _, s := range []sequence{open.of(topic), open, withProposal(m.table.Rows, false)} {
		if q.place = s.place(number); q.place >= 0 {
			q.sequence, q.row = s, s.rows[q.place]
			break
		}
	}
	if q.row.Number == "" {
		return q, procedure.ErrNotFound
	}
	for _, r := range m.table.Rows {
		if statementOf(r.Number) == statementOf(number) {
			q.whole = append(q.whole, r)
		}
	}
	q.facts = factsOf(q.row)
	q.changes = changesOf(q.row.PlanChange)
	var err error
	q.verdict, err = verdict(q.row.Code, q.row.LateNorm())
	return q, err
}

// factsOf says who brought the point forward and how, without a name.
func factsOf(r weighing.CouncilRow) string {
	facts := []string{"Nr.\u00a0" + r.Number, r.Label, "eingegangen am " + page.PlainDate(period.DateAt(r.Received)) + " (" + r.Channel + ")"}
	return strings.Join(append(facts, marks(r.RowCommon)...), " · ")
}

// changesOf is one line per change, without the mark of a list that was typed.
func changesOf(text string) []string {
	var list []string
	for _, line := range strings.Split(text, "\n") {
		if line = strings.TrimSpace(strings.TrimLeft(strings.TrimSpace(line), "-–•*")); line != "" {
			list = append(list, line)
		}
	}
	return list
}

// outcomes reads what was decided on the point, in the order of the decisions.
func (p *Pages) outcomes(r *http.Request, v *visit.Visit, q pointView) ([]outcome, error) {
	position := 0
	for i, row := range q.matter.table.Rows {
		if row.ID == q.row.ID {
			position = i + 1
		}
	}
	stored, err := p.Weighing.Row(r.Context(), v.Actor, v.Ref, q.matter.number(), position)
	if err != nil {
		return nil, err
	}
	var list []outcome
	for _, o := range stored.Outcomes {
		words, err := outcomeWords(o.Outcome)
		if err != nil {
			return nil, err
		}
		said := outcome{line: decisionHead(o.Decision), words: words, text: o.Outcome.Text}
		if o.Vote != nil {
			said.vote = voteWords(*o.Vote)
		}
		list = append(list, said)
	}
	return list, nil
}

// title is the topic of the point, or its number where it has none.
func (q pointView) title() string {
	if q.row.Topic == "" {
		return "Punkt " + q.row.Number
	}
	return q.row.Topic
}

// where says where the point stands in what is being read.
func (q pointView) where() string {
	of := " von " + page.Count(len(q.sequence.rows))
	switch place := page.Count(q.place + 1); {
	case q.sequence.topic != "":
		return groupName(q.row.Group) + " · Punkt " + place + of + " zum Thema"
	case !q.sequence.open:
		return groupName(q.row.Group) + " · Zeile " + place + of + " ohne Vorschlag"
	default:
		return groupName(q.row.Group) + " · Punkt " + place + of
	}
}

func (q pointView) step(by int, label string) page.Link {
	i := q.place + by
	if i < 0 || i >= len(q.sequence.rows) {
		return page.Link{}
	}
	number := q.sequence.rows[i].Number
	return page.Link{Label: label + " " + number, URL: q.matter.pointPath(number, q.sequence)}
}

func (q pointView) next() page.Link     { return q.step(1, "Weiter zu Punkt") }
func (q pointView) previous() page.Link { return q.step(-1, "Zurück zu Punkt") }

// shortHash is the beginning of the hash, as it stands at the foot of every page of the files: "7c04 e1b9 …".
func (m matter) shortHash() string {
	groups := strings.Fields(page.HashGroups(m.table.Head.Hash))
	return strings.Join(groups[:min(2, len(groups))], " ") + " …"
}
