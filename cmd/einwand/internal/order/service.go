package order

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
)

// Service places orders and gives out their files.
type Service struct {
	tenancy  *identity.Tenancy
	accounts *identity.Accounts
	blobs    procedure.Blobs
	makings  map[Kind]Making
}

// New builds the service with what it can make.
func New(tenancy *identity.Tenancy, accounts *identity.Accounts, blobs procedure.Blobs, makings map[Kind]Making) *Service {
	return &Service{tenancy: tenancy, accounts: accounts, blobs: blobs, makings: makings}
}

// allowed reports whether the actor may have the file.
func (s *Service) allowed(actor identity.Actor, ref procedure.Ref, k Kind) bool {
	m, known := s.makings[k]
	if !known || !actor.Known() {
		return false
	}
	for _, c := range m.Needs {
		if !actor.Can(c, ref.Object()) {
			return false
		}
	}
	return true
}

// Place orders a file, or joins the person's own order of the same file that is open, or done where the file cannot have
// changed. Errors: ErrKind, ErrForbidden, ErrCrowded.
func (s *Service) Place(ctx context.Context, actor identity.Actor, ref procedure.Ref, w What) (Order, error) {
	if _, known := s.makings[w.Kind]; !known {
		return Order{}, fmt.Errorf("order a %s of %s: %w", w.Kind, ref.Slug, ErrKind)
	}
	if !s.allowed(actor, ref, w.Kind) {
		return Order{}, fmt.Errorf("order a %s of %s: %w", w.Kind, ref.Slug, ErrForbidden)
	}
	var o Order
	err := s.tenancy.Write(ctx, ref.Authority, func(tx identity.Tx) (err error) {
		o, err = s.joinOrInsert(ctx, tx, actor, ref, w)
		return err
	})
	if err != nil {
		return Order{}, fmt.Errorf("order a %s of %s: %w", w.Kind, ref.Slug, err)
	}
	return o, nil
}

func (s *Service) joinOrInsert(ctx context.Context, tx identity.Tx, actor identity.Actor, ref procedure.Ref, w What) (Order, error) {
	o, err := selectSame(ctx, tx, actor.Account, ref.ID, w, s.makings[w.Kind].Frozen)
	if !errors.Is(err, ErrNotFound) {
		return o, err
	}
	open, err := countOpen(ctx, tx, actor.Account)
	if err != nil {
		return Order{}, err
	}
	if open >= maxOpen {
		return Order{}, ErrCrowded
	}
	fresh, err := newOrder(tx, actor, ref, w)
	if err != nil {
		return Order{}, err
	}
	if err := insertOrder(ctx, tx, fresh); err != nil {
		return Order{}, err
	}
	return selectSame(ctx, tx, actor.Account, ref.ID, w, false) // another request may have been first
}

func newOrder(tx identity.Tx, actor identity.Actor, ref procedure.Ref, w What) (Order, error) {
	id, err := uuid.NewV7()
	if err != nil {
		return Order{}, err
	}
	key, err := uuid.NewRandom()
	if err != nil {
		return Order{}, err
	}
	return Order{ID: id, Ref: ref, Account: actor.Account, What: w, State: Waiting, OrderedAt: tx.Now, KeepUntil: tx.Now.Add(keepFile), storeKey: key}, nil
}

// Same finds the person's own order that Place would join. ErrNotFound.
func (s *Service) Same(ctx context.Context, actor identity.Actor, ref procedure.Ref, w What) (o Order, err error) {
	if !s.allowed(actor, ref, w.Kind) {
		return Order{}, fmt.Errorf("find order of %s: %w", ref.Slug, ErrNotFound)
	}
	err = s.tenancy.Read(ctx, ref.Authority, func(tx identity.Tx) (err error) {
		o, err = selectSame(ctx, tx, actor.Account, ref.ID, w, s.makings[w.Kind].Frozen)
		return err
	})
	if err != nil {
		return Order{}, fmt.Errorf("find order of %s: %w", ref.Slug, err)
	}
	return o, nil
}

// Own reads an order of the actor's in a procedure. To everybody else, and to who has lost the right to the file, there is none:
// ErrNotFound.
func (s *Service) Own(ctx context.Context, actor identity.Actor, ref procedure.Ref, id uuid.UUID) (o Order, err error) {
	err = s.tenancy.Read(ctx, ref.Authority, func(tx identity.Tx) (err error) {
		o, err = selectOwn(ctx, tx, actor.Account, ref.ID, id)
		return err
	})
	if err == nil && !s.allowed(actor, ref, o.What.Kind) {
		err = ErrNotFound
	}
	if err != nil {
		return Order{}, fmt.Errorf("order %s: %w", id, err)
	}
	if o.State == Done && !s.tenancy.Now().Before(o.KeepUntil) {
		o.State = Expired // the sweep has not come by yet
	}
	return o, nil
}

// List reads the actor's orders at an authority, of one procedure or, for nil, of all, the latest first: those whose file is there or
// on its way, and those that failed.
func (s *Service) List(ctx context.Context, actor identity.Actor, authority uuid.UUID, procedureID *uuid.UUID) ([]Order, error) {
	if !actor.Known() {
		return nil, nil
	}
	var all []Order
	err := s.tenancy.Read(ctx, authority, func(tx identity.Tx) (err error) {
		all, err = selectCurrent(ctx, tx, actor.Account, procedureID)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list orders: %w", err)
	}
	var list []Order
	for _, o := range all {
		if s.allowed(actor, o.Ref, o.What.Kind) {
			list = append(list, o)
		}
	}
	return list, nil
}

// Cancel ends an order of the actor's that is open; the worker notices within a second. Errors: ErrNotFound, ErrEnded.
func (s *Service) Cancel(ctx context.Context, actor identity.Actor, ref procedure.Ref, id uuid.UUID) error {
	if _, err := s.Own(ctx, actor, ref, id); err != nil {
		return err
	}
	err := s.tenancy.Write(ctx, ref.Authority, func(tx identity.Tx) error {
		return cancelOrder(ctx, tx, actor.Account, id, tx.Now.Add(keepFile))
	})
	if err != nil {
		return fmt.Errorf("cancel order %s: %w", id, err)
	}
	return nil
}

// Load opens the file of an order of the actor's. ErrNotFound unless it is done.
func (s *Service) Load(ctx context.Context, actor identity.Actor, ref procedure.Ref, id uuid.UUID) (Order, io.ReadSeekCloser, error) {
	o, err := s.Own(ctx, actor, ref, id)
	if err != nil {
		return Order{}, nil, err
	}
	if o.State != Done {
		return Order{}, nil, fmt.Errorf("load order %s: %w", id, ErrNotFound)
	}
	f, err := s.blobs.Open(ctx, o.blob(o.attempts))
	if err != nil {
		return Order{}, nil, fmt.Errorf("load order %s: %w", id, err)
	}
	return o, f, nil
}

// Shelf is the folder of the file store in which the files of orders lie.
const Shelf = "order"

// blob is where an attempt puts its file. Each has a place of its own: what a worker writes that has lost the order meanwhile
// touches nothing of its successor's.
func (o Order) blob(attempt int) string {
	return Shelf + "/" + o.storeKey.String() + "-" + strconv.Itoa(attempt)
}
