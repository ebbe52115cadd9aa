package pdf

import (
	"strings"

	"github.com/einwand/einwand/export/edition"
)

// The columns of the table, before the vote and after it: a deviating text needs more room than blank fields.
var (
	ballotColumns  = columns(50, 98, 208, 191, 78, 85, marginRight-marginLeft-710)
	decidedColumns = columns(50, 98, 194, 173, 78, 76, marginRight-marginLeft-669)
)

// syllables offers hyphenation in the words of ours that are longer than the narrow columns.
var syllables = strings.NewReplacer(
	"unberücksichtigt", "unberück\u00adsichtigt",
	"berücksichtigt", "berück\u00adsichtigt",
	"Redaktionell", "Redak\u00adtionell",
	"vorgeschlagen", "vorge\u00adschlagen",
	"Abweichend", "Abwei\u00adchend",
	"aufgenommen", "aufge\u00adnommen",
)

func (l *layout) section(s edition.Section, t *target) {
	l.need(0.45 * (contentEnd - contentTop))
	l.heading(t.title, t)
	l.gap(2)
	cols := ballotColumns
	if l.e.Decision != nil {
		cols = decidedColumns
	}
	l.table(cols, l.headings(cols, "Nr.", "Einwender, Eingang", "Stellungnahme", "Abwägung (Begründung)", "Vorschlag",
		"Planänderung", "Beschluss"), leastPart)
	for _, r := range s.Rows {
		l.item(cols, r)
	}
	l.endTable()
}

// item sets one row of the table.
func (l *layout) item(cols []column, r edition.Row) {
	set := func(i int, s style, words string) cell { return l.lines(s, words, cols[i].inner()) }
	nr := set(0, number, r.Number)
	cells := []cell{
		nr, l.origin(cols[1], r), nil, set(3, body, r.Reasoning), set(4, strong, syllables.Replace(r.Proposal)),
		set(5, body, r.PlanChange), l.outcome(cols[6], r),
	}
	if about := subject(r); about != "" {
		cells[2] = append(set(2, small, about), spacer(2))
	}
	cells[2] = append(cells[2], set(2, body, r.Wording)...)
	l.row(row{
		cells: cells, rule: true, target: &target{title: outline(r), level: 1},
		again: append(nr[:1:1], set(0, small, "(Fortset\u00adzung)")...),
	})
}

// origin tells from whom, when and how a statement came, with what must not be overlooked in bold words.
func (l *layout) origin(col column, r edition.Row) cell {
	out := l.lines(strong, r.Label, col.inner())
	out = append(out, spacer(2))
	for _, words := range []string{strings.Replace(r.Received, " Uhr", "\u00a0Uhr", 1), r.Channel} {
		out = append(out, l.lines(small, words, col.inner())...)
	}
	timely := small
	if r.Late {
		timely = mark
	}
	out = append(out, l.lines(timely, r.Timeliness, col.inner())...)
	if r.Withdrawn {
		out = append(out, l.lines(mark, edition.Withdrawn, col.inner())...)
	}
	return out
}

// subject names above the wording what the examination of a late statement found, topic and reference.
func subject(r edition.Row) string {
	var parts []string
	if r.Examined != "" {
		parts = append(parts, r.Examined)
	}
	if r.Topic != "" {
		parts = append(parts, "Thema: "+r.Topic)
	}
	if r.Reference != "" {
		parts = append(parts, "Bezug: "+r.Reference)
	}
	return strings.Join(parts, "\n")
}

func outline(r edition.Row) string {
	if r.Topic == "" {
		return r.Number + "  " + r.Label
	}
	return r.Number + "  " + r.Label + ": " + r.Topic
}

// outcome is the decision on the row, or the place to note it.
func (l *layout) outcome(col column, r edition.Row) cell {
	switch {
	case l.e.Decision != nil:
		out := l.lines(strong, syllables.Replace(r.Outcome.Kind), col.inner())
		out = append(out, l.lines(body, r.Outcome.Text, col.inner())...)
		return append(out, l.lines(small, strings.ReplaceAll(r.Outcome.Vote, ", ", "\n"), col.inner())...)
	case l.e.Ballot:
		return l.ballot(col)
	}
	return l.lines(small, edition.Undecided, col.inner())
}

// ballot is the place in which the clerk of the meeting notes the vote by hand.
func (l *layout) ballot(col column) cell {
	var out cell
	const indent = 11
	for _, words := range []string{"wie vorge\u00adschlagen", "abwei\u00adchend", "vertagt"} {
		box := l.lines(small, "☐", indent)
		out = append(out, beside(box, l.lines(small, words, col.inner()-indent).indented(indent))...)
	}
	for _, words := range []string{"Ja", "Nein", "Enth."} {
		field := l.lines(small, words, col.inner())
		field[0].blank = true
		out = append(append(out, spacer(5.5)), field...)
	}
	return out
}
