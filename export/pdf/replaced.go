package pdf

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/einwand/einwand/export/edition"
	"github.com/einwand/einwand/export/text"
)

// replaced lists the characters that this file does not show as they were received.
func (l *layout) replaced(list []text.Replacement) {
	l.gap(8)
	if len(list) == 0 {
		l.need(leastPart / 2)
		l.minor(edition.ReplacedHeading)
		l.paragraph(factual, edition.NothingReplaced)
		return
	}
	l.need(2 * leastPart) // the heading does not stand on another page than the list
	l.minor(edition.ReplacedHeading)
	total := 0
	for _, r := range list {
		total += r.Count
	}
	l.paragraph(factual, fmt.Sprintf("Die Schrift dieser Datei enthält nicht alle Zeichen der Texte. %d Zeichen sind deshalb "+
		"durch ihre Nummer in eckigen Klammern ersetzt oder, wenn sie unsichtbar sind, weggelassen. "+
		"Das Original jeder Stellungnahme liegt unverändert bei der Verwaltung.", total))
	cols := l.sheet.columns(110, 130, 70)
	rows := l.open("Ersetzte Zeichen und ihre Fundstellen", cols, leastPart/2, edition.ReplacedTitles()...)
	for _, r := range list {
		l.plainRow(rows, r.Name(), edition.Instead(r), strconv.Itoa(r.Count), strings.Join(r.Where, ", "))
	}
	l.endTable()
}
