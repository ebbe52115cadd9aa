package planning

import (
	"context"

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

// nextSteps lists what the law lets the authority do from the state in which the round is.
func (p *Pages) nextSteps(ctx context.Context, o overview) ([]nextStep, error) {
	switch round := o.view.Round; {
	case o.view.State == procedure.Adopted || o.view.State == procedure.InForce || o.view.State == procedure.Abandoned:
		return nil, nil
	case round == nil:
		return []nextStep{prepareStep(o, "Beteiligung vorbereiten", "Es gibt noch keinen Durchgang.", "§ 3 Abs. 1 und 2 BauGB")}, nil
	case round.State == procedure.RoundPlanned:
		step, err := p.publishStep(ctx, o)
		return []nextStep{step}, err
	case round.State == procedure.RoundPublished:
		return []nextStep{closeStep(o), frozenStep()}, nil
	case round.Kind == procedure.EarlyRound:
		return []nextStep{prepareStep(o, "Veröffentlichung des Entwurfs vorbereiten", "Die frühzeitige Beteiligung ist abgeschlossen.", "§ 3 Abs. 2 S. 1 BauGB")}, nil
	}
	weigh, err := p.weighStep(ctx, o)
	again := prepareStep(o, "Geänderten Entwurf erneut veröffentlichen", "Nötig nur, wenn der Entwurf nach der Veröffentlichung geändert oder ergänzt wird.", "§ 4a Abs. 3 BauGB")
	return []nextStep{weigh, again}, err
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

func prepareStep(o overview, title, fact, norm string) nextStep {
	s := nextStep{title: title, chip: possible, guards: []page.Guard{{Severity: page.GuardNote, Fact: fact, Reason: page.Paragraph(norm)}}}
	if o.may(identity.ManageProcedures) {
		s.foot = page.SecondaryLink(page.Link{Label: "Frist festlegen", URL: o.at(placePeriod)})
	}
	return s
}

func (p *Pages) publishStep(ctx context.Context, o overview) (nextStep, error) {
	list, err := p.Procedures.PublicationGuards(ctx, o.visit.Ref, o.view.Round.ID)
	if err != nil {
		return nextStep{}, err
	}
	s := nextStep{title: "Unterlagen veröffentlichen", chip: stepVerdict[worst(list)], guards: guards(o.slug, placeOverview, list)}
	if !o.may(identity.ManageProcedures) {
		for i := range s.guards {
			s.guards[i].Remedies = nil // the pages behind them are not for this person
		}
	} else if worst(list) != procedure.Block {
		s.foot = publishForm(o, worst(list) == procedure.Warning)
	}
	return s, nil
}

// closeStep tells when the evaluation can begin; the engine judges it again when the button is pressed.
func closeStep(o overview) nextStep {
	r := o.view.Round
	title := "Auswertung beginnen"
	if r.Kind == procedure.EarlyRound {
		title = "Frühzeitige Beteiligung abschließen"
	}
	if r.Period.Timely(o.visit.Now) {
		first := r.Period.LastDay.AddDays(1)
		return nextStep{title: title, chip: notYet, guards: []page.Guard{{Severity: page.GuardBlock,
			Fact:   "Die Frist läuft noch bis " + page.ShortDate(r.Period.LastDay) + ", 24\u00a0Uhr.",
			Reason: page.Paragraph("§ 3 Abs. 2 S. 1 BauGB, § 188 BGB. Frühester Zeitpunkt: " + page.ShortDate(first) + ", 0\u00a0Uhr.")}}}
	}
	s := nextStep{title: title, chip: possible, guards: []page.Guard{{Severity: page.GuardOK,
		Fact:   "Die Frist ist seit " + page.ShortDate(r.Period.LastDay) + ", 24\u00a0Uhr, vorbei.",
		Reason: page.Paragraph("§ 188 BGB. Was danach eingeht, wird weiter angenommen und einzeln geprüft (§ 4a Abs. 5 BauGB).")}}}
	if o.may(identity.ManageProcedures) {
		s.foot = closeForm(o, title)
	}
	return s
}

func frozenStep() nextStep {
	return nextStep{title: "Unterlagen austauschen", chip: barred, guards: []page.Guard{{Severity: page.GuardBlock,
		Fact:   "Während der Veröffentlichung sind die Unterlagen festgeschrieben.",
		Reason: page.Paragraph("Ein ausgetauschtes Dokument wäre eine neue Veröffentlichung (§ 3 Abs. 2, § 4a Abs. 3 BauGB). Zulässig ist: den Fehler vermerken und nach dem Ende der Frist erneut veröffentlichen.")}}}
}
