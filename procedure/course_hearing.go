package procedure

// courseHearing is the hearing of the affected public before the consent of the municipality to a single project (§ 36a
// BauGB, in force since 30 October 2025). It makes no plan; its period has a maximum of one month.
var courseHearing = Course{
	Kinds: []PlanKind{Anhoerung}, Regime: Hearing, Title: "Anhörung vor einer Zustimmung nach § 36a BauGB", Norm: "§ 36a BauGB",
	Steps: []CourseStep{
		{Kind: StepInitiation, Norm: "§ 36a Abs. 1 BauGB: Eingang des Ersuchens"},
		{Kind: StepHearing, Norm: "§ 36a Abs. 2 S. 1 BauGB", Skips: []SkipGround{freeToAsk}},
		{Kind: StepConsent, Norm: "§ 36a Abs. 1 BauGB", After: first(StepHearing)},
	},
}
