package procedure

import "fmt"

// Conditions of the beginning: T0 to T4.

func takenOver(f Facts) bool { return f.Procedure.ImportedFrom != "" }

// stepChoices are the steps up to which a procedure can have come elsewhere.
var stepChoices = func() []Choice {
	var list []Choice
	for _, k := range []StepKind{StepInitiation, StepNotice13a, StepEarlyPublic, StepEarlyBodies, StepDraft, StepPublication, StepBodies, StepAdoption, StepApproval, StepExecution, StepInForce} {
		list = append(list, Choice{string(k), stepNames[k]})
	}
	return list
}()

var takeOverGuards = []condition{
	{ID: "T0.step", Severity: Block, Norm: "§ 233 Abs. 1 BauGB", Asks: true, Remedy: RemedyAnswer, Holds: func(f Facts) (bool, string) {
		return either(Latest(f.Steps, StepKind(f.Answers.Text("bis"))) != nil, "Das Verfahren hat diesen Schritt.", "Diesen Schritt hat das Verfahren nicht.")
	}},
	{ID: "T0.past", Severity: Block, Norm: "§ 233 Abs. 1 BauGB", Asks: true, Remedy: RemedyAnswer, Holds: notInFuture},
}

var initiationGuards = []condition{{
	ID: "T1.decision", Severity: Warning, Norm: "§ 2 Abs. 1 S. 2 BauGB; sein Fehlen macht den Plan nicht unwirksam (BVerwG, 15.04.1988, 4 N 4.87), ist aber Voraussetzung für §§ 14, 15 und 33 BauGB",
	Asks: true, Remedy: RemedyAnswer, When: func(f Facts) bool { return f.Course.Regime != Bylaw && f.Course.Regime != Hearing },
	Holds: func(f Facts) (bool, string) {
		_, ok := f.Answers.Day("am")
		return either(ok && f.Answers.Text("organ") != "", "Der Aufstellungsbeschluss ist mit Tag und Gremium festgehalten.",
			"Zum Aufstellungsbeschluss fehlen der Tag oder das Gremium.")
	}}, {
	ID: "T1.past", Severity: Block, Norm: "§ 2 Abs. 1 BauGB", Asks: true, Remedy: RemedyAnswer, Holds: notInFuture,
}}

// notInFuture holds every act to what has happened: a day to come is a plan, no evidence.
func notInFuture(f Facts) (bool, string) {
	return either(!f.On.After(f.Today), "Der Tag liegt nicht in der Zukunft.",
		fmt.Sprintf("Der %s liegt in der Zukunft. Halten Sie fest, was geschehen ist, sobald es geschehen ist.", german(f.On)))
}

var notice13aGuards = []condition{
	{ID: "T2a.content", Severity: Warning, Norm: "§ 13a Abs. 3 S. 1 BauGB; das Unterlassen ist unbeachtlich (§ 214 Abs. 2a Nr. 2 BauGB)", Asks: true, Remedy: RemedyAnswer,
		When: func(f Facts) bool {
			return f.step(StepEarlyPublic).State != StepDone && f.step(StepEarlyPublic).State != StepRunning
		},
		Holds: func(f Facts) (bool, string) {
			_, ok := f.Answers.Day("aeussern_bis")
			return either(ok, "Bekannt gemacht ist, bis wann man sich äußern kann.",
				"Ohne frühzeitige Beteiligung ist bekannt zu machen, bis wann man sich zur Planung äußern kann.")
		}},
	{ID: "T2a.past", Severity: Block, Norm: "§ 13a Abs. 3 BauGB", Asks: true, Remedy: RemedyAnswer, Holds: notInFuture},
}

const earlyForgiven = "; ein Fehler bleibt unbeachtlich (§ 214 Abs. 1 S. 1 Nr. 2 BauGB)"

// initiationAnnounced reminds of the notice of § 2 Abs. 1 S. 2 BauGB. Without it the plan is valid, but nothing can be secured by it.
func initiationAnnounced(row TransitionID) condition {
	return condition{ID: string(row) + ".initiation", Severity: Note, Norm: "§ 2 Abs. 1 S. 2 BauGB; Voraussetzung für §§ 14, 15 und 33 BauGB", Remedy: RemedyInitiation,
		When: func(f Facts) bool {
			return f.Course.Regime != Bylaw && f.Course.Regime != Hearing && f.Procedure.ImportedFrom == ""
		},
		Holds: func(f Facts) (bool, string) {
			return either(notice(f.Notices, NoticeInitiation) != nil, "Der Aufstellungsbeschluss ist bekannt gemacht.",
				"Der Aufstellungsbeschluss ist noch nicht ortsüblich bekannt gemacht.")
		}}
}

var earlyPublicGuards = []condition{
	initiationAnnounced("T2"),
	{ID: "T2.information", Severity: Warning, Norm: "§ 3 Abs. 1 S. 1 BauGB" + earlyForgiven, Remedy: RemedyDocuments, Holds: func(f Facts) (bool, string) {
		return either(f.Round != nil && len(f.Round.Documents) > 0, "Ziele, Zwecke und Auswirkungen der Planung sind in Unterlagen dargestellt.",
			"Es liegt keine Unterlage bereit, die Ziele, Lösungen und Auswirkungen der Planung darstellt.")
	}},
	{ID: "T2.discussion", Severity: Warning, Norm: "§ 3 Abs. 1 S. 1 BauGB: Gelegenheit zur Äußerung und Erörterung" + earlyForgiven, Remedy: RemedyPeriod,
		Holds: func(f Facts) (bool, string) {
			return either(f.Round != nil && f.Round.Discussion != "", "Wie die Planung erörtert werden kann, ist angegeben.",
				"Es ist nicht angegeben, wo oder wie die Planung erörtert werden kann, zum Beispiel in einer Versammlung oder Sprechstunde.")
		}},
	{ID: "T2.announcement", Severity: Note, Norm: "§ 3 Abs. 1 BauGB: Für die frühzeitige Beteiligung genügt eine ortsübliche Information", Remedy: RemedyAnnouncement,
		Holds: func(f Facts) (bool, string) {
			return either(f.announced() != nil, "Eine Bekanntmachung ist festgehalten.", "Eine Bekanntmachung ist nicht festgehalten.")
		}},
	startGuard("T2"), todayGuard("T2"),
}

var earlyBodiesGuards = []condition{
	{ID: "T3.documents", Severity: Warning, Norm: "§ 4 Abs. 1 S. 1, § 3 Abs. 1 S. 1 BauGB" + earlyForgiven, Remedy: RemedyDocuments, Holds: func(f Facts) (bool, string) {
		for _, r := range f.Rounds {
			if len(r.Documents) > 0 {
				return true, "Unterlagen, über die unterrichtet wird, liegen bereit."
			}
		}
		return false, "Es liegt keine Unterlage bereit. Das Schreiben verweist die Behörden auf Unterlagen, die es noch nicht gibt."
	}},
	{ID: "T3.list", Severity: Warning, Norm: "§ 4 Abs. 1 S. 1 BauGB" + earlyForgiven, Remedy: RemedyBodies, Holds: bodiesListed},
	{ID: "T3.scope", Severity: Warning, Norm: "§ 4 Abs. 1 S. 1 BauGB: Umfang und Detaillierungsgrad der Umweltprüfung" + earlyForgiven, Remedy: RemedyBodies,
		When: func(f Facts) bool { return f.Course.Regime.assessesEnvironment() },
		Holds: func(f Facts) (bool, string) {
			return either(f.Round != nil && f.Round.Invited != nil && f.Round.Invited.Scope, "Das Schreiben fragt nach Umfang und Detaillierungsgrad der Umweltprüfung.",
				"Das Schreiben fragt nicht nach Umfang und Detaillierungsgrad der Umweltprüfung.")
		}},
}

// earlyStill: an early participation comes before the draft; one that is prepared already may go on.
func earlyStill(f Facts) bool { return f.Round != nil || !f.settled(StepDraft) }

func bodiesListed(f Facts) (bool, string) {
	if f.Round == nil || f.Round.Invited == nil || f.Round.Invited.Bodies == 0 {
		return false, "Auf der Liste steht noch keine Behörde."
	}
	return true, plural(f.Round.Invited.Bodies, "Behörde steht", "Behörden stehen") + " auf der Liste."
}

// draftGuards are T4: what makes a draft that can be published (§ 3 Abs. 2 S. 1, § 2a BauGB).
var draftGuards = []condition{
	initiationAnnounced("T4"),
	{ID: "T4.plan", Severity: Block, Norm: demandPlan.Norm, Remedy: RemedyDocuments, Holds: func(f Facts) (bool, string) {
		return either(len(f.documents(demandPlan.Roles...)) > 0, "Der Entwurf des Plans liegt bereit.", "Der Entwurf des Plans fehlt unter den Unterlagen.")
	}},
	{ID: "T4.reasons", Severity: Block, Norm: demandReasons.Norm, Remedy: RemedyDocuments, Holds: func(f Facts) (bool, string) {
		return either(len(f.documents(demandReasons.Roles...)) > 0, "Die Begründung liegt bereit.", "Die Begründung fehlt unter den Unterlagen.")
	}},
	{ID: "T4.environment", Severity: Block, Norm: demandEnvironment.Norm, Remedy: RemedyDocuments,
		When: func(f Facts) bool { return demandEnvironment.holds(f.Course) },
		Holds: func(f Facts) (bool, string) {
			return either(len(f.documents(demandEnvironment.Roles...)) > 0, "Der Umweltbericht liegt bereit.", "Der Umweltbericht fehlt. Er bildet einen gesonderten Teil der Begründung.")
		}},
	{ID: "T4.statements", Severity: Block, Norm: "§ 3 Abs. 2 S. 1 BauGB", Asks: true, Remedy: RemedyDocuments,
		When: func(f Facts) bool { return f.Course.Regime.assessesEnvironment() },
		Holds: func(f Facts) (bool, string) {
			return either(len(f.documents(RoleStatement)) > 0 || f.Answers.Yes("umwelt_keine"), "Die wesentlichen umweltbezogenen Stellungnahmen sind ausgewählt.",
				"Es ist nicht entschieden, welche umweltbezogenen Stellungnahmen wesentlich sind. Laden Sie sie hoch oder halten Sie fest, dass es keine gibt.")
		}},
	{ID: "T4.decision", Severity: Block, Norm: "Gemeindeordnung, Hauptsatzung", Asks: true, Remedy: RemedyAnswer, Holds: func(f Facts) (bool, string) {
		return either(f.Answers.Text("organ") != "", "Der Beschluss des Gremiums ist festgehalten.", "Es ist nicht festgehalten, welches Gremium den Entwurf gebilligt hat.")
	}},
	{ID: "T4.day", Severity: Block, Norm: "§ 2 Abs. 1, § 3 Abs. 2 S. 1 BauGB: Gebilligt wird in einem eingeleiteten Verfahren", Asks: true, Remedy: RemedyAnswer, Holds: func(f Facts) (bool, string) {
		return either(!f.On.Before(f.initiatedOn()), "Die Billigung folgt auf die Einleitung des Verfahrens.",
			fmt.Sprintf("Der %s liegt vor der Einleitung des Verfahrens am %s.", german(f.On), german(f.initiatedOn())))
	}},
	{ID: "T4.past", Severity: Block, Norm: "Gemeindeordnung", Asks: true, Remedy: RemedyAnswer, Holds: notInFuture},
}
