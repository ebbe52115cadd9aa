package docx

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/einwand/einwand/export/edition"
	"github.com/einwand/einwand/export/text"
)

// layout puts an edition into the order of the document.
type layout struct {
	e      *edition.Edition
	blocks []block
	taken  map[string]bool // anchors
}

// The anchors of the parts.
const (
	bodiesAnchor  = "behoerden"
	closingAnchor = "pruefung"
)

// lay is everything that the edition says: cover, lists, sections, and how to check.
func lay(e *edition.Edition, replaced []text.Replacement) []block {
	l := &layout{e: e, taken: map[string]bool{}}
	var contents []paragraph
	entry := func(words, to string) {
		contents = append(contents, paragraph{style: contents1, links: []link{{words, to}}})
	}
	if len(e.Silent)+len(e.Contented) > 0 { // else nothing is on record about bodies that were asked
		entry(edition.BodiesHeading, bodiesAnchor)
		l.bodies()
	}
	for _, s := range e.Sections {
		entry(s.Heading(), sectionAnchor(s))
		contents = append(contents, paragraph{style: contents2, links: l.section(s)})
	}
	entry(edition.ClosingHeading, closingAnchor)
	l.closing(replaced)
	parts := l.blocks
	l.blocks = nil
	l.cover(contents)
	return append(l.blocks, parts...)
}

func (l *layout) add(list ...paragraph) {
	for _, p := range list {
		l.blocks = append(l.blocks, block{paragraph: p})
	}
}

func (l *layout) say(s style, words string) { l.add(paragraph{style: s, text: words}) }

func (l *layout) addTable(t table) { l.blocks = append(l.blocks, block{table: &t}) }

// cover says what the document is, for whom, on which data it stands, and where its parts begin.
func (l *layout) cover(contents []paragraph) {
	e := l.e
	l.say(authority, e.Authority)
	l.say(title, e.Title)
	l.say(subtitle, e.Plan)
	l.say(audience, e.Audience)
	l.say(plain, e.Notice)
	l.say(heading1, edition.TableHeading)
	l.facts(edition.TableHeading, value, append(e.Facts[:len(e.Facts):len(e.Facts)],
		edition.Fact{Label: "Prüfsumme", Value: e.ShortHash() + " (vollständig am Ende der Datei)"},
		edition.Fact{Label: "Prüfpunkt", Value: "im Wortlaut am Ende der Datei"}))
	if e.Decision != nil {
		l.say(heading1, edition.DecisionTitle)
		l.facts("Angaben zum Beschluss", value, e.Decision.Facts)
	}
	l.say(heading1, edition.FiguresHeading)
	l.facts("Anzahl der Personen, Stellungnahmen und Abschnitte", figure, e.Figures)
	l.say(heading2, edition.ProposalsHeading)
	l.facts("Anzahl der Abschnitte nach Art des Vorschlags", figure, e.Proposals)
	l.say(heading1, edition.ContentsHeading)
	l.add(contents...)
	l.votes()
}

// facts sets labels with their values.
func (l *layout) facts(summary string, s style, facts []edition.Fact) {
	if len(facts) == 0 {
		return
	}
	widths := []int{3000, 9000}
	if s == figure {
		widths = []int{5600, 1200}
	}
	t := table{summary: summary, widths: widths}
	for _, f := range facts {
		t.rows = append(t.rows, []cell{one(label, f.Label), one(s, f.Value)})
	}
	l.addTable(t)
}

func one(s style, words string) cell { return cell{{style: s, text: words}} }

// votes lists the votes of the body, or leaves room for them: en bloc, by range, and who took no part.
func (l *layout) votes() {
	d := l.e.Decision
	if d == nil && !l.e.Ballot {
		return
	}
	l.say(heading1, edition.VotesHeading)
	t := table{summary: "Abstimmungen mit Stimmen und Befangenheit", widths: []int{5600, 1200, 1200, 1600, pageWidth - 9600}, heads: edition.VoteTitles()}
	if d == nil {
		for _, scope := range edition.BlankScopes() {
			t.plainRow(scope, "", "", "", "")
		}
	} else {
		for _, v := range d.Votes {
			t.plainRow(v.Scope, v.Yes, v.No, v.Abstain, v.Excluded)
		}
	}
	l.addTable(t)
}

// head is the row of the titles.
func (t *table) head() []cell {
	cells := make([]cell, len(t.heads))
	for i, words := range t.heads {
		cells[i] = one(columnHead, words)
	}
	return cells
}

// plainRow adds a row of one text in each column.
func (t *table) plainRow(words ...string) {
	row := make([]cell, len(words))
	for i, w := range words {
		row[i] = one(cellText, w)
	}
	t.rows = append(t.rows, row)
}

// bodies lists the public bodies that are in no row.
func (l *layout) bodies() {
	l.add(paragraph{style: heading1, text: edition.BodiesHeading, anchor: bodiesAnchor, newPage: true})
	l.list(edition.SilentHeading, l.e.Silent, edition.NobodySilent)
	l.list(edition.ContentedHeading, l.e.Contented, edition.NobodyContented)
}

func (l *layout) list(words string, names []string, none string) {
	l.say(heading2, words)
	if len(names) == 0 {
		l.say(plain, none)
	}
	for _, name := range names {
		l.say(bullet, name)
	}
}

// closing tells how to check the document and what it could not show.
func (l *layout) closing(replaced []text.Replacement) {
	l.add(paragraph{style: heading1, text: edition.ClosingHeading, anchor: closingAnchor, newPage: true})
	l.say(heading2, edition.HashHeading)
	l.say(code, l.e.Hash)
	l.say(heading2, edition.SharedHeading)
	l.say(code, l.e.Shared)
	l.say(heading2, edition.CheckpointHeading)
	l.say(code, strings.TrimSuffix(l.e.Checkpoint, "\n"))
	l.say(heading2, edition.ChecksHeading)
	for _, check := range l.e.Checks {
		l.say(plain, check)
	}
	l.say(heading2, edition.ReplacedHeading)
	if len(replaced) == 0 {
		l.say(plain, edition.NothingReplaced)
		return
	}
	l.replaced(replaced)
}

// replaced lists the characters that this file does not show as they were received. The last block is a paragraph: Word
// wants one after a table.
func (l *layout) replaced(list []text.Replacement) {
	total := 0
	t := table{summary: "Ersetzte Zeichen und ihre Fundstellen", widths: []int{2200, 2600, 1400, pageWidth - 6200}, heads: edition.ReplacedTitles()}
	for _, r := range list {
		total += r.Count
		t.plainRow(r.Name(), edition.Instead(r), strconv.Itoa(r.Count), strings.Join(r.Where, ", "))
	}
	l.say(plain, fmt.Sprintf("Diese Datei kann nicht alle Zeichen der Texte enthalten. Anzahl der Zeichen, die ersetzt oder weggelassen sind: %d.", total))
	l.addTable(t)
	l.say(plain, "Das Original jeder Stellungnahme liegt unverändert bei der Verwaltung.")
}
