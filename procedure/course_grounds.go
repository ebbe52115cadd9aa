package procedure

// The grounds on which an early participation may be left out. An error in choosing one does not void the plan: § 214
// Abs. 1 S. 1 Nr. 2 BauGB names neither § 3 Abs. 1 nor § 4 Abs. 1.
var (
	insignificant = SkipGround{
		Key:  "3(1)S3Nr1",
		Text: "Der Plan wird aufgestellt oder aufgehoben und wirkt sich auf das Gebiet und die Nachbarschaft nicht oder nur unwesentlich aus",
		Norm: "§ 3 Abs. 1 S. 3 Nr. 1 BauGB",
		Holds: func(f Facts) (bool, string) {
			return f.Procedure.Plan.Kind == BPlan && (f.Procedure.Purpose == Aufstellung || f.Procedure.Purpose == Aufhebung),
				"Diese Ausnahme gilt nur, wenn ein Bebauungsplan aufgestellt oder aufgehoben wird."
		},
	}
	elsewhere = SkipGround{
		Key:  "3(1)S3Nr2",
		Text: "Unterrichtung und Erörterung fanden bereits auf anderer Grundlage statt",
		Norm: "§ 3 Abs. 1 S. 3 Nr. 2 BauGB",
	}
	simplifiedGoesWithout = SkipGround{
		Key:  "13(2)Nr1",
		Text: "Im vereinfachten Verfahren wird davon abgesehen",
		Norm: "§ 13 Abs. 2 S. 1 Nr. 1 BauGB",
	}
	acceleratedGoesWithout = SkipGround{
		Key:  "13a(2)Nr1",
		Text: "Im beschleunigten Verfahren wird davon abgesehen",
		Norm: "§ 13a Abs. 2 Nr. 1, § 13 Abs. 2 S. 1 Nr. 1 BauGB",
		Holds: func(f Facts) (bool, string) {
			return f.settled(StepNotice13a), "Zuerst ist bekannt zu machen, wo man sich unterrichten und bis wann man sich äußern kann (§ 13a Abs. 3 S. 1 Nr. 2 BauGB)."
		},
	}
)

// The grounds on which a plan needs no approval, no correction, no contract.
var (
	developed = SkipGround{
		Key:  "8(2)S1",
		Text: "Der Bebauungsplan ist aus dem Flächennutzungsplan entwickelt und braucht keine Genehmigung",
		Norm: "§ 8 Abs. 2 S. 1, § 10 Abs. 2 BauGB",
	}
	deviates = SkipGround{
		Key:  "13a(2)Nr2",
		Text: "Der Bebauungsplan weicht vom Flächennutzungsplan ab; dieser wird berichtigt und eine Genehmigung entfällt",
		Norm: "§ 13a Abs. 2 Nr. 2 BauGB",
	}
	cityState = SkipGround{
		Key:  "246(1)",
		Text: "Im Land entfällt die Genehmigung",
		Norm: "§ 246 Abs. 1 BauGB (Berlin, Hamburg; Bremen kann sie vorbehalten)",
		Holds: func(f Facts) (bool, string) {
			land := f.Procedure.Municipality.Land
			return land == "BE" || land == "HH" || land == "HB", "Diese Ausnahme gilt nur in Berlin, Hamburg und Bremen."
		},
	}
	agrees = SkipGround{
		Key:  "no deviation",
		Text: "Der Bebauungsplan weicht nicht vom Flächennutzungsplan ab",
		Norm: "§ 8 Abs. 2 S. 1 BauGB",
	}
	notYetDue = SkipGround{
		Key:  "not needed",
		Text: "Die Sperre läuft nicht über die erste Frist hinaus",
		Norm: "§ 17 Abs. 1 S. 1 BauGB",
	}
	freeToAsk = SkipGround{
		Key:  "36a(2)",
		Text: "Die Gemeinde gibt der Öffentlichkeit keine Gelegenheit zur Stellungnahme",
		Norm: "§ 36a Abs. 2 S. 1 BauGB: „kann“",
	}
	bodiesUntouched = SkipGround{
		Key:  "no body touched",
		Text: "Keine Behörde ist in ihrem Aufgabenbereich berührt",
		Norm: "§ 4 Abs. 2 S. 1 BauGB",
	}
	publicUnaffected = SkipGround{
		Key:  "34(6)",
		Text: "Eine Beteiligung ist nicht vorgeschrieben",
		Norm: "§ 34 Abs. 6 S. 1 BauGB nennt nur die Satzungen nach Abs. 4 S. 1 Nr. 2 und 3",
	}
)
