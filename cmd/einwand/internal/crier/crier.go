// Package crier does what comes with the days and not with a request: it owes the mails of package follow, deletes the
// addresses that nobody may keep any more, and derives the dates of procedures after an update of the program.
//
// What was told and to whom stands in the database. The work can stop at any point, begin again, or run in several
// processes: nobody is told twice (package follow, invariant 4).
package crier

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/follow"
)

// Worker goes round.
type Worker struct {
	Log         *slog.Logger
	Authorities *identity.Authorities
	Procedures  *procedure.Service
	Follow      *follow.Service
}

// interval is how soon news of an act goes out. That of a day goes out with it.
const interval = 5 * time.Minute

// Run goes round at once and then at intervals, until ctx ends.
func (w *Worker) Run(ctx context.Context) {
	next := time.NewTimer(0)
	defer next.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-next.C:
		}
		if err := w.Round(ctx); err != nil && ctx.Err() == nil {
			w.Log.Error("crier", "error", err)
		}
		next.Reset(interval)
	}
}

// Round does what is due now at every authority. A fault at one keeps nothing from the others.
func (w *Worker) Round(ctx context.Context) error {
	all, err := w.Authorities.All(ctx)
	if err != nil {
		return fmt.Errorf("go round: %w", err)
	}
	var faults []error
	for _, a := range all {
		faults = append(faults, w.at(ctx, a.ID))
	}
	return errors.Join(faults...)
}

func (w *Worker) at(ctx context.Context, authority uuid.UUID) error {
	derived, err := w.Procedures.RefreshDates(ctx, authority)
	if err != nil {
		return err // without its dates there is nothing to tell
	}
	told, err := w.Follow.Tell(ctx, authority)
	reminded, remindErr := w.Follow.Remind(ctx, authority)
	if derived+told+reminded > 0 {
		w.Log.Info("went round", "authority", authority, "derived", derived, "told", told, "reminded", reminded)
	}
	return errors.Join(err, remindErr, w.Follow.Sweep(ctx, authority))
}
