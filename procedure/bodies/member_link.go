package bodies

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
)

// memberLinkLifetime is that of an invitation to a council: it waits for the next look at the mail.
const memberLinkLifetime = 14 * 24 * time.Hour

// MemberLetter is the mail that invites somebody to answer for a body.
type MemberLetter struct {
	Member
	Secret    string
	Authority identity.Authority
}

// MemberLinkOwed makes the secret of an invitation and stores its hash; a mail that is sent again carries a new one. ErrNoLink when
// the invitation was accepted, ended, or has run out.
func (s *Service) MemberLinkOwed(ctx context.Context, authority, id uuid.UUID) (l MemberLetter, err error) {
	secret := make([]byte, secretSize)
	rand.Read(secret)
	l.Secret = base64.RawURLEncoding.EncodeToString(secret)
	err = s.tenancy.Write(ctx, authority, func(tx identity.Tx) error {
		if l.Authority, err = identity.Current(ctx, tx); err != nil {
			return err
		}
		if err := updateMemberSecret(ctx, tx, id, hashOf(secret)); err != nil {
			return err
		}
		l.Member, err = selectMember(ctx, tx, id)
		return err
	})
	if err != nil {
		return MemberLetter{}, fmt.Errorf("letter to member %s: %w", id, err)
	}
	return l, nil
}

// Offered reads an invitation without taking it: programs that check mail open every link. Error: ErrNoLink.
func (s *Service) Offered(ctx context.Context, token string) (l MemberLetter, err error) {
	authority, id, hash, err := s.byMemberLink(ctx, token)
	if err != nil {
		return MemberLetter{}, err
	}
	err = s.tenancy.Read(ctx, authority, func(tx identity.Tx) error {
		if l.Authority, err = identity.Current(ctx, tx); err != nil {
			return err
		}
		if err := selectOpenLink(ctx, tx, id, hash); err != nil {
			return err
		}
		l.Member, err = selectMember(ctx, tx, id)
		return err
	})
	if err != nil {
		return MemberLetter{}, fmt.Errorf("read invitation of a member: %w", err)
	}
	return l, nil
}

// Join makes who has logged in the member that a link invites, once, and gives the account its role. Who works on procedures of the
// authority does not also answer for a body. Errors: ErrNoLink, ErrInvited, procedure.ErrForbidden, identity.ErrBadGrant.
func (s *Service) Join(ctx context.Context, actor identity.Actor, token string) error {
	authority, id, hash, err := s.byMemberLink(ctx, token)
	if err != nil {
		return err
	}
	if !actor.Known() || actor.Can(identity.EnterDesk, identity.Of(authority)) {
		return fmt.Errorf("join a body: %w", procedure.ErrForbidden)
	}
	err = s.tenancy.Write(ctx, authority, func(tx identity.Tx) error {
		if err := acceptMember(ctx, tx, id, hash, actor.Account); err != nil {
			return err
		}
		m, err := selectMember(ctx, tx, id)
		if err != nil {
			return err
		}
		return identity.JoinInstitution(ctx, tx, actor.Account, m.Role, nil)
	})
	if err != nil {
		return fmt.Errorf("join a body: %w", err)
	}
	return nil
}

func (s *Service) byMemberLink(ctx context.Context, token string) (authority, id uuid.UUID, hash []byte, err error) {
	secret, err := base64.RawURLEncoding.DecodeString(token)
	if err != nil || len(secret) != secretSize {
		return uuid.Nil, uuid.Nil, nil, ErrNoLink
	}
	hash = hashOf(secret)
	authority, id, err = selectByMemberLink(ctx, s.tenancy.Pool(), hash)
	if errors.Is(err, pgx.ErrNoRows) {
		return uuid.Nil, uuid.Nil, nil, ErrNoLink
	}
	if err != nil {
		return uuid.Nil, uuid.Nil, nil, fmt.Errorf("open invitation of a member: %w", err)
	}
	return authority, id, hash, nil
}
