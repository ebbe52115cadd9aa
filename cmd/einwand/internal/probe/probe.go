// Package probe fetches published documents as the public does: through the public address, by HTTP, without a login.
//
// The document must be found and be there: the page of its procedure answers and names it, and its address gives the bytes
// whose hash was published. What a fetch came to is handed to procedure/availability, which keeps it and judges it. Once the
// period of a round is over, its record is sealed.
//
// # Invariants
//
//  1. A document is good only if its page names it and its bytes have the published hash. fetcher.check;
//     TestProbeSeesEveryFailure
//  2. A probe that is stopped says nothing. Worker.look; TestStoppedProbeSaysNothing
//  3. No document is held in memory. fetcher.file; TestBodyIsStreamedAndLimited
//  4. Not more than two documents are fetched at once. Worker.Look; TestProbeIsModest
package probe

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"github.com/einwand/einwand/procedure/availability"
)

// Worker looks after the published documents of all authorities.
type Worker struct {
	Log          *slog.Logger
	Clock        func() time.Time
	Availability *availability.Service
	PublicURL    string        // https://beteiligung.example
	Interval     time.Duration // of the checks of one document; 0: no probe
	Metrics      *Metrics
	Transport    http.RoundTripper // nil for the default
}

// tick is how often the worker asks what is due: a round that has just opened is looked at within it.
const tick = time.Minute

// atOnce is how many documents are fetched beside each other. The pages are for people.
const atOnce = 2

// settle is how long a process that has just started is left alone: a proxy needs a moment to see that it is there again.
const settle = 5 * time.Second

// Run looks until ctx ends. With an interval of 0 it still seals what was looked at before.
func (w *Worker) Run(ctx context.Context) {
	next := time.NewTimer(settle)
	defer next.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-next.C:
		}
		if err := w.Look(ctx); err != nil && ctx.Err() == nil {
			w.Log.Error("probe", "error", err)
		}
		next.Reset(tick)
	}
}

// Look fetches every document that is due, and seals the rounds whose period is over.
func (w *Worker) Look(ctx context.Context) error {
	sealed, err := w.Availability.SealClosed(ctx)
	if sealed > 0 {
		w.Log.Info("availability sealed", "rounds", sealed)
	}
	if w.Interval <= 0 {
		return err
	}
	list, dueErr := w.Availability.Due(ctx, w.Interval)
	if dueErr != nil {
		return errors.Join(err, dueErr)
	}
	return errors.Join(err, w.lookAt(ctx, list))
}

// lookAt reads the page of each procedure once and hands its documents to two fetchers.
func (w *Worker) lookAt(ctx context.Context, list []availability.Target) error {
	f := newFetcher(w.PublicURL, w.Transport)
	defer f.close()
	queue := make(chan availability.Target)
	var wg sync.WaitGroup
	var mu sync.Mutex
	var failed error
	for range atOnce {
		wg.Go(func() {
			for t := range queue {
				if err := w.look(ctx, f, t); err != nil {
					mu.Lock()
					failed = errors.Join(failed, err)
					mu.Unlock()
				}
			}
		})
	}
	for _, t := range list {
		if ctx.Err() != nil {
			break
		}
		queue <- t
	}
	close(queue)
	wg.Wait()
	return failed
}

// look makes one check. While the process ends, a fetch fails for a reason that is not the document's.
func (w *Worker) look(ctx context.Context, f *fetcher, t availability.Target) error {
	began := w.Clock()
	result := f.check(ctx, t)
	if ctx.Err() != nil {
		return nil
	}
	w.Metrics.count(result)
	if !result.Good() {
		w.Log.Warn("document not available", "procedure", t.Slug, "document", t.Position, "outcome", string(result.Outcome), "status", result.Status, "page", result.OnPage)
	}
	err := w.Availability.Enter(ctx, availability.Check{Target: t, At: began, Every: w.Interval, Result: result})
	if err != nil && ctx.Err() == nil {
		return fmt.Errorf("probe document %d of %s: %w", t.Position, t.Slug, err)
	}
	return nil
}
