package order

import (
	"errors"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/export"
	"github.com/einwand/einwand/procedure"
)

// Kind is what sort of file an order is for.
type Kind string

// The kinds. For which of them there is a Making, the program says when it starts.
const (
	Table  Kind = "table"  // a frozen table
	Record Kind = "record" // everything of a procedure (Verfahrensakte)
)

// What says which file is to be made. Only a table has more than a kind.
type What struct {
	Kind     Kind
	Table    int
	Decision int // record on the table, 0 for none
	Audience export.Audience
	Format   export.Format
	Paper    export.Paper // of a PDF, empty for A4
}

// State is where an order stands.
type State string

// The states.
const (
	Waiting   State = "waiting"
	Running   State = "running"
	Done      State = "done"
	Failed    State = "failed"
	Cancelled State = "cancelled"
	Expired   State = "expired" // the file was removed, or never made in time
)

// Open reports whether the order still waits for its file.
func (s State) Open() bool { return s == Waiting || s == Running }

// Step is what a worker is at.
type Step string

// The steps. At the beginning there is none.
const (
	Reading Step = "reading" // what goes into the file
	Laying  Step = "making"  // lays out, packs
	Storing Step = "storing"
)

// Failure is why there is no file.
type Failure string

// The failures.
const (
	Forbidden  Failure = "forbidden"  // the right had ended before the work began
	Gone       Failure = "gone"       // there is no such table or decision
	Unreleased Failure = "unreleased" // wordings in it are not released
	TooLarge   Failure = "too_large"
	Abandoned  Failure = "abandoned" // the work broke off again and again
	Fault      Failure = "fault"     // ours; the log tells

)

// Progress is how far the work on an order is: Done of Total in what the step counts. Total 0: nobody knows.
type Progress struct {
	Step        Step
	Done, Total int
}

// Order is what a person ordered, and what became of it.
type Order struct {
	ID        uuid.UUID
	Ref       procedure.Ref
	Plan      string // short title of the procedure
	Account   uuid.UUID
	What      What
	State     State
	OrderedAt time.Time
	EndedAt   time.Time // zero while it is open
	KeepUntil time.Time
	Progress  Progress
	File      File    // once done
	Failure   Failure // once failed

	attempts int
	storeKey uuid.UUID
}

// File is what was made.
type File struct {
	Name      string
	MediaType string
	Size      int64
}

var (
	// ErrNotFound says that the person has no such order, or no longer the right to its file.
	ErrNotFound = errors.New("order: not found")
	// ErrForbidden says that the person may not have such a file.
	ErrForbidden = errors.New("order: not allowed")
	// ErrKind says that nobody makes files of the kind.
	ErrKind = errors.New("order: nobody makes files of this kind")
	// ErrCrowded says that the person already waits for as many files as one may.
	ErrCrowded = errors.New("order: too many orders of one person are open")
	// ErrEnded says that the order is no longer open.
	ErrEnded = errors.New("order: has ended")
)

// How long things are kept, how many orders of a person may be open, and how many files with how many bytes are kept for one: the
// latest ones, and always the latest.
const (
	keepFile = 24 * time.Hour
	keepRow  = 7 * 24 * time.Hour
	maxOpen  = 10
	maxKept  = 20
	maxBytes = 1 << 30
)
