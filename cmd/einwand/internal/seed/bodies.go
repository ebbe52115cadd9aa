package seed

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/bodies"
	"github.com/einwand/einwand/procedure/period"
)

// listBodies reads the directory from a table, as a town does that had it in Excel, and makes two distribution lists.
func (t *Town) listBodies(ctx context.Context) error {
	data, err := textFiles.ReadFile("texts/verzeichnis.csv")
	if err != nil {
		return err
	}
	lines, err := bodies.ReadCSV(data)
	if err != nil {
		return err
	}
	if _, err := t.bodies.Import(ctx, t.planner, t.Authority.ID, lines); err != nil {
		return err
	}
	for _, l := range []bodies.List{
		{Name: "Bebauungspläne", Kind: procedure.BPlan, Numbers: []int{1, 2, 3, 4, 5, 6, 7, 10, 11, 12, 14, 15}},
		{Name: "Flächennutzungsplan", Kind: procedure.FNP, Numbers: []int{1, 2, 3, 5, 6, 7, 8, 9, 11, 13}}} {
		if _, err := t.bodies.SaveList(ctx, t.planner, t.Authority.ID, l); err != nil {
			return err
		}
	}
	return nil
}

// joinBodies lets persons of the demo answer for public bodies, as the planner invites them and they accept.
func (t *Town) joinBodies(ctx context.Context, staff []Staff) error {
	for _, s := range staff {
		if s.Body == "" {
			continue
		}
		if err := t.joinBody(ctx, s); err != nil {
			return fmt.Errorf("let %s answer for %s: %w", s.Surname, s.Body, err)
		}
	}
	return nil
}

func (t *Town) joinBody(ctx context.Context, s Staff) error {
	directory, err := t.bodies.Directory(ctx, t.planner, t.Authority.ID)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(directory, func(b bodies.Body) bool { return b.Name == s.Body })
	if at < 0 {
		return procedure.ErrNotFound
	}
	number := directory[at].Number
	if err := t.bodies.InviteMember(ctx, t.planner, t.Authority.ID, number, bodies.NewMember{Role: s.Role, Mail: s.Mail}); err != nil {
		return err
	}
	_, members, err := t.bodies.Members(ctx, t.planner, t.Authority.ID, number)
	if err != nil {
		return err
	}
	invited := members[slices.IndexFunc(members, func(m bodies.Member) bool { return m.Mail == s.Mail })]
	letter, err := t.bodies.MemberLinkOwed(ctx, t.Authority.ID, invited.ID)
	if err != nil {
		return err
	}
	account, err := t.accounts.SignIn(ctx, identity.Identity{Provider: "rathaus", Subject: s.Subject,
		Attributes: identity.Profile{GivenName: s.Given, Surname: s.Surname}.At(identity.LevelLow)}, "staff")
	if err != nil {
		return err
	}
	return t.bodies.Join(ctx, identity.Actor{Account: account}, letter.Secret)
}

// askBodies asks the bodies of these numbers on the first day of the public's period, until the later of both ends.
func (t *Town) askBodies(ctx context.Context, s story, kind procedure.RoundKind, numbers ...int) (uuid.UUID, error) {
	view, err := t.procedures.Staff(ctx, t.planner, s.ref)
	if err != nil {
		return uuid.Nil, err
	}
	frist, err := view.Frist(kind, "", s.first, s.first)
	if err != nil {
		return uuid.Nil, err
	}
	n := procedure.NewRound{Kind: kind, VersionLabel: "Entwurf", VersionDated: s.first.AddDays(-34), FirstDay: s.first, LastDay: frist.Result.LastDay}
	if s.last.After(n.LastDay) {
		n.LastDay, n.Cause = s.last, "Bis zu diesem Tag läuft auch die Beteiligung der Öffentlichkeit."
	}
	t.at(s.first, 8, 10)
	round, err := t.procedures.PlanRound(ctx, t.planner, s.ref, n)
	if err != nil {
		return uuid.Nil, fmt.Errorf("plan round of the bodies: %w", err)
	}
	if _, err := t.bodies.Prepare(ctx, t.planner, s.ref, round, numbers); err != nil {
		return uuid.Nil, err
	}
	t.at(s.first, 8, 30)
	_, err = t.bodies.Send(ctx, t.planner, s.ref, round, "", procedure.Move{Reason: "Die Behörden waren an den ersten Gesprächen beteiligt; ihre Hinweise liegen der Begründung zugrunde."})
	return round, err
}

// deliver records when the post brought the letter to a body without a mailbox.
func (t *Town) deliver(ctx context.Context, s story, round uuid.UUID, number int) error {
	t.now = t.now.Add(10 * time.Minute)
	return t.bodies.Deliver(ctx, t.planner, s.ref, round, number, s.first.AddDays(2))
}

// unopposed records that bodies have no objections, as a mail or a call showed.
func (t *Town) unopposed(ctx context.Context, ref procedure.Ref, round uuid.UUID, numbers ...int) error {
	for i, number := range numbers {
		received := t.now
		t.now = t.now.Add(15 * time.Minute)
		note := "E-Mail der Dienststelle"
		if i%2 == 1 {
			note = "Telefonat mit der Dienststelle"
		}
		err := t.bodies.RecordReply(ctx, t.planner, ref, round, number, bodies.NewReply{Kind: bodies.NoObjections, ReceivedAt: received, Note: note})
		if err != nil {
			return fmt.Errorf("body %d without objections: %w", number, err)
		}
	}
	return nil
}

// answerByLink lets somebody at a body answer by the link in its mail.
func (t *Town) answerByLink(ctx context.Context, ref procedure.Ref, round uuid.UUID, line bodies.Line, name, mail, text string) error {
	owed, err := t.bodies.InvitationOwed(ctx, ref.Authority, line.ID)
	if err != nil {
		return err
	}
	key, err := uuid.NewV7()
	if err != nil {
		return err
	}
	_, err = t.bodies.Answer(ctx, owed.Token, bodies.NewAnswer{Text: []byte(text), Name: name, Mail: mail, Key: key}, t.now)
	return err
}

// closeBodies ends a round of the bodies on the first morning after its period.
func (t *Town) closeBodies(ctx context.Context, ref procedure.Ref, round uuid.UUID) error {
	view, err := t.procedures.Staff(ctx, t.planner, ref)
	if err != nil {
		return err
	}
	for _, r := range view.Rounds {
		if over := r.Period.ClosesAt; r.ID == round && t.now.Before(over) {
			t.at(period.DateAt(over), 9, 0)
		}
	}
	return t.procedures.CloseRound(ctx, t.planner, ref, round, procedure.Move{})
}
