package procedure

// courseBPlan13 is the Bebauungsplan in the simplified procedure (§ 13 BauGB): no environmental assessment, and early
// participation, publication and the request to authorities may each be shortened; nothing is left out by itself.
var courseBPlan13 = Course{
	Kinds: []PlanKind{BPlan}, Regime: Simplified, Title: "Bebauungsplan im vereinfachten Verfahren", Norm: "§ 13 BauGB",
	Steps: simplifiedSteps(
		CourseStep{Kind: StepApproval, Norm: "§ 10 Abs. 2 BauGB", Skips: []SkipGround{developed, cityState}},
		"§ 10 Abs. 1 BauGB", "§ 10 Abs. 3 BauGB"),
	Entry: append(simplifiedEntry(), projectEntry...), Guards: append(simplifiedGuards(), projectGuards...),
}

// courseFNP13 is a change of the Flächennutzungsplan in the simplified procedure. A new FNP cannot be one.
var courseFNP13 = Course{
	Kinds: []PlanKind{FNP}, Regime: Simplified, Title: "Änderung des Flächennutzungsplans im vereinfachten Verfahren", Norm: "§ 13 BauGB",
	Steps: simplifiedSteps(
		CourseStep{Kind: StepApproval, Norm: "§ 6 Abs. 1 BauGB", Skips: []SkipGround{cityState}},
		"Feststellungsbeschluss, § 6 BauGB", "§ 6 Abs. 5 BauGB"),
	Entry: simplifiedEntry(), Guards: append(simplifiedGuards(), condition{
		ID: "T1a.change", Severity: Block, Norm: "§ 13 Abs. 1 S. 1 BauGB", Remedy: RemedySteps,
		Holds: func(f Facts) (bool, string) {
			return either(f.Procedure.changes(), "Der Flächennutzungsplan wird geändert oder ergänzt.",
				"Einen neuen Flächennutzungsplan gibt es nicht im vereinfachten Verfahren, nur eine Änderung oder Ergänzung.")
		},
	}),
}

// simplifiedSteps are the steps of § 13 Abs. 2 BauGB around the approval that the kind of plan needs.
func simplifiedSteps(approval CourseStep, adoption, inForce string) []CourseStep {
	return []CourseStep{
		{Kind: StepInitiation, Norm: "§ 2 Abs. 1 S. 2 BauGB"},
		{Kind: StepEarlyPublic, Norm: "§ 3 Abs. 1 BauGB", Skips: []SkipGround{simplifiedGoesWithout, elsewhere}},
		{Kind: StepEarlyBodies, Norm: "§ 4 Abs. 1 BauGB", Skips: []SkipGround{simplifiedGoesWithout}},
		{Kind: StepDraft, Norm: "§ 3 Abs. 2 S. 1, § 13 Abs. 2 BauGB", After: rather(StepEarlyPublic, StepEarlyBodies)},
		{Kind: StepPublication, Norm: "§ 13 Abs. 2 S. 1 Nr. 2 BauGB: Veröffentlichung oder Beteiligung der Betroffenen", After: first(StepDraft)},
		{Kind: StepBodies, Norm: "§ 13 Abs. 2 S. 1 Nr. 3 BauGB", After: first(StepDraft), Skips: []SkipGround{bodiesUntouched}},
		{Kind: StepWeighing, Norm: "§ 1 Abs. 7, § 3 Abs. 2 S. 6 BauGB"},
		{Kind: StepContract, Norm: "§ 12 Abs. 1 S. 1 BauGB", Only: projectBased},
		{Kind: StepAdoption, Norm: adoption, After: first(StepPublication, StepBodies, StepContract)},
		{Kind: StepResultNotice, Norm: "§ 3 Abs. 2 S. 6 und 7 BauGB"},
		approval,
		{Kind: StepExecution, Norm: "Landesrecht, Rechtsstaatsprinzip", After: first(StepApproval)},
		{Kind: StepInForce, Norm: inForce, After: first(StepExecution)},
		{Kind: StepComplaint, Norm: "§ 215 Abs. 1 BauGB"},
	}
}

// simplifiedEntry asks the case of § 13 Abs. 1 BauGB and its three exclusions.
func simplifiedEntry() []Asked {
	return append([]Asked{{Key: "fall", Label: "Warum ist das vereinfachte Verfahren möglich?", Kind: FieldChoice, Optional: true, Wanted: true, Choices: []Choice{
		{"grundzuege", "Die Änderung oder Ergänzung berührt die Grundzüge der Planung nicht"},
		{"massstab", "Im Gebiet nach § 34 ändert sich der Maßstab aus der Umgebung nicht wesentlich"},
		{"zentren", "Der Plan enthält nur Festsetzungen nach § 9 Abs. 2a oder 2b"}}}},
		exclusions...)
}

// exclusions are what bars §§ 13 and 13a BauGB alike; each is asked and on record.
var exclusions = []Asked{
	{Key: "uvp", Label: "Wird ein Vorhaben vorbereitet, das einer Umweltverträglichkeitsprüfung bedarf?", Kind: FieldQuestion, Optional: true, Wanted: true},
	{Key: "natura", Label: "Gibt es Anhaltspunkte für eine Beeinträchtigung eines Natura-2000-Gebiets?", Kind: FieldQuestion, Optional: true, Wanted: true},
	{Key: "stoerfall", Label: "Gibt es Anhaltspunkte für Pflichten zum Schutz vor schweren Unfällen (§ 50 S. 1 BImSchG)?", Kind: FieldQuestion, Optional: true, Wanted: true},
}

func simplifiedGuards() []condition {
	return append([]condition{{
		ID: "T1a.case", Severity: Block, Norm: "§ 13 Abs. 1 BauGB", Asks: true, Remedy: RemedyAnswer,
		Holds: func(f Facts) (bool, string) {
			switch f.Answers.Text("fall") {
			case "":
				return false, "Es ist nicht festgehalten, welcher Fall des § 13 Abs. 1 BauGB vorliegt."
			case "grundzuege":
				return either(f.Procedure.changes(), "Die Änderung berührt die Grundzüge der Planung nicht.",
					"Auf die Grundzüge der Planung kommt es nur bei einer Änderung oder Ergänzung an.")
			}
			return either(f.Procedure.Plan.Kind == BPlan && (f.Answers.Text("fall") == "zentren" || f.Procedure.Purpose == Aufstellung),
				"Der Fall des § 13 Abs. 1 BauGB ist festgehalten.",
				"Dieser Fall passt nicht: Den Maßstab der Umgebung gibt es nur bei der Aufstellung eines Bebauungsplans, § 9 Abs. 2a und 2b BauGB nur bei Bebauungsplänen.")
		}}}, excluded("T1a", "§ 13 Abs. 1")...)
}

// excluded are the conditions over the three exclusions.
func excluded(part, norm string) []condition {
	ask := func(key, id, number, bar string) condition {
		return condition{ID: part + "." + id, Severity: Block, Norm: norm + number + " BauGB", Asks: true, Remedy: RemedyAnswer,
			Holds: func(f Facts) (bool, string) {
				switch f.Answers.Text(key) {
				case No:
					return true, "Geprüft: kein Ausschluss (" + bar + ")."
				case Yes:
					return false, bar + " schließt dieses Verfahren aus. Wählen Sie das Regelverfahren."
				}
				return false, "Nicht geprüft: " + bar + "."
			}}
	}
	numbers := map[string][3]string{"T1a": {" Nr. 1", " Nr. 2", " Nr. 3"}, "T1b": {" S. 4", " S. 5", " S. 5"}}[part]
	return []condition{
		ask("uvp", "uvp", numbers[0], "Ein Vorhaben mit Pflicht zur Umweltverträglichkeitsprüfung"),
		ask("natura", "natura", numbers[1], "Eine mögliche Beeinträchtigung eines Natura-2000-Gebiets"),
		ask("stoerfall", "accident", numbers[2], "Ein Konflikt mit dem Schutz vor schweren Unfällen"),
	}
}
