package template

import "github.com/einwand/einwand/procedure"

// bylaw is a bylaw of § 34 Abs. 4 or § 35 Abs. 6 BauGB: a map, a text and its reasons.
func bylaw(kind procedure.PlanKind, name string, further []Item) Template {
	items := []Item{plain,
		{"Lageplan mit Grenzen", procedure.RolePlan, procedure.ForDraft, "§ 3 Abs. 2 S. 1 BauGB", planner},
		{"Satzungstext", procedure.RolePlan, procedure.ForDraft, "§ 34 Abs. 4, § 35 Abs. 6 BauGB", clerk},
		reasons}
	items = append(append(items, further...), Item{"Ausgefertigte Satzung", procedure.RolePlan, procedure.ForForce, deed.Norm, lead})
	return standardOf(kind, procedure.Bylaw, name, Content{
		Purpose: procedure.Aufstellung, Items: items, Initiating: "Rat", Approving: "Rat",
		Summary:  "Die Satzung legt fest, dass [Flächen] zum Ortsteil [Name] gehören. Dort kann dann [was] gebaut werden.",
		AreaHint: areaHint, LetterFormal: letterSimplified,
		Weeks: map[procedure.StepKind]int{procedure.StepInitiation: 4, procedure.StepDraft: 6, procedure.StepPublication: 6, procedure.StepBodies: 6,
			procedure.StepWeighing: 4, procedure.StepAdoption: 4, procedure.StepExecution: 2, procedure.StepInForce: 3},
	})
}

// freeze asks nobody: its documents are those of the decision (§ 16 BauGB).
var freeze = standardOf(procedure.Veraenderungssperre, procedure.Freeze, "Veränderungssperre", Content{
	Purpose: procedure.Aufstellung, Initiating: "Rat",
	Items: []Item{
		{"Lageplan", procedure.RolePlan, procedure.ForForce, "§ 14 Abs. 1 BauGB", planner},
		{"Satzungstext", procedure.RolePlan, procedure.ForForce, "§ 14 Abs. 1, § 16 Abs. 1 BauGB", clerk},
		{"Aufstellungsbeschluss des Plans, der gesichert wird", procedure.RoleOther, procedure.ForForce, "§ 14 Abs. 1 BauGB", clerk}},
	Summary:  "In [Gebiet] darf für zwei Jahre nichts gebaut oder wesentlich verändert werden, was der künftigen Planung entgegensteht. Die Stadt stellt dort den [Plan] auf.",
	AreaHint: areaHint,
	Weeks:    map[procedure.StepKind]int{procedure.StepInitiation: 4, procedure.StepAdoption: 1, procedure.StepExecution: 1, procedure.StepInForce: 2},
})

// hearing is about one project, whose papers the applicant brings.
var hearing = standardOf(procedure.Anhoerung, procedure.Hearing, "Anhörung vor der Zustimmung", Content{
	Purpose: procedure.Aufstellung, Initiating: "Bürgermeisteramt",
	Items: []Item{
		{"Antrag", procedure.RoleOther, procedure.ForDraft, "§ 36a Abs. 1 BauGB", author},
		{"Lageplan und Ansichten", procedure.RoleOther, procedure.ForDraft, "§ 36a Abs. 2 S. 1 BauGB", author},
		{"Ersuchen der Genehmigungsbehörde", procedure.RoleOther, procedure.ForDraft, "§ 36a Abs. 1 BauGB", clerk}},
	Summary:  "Auf dem Grundstück [Lage] soll [was] gebaut werden. Das Vorhaben weicht in [worin] von den Regeln ab. Die Stadt entscheidet, ob sie zustimmt.",
	AreaHint: "Nennen Sie Straße, Hausnummer und die Nachbargrundstücke.",
	Weeks:    map[procedure.StepKind]int{procedure.StepInitiation: 2, procedure.StepHearing: 5, procedure.StepConsent: 2},
})
