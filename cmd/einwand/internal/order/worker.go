package order

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
)

// Worker makes what was ordered. Several processes may each run one.
type Worker struct {
	Log         *slog.Logger
	Orders      *Service
	Authorities *identity.Authorities

	limit time.Duration // of one attempt; 0: maxWork
}

// How often a worker looks for orders, and for files whose time is up.
const (
	lookEvery  = 500 * time.Millisecond
	sweepEvery = time.Minute
)

// Run makes orders until ctx ends, and puts back what it is making then.
func (w *Worker) Run(ctx context.Context) {
	look, sweep := time.NewTicker(lookEvery), time.NewTicker(sweepEvery)
	defer look.Stop()
	defer sweep.Stop()
	hands := make(chan struct{}, Slots)
	var making sync.WaitGroup
	defer making.Wait()
	for {
		var err error
		select {
		case <-ctx.Done():
			return
		case <-sweep.C:
			err = w.sweepAll(ctx)
		case <-look.C:
			err = w.look(ctx, hands, &making)
		}
		if err != nil && ctx.Err() == nil {
			w.Log.Error("orders", "error", err)
		}
	}
}

// look takes what it can while it has hands free. Work that does not notice its end keeps its hand, whoever has the slot by then.
func (w *Worker) look(ctx context.Context, hands chan struct{}, making *sync.WaitGroup) error {
	for {
		select {
		case hands <- struct{}{}:
		default:
			return nil
		}
		t, ok, err := w.Orders.take(ctx)
		if err != nil || !ok {
			<-hands
			return err
		}
		making.Go(func() {
			defer func() { <-hands }()
			w.work(ctx, t)
		})
	}
}

func (w *Worker) sweepAll(ctx context.Context) error {
	all, err := w.Authorities.All(ctx)
	if err != nil {
		return fmt.Errorf("sweep orders: %w", err)
	}
	var faults []error
	for _, a := range all {
		faults = append(faults, w.Orders.Sweep(ctx, a.ID))
	}
	return errors.Join(faults...)
}

// taken is an order under the worker's lease.
type taken struct {
	Order
	lease uuid.UUID
}

// take leases the next order that can be made.
func (s *Service) take(ctx context.Context) (taken, bool, error) {
	queue, err := selectQueue(ctx, s.tenancy.Pool())
	if err != nil {
		return taken{}, false, fmt.Errorf("look for orders: %w", err)
	}
	for _, p := range choose(queue, s.tenancy.Now()) {
		t, err := s.claim(ctx, p)
		if errors.Is(err, errTaken) {
			continue
		}
		if err != nil {
			return taken{}, false, fmt.Errorf("take order %s: %w", p.id, err)
		}
		return t, true, nil
	}
	return taken{}, false, nil
}

// claim leases one order, or gives it up and reports errTaken.
func (s *Service) claim(ctx context.Context, p pick) (taken, error) {
	lease, err := uuid.NewRandom()
	if err != nil {
		return taken{}, err
	}
	t := taken{lease: lease}
	err = s.tenancy.Write(ctx, p.authority, func(tx identity.Tx) error {
		if p.giveUp {
			return abandonOrder(ctx, tx, p.id, tx.Now.Add(keepFile))
		}
		if err := claimOrder(ctx, tx, p, lease, tx.Now.Add(leaseFor)); err != nil {
			return err
		}
		t.Order, err = selectLeased(ctx, tx, p.id, lease)
		return err
	})
	if err == nil && p.giveUp {
		err = errTaken
	}
	return t, err
}
