package bodies

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/period"
	"github.com/einwand/einwand/procedure/statement"
)

// secretSize is the length of the secret in a link, in bytes: 256 bits cannot be guessed.
const secretSize = 32

// mint makes a new secret for an invitation. It stands in one mail and nowhere else; the database keeps its hash. Every mail
// gets its own, and all of them hold.
func mint(ctx context.Context, tx identity.Tx, invitation uuid.UUID, reply *uuid.UUID) (string, error) {
	secret := make([]byte, secretSize)
	rand.Read(secret)
	return base64.RawURLEncoding.EncodeToString(secret), insertToken(ctx, tx, hashOf(secret), invitation, reply)
}

func hashOf(secret []byte) []byte {
	sum := sha256.Sum256(secret)
	return sum[:]
}

// Access is what the holder of a link sees: the letter, the documents, and what was answered.
type Access struct {
	Ref       procedure.Ref
	Authority identity.Authority
	View      procedure.View // as everybody sees it
	Round     procedure.Round
	Line      Line
	Documents []procedure.Document
	Confirms  *uuid.UUID // the reply whose address this link confirms
	Over      bool       // the procedure takes no replies any more
	LateNorm  string     // paragraph on late statements by the law of the round
}

// LateParagraph is the paragraph on late statements for people who read no law.
func (a Access) LateParagraph() string { return statement.Spelled(a.LateNorm) }

// Period is the period as it holds for this body.
func (a Access) Period() procedure.PeriodVersion {
	return PeriodFor(a.Round.Period, a.Line.DueOn)
}

// over are the states in which nothing is weighed any more: a reply would reach nobody who decides.
var over = []procedure.State{procedure.Adopted, procedure.InForce, procedure.Abandoned, procedure.Annulled}

// ByLink opens the invitation that a link belongs to. A link holds while the procedure can still weigh what comes, also
// after the period. ErrNoLink for anything else.
func (s *Service) ByLink(ctx context.Context, token string) (Access, error) {
	secret, err := base64.RawURLEncoding.DecodeString(token)
	if err != nil || len(secret) != secretSize {
		return Access{}, ErrNoLink
	}
	found, err := selectByToken(ctx, s.tenancy.Pool(), hashOf(secret))
	if errors.Is(err, pgx.ErrNoRows) {
		return Access{}, ErrNoLink
	}
	if err != nil {
		return Access{}, fmt.Errorf("open link of a body: %w", err)
	}
	a := Access{Confirms: found.reply}
	err = s.tenancy.Read(ctx, found.authority, func(tx identity.Tx) error { return a.load(ctx, tx, found.invitation) })
	if err != nil {
		return Access{}, fmt.Errorf("open link of a body: %w", err)
	}
	return a, nil
}

func (a *Access) load(ctx context.Context, tx identity.Tx, invitation uuid.UUID) (err error) {
	if a.Authority, err = identity.Current(ctx, tx); err != nil {
		return err
	}
	i, err := selectInvitation(ctx, tx, invitation)
	if err != nil {
		return err
	}
	view, r, err := roundOf(ctx, tx, i.Procedure, i.Round)
	if err != nil {
		return err
	}
	a.Round, a.Ref = r, procedure.Ref{Authority: tx.Authority, ID: view.ID, Slug: view.Slug}
	a.Over = slices.Contains(over, view.State)
	law, err := procedure.LawOf(r.RuleSet)
	if err != nil {
		return err
	}
	a.LateNorm = law.LateNorm
	if a.View, err = procedure.LoadView(ctx, tx, i.Procedure, true); err != nil {
		return err
	}
	a.Line = Line{Invitation: i}
	if a.Line.Replies, err = selectReplies(ctx, tx, i.ID); err != nil {
		return err
	}
	a.Documents, err = documentsFor(ctx, tx, r, view.Rounds, i.SentAt)
	return err
}

// NewAnswer is what the form behind a link sends.
type NewAnswer struct {
	NoObjections bool
	Text         []byte
	Files        []statement.NewFile
	Name         string // of the person who answers for the body
	Mail         string // where the receipt goes; must be of the house of the known mailbox
	Key          uuid.UUID
}

// noObjectionsText is the statement that the one click files, so that it stands in the register and can be proven.
const noObjectionsText = "Gegen die Planung bestehen keine Bedenken."

func (n NewAnswer) check(known string) error {
	fields := map[string]string{}
	if n.Name == "" {
		fields["name"] = "Bitte geben Sie Ihren Namen an. Er steht nur in unseren Akten."
	}
	if !SameHouse(known, n.Mail) {
		fields["mail"] = "Bitte geben Sie eine E-Mail-Adresse an, die auf @" + domainOf(known) + " endet. Von anderen Adressen erreicht uns Ihre Stellungnahme als E-Mail oder Brief."
		if shared[domainOf(strings.ToLower(known))] {
			fields["mail"] = "Bitte geben Sie die Adresse an, an die unser Schreiben ging. Von anderen Adressen erreicht uns Ihre Stellungnahme als E-Mail oder Brief."
		}
	}
	if !n.NoObjections && len(strings.TrimSpace(string(n.Text))) == 0 && len(n.Files) == 0 {
		fields["text"] = "Bitte schreiben Sie Ihre Stellungnahme, oder wählen Sie „Keine Bedenken“."
	}
	if statement.CheckText(n.Text) != nil {
		fields["text"] = notStorable
	}
	if !storable(n.Name) || strings.ContainsAny(n.Name, "\r\n") {
		fields["name"] = notStorable
	}
	if len(fields) > 0 {
		return &procedure.Invalid{Fields: fields}
	}
	return nil
}

// CheckAnswer tells what is wrong with an answer before it is filed. Errors: *procedure.Invalid.
func (a Access) CheckAnswer(n NewAnswer) error { return n.check(a.Line.Address) }

// Answer files what came by a link: a statement with number, entry of the register and receipt, in the round in which the body
// was asked, late or not. It is received when it arrived; the mail that follows only confirms the address. Sent twice, it is
// filed once. Errors: *procedure.Invalid, ErrNoLink, ErrLinkOver, those of statement.FileForBody.
func (s *Service) Answer(ctx context.Context, token string, n NewAnswer, receivedAt time.Time) (statement.Statement, error) {
	a, err := s.ByLink(ctx, token)
	if err != nil {
		return statement.Statement{}, err
	}
	if a.Over {
		return statement.Statement{}, ErrLinkOver
	}
	n.Name, n.Mail = strings.TrimSpace(n.Name), strings.TrimSpace(n.Mail)
	if err := a.CheckAnswer(n); err != nil {
		return statement.Statement{}, fmt.Errorf("answer for body %d: %w", a.Line.Number, err)
	}
	kind := WithText
	if n.NoObjections {
		kind, n.Text, n.Files = NoObjections, []byte(noObjectionsText), nil
	}
	in := statement.BodyReply{Round: a.Round.ID, OfficialName: a.Line.Name, Text: n.Text, Files: n.Files, ReceivedAt: receivedAt,
		Key:     uuid.NewSHA1(a.Line.ID, n.Key[:]), // a key of another's form is another key here
		Contact: statement.Contact{Name: n.Name, Mail: n.Mail, ReplyBy: "mail", ActingFor: "company", ActingForName: a.Line.Name}}
	return s.statements.FileForBody(ctx, a.Ref, in, func(tx identity.Tx, st statement.Statement) error {
		// Under the lock of the register, which every change of the state needs: nothing is decided before this is filed.
		state, err := selectState(ctx, tx, a.Ref.ID)
		if err != nil {
			return err
		}
		if slices.Contains(over, state) {
			return ErrLinkOver
		}
		r, err := enterReply(ctx, tx, identity.Actor{}, a.Line.Invitation, Reply{Invitation: a.Line.ID, Kind: kind, Statement: &st.ID, ReceivedAt: st.ReceivedAt, ByLink: true})
		if err != nil || strings.EqualFold(n.Mail, a.Line.Address) {
			return err
		}
		return insertOwed(ctx, tx, "reply", r.ID) // the known mailbox learns what was filed in its name
	})
}

// Confirm records that the link which went to the address named with a reply was used. Errors: ErrNoLink.
func (s *Service) Confirm(ctx context.Context, token string) error {
	a, err := s.ByLink(ctx, token)
	if err != nil {
		return err
	}
	if a.Confirms == nil {
		return ErrNoLink
	}
	err = s.tenancy.Write(ctx, a.Ref.Authority, func(tx identity.Tx) error {
		first, err := confirmReply(ctx, tx, *a.Confirms)
		if err != nil || !first {
			return err
		}
		return procedure.Record(ctx, tx, identity.Actor{}, a.Ref.ID, procedure.Event{Kind: procedure.EventConfirmed,
			Detail: fmt.Sprintf("Nr. %d, %s", a.Line.Number, a.Line.Name), Fields: []procedure.Field{{Key: "reply", Value: a.Confirms.String()}}})
	})
	if err != nil {
		return fmt.Errorf("confirm address of a reply: %w", err)
	}
	return nil
}

// Receipt is the receipt of the n-th reply, from 1, for the holder of the link. It names the period as it holds for this body.
// Errors: ErrNoLink, statement.ErrNotFound.
func (s *Service) Receipt(ctx context.Context, token string, n int) (Access, statement.Receipt, error) {
	a, err := s.ByLink(ctx, token)
	if err != nil {
		return a, statement.Receipt{}, err
	}
	rc, err := s.receiptAt(ctx, a, n)
	return a, rc, err
}

// forBody extends the period of a receipt to the body's own last day.
func forBody(rc statement.Receipt, due *period.Date) statement.Receipt {
	if rc.Period != nil {
		own := PeriodFor(*rc.Period, due)
		rc.Period = &own
	}
	return rc
}
