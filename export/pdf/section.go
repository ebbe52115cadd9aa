package pdf

import (
	"slices"
	"strings"

	"github.com/einwand/einwand/export/edition"
	"github.com/einwand/einwand/export/tagged"
)

func (l *layout) section(s edition.Section, t *target) {
	l.need(0.45 * (l.sheet.contentEnd() - contentTop))
	l.begin()
	l.heading(t.title, t)
	l.gap(2)
	cols := l.sheet.statements(l.e.Decision != nil)
	rows := l.open(s.Summary(), cols, leastPart, edition.DocumentTitles()...)
	room := make([]line, 0, mostLines)
	for _, r := range s.Rows {
		l.slab = room // what is set takes a copy: the room is free again
		l.item(rows.Add(tagged.Row), cols, r)
		l.laid++
		for _, tell := range l.tell {
			tell(l.laid, l.e.Rows())
		}
	}
	l.endTable()
	l.slab = nil
}

// mostLines is that of most rows.
const mostLines = 1000

// item sets one row of the table.
func (l *layout) item(tr *tagged.Element, cols []column, r edition.Row) {
	nr := l.lines(number, r.Number, cols[0].inner()).in(tr.AddHeader(tagged.OfRow))
	again := append(slices.Clone(nr[:min(1, len(nr))]), l.lines(small, "(Fortsetzung)", cols[0].inner())...)
	set := func(i int, s style, words string) cell {
		return l.lines(s, words, cols[i].inner()).paragraphs(tr.Add(tagged.Cell))
	}
	l.row(row{
		cells: []cell{
			nr, l.origin(tr.Add(tagged.Cell), cols[1], r), l.statement(tr.Add(tagged.Cell), cols[2], r), set(3, body, r.Reasoning),
			set(4, strong, r.Proposal), set(5, body, r.PlanChange), l.outcome(tr.Add(tagged.Cell), cols[6], r),
		},
		number: r.Number, rule: true, target: &target{title: outline(r), level: 1, name: "stn-" + r.Number}, again: again.in(nil),
	})
	tr.Done()
}

// origin tells from whom, when and how a statement came, with what must not be overlooked in bold words.
func (l *layout) origin(td *tagged.Element, col column, r edition.Row) cell {
	set := func(s style, words string) cell { return l.lines(s, words, col.inner()).paragraphs(td) }
	timely := small
	if r.Late {
		timely = mark
	}
	withdrawn := ""
	if r.Withdrawn {
		withdrawn = edition.Withdrawn
	}
	return l.join(set(strong, r.Label), cell{spacer(2)}, set(small, strings.Replace(r.Received, " Uhr", "\u00a0Uhr", 1)),
		set(small, r.Channel), set(timely, r.Timeliness), set(mark, withdrawn))
}

// statement is the wording, below what it is about.
func (l *layout) statement(td *tagged.Element, col column, r edition.Row) cell {
	var about cell
	for _, words := range r.Subject() {
		about = l.join(about, l.lines(small, words, col.inner()).paragraphs(td))
	}
	if len(about) > 0 {
		about = l.join(about, cell{spacer(2)})
	}
	return l.join(about, l.lines(body, r.Wording, col.inner()).paragraphs(td))
}

func outline(r edition.Row) string {
	if r.Topic == "" {
		return r.Number + "  " + r.Label
	}
	return r.Number + "  " + r.Label + ": " + r.Topic
}

// outcome is the decision on the row, or the place to note it.
func (l *layout) outcome(td *tagged.Element, col column, r edition.Row) cell {
	set := func(s style, words string) cell { return l.lines(s, words, col.inner()).paragraphs(td) }
	switch {
	case l.e.Decision != nil:
		out := set(strong, r.Outcome.Kind)
		out = append(out, set(body, r.Outcome.Text)...)
		return append(out, set(small, strings.ReplaceAll(r.Outcome.Vote, ", ", "\n"))...)
	case l.e.Asks(r):
		return l.ballot(td, col)
	case r.Void:
		return set(small, edition.NothingToDecide)
	}
	return set(small, edition.Undecided)
}

// ballot is the place in which the clerk of the meeting notes the vote by hand.
func (l *layout) ballot(td *tagged.Element, col column) cell {
	var out cell
	const indent = 11
	for _, words := range edition.BallotChoices() {
		choice := td.Add(tagged.Paragraph)
		box := l.lines(small, "☐", indent).in(choice)
		box[0].space = true
		out = append(out, beside(box, l.lines(small, words, col.inner()-indent).indented(indent).in(choice))...)
	}
	for _, words := range edition.BallotFields() {
		field := l.lines(small, words, col.inner()).paragraphs(td)
		field[0].blank = true
		out = append(append(out, spacer(5.5)), field...)
	}
	return out
}
