package procedure

import "slices"

// live are the states in which a procedure is under way.
var (
	live      = []State{Initiated, Participation, Weighing}
	beforeLaw = []State{Initiated, Participation, Weighing, Adopted}
)

// transitions is the table. Read from top to bottom it is the course of a plan; the courses (course_*.go) say which rows a
// kind of procedure has and in which order its steps come.
var transitions = []Transition{
	{ID: "T0", Title: "Laufendes Verfahren übernehmen", Norm: "§ 233 Abs. 1 BauGB", From: []State{StateDraft}, When: takenOver,
		Asks: []Asked{
			{Key: "system", Label: "Bisheriges System oder Aktenzeichen", Kind: FieldText},
			{Key: "bis", Label: "Bis zu welchem Schritt ist das Verfahren gekommen?", Kind: FieldChoice, Choices: stepChoices},
			{Key: "am", Label: "Wann endete dieser Schritt?", Kind: FieldDay},
			{Key: "beschluss_am", Label: "Aufstellungsbeschluss vom", Kind: FieldDay, Optional: true},
			{Key: "akte", Label: "Wo liegen die früheren Unterlagen?", Kind: FieldLines},
		},
		Guards: takeOverGuards, Does: takeOver},

	{ID: "T1", Title: "Verfahren einleiten", Norm: "§ 2 Abs. 1 S. 2 BauGB", Step: StepInitiation, From: []State{StateDraft}, To: Initiated,
		Asks: []Asked{
			{Key: "am", Label: "Tag des Beschlusses", Kind: FieldDay, Optional: true, Wanted: true},
			organ, reference,
		},
		AsksBy: func(f Facts) []Asked { return f.Course.Entry }, Guards: initiationGuards, Does: done(StepInitiation)},

	{ID: "T2a", Title: "Bekanntmachung nach § 13a Abs. 3 BauGB festhalten", Norm: "§ 13a Abs. 3 BauGB", Step: StepNotice13a, From: live,
		Place: PlaceForm, Asks: []Asked{dayOf("Wirksam am"), medium, issue,
			{Key: "aeussern_bis", Label: "Äußerung möglich bis", Kind: FieldDay, Optional: true,
				Hint: "Nötig, wenn keine frühzeitige Beteiligung stattfindet (§ 13a Abs. 3 S. 1 Nr. 2 BauGB)."}},
		Guards: notice13aGuards, Does: done(StepNotice13a)},
	{ID: "T2", Title: "Frühzeitige Beteiligung der Öffentlichkeit", Norm: "§ 3 Abs. 1 BauGB", Step: StepEarlyPublic, Again: true, From: live, When: earlyStill, Place: PlacePublic,
		Guards: earlyPublicGuards, Does: running(StepEarlyPublic), To: Participation},
	{ID: "T2s", Title: "Von der frühzeitigen Beteiligung der Öffentlichkeit absehen", Norm: "§ 3 Abs. 1 S. 3, § 13 Abs. 2 Nr. 1, § 13a Abs. 2 Nr. 1 BauGB",
		Step: StepEarlyPublic, From: live, When: skippable(StepEarlyPublic), Free: true, AsksBy: groundsOf(StepEarlyPublic), Guards: skipGuards("T2s", StepEarlyPublic, Warning), Does: skipped(StepEarlyPublic)},
	{ID: "T3", Title: "Frühzeitige Beteiligung der Behörden", Norm: "§ 4 Abs. 1 BauGB", Step: StepEarlyBodies, Again: true, From: live, When: earlyStill, Place: PlaceBodies,
		Guards: earlyBodiesGuards, Does: running(StepEarlyBodies), To: Participation},
	{ID: "T3s", Title: "Von der frühzeitigen Beteiligung der Behörden absehen", Norm: "§ 13 Abs. 2 Nr. 1, § 13a Abs. 2 Nr. 1 BauGB",
		Step: StepEarlyBodies, From: live, When: skippable(StepEarlyBodies), Free: true, AsksBy: groundsOf(StepEarlyBodies), Guards: skipGuards("T3s", StepEarlyBodies, Warning), Does: skipped(StepEarlyBodies)},

	{ID: "T4", Title: "Entwurf billigen und zur Veröffentlichung bestimmen", Norm: "§ 3 Abs. 2 S. 1, § 2a BauGB, Landesrecht", Step: StepDraft, From: live,
		When: draftAwaits, Asks: []Asked{dayOf("Tag des Beschlusses"), organ, reference,
			{Key: "umwelt_keine", Label: "Liegen keine wesentlichen umweltbezogenen Stellungnahmen vor?", Kind: FieldQuestion, Optional: true, Wanted: true,
				Hint: "Ja, wenn es keine gibt. Sonst gehören sie zu den Unterlagen, ohne Namen von Privatpersonen."}},
		Guards: draftGuards, Does: done(StepDraft)},
	{ID: "T4s", Title: "Ohne Billigung fortfahren", Norm: "Landesrecht", Step: StepDraft, From: live, When: skippable(StepDraft),
		Free: true, AsksBy: groundsOf(StepDraft), Guards: skipGuards("T4s", StepDraft, Warning), Does: skipped(StepDraft)},
	{ID: "T5", Title: "Bekanntmachung festhalten", Norm: "§ 3 Abs. 2 S. 4 BauGB", From: live, When: roundPlanned, Place: PlaceAnnouncement,
		Guards: announcementGuards},
	{ID: "T5w", Title: "Angekündigten Durchgang aufgeben", Norm: "§ 3 Abs. 2 S. 4 BauGB: Ein neuer Durchgang wird neu bekannt gemacht", From: live, When: roundPlanned,
		Asks: []Asked{{Key: "anlass", Label: "Warum wird der Durchgang nicht veröffentlicht?", Kind: FieldLines}}},
	{ID: "T6", Title: "Entwurf veröffentlichen", Norm: "§ 3 Abs. 2 BauGB", Step: StepPublication, From: live, When: roundIs(PublicationRound, RepeatedRound, ""),
		Place: PlacePublic, Guards: publicationGuards, Does: running(StepPublication), To: Participation},
	{ID: "T6a", Title: "Betroffene Öffentlichkeit beteiligen", Norm: "§ 13 Abs. 2 S. 1 Nr. 2, S. 2 BauGB", Step: StepPublication, From: live,
		When: mayAskAffected, Place: PlacePublic, Asks: []Asked{notifiedOn, notifiedHow, notifiedHints}, Guards: affectedGuards, Does: running(StepPublication), To: Participation},
	{ID: "T6h", Title: "Öffentlichkeit vor der Zustimmung anhören", Norm: "§ 36a Abs. 2 S. 1 BauGB", Step: StepHearing, From: live,
		Place: PlacePublic, Guards: hearingGuards, Does: running(StepHearing), To: Participation},
	{ID: "T6s", Title: "Ohne Beteiligung der Öffentlichkeit fortfahren", Norm: "§ 34 Abs. 6 S. 1, § 36a Abs. 2 S. 1 BauGB", From: live, When: publicSkippable,
		AsksBy: groundsOfPublic, Guards: publicSkipGuards, Does: skippedPublic},
	{ID: "T7", Title: "Behörden zur Stellungnahme auffordern", Norm: "§ 4 Abs. 2 BauGB", Step: StepBodies, From: live, Place: PlaceBodies,
		Guards: bodiesGuards, Does: running(StepBodies), To: Participation},
	{ID: "T7s", Title: "Keine Behörde beteiligen", Norm: "§ 4 Abs. 2 S. 1 BauGB", Step: StepBodies, From: live, When: skippable(StepBodies),
		Free: true, AsksBy: groundsOf(StepBodies), Guards: skipGuards("T7s", StepBodies, Warning), Does: skipped(StepBodies)},

	{ID: "T8", Title: "Durchgang abschließen", Norm: "§ 3 Abs. 2 BauGB, § 188 BGB", From: []State{Participation, Weighing}, When: roundOpen, Place: PlaceClose,
		Guards: closingGuards, Does: closed},
	{ID: "T8e", Title: "Frist verlängern", Norm: "§ 190 BGB, § 3 Abs. 2 S. 1 BauGB", From: []State{Participation, Weighing}, When: roundOpen, Place: PlaceExtension,
		Guards: extensionGuards},

	{ID: "T9", Title: "Tabelle für den Rat festschreiben", Norm: "§ 3 Abs. 2 S. 6, § 2 Abs. 3 BauGB", From: []State{Weighing}, Place: PlaceTable, Guards: tableGuards},
	{ID: "T10", Title: "Änderung des Entwurfs festhalten", Norm: "§ 4a Abs. 3 BauGB", From: []State{Participation, Weighing}, When: formalRoundOver,
		Asks: changeAsked, AsksBy: changeAskedBefore2023, Guards: changeGuards, Does: changed},
	{ID: "T11c", Title: "Durchführungsvertrag festhalten", Norm: "§ 12 Abs. 1 S. 1 BauGB", Step: StepContract, From: live,
		Asks: []Asked{dayOf("Abgeschlossen am"), reference}, Guards: contractGuards, Does: done(StepContract)},
	{ID: "T11f", Title: "Fassung für den Beschluss festlegen", Norm: "§ 10 Abs. 1, § 9 Abs. 8 BauGB", From: []State{Weighing}, When: hasAdoption,
		Asks:   []Asked{{Key: "plan_vom", Label: "Plan in der Fassung vom", Kind: FieldDay}, {Key: "begruendung_vom", Label: "Begründung in der Fassung vom", Kind: FieldDay}},
		Guards: finalGuards},
	{ID: "T11", Title: "Beschluss über den Plan festhalten", Norm: "§ 10 Abs. 1 BauGB", Step: StepAdoption, From: live, When: weighs, Place: PlaceDecision,
		Guards: adoptionGuards, Does: adopted, To: Adopted},
	{ID: "T11d", Title: "Satzungsbeschluss festhalten", Norm: "§ 16 Abs. 1, § 34 Abs. 4 BauGB", Step: StepAdoption, From: live, For: decidesPlainly, When: goesWithoutWeighing,
		Asks: []Asked{dayOf("Tag des Beschlusses"), organ, reference}, Guards: plainAdoptionGuards, Does: done(StepAdoption), To: Adopted},

	{ID: "T12", Title: "Mitteilung der Ergebnisse festhalten", Norm: "§ 3 Abs. 2 S. 6 und 7 BauGB", Step: StepResultNotice, From: []State{Adopted, InForce},
		Asks: noticesAsked, Guards: noticeGuards, Does: done(StepResultNotice)},
	{ID: "T13", Title: "Zur Genehmigung vorlegen", Norm: "§ 6 Abs. 1, § 10 Abs. 2 BauGB", Step: StepApproval, From: []State{Adopted}, When: unbegun(StepApproval),
		Asks: submissionAsked, Guards: submissionGuards, Does: running(StepApproval)},
	{ID: "T13s", Title: "Genehmigung nicht nötig", Norm: "§ 8 Abs. 2 S. 1, § 10 Abs. 2, § 246 Abs. 1 BauGB", Step: StepApproval, From: []State{Adopted},
		When: skippable(StepApproval), Free: true, AsksBy: groundsOf(StepApproval), Guards: skipGuards("T13s", StepApproval, Block), Does: skipped(StepApproval)},
	{ID: "T14", Title: "Genehmigungsfiktion festhalten", Norm: "§ 6 Abs. 4 S. 4 BauGB", Step: StepApproval, From: []State{Adopted}, When: runs(StepApproval),
		Guards: fictionGuards, Does: concluded(StepApproval, Fiction)},
	{ID: "T14g", Title: "Genehmigung festhalten", Norm: "§ 6 Abs. 4 BauGB", Step: StepApproval, From: []State{Adopted}, When: runs(StepApproval),
		Asks:   []Asked{dayOf("Genehmigt am"), reference, {Key: "auflagen", Label: "Auflagen oder ausgenommene Teile", Kind: FieldLines, Optional: true}},
		Guards: decisionOfAuthorityGuards("T14g"), Does: concluded(StepApproval, Granted)},
	{ID: "T14r", Title: "Versagung festhalten", Norm: "§ 6 Abs. 2 BauGB", Step: StepApproval, From: []State{Adopted}, When: runs(StepApproval),
		Asks:   []Asked{dayOf("Versagt am"), reference, {Key: "gruende", Label: "Gründe in Kürze", Kind: FieldLines}},
		Guards: decisionOfAuthorityGuards("T14r"), Does: denied, To: Weighing},
	{ID: "T14e", Title: "Verlängerung der Genehmigungsfrist festhalten", Norm: "§ 6 Abs. 4 S. 2 BauGB", Step: StepApproval, From: []State{Adopted},
		When: runs(StepApproval), Asks: []Asked{{Key: "bis", Label: "Verlängert bis", Kind: FieldDay}, reference}, Guards: approvalExtensionGuards},

	{ID: "T15", Title: "Ausfertigung festhalten", Norm: "Landesrecht, Rechtsstaatsprinzip", Step: StepExecution, From: []State{Adopted},
		Asks:   []Asked{dayOf("Ausgefertigt am"), {Key: "unterzeichnet", Label: "Unterzeichnet von", Kind: FieldText, Hint: "Das Amt, zum Beispiel „Bürgermeisterin“."}},
		Guards: executionGuards, Does: done(StepExecution)},
	{ID: "T16", Title: "Schlussbekanntmachung festhalten", Norm: "§ 10 Abs. 3, § 6 Abs. 5 BauGB", Step: StepInForce, From: []State{Adopted},
		Asks:   []Asked{dayOf("Wirksam am"), medium, issue, {Key: "hinweise", Label: "Enthält der Text die Hinweise nach § 215 Abs. 2 BauGB?", Kind: FieldQuestion}, {Key: "entschaedigung", Label: "Enthält der Text die Hinweise nach § 44 Abs. 5 BauGB?", Kind: FieldQuestion, Optional: true}, {Key: "einsicht", Label: "Wo kann man den Plan einsehen?", Kind: FieldText, Optional: true}},
		Guards: inForceGuards, Does: inForce, To: InForce},
	{ID: "T17", Title: "Zusammenfassende Erklärung beifügen", Norm: "§ 10a Abs. 1, § 6a Abs. 1 BauGB", Step: StepDeclaration, From: []State{Adopted, InForce},
		Asks: []Asked{dayOf("Beigefügt am"), {Key: "ort", Label: "Wo ist sie zu finden?", Kind: FieldText, Optional: true, Wanted: true}}, Guards: declarationGuards, Does: done(StepDeclaration)},
	{ID: "T17b", Title: "Berichtigung des Flächennutzungsplans festhalten", Norm: "§ 13a Abs. 2 Nr. 2 BauGB", Step: StepCorrection, From: []State{InForce},
		Asks: []Asked{dayOf("Berichtigt am"), reference}, Guards: correctionGuards, Does: done(StepCorrection)},
	{ID: "T17s", Title: "Keine Berichtigung nötig", Norm: "§ 8 Abs. 2 S. 1 BauGB", Step: StepCorrection, From: []State{InForce}, When: skippable(StepCorrection),
		Free: true, AsksBy: groundsOf(StepCorrection), Guards: skipGuards("T17s", StepCorrection, Warning), Does: skipped(StepCorrection)},
	{ID: "T18", Title: "Ablauf der Frist für Rügen festhalten", Norm: "§ 215 Abs. 1 S. 1 BauGB", Step: StepComplaint, From: []State{InForce},
		Guards: complaintGuards, Does: complaintOver},
	{ID: "T18m", Title: "Überwachung festhalten", Norm: "§ 4c BauGB", Step: StepMonitoring, From: []State{InForce},
		Asks: []Asked{dayOf("Überprüft am"), {Key: "ergebnis", Label: "Ergebnis in Kürze", Kind: FieldLines}}, Guards: monitoringGuards, Does: done(StepMonitoring)},

	{ID: "T19", Title: "Fehler im ergänzenden Verfahren heilen", Norm: "§ 214 Abs. 4 BauGB", From: []State{InForce, Annulled},
		AsksBy: cureAsked, Guards: cureGuards, Does: cured},
	{ID: "T20", Title: "Verfahren einstellen", Norm: "Aufhebung des Aufstellungsbeschlusses, § 1 Abs. 8 BauGB entsprechend", From: slices.Concat([]State{StateDraft, Suspended}, beforeLaw),
		Asks: []Asked{{Key: "am", Label: "Tag des Beschlusses", Kind: FieldDay, Optional: true, Wanted: true}, organ, reference}, Guards: abandonGuards, To: Abandoned},
	{ID: "T21", Title: "Verfahren ruhen lassen", Norm: "Planungshoheit, § 2 Abs. 1 S. 1 BauGB", From: beforeLaw,
		Asks: []Asked{{Key: "anlass", Label: "Warum ruht das Verfahren?", Kind: FieldLines, Hint: "Steht auf der öffentlichen Seite."}}, Guards: suspendGuards, To: Suspended},
	{ID: "T22", Title: "Verfahren fortsetzen", Norm: "Planungshoheit, § 2 Abs. 1 S. 1 BauGB", From: []State{Suspended}}, // To: the state before
	{ID: "T23", Title: "Gerichtliche Entscheidung festhalten", Norm: "§ 47 Abs. 5 VwGO", From: []State{InForce},
		Asks: []Asked{dayOf("Tag der Entscheidung"), {Key: "gericht", Label: "Gericht", Kind: FieldText}, reference}, Guards: courtGuards, To: Annulled},

	{ID: "T24", Title: "Veränderungssperre verlängern", Norm: "§ 17 Abs. 1 S. 3, Abs. 2 BauGB", Step: StepProlongation, Again: true, From: []State{InForce},
		Asks: []Asked{dayOf("Tag des Beschlusses"), reference, {Key: "umstaende", Label: "Welche besonderen Umstände liegen vor?", Kind: FieldLines, Optional: true,
			Hint: "Nötig bei der zweiten Verlängerung (§ 17 Abs. 2 BauGB)."}}, Guards: prolongationGuards},
	{ID: "T25", Title: "Entscheidung über die Zustimmung festhalten", Norm: "§ 36a Abs. 1 BauGB", Step: StepConsent, From: live,
		Asks: []Asked{dayOf("Entschieden am"), {Key: "ausgang", Label: "Wie wurde entschieden?", Kind: FieldChoice, Choices: []Choice{
			{string(Granted), "Zustimmung erteilt"}, {string(Denied), "Zustimmung verweigert"}, {string(Fiction), "Nicht rechtzeitig verweigert, sie gilt als erteilt"}}}, reference},
		Guards: consentGuards, Does: consented, To: Adopted},
}

// Transitions lists the table for the pages and for tests.
func Transitions() []Transition { return slices.Clone(transitions) }

// Fields that several rows ask for.
var (
	organ     = Asked{Key: "organ", Label: "Wer hat beschlossen?", Kind: FieldText, Optional: true, Wanted: true, Hint: "Das Gremium, zum Beispiel „Rat“ oder „Bauausschuss“."}
	reference = Asked{Key: "aktenzeichen", Label: "Drucksache oder Aktenzeichen", Kind: FieldText, Optional: true}
	medium    = Asked{Key: "medium", Label: "Wo erschienen", Kind: FieldText}
	issue     = Asked{Key: "ausgabe", Label: "Ausgabe oder Nummer", Kind: FieldText}

	notifiedOn  = Asked{Key: "benachrichtigt_am", Label: "Einzeln benachrichtigt am", Kind: FieldDay, Optional: true}
	notifiedHow = Asked{Key: "benachrichtigt_wie", Label: "Wie wurden die Betroffenen benachrichtigt?", Kind: FieldText, Optional: true,
		Hint: "Zum Beispiel „Brief an die Eigentümer im Plangebiet“, ohne Namen."}
	notifiedHints = Asked{Key: "hinweise", Label: "Enthält das Schreiben die Hinweise nach § 3 Abs. 2 S. 4 BauGB?", Kind: FieldQuestion, Optional: true}
)

// dayOf asks the day of the act.
func dayOf(label string) Asked { return Asked{Key: "am", Label: label, Kind: FieldDay} }
