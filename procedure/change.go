package procedure

import "slices"

// Changes of the draft about which people have still to be asked (§ 4a Abs. 3 BauGB).

// asksAgain are the rows that ask a track about the draft, or say why nobody of it is asked.
var asksAgain = map[Track][]TransitionID{PublicTrack: {"T6", "T6a"}, BodiesTrack: {"T7", "T7s"}}

// openChange is the latest change of this run that a track has not been asked about; nil when there is none. A round that
// was out when the change came is not about it, even when it ends later: what counts is what was published after it.
func (f Facts) openChange(track Track) *PastAct {
	for i := len(f.Acts) - 1; i >= 0; i-- {
		a := &f.Acts[i]
		switch {
		case a.Cycle != f.Procedure.Cycle:
			return nil
		case slices.Contains(asksAgain[track], a.Transition):
			return nil
		case a.Transition == "T10" && a.repeat().Round != NoRound:
			return a
		}
	}
	return nil
}

// repeat is what the decision tree of § 4a Abs. 3 BauGB came to for a change on record, by the law that it was made under.
func (a PastAct) repeat() Repeat {
	law, err := LawOf(a.RuleSet)
	if err != nil {
		return Repeat{Round: FullRound} // a rule set that nobody knows asks for no less than everybody
	}
	return RepeatOf(Facts{Answers: a.Answers, Law: law})
}

// affectedSuffice reports whether the affected may be asked instead of everybody: by § 13 Abs. 2 and what refers to it, or
// after a change that leaves the Grundzüge alone (§ 4a Abs. 3 S. 4 BauGB).
func (f Facts) affectedSuffice() bool {
	if f.Course.Regime != Regular {
		return true
	}
	a := f.openChange(PublicTrack)
	return a != nil && a.repeat().Round == AffectedRound
}

// offers reports whether a round of the kind has its place now: a repeated one needs a change that its track has not been
// asked about, and only § 13 and what refers to it know the shorter request to the bodies.
func (f Facts) offers(kind RoundKind) bool {
	switch kind {
	case RepeatedRound, RepeatedBodiesRound:
		return f.openChange(kind.Track()) != nil
	case AffectedPublicRound:
		return f.affectedSuffice()
	case BodiesSimplified:
		return f.Course.Regime != Regular
	}
	return true
}

// unoffered says why a round is not offered.
var unoffered = map[RoundKind]string{
	RepeatedRound:       "Erneut veröffentlicht wird nach einer Änderung des Entwurfs. Halten Sie die Änderung zuerst fest (§ 4a Abs. 3 BauGB).",
	RepeatedBodiesRound: "Erneut gefragt werden die Behörden nach einer Änderung des Entwurfs. Halten Sie die Änderung zuerst fest (§ 4a Abs. 3 BauGB).",
	AffectedPublicRound: "Nur die Betroffenen zu fragen ist im Regelverfahren erst nach einer Änderung möglich, die die Grundzüge der Planung nicht berührt (§ 4a Abs. 3 S. 4 BauGB).",
	BodiesSimplified:    "Die verkürzte Beteiligung der Behörden gibt es nur im vereinfachten Verfahren und wo das Gesetz darauf verweist (§ 13 Abs. 2 S. 1 Nr. 3 BauGB).",
}

// asked holds the weighing and the decision to a draft that everybody was asked about.
func asked(row TransitionID) condition {
	return condition{ID: string(row) + ".draft", Severity: Block, Norm: "§ 4a Abs. 3 BauGB", Remedy: RemedySteps,
		Holds: func(f Facts) (bool, string) {
			switch {
			case f.openChange(PublicTrack) != nil:
				return false, "Der Entwurf wurde geändert und ist noch nicht erneut veröffentlicht."
			case f.Course.hasStep(StepBodies) && f.openChange(BodiesTrack) != nil:
				return false, "Der Entwurf wurde geändert, und die Behörden sind noch nicht erneut gefragt."
			}
			return true, "Der Entwurf ist in der Fassung veröffentlicht, über die entschieden wird."
		}}
}

// sinceChange reports whether the latest act of a row in this run came after the latest change of the draft.
func (f Facts) sinceChange(row TransitionID) bool {
	for i := len(f.Acts) - 1; i >= 0 && f.Acts[i].Cycle == f.Procedure.Cycle; i-- {
		switch f.Acts[i].Transition {
		case row:
			return true
		case "T10":
			return false
		}
	}
	return f.act("T10") == nil
}

// PublicRounds lists the kinds of rounds of the public that the course has, in their usual order.
func (v View) PublicRounds() []RoundKind {
	c, err := v.Course()
	if err != nil {
		return nil
	}
	var list []RoundKind
	for _, k := range []RoundKind{EarlyRound, PublicationRound, RepeatedRound, AffectedPublicRound, HearingRound} {
		if c.hasStep(roundRules[k].step) && v.facts(c).offers(k) {
			list = append(list, k)
		}
	}
	return list
}

// BodiesRounds lists the kinds of rounds of the public bodies that the course has, in their usual order.
func (v View) BodiesRounds() []RoundKind {
	c, err := v.Course()
	if err != nil {
		return nil
	}
	var list []RoundKind
	for _, k := range []RoundKind{EarlyBodiesRound, BodiesRound, RepeatedBodiesRound, BodiesSimplified} {
		if c.hasStep(roundRules[k].step) && v.facts(c).offers(k) {
			list = append(list, k)
		}
	}
	return list
}

// facts are those that decide which rounds are offered.
func (v View) facts(c Course) Facts { return Facts{Procedure: v.Procedure, Course: c, Acts: v.Acts} }
