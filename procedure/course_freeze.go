package procedure

// courseFreeze is the Veränderungssperre (§§ 14 to 18 BauGB): a bylaw that holds an area still while a plan for it is
// being made. Nobody is asked; it needs the Aufstellungsbeschluss of that plan.
var courseFreeze = Course{
	Kinds: []PlanKind{Veraenderungssperre}, Regime: Freeze, Title: "Veränderungssperre", Norm: "§§ 14 bis 18 BauGB",
	Steps: []CourseStep{
		{Kind: StepInitiation, Norm: "§ 14 Abs. 1 BauGB"},
		{Kind: StepAdoption, Norm: "§ 16 Abs. 1 BauGB"},
		{Kind: StepExecution, Norm: "Landesrecht, Rechtsstaatsprinzip"},
		{Kind: StepInForce, Norm: "§ 16 Abs. 2, § 10 Abs. 3 S. 2 bis 5 BauGB", After: first(StepExecution)},
		{Kind: StepProlongation, Norm: "§ 17 Abs. 1 S. 3, Abs. 2 BauGB", Skips: []SkipGround{notYetDue}},
	},
	Guards: []condition{{ID: "T1e.plan", Severity: Block, Norm: "§ 14 Abs. 1 BauGB", Remedy: RemedyLinks, Holds: func(f Facts) (bool, string) {
		for _, l := range f.Links {
			if l.Kind == Secures && l.State != StateDraft && l.State != Abandoned {
				return true, "Die Sperre sichert: " + l.Title + "."
			}
		}
		return false, "Eine Veränderungssperre setzt den Aufstellungsbeschluss für einen Bebauungsplan voraus. Verknüpfen Sie das Verfahren, das sie sichern soll."
	}}},
}
