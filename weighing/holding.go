package weighing

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/bodies"
	"github.com/einwand/einwand/procedure/period"
	"github.com/einwand/einwand/procedure/statement"
)

// holding is a received statement with everything that decides about its rows in the table. It has no contact data, so
// that no name can slip into a row.
type holding struct {
	ID          uuid.UUID
	Receipt     string // number on the receipt: "BP47-0068"
	Nr          int64
	Party       uuid.UUID
	Persons     int // authors of the party, over all that it wrote
	PartyKind   statement.PartyKind
	Label       string
	Group       Group
	Number      string // "B-017"
	Round       *uuid.UUID
	Channel     statement.Channel
	ReceivedAt  time.Time
	WithdrawnAt *time.Time
	Erased      bool
	Document    string // title of the published document that the author named
	Place       string // place in the author's words
	Timely      bool
	Norm        string // paragraph on late statements by the law of the round
	Late        *Examination
	Segments    []held
}

// held is a segment with what holds for it.
type held struct {
	Segment
	Number   string
	Proposal *Proposal
	Released *Wording
}

// loadHoldings reads all statements of a procedure in the order of the table, with a constant number of queries.
func loadHoldings(ctx context.Context, tx identity.Tx, procedureID uuid.UUID) ([]holding, error) {
	list, err := selectHoldings(ctx, tx, procedureID)
	if err != nil {
		return nil, err
	}
	if err := judgeAll(ctx, tx, procedureID, list); err != nil {
		return nil, err
	}
	segments, err := selectAllSegments(ctx, tx, procedureID)
	if err != nil {
		return nil, err
	}
	proposals, err := selectProposals(ctx, tx, ofProcedure, procedureID)
	if err != nil {
		return nil, err
	}
	wordings, err := selectWordings(ctx, tx, ofProcedure, procedureID)
	if err != nil {
		return nil, err
	}
	if err := countAuthors(ctx, tx, list); err != nil {
		return nil, err
	}
	places := map[Group]int{}
	for i := range list {
		h := &list[i]
		h.Group = groupOf(h.PartyKind)
		places[h.Group]++
		h.Number = statementNumber(h.Group, places[h.Group])
		for j, g := range segments[h.ID] {
			h.Segments = append(h.Segments, held{Segment: g, Number: itemNumber(h.Number, j), Proposal: proposals[g.ID], Released: wordings[g.ID]})
		}
	}
	return inTableOrder(list), nil
}

func countAuthors(ctx context.Context, tx identity.Tx, list []holding) error {
	ids := make([]uuid.UUID, len(list))
	for i, h := range list {
		ids[i] = h.ID
	}
	counts, err := statement.PersonsOf(ctx, tx, ids)
	if err != nil {
		return err
	}
	for i := range list {
		list[i].Persons = counts[list[i].Party]
	}
	return nil
}

// judgeAll decides timeliness from the periods that hold now.
func judgeAll(ctx context.Context, tx identity.Tx, procedureID uuid.UUID, list []holding) error {
	late, err := selectExaminations(ctx, tx, procedureID)
	if err != nil {
		return err
	}
	deadlines, err := procedure.DeadlinesOf(ctx, tx, procedureID)
	if err != nil {
		return err
	}
	own, err := bodies.OwnLastDays(ctx, tx, procedureID)
	if err != nil {
		return err
	}
	for i := range list {
		h := &list[i]
		h.Timely, h.Late = true, late[h.ID]
		if h.Round == nil {
			continue
		}
		d, ok := deadlines[*h.Round]
		if !ok {
			return fmt.Errorf("statement %s: round %s: %w", h.Receipt, *h.Round, ErrNotFound)
		}
		d = bodies.DeadlineFor(d, own, h.ID)
		h.Timely, h.Norm = d.Timely(h.ReceivedAt), d.LateNorm
	}
	return nil
}

// inTableOrder groups statements that come by receipt number.
func inTableOrder(list []holding) []holding {
	ordered := make([]holding, 0, len(list))
	for _, g := range []Group{GroupBodies, GroupPublic, GroupEvents} {
		for _, h := range list {
			if h.Group == g {
				ordered = append(ordered, h)
			}
		}
	}
	return ordered
}

// excuse is the reason on record why a statement as a whole needs no proposal; empty when it does.
func (h holding) excuse() string {
	switch {
	case h.Erased:
		return "Der Inhalt ist gelöscht (Art. 17 DSGVO)."
	case h.WithdrawnAt != nil:
		return "Zurückgezogen am " + day(period.DateAt(*h.WithdrawnAt)) + "."
	}
	return ""
}

// answered reports whether the proposal of a segment goes into the table. After erasure nothing does that speaks of the
// content; a withdrawn statement is weighed all the same where somebody has proposed (§ 4a Abs. 5, § 2 Abs. 3 BauGB: the
// authority knows the content).
func (h holding) answered(g held) bool {
	return !h.Erased && g.Kind == Argument && g.Proposal != nil
}

// channels are the ways of receipt as the table prints them.
var channels = map[statement.Channel]string{
	statement.Online:        "Online-Formular",
	statement.Guest:         "Online-Formular",
	statement.Email:         "E-Mail",
	statement.Letter:        "Brief",
	statement.Fax:           "Fax",
	statement.Niederschrift: "Niederschrift",
	statement.AtEvent:       "Veranstaltung",
}
