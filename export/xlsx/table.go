package xlsx

import (
	"fmt"
	"slices"
	"strings"

	"github.com/einwand/einwand/export/edition"
	"github.com/einwand/einwand/export/pdf/fonts"
	"github.com/einwand/einwand/export/text"
)

// The sheets.
const (
	tableSheet   = "Tabelle"
	bodiesSheet  = "Behörden"
	figuresSheet = "Statistik"
	factsSheet   = "Angaben"
)

// repeated columns stand again in the rows that continue a row: the first of an edition, which say of what it is.
const repeated = 8

// numberTitle is that of the column of an edition by which people know a row.
const numberTitle = "Nr."

// Titles of the columns that a sheet has and an edition has not.
const (
	remarkTitle = "Bemerkung"
	keyTitle    = "Schlüssel"
)

// tableColumns are those of an edition. The council's has the key of each row, and before the vote two columns to be filled in.
func tableColumns(e *edition.Edition) []column {
	widths := []float64{11, 18, 12, 13, 12, 13, 15, 15, 56, 50, 16, 22, 22, 30}
	cols := make([]column, len(widths))
	for i, title := range e.Titles() {
		cols[i] = column{title: title, width: widths[i], repeat: i < repeated}
	}
	if decision := slices.Index(e.Titles(), edition.DecisionTitle); e.Ballot {
		cols[decision].open, cols[decision].choices = true, edition.Outcomes()
		cols = append(cols, column{title: remarkTitle, width: 30, open: true})
	}
	if e.Keyed {
		cols = append(cols, column{title: keyTitle, width: 12, repeat: true, hidden: true})
	}
	return cols
}

// table is the sheet of the rows.
func table(e *edition.Edition, face *fonts.Face) *sheet {
	s := &sheet{name: tableSheet, cols: tableColumns(e), filter: true}
	titles := make([]string, len(s.cols))
	for i, c := range s.cols {
		titles[i] = c.title
	}
	s.lines = append(s.lines, line{cells: titles, height: rowHeight(1), head: true})
	rows := make([]edition.Row, 0, e.Rows())
	for _, section := range e.Sections {
		rows = append(rows, section.Rows...)
	}
	s.addAll(face, rows, func(row edition.Row) []string { return cells(e, row) }, numbered)
	return s
}

func cells(e *edition.Edition, r edition.Row) []string {
	list := e.Cells(r)
	if e.Ballot {
		list = append(list, "")
	}
	if e.Keyed {
		list = append(list, r.Key)
	}
	return list
}

// bodies is the sheet of the public bodies that are in no row; none if nothing is on record about bodies that were asked.
func bodies(e *edition.Edition, r *ruler) *sheet {
	if len(e.Silent)+len(e.Contented) == 0 {
		return nil
	}
	s := &sheet{name: bodiesSheet, cols: []column{{title: "Behörde", width: 90}, {title: "Stand", width: 40}}, filter: true}
	s.lines = append(s.lines, line{cells: []string{"Behörde", "Stand"}, height: rowHeight(1), head: true})
	for _, name := range e.Silent {
		s.add(r, []string{name, "beteiligt, ohne Antwort"}, numbered)
	}
	for _, name := range e.Contented {
		s.add(r, []string{name, "geantwortet, ohne Bedenken"}, numbered)
	}
	return s
}

// figures is the sheet of what was counted.
func figures(e *edition.Edition, r *ruler) *sheet {
	b := &factSheet{sheet: &sheet{name: figuresSheet, cols: []column{{width: 60}, {width: 16}}}, ruler: r}
	b.head(edition.FiguresHeading)
	b.facts(e.Figures)
	b.head(edition.ProposalsHeading)
	b.facts(e.Proposals)
	return b.sheet
}

// facts is the sheet of everything that is not a row.
func facts(e *edition.Edition, replaced []text.Replacement, r *ruler) *sheet {
	b := &factSheet{sheet: &sheet{name: factsSheet, cols: []column{{width: 34}, {width: 110}}}, ruler: r}
	b.head(e.Title + ", " + e.Audience)
	b.fact("Hinweis", e.Notice)
	b.facts(e.Facts)
	b.fact(hashFact, e.Hash)
	b.fact(edition.SharedLabel, e.Shared)
	b.fact("Prüfpunkt", e.Checkpoint)
	if d := e.Decision; d != nil {
		b.head(edition.DecisionTitle)
		b.facts(d.Facts)
		for _, v := range d.Votes {
			b.fact("Abstimmung über "+v.Scope, fmt.Sprintf("Ja %s, Nein %s, Enthaltung %s. Wegen Befangenheit nicht beteiligt: %s",
				v.Yes, v.No, v.Abstain, v.Excluded))
		}
	}
	b.head(edition.ChecksHeading)
	b.names("", e.Checks)
	b.head(edition.ReplacedHeading)
	b.replaced(replaced)
	return b.sheet
}

type factSheet struct {
	*sheet
	ruler *ruler
}

func (b *factSheet) head(words string) {
	b.lines = append(b.lines, line{cells: []string{words, ""}, height: rowHeight(1), head: true})
}

func (b *factSheet) fact(label, value string) {
	b.add(b.ruler, []string{label, value}, func(cell string, part, of int) string {
		return strings.TrimSpace(numbered(cell, part, of))
	})
}

func (b *factSheet) facts(list []edition.Fact) {
	for _, f := range list {
		b.fact(f.Label, f.Value)
	}
}

// names lists values below one label, or says that there is none.
func (b *factSheet) names(label string, values []string) {
	if len(values) == 0 {
		values = []string{"keine"}
	}
	for _, v := range values {
		b.fact(label, v)
	}
}

func (b *factSheet) replaced(list []text.Replacement) {
	if len(list) == 0 {
		b.fact("Keine", "Alle Texte stehen hier mit allen Zeichen.")
		return
	}
	for _, r := range list {
		shown := "dargestellt als " + r.Shown
		if r.Treatment == text.Omitted {
			shown = "weggelassen"
		}
		b.fact(r.Name(), fmt.Sprintf("%s, Anzahl %d, Fundstellen: %s", shown, r.Count, strings.Join(r.Where, ", ")))
	}
}
