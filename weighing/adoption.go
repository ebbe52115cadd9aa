package weighing

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/period"
)

// Unweighed refuses the adoption of a plan on a table that is not the whole weighing: complete or refused.
type Unweighed struct {
	Receipts []string // "BP47-0068": statements that stand in no row of the table
	Later    int      // number of a later table that lay before the body as well, 0 for none
}

func (e *Unweighed) Error() string {
	return fmt.Sprintf("weighing: adoption leaves %d statements out, later table %d", len(e.Receipts), e.Later)
}

// adopt refuses a plan that rests on a weighing with open points: the decision on the weighing belongs to the
// Satzungsbeschluss (BVerwG, 25.11.1999, 4 CN 12.98). It comes after the decision's entry in the register, whose lock it
// needs: until the commit nothing is filed that it has not seen.
func adopt(ctx context.Context, tx identity.Tx, actor identity.Actor, procedureID uuid.UUID, on period.Date, t storedTable, record DecisionRecord) error {
	for _, o := range record.Items {
		if o.Kind == Postponed {
			return ErrPostponed
		}
	}
	if err := checkWhole(ctx, tx, procedureID, on, t); err != nil {
		return err
	}
	deciding, err := selectDecidingBody(ctx, tx)
	if err != nil {
		return err
	}
	a := procedure.Adoption{On: on, Body: record.Body, Deciding: deciding}
	if len(record.Votes) > 0 {
		a.Yes, a.No = record.Votes[0].Yes, record.Votes[0].No
	}
	err = procedure.Adopt(ctx, tx, actor, procedureID, a)
	if errors.Is(err, procedure.ErrWrongState) {
		return ErrWrongState
	}
	return err
}

// checkWhole holds a table to everything received and frozen up to the end of the day of the meeting. What came later
// cannot have been weighed and need not be (§ 214 Abs. 3 S. 1 BauGB); asking for it would let anybody who writes after
// the meeting stop the record of what the body has decided.
func checkWhole(ctx context.Context, tx identity.Tx, procedureID uuid.UUID, on period.Date, t storedTable) error {
	end := on.AddDays(1).StartOfDay()
	left, err := selectLeftOut(ctx, tx, procedureID, t.ID, end)
	if err != nil {
		return err
	}
	later, err := selectLaterTable(ctx, tx, procedureID, t.Head.Number, end)
	if err != nil || len(left) == 0 && later == 0 {
		return err
	}
	e := &Unweighed{Later: later}
	for _, s := range left {
		e.Receipts = append(e.Receipts, s.Receipt)
	}
	return e
}

// adopted is the entry of an adoption in the register: the entry before it is that of the decision.
type adopted struct {
	index int64
	on    time.Time // end of the day of the meeting
}

func parseAdopted(index int64, leaf procedure.Leaf) (adopted, error) {
	on, err := period.ParseDate(leaf.Fields["on"])
	return adopted{index, on.AddDays(1).StartOfDay()}, err
}

// adoption holds the table of a decision that an adoption follows to what had been entered by then.
func (a *audit) adoption(ctx context.Context, t storedTable, d storedDecision) error {
	if a.adopted.index == 0 || a.adopted.index != d.LogIndex+1 {
		return nil
	}
	left, err := selectLeftOut(ctx, a.tx, a.procedure, t.ID, a.adopted.on)
	if err != nil {
		return err
	}
	for _, s := range left {
		if s.LogIndex < a.adopted.index {
			a.found(AdoptionUnweighed, t.Head.Number, s.Receipt, "received by the day of the adoption and not in its table")
		}
	}
	return nil
}
