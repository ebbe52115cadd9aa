package procedure

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure/period"
)

// NoticeDraft is what a planner adds to a notice before it appears: what nobody has entered elsewhere, and a paragraph of
// the authority's own. It is kept, so that the text on record is the one that went to the gazette.
type NoticeDraft struct {
	Kind    AnnouncementKind
	Round   *uuid.UUID // nil for a notice that belongs to no round
	Details Answers
	Extra   string
}

// subject is the round, or the procedure itself.
func (d NoticeDraft) subject(procedure uuid.UUID) uuid.UUID {
	if d.Round == nil {
		return procedure
	}
	return *d.Round
}

// NoticeDraft reads a draft; an empty one where nobody has written any. The hint that the law of the Land asks for is then
// that of the latest plan of the authority.
func (s *Service) NoticeDraft(ctx context.Context, actor identity.Actor, ref Ref, kind AnnouncementKind, round *uuid.UUID) (NoticeDraft, error) {
	d := NoticeDraft{Kind: kind, Round: round, Details: Answers{}}
	if !actor.Can(identity.ManageProcedures, ref.Object()) {
		return d, fmt.Errorf("read draft of notice %s of %s: %w", kind, ref.Slug, ErrForbidden)
	}
	err := s.tenancy.Read(ctx, ref.Authority, func(tx identity.Tx) error {
		found, err := selectNoticeDraft(ctx, tx, ref.ID, &d)
		if err != nil || found || kind != NoticeInForce {
			return err
		}
		hint, err := selectLandHint(ctx, tx)
		if hint != "" {
			d.Details["landeshinweis"] = hint
		}
		return err
	})
	if err != nil {
		return d, fmt.Errorf("read draft of notice %s of %s: %w", kind, ref.Slug, err)
	}
	return d, nil
}

// SaveNoticeDraft keeps what was added, under the law that binds the notice. Errors: *Invalid with the words that must not
// stand there, ErrNotFound for a round of another procedure, ErrForbidden.
func (s *Service) SaveNoticeDraft(ctx context.Context, actor identity.Actor, ref Ref, law Law, d NoticeDraft) error {
	if !actor.Can(identity.ManageProcedures, ref.Object()) {
		return fmt.Errorf("save draft of notice %s of %s: %w", d.Kind, ref.Slug, ErrForbidden)
	}
	err := d.check(law)
	if err == nil {
		err = s.tenancy.Write(ctx, ref.Authority, func(tx identity.Tx) error {
			if _, err := lockProcedure(ctx, tx, ref.ID); err != nil {
				return err
			}
			if d.Round != nil {
				round, err := selectRound(ctx, tx, ref.ID, *d.Round)
				if err != nil {
					return err
				}
				if err := d.checkEnd(round); err != nil {
					return err
				}
			}
			return upsertNoticeDraft(ctx, tx, actor, ref.ID, d)
		})
	}
	if err != nil {
		return fmt.Errorf("save draft of notice %s of %s: %w", d.Kind, ref.Slug, err)
	}
	return nil
}

func (d NoticeDraft) check(law Law) error {
	inv := Invalid{Fields: map[string]string{}}
	refuseFormulas(&inv, law, "extra", d.Extra)
	for key, text := range d.Details {
		refuseFormulas(&inv, law, key, text)
	}
	return inv.orNil()
}

// checkEnd refuses a longer period that is not longer.
func (d NoticeDraft) checkEnd(round Round) error {
	if d.Kind != NoticeExtension {
		return nil
	}
	var inv Invalid
	last, ok := d.Details.Day("letzter")
	switch {
	case d.Details.Text("letzter") == "":
		inv.add("letzter", "Bitte geben Sie den neuen letzten Tag an.")
	case !ok:
		inv.add("letzter", "Diesen Tag gibt es nicht. Bitte geben Sie Tag, Monat und Jahr an.")
	case !last.After(round.Period.LastDay):
		inv.add("letzter", "Der neue letzte Tag muss nach dem bisherigen liegen, dem "+german(round.Period.LastDay)+".")
	}
	return inv.orNil()
}

// refuseFormulas says which words of a field must not be printed, and why.
func refuseFormulas(inv *Invalid, law Law, field, text string) {
	if !storable(text) {
		inv.add(field, notStorable)
		return
	}
	var list []string
	for _, f := range ForbiddenFormulas(law, text) {
		list = append(list, f.String())
	}
	if len(list) > 0 {
		inv.add(field, "Das darf nicht in der Bekanntmachung stehen. "+strings.Join(list, ". ")+".")
	}
}

// Notice collects the facts of a notice, as far as the procedure knows them. A notice that belongs to no round follows the
// law of the day.
func (v View) Notice(kind AnnouncementKind, now time.Time) AnnouncementFacts {
	f := AnnouncementFacts{Procedure: v.Procedure, Kind: kind, Acts: v.Acts, Steps: v.Steps}
	for _, a := range v.Notices {
		f.Announced = append(f.Announced, a.Kind)
	}
	if (kind == NoticePublication || kind == NoticeExtension) && v.Round != nil {
		f.Round = *v.Round
		return f
	}
	if rules, err := period.RuleSetAt(period.DateAt(now)); err == nil {
		f.Round.RuleSet = rules.ID
	}
	return f
}

// Law is the law that binds the notice.
func (f AnnouncementFacts) Law() Law { return f.law() }

// LongerPeriod is a longer period that was given to a round.
type LongerPeriod struct {
	On     period.Date // decided
	Before period.Date // last day until then
	Until  period.Date
}

// Extensions lists those of a round, oldest first.
func (v View) Extensions(round uuid.UUID) []LongerPeriod {
	var list []LongerPeriod
	for _, a := range v.Acts {
		if a.Transition != "T8e" || a.Round == nil || *a.Round != round {
			continue
		}
		before, ok1 := a.Answers.Day("bisher")
		until, ok2 := a.Answers.Day("letzter")
		if ok1 && ok2 {
			list = append(list, LongerPeriod{On: a.On, Before: before, Until: until})
		}
	}
	return list
}
