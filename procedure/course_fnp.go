package procedure

// courseFNP is the Flächennutzungsplan (§§ 2 to 6a BauGB). It is no bylaw: the council's decision is the
// Feststellungsbeschluss, and the plan takes effect with the announcement of its approval.
var courseFNP = Course{
	Kinds: []PlanKind{FNP}, Regime: Regular, Title: "Flächennutzungsplan im Regelverfahren", Norm: "§§ 2 bis 6a BauGB",
	Steps: []CourseStep{
		{Kind: StepInitiation, Norm: "§ 2 Abs. 1 S. 2 BauGB"},
		{Kind: StepEarlyPublic, Norm: "§ 3 Abs. 1 BauGB", Skips: []SkipGround{elsewhere}},
		{Kind: StepEarlyBodies, Norm: "§ 4 Abs. 1 BauGB"},
		{Kind: StepDraft, Norm: "§ 3 Abs. 2 S. 1, § 2a BauGB", After: rather(StepEarlyPublic, StepEarlyBodies)},
		{Kind: StepPublication, Norm: "§ 3 Abs. 2 und 3 BauGB", After: first(StepDraft)},
		{Kind: StepBodies, Norm: "§ 4 Abs. 2 BauGB", After: first(StepDraft), Skips: []SkipGround{bodiesUntouched}},
		{Kind: StepWeighing, Norm: "§ 1 Abs. 7, § 3 Abs. 2 S. 6 BauGB"},
		{Kind: StepAdoption, Norm: "Feststellungsbeschluss, § 6 BauGB", After: first(StepPublication, StepBodies)},
		{Kind: StepResultNotice, Norm: "§ 3 Abs. 2 S. 6 und 7 BauGB"},
		{Kind: StepApproval, Norm: "§ 6 Abs. 1 BauGB", Skips: []SkipGround{cityState}},
		{Kind: StepExecution, Norm: "Landesrecht, Rechtsstaatsprinzip", After: first(StepApproval)},
		{Kind: StepInForce, Norm: "§ 6 Abs. 5 BauGB", After: first(StepExecution)},
		{Kind: StepDeclaration, Norm: "§ 6a Abs. 1 BauGB"},
		{Kind: StepComplaint, Norm: "§ 215 Abs. 1 BauGB"},
		{Kind: StepMonitoring, Norm: "§ 4c BauGB"},
	},
}
