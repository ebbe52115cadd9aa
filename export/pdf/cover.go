package pdf

import "github.com/einwand/einwand/export/edition"

// cover says what the document is, for whom, on which data it stands, and where its parts begin.
func (l *layout) cover(parts []*target) {
	e := l.e
	l.columns = whole
	l.y += 14
	l.paragraph(lead, e.Authority)
	l.mark(&target{title: "Angaben zur Tabelle"})
	l.paragraph(title, e.Title)
	l.paragraph(lead, e.Plan)
	l.gap(6)
	l.line(l.y, 2, 0.1)
	l.gap(4)
	l.columns = whole
	l.row(row{cells: []cell{append(l.lines(heading, e.Audience, whole[0].inner()), l.lines(factual, e.Notice, whole[0].inner())...)}})
	l.gap(2)
	l.line(l.y, 0.5, 0.55)
	l.gap(8)
	half := columns(400, marginRight-marginLeft-400)
	left := l.lines(strong, "Angaben zur Tabelle", half[0].inner()-20)
	left = append(left, l.facts(e.Facts, half[0].inner()-20)...)
	left = append(left, l.facts([]edition.Fact{{Label: "Prüfsumme", Value: e.ShortHash() + " (vollständig auf der letzten Seite)"},
		{Label: "Prüfpunkt", Value: "im Wortlaut auf der letzten Seite"}}, half[0].inner()-20)...)
	if e.Decision != nil {
		left = append(append(left, spacer(8)), l.lines(strong, "Beschluss", half[0].inner())...)
		left = append(left, l.facts(e.Decision.Facts, half[0].inner()-20)...)
	}
	right := l.lines(strong, "Das ist enthalten", half[1].inner())
	right = append(right, l.counts(e.Figures, half[1])...)
	right = append(right, spacer(8))
	right = append(right, l.lines(strong, "Abschnitte nach Art des Vorschlags", half[1].inner())...)
	right = append(right, l.counts(e.Proposals, half[1])...)
	right = append(right, spacer(8))
	right = append(right, l.contents(parts, half[1])...)
	l.columns = half
	l.row(row{cells: []cell{left, right}})
	l.votes()
}

func spacer(h float64) line { return line{style: body, lead: h} }

// counts sets labels with figures at the right edge.
func (l *layout) counts(facts []edition.Fact, col column) cell {
	var out cell
	for _, f := range facts {
		figure := line{style: factual, text: f.Value, width: l.width(factual, f.Value), lead: factual.leading(), alignRight: true}
		name := l.lines(label, f.Label, col.inner()-50)
		name[0].lead = 0
		out = append(out, name[0], figure)
		out = append(out, name[1:]...)
	}
	return out
}

// contents lists the parts with the pages on which they begin.
func (l *layout) contents(parts []*target, col column) cell {
	out := l.lines(strong, "Inhalt", col.inner())
	for _, t := range parts {
		name := l.lines(label, t.title, col.inner()-36)
		last := &name[len(name)-1]
		last.lead = 0
		page := line{style: factual, lead: factual.leading(), target: t}
		out = append(append(out, name...), page)
	}
	return out
}

// votes lists the votes of the body, if there is a decision.
func (l *layout) votes() {
	d := l.e.Decision
	if d == nil {
		return
	}
	l.gap(8)
	cols := columns(300, 60, 60, 80, marginRight-marginLeft-500)
	l.table(cols, l.headings(cols, "Abstimmung über", "Ja", "Nein", "Enthaltung", "Wegen Befangenheit nicht beteiligt"), 40)
	for _, v := range d.Votes {
		cells := make([]cell, len(cols))
		for i, words := range []string{v.Scope, v.Yes, v.No, v.Abstain, v.Excluded} {
			cells[i] = l.lines(body, words, cols[i].inner())
		}
		l.row(row{cells: cells, rule: true})
	}
	l.endTable()
}

func (l *layout) headings(cols []column, words ...string) []cell {
	out := make([]cell, len(cols))
	for i, w := range words {
		out[i] = l.lines(colHead, w, cols[i].inner())
	}
	return out
}
