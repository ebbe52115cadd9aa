package weighing

import (
	"context"
	"encoding/hex"
	"fmt"
	"strconv"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/period"
)

// NewDecision is what the lead takes from the minutes: one decision on all rows, with exceptions. A decision on certain
// rows only is one whose Otherwise is Postponed.
type NewDecision struct {
	Body       string
	MeetingOn  period.Date
	AgendaItem string
	Votes      []Vote // the first is the one en bloc
	Exceptions []Exception
	Otherwise  Outcomes // of the rows that no exception names; empty: as proposed
	Adopted    bool     // the body adopted the plan as well (§ 10 Abs. 1 BauGB)
	After      int      // decisions on the table that the lead knew of: a form sent twice records once
}

// Exception is an outcome of some rows.
type Exception struct {
	Rows    string // as ParseRows reads it
	Outcome Outcomes
	Code    Code   // of a deviating outcome
	Text    string // of a deviating outcome
	Vote    int    // index into Votes
}

// RecordDecision puts record M on table N on record, with its entry in the register: every row gets its outcome. The
// adoption of the plan is part of the same transaction. Errors: *Invalid (fields body, meeting_on, votes-0,
// exceptions-0 …), ErrPostponed, *Unweighed, ErrMoved, ErrNotFound, ErrWrongState, ErrForbidden.
func (s *Service) RecordDecision(ctx context.Context, actor identity.Actor, ref procedure.Ref, n int, d NewDecision) (int, error) {
	if !actor.Can(identity.RecordDecisions, ref.Object()) {
		return 0, fmt.Errorf("record decision on table %d of %s: %w", n, ref.Slug, ErrForbidden)
	}
	var number int
	err := s.tenancy.Write(ctx, ref.Authority, func(tx identity.Tx) error {
		state, err := holdProcedure(ctx, tx, ref.ID)
		if err != nil {
			return err
		}
		if state != procedure.Weighing {
			return ErrWrongState
		}
		t, err := selectTable(ctx, tx, ref.ID, n)
		if err != nil {
			return err
		}
		rows, err := selectRows(ctx, tx, t.ID, 1, allRows)
		if err != nil {
			return err
		}
		record, err := d.record(t.Head, rows, tx.Now)
		if err != nil {
			return err
		}
		if number, err = enterDecision(ctx, tx, actor, ref, t, d.After, record, rowIDs(rows)); err != nil || !d.Adopted {
			return err
		}
		return adopt(ctx, tx, actor, ref.ID, d.MeetingOn, t, record)
	})
	if err != nil {
		return 0, fmt.Errorf("record decision on table %d of %s: %w", n, ref.Slug, err)
	}
	return number, nil
}

// enterDecision writes the record with its entry in the register. ErrMoved when it would not follow decision number after.
func enterDecision(ctx context.Context, tx identity.Tx, actor identity.Actor, ref procedure.Ref, t storedTable, after int, record DecisionRecord, rows []uuid.UUID) (int, error) {
	var err error
	if record.Number, err = selectNextDecision(ctx, tx, t.ID); err != nil {
		return 0, err
	}
	if record.Number != after+1 {
		return 0, ErrMoved
	}
	d := storedDecision{DecisionRecord: record}
	if d.Salt, err = newSalt(); err != nil {
		return 0, err
	}
	d.Hash = hashDecision(d.Salt, t.Hash, record, rows)
	if d.LogIndex, err = procedure.RecordAt(ctx, tx, actor, ref.ID, decisionEvent(t, d)); err != nil {
		return 0, err
	}
	return record.Number, insertDecision(ctx, tx, actor, t.ID, d)
}

func decisionEvent(t storedTable, d storedDecision) procedure.Event {
	return procedure.Event{Kind: procedure.EventDecision,
		Detail: fmt.Sprintf("Beschluss Nr. %d zu Tabelle Nr. %d, %s am %s", d.Number, t.Head.Number, d.Body, day(period.DateOfUTC(d.MeetingOn))),
		Fields: []procedure.Field{
			{Key: "table", Value: strconv.Itoa(t.Head.Number)},
			{Key: "decision", Value: strconv.Itoa(d.Number)},
			{Key: "meeting", Value: period.DateOfUTC(d.MeetingOn).String()},
			{Key: "hash", Value: "sha256:" + hex.EncodeToString(d.Hash)}}}
}

func rowIDs(rows []frozenRow) []uuid.UUID {
	ids := make([]uuid.UUID, len(rows))
	for i, r := range rows {
		ids[i] = r.ID
	}
	return ids
}
