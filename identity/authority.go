package identity

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5/pgxpool"
)

// Authority is the administration that runs procedures: the tenant. Its fields are public.
type Authority struct {
	ID             uuid.UUID
	Slug           string
	Name           string // "Stadt Auenbrück"
	Kind           string // gemeinde, amt, verbandsgemeinde, planungsverband
	Office         string // "Fachbereich Stadtplanung"
	Street         string
	PostalCode     string
	City           string
	Room           string // where statements are taken down in person
	Phone          string
	Mail           string
	Hours          string
	PrivacyContact string
	DecidingBody   string // "Rat"
	CreatedAt      time.Time
}

// ErrNoAuthority says that no authority has this slug or id.
var ErrNoAuthority = errors.New("authority does not exist")

// Authorities reads and founds tenants.
type Authorities struct {
	pool  *pgxpool.Pool
	clock func() time.Time
}

// NewAuthorities binds the registry of tenants to a pool of the role app.
func NewAuthorities(pool *pgxpool.Pool, clock func() time.Time) *Authorities {
	return &Authorities{pool: pool, clock: clock}
}

// Found enters a new authority and returns it with its id. Only the operator does this.
func (as *Authorities) Found(ctx context.Context, a Authority) (Authority, error) {
	id, err := uuid.NewV7()
	if err != nil {
		return Authority{}, fmt.Errorf("found authority %s: %w", a.Slug, err)
	}
	a.ID, a.CreatedAt = id, as.clock().UTC().Truncate(time.Microsecond)
	if err := insertAuthority(ctx, as.pool, a); err != nil {
		return Authority{}, fmt.Errorf("found authority %s: %w", a.Slug, err)
	}
	return a, nil
}

// All lists the authorities of the installation by name.
func (as *Authorities) All(ctx context.Context) ([]Authority, error) {
	list, err := selectAuthorities(ctx, as.pool)
	if err != nil {
		return nil, fmt.Errorf("list authorities: %w", err)
	}
	return list, nil
}

// ByID reads one authority; ErrNoAuthority if there is none.
func (as *Authorities) ByID(ctx context.Context, id uuid.UUID) (Authority, error) {
	list, err := as.All(ctx)
	if err != nil {
		return Authority{}, err
	}
	for _, a := range list {
		if a.ID == id {
			return a, nil
		}
	}
	return Authority{}, fmt.Errorf("authority %s: %w", id, ErrNoAuthority)
}

// Current reads the authority that a transaction acts for.
func Current(ctx context.Context, tx Tx) (Authority, error) {
	a, err := selectAuthority(ctx, tx)
	if err != nil {
		return Authority{}, fmt.Errorf("read authority %s: %w", tx.Authority, err)
	}
	return a, nil
}
