package follow

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
)

// RenewAddress makes an address, given by its secret, the one under which a calendar program reads the dates of an
// authority for this person. The one before ends. Errors: ErrForbidden, ErrNotFound for what is no secret.
func (s *Service) RenewAddress(ctx context.Context, actor identity.Actor, authority uuid.UUID, secret string) error {
	if !actor.Known() || !actor.Can(identity.ReadProcedures, identity.Of(authority)) {
		return fmt.Errorf("renew calendar address: %w", ErrForbidden)
	}
	hash, ok := hashOf(secret)
	if !ok {
		return fmt.Errorf("renew calendar address: %w", ErrNotFound)
	}
	if err := upsertAddress(ctx, s.tenancy.Pool(), hash, actor.Account, authority, s.tenancy.Now()); err != nil {
		return fmt.Errorf("renew calendar address: %w", err)
	}
	return nil
}

// Address tells since when the person has a calendar address at an authority; nil: they have none.
func (s *Service) Address(ctx context.Context, actor identity.Actor, authority uuid.UUID) (*time.Time, error) {
	made, err := selectAddress(ctx, s.tenancy.Pool(), actor.Account, authority)
	if err != nil {
		return nil, fmt.Errorf("read calendar address: %w", err)
	}
	return made, nil
}

// Owner is the person whose calendar address it is, with what they may do now, and the authority. ErrNotFound for an
// address that was renewed, and for one whose owner may not read the calendar any more.
func (s *Service) Owner(ctx context.Context, secret string) (identity.Actor, uuid.UUID, error) {
	hash, ok := hashOf(secret)
	if !ok {
		return identity.Actor{}, uuid.Nil, fmt.Errorf("owner of calendar address: %w", ErrNotFound)
	}
	account, authority, err := selectOwner(ctx, s.tenancy.Pool(), hash)
	if err != nil {
		return identity.Actor{}, uuid.Nil, fmt.Errorf("owner of calendar address: %w", err)
	}
	actor, err := s.accounts.Actor(ctx, account)
	if err == nil && !actor.Can(identity.ReadProcedures, identity.Of(authority)) {
		err = ErrNotFound
	}
	if err != nil {
		return identity.Actor{}, uuid.Nil, fmt.Errorf("owner of calendar address: %w", err)
	}
	return actor, authority, nil
}
