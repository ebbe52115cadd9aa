package procedure

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure/period"
)

// Extension is a longer period for a round that is under way (§ 190 BGB), with the evidence that people were told in time.
type Extension struct {
	LastDay period.Date
	Cause   string
	Notice  NewAnnouncement
	Text    string // of the announcement, as AnnouncementText writes it
	Reason  string // answers warnings
}

// Extend gives a round its next version of the period, before the old end. Timeliness of everything received follows
// from it at once, for nothing about it is stored. Errors: *Refusal, *Invalid, ErrWrongState, ErrNotScan,
// ErrTooLarge, ErrNotFound.
func (s *Service) Extend(ctx context.Context, actor identity.Actor, ref Ref, round uuid.UUID, e Extension) error {
	if !actor.Can(identity.ManageProcedures, ref.Object()) {
		return fmt.Errorf("extend round %s: %w", round, ErrForbidden)
	}
	scan, err := s.keepScan(ctx, e.Notice.Scan)
	if err != nil {
		return fmt.Errorf("extend round %s: %w", round, err)
	}
	err = s.tenancy.Write(ctx, ref.Authority, func(tx identity.Tx) error {
		f, err := s.lockFacts(ctx, tx, ref.ID, &round)
		if err != nil {
			return err
		}
		if err := e.check(f.Round.RuleSet); err != nil {
			return err
		}
		t, _ := transitionOf("T8e")
		act, err := prepare(ctx, tx, t, &f, Move{Reason: e.Reason, Answers: Answers{"letzter": e.LastDay.String(), "bisher": f.Round.Period.LastDay.String(), "grund": e.Cause,
			"medium": e.Notice.Medium, "ausgabe": e.Notice.Issue, "wirksam": e.Notice.EffectiveOn.String()}})
		if errors.Is(err, ErrNoTransition) {
			return fmt.Errorf("extend round: %w", ErrWrongState)
		}
		if err != nil {
			return err
		}
		frist, err := FristOf(f.Procedure.Municipality, f.Course, f.Round.Kind, f.Round.RuleSet, f.Round.Period.FirstDay, e.LastDay)
		if err != nil {
			return err
		}
		if stop := against(frist.Guards, strings.TrimSpace(e.Cause)); len(stop) > 0 {
			return &Refusal{Transition: "T8e", Guards: stop}
		}
		v, err := e.version(f, frist)
		if err != nil {
			return err
		}
		if err := insertPeriodVersion(ctx, tx, actor, round, v); err != nil {
			return err
		}
		a, err := newAnnouncement(f.Procedure.ID, &round, NoticeExtension, e.Text, "", e.Notice, scan, f.Round.Announcements)
		if err != nil {
			return err
		}
		if err := insertAnnouncement(ctx, tx, actor, a); err != nil {
			return err
		}
		// The kind "period" is what verify looks for beside every version.
		_, err = recordAct(ctx, tx, actor, ref.ID, act, Event{Kind: EventPeriod, Detail: v.FirstDay.String() + " bis " + v.LastDay.String(),
			Fields: append(a.fields(), v.fields(f.Round.RuleSet)...)})
		return err
	})
	if err != nil {
		return fmt.Errorf("extend round %s: %w", round, err)
	}
	return nil
}

// check refuses what cannot be kept. The cause is printed in the notice, so it must not say what the law forbids there.
func (e Extension) check(ruleSet string) error {
	law, err := LawOf(ruleSet)
	if err != nil {
		return err
	}
	inv := Invalid{Fields: e.Notice.objections()}
	if e.LastDay.IsZero() {
		inv.add("letzter", "Bitte geben Sie den neuen letzten Tag an.")
	}
	refuseFormulas(&inv, law, "grund", e.Cause)
	return inv.orNil()
}

// version is the next version of the period. It begins when the first one began; § 190 BGB counts the new end from the old.
func (e Extension) version(f Facts, frist Frist) (PeriodVersion, error) {
	ids, err := newIDs(1)
	if err != nil {
		return PeriodVersion{}, err
	}
	old := f.Round.Period
	reasons := append(frist.Result.Reasons, period.Reason{Text: "Verlängert, das neue Ende wird vom alten an gerechnet", Day: e.LastDay, Norm: "§ 190 BGB"})
	return PeriodVersion{ID: ids[0], Version: old.Version + 1, FirstDay: old.FirstDay, LastDay: e.LastDay, MinLastDay: frist.Result.LastDay,
		ClosesAt: frist.Period.ClosesAt(), Reasons: reasons, Cause: strings.TrimSpace(e.Cause)}, nil
}
