package procedure

// courseBylaw is the Entwicklungs- and Ergänzungssatzung (§ 34 Abs. 4 S. 1 Nr. 2, 3, Abs. 6 BauGB) and the
// Außenbereichssatzung (§ 35 Abs. 6 BauGB): of the whole procedure only § 13 Abs. 2 S. 1 Nr. 2 and 3 and S. 2 hold.
var courseBylaw = Course{
	Kinds: []PlanKind{Entwicklung, Ergaenzungssatzung, Aussenbereich}, Regime: Bylaw,
	Title: "Satzung nach § 34 Abs. 4 oder § 35 Abs. 6 BauGB", Norm: "§ 34 Abs. 6, § 35 Abs. 6 S. 5 BauGB",
	Steps: []CourseStep{
		{Kind: StepInitiation, Norm: "Landesrecht; ein Aufstellungsbeschluss ist nicht vorgeschrieben"},
		{Kind: StepDraft, Norm: "§ 13 Abs. 2 S. 1 Nr. 2, § 34 Abs. 5 S. 4 BauGB"},
		{Kind: StepPublication, Norm: "§ 34 Abs. 6 S. 1, § 13 Abs. 2 S. 1 Nr. 2 BauGB", After: first(StepDraft)},
		{Kind: StepBodies, Norm: "§ 34 Abs. 6 S. 1, § 13 Abs. 2 S. 1 Nr. 3 BauGB", After: first(StepDraft), Skips: []SkipGround{bodiesUntouched}},
		{Kind: StepWeighing, Norm: "§ 1 Abs. 7 BauGB"},
		{Kind: StepAdoption, Norm: "§ 34 Abs. 4 S. 1, § 35 Abs. 6 S. 1 BauGB", After: first(StepPublication, StepBodies)},
		{Kind: StepExecution, Norm: "Landesrecht, Rechtsstaatsprinzip"},
		{Kind: StepInForce, Norm: "§ 34 Abs. 6 S. 2, § 35 Abs. 6 S. 6, § 10 Abs. 3 BauGB", After: first(StepExecution)},
		{Kind: StepComplaint, Norm: "§ 215 Abs. 1 BauGB"},
	},
}

// courseKlarstellung is the Klarstellungssatzung: it declares what holds anyway, and § 34 Abs. 6 S. 1 BauGB prescribes no
// participation for it.
var courseKlarstellung = Course{
	Kinds: []PlanKind{Klarstellung}, Regime: Bylaw, Title: "Klarstellungssatzung", Norm: "§ 34 Abs. 4 S. 1 Nr. 1 BauGB",
	Steps: []CourseStep{
		{Kind: StepInitiation, Norm: "Landesrecht; ein Aufstellungsbeschluss ist nicht vorgeschrieben"},
		{Kind: StepDraft, Norm: "Landesrecht", Skips: []SkipGround{publicUnaffected}},
		{Kind: StepPublication, Norm: "freiwillig", After: first(StepDraft), Skips: []SkipGround{publicUnaffected}},
		{Kind: StepBodies, Norm: "freiwillig", After: first(StepDraft), Skips: []SkipGround{publicUnaffected, bodiesUntouched}},
		{Kind: StepAdoption, Norm: "§ 34 Abs. 4 S. 1 Nr. 1 BauGB", After: first(StepPublication, StepBodies)},
		{Kind: StepExecution, Norm: "Landesrecht, Rechtsstaatsprinzip"},
		{Kind: StepInForce, Norm: "§ 34 Abs. 6 S. 2, § 10 Abs. 3 BauGB", After: first(StepExecution)},
		{Kind: StepComplaint, Norm: "§ 215 Abs. 1 BauGB"},
	},
}
