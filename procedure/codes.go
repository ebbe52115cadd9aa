package procedure

// XBeteiligung and XPlanung name the same things by numbers. They stand here beside the house's own names, so that an
// exchange later on is a look-up. The lists are those of XBeteiligung 1.2 (urn:xoev-de:xleitstelle:codeliste:…) and of
// XPlanung 5.4/6.0; a value of XPlanung's Rechtsstand says that the step has taken place.

// Code is an entry of a code list: its number and the name under which the list knows it.
type Code struct {
	Value string
	Name  string
}

// XVerfahrensart is the code of codeliste:verfahrensartkommunal 1.0 for a regime. The list ends with § 13b; what it does not
// know goes without a code.
func (r Regime) XVerfahrensart() (Code, bool) {
	c, ok := map[Regime]Code{
		Regular: {"1000", "Normalverfahren"}, Simplified: {"1100", "Vereinfachtes Verfahren nach § 13"},
		Accelerated: {"1200", "Beschleunigtes Verfahren nach § 13a"}, Outskirts: {"1300", "Beschleunigtes Verfahren nach § 13b"},
	}[r]
	return c, ok
}

// XPlanVerfahren is the code of BP_Verfahren for a regime.
func (r Regime) XPlanVerfahren() (Code, bool) {
	c, ok := map[Regime]Code{
		Regular: {"1000", "Normal"}, Simplified: {"2000", "Parag13"}, Accelerated: {"3000", "Parag13a"}, Outskirts: {"4000", "Parag13b"},
	}[r]
	return c, ok
}

// XVerfahrensschritt is the code of codeliste:verfahrensschrittkommunal for a step. A repeated participation has no code
// of its own: it is the same step with the next Durchgang.
func (k StepKind) XVerfahrensschritt() Code {
	return map[StepKind]Code{
		StepInitiation:   {"3000", "Aufstellungsbeschluss"},
		StepNotice13a:    {"4000", "Frühzeitige Öffentlichkeitsbeteiligung"},
		StepEarlyPublic:  {"4000", "Frühzeitige Öffentlichkeitsbeteiligung"},
		StepEarlyBodies:  {"2000", "Frühzeitige Behördenbeteiligung"},
		StepDraft:        {"1000", "Einleitungsphase"},
		StepPublication:  {"6000", "Öffentlichkeitsbeteiligung"},
		StepBodies:       {"5000", "Beteiligung der Träger öffentlicher Belange"},
		StepHearing:      {"6000", "Öffentlichkeitsbeteiligung"},
		StepWeighing:     {"6050", "Planänderungen"},
		StepContract:     {"6050", "Planänderungen"},
		StepAdoption:     {"7000", "Beschlussfassung, Feststellungsverfahren"},
		StepConsent:      {"7000", "Beschlussfassung, Feststellungsverfahren"},
		StepResultNotice: {"8000", "Schlussphase"},
		StepApproval:     {"8000", "Schlussphase"},
		StepExecution:    {"8000", "Schlussphase"},
		StepInForce:      {"8000", "Schlussphase"},
		StepDeclaration:  {"8000", "Schlussphase"},
		StepCorrection:   {"8000", "Schlussphase"},
		StepComplaint:    {"8000", "Schlussphase"},
		StepProlongation: {"8000", "Schlussphase"},
		StepMonitoring:   {"7050", "Überwachung"},
	}[k]
}

// XRechtsstand is the code of BP_Rechtsstand and FP_Rechtsstand for a step that has taken place; ok is false where the
// lists have none. The two lists name the last steps differently.
func (k StepKind) XRechtsstand(plan PlanKind) (Code, bool) {
	c, ok := map[StepKind]Code{
		StepInitiation: {"1000", "Aufstellungsbeschluss"}, StepDraft: {"2250", "Entwurfsbeschluss"},
		StepEarlyBodies: {"2100", "FruehzeitigeBehoerdenBeteiligung"}, StepEarlyPublic: {"2200", "FruehzeitigeOeffentlichkeitsBeteiligung"},
		StepNotice13a: {"2200", "FruehzeitigeOeffentlichkeitsBeteiligung"}, StepBodies: {"2300", "BehoerdenBeteiligung"},
		StepPublication: {"2400", "OeffentlicheAuslegung"}, StepAdoption: {"3000", "Satzung"}, StepInForce: {"4000", "InkraftGetreten"},
	}[k]
	if plan == FNP {
		switch k {
		case StepAdoption:
			c.Name = "Plan"
		case StepInForce:
			c.Name = "Wirksamkeit"
		}
	}
	return c, ok
}

// XPlanArt is the code of FP_PlanArt or BP_PlanArt for a kind; project tells a plan of § 12 BauGB. A Veränderungssperre and
// a hearing under § 36a are no plans and have none.
func (k PlanKind) XPlanArt(project bool) (Code, bool) {
	if k == BPlan && project {
		return Code{"3000", "VorhabenbezogenerBPlan"}, true
	}
	c, ok := map[PlanKind]Code{
		FNP: {"1000", "FPlan"}, BPlan: {"1000", "BPlan"}, Klarstellung: {"40000", "KlarstellungsSatzung"},
		Entwicklung: {"40001", "EntwicklungsSatzung"}, Ergaenzungssatzung: {"40002", "ErgaenzungsSatzung"},
		Aussenbereich: {"5000", "AussenbereichsSatzung"},
	}[k]
	return c, ok
}
