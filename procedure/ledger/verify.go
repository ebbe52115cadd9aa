package ledger

import (
	"context"
	"errors"
	"fmt"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// ErrSnapshot is the error of an audit in a transaction that does not see one state of the database: under READ
// COMMITTED a leaf appended meanwhile would be a false alarm.
var ErrSnapshot = errors.New("the audit needs a transaction with isolation repeatable read")

// Kind is what is wrong with a log.
type Kind string

// The kinds of findings. The index of a finding counts leaves or stored hashes, or is the size of a checkpoint; that of
// an invalid published checkpoint is its place in the list.
const (
	HeadImplausible       Kind = "head_implausible"       // size or counter that no log can have
	LeafMissing           Kind = "leaf_missing"           // leaf: in the head's size, not in the table
	LeafSurplus           Kind = "leaf_surplus"           // leaf: in the table, beyond the head's size
	LeafChanged           Kind = "leaf_changed"           // leaf: content and stored hash disagree
	HashMissing           Kind = "hash_missing"           // hash: due for the head's size, not in the table
	HashSurplus           Kind = "hash_surplus"           // hash: in the table, beyond the head's size
	HashWrong             Kind = "hash_wrong"             // hash: an inner node is not what the leaves give
	CheckpointInvalid     Kind = "checkpoint_invalid"     // checkpoint: malformed, of another log, or not signed by the key
	CheckpointMislabelled Kind = "checkpoint_mislabelled" // checkpoint: stored under another size than it was signed for
	CheckpointBroken      Kind = "checkpoint_broken"      // checkpoint: the leaves give another root
	CheckpointAhead       Kind = "checkpoint_ahead"       // checkpoint: the log no longer reaches the signed size
)

// Finding is one thing that does not re-derive.
type Finding struct {
	Kind   Kind
	Index  int64
	Count  int64 // how many in a row from Index on; 1 unless something is missing or surplus
	Detail string
}

// String is for logs and test failures.
func (f Finding) String() string {
	return fmt.Sprintf("%s at %d (%d): %s", f.Kind, f.Index, f.Count, f.Detail)
}

// Report is the result of an audit.
type Report struct {
	State
	Derived     int64     // leaves from which the tree could be derived; the head's size if nothing is missing
	Root        tlog.Hash // of the derived leaves
	Checkpoints int       // stored and published ones that were examined
	Findings    []Finding // empty if the log is sound
}

// OK reports whether everything re-derived.
func (r Report) OK() bool { return len(r.Findings) == 0 }

// Verify re-derives one log from its stored rows: the leaves are dense, every stored hash follows from them, nothing
// lies beyond the head, and every stored checkpoint is signed by the key and has the root of its size. What is wrong
// is in the report; an error means that the audit itself could not be done.
//
// published are checkpoints from outside the database (council paper, gazette, a witness). Only they can show that a
// log was cut back together with its stored checkpoints, as by restoring an old backup.
//
// The transaction must be a snapshot (see Snapshot). Errors: ErrSnapshot, ErrUnknownLog, a malformed verifier key.
func Verify(ctx context.Context, tx pgx.Tx, procedure uuid.UUID, verifierKey string, published ...string) (Report, error) {
	if _, err := note.NewVerifier(verifierKey); err != nil {
		return Report{}, fmt.Errorf("audit: verifier key: %w", err)
	}
	if err := requireSnapshot(ctx, tx); err != nil {
		return Report{}, fmt.Errorf("audit: %w", err)
	}
	state, err := selectHead(ctx, tx, procedure)
	if err != nil {
		return Report{}, fmt.Errorf("audit procedure %s: %w", procedure, err)
	}
	a := &audit{tx: tx, procedure: procedure, edge: &edge{}, report: Report{State: state}}
	if err := a.run(ctx, verifierKey, published); err != nil {
		return Report{}, fmt.Errorf("audit log %s: %w", state.Origin, err)
	}
	return a.report, nil
}

// audit is one run of Verify.
type audit struct {
	tx        pgx.Tx
	procedure uuid.UUID
	edge      *edge        // of the tree derived so far
	due       []Checkpoint // sound ones not yet compared, by size
	report    Report
}

func (a *audit) run(ctx context.Context, verifierKey string, published []string) error {
	if err := a.openCheckpoints(ctx, verifierKey, published); err != nil {
		return err
	}
	if err := a.walk(ctx); err != nil {
		return err
	}
	if err := a.lookOutside(ctx); err != nil {
		return err
	}
	return a.conclude()
}

func (a *audit) found(kind Kind, index int64, detail string, args ...any) {
	a.report.Findings = append(a.report.Findings, Finding{Kind: kind, Index: index, Count: 1, Detail: fmt.Sprintf(detail, args...)})
}

// maxSize is far beyond any log; above it the arithmetic of hash indexes would overflow.
const maxSize = 1 << 48

// lookOutside finds rows that no log of the head's size has.
func (a *audit) lookOutside(ctx context.Context) error {
	size := a.report.Size
	if size < 0 || size > maxSize || a.report.Statements < 0 {
		a.found(HeadImplausible, size, "the head claims %d leaves and %d numbers", size, a.report.Statements)
		return nil
	}
	leaves, err := selectLeavesOutside(ctx, a.tx, a.procedure, size)
	if err != nil {
		return err
	}
	hashes, err := selectHashesOutside(ctx, a.tx, a.procedure, tlog.StoredHashCount(size))
	if err != nil {
		return err
	}
	a.outside(LeafSurplus, leaves)
	a.outside(HashSurplus, hashes)
	return nil
}

func (a *audit) outside(kind Kind, s span) {
	if s.Count == 0 {
		return
	}
	a.report.Findings = append(a.report.Findings, Finding{
		Kind: kind, Index: s.First, Count: s.Count,
		Detail: fmt.Sprintf("%d rows between %d and %d beyond a head of %d leaves", s.Count, s.First, s.Last, a.report.Size),
	})
}

// conclude closes the report: checkpoints still due cover leaves that the log does not have.
func (a *audit) conclude() (err error) {
	for _, c := range a.due {
		a.found(CheckpointAhead, c.Size, "signed for %d leaves, only %d can be derived", c.Size, a.edge.size)
	}
	a.report.Derived = a.edge.size
	a.report.Root, err = a.edge.root()
	return err
}

func requireSnapshot(ctx context.Context, tx pgx.Tx) error {
	level, err := selectIsolation(ctx, tx)
	if err != nil {
		return err
	}
	if level != "repeatable read" && level != "serializable" {
		return fmt.Errorf("%w: it has %q", ErrSnapshot, level)
	}
	return nil
}
