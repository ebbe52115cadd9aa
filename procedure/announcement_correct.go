package procedure

import (
	"context"
	"fmt"
	"strings"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
)

// CorrectAnnouncement records the evidence of an announcement anew, with the reason: a day that was mistyped, a scan that
// came later. The text stays what was announced. What has been relied upon, because the round is published, the period is
// longer or the plan is in force, only gets a scan added. Errors: *Invalid, ErrFrozen, ErrWrongState when a newer version
// is on record, ErrNotScan, ErrTooLarge, ErrNotFound.
func (s *Service) CorrectAnnouncement(ctx context.Context, actor identity.Actor, ref Ref, id uuid.UUID, n NewAnnouncement, why string) error {
	if !actor.Can(identity.ManageProcedures, ref.Object()) {
		return fmt.Errorf("correct announcement %s: %w", id, ErrForbidden)
	}
	inv := Invalid{Fields: n.objections()}
	if why = strings.TrimSpace(why); why == "" || !storable(why) {
		inv.add("why", "Bitte schreiben Sie, was falsch festgehalten war und warum.")
	}
	err := inv.orNil()
	if err == nil {
		var scan *scanned
		if scan, err = s.keepScan(ctx, n.Scan); err == nil {
			err = s.tenancy.Write(ctx, ref.Authority, func(tx identity.Tx) error {
				return s.correct(ctx, tx, actor, ref.ID, id, n, scan, why)
			})
		}
	}
	if err != nil {
		return fmt.Errorf("correct announcement %s: %w", id, err)
	}
	return nil
}

func (s *Service) correct(ctx context.Context, tx identity.Tx, actor identity.Actor, procedure, id uuid.UUID, n NewAnnouncement, scan *scanned, why string) error {
	f, err := s.lockFacts(ctx, tx, procedure, nil)
	if err != nil {
		return err
	}
	old, others, ok := f.announcement(id)
	if !ok {
		return ErrNotFound
	}
	if last := notice(others, old.Kind); last.ID != id {
		return ErrWrongState
	}
	if n.EffectiveOn.After(f.Today) {
		return notYetAppeared
	}
	if err := f.beforeWhatItReports(old.Kind, n.EffectiveOn); err != nil {
		return err
	}
	same := old.Medium == strings.TrimSpace(n.Medium) && old.Issue == strings.TrimSpace(n.Issue) && old.EffectiveOn == n.EffectiveOn
	if f.reliedUpon(old) && !(same && scan != nil) {
		return ErrFrozen
	}
	a, err := newAnnouncement(procedure, old.Round, old.Kind, old.Body, old.Extra, n, scan, others)
	if err != nil {
		return err
	}
	if a.Correction = why; scan == nil {
		a.ScanName, a.ScanSize, a.ScanSHA256 = old.ScanName, old.ScanSize, old.ScanSHA256
	}
	if err := insertAnnouncement(ctx, tx, actor, a); err != nil {
		return err
	}
	if err := project(ctx, tx, procedure); err != nil {
		return err
	}
	return Record(ctx, tx, actor, procedure, Event{Kind: EventCorrected, Detail: why, Fields: a.fields()})
}

// announcement finds an announcement with all that belong to the same round, or to none.
func (f Facts) announcement(id uuid.UUID) (Announcement, []Announcement, bool) {
	lists := [][]Announcement{f.Notices}
	for _, r := range f.Rounds {
		lists = append(lists, r.Announcements)
	}
	for _, list := range lists {
		for _, a := range list {
			if a.ID == id {
				return a, list, true
			}
		}
	}
	return Announcement{}, nil, false
}

// reliedUpon reports whether something was done because the notice had appeared on its day.
func (f Facts) reliedUpon(a Announcement) bool {
	switch a.Kind {
	case NoticeInitiation, NoticeResult:
		return false
	case NoticePublication:
		for _, r := range f.Rounds {
			if a.Round != nil && r.ID == *a.Round {
				return r.State != RoundPlanned
			}
		}
	}
	return true
}

// Fixed reports whether only a scan can be added to an announcement.
func (v View) Fixed(a Announcement) bool {
	f := Facts{}
	for _, r := range v.Rounds {
		f.Rounds = append(f.Rounds, RoundFacts{Round: r})
	}
	return f.reliedUpon(a)
}
