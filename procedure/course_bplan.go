package procedure

// courseBPlan is the Bebauungsplan in the regular procedure (§§ 2 to 4a, 8 to 10a BauGB).
var courseBPlan = Course{
	Kinds: []PlanKind{BPlan}, Regime: Regular, Title: "Bebauungsplan im Regelverfahren", Norm: "§§ 2 bis 4a, 10 BauGB",
	Steps: []CourseStep{
		{Kind: StepInitiation, Norm: "§ 2 Abs. 1 S. 2 BauGB"},
		{Kind: StepEarlyPublic, Norm: "§ 3 Abs. 1 BauGB", Skips: []SkipGround{insignificant, elsewhere}},
		{Kind: StepEarlyBodies, Norm: "§ 4 Abs. 1 BauGB"},
		{Kind: StepDraft, Norm: "§ 3 Abs. 2 S. 1, § 2a BauGB", After: rather(StepEarlyPublic, StepEarlyBodies)},
		{Kind: StepPublication, Norm: "§ 3 Abs. 2 BauGB", After: first(StepDraft)},
		{Kind: StepBodies, Norm: "§ 4 Abs. 2 BauGB", After: first(StepDraft), Skips: []SkipGround{bodiesUntouched}},
		{Kind: StepWeighing, Norm: "§ 1 Abs. 7, § 3 Abs. 2 S. 6 BauGB"},
		{Kind: StepContract, Norm: "§ 12 Abs. 1 S. 1 BauGB", Only: projectBased},
		{Kind: StepAdoption, Norm: "§ 10 Abs. 1 BauGB", After: first(StepPublication, StepBodies, StepContract)},
		{Kind: StepResultNotice, Norm: "§ 3 Abs. 2 S. 6 und 7 BauGB"},
		{Kind: StepApproval, Norm: "§ 10 Abs. 2 BauGB", Skips: []SkipGround{developed, cityState}},
		{Kind: StepExecution, Norm: "Landesrecht, Rechtsstaatsprinzip", After: first(StepApproval)},
		{Kind: StepInForce, Norm: "§ 10 Abs. 3 BauGB", After: first(StepExecution)},
		{Kind: StepDeclaration, Norm: "§ 10a Abs. 1 BauGB"},
		{Kind: StepComplaint, Norm: "§ 215 Abs. 1 BauGB"},
		{Kind: StepMonitoring, Norm: "§ 4c BauGB"},
	},
	Entry: projectEntry, Guards: projectGuards,
}

// projectEntry and projectGuards are § 12 BauGB: a plan for one project begins with the developer's application.
var (
	projectEntry = []Asked{
		{Key: "vorhabentraeger", Label: "Vorhabenträger", Kind: FieldText, Optional: true, Personal: true,
			Hint: "Nur bei einem vorhabenbezogenen Bebauungsplan (§ 12 BauGB)."},
		{Key: "antrag_am", Label: "Antrag des Vorhabenträgers vom", Kind: FieldDay, Optional: true,
			Hint: "Nur bei einem vorhabenbezogenen Bebauungsplan (§ 12 Abs. 2 BauGB)."},
	}
	projectGuards = []condition{{
		ID: "T1c.application", Severity: Block, Norm: "§ 12 Abs. 2 S. 1 BauGB", When: projectBased, Asks: true, Remedy: RemedyAnswer,
		Holds: func(f Facts) (bool, string) {
			if _, ok := f.Answers.Day("antrag_am"); !ok || f.Answers.Text("vorhabentraeger") == "" {
				return false, "Der Antrag des Vorhabenträgers fehlt. Über die Einleitung entscheidet die Gemeinde auf seinen Antrag."
			}
			return true, "Der Antrag des Vorhabenträgers liegt vor."
		},
	}}
)

func projectBased(f Facts) bool { return f.Procedure.ProjectBased }
