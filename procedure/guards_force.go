package procedure

import (
	"fmt"

	"github.com/einwand/einwand/procedure/period"
)

// Conditions of the plan in force and of the side ways: T15 to T25.

// approvalEnd is the last day on which the approval can be refused: by the rule from the day of the latest receipt, or as
// extended since.
func approvalEnd(f Facts) period.Date {
	for i := len(f.Acts) - 1; i >= 0 && f.Acts[i].Cycle == f.Procedure.Cycle; i-- {
		switch a := f.Acts[i]; a.Transition {
		case "T14e":
			if to, ok := a.Answers.Day("bis"); ok {
				return to
			}
		case "T13":
			return ruleEnd(f, "6(4)", a.On)
		}
	}
	return period.Date{}
}

// past reports whether a last day is over. One that cannot be told is not over.
func (f Facts) past(end period.Date) bool { return !end.IsZero() && f.Today.After(end) }

var executionGuards = []condition{
	{ID: "T15.past", Severity: Block, Norm: "Landesrecht, Rechtsstaatsprinzip", Asks: true, Remedy: RemedyAnswer, Holds: notInFuture},
	{ID: "T15.day", Severity: Block, Norm: "Landesrecht: Ausgefertigt wird, was beschlossen ist", Asks: true, Remedy: RemedyAnswer, Holds: func(f Facts) (bool, string) {
		on := f.step(StepAdoption).EndedOn
		return either(on == nil || !f.On.Before(*on), "Die Ausfertigung folgt auf den Beschluss.", "Die Ausfertigung liegt vor dem Beschluss.")
	}},
}

// inForceGuards are T16. The plan takes effect with this announcement, so it must come after the execution
// (Ausfertigung), and what § 215 Abs. 2 asks for must stand in it or its year does not begin.
var inForceGuards = []condition{
	{ID: "T16.past", Severity: Block, Norm: "§ 10 Abs. 3 S. 4, § 6 Abs. 5 S. 2 BauGB", Asks: true, Remedy: RemedyAnswer, Holds: notInFuture},
	{ID: "T16.execution", Severity: Block, Norm: "Rechtsstaatsprinzip: Ausfertigung vor Bekanntmachung", Asks: true, Remedy: RemedySteps, Holds: func(f Facts) (bool, string) {
		on := f.step(StepExecution).EndedOn
		return either(on != nil && !on.After(f.On), "Der Plan war ausgefertigt, bevor er bekannt gemacht wurde.",
			"Der Plan muss ausgefertigt sein, bevor er bekannt gemacht wird. Sonst ist er nicht in Kraft getreten.")
	}},
	{ID: "T16.inspection", Severity: Block, Norm: "§ 10 Abs. 3 S. 3 BauGB", Asks: true, Remedy: RemedyAnswer, Holds: func(f Facts) (bool, string) {
		return either(f.Answers.Text("einsicht") != "", "Bekannt gemacht ist, wo der Plan eingesehen werden kann.", "Es fehlt, wo der Plan eingesehen werden kann.")
	}},
	{ID: "T16.hint215", Severity: Warning, Norm: "§ 215 Abs. 2 BauGB: Ohne den Hinweis werden Fehler nicht nach einem Jahr unbeachtlich", Asks: true, Remedy: RemedyAnswer,
		When: func(f Facts) bool { return f.Course.hasStep(StepComplaint) },
		Holds: func(f Facts) (bool, string) {
			return either(f.Answers.Yes("hinweise"), "Die Bekanntmachung weist auf die Rügefrist hin.", "Der Hinweis auf die Voraussetzungen für Rügen und ihre Folgen fehlt. Die Jahresfrist läuft dann nicht.")
		}},
	{ID: "T16.hint44", Severity: Block, Norm: "§ 44 Abs. 5 BauGB", Asks: true, Remedy: RemedyAnswer, When: func(f Facts) bool { return f.Procedure.Plan.Kind == BPlan },
		Holds: func(f Facts) (bool, string) {
			return either(f.Answers.Yes("entschaedigung"), "Die Bekanntmachung weist auf Fälligkeit und Erlöschen von Entschädigungen hin.",
				"Der Hinweis auf Fälligkeit und Erlöschen von Entschädigungsansprüchen fehlt.")
		}},
}

var (
	correctionGuards = []condition{{ID: "T17b.past", Severity: Block, Norm: "§ 13a Abs. 2 Nr. 2 BauGB", Asks: true, Remedy: RemedyAnswer, Holds: notInFuture}}
	monitoringGuards = []condition{{ID: "T18m.past", Severity: Block, Norm: "§ 4c BauGB", Asks: true, Remedy: RemedyAnswer, Holds: notInFuture}}
	courtGuards      = []condition{{ID: "T23.past", Severity: Block, Norm: "§ 47 Abs. 5 VwGO", Asks: true, Remedy: RemedyAnswer, Holds: notInFuture}}
)

var declarationGuards = []condition{{ID: "T17.past", Severity: Block, Norm: "§ 10a Abs. 1, § 6a Abs. 1 BauGB", Asks: true, Remedy: RemedyAnswer, Holds: notInFuture}, {ID: "T17.attached", Severity: Warning, Norm: "§ 10a Abs. 1, § 6a Abs. 1 BauGB", Asks: true, Remedy: RemedyAnswer, Holds: func(f Facts) (bool, string) {
	return either(f.Answers.Text("ort") != "", "Die zusammenfassende Erklärung ist beigefügt.", "Es ist nicht angegeben, wo die zusammenfassende Erklärung zu finden ist.")
}}}

var complaintGuards = []condition{
	{ID: "T18.year", Severity: Block, Norm: "§ 215 Abs. 1 S. 1 BauGB, § 187 Abs. 1, § 188 Abs. 2 BGB; BVerwG, 14.06.2012, 4 CN 5.10", Remedy: RemedyWait, Holds: func(f Facts) (bool, string) {
		end := complaintEnd(f)
		return either(f.past(end), fmt.Sprintf("Die Jahresfrist endete am %s.", german(end)), fmt.Sprintf("Fehler können noch bis zum Ablauf des %s gerügt werden.", german(end)))
	}},
	{ID: "T18.hint", Severity: Block, Norm: "§ 215 Abs. 1 S. 1, Abs. 2 BauGB", Remedy: RemedySteps, Holds: func(f Facts) (bool, string) {
		a := f.act("T16")
		return either(a == nil || a.Answers.Yes("hinweise"), "Die Bekanntmachung hat auf die Frist hingewiesen.", "Die Bekanntmachung enthielt den Hinweis nicht. Die Jahresfrist hat nicht begonnen.")
	}},
}

// cureAsked is T19. The procedure is entered again at the step at which the error happened, and everything after it is
// done anew.
func cureAsked(f Facts) []Asked {
	var steps []Choice
	for _, s := range f.Course.Steps {
		if s.Kind == StepInForce {
			break
		}
		if Latest(f.Steps, s.Kind) != nil && s.Kind != StepInitiation {
			steps = append(steps, Choice{string(s.Kind), stepNames[s.Kind]})
		}
	}
	return []Asked{
		{Key: "fehler", Label: "Welcher Fehler wird behoben?", Kind: FieldLines, Optional: true, Wanted: true},
		{Key: "ab", Label: "Ab welchem Schritt wird das Verfahren wiederholt?", Kind: FieldChoice, Choices: steps},
		{Key: "rueckwirkend", Label: "Soll der Plan rückwirkend in Kraft treten, ab wann?", Kind: FieldDay, Optional: true},
	}
}

var cureGuards = []condition{
	{ID: "T19.error", Severity: Warning, Norm: "§ 214 Abs. 4 BauGB", Asks: true, Remedy: RemedyAnswer, Holds: func(f Facts) (bool, string) {
		return either(f.Answers.Text("fehler") != "", "Der Fehler ist beschrieben.", "Der Fehler, der behoben werden soll, ist nicht beschrieben.")
	}},
	{ID: "T19.retroactive", Severity: Warning, Norm: "§ 214 Abs. 4 BauGB", Asks: true, Remedy: RemedyAnswer,
		When: func(f Facts) bool { _, ok := f.Answers.Day("rueckwirkend"); return ok },
		Holds: func(f Facts) (bool, string) {
			to, _ := f.Answers.Day("rueckwirkend")
			on := f.step(StepInForce).BeganOn
			return either(on != nil && !to.Before(*on), "Die Rückwirkung reicht nicht vor die erste Bekanntmachung zurück.",
				"Die Rückwirkung reicht vor den Tag zurück, an dem der Plan zuerst bekannt gemacht wurde.")
		}},
}

var abandonGuards = []condition{
	{ID: "T20.past", Severity: Block, Norm: "Gemeindeordnung", Asks: true, Remedy: RemedyAnswer, Holds: notInFuture},
	{ID: "T20.decision", Severity: Warning, Norm: "Gemeindeordnung: Einstellungsbeschluss; bekannt zu machen wie der Aufstellungsbeschluss", Asks: true, Remedy: RemedyAnswer, Holds: func(f Facts) (bool, string) {
		_, ok := f.Answers.Day("am")
		return either(ok && f.Answers.Text("organ") != "", "Der Beschluss über die Einstellung ist festgehalten.", "Zum Beschluss über die Einstellung fehlen der Tag oder das Gremium.")
	}},
	{ID: "T20.round", Severity: Warning, Norm: "§ 3 Abs. 2 BauGB", Remedy: RemedyWait,
		When: func(f Facts) bool { return f.openRound() != nil },
		Holds: func(f Facts) (bool, string) {
			return false, "Ein Durchgang ist noch offen. Wer gerade schreibt, muss erfahren, dass das Verfahren endet."
		}},
}

var suspendGuards = []condition{{ID: "T21.round", Severity: Warning, Norm: "§ 3 Abs. 2 BauGB", Remedy: RemedyWait, Holds: func(f Facts) (bool, string) {
	return either(f.openRound() == nil, "Kein Durchgang ist offen.", "Ein Durchgang ist offen. Seine Frist läuft weiter, auch wenn das Verfahren ruht.")
}}}

// openRound is a round that is published and not closed; nil when there is none.
func (f Facts) openRound() *RoundFacts {
	for i := range f.Rounds {
		if f.Rounds[i].State == RoundPublished {
			return &f.Rounds[i]
		}
	}
	return nil
}

// freezeEnd is the last day of a Veränderungssperre with the prolongations so far.
func freezeEnd(f Facts) period.Date {
	on := f.step(StepInForce).BeganOn
	if on == nil {
		return period.Date{}
	}
	end := ruleEnd(f, "17", *on)
	for range f.prolongations() {
		end = period.NewDate(end.Year+1, end.Month, end.Day)
	}
	return end
}

func (f Facts) prolongations() int {
	n := 0
	for _, a := range f.Acts {
		if a.Transition == "T24" {
			n++
		}
	}
	return n
}

var prolongationGuards = []condition{
	{ID: "T24.past", Severity: Block, Norm: "§ 17 Abs. 1 S. 3, § 16 Abs. 2 BauGB", Asks: true, Remedy: RemedyAnswer, Holds: notInFuture},
	{ID: "T24.before_end", Severity: Block, Norm: "§ 17 Abs. 1 S. 3 BauGB", Asks: true, Remedy: RemedyAnswer, Holds: func(f Facts) (bool, string) {
		end := freezeEnd(f)
		return either(!f.On.After(end), fmt.Sprintf("Die Sperre gilt noch bis zum %s.", german(end)),
			fmt.Sprintf("Die Sperre ist am %s außer Kraft getreten. Sie lässt sich nur neu beschließen (§ 17 Abs. 3 BauGB).", german(end)))
	}},
	{ID: "T24.special", Severity: Block, Norm: "§ 17 Abs. 2 BauGB", Asks: true, Remedy: RemedyAnswer, When: func(f Facts) bool { return f.prolongations() == 1 },
		Holds: func(f Facts) (bool, string) {
			return either(f.Answers.Text("umstaende") != "", "Die besonderen Umstände sind festgehalten.", "Eine zweite Verlängerung setzt besondere Umstände voraus.")
		}},
	{ID: "T24.twice", Severity: Block, Norm: "§ 17 Abs. 1 und 2 BauGB", Remedy: RemedyNone, Holds: func(f Facts) (bool, string) {
		return either(f.prolongations() < 2, "Eine Verlängerung ist noch möglich.", "Die Sperre ist schon zweimal verlängert.")
	}},
}

// consentEnd is the day with which the consent counts as given: three months after the request arrived, and longer by the
// length of the hearing (§ 36a Abs. 1 S. 4, Abs. 2 S. 2 BauGB).
func consentEnd(f Facts) period.Date {
	began := f.step(StepInitiation).BeganOn
	if began == nil {
		return period.Date{}
	}
	months, cal, err := f.compute("36a(1)", *began)
	if err != nil {
		return period.Date{}
	}
	end := months.Minimum
	for _, r := range f.Rounds {
		if r.Kind == HearingRound && (r.State == RoundPublished || r.State == RoundClosed) {
			end = end.AddDays(r.Period.FirstDay.DaysUntil(r.Period.LastDay) + 1)
		}
	}
	end, _ = cal.NextWorkday(end) // § 193 BGB, once the whole length is known
	return end
}

var consentGuards = []condition{
	{ID: "T25.past", Severity: Block, Norm: "§ 36a Abs. 1 BauGB", Asks: true, Remedy: RemedyAnswer, Holds: notInFuture},
	{ID: "T25.in_time", Severity: Block, Norm: "§ 36a Abs. 1 S. 4 BauGB", Asks: true, Remedy: RemedyAnswer, Holds: func(f Facts) (bool, string) {
		end, fiction := consentEnd(f), Outcome(f.Answers.Text("ausgang")) == Fiction
		switch {
		case end.IsZero():
			return false, "Das Ende der Frist lässt sich nicht berechnen."
		case fiction && !f.On.After(end):
			return false, fmt.Sprintf("Die Zustimmung gilt erst nach Ablauf des %s als erteilt.", german(end))
		case !fiction && f.On.After(end):
			return false, fmt.Sprintf("Die Frist lief am %s ab. Danach gilt die Zustimmung als erteilt.", german(end))
		}
		return true, "Die Entscheidung passt zur Frist, die am " + german(end) + " endet."
	}},
}
