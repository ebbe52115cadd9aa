package order

import (
	"context"
	"errors"
	"fmt"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
)

// job is what a maker gets: the person with the roles of now, who must still have the right.
func (s *Service) job(ctx context.Context, t taken, p *place) (Making, Job, error) {
	m, known := s.makings[t.What.Kind]
	if !known {
		return Making{}, Job{}, fmt.Errorf("%q: %w", t.What.Kind, ErrKind)
	}
	actor, err := s.accounts.Actor(ctx, t.Account)
	if err != nil {
		return Making{}, Job{}, err
	}
	if !s.allowed(actor, t.Ref, t.What.Kind) {
		return Making{}, Job{}, ErrForbidden
	}
	return m, Job{Actor: actor, Ref: t.Ref, What: t.What, Begin: p.begin}, nil
}

func (s *Service) write(ctx context.Context, t taken, f func(identity.Tx) error) error {
	if err := s.tenancy.Write(ctx, t.Ref.Authority, f); err != nil {
		return fmt.Errorf("order %s: %w", t.ID, err)
	}
	return nil
}

func (s *Service) renew(ctx context.Context, t taken, p Progress) error {
	return s.write(ctx, t, func(tx identity.Tx) error { return renewLease(ctx, tx, t.ID, t.lease, tx.Now.Add(leaseFor), p) })
}

func (s *Service) release(ctx context.Context, t taken) error {
	return s.write(ctx, t, func(tx identity.Tx) error { return releaseOrder(ctx, tx, t.ID, t.lease) })
}

// finish hands over the file; the person's oldest files make room for it, and the sweep removes them. One that came too late, for an order that was cancelled or became another's, is removed: errTaken. After
// any other error nobody knows whether the row was written: the file stays for the sweep.
func (s *Service) finish(ctx context.Context, t taken, f File) error {
	err := s.write(ctx, t, func(tx identity.Tx) error {
		if err := finishOrder(ctx, tx, t.ID, t.lease, f, tx.Now.Add(keepFile)); err != nil {
			return err
		}
		return displaceOrders(ctx, tx, t.Account, maxKept, maxBytes)
	})
	if errors.Is(err, errTaken) {
		err = errors.Join(err, s.discard(ctx, t))
	}
	return err
}

// discard removes what the attempt may have stored.
func (s *Service) discard(ctx context.Context, t taken) error {
	if err := s.blobs.Delete(ctx, t.blob(t.attempts)); err != nil {
		return fmt.Errorf("discard file of order %s: %w", t.ID, err)
	}
	return nil
}

// sweepAtOnce is how many orders of an authority one round ends.
const sweepAtOnce = 100

// Sweep removes the files of the authority whose time is up, gives up what nobody took in time, and deletes rows that tell nobody
// anything any more. The files of all attempts go before the row says so.
func (s *Service) Sweep(ctx context.Context, authority uuid.UUID) error {
	var over []Order
	err := s.tenancy.Read(ctx, authority, func(tx identity.Tx) (err error) {
		over, err = selectOver(ctx, tx, sweepAtOnce)
		return err
	})
	for _, o := range over {
		if err == nil {
			err = s.end(ctx, o)
		}
	}
	if err != nil {
		return fmt.Errorf("sweep orders of authority %s: %w", authority, err)
	}
	return nil
}

func (s *Service) end(ctx context.Context, o Order) error {
	for attempt := 1; attempt <= o.attempts; attempt++ {
		if err := s.blobs.Delete(ctx, o.blob(attempt)); err != nil {
			return err
		}
	}
	return s.tenancy.Write(ctx, o.Ref.Authority, func(tx identity.Tx) error {
		if o.State == Waiting || o.State == Done {
			return expireOrder(ctx, tx, o.ID, tx.Now.Add(keepRow))
		}
		return deleteOrder(ctx, tx, o.ID)
	})
}
