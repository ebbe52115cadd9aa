package identity

import (
	"context"
	"fmt"

	"github.com/google/uuid"
)

// JoinInstitution gives somebody the role of a worker or the coordinator of a public body, in the transaction in which the room of
// the bodies enters for which body it holds; a role that is held already stays. Error: ErrBadGrant for any other role, and for
// an account that a mailbox alone vouches for.
func JoinInstitution(ctx context.Context, tx Tx, account uuid.UUID, r Role, by *uuid.UUID) error {
	if r != RoleBody && r != RoleCoordinator {
		return fmt.Errorf("join as %s: %w", r, ErrBadGrant)
	}
	id, err := uuid.NewV7()
	if err != nil {
		return err
	}
	n := NewGrant{Account: account, Authority: tx.Authority, Role: r}
	if err := insertGrant(ctx, tx.Tx, id, n, by, tx.Now); err != nil {
		return fmt.Errorf("join as %s: %w", r, err)
	}
	return nil
}

// LeaveInstitution ends such a role; the next request of the person no longer has it.
func LeaveInstitution(ctx context.Context, tx Tx, account uuid.UUID, r Role, by *uuid.UUID) error {
	if r != RoleBody && r != RoleCoordinator {
		return fmt.Errorf("leave as %s: %w", r, ErrBadGrant)
	}
	if err := endInstitutionGrant(ctx, tx, account, r, by); err != nil {
		return fmt.Errorf("leave as %s: %w", r, err)
	}
	return nil
}
