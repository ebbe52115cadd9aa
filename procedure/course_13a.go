package procedure

import "fmt"

// courseBPlan13a is the Bebauungsplan of inner development in the accelerated procedure (§ 13a BauGB). It may deviate from
// the Flächennutzungsplan, which is then corrected without a procedure of its own.
var courseBPlan13a = Course{
	Kinds: []PlanKind{BPlan}, Regime: Accelerated, Title: "Bebauungsplan der Innenentwicklung im beschleunigten Verfahren", Norm: "§ 13a BauGB",
	Steps: []CourseStep{
		{Kind: StepInitiation, Norm: "§ 2 Abs. 1 S. 2 BauGB"},
		{Kind: StepNotice13a, Norm: "§ 13a Abs. 3 BauGB"},
		{Kind: StepEarlyPublic, Norm: "§ 3 Abs. 1 BauGB", Skips: []SkipGround{acceleratedGoesWithout, insignificant, elsewhere}},
		{Kind: StepEarlyBodies, Norm: "§ 4 Abs. 1 BauGB", Skips: []SkipGround{{
			Key: "13a(2)Nr1", Text: acceleratedGoesWithout.Text, Norm: acceleratedGoesWithout.Norm}}},
		{Kind: StepDraft, Norm: "§ 3 Abs. 2 S. 1, § 13a Abs. 2 Nr. 1 BauGB", After: rather(StepNotice13a, StepEarlyPublic, StepEarlyBodies)},
		{Kind: StepPublication, Norm: "§ 13a Abs. 2 Nr. 1, § 13 Abs. 2 S. 1 Nr. 2 BauGB", After: first(StepDraft)},
		{Kind: StepBodies, Norm: "§ 13a Abs. 2 Nr. 1, § 13 Abs. 2 S. 1 Nr. 3 BauGB", After: first(StepDraft), Skips: []SkipGround{bodiesUntouched}},
		{Kind: StepWeighing, Norm: "§ 1 Abs. 7, § 3 Abs. 2 S. 6 BauGB"},
		{Kind: StepContract, Norm: "§ 12 Abs. 1 S. 1 BauGB", Only: projectBased},
		{Kind: StepAdoption, Norm: "§ 10 Abs. 1 BauGB", After: first(StepPublication, StepBodies, StepContract)},
		{Kind: StepResultNotice, Norm: "§ 3 Abs. 2 S. 6 und 7 BauGB"},
		{Kind: StepApproval, Norm: "§ 10 Abs. 2 BauGB", Skips: []SkipGround{developed, deviates, cityState}},
		{Kind: StepExecution, Norm: "Landesrecht, Rechtsstaatsprinzip", After: first(StepApproval)},
		{Kind: StepInForce, Norm: "§ 10 Abs. 3 BauGB", After: first(StepExecution)},
		{Kind: StepCorrection, Norm: "§ 13a Abs. 2 Nr. 2 BauGB", Skips: []SkipGround{agrees}},
		{Kind: StepComplaint, Norm: "§ 215 Abs. 1 BauGB"},
	},
	Entry: append(append([]Asked{
		{Key: "innen", Label: "Dient der Plan der Innenentwicklung (Wiedernutzbarmachung, Nachverdichtung)?", Kind: FieldQuestion, Optional: true, Wanted: true},
		{Key: "grundflaeche", Label: "Zulässige Grundfläche in Quadratmetern", Kind: FieldNumber, Optional: true, Wanted: true,
			Hint: "Grundflächen mehrerer Pläne in engem sachlichem, räumlichem und zeitlichem Zusammenhang zählen zusammen (§ 13a Abs. 1 S. 2 Nr. 1 BauGB)."},
		{Key: "vorpruefung", Label: "Ergebnis der Vorprüfung des Einzelfalls", Kind: FieldChoice, Optional: true,
			Hint: "Nötig ab 20.000 Quadratmetern; die berührten Behörden sind zu beteiligen.", Choices: []Choice{
				{"keine", "Voraussichtlich keine erheblichen Umweltauswirkungen"},
				{"erheblich", "Erhebliche Umweltauswirkungen sind zu erwarten"}}},
		{Key: "vorpruefung_behoerden", Label: "Wurden die berührten Behörden an der Vorprüfung beteiligt?", Kind: FieldQuestion, Optional: true},
	}, exclusions...), projectEntry...),
	Guards: append(append([]condition{
		{ID: "T1b.inner", Severity: Block, Norm: "§ 13a Abs. 1 S. 1 BauGB", Asks: true, Remedy: RemedyAnswer, Holds: func(f Facts) (bool, string) {
			return either(f.Answers.Yes("innen"), "Der Plan dient der Innenentwicklung.",
				"Das beschleunigte Verfahren gibt es nur für Maßnahmen der Innenentwicklung.")
		}},
		{ID: "T1b.area", Severity: Block, Norm: "§ 13a Abs. 1 S. 2 BauGB", Asks: true, Remedy: RemedyAnswer, Holds: smallEnough},
		{ID: "T1b.assessment", Severity: Block, Norm: "§ 13a Abs. 1 S. 2 Nr. 2 BauGB", Asks: true, Remedy: RemedyAnswer, When: needsAssessment, Holds: assessed},
	}, excluded("T1b", "§ 13a Abs. 1")...), projectGuards...),
}

// The thresholds of § 13a Abs. 1 S. 2 BauGB, in square metres of permitted ground area.
const (
	assessFrom = 20_000 // Nr. 2: from here on only after a preliminary assessment
	barredFrom = 70_000
)

func smallEnough(f Facts) (bool, string) {
	area, ok := f.Answers.Number("grundflaeche")
	switch {
	case !ok:
		return false, "Die zulässige Grundfläche ist nicht angegeben."
	case area >= barredFrom:
		return false, fmt.Sprintf("Die zulässige Grundfläche von %d m² erreicht 70.000 m². Das beschleunigte Verfahren scheidet aus.", area)
	}
	return true, fmt.Sprintf("Die zulässige Grundfläche von %d m² bleibt unter 70.000 m².", area)
}

func needsAssessment(f Facts) bool {
	area, ok := f.Answers.Number("grundflaeche")
	return ok && area >= assessFrom && area < barredFrom
}

func assessed(f Facts) (bool, string) {
	switch {
	case f.Answers.Text("vorpruefung") == "erheblich":
		return false, "Nach der Vorprüfung sind erhebliche Umweltauswirkungen zu erwarten. Das beschleunigte Verfahren scheidet aus."
	case f.Answers.Text("vorpruefung") == "":
		return false, "Ab 20.000 m² Grundfläche ist eine Vorprüfung des Einzelfalls nötig."
	case !f.Answers.Yes("vorpruefung_behoerden"):
		return false, "An der Vorprüfung sind die berührten Behörden zu beteiligen."
	}
	return true, "Die Vorprüfung ergab keine erheblichen Umweltauswirkungen, die Behörden waren beteiligt."
}

// courseBPlan13b is closed: procedures had to be begun by 31 December 2022 and § 215a BauGB let them be finished by
// 31 December 2024. Old ones are taken over, to be looked up and, after an error, cured.
var courseBPlan13b = Course{
	Kinds: []PlanKind{BPlan}, Regime: Outskirts, Title: "Bebauungsplan nach dem früheren § 13b", Norm: "§ 13b BauGB a. F., § 215a BauGB",
	Steps: courseBPlan13a.Steps,
	Guards: []condition{{ID: "T1d.closed", Severity: Block, Norm: "§ 215a BauGB; § 13b BauGB ist seit 01.01.2024 aufgehoben", Remedy: RemedySteps,
		Holds: func(f Facts) (bool, string) {
			return either(f.Procedure.ImportedFrom != "", "Das Verfahren wird aus einem anderen System übernommen.",
				"Verfahren nach § 13b BauGB lassen sich nicht mehr beginnen, nur übernehmen.")
		}}},
}
