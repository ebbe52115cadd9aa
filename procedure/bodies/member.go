package bodies

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
)

// Member is somebody who answers for a public body with an account of their own: invited, accepted, ended.
type Member struct {
	ID           uuid.UUID
	Body         uuid.UUID
	Number       int           // of the body
	BodyName     string        // with department
	Role         identity.Role // worker or coordinator
	Mail         string        // to which the invitation went
	Name         string        // of the account; empty until accepted
	Account      *uuid.UUID
	InvitedAt    time.Time
	InvitedUntil time.Time
	AcceptedAt   *time.Time
	EndedAt      *time.Time
}

// Releases reports whether the member files in the name of the body.
func (m Member) Releases() bool {
	return m.Role == identity.RoleCoordinator && m.AcceptedAt != nil && m.EndedAt == nil
}

// NewMember is somebody about to be invited.
type NewMember struct {
	Role identity.Role
	Mail string
}

func (n NewMember) check() error {
	fields := map[string]string{}
	if n.Role != identity.RoleBody && n.Role != identity.RoleCoordinator {
		fields["rolle"] = "Bitte wählen Sie, was die Person tun soll."
	}
	if !mailAddress(n.Mail) {
		fields["mail"] = "Bitte geben Sie eine vollständige E-Mail-Adresse ein, zum Beispiel „p.peters@behoerde.example“."
	}
	if len(fields) > 0 {
		return &procedure.Invalid{Fields: fields}
	}
	return nil
}

// mayAppoint says who invites and ends: the planner everybody, a coordinator the workers of the own body. Error: procedure.ErrForbidden.
func mayAppoint(ctx context.Context, tx identity.Tx, actor identity.Actor, body uuid.UUID, r identity.Role) error {
	if actor.Can(identity.ManageProcedures, identity.Of(tx.Authority)) {
		return nil
	}
	m, err := memberOf(ctx, tx, actor, body)
	if err != nil {
		return err
	}
	if !m.Releases() || r != identity.RoleBody {
		return procedure.ErrForbidden
	}
	return nil
}

// memberOf is the membership in which somebody acts for a body. Without one a body is none of their business: procedure.ErrNotFound.
func memberOf(ctx context.Context, tx identity.Tx, actor identity.Actor, body uuid.UUID) (Member, error) {
	if !actor.Can(identity.DraftReplies, identity.Of(tx.Authority)) {
		return Member{}, procedure.ErrForbidden
	}
	list, err := selectMembershipsOf(ctx, tx, actor.Account)
	if err != nil {
		return Member{}, err
	}
	for _, m := range list {
		if m.Body == body {
			return m, nil
		}
	}
	return Member{}, procedure.ErrNotFound
}

// InviteMember invites somebody to answer for the body of this number, by a link to their mailbox. Errors: *procedure.Invalid,
// ErrInvited, procedure.ErrNotFound, procedure.ErrForbidden.
func (s *Service) InviteMember(ctx context.Context, actor identity.Actor, authority uuid.UUID, number int, n NewMember) error {
	err := s.tenancy.Write(ctx, authority, func(tx identity.Tx) error {
		body, err := selectBodyByNumber(ctx, tx, number)
		if err != nil {
			return err
		}
		if err := mayAppoint(ctx, tx, actor, body.ID, n.Role); err != nil {
			return err
		}
		if err := n.check(); err != nil {
			return err
		}
		ids, err := newIDs(1)
		if err != nil {
			return err
		}
		if err := insertMember(ctx, tx, actor, ids[0], body.ID, n); err != nil {
			return err
		}
		return insertOwed(ctx, tx, "institution_link", ids[0])
	})
	if err != nil {
		return fmt.Errorf("invite member of body %d: %w", number, err)
	}
	return nil
}

// EndMember ends a membership, or the invitation to it. The row stays. Errors: procedure.ErrWrongState, procedure.ErrNotFound,
// procedure.ErrForbidden.
func (s *Service) EndMember(ctx context.Context, actor identity.Actor, authority uuid.UUID, number int, id uuid.UUID) error {
	err := s.tenancy.Write(ctx, authority, func(tx identity.Tx) error {
		m, err := selectMember(ctx, tx, id)
		if err != nil {
			return err
		}
		if m.Number != number {
			return procedure.ErrNotFound
		}
		if err := mayAppoint(ctx, tx, actor, m.Body, m.Role); err != nil {
			return err
		}
		if err := endMember(ctx, tx, actor, id); err != nil || m.Account == nil {
			return err
		}
		rest, err := selectMembershipsOf(ctx, tx, *m.Account)
		if err != nil {
			return err
		}
		for _, other := range rest {
			if other.Role == m.Role {
				return nil // the role is needed for another body
			}
		}
		return identity.LeaveInstitution(ctx, tx, *m.Account, m.Role, actor.AccountRef())
	})
	if err != nil {
		return fmt.Errorf("end member %s of body %d: %w", id, number, err)
	}
	return nil
}

// Members are who answers or answered for the body of this number, for the planner and the coordinator. Errors: procedure.ErrNotFound,
// procedure.ErrForbidden.
func (s *Service) Members(ctx context.Context, actor identity.Actor, authority uuid.UUID, number int) (b Body, list []Member, err error) {
	err = s.tenancy.Read(ctx, authority, func(tx identity.Tx) error {
		if b, err = selectBodyByNumber(ctx, tx, number); err != nil {
			return err
		}
		if err := mayAppoint(ctx, tx, actor, b.ID, identity.RoleBody); err != nil {
			return err
		}
		list, err = selectMembersOf(ctx, tx, b.ID)
		return err
	})
	if err != nil {
		return Body{}, nil, fmt.Errorf("read members of body %d: %w", number, err)
	}
	return b, list, nil
}

// Memberships are the bodies of an authority for which somebody answers. Errors: procedure.ErrForbidden.
func (s *Service) Memberships(ctx context.Context, actor identity.Actor, authority uuid.UUID) (list []Member, err error) {
	if !actor.Can(identity.DraftReplies, identity.Of(authority)) {
		return nil, fmt.Errorf("read memberships: %w", procedure.ErrForbidden)
	}
	err = s.tenancy.Read(ctx, authority, func(tx identity.Tx) error {
		list, err = selectMembershipsOf(ctx, tx, actor.Account)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read memberships: %w", err)
	}
	return list, nil
}

// Errors of members and drafts.
var (
	ErrInvited = errors.New("bodies: this person answers for the body already, or is invited")
	ErrMoved   = errors.New("bodies: somebody else changed the draft meanwhile")
)
