package pdf

import (
	"slices"
	"strings"

	"github.com/einwand/einwand/export/edition"
	"github.com/einwand/einwand/export/pdf/fonts"
	"github.com/einwand/einwand/export/tagged"
	"github.com/einwand/einwand/export/text"
)

// layout lays out one edition.
type layout struct {
	flow
	typesetter
	e      *edition.Edition
	doc    *tagged.Document
	part   *tagged.Element // to which what follows belongs
	sheets []*tagged.Page
	later  []reference
	head   []placed // of every page but the first
	rows   float64  // room at the right edge of the head for the numbers of the rows
	book   *Workbook
	tell   []Progress
	laid   int // rows
}

func newLayout(e *edition.Edition, set fonts.Set, s Sheet) *layout {
	l := &layout{flow: flow{sheet: s}, typesetter: newTypesetter(set), e: e, doc: tagged.New(set, s.size)}
	l.turn = l.draw
	l.rows = l.roomForRows()
	l.head = l.runningHead()
	return l
}

// lay places everything that the edition says on pages: cover, lists, sections, and how to check.
func (l *layout) lay(replaced []text.Replacement) {
	e := l.e
	l.begin()
	l.newPage()
	sections := make([]*target, len(e.Sections))
	for i, s := range e.Sections {
		sections[i] = &target{title: s.Heading()}
	}
	lists := &target{title: edition.BodiesHeading}
	closing := &target{title: edition.ClosingHeading}
	parts := append(slices.Clone(sections), closing)
	if asked := len(e.Silent)+len(e.Contented) > 0; asked {
		l.cover(append([]*target{lists}, parts...))
		l.lists(lists)
	} else {
		l.cover(parts) // nothing is on record about bodies that were asked: the table says nothing about them
	}
	for i, s := range e.Sections {
		l.section(s, sections[i])
	}
	l.closing(closing, replaced)
	l.turn(&l.page)
}

// begin opens a part of the document.
func (l *layout) begin() { l.part = l.doc.Root().Add(tagged.Section) }

// paragraph sets a text over the whole width.
func (l *layout) paragraph(s style, words string) {
	l.whole(l.lines(s, words, l.sheet.whole().inner()).paragraphs(l.part))
}

func (l *layout) whole(c cell) {
	l.columns = l.sheet.columns()
	l.row(row{cells: []cell{c}})
}

// heading sets the heading of a part, which stays with what follows.
func (l *layout) heading(words string, t *target) {
	l.gap(10)
	l.need(leastPart)
	l.columns = l.sheet.columns()
	l.row(row{cells: []cell{l.lines(heading, words, l.sheet.whole().inner()).in(l.part.Add(tagged.Heading))}, target: t})
}

// minor sets a heading inside of a part.
func (l *layout) minor(words string) {
	l.whole(l.lines(strong, words, l.sheet.whole().inner()).in(l.part.Add(tagged.Minor)))
}

// facts sets labels with their values.
func (l *layout) facts(summary string, facts []edition.Fact, width float64) cell {
	const labelWidth = 128
	var out cell
	table := l.part.AddTable(summary)
	for _, f := range facts {
		tr := table.Add(tagged.Row)
		name := l.lines(label, f.Label, labelWidth-8).in(tr.AddHeader(tagged.OfRow))
		value := l.lines(factual, f.Value, width-labelWidth).indented(labelWidth).in(tr.Add(tagged.Cell))
		out = append(out, beside(name, value)...)
	}
	return out
}

// beside merges two cells line by line, so that they stand next to each other.
func beside(a, b cell) cell {
	var out cell
	for i := range max(len(a), len(b)) {
		if i < len(a) {
			first := a[i]
			if i < len(b) {
				first.lead = 0
			}
			out = append(out, first)
		}
		if i < len(b) {
			out = append(out, b[i])
		}
	}
	return out
}

// list sets names under a heading, or the words for none.
func (l *layout) list(words string, names []string, none string) {
	l.gap(6)
	l.need(leastPart / 2)
	l.minor(words)
	if len(names) == 0 {
		l.paragraph(factual, none)
		return
	}
	list := l.part.AddList("Disc")
	for _, name := range names {
		const indent = 12
		l.columns = l.sheet.columns()
		item := list.Add(tagged.Item)
		bullet := l.lines(factual, "•", indent).in(item.Add(tagged.Label))
		words := l.lines(factual, name, l.sheet.whole().inner()-indent).indented(indent).in(item.Add(tagged.ItemBody))
		l.row(row{cells: []cell{beside(bullet, words)}, tight: true})
	}
}

func (l *layout) lists(t *target) {
	if l.number == 1 {
		l.newPage()
	}
	l.begin()
	l.need(2 * leastPart)
	l.heading(edition.BodiesHeading, t)
	l.list(edition.SilentHeading, l.e.Silent, edition.NobodySilent)
	l.list(edition.ContentedHeading, l.e.Contented, edition.NobodyContented)
}

// closing tells how to check the document, what it carries and what it could not show.
func (l *layout) closing(t *target, replaced []text.Replacement) {
	l.newPage()
	l.begin()
	l.heading(t.title, t)
	l.gap(4)
	l.minor(edition.HashHeading)
	l.paragraph(l.codeStyle(l.e.Hash), l.e.Hash)
	l.minor(edition.SharedHeading)
	l.paragraph(code, l.e.Shared)
	l.minor(edition.CheckpointHeading)
	l.paragraph(l.codeStyle(l.e.Checkpoint), strings.TrimSuffix(l.e.Checkpoint, "\n"))
	l.gap(4)
	l.minor(edition.ChecksHeading)
	for _, check := range l.e.Checks {
		l.paragraph(factual, check)
	}
	l.carried()
	l.replaced(replaced)
}

// codeStyle is the fixed-width face, unless it lacks a character that the others have.
func (l *layout) codeStyle(words string) style {
	for _, r := range words {
		if r != '\n' && !l.set.Mono.Has(r) {
			return factual
		}
	}
	return code
}
