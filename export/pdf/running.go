package pdf

import (
	"fmt"
	"strings"
)

// runningHead names plan, its version and the table on every page after the cover, and the paper that it belongs to. At the
// right edge there is room for the rows of the page, as much on each, so that the other words stand still under the thumb.
func (l *layout) runningHead() []placed {
	table := l.e.Title + " · " + l.e.Audience
	if l.e.Paper != "" {
		table = l.shorten(running, l.e.Paper, mostForPaper) + " · " + table
	}
	right := l.sheet.right() - l.rows
	plan := l.shorten(running, l.e.Authority+" · "+l.e.Plan+" · "+l.e.Version, right-l.width(running, table)-headGap-marginLeft)
	return []placed{
		l.at(marginLeft, headBaseline, plan, false),
		l.at(right, headBaseline, table, true),
	}
}

// In the head of a page, in points.
const (
	headGap      = 24.0  // between what stands there
	mostForPaper = 160.0 // number of the paper
	mostForRow   = 96.0  // number of a row; usual ones need 40
)

// roomForRows is the width that the numbers of the rows of one page may take, with the gap before them.
func (l *layout) roomForRows() float64 {
	widest := 0.0
	for _, s := range l.e.Sections {
		for _, r := range s.Rows {
			widest = max(widest, l.width(mark, r.Number))
		}
	}
	if widest == 0 {
		return 0
	}
	return l.width(mark, "Nr.  bis ") + 2*min(widest, mostForRow) + headGap
}

// onPage says which rows stand on the page, for who leafs through a table in a session.
func (l *layout) onPage(p *page) []placed {
	if p.first == "" {
		return nil
	}
	words := rowsOnPage(l.shorten(mark, p.first, mostForRow), l.shorten(mark, p.last, mostForRow))
	at := l.at(l.sheet.right()-l.width(mark, words), headBaseline, words, false)
	at.style = mark
	return []placed{at}
}

func rowsOnPage(first, last string) string {
	if first == last {
		return "Nr. " + first
	}
	return "Nr. " + first + " bis " + last
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
