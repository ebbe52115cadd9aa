package procedure

import "fmt"

// roundWords are the rounds as a calendar names them.
var roundWords = map[RoundKind]string{
	EarlyRound: "Frühzeitige Beteiligung der Öffentlichkeit", PublicationRound: "Veröffentlichung des Entwurfs",
	RepeatedRound: "Erneute Veröffentlichung des Entwurfs", AffectedPublicRound: "Beteiligung der Betroffenen", HearingRound: "Anhörung der Öffentlichkeit",
	EarlyBodiesRound: "Frühzeitige Beteiligung der Behörden", BodiesRound: "Beteiligung der Behörden",
	RepeatedBodiesRound: "Erneute Beteiligung der Behörden", BodiesSimplified: "Beteiligung der berührten Behörden",
}

var roundNorms = map[RoundKind]string{
	EarlyRound: "§ 3 Abs. 1 BauGB", PublicationRound: "§ 3 Abs. 2 BauGB", RepeatedRound: "§ 4a Abs. 3 BauGB",
	AffectedPublicRound: "§ 13 Abs. 2 S. 1 Nr. 2 BauGB", HearingRound: "§ 36a Abs. 2 BauGB", EarlyBodiesRound: "§ 4 Abs. 1 BauGB",
	BodiesRound: "§ 4 Abs. 2 BauGB", RepeatedBodiesRound: "§ 4a Abs. 3 BauGB", BodiesSimplified: "§ 13 Abs. 2 S. 1 Nr. 3 BauGB",
}

var decisionWords = map[TransitionID]string{"T1": "Aufstellungsbeschluss", "T4": "Billigung des Entwurfs", "T11": "Beschluss über den Plan",
	"T11d": "Satzungsbeschluss", "T24": "Verlängerung der Veränderungssperre beschlossen"}

// Title is the date in plain German, without the name of the plan.
func (a Appointment) Title() string {
	switch {
	case a.Kind == Decided:
		return decisionWords[TransitionID(a.Detail)]
	case a.Kind == RoundEnds && RoundKind(a.Detail).ForBodies():
		return "Letzter Tag für Stellungnahmen der Behörden"
	}
	return titles[a.Kind]
}

// Title is the round as a calendar names it, with its Durchgang after the first.
func (r Round) Title() string { return Appointment{Detail: string(r.Kind), Durchgang: r.Durchgang}.Matter() }

// Matter is the round that a date belongs to; empty for one of no round.
func (a Appointment) Matter() string {
	round := roundWords[RoundKind(a.Detail)]
	if a.Durchgang > 1 {
		round += fmt.Sprintf(" (%d. Durchgang)", a.Durchgang)
	}
	return round
}

var titles = map[AppointmentKind]string{
	RoundBegins: "Erster Tag", RoundEnds: "Letzter Tag für Stellungnahmen (bis 24 Uhr)", MinimumEnd: "Frühestes zulässiges Ende",
	AnnounceBy: "Bekanntmachung spätestens wirksam", Announced: "Bekannt gemacht", Extended: "Verlängerung bekannt gemacht",
	ApprovalEnds: "Letzter Tag der Frist für die Genehmigung", TakesEffect: "Schlussbekanntmachung: Der Plan gilt",
	ComplaintEnds: "Letzter Tag, um Fehler des Plans zu rügen", FreezeEnds: "Letzter Tag der Veränderungssperre",
	ConsentEnds: "Letzter Tag der Frist für die Zustimmung",
}

// Norm is the paragraph from which the day follows.
func (a Appointment) Norm() string {
	law, err := LawOf(a.RuleSet)
	if err != nil {
		return ""
	}
	switch a.Kind {
	case AnnounceBy:
		return law.LeadNorm
	case Announced:
		if announcedRounds[RoundKind(a.Detail)] {
			return law.NoticeNorm
		}
		return roundNorms[RoundKind(a.Detail)]
	case Extended:
		return "§ 190 BGB, " + extensionNorm(law, RoundKind(a.Detail))
	case RoundBegins, RoundEnds, MinimumEnd:
		return roundNorms[RoundKind(a.Detail)]
	case Decided:
		t, _ := transitionOf(TransitionID(a.Detail))
		return t.Norm
	}
	return deadlineNorms[a.Kind]
}

// extensionNorm is where the longer period of a round stands.
func extensionNorm(law Law, kind RoundKind) string {
	switch {
	case kind == PublicationRound:
		return "§ 3 Abs. 2 S. 1 BauGB"
	case kind == BodiesRound:
		return law.BodiesNorm
	}
	return roundNorms[kind]
}

var deadlineNorms = map[AppointmentKind]string{
	ApprovalEnds: "§ 6 Abs. 4 BauGB", TakesEffect: "§ 10 Abs. 3, § 6 Abs. 5 BauGB", ComplaintEnds: "§ 215 Abs. 1 BauGB",
	FreezeEnds: "§ 17 Abs. 1 BauGB", ConsentEnds: "§ 36a Abs. 1 BauGB",
}
