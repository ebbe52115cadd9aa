package weighing

import (
	"context"
	"errors"
	"fmt"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/ledger"
	"github.com/einwand/einwand/procedure/statement"
)

// Errors of the room, mapped to pages in one table by the program.
var (
	ErrNotFound     = errors.New("weighing: not found")
	ErrForbidden    = errors.New("weighing: actor may not do this here")
	ErrWrongState   = errors.New("weighing: not possible in this state")
	ErrMoved        = errors.New("weighing: changed elsewhere in the meantime")
	ErrFrozen       = errors.New("weighing: statement stands in a frozen table")
	ErrOffset       = errors.New("weighing: text cannot be cut there")
	ErrNoNeighbour  = errors.New("weighing: nothing follows that could be joined")
	ErrKindsDiffer  = errors.New("weighing: an argument and a part without relevance are not joined")
	ErrProposalLost = errors.New("weighing: the part to be absorbed has a proposal")
	ErrNotLate      = errors.New("weighing: statement is within the period")
	ErrBusy         = errors.New("weighing: register kept moving while the table was being frozen")
	ErrPostponed    = errors.New("weighing: a plan with postponed points is not adopted")
)

// Invalid says which inputs cannot be taken, by field, in German words for the person who typed them.
type Invalid struct{ Fields map[string]string }

func (e *Invalid) Error() string { return "weighing: inputs cannot be taken" }

func (e *Invalid) add(field, message string) {
	if e.Fields == nil {
		e.Fields = map[string]string{}
	}
	e.Fields[field] = message
}

func (e *Invalid) orNil() error {
	if len(e.Fields) == 0 {
		return nil
	}
	return e
}

// checkText refuses what the database cannot keep as text.
func (e *Invalid) checkText(field, value string) {
	if statement.CheckText([]byte(value)) != nil {
		e.add(field, "Der Text enthält Zeichen, die sich nicht speichern lassen.")
	}
}

// Service divides, proposes, freezes and records. All its methods open their own transactions.
type Service struct {
	tenancy    *identity.Tenancy
	statements *statement.Service
	signer     *ledger.Signer
}

// New builds the room. statements gives contact data for suggestions of what to redact, and logs each read; the signer
// signs the checkpoint of a frozen table.
func New(tenancy *identity.Tenancy, statements *statement.Service, signer *ledger.Signer) *Service {
	return &Service{tenancy: tenancy, statements: statements, signer: signer}
}

// work runs f for an actor who weighs. The procedure is held in share mode: many planners work at once, but no table is
// frozen under their hands. Once the plan is adopted the weighing is over (§ 214 Abs. 3 S. 1 BauGB: what counts is the
// day of the decision).
func (s *Service) work(ctx context.Context, actor identity.Actor, ref procedure.Ref, op string, f func(identity.Tx) error) error {
	if !actor.Can(identity.Weigh, ref.Object()) {
		return fmt.Errorf("%s in %s: %w", op, ref.Slug, ErrForbidden)
	}
	err := s.tenancy.Write(ctx, ref.Authority, func(tx identity.Tx) error {
		state, err := shareProcedure(ctx, tx, ref.ID)
		if err != nil {
			return err
		}
		switch state {
		case procedure.Adopted, procedure.InForce, procedure.Abandoned:
			return ErrWrongState
		}
		return f(tx)
	})
	if err != nil {
		return fmt.Errorf("%s in %s: %w", op, ref.Slug, err)
	}
	return nil
}

// newIDs makes n keys, each later than the one before: segments are read back in the order of their keys.
func newIDs(n int) ([]uuid.UUID, error) {
	ids := make([]uuid.UUID, n)
	for i := range ids {
		id, err := uuid.NewV7()
		if err != nil {
			return nil, fmt.Errorf("make key: %w", err)
		}
		ids[i] = id
	}
	return ids, nil
}
