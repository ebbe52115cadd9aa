package order

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"sync"
	"time"

	"github.com/einwand/einwand/identity"
)

// work makes one order to its end, whatever that is.
func (w *Worker) work(ctx context.Context, t taken) {
	log := w.Log.With("order", t.ID, "kind", t.What.Kind, "attempt", t.attempts)
	log.Info("order begun")
	limited, late := context.WithTimeoutCause(ctx, cmp.Or(w.limit, maxWork), errTooLong)
	defer late()
	made, stop := context.WithCancelCause(limited)
	defer stop(nil)
	p := new(place)
	var beating sync.WaitGroup
	beating.Go(func() { w.beat(made, t, p, stop) })
	file, err := w.Orders.store(made, t, p)
	lost := context.Cause(made)
	stop(errDone)
	beating.Wait()
	end, cancel := context.WithTimeout(context.WithoutCancel(ctx), leaseFor)
	defer cancel()
	switch {
	case errors.Is(lost, errTaken):
		log.Info("order is no longer ours")
		err = w.Orders.discard(end, t)
	case err == nil:
		if err = w.Orders.finish(end, t, file); err == nil {
			log.Info("order done", "bytes", file.Size)
		}
	case ctx.Err() != nil:
		err = errors.Join(w.Orders.discard(end, t), w.Orders.release(end, t))
	default:
		err = w.fail(end, t, err)
	}
	if err != nil && !errors.Is(err, errTaken) {
		log.Error("order not ended", "error", err)
	}
}

// maxWork is how long one attempt may take. A maker that hangs while its lease is renewed would hold its slot for ever.
const maxWork = time.Hour

// errTooLong ends work beyond that; to the person it is a fault of ours.
var errTooLong = errors.New("order: work takes too long")

// errDone ends the beats of work that has ended.
var errDone = errors.New("order: work has ended")

// beat renews the lease and says how far the work is, until it has ended. It stops the work when the order was cancelled or has
// become another's, or when the lease must have lapsed because the database does not answer.
func (w *Worker) beat(ctx context.Context, t taken, p *place, stop context.CancelCauseFunc) {
	tick := time.NewTicker(beat)
	defer tick.Stop()
	heard := time.Now()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		err := w.Orders.renew(ctx, t, p.progress())
		switch {
		case err == nil:
			heard = time.Now()
		case errors.Is(err, errTaken), time.Since(heard) > leaseFor:
			stop(errTaken)
			return
		case ctx.Err() == nil:
			w.Log.Warn("order not renewed", "order", t.ID, "error", err)
		}
	}
}

// fail tells the person why there is no file, and the log of what is our fault.
func (w *Worker) fail(ctx context.Context, t taken, cause error) error {
	why := failureOf(cause)
	if why == Fault {
		w.Log.Error("order failed", "order", t.ID, "kind", t.What.Kind, "error", cause)
	}
	return errors.Join(w.Orders.discard(ctx, t), w.Orders.write(ctx, t, func(tx identity.Tx) error {
		return failOrder(ctx, tx, t.ID, t.lease, why, tx.Now.Add(keepFile))
	}))
}

// place is where the work is. The maker says it, the beat reads it.
type place struct {
	mu sync.Mutex
	at Progress
}

func (p *place) begin(s Step) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.at = Progress{Step: s}
}

func (p *place) count(done, of int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.at.Total = max(of, 0)
	p.at.Done = max(done, 0)
	if of > 0 {
		p.at.Done = min(p.at.Done, of)
	}
}

func (p *place) progress() Progress {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.at
}

// store lets the maker write into the file store, without a copy of the whole in memory or in a temporary folder. When the work is
// stopped the store is left at once, and the maker at its next write or look at ctx.
func (s *Service) store(ctx context.Context, t taken, p *place) (File, error) {
	m, job, err := s.job(ctx, t, p)
	if err != nil {
		return File{}, err
	}
	r, w := io.Pipe()
	defer context.AfterFunc(ctx, func() { r.CloseWithError(context.Cause(ctx)) })()
	var file File
	var failed error
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		b := &bounded{w: w, left: m.MaxBytes}
		file, failed = made(ctx, m.Make, job, b, p.count)
		file.Size = b.n
		w.CloseWithError(failed) // nil: the file is whole
	}()
	err = s.blobs.Put(ctx, t.blob(t.attempts), r)
	r.CloseWithError(err)
	if err != nil && ending(ctx) {
		return File{}, err // the maker ends with the process
	}
	<-ended
	return file, errors.Join(failed, err)
}

// ending reports whether the worker itself is being ended, and not this one order.
func ending(ctx context.Context) bool {
	return ctx.Err() != nil && !errors.Is(context.Cause(ctx), errTaken) && !errors.Is(context.Cause(ctx), errTooLong)
}

// made calls a maker that may panic: one order that cannot be made must not end the program.
func made(ctx context.Context, make Maker, j Job, w io.Writer, progress func(done, of int)) (f File, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("make %s of %s: panic: %v", j.What.Kind, j.Ref.Slug, p)
		}
	}()
	return make(ctx, j, w, progress)
}
