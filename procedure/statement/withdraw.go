package statement

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
)

// Withdraw takes the person's own statement back. It stays in the register and in the table: what the authority knows it
// must weigh (§ 4a Abs. 5, § 2 Abs. 3 BauGB). Withdrawing twice, or what is not one's own in this procedure, is ErrWrongState.
func (s *Service) Withdraw(ctx context.Context, actor identity.Actor, ref procedure.Ref, id uuid.UUID) error {
	err := s.tenancy.Write(ctx, ref.Authority, func(tx identity.Tx) error {
		if err := withdrawStatement(ctx, tx, ref.ID, id, actor.Account); err != nil {
			return err
		}
		return procedure.Record(ctx, tx, actor, ref.ID, procedure.Event{Kind: procedure.EventWithdrawn,
			Fields: []procedure.Field{{Key: "statement", Value: id.String()}}})
	})
	if err != nil {
		return fmt.Errorf("withdraw statement %s: %w", id, err)
	}
	return nil
}
