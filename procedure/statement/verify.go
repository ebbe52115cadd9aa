package statement

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/ledger"
)

// Problem is what does not re-derive.
type Problem string

// The problems. Number and Index of a finding tell which statement and which entry of the register they concern.
const (
	LeafUnreadable    Problem = "leaf unreadable"        // an entry is not in the format, or lacks a field
	LeafWithoutRow    Problem = "leaf without statement" // the register knows a receipt of which the row is gone
	RowWithoutLeaf    Problem = "statement without leaf" // the row names no entry that records its receipt
	LeafDiffers       Problem = "leaf differs"           // row and entry say different things
	NumberMissing     Problem = "number missing"
	NumberTwice       Problem = "number twice"
	CounterDiffers    Problem = "counter differs" // the head of the register gave out more or fewer numbers
	IntakeMissing     Problem = "intake missing"
	ContentMissing    Problem = "content missing" // not erased, and yet not there
	CommitmentDiffers Problem = "commitment differs"
	PartiesDiffer     Problem = "parties differ" // who acts for whom
	FileMissing       Problem = "file missing"
	FileDiffers       Problem = "file differs"
	WithdrawalDiffers Problem = "withdrawal differs"      // state and register disagree
	AddressDiffers    Problem = "address differs"         // row and register disagree about the confirmed address of a guest
	ErasureUnrecorded Problem = "erasure unrecorded"      // emptied without an entry in the register
	ErasureIncomplete Problem = "erasure incomplete"      // recorded as erased, and yet there
	ErasureOfNone     Problem = "erasure of no statement" // recorded for a statement that is not there
)

// Finding is one thing that does not re-derive.
type Finding struct {
	Problem   Problem
	Number    int64 // of the statement; 0 when none is known
	Index     int64 // in the register; -1 when none is known
	Statement uuid.UUID
	Detail    string
}

// String is for logs and test failures.
func (f Finding) String() string {
	return fmt.Sprintf("%s: number %d, index %d: %s", f.Problem, f.Number, f.Index, f.Detail)
}

// Backdated is a statement that staff recorded with an earlier time of receipt. It is no finding: the law admits these
// ways, and whoever audits should look at them.
type Backdated struct {
	Number     int64
	Channel    Channel
	ReceivedAt time.Time
	RecordedAt time.Time
	Recorder   *uuid.UUID // nil: the operator
	Evidence   string
}

// Report is the result of Verify.
type Report struct {
	Statements int64
	Files      int64
	Withdrawn  int64
	Erased     int64 // properly: the tombstone stands, and the register says so
	Backdated  []Backdated
	Findings   []Finding
}

// OK reports whether everything re-derived.
func (r Report) OK() bool { return len(r.Findings) == 0 }

// Verify re-derives the statements of a procedure from their stored rows: numbers are dense and as many as were given
// out; every statement has its entry in the register, which says the same, and every entry its statement; the commitment
// follows from the stored bytes, and each file in the store is the one that was received. Whether the register itself is
// sound is for ledger.Verify. What is wrong is in the report; an error means that the audit could not be done.
//
// The transaction must see one state of the database (Tenancy.Read). Rows are read one by one: memory is needed for the
// entries, not for the texts.
func Verify(ctx context.Context, tx identity.Tx, blobs procedure.Blobs, procedureID uuid.UUID) (Report, error) {
	a := &audit{tx: tx, blobs: blobs, procedure: procedureID, next: 1, received: map[int64]Entry{},
		withdrawn: map[uuid.UUID]markLeaf{}, confirmed: map[uuid.UUID]markLeaf{}, erased: map[uuid.UUID]markLeaf{}}
	for _, step := range []func(context.Context) error{a.readLeaves, a.walk, a.conclude} {
		if err := step(ctx); err != nil {
			return Report{}, fmt.Errorf("verify statements of procedure %s: %w", procedureID, err)
		}
	}
	return a.report, nil
}

// audit is one run of Verify.
type audit struct {
	tx        identity.Tx
	blobs     procedure.Blobs
	procedure uuid.UUID
	next      int64                  // number that the next row must have
	received  map[int64]Entry        // by index, those not yet met by a row
	withdrawn map[uuid.UUID]markLeaf // by statement, those not yet met by a row
	confirmed map[uuid.UUID]markLeaf
	erased    map[uuid.UUID]markLeaf
	report    Report
}

func (a *audit) found(p Problem, number, index int64, id uuid.UUID, detail string, args ...any) {
	a.report.Findings = append(a.report.Findings, Finding{p, number, index, id, fmt.Sprintf(detail, args...)})
}

// conclude looks at what no row has met.
func (a *audit) conclude(ctx context.Context) error {
	state, err := ledger.Read(ctx, a.tx.Tx, a.procedure)
	if err != nil {
		return err
	}
	if given := a.next - 1; given != state.Statements {
		a.found(CounterDiffers, given, -1, uuid.Nil, "the register gave out %d numbers, the last statement has %d", state.Statements, given)
	}
	for _, index := range slices.Sorted(maps.Keys(a.received)) {
		e := a.received[index]
		a.found(LeafWithoutRow, e.Number, index, e.Statement, "received %s", e.ReceivedAt)
	}
	for _, id := range byTime(a.withdrawn) {
		a.found(WithdrawalDiffers, 0, a.withdrawn[id].index, id, "the register knows a withdrawal, the statement is not withdrawn")
	}
	for _, id := range byTime(a.confirmed) {
		a.found(AddressDiffers, 0, a.confirmed[id].index, id, "the register knows a confirmed address, no row does")
	}
	for _, id := range byTime(a.erased) {
		a.found(ErasureOfNone, 0, a.erased[id].index, id, "no statement of this id")
	}
	return nil
}

// byTime lists statements in the order in which they were made, which is that of their ids.
func byTime(marks map[uuid.UUID]markLeaf) []uuid.UUID {
	return slices.SortedFunc(maps.Keys(marks), func(x, y uuid.UUID) int { return bytes.Compare(x[:], y[:]) })
}
