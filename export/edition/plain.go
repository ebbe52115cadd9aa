package edition

import (
	"fmt"
	"strings"
)

// Plain is everything that the edition says, without layout, for search in the full text.
func (e *Edition) Plain() string {
	var b strings.Builder
	line := func(words ...string) { fmt.Fprintln(&b, strings.Join(words, " ")) }
	line(e.Title + ", " + e.Audience)
	line(e.Notice)
	for _, facts := range [][]Fact{e.Facts, {{"Prüfsumme", e.Hash}, {SharedLabel, e.Shared}}, e.Figures, e.Proposals} {
		for _, f := range facts {
			line(f.Label+":", f.Value)
		}
	}
	if e.Decision != nil {
		e.plainDecision(line)
	}
	for _, name := range e.Silent {
		line("Beteiligt, ohne Antwort:", name)
	}
	for _, name := range e.Contented {
		line("Geantwortet, ohne Bedenken:", name)
	}
	titles := e.Titles()
	for _, s := range e.Sections {
		line()
		line(s.Letter, s.Title)
		for _, r := range s.Rows {
			line()
			for i, cell := range e.Cells(r) {
				if cell != "" {
					line(titles[i]+":", cell)
				}
			}
		}
	}
	return b.String()
}

func (e *Edition) plainDecision(line func(...string)) {
	for _, f := range e.Decision.Facts {
		line(f.Label+":", f.Value)
	}
	for _, v := range e.Decision.Votes {
		line("Abstimmung über", v.Scope+":", "Ja", v.Yes+", Nein", v.No+", Enthaltung", v.Abstain+". Nicht beteiligt:", v.Excluded)
	}
}
