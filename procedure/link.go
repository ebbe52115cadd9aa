package procedure

import (
	"bytes"
	"context"
	"fmt"
	"slices"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
)

// NewLink names a procedure that belongs to the new one.
type NewLink struct {
	Kind  LinkKind
	Other uuid.UUID
}

// LinksOf lists how a procedure of the kind can belong to another: a plan runs parallel to one of the other kind (§ 8 Abs. 3
// BauGB), a Veränderungssperre secures a plan.
func LinksOf(k PlanKind) []LinkKind {
	switch k {
	case FNP, BPlan:
		return []LinkKind{Parallel}
	case Veraenderungssperre:
		return []LinkKind{Secures}
	}
	return nil
}

// fits reports whether two kinds can be linked so.
func (k LinkKind) fits(one, other PlanKind) bool {
	if k == Parallel {
		return one == FNP && other == BPlan || one == BPlan && other == FNP
	}
	return one == Veraenderungssperre && other == BPlan
}

// Beside lists the procedures of the authority that one can be linked to: those of a fitting kind that are not linked yet.
func (s *Service) Beside(ctx context.Context, actor identity.Actor, ref Ref) ([]Link, error) {
	if !actor.Can(identity.ReadProcedures, ref.Object()) {
		return nil, fmt.Errorf("list procedures beside %s: %w", ref.Slug, ErrForbidden)
	}
	var list []Link
	err := s.tenancy.Read(ctx, ref.Authority, func(tx identity.Tx) error {
		p, err := selectProcedure(ctx, tx, ref.ID)
		if err != nil {
			return err
		}
		all, err := selectUnlinked(ctx, tx, ref.ID)
		for _, l := range all {
			for _, kind := range LinksOf(p.Plan.Kind) {
				if kind.fits(p.Plan.Kind, l.Plan) {
					list = append(list, l)
				}
			}
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list procedures beside %s: %w", ref.Slug, err)
	}
	return list, nil
}

// Link records that another procedure of the authority belongs to this one: parallel (§ 8 Abs. 3 BauGB), or the plan that a
// Veränderungssperre secures (§ 14 BauGB). Done twice it is one. Errors: *Invalid, ErrNotFound, ErrForbidden.
func (s *Service) Link(ctx context.Context, actor identity.Actor, ref Ref, l NewLink) error {
	if !actor.Can(identity.ManageProcedures, ref.Object()) {
		return fmt.Errorf("link %s: %w", ref.Slug, ErrForbidden)
	}
	err := s.tenancy.Write(ctx, ref.Authority, func(tx identity.Tx) error {
		if err := lockAll(ctx, tx, ref.ID, l.Other); err != nil {
			return err
		}
		return link(ctx, tx, actor, ref.ID, l)
	})
	if err != nil {
		return fmt.Errorf("link %s: %w", ref.Slug, err)
	}
	return nil
}

// link enters that two procedures belong together, with its entry in the register: parallel ones both ways, so in both.
// The caller holds both.
func link(ctx context.Context, tx identity.Tx, actor identity.Actor, procedure uuid.UUID, l NewLink) error {
	one, err := selectProcedure(ctx, tx, procedure)
	if err != nil {
		return err
	}
	other, err := selectProcedure(ctx, tx, l.Other)
	if err != nil {
		return err
	}
	if !l.Kind.fits(one.Plan.Kind, other.Plan.Kind) {
		return &Invalid{Fields: map[string]string{"verfahren": "Diese beiden Verfahren lassen sich so nicht verknüpfen: Parallel laufen ein Flächennutzungsplan und ein Bebauungsplan (§ 8 Abs. 3 BauGB), eine Veränderungssperre sichert einen Bebauungsplan (§ 14 BauGB)."}}
	}
	if err := linkOne(ctx, tx, actor, one.ID, NewLink{l.Kind, other.ID}); err != nil || l.Kind != Parallel {
		return err
	}
	return linkOne(ctx, tx, actor, other.ID, NewLink{l.Kind, one.ID})
}

// linkOne enters one way. A link that is there already is no change.
func linkOne(ctx context.Context, tx identity.Tx, actor identity.Actor, procedure uuid.UUID, l NewLink) error {
	isNew, err := insertLink(ctx, tx, procedure, l.Other, l.Kind)
	if err != nil || !isNew {
		return err
	}
	return Record(ctx, tx, actor, procedure, Event{Kind: EventLinked, Fields: []Field{{"other", l.Other.String()}, {"as", string(l.Kind)}}})
}

func othersOf(links []NewLink) []uuid.UUID {
	ids := make([]uuid.UUID, len(links))
	for i, l := range links {
		ids[i] = l.Other
	}
	return ids
}

// lockAll takes the locks of several procedures in the order of their ids, the one order in which nobody waits for somebody
// who waits for them.
func lockAll(ctx context.Context, tx identity.Tx, procedures ...uuid.UUID) error {
	procedures = slices.Clone(procedures)
	slices.SortFunc(procedures, func(a, b uuid.UUID) int { return bytes.Compare(a[:], b[:]) })
	for _, id := range procedures {
		if _, err := lockProcedure(ctx, tx, id); err != nil {
			return err
		}
	}
	return nil
}
