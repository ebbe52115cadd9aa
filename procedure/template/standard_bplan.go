package template

import "github.com/einwand/einwand/procedure"

// bplan is a Bebauungsplan in one of its regimes.
func bplan(regime procedure.Regime, name string, c Content) Template {
	c.Purpose, c.Initiating, c.Approving = procedure.Aufstellung, "Rat", "Ausschuss für Stadtentwicklung"
	return standardOf(procedure.BPlan, regime, name, c)
}

var drawing = Item{"Planzeichnung mit Festsetzungen", procedure.RolePlan, procedure.ForDraft, "§ 3 Abs. 2 S. 1, § 9 BauGB", planner}

// bplanRegular has the environmental assessment with everything that follows from it.
var bplanRegular = Content{
	Items: []Item{earlyPlain, earlyPlan, earlyAims,
		plain, drawing, reasons, assessment, species, noise, drainage, statements,
		deed, declaration("§ 10a Abs. 1 BauGB")},
	Summary:  "[Wo] sollen [Zahl] Wohnungen entstehen. Dazu kommen [was noch]. [Was bleibt, wie es ist].",
	AreaHint: areaHint, Topics: topics, LetterEarly: letterEarly, LetterFormal: letterFormal, Discussion: discussion,
	Weeks: map[procedure.StepKind]int{procedure.StepInitiation: 10, procedure.StepEarlyPublic: 6, procedure.StepEarlyBodies: 6,
		procedure.StepDraft: 20, procedure.StepPublication: 8, procedure.StepBodies: 8, procedure.StepWeighing: 12, procedure.StepAdoption: 4,
		procedure.StepResultNotice: 2, procedure.StepExecution: 2, procedure.StepInForce: 3},
}

// bplanSimplified goes without environmental report and declaration (§ 13 Abs. 3 BauGB). Protection of species is no part
// of the assessment and remains.
var bplanSimplified = Content{
	Items:    []Item{plain, drawing, reasons, species, noise, deed},
	Summary:  "Der Bebauungsplan [Nummer] wird an [Zahl] Stellen geändert: [was sich ändert]. [Was bleibt, wie es ist].",
	AreaHint: areaHint, LetterFormal: letterSimplified,
	Weeks: map[procedure.StepKind]int{procedure.StepInitiation: 8, procedure.StepDraft: 8, procedure.StepPublication: 6, procedure.StepBodies: 6,
		procedure.StepWeighing: 6, procedure.StepAdoption: 4, procedure.StepResultNotice: 2, procedure.StepExecution: 2, procedure.StepInForce: 3},
}

// bplanAccelerated adds the thresholds of § 13a Abs. 1 S. 2 BauGB.
var bplanAccelerated = Content{
	Items: []Item{plain, drawing, reasons,
		{"Nachweis der zulässigen Grundfläche", procedure.RoleOther, procedure.ForDraft, "§ 13a Abs. 1 S. 2 BauGB", planner},
		species, noise, drainage, deed,
		{"Berichtigter Flächennutzungsplan", procedure.RolePlan, procedure.ForForce, "§ 13a Abs. 2 Nr. 2 BauGB", planner}},
	Summary:  "Auf dem Grundstück [Lage] sollen [Zahl] Wohnungen entstehen. Heute steht dort [was]. [Was bleibt, wie es ist].",
	AreaHint: areaHint, LetterFormal: letterSimplified,
	Weeks: map[procedure.StepKind]int{procedure.StepInitiation: 8, procedure.StepNotice13a: 2, procedure.StepDraft: 10, procedure.StepPublication: 6,
		procedure.StepBodies: 6, procedure.StepWeighing: 8, procedure.StepAdoption: 4, procedure.StepResultNotice: 2, procedure.StepExecution: 2,
		procedure.StepInForce: 3},
}
