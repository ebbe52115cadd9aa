package template

import "github.com/einwand/einwand/procedure"

// fnp is a change of the Flächennutzungsplan: a new one comes once in a generation.
func fnp(regime procedure.Regime, name string, c Content) Template {
	c.Purpose, c.Initiating, c.Approving = procedure.Aenderung, "Rat", "Ausschuss für Stadtentwicklung"
	return standardOf(procedure.FNP, regime, name, c)
}

var landUse = Item{"Planzeichnung der Änderung", procedure.RolePlan, procedure.ForDraft, "§ 3 Abs. 2 S. 1, § 5 BauGB", planner}

var fnpRegular = Content{
	Items: []Item{earlyPlain, earlyPlan, earlyAims,
		plain, landUse, reasons, assessment, species, statements,
		{"Genehmigung", procedure.RoleOther, procedure.ForForce, "§ 6 Abs. 1 BauGB", lead}, deed, declaration("§ 6a Abs. 1 BauGB")},
	Summary:  "Aus [bisherige Nutzung] soll [neue Nutzung] werden. Die Fläche ist [Zahl] Hektar groß. Was genau gebaut wird, regelt später ein Bebauungsplan.",
	AreaHint: areaHint, Topics: topics, LetterEarly: letterEarly, LetterFormal: letterFormal, Discussion: discussion,
	Weeks: map[procedure.StepKind]int{procedure.StepInitiation: 12, procedure.StepEarlyPublic: 6, procedure.StepEarlyBodies: 6,
		procedure.StepDraft: 24, procedure.StepPublication: 8, procedure.StepBodies: 8, procedure.StepWeighing: 12, procedure.StepAdoption: 4,
		procedure.StepResultNotice: 2, procedure.StepApproval: 6, procedure.StepExecution: 2, procedure.StepInForce: 3},
}

var fnpSimplified = Content{
	Items:    []Item{plain, landUse, reasons, {"Genehmigung", procedure.RoleOther, procedure.ForForce, "§ 6 Abs. 1 BauGB", lead}, deed},
	Summary:  "Der Flächennutzungsplan wird für [Fläche] geändert: [was sich ändert]. Die Grundzüge der Planung bleiben.",
	AreaHint: areaHint, LetterFormal: letterSimplified,
	Weeks: map[procedure.StepKind]int{procedure.StepInitiation: 8, procedure.StepDraft: 10, procedure.StepPublication: 6, procedure.StepBodies: 6,
		procedure.StepWeighing: 6, procedure.StepAdoption: 4, procedure.StepResultNotice: 2, procedure.StepApproval: 6, procedure.StepExecution: 2,
		procedure.StepInForce: 3},
}
