package planning

import (
	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure/statement"
)

// proofRow says how the author proved who they are, and what that is worth: a planner decides nothing by it, but may be asked.
func proofRow(e statement.Evidence) page.Row {
	row := page.Row{Term: "Nachweis der Person", Text: howSure(e), Note: worth(e)}
	if e.AuthnAt != nil {
		row.Text += ", nachgewiesen " + page.ShortDateTime(*e.AuthnAt)
	}
	if e.ConfirmedAt != nil {
		row.Text += ", E-Mail-Adresse bestätigt am " + page.ShortDateTime(*e.ConfirmedAt)
	}
	return row
}

// worth explains a level in plain words. The statement counts with each of them (§ 3 Abs. 2 BauGB asks for no proof).
func worth(e statement.Evidence) string {
	switch {
	case e.Means == identity.MeansMailbox && e.Provider == identity.ByInvitation:
		return "Der Link ging an die E-Mail-Adresse, die wir von dem Mitglied kennen. Wer sie gelesen hat, ist nicht geprüft."
	case e.Means == identity.MeansMailbox:
		return "Der Link ging an das Postfach, das wir von der Behörde kennen. Welche Person geantwortet hat, ist nicht geprüft."
	case e.Means == identity.MeansGuest && e.ConfirmedAt != nil:
		return "Name und Anschrift hat die Person selbst angegeben. Geprüft ist nur, dass sie das genannte Postfach liest."
	case e.Level == identity.LevelHigh:
		return "Hoch: Die Person hat sich mit ihrem Ausweis und dessen PIN ausgewiesen."
	case e.Level == identity.LevelSubstantial:
		return "Substanziell: Ein Dienst hat die Person früher geprüft und ihr dafür ein Zertifikat gegeben, mit dem sie sich jetzt angemeldet hat."
	case e.Level == identity.LevelLow:
		return "Niedrig: Die Person hat ein Konto mit Passwort. Ihre Angaben hat sie selbst gemacht, niemand hat sie geprüft."
	}
	return "Niemand hat geprüft, wer geschrieben hat. Die Stellungnahme zählt trotzdem."
}
