package weighing

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
)

// TableInfo is a frozen table in a list.
type TableInfo struct {
	Number     int
	FrozenAt   time.Time
	FrozenBy   string // empty: the operator
	Hash       string // lower-case hex
	Rows       int
	Unreleased int // rows that stop the public edition
	Session    *Session
	Decisions  []DecisionInfo
}

// DecisionInfo is a decision in a list.
type DecisionInfo struct {
	Number     int
	Body       string
	MeetingOn  time.Time // the day as 00:00 UTC
	RecordedAt time.Time
	Postponed  int // rows
}

// Matter is a frozen table in the list of a deciding body, with the procedure that it belongs to.
type Matter struct {
	Ref        procedure.Ref
	Title      string
	ShortTitle string
	TableInfo
}

// Point is one row in the reading room.
type Point struct {
	Head     TableHead
	Row      CouncilRow
	Position int // from 1
	Total    int
	Previous string // number of the row before, empty at the first
	Next     string
	Outcomes []RowOutcome // of every decision on the table, in order
}

// RowOutcome is what one decision says of a row.
type RowOutcome struct {
	Decision DecisionInfo
	Outcome  Outcome
	Vote     *Vote // nil while postponed
}

// Tables lists the frozen tables of a procedure, latest first.
func (s *Service) Tables(ctx context.Context, actor identity.Actor, ref procedure.Ref) ([]TableInfo, error) {
	matters, err := s.matters(ctx, actor, ref.Authority, &ref.ID)
	if err != nil {
		return nil, fmt.Errorf("list tables of %s: %w", ref.Slug, err)
	}
	tables := make([]TableInfo, len(matters))
	for i, m := range matters {
		tables[i] = m.TableInfo
	}
	return tables, nil
}

// PublicDecision is the decision that the public page of a plan is about: that there is one, of which body and when.
type PublicDecision struct {
	Table int
	DecisionInfo
}

// LatestDecision finds the latest decision on the latest table that has one. Decisions are taken in public, so it asks
// for nobody's permission; it tells nothing of tables without one. ErrNotFound before the first.
func (s *Service) LatestDecision(ctx context.Context, ref procedure.Ref) (PublicDecision, error) {
	var d PublicDecision
	err := s.tenancy.Read(ctx, ref.Authority, func(tx identity.Tx) (err error) {
		d, err = selectLatestDecision(ctx, tx, ref.ID)
		return err
	})
	if err != nil {
		return PublicDecision{}, fmt.Errorf("latest decision of %s: %w", ref.Slug, err)
	}
	return d, nil
}

// TablesForCouncil lists the frozen tables of all procedures of an authority, latest first.
func (s *Service) TablesForCouncil(ctx context.Context, actor identity.Actor, authority uuid.UUID) ([]Matter, error) {
	matters, err := s.matters(ctx, actor, authority, nil)
	if err != nil {
		return nil, fmt.Errorf("list tables of authority %s: %w", authority, err)
	}
	return matters, nil
}

func (s *Service) matters(ctx context.Context, actor identity.Actor, authority uuid.UUID, procedureID *uuid.UUID) ([]Matter, error) {
	if !actor.Can(identity.ReadCouncilTables, identity.Of(authority)) {
		return nil, ErrForbidden
	}
	var list []listedMatter
	err := s.tenancy.Read(ctx, authority, func(tx identity.Tx) (err error) {
		if list, err = selectMatters(ctx, tx, procedureID); err != nil {
			return err
		}
		return addDecisions(ctx, tx, list)
	})
	if err != nil {
		return nil, err
	}
	matters := make([]Matter, len(list))
	for i, m := range list {
		matters[i] = m.Matter
	}
	return matters, nil
}

type listedMatter struct {
	Matter
	table uuid.UUID
}

func addDecisions(ctx context.Context, tx identity.Tx, list []listedMatter) error {
	ids := make([]uuid.UUID, len(list))
	at := map[uuid.UUID]int{}
	for i, m := range list {
		ids[i], at[m.table] = m.table, i
	}
	lines, err := selectDecisionLines(ctx, tx, ids)
	if err != nil {
		return err
	}
	for _, l := range lines {
		m := &list[at[l.Table]]
		m.Decisions = append(m.Decisions, DecisionInfo{l.Number, l.Body, l.MeetingOn.UTC(), l.RecordedAt.UTC(), l.Postponed})
	}
	return nil
}

// Row reads one row of table N by its position, from 1. ErrNotFound beyond the last.
func (s *Service) Row(ctx context.Context, actor identity.Actor, ref procedure.Ref, n, position int) (Point, error) {
	if !actor.Can(identity.ReadCouncilTables, ref.Object()) {
		return Point{}, fmt.Errorf("row %d of table %d of %s: %w", position, n, ref.Slug, ErrForbidden)
	}
	var p Point
	err := s.tenancy.Read(ctx, ref.Authority, func(tx identity.Tx) error {
		t, err := selectTable(ctx, tx, ref.ID, n)
		if err != nil {
			return err
		}
		p, err = loadPoint(ctx, tx, t, position)
		return err
	})
	if err != nil {
		return Point{}, fmt.Errorf("row %d of table %d of %s: %w", position, n, ref.Slug, err)
	}
	return p, nil
}

// Decided is what holds for the rows of table N after all decisions on it: of a row the latest outcome that is not a
// postponement, for a later decision on some rows postpones the others. It is empty before the first decision.
func (s *Service) Decided(ctx context.Context, actor identity.Actor, ref procedure.Ref, n int) (map[uuid.UUID]Outcome, error) {
	if !actor.Can(identity.ReadCouncilTables, ref.Object()) {
		return nil, fmt.Errorf("outcomes of table %d of %s: %w", n, ref.Slug, ErrForbidden)
	}
	holds := map[uuid.UUID]Outcome{}
	err := s.tenancy.Read(ctx, ref.Authority, func(tx identity.Tx) error {
		t, err := selectTable(ctx, tx, ref.ID, n)
		if err != nil {
			return err
		}
		lines, err := selectDecisionLines(ctx, tx, []uuid.UUID{t.ID})
		if err != nil {
			return err
		}
		for _, l := range lines {
			d, err := selectDecision(ctx, tx, t.ID, l.Number)
			if err != nil {
				return err
			}
			for row, o := range d.Items {
				if _, known := holds[row]; !known || o.Kind != Postponed {
					holds[row] = o
				}
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("outcomes of table %d of %s: %w", n, ref.Slug, err)
	}
	return holds, nil
}

func loadPoint(ctx context.Context, tx identity.Tx, t storedTable, position int) (Point, error) {
	p := Point{Head: t.Head, Position: position}
	var err error
	if p.Total, err = selectRowCount(ctx, tx, t.ID); err != nil {
		return Point{}, err
	}
	rows, err := selectRows(ctx, tx, t.ID, position-1, 3)
	if err != nil {
		return Point{}, err
	}
	for _, r := range rows {
		switch r.Position {
		case position - 1:
			p.Previous = r.Number
		case position:
			p.Row = r.forCouncil()
		case position + 1:
			p.Next = r.Number
		}
	}
	if p.Row.Number == "" {
		return Point{}, ErrNotFound
	}
	p.Outcomes, err = selectRowOutcomes(ctx, tx, p.Row.ID)
	return p, err
}
