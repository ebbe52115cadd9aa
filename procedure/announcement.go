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

// Announcement is the Bekanntmachung of a round: the text, and the evidence of the local act.
type Announcement struct {
	ID          uuid.UUID
	Body        string
	Medium      string // "Auenbrücker Anzeiger"
	Issue       string // "Nr. 21"
	EffectiveOn period.Date
	RecordedAt  time.Time
}

// NewAnnouncement is what a planner records after the notice has appeared.
type NewAnnouncement struct {
	Medium      string
	Issue       string
	EffectiveOn period.Date
}

// AnnouncementFacts are the facts that the text of a Bekanntmachung states.
type AnnouncementFacts struct {
	Authority  identity.Authority
	Procedure  Procedure
	Round      Round
	Address    string // public address of the documents
	RegisterID string // public key of the register, so that a receipt can be checked against the printed notice
}

// AnnouncementText writes the notice with the contents and the four hints of § 3 Abs. 2 S. 4 BauGB. The hints cannot be
// edited away: the text is made from the rule, not typed.
func AnnouncementText(f AnnouncementFacts) string {
	p, r, a := f.Procedure, f.Round, f.Authority
	var b strings.Builder
	fmt.Fprintf(&b, "Bekanntmachung der %s\n\n%s\n\n", a.Name, p.Title)
	act, norm := "wird der Entwurf mit der Begründung im Internet veröffentlicht", "§ 3 Absatz 2 des Baugesetzbuchs (BauGB)"
	switch r.Kind {
	case EarlyRound:
		act, norm = "werden die allgemeinen Ziele und Zwecke der Planung vorgestellt und können erörtert werden", "§ 3 Absatz 1 BauGB"
	case RepeatedRound:
		act, norm = "wird der geänderte Entwurf erneut im Internet veröffentlicht", "§ 4a Absatz 3 BauGB"
	}
	fmt.Fprintf(&b, "Nach %s %s, und zwar vom %s bis einschließlich %s unter\n\n%s\n\n",
		norm, act, german(r.Period.FirstDay), german(r.Period.LastDay), f.Address)
	fmt.Fprintf(&b, "Das Plangebiet: %s\n\n", p.AreaText)
	if len(r.Topics) > 0 {
		fmt.Fprintf(&b, "Folgende Arten umweltbezogener Informationen sind verfügbar: %s.\n\n", strings.Join(r.Topics, ", "))
	}
	fmt.Fprintf(&b, "Zusätzlich können die Unterlagen eingesehen werden: %s, %s, %s %s, %s. Dort stehen auch Lesegeräte bereit.\n\n",
		a.Office, a.Street, a.PostalCode, a.City, strings.TrimSuffix(a.Room+", "+a.Hours, "."))
	b.WriteString("Hinweise:\n")
	for i, hint := range hints(p, r, a) {
		fmt.Fprintf(&b, "%d. %s\n", i+1, hint)
	}
	fmt.Fprintf(&b, "\nDer Schlüssel, mit dem sich Eingangsbestätigungen prüfen lassen: %s\n", f.RegisterID)
	return b.String()
}

// hints are the mandatory hints. The third is the condition of § 4a Abs. 5 S. 2 BauGB: without it a late statement must be
// weighed.
func hints(p Procedure, r Round, a identity.Authority) []string {
	list := []string{
		"Während der Dauer der Veröffentlichungsfrist kann jede Person Stellungnahmen abgeben.",
		fmt.Sprintf("Stellungnahmen sollen elektronisch übermittelt werden, über das genannte Portal oder an %s. Bei Bedarf können sie auch auf anderem Weg abgegeben werden, insbesondere per Brief oder zur Niederschrift.", a.Mail),
		"Nicht fristgerecht abgegebene Stellungnahmen können bei der Beschlussfassung über den Bauleitplan unberücksichtigt bleiben.",
		"Neben der Veröffentlichung im Internet bestehen die oben genannten anderen Zugangsmöglichkeiten.",
	}
	if p.Regime != Regular {
		list = append(list, "Von einer Umweltprüfung wird abgesehen (§ 13 Absatz 3 Satz 2 BauGB).")
	}
	if r.Kind == RepeatedRound {
		list = append(list, "Stellungnahmen können nur zu den geänderten oder ergänzten Teilen und ihren möglichen Auswirkungen abgegeben werden.")
	}
	return list
}

// RecordAnnouncement puts the text and the evidence of the local act on record. It can be recorded once per round; the
// day on which it took effect is judged at publication. Errors: *Invalid, ErrWrongState if it is on record already,
// ErrFrozen once the round is published, ErrNotFound.
func (s *Service) RecordAnnouncement(ctx context.Context, actor identity.Actor, ref Ref, f AnnouncementFacts, n NewAnnouncement) error {
	if !actor.Can(identity.ManageProcedures, ref.Authority) {
		return fmt.Errorf("record announcement of %s: %w", ref.Slug, ErrForbidden)
	}
	var inv Invalid
	if strings.TrimSpace(n.Medium) == "" {
		inv.add("medium", "Bitte nennen Sie, wo die Bekanntmachung erschienen ist.")
	}
	if strings.TrimSpace(n.Issue) == "" {
		inv.add("issue", "Bitte nennen Sie Ausgabe oder Nummer, damit sich der Nachweis finden lässt.")
	}
	if n.EffectiveOn.IsZero() {
		inv.add("effective_on", "Bitte geben Sie den Tag an, an dem die Bekanntmachung wirksam wurde.")
	}
	if err := inv.orNil(); err != nil {
		return fmt.Errorf("record announcement of %s: %w", ref.Slug, err)
	}
	ids, err := newIDs(1)
	if err != nil {
		return fmt.Errorf("record announcement of %s: %w", ref.Slug, err)
	}
	err = s.tenancy.Write(ctx, ref.Authority, func(tx identity.Tx) error {
		a := Announcement{ID: ids[0], Body: AnnouncementText(f), Medium: n.Medium, Issue: n.Issue, EffectiveOn: n.EffectiveOn}
		if err := lockPlannedRound(ctx, tx, ref.ID, f.Round.ID); err != nil {
			return err
		}
		if err := insertAnnouncement(ctx, tx, actor, f.Round.ID, a); err != nil {
			return err
		}
		return Record(ctx, tx, actor, ref.ID, Event{Kind: EventAnnounced, Detail: n.Medium + ", " + n.Issue, Fields: []Field{
			{"round", f.Round.ID.String()}, {"effective", n.EffectiveOn.String()}}})
	})
	if err != nil {
		return fmt.Errorf("record announcement of %s: %w", ref.Slug, err)
	}
	return nil
}
