package procedure

import (
	"context"
	"fmt"
	"strings"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure/period"
)

// noticeActs are the transitions that a notice performs by appearing.
var noticeActs = map[AnnouncementKind]TransitionID{Notice13a: "T2a", NoticeInForce: "T16"}

// RecordNotice puts the text and the evidence of a notice on record that belongs to no round: Aufstellungsbeschluss,
// § 13a Abs. 3, plan in force, result for more than 50. A notice that performs a transition does so in the same
// transaction; where the act is on record without its text, the text follows. Errors: *Invalid, *Refusal, ErrWrongState if
// the notice is on record already, ErrNotScan, ErrTooLarge, ErrNotFound.
func (s *Service) RecordNotice(ctx context.Context, actor identity.Actor, ref Ref, facts AnnouncementFacts, n NewAnnouncement) error {
	if !actor.Can(identity.ManageProcedures, ref.Object()) {
		return fmt.Errorf("record notice %s of %s: %w", facts.Kind, ref.Slug, ErrForbidden)
	}
	err := n.check(facts)
	if err == nil {
		var scan *scanned
		if scan, err = s.keepScan(ctx, n.Scan); err == nil {
			err = s.tenancy.Write(ctx, ref.Authority, func(tx identity.Tx) error {
				return s.recordNotice(ctx, tx, actor, ref.ID, facts, n, scan)
			})
		}
	}
	if err != nil {
		return fmt.Errorf("record notice %s of %s: %w", facts.Kind, ref.Slug, err)
	}
	return nil
}

func (s *Service) recordNotice(ctx context.Context, tx identity.Tx, actor identity.Actor, procedure uuid.UUID, facts AnnouncementFacts, n NewAnnouncement, scan *scanned) error {
	f, err := s.lockFacts(ctx, tx, procedure, nil)
	if err != nil {
		return err
	}
	if n.EffectiveOn.After(f.Today) {
		return notYetAppeared
	}
	if err := f.beforeWhatItReports(facts.Kind, n.EffectiveOn); err != nil {
		return err
	}
	facts.Steps = f.Steps
	text := NoticeOf(facts)
	if stop := against(text.guards(), n.Reason); len(stop) > 0 {
		return &Refusal{Transition: string(facts.Kind), Guards: stop}
	}
	t, performs := transitionOf(noticeActs[facts.Kind])
	performs = performs && t.possible(f)
	if !performs && !f.lacksNotice(facts.Kind) {
		return ErrWrongState
	}
	var act PastAct
	if performs {
		act, err = prepare(ctx, tx, t, &f, Move{Reason: n.Reason, Answers: noticeAnswers(facts, text, n)})
		if err != nil {
			return err
		}
	}
	a, err := newAnnouncement(procedure, nil, facts.Kind, text.String(), facts.Extra, n, scan, f.Notices)
	if err != nil {
		return err
	}
	if err := insertAnnouncement(ctx, tx, actor, a); err != nil {
		return err
	}
	if !performs {
		return Record(ctx, tx, actor, procedure, Event{Kind: EventAnnounced, Detail: a.Medium + ", " + a.Issue, Fields: a.fields()})
	}
	_, err = recordAct(ctx, tx, actor, procedure, act, Event{Kind: EventAct, Detail: t.Title, Fields: a.fields()})
	return err
}

var notYetAppeared = &Invalid{Fields: map[string]string{"effective_on": "Der Tag liegt in der Zukunft. Halten Sie fest, was erschienen ist, sobald es erschienen ist."}}

// beforeWhatItReports refuses a day of a notice on which there was nothing to report yet: the decision to make a plan
// (§ 2 Abs. 1 S. 2 BauGB), or the decision on the plan (§ 3 Abs. 2 S. 6 and 7 BauGB).
func (f Facts) beforeWhatItReports(kind AnnouncementKind, effective period.Date) error {
	on, what := f.step(StepInitiation).BeganOn, "Aufstellungsbeschluss"
	if kind == NoticeResult {
		on, what = endOf(f.Steps, StepAdoption), "Beschluss über den Plan"
	}
	if kind != NoticeInitiation && kind != NoticeResult || on == nil || !effective.Before(*on) {
		return nil
	}
	return &Invalid{Fields: map[string]string{"effective_on": fmt.Sprintf("Der %s ist vom %s. Er kann nicht vorher bekannt gemacht worden sein.", what, german(*on))}}
}

// endOf is the day on which a step of the latest run ended; nil while it has not.
func endOf(steps []Step, kind StepKind) *period.Date {
	if s := Latest(steps, kind); s != nil && s.State == StepDone {
		return s.EndedOn
	}
	return nil
}

// lacksNotice reports whether a notice can be added without an act: there is none yet, and the act that it would perform
// is on record.
func (f Facts) lacksNotice(kind AnnouncementKind) bool {
	id, ok := noticeActs[kind]
	last := f.noticeOfProcedure(kind)
	if !ok {
		return last == nil
	}
	a := f.act(id)
	return a != nil && (last == nil || last.RecordedAt.Before(a.RecordedAt))
}

// noticeAnswers are what the transition would have been asked: the text says it.
func noticeAnswers(facts AnnouncementFacts, text Notice, n NewAnnouncement) Answers {
	answers := Answers{"am": n.EffectiveOn.String(), "medium": strings.TrimSpace(n.Medium), "ausgabe": strings.TrimSpace(n.Issue)}
	if facts.Kind == Notice13a {
		if _, ok := text.Part("until"); ok {
			answers["aeussern_bis"] = facts.Details.Text("bis")
		}
		return answers
	}
	for part, answer := range map[string]string{"hint215": "hinweise", "hint44": "entschaedigung"} {
		if _, ok := text.Part(part); ok {
			answers[answer] = Yes
		}
	}
	if p, ok := text.Part("inspection"); ok {
		answers["einsicht"] = p.Text
	}
	return answers
}

// guards are what the text lacks, with the severity that the law gives to it.
func (n Notice) guards() []Guard {
	var list []Guard
	for _, p := range n.Parts {
		if p.Missing != "" && p.Severity != Note {
			list = append(list, Guard{ID: "notice." + p.Key, Severity: p.Severity, Fact: "In der Bekanntmachung fehlt: " + p.Missing + ".", Norm: p.Norm, Remedy: p.Remedy})
		}
	}
	return list
}
