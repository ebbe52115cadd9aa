package procedure

import (
	"context"
	"crypto/sha256"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure/period"
)

// AnnouncementKind is what an announcement is about.
type AnnouncementKind string

// The kinds of announcements.
const (
	NoticeInitiation  AnnouncementKind = "initiation"  // Aufstellungsbeschluss, § 2 Abs. 1 S. 2 BauGB
	Notice13a         AnnouncementKind = "notice_13a"  // § 13a Abs. 3 BauGB
	NoticePublication AnnouncementKind = "publication" // of a round of the public
	NoticeExtension   AnnouncementKind = "extension"   // of its period
	NoticeInForce     AnnouncementKind = "in_force"    // § 10 Abs. 3, § 6 Abs. 5 BauGB
	NoticeResult      AnnouncementKind = "result"      // § 3 Abs. 2 S. 7 BauGB: where the result can be read
)

// Announcement is a Bekanntmachung: the text, and the evidence of the local act. What was recorded wrongly is corrected by
// a new version with its reason; the text stays.
type Announcement struct {
	ID          uuid.UUID
	Procedure   uuid.UUID
	Round       *uuid.UUID // nil for one that belongs to no round
	Kind        AnnouncementKind
	Version     int
	Body        string
	SHA256      []byte // of the text
	Medium      string // "Auenbrücker Anzeiger"
	Issue       string // "Nr. 21"
	EffectiveOn period.Date
	Correction  string // why this version was made; empty for the first
	ScanName    string // empty: no scan
	ScanSize    int64
	ScanSHA256  []byte
	RecordedAt  time.Time
}

// NewAnnouncement is what a planner records after the notice has appeared.
type NewAnnouncement struct {
	Medium      string
	Issue       string
	EffectiveOn period.Date
	Scan        *Scan  // nil: none
	Reason      string // answers warnings, as of another medium
}

// Scan is the page of the paper on which a notice appeared. Its bytes lie in the blob store.
type Scan struct {
	Name   string
	Size   int64
	SHA256 []byte
}

// objections are the inputs that cannot be taken, by field.
func (n NewAnnouncement) objections() map[string]string {
	fields := map[string]string{}
	if strings.TrimSpace(n.Medium) == "" {
		fields["medium"] = "Bitte nennen Sie, wo die Bekanntmachung erschienen ist."
	}
	if strings.TrimSpace(n.Issue) == "" {
		fields["issue"] = "Bitte nennen Sie Ausgabe oder Nummer, damit sich der Nachweis finden lässt."
	}
	if n.EffectiveOn.IsZero() {
		fields["effective_on"] = "Bitte geben Sie den Tag an, an dem die Bekanntmachung wirksam wurde."
	}
	if !storable(n.Medium + n.Issue) {
		fields["medium"] = notStorable
	}
	return fields
}

func (n NewAnnouncement) check() error {
	inv := Invalid{Fields: n.objections()}
	return inv.orNil()
}

// newAnnouncement is the next version of an announcement of the kind.
func newAnnouncement(procedure uuid.UUID, round *uuid.UUID, kind AnnouncementKind, body string, n NewAnnouncement, earlier []Announcement) (Announcement, error) {
	ids, err := newIDs(1)
	if err != nil {
		return Announcement{}, err
	}
	sum := sha256.Sum256([]byte(body))
	a := Announcement{ID: ids[0], Procedure: procedure, Round: round, Kind: kind, Version: 1, Body: body, SHA256: sum[:],
		Medium: strings.TrimSpace(n.Medium), Issue: strings.TrimSpace(n.Issue), EffectiveOn: n.EffectiveOn}
	if n.Scan != nil {
		a.ScanName, a.ScanSize, a.ScanSHA256 = n.Scan.Name, n.Scan.Size, n.Scan.SHA256
	}
	if last := notice(earlier, kind); last != nil {
		a.Version = last.Version + 1
		a.Correction = "weitere Bekanntmachung"
	}
	return a, nil
}

// RecordAnnouncement puts the text and the evidence of the local act of a round on record (T5). What is wrong in the
// evidence can be corrected until the round is published (CorrectAnnouncement). Errors: *Invalid, *Refusal, ErrWrongState if
// it is on record already, ErrFrozen once the round is published, ErrNotFound.
func (s *Service) RecordAnnouncement(ctx context.Context, actor identity.Actor, ref Ref, facts AnnouncementFacts, n NewAnnouncement) error {
	if !actor.Can(identity.ManageProcedures, ref.Authority) {
		return fmt.Errorf("record announcement of %s: %w", ref.Slug, ErrForbidden)
	}
	err := n.check()
	if err == nil {
		err = s.tenancy.Write(ctx, ref.Authority, func(tx identity.Tx) error {
			return s.announce(ctx, tx, actor, ref.ID, facts, n)
		})
	}
	if err != nil {
		return fmt.Errorf("record announcement of %s: %w", ref.Slug, err)
	}
	return nil
}

func (s *Service) announce(ctx context.Context, tx identity.Tx, actor identity.Actor, procedure uuid.UUID, facts AnnouncementFacts, n NewAnnouncement) error {
	f, err := s.lockFacts(ctx, tx, procedure, &facts.Round.ID)
	if err != nil {
		return err
	}
	if err := lockPlannedRound(ctx, tx, procedure, f.Round.ID); err != nil {
		return err
	}
	if notice(f.Round.Announcements, NoticePublication) != nil {
		return ErrWrongState
	}
	text := NoticeOf(facts)
	t, _ := transitionOf("T5")
	act, err := prepare(ctx, tx, t, &f, Move{Reason: n.Reason, Answers: Answers{"am": n.EffectiveOn.String(), "medium": n.Medium, "ausgabe": n.Issue,
		"fehlt": strings.Join(text.Missing(), ", ")}})
	if err != nil {
		return err
	}
	a, err := newAnnouncement(procedure, &f.Round.ID, NoticePublication, text.String(), n, nil)
	if err != nil {
		return err
	}
	if err := insertAnnouncement(ctx, tx, actor, a); err != nil {
		return err
	}
	_, err = recordAct(ctx, tx, actor, procedure, act, Event{Kind: EventAnnounced, Detail: a.Medium + ", " + a.Issue, Fields: a.fields()})
	return err
}

// fields are what the register holds of an announcement.
func (a Announcement) fields() []Field {
	list := []Field{{"announcement", a.ID.String()}, {"effective", a.EffectiveOn.String()}, {"body", fmt.Sprintf("sha256:%x", a.SHA256)}}
	if a.Round != nil {
		list = append(list, Field{"round", a.Round.String()})
	}
	if a.ScanSHA256 != nil {
		list = append(list, Field{"scan", fmt.Sprintf("sha256:%x", a.ScanSHA256)})
	}
	return list
}

// CorrectAnnouncement records the evidence of an announcement anew, with the reason: a day that was mistyped, a scan that
// came later. The text stays what was announced. Once the round is published, only a scan can be added: everything else
// has been relied upon. Errors: *Invalid, ErrFrozen, ErrWrongState when nothing is on record, ErrNotFound.
func (s *Service) CorrectAnnouncement(ctx context.Context, actor identity.Actor, ref Ref, round uuid.UUID, n NewAnnouncement, why string) error {
	if !actor.Can(identity.ManageProcedures, ref.Authority) {
		return fmt.Errorf("correct announcement of %s: %w", ref.Slug, ErrForbidden)
	}
	inv := Invalid{Fields: n.objections()}
	if why = strings.TrimSpace(why); why == "" || !storable(why) {
		inv.add("why", "Bitte schreiben Sie, was falsch festgehalten war und warum.")
	}
	err := inv.orNil()
	if err == nil {
		err = s.tenancy.Write(ctx, ref.Authority, func(tx identity.Tx) error {
			return s.correct(ctx, tx, actor, ref.ID, round, n, why)
		})
	}
	if err != nil {
		return fmt.Errorf("correct announcement of %s: %w", ref.Slug, err)
	}
	return nil
}

func (s *Service) correct(ctx context.Context, tx identity.Tx, actor identity.Actor, procedure, round uuid.UUID, n NewAnnouncement, why string) error {
	f, err := s.lockFacts(ctx, tx, procedure, &round)
	if err != nil {
		return err
	}
	last := f.announced()
	if last == nil {
		return ErrWrongState
	}
	if n.EffectiveOn.After(f.Today) {
		return &Invalid{Fields: map[string]string{"effective_on": "Der Tag liegt in der Zukunft. Halten Sie fest, was erschienen ist, sobald es erschienen ist."}}
	}
	same := last.Medium == n.Medium && last.Issue == n.Issue && last.EffectiveOn == n.EffectiveOn
	if f.Round.State != RoundPlanned && !(same && n.Scan != nil) {
		return ErrFrozen
	}
	a, err := newAnnouncement(procedure, &round, NoticePublication, last.Body, n, f.Round.Announcements)
	if err != nil {
		return err
	}
	if a.Correction = why; n.Scan == nil {
		a.ScanName, a.ScanSize, a.ScanSHA256 = last.ScanName, last.ScanSize, last.ScanSHA256
	}
	if err := insertAnnouncement(ctx, tx, actor, a); err != nil {
		return err
	}
	if err := project(ctx, tx, procedure); err != nil {
		return err
	}
	return Record(ctx, tx, actor, procedure, Event{Kind: EventCorrected, Detail: why, Fields: a.fields()})
}
