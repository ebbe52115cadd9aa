package docx

import (
	"strconv"
	"strings"

	"github.com/einwand/einwand/export/edition"
)

// The columns of the table, before the vote and after it: a deviating text needs more room than blank fields.
var (
	ballotWidths  = []int{1200, 1960, 3960, 3560, 1500, 1500, pageWidth - 13680}
	decidedWidths = []int{1200, 1960, 3820, 3460, 1500, 1500, pageWidth - 13440}
)

func sectionAnchor(s edition.Section) string { return "teil-" + s.Letter }

// section sets the rows of one group and returns links to them.
func (l *layout) section(s edition.Section) []link {
	l.add(paragraph{style: heading1, text: s.Heading(), anchor: sectionAnchor(s)})
	t := table{summary: s.Summary(), widths: ballotWidths, heads: edition.DocumentTitles(), rows: make([][]cell, 0, len(s.Rows))}
	if l.e.Decision != nil {
		t.widths = decidedWidths
	}
	links := make([]link, 0, len(s.Rows))
	for _, r := range s.Rows {
		anchor := l.anchor(r.Number)
		t.rows = append(t.rows, l.item(r, anchor))
		links = append(links, link{r.Number, anchor})
	}
	l.addTable(t)
	return links
}

// item sets one row of the table.
func (l *layout) item(r edition.Row, anchor string) []cell {
	return []cell{
		{{style: number, text: r.Number, anchor: anchor}}, origin(r), statement(r), one(cellText, r.Reasoning),
		one(cellStrong, r.Proposal), one(cellText, r.PlanChange), l.outcome(r),
	}
}

// maxAnchor is what Word keeps of the name of a bookmark.
const maxAnchor = 40

// anchor names a row, "stn-" and its number, as the PDF of the table does.
func (l *layout) anchor(row string) string {
	name := "stn-" + strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '-', r == '.':
			return r
		}
		return '_'
	}, row)
	name = name[:min(len(name), maxAnchor)]
	for n, stem := 2, name; l.taken[name]; n++ {
		mark := "_" + strconv.Itoa(n)
		name = stem[:min(len(stem), maxAnchor-len(mark))] + mark
	}
	l.taken[name] = true
	return name
}

// origin tells from whom, when and how a statement came, with what must not be overlooked in bold words.
func origin(r edition.Row) cell {
	timely := cellSmall
	if r.Late {
		timely = cellMark
	}
	c := cell{
		{style: cellStrong, text: r.Label}, {style: cellSmall, text: strings.Replace(r.Received, " Uhr", "\u00a0Uhr", 1)},
		{style: cellSmall, text: r.Channel}, {style: timely, text: r.Timeliness},
	}
	if r.Withdrawn {
		c = append(c, paragraph{style: cellMark, text: edition.Withdrawn})
	}
	return c
}

// statement is the wording, below what it is about.
func statement(r edition.Row) cell {
	var c cell
	for _, about := range r.Subject() {
		c = append(c, paragraph{style: cellSmall, text: about})
	}
	return append(c, paragraph{style: cellText, text: r.Wording})
}

// outcome is the decision on the row, or the place to note it.
func (l *layout) outcome(r edition.Row) cell {
	switch {
	case l.e.Decision != nil:
		c := one(cellStrong, r.Outcome.Kind)
		if r.Outcome.Text != "" {
			c = append(c, paragraph{style: cellText, text: r.Outcome.Text})
		}
		if r.Outcome.Vote != "" {
			c = append(c, paragraph{style: cellSmall, text: strings.ReplaceAll(r.Outcome.Vote, ", ", "\n")})
		}
		return c
	case l.e.Asks(r):
		return ballot()
	case r.Void:
		return one(cellSmall, edition.NothingToDecide)
	}
	return one(cellSmall, edition.Undecided)
}

// ballot is the place in which the clerk of the meeting notes the vote; a tab draws the line to write on.
func ballot() cell {
	var c cell
	for _, words := range edition.BallotChoices() {
		c = append(c, paragraph{style: choice, text: "☐ " + words})
	}
	for _, words := range edition.BallotFields() {
		c = append(c, paragraph{style: field, text: words + "\t"})
	}
	return c
}
