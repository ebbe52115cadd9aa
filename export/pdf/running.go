package pdf

import (
	"fmt"
	"strings"
)

// runningHead names plan, its version and the table on every page after the cover.
func (l *layout) runningHead() []placed {
	table := l.e.Title + " · " + l.e.Audience
	plan := l.shorten(running, l.e.Authority+" · "+l.e.Plan+" · "+l.e.Version, l.sheet.width()-l.width(running, table)-24)
	return []placed{
		l.at(marginLeft, headBaseline, plan, false),
		l.at(l.sheet.right(), headBaseline, table, true),
	}
}

// runningFoot ties every page to the table by number, data and hash.
func (l *layout) runningFoot() []placed {
	words := fmt.Sprintf("Tabelle Nr. %d · Stand der Daten %s · Prüfsumme %s", l.e.Number, l.e.AsOf, l.e.ShortHash())
	return []placed{l.at(marginLeft, l.sheet.footBaseline(), words, false)}
}

// pageNumber stands beside it.
func (l *layout) pageNumber(page int) []placed {
	return []placed{l.at(l.sheet.right(), l.sheet.footBaseline(), fmt.Sprintf("Seite %d von %d", page, len(l.sheets)), true)}
}

func (l *layout) at(x, y float64, words string, endsAtX bool) placed {
	words = strings.ReplaceAll(words, "\n", " ")
	if endsAtX {
		x -= l.width(running, words)
	}
	return placed{line: line{style: running, text: words}, x: x, y: y}
}
