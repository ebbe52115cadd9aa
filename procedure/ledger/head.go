package ledger

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"golang.org/x/mod/sumdb/tlog"
)

// Tolerance is how far the clock of a write may lie behind the last write of the same log. Each host's clock is held
// within one second of the database's, so two hosts may differ by two.
const Tolerance = 2 * time.Second

// Errors of writing. A caller compares with errors.Is.
var (
	ErrUnknownLog  = errors.New("no such log, or not one of this authority")
	ErrLogExists   = errors.New("the procedure has a log already")
	ErrOriginTaken = errors.New("origin belongs to another log")
	ErrClock       = errors.New("clock runs behind the last write of the log")
	ErrEmptyLeaf   = errors.New("a leaf without content")
	ErrHeadClosed  = errors.New("head used after its write ended")
	ErrHeadMoved   = errors.New("head changed under its own lock")
	ErrIncomplete  = errors.New("stored hash is missing or has a wrong length")
)

// State is what the head row of a log says.
type State struct {
	Origin     string    // name of the log in every checkpoint, unique in the installation
	Size       int64     // leaves in the log
	Statements int64     // numbers given so far
	LastAt     time.Time // the latest time of a write; UTC, microseconds
}

// Head is the locked end of one log. It lives as long as the function that Write calls, and is for one goroutine.
type Head struct {
	procedure uuid.UUID
	authority uuid.UUID
	state     State
	before    State // as locked; guards the update
	edge      *edge
	leaves    [][]byte    // appended, not yet stored
	hashes    []tlog.Hash // appended, not yet stored; they continue the stored ones without a gap
	together  *pgx.Batch  // the caller's statements, nil for none
	closed    bool
}

// Create makes the empty log of a procedure. The origin is its name for ever: it stands in every checkpoint, must be
// unique in the installation, and begins with the signer's name and a slash ("einwand.example/auenbrueck/bp-47").
//
// Errors: ErrOrigin, ErrLogExists, ErrOriginTaken.
func Create(ctx context.Context, tx pgx.Tx, authority, procedure uuid.UUID, origin string, now time.Time) error {
	if !validOrigin(origin) {
		return fmt.Errorf("create log %q: %w", origin, ErrOrigin)
	}
	if err := insertHead(ctx, tx, authority, procedure, origin, stamp(now)); err != nil {
		return fmt.Errorf("create log %q: %w", origin, err)
	}
	return nil
}

// Write locks the head of the procedure's log, runs fn, and stores what fn appended together with the new head in one
// round trip, in which the caller's own statements may travel (Head.Together). The lock is held until the caller's transaction ends; it is the last one in the lock order (procedure,
// round, statement, ledger head). A transaction may call Write for the same log again, but not from within fn.
//
// now is the time of recording, the same for the whole transaction, not the legal time of receipt. It may lie at most
// Tolerance before the last write of the log; LastAt itself never goes back.
//
// If fn returns an error, Write stores nothing and returns that error as it is. After any error the caller rolls back.
// Errors: ErrUnknownLog, ErrClock, ErrIncomplete, ErrHeadMoved (a Write within fn).
func Write(ctx context.Context, tx pgx.Tx, procedure uuid.UUID, now time.Time, fn func(*Head) error) error {
	h, err := lock(ctx, tx, procedure)
	if err != nil {
		return fmt.Errorf("lock log of procedure %s: %w", procedure, err)
	}
	if err := h.enter(stamp(now)); err != nil {
		return fmt.Errorf("write to log %s: %w", h.state.Origin, err)
	}
	defer func() { h.closed = true }()
	if err := fn(h); err != nil {
		return err
	}
	if err := h.save(ctx, tx); err != nil {
		return fmt.Errorf("write to log %s: %w", h.state.Origin, err)
	}
	return nil
}

// State returns the head as it is now, with what this write appended so far.
func (h *Head) State() State { return h.state }

// NextStatement gives the next number. Numbers begin at 1 and have no gap: a transaction that is rolled back gives its
// numbers back.
func (h *Head) NextStatement() (int64, error) {
	if h.closed {
		return 0, ErrHeadClosed
	}
	h.state.Statements++
	return h.state.Statements, nil
}

// Append adds a leaf and returns its index, from 0. The bytes are copied. They are opaque to the ledger and never go
// away: a leaf carries no personal data. Nothing reaches the database before fn returns.
//
// Errors: ErrEmptyLeaf, ErrHeadClosed.
func (h *Head) Append(leaf []byte) (int64, error) {
	if h.closed {
		return 0, ErrHeadClosed
	}
	if len(leaf) == 0 {
		return 0, ErrEmptyLeaf
	}
	hashes, err := h.edge.append(tlog.RecordHash(leaf))
	if err != nil {
		return 0, fmt.Errorf("append leaf %d: %w", h.state.Size, err)
	}
	h.leaves = append(h.leaves, bytes.Clone(leaf))
	h.hashes = append(h.hashes, hashes...)
	h.state.Size++
	return h.state.Size - 1, nil
}

// Together sends the caller's statements in the round trip that stores the log, after the log's own: so the lock of the
// head is held for one wait less. Their errors are those of Write. A second call replaces the first.
//
// Error: ErrHeadClosed.
func (h *Head) Together(b *pgx.Batch) error {
	if h.closed {
		return ErrHeadClosed
	}
	h.together = b
	return nil
}

// lock takes the row lock first and reads the hashes in a second statement: under READ COMMITTED only a statement that
// begins after the lock was granted sees what the previous holder committed.
func lock(ctx context.Context, tx pgx.Tx, procedure uuid.UUID) (*Head, error) {
	h := &Head{procedure: procedure}
	var err error
	if h.authority, h.before, err = lockHead(ctx, tx, procedure); err != nil {
		return nil, err
	}
	h.state = h.before
	err = gather(ctx, tx, procedure, func(r tlog.HashReader) error {
		h.edge, err = loadEdge(h.state.Size, r)
		return err
	})
	if err != nil {
		return nil, err
	}
	return h, nil
}

func (h *Head) enter(now time.Time) error {
	if behind := h.state.LastAt.Sub(now); behind > Tolerance {
		return fmt.Errorf("%w: by %s", ErrClock, behind)
	}
	if now.After(h.state.LastAt) {
		h.state.LastAt = now
	}
	return nil
}

func (h *Head) save(ctx context.Context, tx pgx.Tx) error {
	var b pgx.Batch
	if h.state.Size != h.before.Size || h.state.Statements != h.before.Statements {
		queueAppended(&b, h)
	}
	if h.together != nil {
		b.QueuedQueries = append(b.QueuedQueries, h.together.QueuedQueries...)
	}
	if b.Len() == 0 {
		return nil
	}
	return store(ctx, tx, &b)
}

// stamp brings a time to what PostgreSQL keeps, so that what was returned and what is read back are equal.
func stamp(t time.Time) time.Time { return t.UTC().Truncate(time.Microsecond) }
