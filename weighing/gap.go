package weighing

import (
	"context"
	"fmt"
	"slices"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/period"
	"github.com/einwand/einwand/procedure/statement"
)

// GapKind is what is missing.
type GapKind string

// The gaps that stop freezing. There is none for text that nobody has divided off: the segments of a statement always
// tile its text, so what is not answered lies in a segment without a proposal.
const (
	GapNoProposal     GapKind = "no_proposal"      // argument without a proposal, or a statement that nobody has opened
	GapNoReasoning    GapKind = "no_reasoning"     // proposal without the reasoning or plan change that its code needs
	GapLateOpen       GapKind = "late_open"        // late, and the questions of § 4a Abs. 5 BauGB are not answered
	GapLateNotAllowed GapKind = "late_not_allowed" // proposed to stay unconsidered, but must be weighed
)

// GapUnreleased stops the public edition of the table, and freezing unless the planner does without that edition. It is
// counted before there is a proposal too: every argument that will be printed needs a released wording.
const GapUnreleased GapKind = "unreleased"

// GapKinds lists the kinds that stop freezing, in the order of the page.
var GapKinds = []GapKind{GapLateOpen, GapNoProposal, GapNoReasoning, GapLateNotAllowed}

// Gap is one thing that is missing, and where.
type Gap struct {
	Kind      GapKind
	Statement int64      // its number, as Open takes it
	Receipt   string     // "BP47-0068"
	Number    string     // "B-017.3"; of the statement where no segment is to blame
	Segment   *uuid.UUID // nil: the statement as a whole
}

// Figures count a procedure's statements, each thing by itself.
type Figures struct {
	Statements int
	Persons    int // authors of distinct parties, bodies among them
	Withdrawn  int
	Late       int
	Segments   int // arguments, answered or not
	ByCode     map[Code]int
	ByChannel  map[statement.Channel]int
}

// Completeness is how far the weighing is from a table for the council.
type Completeness struct {
	Guards     []procedure.Guard // conditions of the procedure itself, and the one of late statements
	Gaps       []Gap             // stop freezing
	Unreleased []Gap             // stop the public edition
	Figures    Figures
}

// ByKind keeps the gaps of one kind.
func (c Completeness) ByKind(k GapKind) []Gap {
	var list []Gap
	for _, g := range append(c.Gaps, c.Unreleased...) {
		if g.Kind == k {
			list = append(list, g)
		}
	}
	return list
}

// Incomplete refuses the freezing of a table, with everything that is missing: complete or refused.
type Incomplete struct{ Completeness Completeness }

func (e *Incomplete) Error() string {
	return fmt.Sprintf("weighing: %d gaps stand against the table, first %s at %s",
		len(e.Completeness.Gaps), e.Completeness.Gaps[0].Kind, e.Completeness.Gaps[0].Number)
}

// Gaps tells what is missing for a table, now.
func (s *Service) Gaps(ctx context.Context, actor identity.Actor, ref procedure.Ref) (Completeness, error) {
	if !actor.Can(identity.ReadStatements, ref.Object()) {
		return Completeness{}, fmt.Errorf("gaps of %s: %w", ref.Slug, ErrForbidden)
	}
	var c Completeness
	err := s.tenancy.Read(ctx, ref.Authority, func(tx identity.Tx) error {
		list, err := loadHoldings(ctx, tx, ref.ID)
		if err != nil {
			return err
		}
		c = completeness(list)
		facts := c.facts()
		guards, err := procedure.TableGuards(ctx, tx, ref.ID, &facts)
		c.Guards = slices.DeleteFunc(guards, func(g procedure.Guard) bool { return g.ID == "T9.statements" })
		return err
	})
	if err != nil {
		return Completeness{}, fmt.Errorf("gaps of %s: %w", ref.Slug, err)
	}
	return c, nil
}

// facts are what the conditions of T9 ask of this room.
func (c Completeness) facts() procedure.WeighingFacts {
	f := procedure.WeighingFacts{Statements: c.Figures.Statements}
	for _, g := range c.Gaps {
		if g.Kind == GapLateOpen {
			f.LateOpen++
		} else {
			f.Unanswered++
		}
	}
	return f
}

// completeness is pure: the same holdings give the same gaps.
func completeness(list []holding) Completeness {
	c := Completeness{Figures: Figures{ByCode: map[Code]int{}, ByChannel: map[statement.Channel]int{}}}
	counted := map[uuid.UUID]bool{}
	for _, h := range list {
		if !counted[h.Party] {
			counted[h.Party] = true
			c.Figures.Persons += h.Persons
		}
		c.Figures.count(h)
		c.examine(h)
	}
	return c
}

func (f *Figures) count(h holding) {
	f.Statements++
	f.ByChannel[h.Channel]++
	if h.WithdrawnAt != nil {
		f.Withdrawn++
	}
	if !h.Timely {
		f.Late++
	}
	for _, g := range h.Segments {
		if g.Kind == Argument {
			f.Segments++
		}
		if h.answered(g) {
			f.ByCode[g.Proposal.Code]++
		}
	}
}

// examine collects the gaps of one statement.
func (c *Completeness) examine(h holding) {
	add := func(kind GapKind, number string, segment *uuid.UUID) {
		c.Gaps = append(c.Gaps, Gap{kind, h.Nr, h.Receipt, number, segment})
	}
	excused := h.excuse() != ""
	if !excused && !h.Timely && h.Late == nil {
		add(GapLateOpen, h.Number, nil)
	}
	if !excused && len(h.Segments) == 0 {
		add(GapNoProposal, h.Number, nil)
		c.Unreleased = append(c.Unreleased, Gap{GapUnreleased, h.Nr, h.Receipt, h.Number, nil})
	}
	for _, g := range h.Segments {
		switch {
		case h.answered(g):
			if kind := g.lacks(h); kind != "" {
				add(kind, g.Number, &g.ID)
			}
		case g.Kind == Argument && !excused:
			add(GapNoProposal, g.Number, &g.ID)
		}
		if g.Released == nil && g.Kind == Argument && (h.answered(g) || !excused) {
			c.Unreleased = append(c.Unreleased, Gap{GapUnreleased, h.Nr, h.Receipt, g.Number, &g.ID})
		}
	}
}

// lacks looks at a proposal again: the rules may be stricter than when it was saved, and an extension of the period
// makes a late statement timely.
func (g held) lacks(h holding) GapKind {
	p := g.Proposal
	switch {
	case p.Code == CodeLate && lateObjection(h.Timely, h.Late, h.Norm) != "":
		return GapLateNotAllowed
	case p.Code.NeedsReasoning() && p.Reasoning == "", p.Code.NeedsPlanChange() && p.PlanChange == "":
		return GapNoReasoning
	}
	return ""
}

// day prints a day as the table does: 27.11.2026.
func day(d period.Date) string { return fmt.Sprintf("%02d.%02d.%d", d.Day, int(d.Month), d.Year) }
