package procedure

import (
	"fmt"
	"strings"
)

// Conditions of the weighing, the decision and what follows it: T9 to T14.

// tableGuards are T9: complete or refused.
var tableGuards = []condition{
	{ID: "T9.round", Severity: Block, Norm: "§ 3 Abs. 2 S. 6, § 1 Abs. 7 BauGB: Abgewogen wird, was bis zum Ende der Frist eingegangen ist", Remedy: RemedyWait,
		Holds: func(f Facts) (bool, string) {
			for _, r := range f.Rounds {
				if r.State == RoundPublished && r.Kind.Formal() && f.Now.Before(r.closes()) {
					return false, fmt.Sprintf("Die Frist läuft noch bis zum Ende des %s.", german(r.lastDay()))
				}
				if r.State == RoundPublished && r.Kind.Formal() {
					return false, "Ein Durchgang, dessen Frist vorbei ist, ist noch nicht abgeschlossen."
				}
			}
			return true, "Alle Durchgänge sind abgeschlossen."
		}},
	{ID: "T9.bodies", Severity: Block, Norm: "§ 4 Abs. 2, § 2 Abs. 3 BauGB", Remedy: RemedyBodies, When: func(f Facts) bool { return f.Course.hasStep(StepBodies) },
		Holds: func(f Facts) (bool, string) {
			return either(f.settled(StepBodies), "Die Beteiligung der Behörden ist abgeschlossen.", "Die Beteiligung der Behörden ist noch nicht abgeschlossen.")
		}},
	asked("T9"),
	{ID: "T9.statements", Severity: Block, Norm: "§ 3 Abs. 2 S. 6, § 2 Abs. 3 BauGB", Remedy: RemedyWeighing, When: func(f Facts) bool { return f.Weighing != nil },
		Holds: func(f Facts) (bool, string) {
			return either(f.Weighing.Unanswered == 0, "Jede Stellungnahme hat eine Antwort.", plural(f.Weighing.Unanswered, "Punkt hat", "Punkte haben")+" noch keine Antwort.")
		}},
	{ID: "T9.late", Severity: Block, NormBy: func(l Law) string { return l.LateNorm }, Remedy: RemedyLate, When: func(f Facts) bool { return f.Weighing != nil },
		Holds: func(f Facts) (bool, string) {
			return either(f.Weighing.LateOpen == 0, "Jede verspätete Stellungnahme ist geprüft.", plural(f.Weighing.LateOpen, "verspätete Stellungnahme ist", "verspätete Stellungnahmen sind")+" noch nicht geprüft.")
		}},
}

func hasAdoption(f Facts) bool {
	return f.Course.hasStep(StepAdoption) && !f.settled(StepAdoption) && weighs(f)
}

// weighs: plans and bylaws with a participation are decided on a weighing table; the others by a plain decision.
func weighs(f Facts) bool {
	return f.Course.hasStep(StepWeighing) && f.step(StepPublication).State != StepSkipped
}

func goesWithoutWeighing(f Facts) bool { return !weighs(f) }

// decidesPlainly: a course that has no weighing at all.
func decidesPlainly(c Course) bool { return !c.hasStep(StepWeighing) }

var contractGuards = []condition{{ID: "T11c.past", Severity: Block, Norm: "§ 12 Abs. 1 S. 1 BauGB", Asks: true, Remedy: RemedyAnswer, Holds: notInFuture}}

var finalGuards = []condition{{ID: "T11f.order", Severity: Warning, Norm: "§ 9 Abs. 8, § 5 Abs. 5 BauGB", Asks: true, Remedy: RemedyAnswer, Holds: func(f Facts) (bool, string) {
	plan, _ := f.Answers.Day("plan_vom")
	reasons, _ := f.Answers.Day("begruendung_vom")
	return either(plan == reasons, "Plan und Begründung haben denselben Stand.", "Plan und Begründung haben verschiedene Stände.")
}}}

var adoptionGuards = []condition{
	{ID: "T11.body", Severity: Block, Norm: "§ 10 Abs. 1 BauGB, Gemeindeordnung: Der Rat kann den Beschluss nicht übertragen", Asks: true, Remedy: RemedyAnswer,
		Holds: func(f Facts) (bool, string) {
			return either(strings.EqualFold(f.Adoption.Body, f.Adoption.Deciding), "Beschlossen hat: "+f.Adoption.Deciding+".",
				fmt.Sprintf("Über den Plan beschließt: %s. Als Gremium angegeben ist: %s.", f.Adoption.Deciding, f.Adoption.Body))
		}},
	{ID: "T11.date", Severity: Block, Norm: "§ 10 Abs. 1, § 3 Abs. 2 S. 6 BauGB", Asks: true, Remedy: RemedyAnswer, Holds: func(f Facts) (bool, string) {
		end := f.endOfFormalRounds()
		return either(f.On.After(end), "Der Beschluss liegt nach dem Ende aller Durchgänge.",
			fmt.Sprintf("Der Beschluss vom %s liegt nicht nach dem Ende der Beteiligung am %s.", german(f.On), german(end)))
	}},
	{ID: "T11.vote", Severity: Block, Norm: "Gemeindeordnung", Asks: true, Remedy: RemedyAnswer, Holds: func(f Facts) (bool, string) {
		return either(f.Adoption.Yes > f.Adoption.No, fmt.Sprintf("Dafür %d, dagegen %d.", f.Adoption.Yes, f.Adoption.No),
			fmt.Sprintf("Mit %d Ja- und %d Nein-Stimmen ist der Plan nicht beschlossen.", f.Adoption.Yes, f.Adoption.No))
	}},
	asked("T11"),
	{ID: "T11.table", Severity: Block, Norm: "§ 1 Abs. 7, § 214 Abs. 3 S. 1 BauGB: Abgewogen wird der Plan, der beschlossen wird", Remedy: RemedyWeighing, Holds: func(f Facts) (bool, string) {
		return either(f.sinceChange("T9"), "Die Tabelle gilt dem Entwurf in seiner letzten Fassung.",
			"Seit der letzten Änderung des Entwurfs ist keine Tabelle festgeschrieben.")
	}},
	{ID: "T11.reasons", Severity: Block, Norm: "§ 9 Abs. 8, § 5 Abs. 5 BauGB: mit der Begründung", Remedy: RemedyFinalVersion, Holds: func(f Facts) (bool, string) {
		a := f.act("T11f")
		if a == nil {
			return false, "Die Fassung von Plan und Begründung, über die der Rat beschließt, ist nicht festgelegt."
		}
		if !f.sinceChange("T11f") {
			return false, "Die Fassung für den Beschluss wurde vor der letzten Änderung des Entwurfs festgelegt. Bitte legen Sie sie neu fest."
		}
		plan, _ := a.Answers.Day("plan_vom")
		return true, "Die Fassung für den Beschluss ist festgelegt: Plan vom " + german(plan) + "."
	}},
}

var plainAdoptionGuards = []condition{
	{ID: "T11d.past", Severity: Block, Norm: "Gemeindeordnung", Asks: true, Remedy: RemedyAnswer, Holds: notInFuture},
	{ID: "T11d.body", Severity: Block, Norm: "Gemeindeordnung: Satzungen beschließt der Rat", Asks: true, Remedy: RemedyAnswer, Holds: func(f Facts) (bool, string) {
		return either(f.Answers.Text("organ") != "", "Das Gremium ist festgehalten.", "Es ist nicht festgehalten, welches Gremium die Satzung beschlossen hat.")
	}},
}

// noticesAsked is T12: a letter to each, or for more than 50 of the same content a place to look (§ 3 Abs. 2 S. 7 BauGB).
var noticesAsked = []Asked{
	{Key: "am", Label: "Mitgeteilt am", Kind: FieldDay},
	{Key: "einzeln", Label: "Wie viele Personen haben eine Mitteilung bekommen?", Kind: FieldNumber},
	{Key: "ersetzt", Label: "Für wie viele Personen mit im Wesentlichen gleichem Inhalt wurde sie durch Einsicht ersetzt?", Kind: FieldNumber, Optional: true},
	{Key: "bekannt", Label: "Wo ist bekannt gemacht, wo das Ergebnis eingesehen werden kann?", Kind: FieldText, Optional: true},
}

// massFrom is "mehr als 50 Personen".
const massFrom = 51

var noticeGuards = []condition{
	{ID: "T12.all", Severity: Warning, Norm: "§ 3 Abs. 2 S. 6 BauGB; der Plan bleibt auch ohne Mitteilung wirksam", Asks: true, Remedy: RemedyAnswer,
		When: func(f Facts) bool { return f.Filers != nil },
		Holds: func(f Facts) (bool, string) {
			single, _ := f.Answers.Number("einzeln")
			replaced, _ := f.Answers.Number("ersetzt")
			return either(single+replaced >= *f.Filers, "Alle, die fristgerecht geschrieben und eine Anschrift angegeben haben, sind benachrichtigt.",
				fmt.Sprintf("Fristgerecht geschrieben haben %d Personen mit Anschrift, benachrichtigt sind %d.", *f.Filers, single+replaced))
		}},
	{ID: "T12.past", Severity: Block, Norm: "§ 3 Abs. 2 S. 6 BauGB", Asks: true, Remedy: RemedyAnswer, Holds: notInFuture},
	{ID: "T12.mass", Severity: Block, Norm: "§ 3 Abs. 2 S. 7 BauGB: mehr als 50 Personen", Asks: true, Remedy: RemedyAnswer, When: replaces,
		Holds: func(f Facts) (bool, string) {
			n, _ := f.Answers.Number("ersetzt")
			return either(n >= massFrom, "Mehr als 50 Personen haben im Wesentlichen dasselbe geschrieben.",
				fmt.Sprintf("Durch Einsicht ersetzen lässt sich die Mitteilung erst ab 51 Personen, hier sind es %d.", n))
		}},
	{ID: "T12.place", Severity: Block, Norm: "§ 3 Abs. 2 S. 7 BauGB: ortsüblich und über das Internet bekannt zu machen", Asks: true, Remedy: RemedyAnswer, When: replaces,
		Holds: func(f Facts) (bool, string) {
			return either(f.Answers.Text("bekannt") != "", "Bekannt gemacht ist, wo das Ergebnis eingesehen werden kann.", "Es ist nicht festgehalten, wo die Stelle für die Einsicht bekannt gemacht ist.")
		}},
}

func replaces(f Facts) bool {
	n, ok := f.Answers.Number("ersetzt")
	return ok && n > 0
}

// submissionAsked is T13. A Bebauungsplan needs an approval only in the three cases of § 10 Abs. 2 BauGB.
var submissionAsked = []Asked{
	{Key: "am", Label: "Eingang bei der höheren Verwaltungsbehörde", Kind: FieldDay, Hint: "Mit diesem Tag beginnt die Frist des § 6 Abs. 4 BauGB."},
	{Key: "anlass", Label: "Warum braucht der Plan eine Genehmigung?", Kind: FieldChoice, Optional: true, Wanted: true, Choices: []Choice{
		{"fnp", "Flächennutzungsplan (§ 6 Abs. 1 BauGB)"},
		{"selbststaendig", "Bebauungsplan ohne Flächennutzungsplan (§ 8 Abs. 2 S. 2 BauGB)"},
		{"vorher", "Bebauungsplan vor dem Flächennutzungsplan bekannt gemacht (§ 8 Abs. 3 S. 2 BauGB)"},
		{"vorzeitig", "Vorzeitiger Bebauungsplan (§ 8 Abs. 4 BauGB)"}}},
	{Key: "beigefuegt", Label: "Sind die nicht berücksichtigten Stellungnahmen mit der Stellungnahme der Gemeinde beigefügt?", Kind: FieldQuestion},
}

var submissionGuards = []condition{
	{ID: "T13.reason", Severity: Block, Norm: "§ 6 Abs. 1, § 10 Abs. 2 BauGB", Asks: true, Remedy: RemedyAnswer, Holds: func(f Facts) (bool, string) {
		a := f.Answers.Text("anlass")
		return either(a != "" && (a == "fnp") == (f.Procedure.Plan.Kind == FNP), "Der Anlass der Genehmigung ist angegeben.",
			"Der Anlass der Genehmigung fehlt oder passt nicht zur Art des Plans.")
	}},
	{ID: "T13.bundle", Severity: Block, Norm: "§ 3 Abs. 2 S. 8 BauGB", Asks: true, Remedy: RemedyAnswer, Holds: func(f Facts) (bool, string) {
		return either(f.Answers.Yes("beigefuegt"), "Die nicht berücksichtigten Stellungnahmen sind beigefügt.",
			"Die nicht berücksichtigten Stellungnahmen sind mit einer Stellungnahme der Gemeinde beizufügen.")
	}},
	{ID: "T13.past", Severity: Block, Norm: "§ 6 Abs. 4 BauGB", Asks: true, Remedy: RemedyAnswer, Holds: notInFuture},
}

var fictionGuards = []condition{{ID: "T14.month", Severity: Block, Norm: "§ 6 Abs. 4 S. 1 und 4 BauGB", Remedy: RemedyWait, Holds: func(f Facts) (bool, string) {
	end := approvalEnd(f)
	return either(f.past(end), fmt.Sprintf("Die Frist lief am %s ab, ohne dass die Genehmigung abgelehnt wurde.", german(end)),
		fmt.Sprintf("Die höhere Verwaltungsbehörde kann noch bis zum Ablauf des %s entscheiden.", german(end)))
}}}

func decisionOfAuthorityGuards(id string) []condition {
	return []condition{
		{ID: id + ".past", Severity: Block, Norm: "§ 6 Abs. 4 BauGB", Asks: true, Remedy: RemedyAnswer, Holds: notInFuture},
		{ID: id + ".in_time", Severity: Warning, Norm: "§ 6 Abs. 4 S. 4 BauGB", Asks: true, Remedy: RemedyAnswer, When: func(f Facts) bool { return id == "T14r" },
			Holds: func(f Facts) (bool, string) {
				end := approvalEnd(f)
				return either(!f.On.After(end), "Die Versagung kam in der Frist.",
					fmt.Sprintf("Die Frist lief am %s ab. Eine spätere Versagung kommt nach der Fiktion; lassen Sie das rechtlich prüfen.", german(end)))
			}},
	}
}

var approvalExtensionGuards = []condition{{ID: "T14e.later", Severity: Block, Norm: "§ 6 Abs. 4 S. 2 BauGB", Asks: true, Remedy: RemedyAnswer, Holds: func(f Facts) (bool, string) {
	to, _ := f.Answers.Day("bis")
	return either(to.After(approvalEnd(f)), "Die Frist ist verlängert.", fmt.Sprintf("Das neue Ende muss nach dem bisherigen liegen, dem %s.", german(approvalEnd(f))))
}}}
