package pdf

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/einwand/einwand/export/text"
)

// replaced lists the characters that this file does not show as they were received.
func (l *layout) replaced(list []text.Replacement) {
	l.gap(8)
	l.need(leastPart)
	l.minor("Ersetzte Zeichen")
	if len(list) == 0 {
		l.paragraph(factual, "Keine. Alle Texte stehen hier mit allen Zeichen.")
		return
	}
	total := 0
	for _, r := range list {
		total += r.Count
	}
	l.paragraph(factual, fmt.Sprintf("Die Schrift dieser Datei enthält nicht alle Zeichen der Texte. %d Zeichen sind deshalb "+
		"durch ihre Nummer in eckigen Klammern ersetzt oder, wenn sie unsichtbar sind, weggelassen. "+
		"Das Original jeder Stellungnahme liegt unverändert bei der Verwaltung.", total))
	cols := l.sheet.columns(110, 130, 70)
	rows := l.open("Ersetzte Zeichen und ihre Fundstellen", cols, leastPart/2, "Zeichen", "Hier dargestellt als", "Anzahl", "Fundstellen")
	for _, r := range list {
		shown := r.Shown
		if r.Treatment == text.Omitted {
			shown = "weggelassen"
		}
		l.plainRow(rows, r.Name(), shown, strconv.Itoa(r.Count), strings.Join(r.Where, ", "))
	}
	l.endTable()
}
