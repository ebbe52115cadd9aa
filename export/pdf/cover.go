package pdf

import (
	"slices"
	"strconv"

	"github.com/einwand/einwand/export/edition"
	"github.com/einwand/einwand/export/tagged"
)

// cover says what the document is, for whom, on which data it stands, and where its parts begin.
func (l *layout) cover(parts []*target) {
	e := l.e
	l.y += 14
	l.paragraph(lead, e.Authority)
	l.mark(&target{title: edition.TableHeading})
	l.whole(l.lines(title, e.Title, l.sheet.whole().inner()).in(l.part.Add(tagged.Title)))
	l.paragraph(lead, e.Plan)
	l.gap(6)
	l.line(l.y, 2, 0.1)
	l.gap(4)
	audience := l.lines(heading, e.Audience, l.sheet.whole().inner()).paragraphs(l.part)
	l.whole(append(audience, l.lines(factual, e.Notice, l.sheet.whole().inner()).paragraphs(l.part)...))
	l.gap(2)
	l.line(l.y, 0.5, 0.55)
	l.gap(8)
	half := l.sheet.columns(l.sheet.half)
	left := l.provenance(half[0])
	right := l.figures(half[1])
	right = append(right, l.contents(parts, half[1])...)
	l.columns = half
	l.row(row{cells: []cell{left, right}})
	l.votes()
}

// provenance says which table this is, and what was decided on it.
func (l *layout) provenance(col column) cell {
	e, width := l.e, col.inner()-20
	facts := append(slices.Clone(e.Facts), edition.Fact{Label: "Prüfsumme", Value: e.ShortHash() + " (vollständig auf der letzten Seite)"},
		edition.Fact{Label: "Prüfpunkt", Value: "im Wortlaut auf der letzten Seite"})
	out := l.heads(edition.TableHeading, col)
	out = append(out, l.facts(edition.TableHeading, facts, width)...)
	if e.Decision != nil {
		out = append(append(out, spacer(8)), l.heads(edition.DecisionTitle, col)...)
		out = append(out, l.facts("Angaben zum Beschluss", e.Decision.Facts, width)...)
	}
	return out
}

// figures counts what is in the table.
func (l *layout) figures(col column) cell {
	out := l.heads(edition.FiguresHeading, col)
	out = append(out, l.counts("Anzahl der Personen, Stellungnahmen und Abschnitte", l.e.Figures, col, 50)...)
	out = append(append(out, spacer(8)), l.heads(edition.ProposalsHeading, col)...)
	out = append(out, l.bars(l.counts("Anzahl der Abschnitte nach Art des Vorschlags", l.e.Proposals, col, barsWidth))...)
	return append(out, spacer(8))
}

// heads is a small heading in a column of the cover.
func (l *layout) heads(words string, col column) cell {
	return l.lines(strong, words, col.inner()).in(l.part.Add(tagged.Heading))
}

func spacer(h float64) line { return line{style: body, lead: h} }

// Bars stand between the labels and their figures, measured from the right edge.
const (
	barsWidth = 130.0
	barsEnd   = 34.0
)

// bars draws beside every figure how it compares. Who does not see them reads the figures: a bar says nothing else.
func (l *layout) bars(counts cell) cell {
	most := 0
	numbers := make([]int, len(counts))
	for i, c := range counts {
		if n, err := strconv.Atoi(c.text); err == nil && c.alignRight {
			numbers[i], most = n, max(most, n)
		}
	}
	for i, n := range numbers {
		if n > 0 {
			counts[i].bar = float64(n) / float64(most)
		}
	}
	return counts
}

// counts sets labels with figures at the right edge, for which and for what stands between them it leaves so much room.
func (l *layout) counts(summary string, facts []edition.Fact, col column, room float64) cell {
	var out cell
	if len(facts) == 0 {
		return out
	}
	table := l.part.AddTable(summary)
	for _, f := range facts {
		tr := table.Add(tagged.Row)
		header, value := tr.AddHeader(tagged.OfRow), tr.Add(tagged.Cell)
		figure := line{style: factual, text: f.Value, width: l.width(factual, f.Value), lead: factual.leading(), alignRight: true, owner: value}
		name := l.lines(label, f.Label, col.inner()-room).in(header)
		name[0].lead = 0
		out = append(out, name[0], figure)
		out = append(out, name[1:]...)
	}
	return out
}

// contents lists the parts with the pages on which they begin.
func (l *layout) contents(parts []*target, col column) cell {
	out := l.heads(edition.ContentsHeading, col)
	list := l.part.Add(tagged.Contents)
	for _, t := range parts {
		link := list.Add(tagged.Entry).Add(tagged.Reference).Add(tagged.Link)
		name := l.lines(label, t.title, col.inner()-36).in(link)
		last := &name[len(name)-1]
		last.lead, last.space = 0, true
		page := line{style: factual, lead: factual.leading(), target: t, owner: link}
		out = append(append(out, name...), page)
	}
	return out
}

// votes lists the votes of the body, or leaves room for them: en bloc, by range, and who took no part.
func (l *layout) votes() {
	d := l.e.Decision
	if d == nil && !l.e.Ballot {
		return
	}
	l.gap(10)
	l.need(1.4 * leastPart) // the blank fields stay on one page
	l.whole(l.heads(edition.VotesHeading, l.sheet.whole()))
	cols := l.sheet.columns(300, 60, 60, 80)
	body := l.open("Abstimmungen mit Stimmen und Befangenheit", cols, 40, edition.VoteTitles()...)
	if d == nil {
		for _, scope := range edition.BlankScopes() {
			l.plainRow(body, scope, "", "", "", "")
		}
	} else {
		for _, v := range d.Votes {
			l.plainRow(body, v.Scope, v.Yes, v.No, v.Abstain, v.Excluded)
		}
	}
	l.endTable()
}
