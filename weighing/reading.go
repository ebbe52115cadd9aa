package weighing

import (
	"context"
	"encoding/hex"
	"fmt"
	"strings"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
)

// Unreleased refuses a table that would have no public edition, and that edition once it is frozen, with the numbers of
// the rows whose wording nobody had released by then. Releasing them later helps the next table, not that one: it is a snapshot.
type Unreleased struct{ Numbers []string }

func (e *Unreleased) Error() string {
	return fmt.Sprintf("weighing: %d rows have no released wording, first %s", len(e.Numbers), e.Numbers[0])
}

// CouncilTable is table N of a procedure for the deciding body, with decision M or, for 0, before the vote. It is built
// from the snapshot alone. Errors: ErrForbidden, ErrNotFound.
func (s *Service) CouncilTable(ctx context.Context, actor identity.Actor, ref procedure.Ref, n, m int) (CouncilTable, error) {
	if !actor.Can(identity.ReadCouncilTables, ref.Object()) {
		return CouncilTable{}, fmt.Errorf("table %d of %s: %w", n, ref.Slug, ErrForbidden)
	}
	t, err := s.snapshot(ctx, ref, n, m)
	if err != nil {
		return CouncilTable{}, fmt.Errorf("table %d of %s: %w", n, ref.Slug, err)
	}
	table := CouncilTable{Head: t.head, Decision: t.decision}
	for _, r := range t.rows {
		table.Rows = append(table.Rows, r.forCouncil())
	}
	return table, nil
}

// PublicTable is table N for everybody, with decision M or, for 0, without. Rows that carry a reason instead of a
// proposal (withdrawn, erased, without relevance) are printed with the reason and without wording, so they need no
// release. Excluded members are counted, not named. Errors: *Unreleased, ErrNotFound.
func (s *Service) PublicTable(ctx context.Context, ref procedure.Ref, n, m int) (PublicTable, error) {
	t, err := s.snapshot(ctx, ref, n, m)
	if err != nil {
		return PublicTable{}, fmt.Errorf("public table %d of %s: %w", n, ref.Slug, err)
	}
	if numbers := unreleased(t.rows); len(numbers) > 0 {
		return PublicTable{}, fmt.Errorf("public table %d of %s: %w", n, ref.Slug, &Unreleased{numbers})
	}
	table := PublicTable{Head: t.head, Decision: t.decision.withoutNames()}
	for _, r := range t.rows {
		table.Rows = append(table.Rows, r.forPublic())
	}
	return table, nil
}

// PublicHash tells the public edition of table N with decision M from every other, and decides like PublicTable whether there is one,
// without reading what it says. Errors: *Unreleased, ErrNotFound.
func (s *Service) PublicHash(ctx context.Context, ref procedure.Ref, n, m int) (hash string, err error) {
	err = s.tenancy.Read(ctx, ref.Authority, func(tx identity.Tx) error {
		t, err := selectTable(ctx, tx, ref.ID, n)
		if err != nil {
			return err
		}
		numbers, err := selectUnreleased(ctx, tx, t.ID)
		if err != nil {
			return err
		}
		if len(numbers) > 0 {
			return &Unreleased{numbers}
		}
		decided, err := selectDecisionHash(ctx, tx, t.ID, m)
		hash = t.Head.Hash + "-" + hex.EncodeToString(decided)
		return err
	})
	if err != nil {
		return "", fmt.Errorf("public table %d of %s: %w", n, ref.Slug, err)
	}
	return hash, nil
}

// snapshot is a frozen table as stored.
type snapshot struct {
	head     TableHead
	rows     []frozenRow
	decision *DecisionRecord
}

func (s *Service) snapshot(ctx context.Context, ref procedure.Ref, n, m int) (snapshot, error) {
	var out snapshot
	err := s.tenancy.Read(ctx, ref.Authority, func(tx identity.Tx) error {
		t, err := selectTable(ctx, tx, ref.ID, n)
		if err != nil {
			return err
		}
		out.head = t.Head
		if out.rows, err = selectRows(ctx, tx, t.ID, 1, allRows); err != nil || m == 0 {
			return err
		}
		d, err := selectDecision(ctx, tx, t.ID, m)
		out.decision = &d.DecisionRecord
		return err
	})
	return out, err
}

// forCouncil adds the place in the author's words to the reference.
func (r frozenRow) forCouncil() CouncilRow {
	common := r.RowCommon
	common.Reference = strings.Trim(common.Reference+"; "+oneLine(r.Place), "; ")
	return CouncilRow{RowCommon: common, Wording: strings.TrimSpace(r.Wording), Answers: r.Answers}
}

// forPublic takes the released wording and nothing else of what the author wrote.
func (r frozenRow) forPublic() PublicRow {
	p := PublicRow{RowCommon: r.RowCommon}
	if r.Code != "" && r.Released != nil {
		p.ReleasedWording = strings.TrimSpace(*r.Released)
	}
	return p
}

// withoutNames keeps how many members were excluded: together with the item, a name would tell whose interests an
// objection touches.
func (d *DecisionRecord) withoutNames() *DecisionRecord {
	if d == nil {
		return nil
	}
	public := *d
	public.Votes = make([]Vote, len(d.Votes))
	for i, v := range d.Votes {
		members := make([]string, len(v.Excluded))
		for j := range members {
			members[j] = "Mitglied"
		}
		v.Excluded = members
		public.Votes[i] = v
	}
	return &public
}
