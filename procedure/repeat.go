package procedure

import "strings"

// RepeatNeed is which new participation a change of the draft needs.
type RepeatNeed string

// The needs.
const (
	NoRound       RepeatNeed = "none"     // obviously nobody is touched anew or more strongly
	FullRound     RepeatNeed = "full"     // everybody, on the change and its effects
	AffectedRound RepeatNeed = "affected" // the affected public and the authorities concerned
)

// Repeat is the answer of the decision tree of § 4a Abs. 3 BauGB.
type Repeat struct {
	Round   RepeatNeed
	Limited bool // statements on the change and its effects only: by law since 2023, before on request
	Reasons []string
}

// RepeatOf walks the decision tree of § 4a Abs. 3 BauGB over a change that was described:
//
//  1. The change obviously touches no interest for the first time or more strongly: no new round (only since 7 July 2023).
//  2. Otherwise the draft is published again and statements are asked for again, on the change and its possible effects.
//  3. Where the Grundzüge der Planung are not touched, only the affected public and the authorities concerned are to be
//     asked, unless that takes longer in the estimate of the municipality.
func RepeatOf(f Facts) Repeat {
	a, law := f.Answers, f.Law
	if law.RepeatEscape && a.Text("belange") == "nein" {
		return Repeat{Round: NoRound, Reasons: []string{"Die Änderung berührt offensichtlich keine Belange erstmals oder stärker (" + law.RepeatNorm + " S. 1)."}}
	}
	r := Repeat{Round: FullRound, Limited: law.RepeatShall || a.Yes("nur_aenderung"),
		Reasons: []string{"Der geänderte Entwurf ist erneut zu veröffentlichen (" + law.RepeatNorm + " S. 1)."}}
	if r.Limited {
		r.Reasons = append(r.Reasons, "Stellungnahmen sind zur Änderung und ihren möglichen Auswirkungen möglich ("+law.RepeatNorm+" S. 2).")
	}
	if a.Yes("grundzuege") || a.Yes("laenger") {
		return r
	}
	if law.RepeatShall || a.Yes("nur_betroffene") {
		r.Round = AffectedRound
		r.Reasons = append(r.Reasons, "Die Grundzüge der Planung sind nicht berührt: Gefragt werden die betroffene Öffentlichkeit und die berührten Behörden ("+law.RepeatNorm+" S. 4).")
	}
	return r
}

// changeAsked is what T10 asks.
var changeAsked = []Asked{
	{Key: "am", Label: "Tag der Änderung", Kind: FieldDay},
	{Key: "aenderung", Label: "Was wurde geändert oder ergänzt?", Kind: FieldLines},
	{Key: "belange", Label: "Berührt die Änderung Belange erstmals oder stärker?", Kind: FieldChoice, Choices: []Choice{
		{"ja", "Ja, oder es ist nicht offensichtlich"}, {"nein", "Nein, offensichtlich nicht"}}},
	{Key: "grundzuege", Label: "Berührt die Änderung die Grundzüge der Planung?", Kind: FieldQuestion},
	{Key: "laenger", Label: "Würde die Beschränkung auf Betroffene das Verfahren verlängern?", Kind: FieldQuestion, Optional: true},
	{Key: "begruendung", Label: "Begründung", Kind: FieldLines, Optional: true},
}

// changeAskedBefore2023 asks what was a choice until 7 July 2023 and is the rule since.
func changeAskedBefore2023(f Facts) []Asked {
	if f.Law.RepeatShall {
		return nil
	}
	return []Asked{
		{Key: "nur_aenderung", Label: "Sollen Stellungnahmen nur zur Änderung möglich sein?", Kind: FieldQuestion, Optional: true},
		{Key: "nur_betroffene", Label: "Sollen nur Betroffene beteiligt werden?", Kind: FieldQuestion, Optional: true},
	}
}

// repeatNote tells what the decision tree came to, wherever the round that follows from it is prepared.
func repeatNote(row string) condition {
	track := PublicTrack
	if row == "T7" {
		track = BodiesTrack
	}
	return condition{ID: row + ".repeat", Severity: Note, NormBy: func(l Law) string { return l.RepeatNorm }, Remedy: RemedyNone,
		When: func(f Facts) bool { return f.openChange(track) != nil },
		Holds: func(f Facts) (bool, string) {
			return false, strings.Join(f.openChange(track).repeat().Reasons, " ")
		}}
}

var changeGuards = []condition{
	{ID: "T10.past", Severity: Block, Norm: "§ 4a Abs. 3 S. 1 BauGB", Asks: true, Remedy: RemedyAnswer, Holds: notInFuture},
	{ID: "T10.reason", Severity: Block, Norm: "§ 4a Abs. 3 S. 1 BauGB", Asks: true, Remedy: RemedyAnswer,
		When: func(f Facts) bool { return f.Answers.Text("belange") == "nein" },
		Holds: func(f Facts) (bool, string) {
			return either(f.Answers.Text("begruendung") != "", "Es ist begründet, warum offensichtlich keine Belange berührt sind.",
				"Ohne neue Veröffentlichung geht es nur mit einer schriftlichen Begründung, warum offensichtlich keine Belange erstmals oder stärker berührt sind.")
		}},
	{ID: "T10.escape", Severity: Block, Norm: "§ 4a Abs. 3 S. 1 BauGB a. F.", Asks: true, Remedy: RemedyAnswer,
		When: func(f Facts) bool { return !f.Law.RepeatEscape },
		Holds: func(f Facts) (bool, string) {
			return either(f.Answers.Text("belange") != "nein", "Der Entwurf wird erneut ausgelegt.",
				"Nach dem Recht, mit dem dieser Schritt begann, ist nach jeder Änderung erneut auszulegen. Beginnen Sie den Schritt nach heutigem Recht, um davon abzusehen.")
		}},
}
