package edition

import "github.com/einwand/einwand/export/text"

// Headings of the parts of a document.
const (
	TableHeading      = "Angaben zur Tabelle"
	FiguresHeading    = "Das ist enthalten"
	ProposalsHeading  = "Abschnitte nach Art des Vorschlags"
	ContentsHeading   = "Inhalt"
	VotesHeading      = "Abstimmung"
	BodiesHeading     = "Behörden ohne Antwort und ohne Bedenken"
	SilentHeading     = "Beteiligt, aber ohne Antwort"
	ContentedHeading  = "Geantwortet, ohne Bedenken"
	ClosingHeading    = "Prüfsumme, Prüfpunkt, ersetzte Zeichen"
	HashHeading       = "Prüfsumme der festgeschriebenen Tabelle (SHA-256)"
	SharedHeading     = SharedLabel + " (SHA-256)"
	CheckpointHeading = "Prüfpunkt des Eingangsregisters beim Festschreiben"
	ChecksHeading     = "So prüfen Sie diese Tabelle"
	CarriedHeading    = "Tabelle als Excel-Datei"
	ReplacedHeading   = "Ersetzte Zeichen"
)

// SessionLabel names the fact of the sitting that a table is for.
const SessionLabel = "Für die Sitzung"

// What stands below a heading when there is nothing to list.
const (
	NobodySilent    = "Alle beteiligten Behörden haben geantwortet."
	NobodyContented = "Keine."
	NothingReplaced = "Keine. Alle Texte stehen hier mit allen Zeichen."
)

// Carried says where in a PDF the table is as XLSX.
func Carried(name string) string {
	return "In dieser Datei steckt die Tabelle auch als Excel-Datei: " + name + ". Ihr PDF-Programm zeigt sie bei den Anlagen oder Anhängen."
}

// NotCarried says that it is not.
const NotCarried = "Für eine Anlage in dieser Datei ist die Excel-Datei zu groß. Sie bekommen sie einzeln dort, wo Sie diese Datei bekommen haben."

// VoteTitles head the columns of the votes.
func VoteTitles() []string {
	return []string{"Abstimmung über", "Ja", "Nein", "Enthaltung", "Wegen Befangenheit nicht beteiligt"}
}

// BlankScopes are what the votes will be about, for noting them by hand: en bloc, and by number.
func BlankScopes() []string { return []string{"Alle Nummern im Block", "Nr.", "Nr."} }

// DocumentTitles head the columns of the formats that lay rows out for reading, where a cell holds more than one value.
func DocumentTitles() []string {
	return []string{"Nr.", "Einwender, Eingang", "Stellungnahme", "Abwägung (Begründung)", "Vorschlag", "Planänderung", DecisionTitle}
}

// BallotChoices are to be ticked on a row by hand, BallotFields to be filled in; both may be broken at soft hyphens.
func BallotChoices() []string {
	return []string{"wie vorge\u00adschlagen", "abwei\u00adchend", "vertagt"}
}

// BallotFields are the figures of the vote on a row.
func BallotFields() []string { return []string{"Ja", "Nein", "Enth."} }

// ReplacedTitles head the columns of the list of replaced characters.
func ReplacedTitles() []string {
	return []string{"Zeichen", "Hier dargestellt als", "Anzahl", "Fundstellen"}
}

// Instead says what stands for a character that the file does not show as received.
func Instead(r text.Replacement) string {
	if r.Treatment == text.Omitted {
		return "weggelassen"
	}
	return r.Shown
}

// Heading of the section: its letter and its title.
func (s Section) Heading() string { return s.Letter + "  " + s.Title }

// Summary says to somebody who does not see the table of the section what is in it.
func (s Section) Summary() string {
	return "Stellungnahmen mit Abwägung, Vorschlag und Beschluss: " + s.Title
}

// Subject says above the wording what the examination of a late statement found, topic and reference.
func (r Row) Subject() []string {
	var parts []string
	if r.Examined != "" {
		parts = append(parts, r.Examined)
	}
	if r.Topic != "" {
		parts = append(parts, "Thema: "+r.Topic)
	}
	if r.Reference != "" {
		parts = append(parts, "Bezug: "+r.Reference)
	}
	return parts
}
