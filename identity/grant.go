package identity

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// NewGrant is a role that somebody is about to get.
type NewGrant struct {
	Account   uuid.UUID
	Authority uuid.UUID
	Procedure uuid.UUID // of an external planning office; uuid.Nil for every other role
	Role      Role
	From      *time.Time // first day, as a date; nil for at once
	Until     *time.Time // last day, as a date: the end of a term of office; nil for no end
}

// Errors of grants.
var (
	ErrForbidden         = errors.New("identity: actor may not do this here")
	ErrBadGrant          = errors.New("identity: this role cannot be given like this")
	ErrNoGrant           = errors.New("identity: no such role is held")
	ErrLastAdministrator = errors.New("identity: an authority keeps one administrator")
)

// Appoint gives a person a role; giving it twice changes nothing, and giving it with other days gives it a new term. Errors: ErrForbidden, ErrBadGrant.
func (as *Accounts) Appoint(ctx context.Context, by Actor, n NewGrant) error {
	fail := func(err error) error { return fmt.Errorf("appoint %s at %s: %w", n.Role, n.Authority, err) }
	switch {
	case !by.Can(ManagePersons, Of(n.Authority)):
		return fail(ErrForbidden)
	case n.Role == RoleOperator && !by.Operator: // nobody gives more than an authority has to give
		return fail(ErrForbidden)
	case !n.Role.Known() || (n.Role == RoleOffice) != (n.Procedure != uuid.Nil):
		return fail(ErrBadGrant)
	case n.Role == RoleAdmin && (n.From != nil || n.Until != nil): // its end would leave the authority alone, and nobody notices
		return fail(ErrBadGrant)
	}
	id, err := uuid.NewV7()
	if err != nil {
		return fail(err)
	}
	err = pgx.BeginFunc(ctx, as.pool, func(tx pgx.Tx) error { return insertGrant(ctx, tx, id, n, by.AccountRef(), as.now()) })
	if err != nil {
		return fail(err)
	}
	return nil
}

// Dismiss ends a role; the next request of the person no longer has it. What was stays on record. Errors: ErrForbidden, ErrNoGrant,
// ErrFromSeat, ErrLastAdministrator.
func (as *Accounts) Dismiss(ctx context.Context, by Actor, authority, grant uuid.UUID) error {
	if !by.Can(ManagePersons, Of(authority)) {
		return fmt.Errorf("end role %s: %w", grant, ErrForbidden)
	}
	err := pgx.BeginFunc(ctx, as.pool, func(tx pgx.Tx) error {
		return endGrant(ctx, tx, grant, authority, by.AccountRef(), as.now())
	})
	if err != nil {
		return fmt.Errorf("end role %s: %w", grant, err)
	}
	return nil
}

// Grant gives an account a role at an authority, for the operator; giving it twice changes nothing.
func (as *Accounts) Grant(ctx context.Context, account, authority uuid.UUID, r Role) error {
	return as.Appoint(ctx, Operator, NewGrant{Account: account, Authority: authority, Role: r})
}

// Revoke takes a role away, for the operator; the next request of the person no longer has it.
func (as *Accounts) Revoke(ctx context.Context, account, authority uuid.UUID, r Role) error {
	if err := endGrants(ctx, as.pool, account, authority, r, as.now()); err != nil {
		return fmt.Errorf("revoke %s at %s: %w", r, authority, err)
	}
	return nil
}

func (as *Accounts) now() time.Time { return as.clock().UTC().Truncate(time.Microsecond) }

// Person is somebody of the staff or the council with the roles at an authority, or with none yet.
type Person struct {
	Account     uuid.UUID
	Profile     Profile
	Provider    string
	LastLoginAt time.Time
	Roles       []Held
	Former      []Held
}

// Held is a role that a person holds or held.
type Held struct {
	ID        uuid.UUID
	Role      Role
	Procedure string // short title; of an external planning office
	GrantedAt time.Time
	GrantedBy string     // empty for the operator
	Seat      bool       // belongs to a seat in a body, and ends with it
	From      *time.Time // first day
	Until     *time.Time // last day
	EndedAt   *time.Time
	EndedBy   string
}

type personRow struct {
	Account         uuid.UUID
	Given, Surname  string
	Mail, Provider  string
	LastLoginAt     time.Time
	ID              *uuid.UUID
	Role, Procedure string
	GrantedAt       *time.Time
	GrantedBy       string
	From            *time.Time
	Until, EndedAt  *time.Time
	EndedBy         string
	Lasts, Seat     bool
}

// Persons lists who has or had a role at an authority, by name, and who logged in as staff and has no role anywhere: one
// query. Error: ErrForbidden.
func (as *Accounts) Persons(ctx context.Context, by Actor, authority uuid.UUID) ([]Person, error) {
	if !by.Can(ManagePersons, Of(authority)) {
		return nil, fmt.Errorf("list persons of %s: %w", authority, ErrForbidden)
	}
	rows, err := selectPersons(ctx, as.pool, authority, as.now())
	if err != nil {
		return nil, fmt.Errorf("list persons of %s: %w", authority, err)
	}
	var list []Person
	for _, r := range rows {
		if len(list) == 0 || list[len(list)-1].Account != r.Account {
			list = append(list, Person{Account: r.Account, Provider: r.Provider, LastLoginAt: r.LastLoginAt,
				Profile: Profile{GivenName: r.Given, Surname: r.Surname, Mail: r.Mail}})
		}
		if r.ID != nil {
			list[len(list)-1].add(r)
		}
	}
	return list, nil
}

func (p *Person) add(r personRow) {
	h := Held{ID: *r.ID, Role: Role(r.Role), Seat: r.Seat, Procedure: r.Procedure, GrantedAt: *r.GrantedAt, GrantedBy: r.GrantedBy,
		From: r.From, Until: r.Until, EndedAt: r.EndedAt, EndedBy: r.EndedBy}
	if r.Lasts {
		p.Roles = append(p.Roles, h)
	} else {
		p.Former = append(p.Former, h)
	}
}
