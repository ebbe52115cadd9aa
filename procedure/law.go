package procedure

import (
	"fmt"
	"time"

	"github.com/einwand/einwand/procedure/period"
)

// Law is the wording of the BauGB that the texts, hints and conditions of a step come from. It belongs to a rule set, and
// a step keeps the rule set with which it began (§ 233 Abs. 1 BauGB).
type Law struct {
	RuleSet string

	PublicationAct string // "wird … im Internet veröffentlicht"
	PeriodName     string // of the time in which people can write
	NoticeNorm     string // where the announcement and its contents stand
	LeadDays       int    // the announcement takes effect at least so many days before the first day
	LeadNorm       string
	Internet       bool // publication on the internet is the participation itself, not an addition
	PortalNorm     string
	LateNorm       string // late statements
	RepeatNorm     string
	RepeatShall    bool // a repeated round is limited to the change by law, and shortening "soll"; before "kann"
	RepeatEscape   bool // no repeated round where no interest is obviously touched anew or more strongly
	BorderNorm     string
	BodiesNorm     string
	UnionsNorm     string // hint on environmental associations in the announcement of an FNP
	ResultNorm     string // of the notice that replaces more than 50 results
	ResultOnline   bool   // it goes on the internet too
}

var (
	// law2017 holds the words before 7 July 2023 (BauGB in der Fassung vom 03.11.2017).
	law2017 = Law{
		PublicationAct: "wird der Entwurf mit der Begründung öffentlich ausgelegt",
		PeriodName:     "Auslegungsfrist", NoticeNorm: "§ 3 Abs. 2 S. 2 BauGB", LeadDays: 7, LeadNorm: "§ 3 Abs. 2 S. 2 BauGB: mindestens eine Woche vorher",
		PortalNorm: "§ 4a Abs. 4 S. 1 BauGB", LateNorm: "§ 4a Abs. 6 BauGB", RepeatNorm: "§ 4a Abs. 3 BauGB",
		BorderNorm: "§ 4a Abs. 5 S. 3 BauGB", BodiesNorm: "§ 4 Abs. 2 S. 2 BauGB", UnionsNorm: "§ 3 Abs. 3 BauGB",
		ResultNorm: "§ 3 Abs. 2 S. 5 BauGB",
	}
	// law2023 holds the words since the act of 3 July 2023 (BGBl. 2023 I Nr. 176).
	law2023 = Law{
		PublicationAct: "wird der Entwurf mit der Begründung im Internet veröffentlicht",
		PeriodName:     "Veröffentlichungsfrist", NoticeNorm: "§ 3 Abs. 2 S. 4 BauGB", LeadDays: 1,
		LeadNorm: "§ 3 Abs. 2 S. 4 BauGB; VGH BW, 17.01.2025, 14 S 376/24", Internet: true,
		PortalNorm: "§ 3 Abs. 2 S. 5 BauGB", LateNorm: "§ 4a Abs. 5 BauGB", RepeatNorm: "§ 4a Abs. 3 BauGB", RepeatShall: true, RepeatEscape: true,
		BorderNorm: "§ 4a Abs. 4 S. 3 BauGB", BodiesNorm: "§ 4 Abs. 2 S. 3 BauGB", UnionsNorm: "§ 3 Abs. 3 BauGB",
		ResultNorm: "§ 3 Abs. 2 S. 7 BauGB", ResultOnline: true,
	}
)

var laws = map[string]Law{
	"BauGB-2017": law2017, "BauGB-2021": law2017,
	"BauGB-2023": law2023, "BauGB-2024": law2023, "BauGB-2025": law2023,
}

// LawOf is the law of a rule set. It returns period.ErrRuleSet for an unknown one.
func LawOf(ruleSet string) (Law, error) {
	l, ok := laws[ruleSet]
	if !ok {
		return Law{}, fmt.Errorf("law %q: %w", ruleSet, period.ErrRuleSet)
	}
	l.RuleSet = ruleSet
	return l, nil
}

// bindingLaw is the rule set of a step that begins on a day, in a procedure that was begun on another: the law in force
// when the step begins, unless the authority ends the procedure under the law with which it began (§ 233 Abs. 1 BauGB:
// "Verfahren … werden nach den bisher geltenden Rechtsvorschriften abgeschlossen … noch nicht begonnene Schritte können
// auch nach den Vorschriften dieses Gesetzes durchgeführt werden"). asked is empty or one of the two.
func bindingLaw(asked string, initiated, begins period.Date) (string, error) {
	now, err := period.RuleSetAt(begins)
	if err != nil {
		return "", fmt.Errorf("%w: %w", err, &Invalid{Fields: map[string]string{"am": fmt.Sprintf(
			"Für den %s kennt das Programm kein Recht. Es reicht bis zum 13.05.2017 zurück.", german(begins))}})
	}
	if asked == "" || asked == now.ID {
		return now.ID, nil
	}
	first, err := period.RuleSetAt(initiated)
	if err != nil {
		return "", err
	}
	if asked != first.ID {
		return "", &Invalid{Fields: map[string]string{"rule_set": fmt.Sprintf(
			"Für diesen Schritt gilt %s oder, weil das Verfahren damit begann, %s (§ 233 Abs. 1 BauGB).", now.ID, first.ID)}}
	}
	return asked, nil
}

// LawChoice tells whether a step that begins now may follow either of two laws: that with which the procedure began, and
// that in force. ok is false where they are the same.
func LawChoice(steps []Step, now time.Time) (first, today string, ok bool) {
	s := Latest(steps, StepInitiation)
	if s == nil || s.BeganOn == nil {
		return "", "", false
	}
	old, err1 := period.RuleSetAt(*s.BeganOn)
	current, err2 := period.RuleSetAt(period.DateAt(now))
	return old.ID, current.ID, err1 == nil && err2 == nil && old.ID != current.ID
}
