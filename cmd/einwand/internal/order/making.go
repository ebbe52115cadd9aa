package order

import (
	"context"
	"errors"
	"io"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/weighing"
)

// Making is how files of a kind come about.
type Making struct {
	Needs    []identity.Capability // all of them, for the procedure, whoever orders, makes or loads the file
	MaxBytes int64
	Frozen   bool // the same order always gives the same file, so that a file that is there already will do
	Make     Maker
}

// Maker writes the file of a job to w and says what it is. It calls progress with what is done of the current step, as often as it
// likes; of 0 means that it does not know. It ends soon after ctx has ended. An error of the table failures tells the person why there is no
// file; every other one is a fault of ours.
type Maker func(ctx context.Context, j Job, w io.Writer, progress func(done, of int)) (File, error)

// Job is an order that is being made, in the name of the person as they are now.
type Job struct {
	Actor identity.Actor
	Ref   procedure.Ref
	What  What
	Begin func(Step) // the next step; its progress is not known yet
}

// errTooLarge ends a file that grows beyond its bound.
var errTooLarge = errors.New("order: file is too large")

// failures is the one table from errors of the rooms to what the person reads. The first match holds.
var failures = []struct {
	err error
	Failure
}{
	{ErrForbidden, Forbidden}, {weighing.ErrForbidden, Forbidden}, {procedure.ErrForbidden, Forbidden}, {identity.ErrNoAccount, Forbidden},
	{weighing.ErrNotFound, Gone}, {procedure.ErrNotFound, Gone}, {ErrKind, Gone},
	{errTooLarge, TooLarge},
}

func failureOf(err error) Failure {
	var unreleased *weighing.Unreleased
	if errors.As(err, &unreleased) {
		return Unreleased
	}
	for _, f := range failures {
		if errors.Is(err, f.err) {
			return f.Failure
		}
	}
	return Fault
}

// bounded counts what goes through and refuses more than is left.
type bounded struct {
	w    io.Writer
	left int64
	n    int64
}

func (b *bounded) Write(p []byte) (int, error) {
	if int64(len(p)) > b.left {
		return 0, errTooLarge
	}
	n, err := b.w.Write(p)
	b.left, b.n = b.left-int64(n), b.n+int64(n)
	return n, err
}
