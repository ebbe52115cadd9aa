package bodies

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/statement"
)

// Request is a letter to an institution as its list shows it.
type Request struct {
	Invitation uuid.UUID
	BodyName   string
	Slug       string
	Plan       string // title of the procedure
	Period     procedure.PeriodVersion
	Replies    int
	Draft      DraftState // of the latest draft; empty without one
	Over       bool       // the procedure takes no replies any more
}

// Waits reports whether the institution still owes something: an answer, or a draft that is not filed yet.
func (r Request) Waits() bool {
	return !r.Over && (r.Replies == 0 || r.Draft != "" && r.Draft != Released)
}

// Requests are the letters to all bodies of an authority for which somebody answers, the earliest last day first. Error:
// procedure.ErrForbidden.
func (s *Service) Requests(ctx context.Context, actor identity.Actor, authority uuid.UUID) (list []Request, err error) {
	if !actor.Can(identity.DraftReplies, identity.Of(authority)) {
		return nil, fmt.Errorf("read requests: %w", procedure.ErrForbidden)
	}
	err = s.tenancy.Read(ctx, authority, func(tx identity.Tx) error {
		rows, err := selectRequests(ctx, tx, actor.Account)
		if err != nil {
			return err
		}
		for _, row := range rows {
			p, err := procedure.PeriodOf(ctx, tx, &row.Round)
			if err != nil {
				return err
			}
			row.Period = PeriodFor(*p, dateOf(row.due))
			row.Over = slices.Contains(over, row.state)
			list = append(list, row.Request)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read requests: %w", err)
	}
	slices.SortStableFunc(list, func(a, b Request) int { return a.Period.ClosesAt.Compare(b.Period.ClosesAt) })
	return list, nil
}

// requestRow is a request as it is read.
type requestRow struct {
	Request
	Round uuid.UUID
	state procedure.State
	due   *time.Time
}

// Desk is a letter as the people of the institution see it: all that the link shows, and the draft.
type Desk struct {
	Access
	Member Member // who looks
	Draft  *Draft // the latest; nil: none yet
}

// Version is that of the draft that the page shows; 0 where a new one begins.
func (d Desk) Version() int {
	if d.Draft == nil || d.Draft.State == Released {
		return 0
	}
	return d.Draft.Version
}

// RequestOf opens a letter for a member of the institution that it went to. Everybody else learns not even that there is one. Errors:
// procedure.ErrNotFound, procedure.ErrForbidden.
func (s *Service) RequestOf(ctx context.Context, actor identity.Actor, authority, invitation uuid.UUID) (d Desk, err error) {
	err = s.tenancy.Read(ctx, authority, func(tx identity.Tx) (err error) {
		d, err = deskOf(ctx, tx, actor, invitation)
		return err
	})
	if err != nil {
		return Desk{}, fmt.Errorf("open request %s: %w", invitation, err)
	}
	return d, nil
}

func deskOf(ctx context.Context, tx identity.Tx, actor identity.Actor, invitation uuid.UUID) (d Desk, err error) {
	if d.Member, err = memberFor(ctx, tx, actor, invitation); err != nil {
		return Desk{}, err
	}
	if err := d.Access.load(ctx, tx, invitation); err != nil {
		return Desk{}, err
	}
	d.Draft, err = selectLatestDraft(ctx, tx, invitation)
	return d, err
}

// memberFor is the membership in which somebody may work on the answer to a letter that was sent.
func memberFor(ctx context.Context, tx identity.Tx, actor identity.Actor, invitation uuid.UUID) (Member, error) {
	i, err := selectInvitation(ctx, tx, invitation)
	if err != nil {
		return Member{}, err
	}
	m, err := memberOf(ctx, tx, actor, i.Body)
	if err == nil && i.SentAt == nil {
		err = procedure.ErrNotFound
	}
	return m, err
}

// ReceiptOf is the receipt of the n-th reply, from 1, for a member. It names the period as it holds for this body. Errors:
// statement.ErrNotFound, and those of RequestOf.
func (s *Service) ReceiptOf(ctx context.Context, actor identity.Actor, authority, invitation uuid.UUID, n int) (Desk, statement.Receipt, error) {
	d, err := s.RequestOf(ctx, actor, authority, invitation)
	if err != nil {
		return d, statement.Receipt{}, err
	}
	rc, err := s.receiptAt(ctx, d.Access, n)
	return d, rc, err
}

func (s *Service) receiptAt(ctx context.Context, a Access, n int) (statement.Receipt, error) {
	if n < 1 || n > len(a.Line.Replies) || a.Line.Replies[n-1].Statement == nil {
		return statement.Receipt{}, statement.ErrNotFound
	}
	rc, err := s.statements.ReceiptOwed(ctx, a.Ref.Authority, *a.Line.Replies[n-1].Statement)
	if err != nil {
		return statement.Receipt{}, err
	}
	return forBody(rc, a.Line.DueOn), nil
}
