package edition

import "strings"

// DecisionTitle heads the column that the body fills in.
const DecisionTitle = "Beschluss"

// Titles head the columns of the formats that lay rows out as cells. The first eight say of what a row is, the others what it says.
func (e *Edition) Titles() []string {
	return []string{"Nr.", "Einwender", "Eingang", "Weg", "Frist", "Zurückgezogen", "Thema", "Bezug",
		"Stellungnahme", "Abwägung (Begründung)", "Vorschlag", "Planänderung", DecisionTitle, "Prüfung der Verspätung"}
}

// Cells are a row below the titles.
func (e *Edition) Cells(r Row) []string {
	withdrawn := "nein"
	if r.Withdrawn {
		withdrawn = "ja"
	}
	return []string{
		r.Number, r.Label, r.Received, r.Channel, r.Timeliness, withdrawn, r.Topic, r.Reference, r.Wording, r.Reasoning,
		r.Proposal, r.PlanChange, e.decided(r), r.Examined,
	}
}

// decided is empty on the council's sheet before the vote, so that it can be filled in.
func (e *Edition) decided(r Row) string {
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
	case r.Void:
		return NothingToDecide
	}
	return Undecided
}
