package weighing

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
)

// Proposal is one version of the Abwägungsvorschlag for a segment; the highest holds, the others stay on record.
type Proposal struct {
	Version    int
	Code       Code
	Reasoning  string
	PlanChange string // "keine" where the planner said so
	Author     string // empty: the operator
	At         time.Time
}

// NewProposal is what a planner writes. Version is that of the proposal the form was made from, 0 for none.
type NewProposal struct {
	Version    int
	Code       Code
	Reasoning  string
	PlanChange string
}

// Conflict says that somebody saved in the meantime. Nothing is overwritten; the page shows both.
type Conflict struct{ Theirs Proposal }

func (e *Conflict) Error() string {
	return fmt.Sprintf("weighing: version %d was saved in the meantime", e.Theirs.Version)
}

// noChange is how a planner says that the plan stays as it is.
const noChange = "keine"

// known are the codes with what they need.
var known = map[Code]struct{ reasoning, planChange bool }{
	CodeFollow:     {reasoning: true, planChange: true},
	CodePartial:    {reasoning: true, planChange: true},
	CodeReject:     {reasoning: true},
	CodeNoted:      {},
	CodeAlready:    {reasoning: true},
	CodeHint:       {reasoning: true},
	CodeEditorial:  {},
	CodeOutOfScope: {reasoning: true},
	CodeLate:       {reasoning: true},
}

// NeedsReasoning reports whether a proposal with this code must say why: the deciding body needs complete information,
// not only a result (§ 1 Abs. 7, § 3 Abs. 2 S. 6 BauGB).
func (c Code) NeedsReasoning() bool { return known[c].reasoning }

// NeedsPlanChange reports whether a proposal with this code must name what changes in the plan, or say that nothing does.
func (c Code) NeedsPlanChange() bool { return known[c].planChange }

// Known reports whether the code is one of ours.
func (c Code) Known() bool {
	_, ok := known[c]
	return ok
}

func (n NewProposal) trimmed() NewProposal {
	n.Reasoning, n.PlanChange = strings.TrimSpace(n.Reasoning), strings.TrimSpace(n.PlanChange)
	return n
}

// check holds the rules that depend on the proposal alone.
func (n NewProposal) check() error {
	var inv Invalid
	if !n.Code.Known() {
		inv.add("code", "Bitte wählen Sie, was vorgeschlagen wird.")
	}
	if n.Code.NeedsReasoning() && n.Reasoning == "" {
		inv.add("reasoning", "Bitte begründen Sie den Vorschlag. Der Rat entscheidet auf dieser Grundlage.")
	}
	if n.Code.NeedsPlanChange() && n.PlanChange == "" {
		inv.add("plan_change", "Bitte nennen Sie die Änderung am Plan oder schreiben Sie „keine“.")
	}
	inv.checkText("reasoning", n.Reasoning)
	inv.checkText("plan_change", n.PlanChange)
	return inv.orNil()
}

// planChange is the change as the table prints it: empty when the plan stays as it is.
func (p Proposal) planChange() string {
	if strings.EqualFold(strings.TrimRight(p.PlanChange, "."), noChange) {
		return ""
	}
	return p.PlanChange
}

// Propose saves a new version of the proposal for a segment. Errors: *Invalid, *Conflict, ErrNotFound, ErrWrongState for
// a segment without relevance.
func (s *Service) Propose(ctx context.Context, actor identity.Actor, ref procedure.Ref, segment uuid.UUID, n NewProposal) (Proposal, error) {
	n = n.trimmed()
	var saved Proposal
	err := s.work(ctx, actor, ref, fmt.Sprintf("propose for segment %s", segment), func(tx identity.Tx) error {
		if err := n.check(); err != nil {
			return err
		}
		g, err := lockSegment(ctx, tx, ref.ID, segment)
		if err != nil {
			return err
		}
		if g.Kind != Argument {
			return ErrWrongState
		}
		if n.Code == CodeLate {
			if err := mayStayUnconsidered(ctx, tx, ref.ID, g.Statement); err != nil {
				return err
			}
		}
		saved, err = saveProposal(ctx, tx, actor, segment, n)
		return err
	})
	return saved, err
}

// saveProposal compares versions under the lock of the segment; the unique constraint is the second line.
func saveProposal(ctx context.Context, tx identity.Tx, actor identity.Actor, segment uuid.UUID, n NewProposal) (Proposal, error) {
	latest, err := selectProposals(ctx, tx, ofSegment, segment)
	if err != nil {
		return Proposal{}, err
	}
	if p := latest[segment]; p != nil && p.Version != n.Version {
		return Proposal{}, &Conflict{*p}
	} else if p == nil && n.Version != 0 {
		return Proposal{}, ErrMoved
	}
	ids, err := newIDs(1)
	if err != nil {
		return Proposal{}, err
	}
	n.Version++
	if err := insertProposal(ctx, tx, actor, ids[0], segment, n); err != nil {
		return Proposal{}, err
	}
	return Proposal{Version: n.Version, Code: n.Code, Reasoning: n.Reasoning, PlanChange: n.PlanChange,
		Author: actor.Profile.Name(), At: tx.Now}, nil
}

// Proposals lists all versions for a segment, latest first.
func (s *Service) Proposals(ctx context.Context, actor identity.Actor, ref procedure.Ref, segment uuid.UUID) ([]Proposal, error) {
	if !actor.Can(identity.ReadStatements, ref.Object()) {
		return nil, fmt.Errorf("proposals for segment %s: %w", segment, ErrForbidden)
	}
	var list []Proposal
	err := s.tenancy.Read(ctx, ref.Authority, func(tx identity.Tx) (err error) {
		list, err = selectProposalHistory(ctx, tx, ref.ID, segment)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("proposals for segment %s: %w", segment, err)
	}
	return list, nil
}
