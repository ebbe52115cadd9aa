package procedure

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
)

// DeskLine is a procedure in the list of the staff, drafts included.
type DeskLine struct {
	Ref
	ShortTitle string
	Place      string
	State      State
	Settled    bool   // nothing more is to be weighed or decided
	Round      *Round // the latest of the public with its period; nil if there is none. Its other fields are empty.
	Statements int    // received so far
}

// Desk is a page of the procedures of an authority in one query: those under way first, by name. Who is named for single
// procedures sees those. more tells whether a
// further page follows.
func (s *Service) Desk(ctx context.Context, actor identity.Actor, authority uuid.UUID, offset, limit int) (list []DeskLine, more bool, err error) {
	only, all := actor.Procedures(identity.ReadProcedures, authority)
	if !all && len(only) == 0 {
		return nil, false, fmt.Errorf("list procedures of %s: %w", authority, ErrForbidden)
	}
	err = s.tenancy.Read(ctx, authority, func(tx identity.Tx) (err error) {
		list, err = selectDesk(ctx, tx, only, offset, limit+1)
		return err
	})
	if err != nil {
		return nil, false, fmt.Errorf("list procedures of %s: %w", authority, err)
	}
	if len(list) > limit {
		return list[:limit], true, nil
	}
	return list, false, nil
}
