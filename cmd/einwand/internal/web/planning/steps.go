package planning

import (
	"context"
	"slices"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
)

var (
	possible    = chip{page.StateOpen, "Möglich"}
	withReason  = chip{page.StateAttention, "Möglich mit Begründung"}
	notYet      = chip{page.StateStop, "Noch nicht möglich"}
	barred      = chip{page.StateStop, "Gesperrt"}
	stepVerdict = map[procedure.Severity]chip{procedure.Block: notYet, procedure.Warning: withReason, procedure.Satisfied: possible}
)

// sideways are transitions that lead off the usual course: they stand below it, as links.
var sideways = []procedure.TransitionID{"T8e", "T10", "T2s", "T3s", "T4s", "T5w", "T6s", "T7s", "T17s", "T18m", "T19", "T20", "T21", "T23"}

// nextSteps sorts what the law lets the authority do from here: what can begin, what leads off the course, and what only
// comes after another step.
func (p *Pages) nextSteps(ctx context.Context, o *overview) error {
	options, err := p.Procedures.Options(ctx, o.visit.Actor, o.visit.Ref)
	if err != nil {
		return err
	}
	for _, option := range options {
		switch {
		case slices.Contains(sideways, option.ID) || option.Repeats && option.Round == nil:
			if o.may(identity.ManageProcedures) {
				o.others = append(o.others, sideLink(*o, option))
			}
		case !option.Due() && !(len(o.steps) == 0 && prepares(option)):
			o.later = append(o.later, o.laterStep(option))
		case option.Place == procedure.PlaceTable:
			step, err := p.weighStep(ctx, *o)
			if err != nil {
				return err
			}
			o.steps = append(o.steps, step)
		default:
			o.steps = append(o.steps, stepOf(*o, option))
		}
	}
	if r := o.view.Round; r != nil && r.State == procedure.RoundPublished {
		o.steps = append(o.steps, frozenStep())
	}
	return nil
}

// prepares reports whether period, documents or letters of a round can be prepared before its turn has come.
func prepares(option procedure.Option) bool {
	return option.Round == nil && (option.Place == procedure.PlacePublic || option.Place == procedure.PlaceBodies)
}

func (o overview) laterStep(option procedure.Option) laterStep {
	l := laterStep{title: option.Title, waits: waitsFor(option)}
	if prepares(option) && o.may(identity.ManageProcedures) {
		link := prepareLink(o, option)
		l.prepare = &link
	}
	return l
}

// prepareLink leads to where a round begins: with its period or its letters.
func prepareLink(o overview, option procedure.Option) page.Link {
	if option.Place == procedure.PlaceBodies {
		return page.Link{Label: "Anschreiben vorbereiten", Hidden: option.Title, URL: o.at(placeBodies)}
	}
	return page.Link{Label: "Frist und Unterlagen vorbereiten", Hidden: option.Title, URL: o.at(placePeriod) + "?art=" + string(kindOf(option.ID))}
}

// stepOf is the card of a transition: its conditions, and what begins it.
func stepOf(o overview, option procedure.Option) nextStep {
	s := nextStep{title: titleOf(option), chip: stepVerdict[option.Worst()], guards: guards(o.slug, placeOverview, option.Guards)}
	if !o.may(identity.ManageProcedures) {
		for i := range s.guards {
			s.guards[i].Remedies = nil // the pages behind them are not for this person
		}
		return s
	}
	blocked := option.Worst() == procedure.Block
	switch {
	case prepares(option):
		s.foot = page.SecondaryLink(prepareLink(o, option))
		s.chip, s.guards = possible, guards(o.slug, placeOverview, notes(option.Guards))
		if !option.Due() {
			s.chip = chip{page.StateOpen, "Vorbereiten"}
		}
	case option.Place == procedure.PlaceBodies:
		s.foot = page.SecondaryLink(page.Link{Label: "Zur Liste der Behörden", Hidden: option.Title, URL: o.at(placeBodies)})
	case blocked:
	case option.Place == procedure.PlacePublic:
		s.foot = publishForm(o, option)
	case option.Place == procedure.PlaceClose:
		s.foot = closeForm(o, option)
	case option.Place == procedure.PlaceAnnouncement:
		s.foot = page.SecondaryLink(page.Link{Label: "Zur Bekanntmachung", URL: o.at(placeAnnouncement)})
	case option.Place == procedure.PlaceDecision:
		s.foot = page.SecondaryLink(page.Link{Label: "Zu den Tabellen", URL: o.at(placeTables)})
	case noticeActs[option.ID] != "":
		s.foot = page.SecondaryLink(page.Link{Label: "Zur Bekanntmachung", Hidden: option.Title, URL: o.at(noticePlace(noticeActs[option.ID]))})
	default:
		s.foot = page.SecondaryLink(page.Link{Label: "Angaben machen", Hidden: option.Title, URL: o.at(actPath(option.ID))})
	}
	return s
}

// notes are what is to be known before a round is planned; what it lacks by itself is asked for once it is there.
func notes(list []procedure.Guard) []procedure.Guard {
	return slices.DeleteFunc(slices.Clone(list), func(g procedure.Guard) bool {
		return g.Severity != procedure.Note || g.Remedy != procedure.RemedyNone && g.Remedy != procedure.RemedyInitiation
	})
}

// sideLink leads to a transition off the usual course.
func sideLink(o overview, option procedure.Option) page.Link {
	switch option.Place {
	case procedure.PlaceExtension:
		return page.Link{Label: titleOf(option), URL: o.at(placeExtend) + "?durchgang=" + option.Round.ID.String()}
	case procedure.PlacePublic:
		return page.Link{Label: option.Title + " (noch einmal)", URL: o.at(placePeriod) + "?art=" + string(kindOf(option.ID))}
	case procedure.PlaceBodies:
		return page.Link{Label: option.Title + " (noch einmal)", URL: o.at(placeBodies)}
	}
	return page.Link{Label: option.Title, URL: o.at(actPath(option.ID))}
}

// titleOf names the round as well where more than one can be under way.
func titleOf(option procedure.Option) string {
	if option.Round != nil && (option.Place == procedure.PlaceClose || option.Place == procedure.PlaceExtension) {
		return option.Title + ": " + rounds[option.Round.Kind]
	}
	return option.Title
}

// kindOf is the round that a row of the table begins.
func kindOf(id procedure.TransitionID) procedure.RoundKind {
	return map[procedure.TransitionID]procedure.RoundKind{"T2": procedure.EarlyRound, "T6": procedure.PublicationRound,
		"T6a": procedure.AffectedPublicRound, "T6h": procedure.HearingRound}[id]
}

// waitsFor says what comes before a step.
func waitsFor(option procedure.Option) string {
	for _, g := range option.Guards {
		if g.Remedy == procedure.RemedySteps && g.Severity == procedure.Block {
			return g.Fact
		}
	}
	return ""
}

// weighStep leads to the table for the council, with what is missing for it.
func (p *Pages) weighStep(ctx context.Context, o overview) (nextStep, error) {
	s := nextStep{title: "Tabelle für den Rat festschreiben", chip: possible}
	if !o.may(identity.ReadStatements) {
		s.guards = []page.Guard{{Severity: page.GuardNote, Fact: "Die Planung wertet die Stellungnahmen aus.", Reason: page.Paragraph("§ 3 Abs. 2 S. 6 BauGB")}}
		return s, nil
	}
	c, err := p.Weighing.Gaps(ctx, o.visit.Actor, o.visit.Ref)
	if err != nil {
		return nextStep{}, err
	}
	s.guards = freezeGuards(o.desk, c)
	if len(c.Gaps) > 0 || worst(c.Guards) == procedure.Block {
		s.chip = notYet
	} else {
		s.foot = page.SecondaryLink(page.Link{Label: "Zu den Tabellen", URL: o.at(placeTables)})
	}
	return s, nil
}

func frozenStep() nextStep {
	return nextStep{title: "Unterlagen austauschen", chip: barred, guards: []page.Guard{{Severity: page.GuardBlock,
		Fact:   "Während der Veröffentlichung sind die Unterlagen festgeschrieben.",
		Reason: page.Paragraph("Ein ausgetauschtes Dokument wäre eine neue Veröffentlichung (§ 3 Abs. 2, § 4a Abs. 3 BauGB). Zulässig sind zwei Wege: die Änderung festhalten und den Entwurf erneut veröffentlichen, oder die Veröffentlichung nach dem Ende der Frist wiederholen.")}}}
}
