package xlsx

import (
	"fmt"
	"strings"

	"github.com/einwand/einwand/export/edition"
	"github.com/einwand/einwand/export/text"
)

// The sheets.
const (
	tableSheet = "Tabelle"
	factsSheet = "Angaben"
)

func tableColumns() []column {
	return []column{
		{"Nr.", 11, true}, {"Einwender", 18, true}, {"Eingang", 12, true}, {"Weg", 13, true}, {"Frist", 12, true},
		{"Zurückgezogen", 13, true}, {"Thema", 15, true}, {"Bezug", 15, true}, {"Stellungnahme", 56, false},
		{"Abwägung (Begründung)", 50, false}, {"Vorschlag", 16, false}, {"Planänderung", 22, false},
		{"Beschluss", 22, false}, {"Prüfung der Verspätung", 30, false},
	}
}

// table is the sheet of the rows.
func table(e *edition.Edition, r ruler) *sheet {
	s := &sheet{name: tableSheet, cols: tableColumns(), filter: true}
	titles := make([]string, len(s.cols))
	for i, c := range s.cols {
		titles[i] = c.title
	}
	s.lines = append(s.lines, line{cells: titles, height: rowHeight(1), head: true})
	for _, section := range e.Sections {
		for _, row := range section.Rows {
			s.add(r, cells(e, row), numbered)
		}
	}
	return s
}

func cells(e *edition.Edition, r edition.Row) []string {
	withdrawn := "nein"
	if r.Withdrawn {
		withdrawn = "ja"
	}
	return []string{
		r.Number, r.Label, r.Received, r.Channel, r.Timeliness, withdrawn, r.Topic, r.Reference, r.Wording, r.Reasoning,
		r.Proposal, r.PlanChange, outcome(e, r), r.Examined,
	}
}

// outcome is empty on the council's sheet before the vote, so that it can be filled in.
func outcome(e *edition.Edition, r edition.Row) string {
	switch {
	case e.Decision != nil:
		var told []string
		for _, s := range []string{r.Outcome.Kind, r.Outcome.Text, r.Outcome.Vote} {
			if s != "" {
				told = append(told, s)
			}
		}
		return strings.Join(told, "\n")
	case e.Ballot:
		return ""
	}
	return edition.Undecided
}

// facts is the sheet of everything that is not a row.
func facts(e *edition.Edition, replaced []text.Replacement, r ruler) *sheet {
	b := &factSheet{sheet: &sheet{name: factsSheet, cols: []column{{"", 34, false}, {"", 110, false}}}, ruler: r}
	b.head(e.Title + ", " + e.Audience)
	b.fact("Hinweis", e.Notice)
	b.facts(e.Facts)
	b.fact("Prüfsumme (SHA-256)", e.Hash)
	b.fact("Prüfpunkt", e.Checkpoint)
	b.head("Das ist enthalten")
	b.facts(e.Figures)
	b.head("Abschnitte nach Art des Vorschlags")
	b.facts(e.Proposals)
	if len(e.Silent)+len(e.Contented) > 0 { // nothing on record about bodies that were asked: nothing is said
		b.head("Behörden")
		b.names("Beteiligt, aber ohne Antwort", e.Silent)
		b.names("Geantwortet, ohne Bedenken", e.Contented)
	}
	if d := e.Decision; d != nil {
		b.head("Beschluss")
		b.facts(d.Facts)
		for _, v := range d.Votes {
			b.fact("Abstimmung über "+v.Scope, fmt.Sprintf("Ja %s, Nein %s, Enthaltung %s. Wegen Befangenheit nicht beteiligt: %s",
				v.Yes, v.No, v.Abstain, v.Excluded))
		}
	}
	b.head("So prüfen Sie diese Tabelle")
	b.names("", e.Checks)
	b.head("Ersetzte Zeichen")
	b.replaced(replaced)
	return b.sheet
}

type factSheet struct {
	*sheet
	ruler ruler
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
