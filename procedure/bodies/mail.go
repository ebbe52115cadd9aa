package bodies

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/statement"
)

// Owed is a mail that is owed to a body, with the secret link made for it.
type Owed struct {
	To        string
	Token     string
	Authority identity.Authority
	Procedure procedure.Procedure
	Period    procedure.PeriodVersion // as it holds for the body
	LateNorm  string                  // paragraph on late statements by the law of the round
	Line      Line
}

// LateParagraph is the paragraph on late statements for people who read no law.
func (o Owed) LateParagraph() string { return statement.Spelled(o.LateNorm) }

// owed makes a new link for an invitation, which stands in the mail and nowhere else.
func (s *Service) owed(ctx context.Context, tx identity.Tx, invitation uuid.UUID, reply *uuid.UUID) (Owed, error) {
	o, err := owedWithoutLink(ctx, tx, invitation)
	if err != nil {
		return Owed{}, err
	}
	o.Token, err = mint(ctx, tx, invitation, reply)
	return o, err
}

func owedWithoutLink(ctx context.Context, tx identity.Tx, invitation uuid.UUID) (Owed, error) {
	i, err := selectInvitation(ctx, tx, invitation)
	if err != nil {
		return Owed{}, err
	}
	o := Owed{To: i.Address, Line: Line{Invitation: i}}
	if o.Authority, err = identity.Current(ctx, tx); err != nil {
		return Owed{}, err
	}
	view, r, err := roundOf(ctx, tx, i.Procedure, i.Round)
	if err != nil {
		return Owed{}, err
	}
	law, err := procedure.LawOf(r.RuleSet)
	if err != nil {
		return Owed{}, err
	}
	o.Procedure, o.Period, o.LateNorm = view.Procedure, PeriodFor(r.Period, i.DueOn), law.LateNorm
	o.Line.Replies, err = selectReplies(ctx, tx, i.ID)
	return o, err
}

// InvitationOwed is the mail of an invitation, or its reminder.
func (s *Service) InvitationOwed(ctx context.Context, authority, invitation uuid.UUID) (o Owed, err error) {
	err = s.tenancy.Write(ctx, authority, func(tx identity.Tx) (err error) {
		o, err = s.owed(ctx, tx, invitation, nil)
		return err
	})
	if err != nil {
		return Owed{}, fmt.Errorf("owed mail of invitation %s: %w", invitation, err)
	}
	return o, nil
}

// NoticeOwed tells the known mailbox that somebody answered under another address of its house.
func (s *Service) NoticeOwed(ctx context.Context, authority, reply uuid.UUID) (o Owed, r Reply, err error) {
	err = s.tenancy.Write(ctx, authority, func(tx identity.Tx) (err error) {
		if r, err = selectReply(ctx, tx, reply); err != nil {
			return err
		}
		o, err = s.owed(ctx, tx, r.Invitation, nil)
		return err
	})
	if err != nil {
		return Owed{}, Reply{}, fmt.Errorf("owed notice of reply %s: %w", reply, err)
	}
	return o, r, nil
}

// ReceiptOwed is the receipt of a statement that a body sent by its link, with a link that confirms the address to which it
// goes; or that its coordinator released, who needs no link. ok is false for every other statement: its receipt goes the usual way.
func (s *Service) ReceiptOwed(ctx context.Context, authority, st uuid.UUID) (o Owed, rc statement.Receipt, ok bool, err error) {
	err = s.tenancy.Write(ctx, authority, func(tx identity.Tx) error {
		r, found, err := selectReplyOf(ctx, tx, st)
		if err != nil || !found {
			return err
		}
		ok = true
		if r.ByAccount {
			o, err = owedWithoutLink(ctx, tx, r.Invitation)
			return err
		}
		o, err = s.owed(ctx, tx, r.Invitation, &r.ID)
		return err
	})
	if err == nil && ok {
		rc, err = s.statements.ReceiptOwed(ctx, authority, st)
	}
	if err != nil {
		return Owed{}, statement.Receipt{}, false, fmt.Errorf("owed receipt of a body's statement %s: %w", st, err)
	}
	if ok {
		rc = forBody(rc, o.Line.DueOn)
		o.To = rc.Contact.Mail
	}
	return o, rc, ok, nil
}
