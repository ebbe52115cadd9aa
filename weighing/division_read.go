package weighing

import (
	"context"
	"errors"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/bodies"
	"github.com/einwand/einwand/procedure/statement"
)

func loadDivision(ctx context.Context, tx identity.Tx, procedureID uuid.UUID, number int64) (Division, error) {
	full, err := loadStatement(ctx, tx, procedureID, number)
	if err != nil {
		return Division{}, err
	}
	d := Division{Statement: full}
	if d.Number, err = numberOf(ctx, tx, full.Statement); err != nil {
		return Division{}, err
	}
	if err := d.judge(ctx, tx); err != nil {
		return Division{}, err
	}
	if err := selectDivision(ctx, tx, &d); err != nil {
		return Division{}, err
	}
	if d.Frozen, err = selectFrozen(ctx, tx, full.ID); err != nil {
		return Division{}, err
	}
	return d, d.fill(ctx, tx)
}

// judge decides timeliness from the period that holds now.
func (d *Division) judge(ctx context.Context, tx identity.Tx) (err error) {
	st := d.Statement.Statement
	deadline, err := procedure.DeadlineOf(ctx, tx, st.Procedure, st.Round)
	if err != nil {
		return err
	}
	if deadline != nil {
		own, err := bodies.OwnLastDays(ctx, tx, st.Procedure)
		if err != nil {
			return err
		}
		held := bodies.DeadlineFor(*deadline, own, st.ID)
		deadline = &held
	}
	d.Timely, d.Announced = true, announced(st.PartyKind, deadline)
	if deadline != nil {
		p := deadline.Period()
		d.Period, d.Timely, d.Norm = &p, deadline.Timely(st.ReceivedAt), deadline.LateNorm
		d.Extended = deadline.Extended(st.ReceivedAt)
	}
	d.Late, err = selectExamination(ctx, tx, st.ID)
	return err
}

func (d *Division) fill(ctx context.Context, tx identity.Tx) error {
	list, err := selectSegments(ctx, tx, d.Statement.ID)
	if err != nil {
		return err
	}
	r := receivedOf(d.Statement)
	if d.Version == 0 {
		list = undivided(r.text, r.fileIDs(), make([]uuid.UUID, 1+len(r.files)))
	}
	proposals, err := selectProposals(ctx, tx, ofStatement, d.Statement.ID)
	if err != nil {
		return err
	}
	wordings, err := selectWordings(ctx, tx, ofStatement, d.Statement.ID)
	if err != nil {
		return err
	}
	for i, g := range list {
		d.Parts = append(d.Parts, Part{Segment: g, Number: itemNumber(d.Number, i), Text: r.textOf(g),
			Proposal: proposals[g.ID], Released: wordings[g.ID]})
	}
	return nil
}

func loadStatement(ctx context.Context, tx identity.Tx, procedureID uuid.UUID, number int64) (statement.Full, error) {
	full, err := statement.LoadByNumber(ctx, tx, procedureID, number)
	if errors.Is(err, statement.ErrNotFound) {
		return statement.Full{}, ErrNotFound
	}
	return full, err
}
