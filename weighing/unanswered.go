package weighing

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
)

// Unanswered counts, for a list of procedures in one query, the statements of which a part has no proposal yet, or that
// nobody has opened. It is less than Gaps, which reads every text: a list asks it of many procedures at once.
func (s *Service) Unanswered(ctx context.Context, actor identity.Actor, authority uuid.UUID, procedures []uuid.UUID) (map[uuid.UUID]int, error) {
	if !actor.Can(identity.ReadStatements, identity.Of(authority)) {
		return nil, fmt.Errorf("count unanswered statements: %w", ErrForbidden)
	}
	if len(procedures) == 0 {
		return map[uuid.UUID]int{}, nil
	}
	var counts map[uuid.UUID]int
	err := s.tenancy.Read(ctx, authority, func(tx identity.Tx) (err error) {
		counts, err = selectUnanswered(ctx, tx, procedures)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("count unanswered statements: %w", err)
	}
	return counts, nil
}
