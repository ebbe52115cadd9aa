package edition

import (
	"errors"
	"fmt"
	"strings"

	"github.com/einwand/einwand/weighing"
)

// ErrUnknown marks a code, group or outcome for which there are no German words.
var ErrUnknown = errors.New("no words for this value")

// groups are the sections in the order of the table.
var groups = []weighing.Group{weighing.GroupBodies, weighing.GroupPublic, weighing.GroupEvents}

// asideGroup are the rows of all groups that hold no argument: form of address, greeting. There are as many of them as of
// the others, and between the points they hide what is to be decided. They keep their numbers.
const asideGroup weighing.Group = "E"

func groupTitle(g weighing.Group) string {
	switch g {
	case asideGroup:
		return "Abschnitte ohne Argument, zum Beispiel Anrede und Gruß"
	case weighing.GroupBodies:
		return "Behörden und sonstige Träger öffentlicher Belange (§\u00a04 BauGB)"
	case weighing.GroupPublic:
		return "Öffentlichkeit (§\u00a03 BauGB)"
	case weighing.GroupEvents:
		return "Beiträge aus Veranstaltungen (§\u00a03 Abs.\u00a01 BauGB)"
	}
	return ""
}

// codes are the kinds of proposal in the order of the statistics.
var codes = []weighing.Code{
	weighing.CodeFollow, weighing.CodePartial, weighing.CodeReject, weighing.CodeNoted, weighing.CodeAlready,
	weighing.CodeHint, weighing.CodeEditorial, weighing.CodeOutOfScope, weighing.CodeLate,
}

// CodeText is what a proposal or decision says of an argument: "Wird teilweise gefolgt". It returns ErrUnknown for
// a code that is not one of weighing's.
func CodeText(c weighing.Code) (string, error) {
	switch c {
	case weighing.CodeFollow:
		return "Wird gefolgt", nil
	case weighing.CodePartial:
		return "Wird teilweise gefolgt", nil
	case weighing.CodeReject:
		return "Wird nicht gefolgt", nil
	case weighing.CodeNoted:
		return "Zur Kenntnis genommen", nil
	case weighing.CodeAlready:
		return "Bereits berücksichtigt", nil
	case weighing.CodeHint:
		return "Hinweis wird aufgenommen", nil
	case weighing.CodeEditorial:
		return "Redaktionell geändert", nil
	case weighing.CodeOutOfScope:
		return "Nicht Gegenstand dieses Verfahrens", nil
	case weighing.CodeLate:
		return unconsidered(lateNorm), nil
	}
	return "", fmt.Errorf("code %q: %w", c, ErrUnknown)
}

// lateNorm is the paragraph on late statements of the law in force, for what has no round: before 7 July 2023 Abs. 6.
const lateNorm = "§\u00a04a Abs.\u00a05 BauGB"

func unconsidered(norm string) string { return "Bleibt unberücksichtigt (" + norm + ")" }

// CodeTextUnder is CodeText with the paragraph on late statements by the law of a round; norm is empty where none is known.
func CodeTextUnder(c weighing.Code, norm string) (string, error) {
	if c == weighing.CodeLate && norm != "" {
		return unconsidered(keepTogether.Replace(norm)), nil
	}
	return CodeText(c)
}

// keepTogether sets the spaces in a paragraph that no line may end at.
var keepTogether = strings.NewReplacer("§ ", "§\u00a0", "Abs. ", "Abs.\u00a0")

// Finding is what the examination of a late statement came to.
func Finding(e weighing.Examined) string {
	if e.MustBeWeighed {
		return "muss abgewogen werden"
	}
	return "kann unberücksichtigt bleiben"
}

// Outcomes are the words for what a body can decide on a row, to be chosen from.
func Outcomes() []string {
	return []string{asProposed, deviating, postponed}
}

const (
	asProposed = "Wie vorgeschlagen"
	deviating  = "Abweichend vom Vorschlag"
	postponed  = "Vertagt"
)

// ParseOutcome reads what somebody chose or typed for a row. It takes no word for another: whatever is none of Outcomes is not known.
func ParseOutcome(words string) (weighing.Outcomes, bool) {
	words = strings.Join(strings.Fields(words), " ")
	for _, k := range []weighing.Outcomes{weighing.AsProposed, weighing.Deviating, weighing.Postponed} {
		if text, err := outcomeText(k); err == nil && strings.EqualFold(words, text) {
			return k, true
		}
	}
	return "", false
}

func outcomeText(k weighing.Outcomes) (string, error) {
	switch k {
	case weighing.AsProposed:
		return asProposed, nil
	case weighing.Deviating:
		return deviating, nil
	case weighing.Postponed:
		return postponed, nil
	}
	return "", fmt.Errorf("outcome %q: %w", k, ErrUnknown)
}

// Words that every format prints.
const (
	CouncilAudience = "Für den Rat"
	PublicAudience  = "Öffentliche Fassung"
	Timely          = "rechtzeitig"
	Late            = "nach Ende der Frist"
	Withdrawn       = "zurückgezogen"
	NoProposal      = "Kein Vorschlag"
	NoChange        = "keine"
	NoWording       = "(kein Text)"
	Undecided       = "Noch nicht beschlossen"
	NothingToDecide = "Nichts zu beschließen"

	councilNotice = "Mit dem Wortlaut, wie er einging. Diese Fassung ist nur für den Rat und die Verwaltung bestimmt."
	publicNotice  = "Namen und Angaben zu Personen sind entfernt. Eine Person der Verwaltung hat jeden Text geprüft und freigegeben."
)

// checks explains hash and checkpoint to somebody who has only this file. The hash covers salts that stay with the
// authority, hence nobody can recompute it from the print.
var checks = []string{
	"Vergleichen Sie die Prüfsumme der Tabelle mit der Prüfsumme, die auf der Seite des Verfahrens bei dieser Tabelle steht. " +
		"Stimmen alle Zeichen überein, gehört diese Datei zu der festgeschriebenen Tabelle.",
	"Der Prüfpunkt ist der unterschriebene Stand des Eingangsregisters beim Festschreiben. Speichern Sie ihn " +
		"Zeichen für Zeichen in einer Datei. Der Befehl „einwand verify --checkpoint DATEI“ prüft, ob das Register " +
		"diesen Stand noch enthält.",
	"Die Fassung für den Rat und die öffentliche Fassung einer Tabelle tragen dieselbe Prüfsumme der gemeinsamen Angaben. Sie " +
		"sagt, dass beide dieselben Zeilen mit denselben Vorschlägen, Gründen und Beschlüssen haben. Der Befehl „einwand verify " +
		"--twins RAT.xlsx --twins OEFFENTLICH.xlsx“ rechnet sie aus den beiden Dateien nach.",
	"Den öffentlichen Schlüssel zur Unterschrift nennen die Bekanntmachung und die Adresse /pruefschluessel.",
	"Aus dem Text dieser Datei allein lässt sich die Prüfsumme der Tabelle nicht errechnen: In sie gehen Zufallswerte ein, die " +
		"bei der Verwaltung bleiben, damit niemand durch Probieren auf Personen schließen kann.",
}
