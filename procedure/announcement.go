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
	Extra       string // the paragraph in it that the authority added
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
	Scan        *NewScan // nil: none
	Reason      string   // answers warnings, as of another medium
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

// check refuses what cannot be kept, and words that must not be printed.
func (n NewAnnouncement) check(facts AnnouncementFacts) error {
	inv := Invalid{Fields: n.objections()}
	refuseFormulas(&inv, facts.law(), "extra", facts.Extra)
	return inv.orNil()
}

// newAnnouncement is the next version of an announcement of the kind.
func newAnnouncement(procedure uuid.UUID, round *uuid.UUID, kind AnnouncementKind, body, extra string, n NewAnnouncement, scan *scanned, earlier []Announcement) (Announcement, error) {
	ids, err := newIDs(1)
	if err != nil {
		return Announcement{}, err
	}
	sum := sha256.Sum256([]byte(body))
	a := Announcement{ID: ids[0], Procedure: procedure, Round: round, Kind: kind, Version: 1, Body: body, Extra: extra, SHA256: sum[:],
		Medium: strings.TrimSpace(n.Medium), Issue: strings.TrimSpace(n.Issue), EffectiveOn: n.EffectiveOn}
	if scan != nil {
		a.ScanName, a.ScanSize, a.ScanSHA256 = scan.name, scan.size, scan.sum
	}
	if last := notice(earlier, kind); last != nil {
		a.Version = last.Version + 1
		a.Correction = "weitere Bekanntmachung"
	}
	return a, nil
}

// RecordAnnouncement puts the text and the evidence of the local act of a round on record (T5). What is wrong in the
// evidence can be corrected until the round is published (CorrectAnnouncement). Errors: *Invalid, *Refusal, ErrWrongState if
// it is on record already, ErrFrozen once the round is published, ErrNotScan, ErrTooLarge, ErrNotFound.
func (s *Service) RecordAnnouncement(ctx context.Context, actor identity.Actor, ref Ref, facts AnnouncementFacts, n NewAnnouncement) error {
	if !actor.Can(identity.ManageProcedures, ref.Object()) {
		return fmt.Errorf("record announcement of %s: %w", ref.Slug, ErrForbidden)
	}
	err := n.check(facts)
	if err == nil {
		var scan *scanned
		if scan, err = s.keepScan(ctx, n.Scan); err == nil {
			err = s.tenancy.Write(ctx, ref.Authority, func(tx identity.Tx) error {
				return s.announce(ctx, tx, actor, ref.ID, facts, n, scan)
			})
		}
	}
	if err != nil {
		return fmt.Errorf("record announcement of %s: %w", ref.Slug, err)
	}
	return nil
}

func (s *Service) announce(ctx context.Context, tx identity.Tx, actor identity.Actor, procedure uuid.UUID, facts AnnouncementFacts, n NewAnnouncement, scan *scanned) error {
	f, err := s.lockFacts(ctx, tx, procedure, &facts.Round.ID)
	if err != nil {
		return err
	}
	if err := lockPlannedRound(ctx, tx, procedure, f.Round.ID); err != nil {
		return err
	}
	if notice(f.Round.Announcements, NoticePublication) != nil || facts.Round.Period.ID != f.Round.Period.ID {
		return ErrWrongState // on record already, or planned anew since the text was made
	}
	facts.Kind = NoticePublication
	text := NoticeOf(facts)
	t, _ := transitionOf("T5")
	act, err := prepare(ctx, tx, t, &f, Move{Reason: n.Reason, Answers: Answers{"am": n.EffectiveOn.String(), "medium": n.Medium, "ausgabe": n.Issue,
		"fehlt": strings.Join(text.Missing(), ", ")}})
	if err != nil {
		return err
	}
	a, err := newAnnouncement(procedure, &f.Round.ID, NoticePublication, text.String(), facts.Extra, n, scan, nil)
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
