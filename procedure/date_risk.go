package procedure

import (
	"fmt"

	"github.com/einwand/einwand/procedure/period"
)

// RiskID names a rule that says when a date is at risk.
type RiskID string

// risk is one such rule: about which date, on what facts, and from which day on. The facts are looked at when an act is
// recorded, the day when somebody asks: so a date is at risk without a job that says so.
type risk struct {
	ID       RiskID
	Kind     AppointmentKind
	From     int // days after the date from which on it is at risk; negative: before it
	Severity Severity
	Norm     string
	NormBy   func(Law, RoundKind) string
	Remedy   Remedy
	Holds    func(Facts, *RoundFacts) bool
	Fact     func(a Appointment, today period.Date) string
}

// risks is the table. The first rule of a date whose facts hold is the one that counts.
var risks = []risk{
	{ID: "D1", Kind: AnnounceBy, From: -9, Severity: Block, NormBy: func(l Law, _ RoundKind) string { return l.LeadNorm }, Remedy: RemedyAnnouncement,
		Holds: func(Facts, *RoundFacts) bool { return true }, // the date goes when the announcement is on record
		Fact: func(a Appointment, today period.Date) string {
			if today.After(a.Day) {
				return fmt.Sprintf("Die Bekanntmachung ist nicht festgehalten. Sie musste am %s wirksam sein; der Durchgang kann so nicht beginnen.", german(a.Day))
			}
			return fmt.Sprintf("Die Bekanntmachung ist noch nicht festgehalten. Sie muss spätestens am %s wirksam sein.", german(a.Day))
		}},
	{ID: "D2", Kind: RoundBegins, From: -14, Severity: Block, NormBy: draftNorm, Remedy: RemedyDraft,
		Holds: func(f Facts, r *RoundFacts) bool {
			return r.State == RoundPlanned && r.Kind.Formal() && f.Course.hasStep(StepDraft) && !f.settled(StepDraft)
		},
		Fact: func(a Appointment, _ period.Date) string {
			return fmt.Sprintf("Der Entwurf ist noch nicht gebilligt. Der Durchgang soll am %s beginnen.", german(a.Day))
		}},
	{ID: "D3", Kind: RoundBegins, From: -5, Severity: Block, Norm: "§ 187 Abs. 2 BGB: Der erste Tag zählt nur von seinem Beginn an", Remedy: RemedyPeriod,
		Holds: func(_ Facts, r *RoundFacts) bool { return r.State == RoundPlanned },
		Fact: func(a Appointment, today period.Date) string {
			if !today.Before(a.Day) {
				return fmt.Sprintf("Der erste Tag war der %s, und der Durchgang ist nicht eröffnet. Die Frist muss neu festgelegt werden.", german(a.Day))
			}
			return fmt.Sprintf("Der Durchgang soll am %s beginnen und ist noch nicht eröffnet.", german(a.Day))
		}},
	{ID: "D4", Kind: RoundEnds, From: 8, Severity: Note, NormBy: afterNorm, Remedy: RemedySteps,
		Holds: func(_ Facts, r *RoundFacts) bool { return r.State == RoundPublished },
		Fact: func(a Appointment, today period.Date) string {
			return fmt.Sprintf("Die Frist endete am %s, vor %s. Der Durchgang ist noch nicht abgeschlossen.", german(a.Day), plural(a.Day.DaysUntil(today), "Tag", "Tagen"))
		}},
	{ID: "D5", Kind: ApprovalEnds, From: -5, Severity: Warning, Norm: "§ 6 Abs. 4 S. 1, 2 und 4 BauGB", Remedy: RemedySteps,
		Holds: func(Facts, *RoundFacts) bool { return true },
		Fact: func(a Appointment, today period.Date) string {
			if today.After(a.Day) {
				return fmt.Sprintf("Die Frist für die Genehmigung lief am %s ab. Ist nichts eingegangen, gilt sie als erteilt; halten Sie das fest.", german(a.Day))
			}
			return fmt.Sprintf("Die Frist für die Genehmigung läuft am %s ab. Danach gilt sie als erteilt.", german(a.Day))
		}},
	{ID: "D6", Kind: FreezeEnds, From: -90, Severity: Warning, Norm: "§ 17 Abs. 1 S. 1 und 3 BauGB", Remedy: RemedySteps,
		Holds: func(f Facts, _ *RoundFacts) bool { return f.prolongations() < 2 },
		Fact: func(a Appointment, today period.Date) string {
			if today.After(a.Day) {
				return fmt.Sprintf("Die Veränderungssperre trat am %s außer Kraft.", german(a.Day))
			}
			return fmt.Sprintf("Die Veränderungssperre tritt am %s außer Kraft. Eine Verlängerung muss vorher beschlossen und bekannt gemacht sein.", german(a.Day))
		}},
	{ID: "D7", Kind: ConsentEnds, From: -14, Severity: Warning, Norm: "§ 36a Abs. 1 S. 4, Abs. 2 S. 2 BauGB", Remedy: RemedySteps,
		Holds: func(Facts, *RoundFacts) bool { return true },
		Fact: func(a Appointment, today period.Date) string {
			if today.After(a.Day) {
				return fmt.Sprintf("Die Zustimmung gilt seit Ablauf des %s als erteilt. Halten Sie den Ausgang fest.", german(a.Day))
			}
			return fmt.Sprintf("Über die Zustimmung muss bis zum %s entschieden sein. Danach gilt sie als erteilt.", german(a.Day))
		}},
}

// draftNorm is why the draft comes before a round.
func draftNorm(_ Law, kind RoundKind) string {
	if kind.ForBodies() {
		return "§ 4 Abs. 2 S. 1 BauGB, Landesrecht"
	}
	return "§ 3 Abs. 2 S. 1 BauGB, Landesrecht"
}

// afterNorm is why a round is closed when its period is over.
func afterNorm(_ Law, kind RoundKind) string {
	const examined = ": Nach der Frist werden die Stellungnahmen geprüft"
	switch {
	case !kind.Formal():
		return roundNorms[kind]
	case kind.ForBodies():
		return "§ 1 Abs. 7 BauGB" + examined
	}
	return "§ 3 Abs. 2 S. 6 BauGB" + examined
}

// assess finds the rule under which a date is at risk. A procedure that rests or has ended runs no risk.
func (f Facts) assess(a *Appointment) {
	if f.Procedure.State == Suspended || f.Procedure.State == Abandoned || f.Procedure.State == Annulled {
		return
	}
	var r *RoundFacts
	for i := range f.Rounds {
		if f.Rounds[i].ID == a.About {
			r = &f.Rounds[i]
		}
	}
	for _, rule := range risks {
		if rule.Kind == a.Kind && rule.Holds(f, r) {
			a.Risk, a.WarnFrom = rule.ID, a.Day.AddDays(rule.From)
			return
		}
	}
}

// Warning says on a day what is at risk, with the paragraph and where to mend it. ok is false when nothing is.
func (a Appointment) Warning(today period.Date) (g Guard, ok bool) {
	if a.Risk == "" || today.Before(a.WarnFrom) {
		return Guard{}, false
	}
	for _, rule := range risks {
		if rule.ID != a.Risk {
			continue
		}
		g = Guard{ID: string(rule.ID), Severity: rule.Severity, Norm: rule.Norm, Remedy: rule.Remedy, Fact: rule.Fact(a, today)}
		if law, err := LawOf(a.RuleSet); err == nil && rule.NormBy != nil {
			g.Norm = rule.NormBy(law, RoundKind(a.Detail))
		}
		return g, true
	}
	return Guard{}, false
}
