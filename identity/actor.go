package identity

import (
	"time"

	"github.com/google/uuid"
)

// Grant is one role of a person at one authority.
type Grant struct {
	Authority uuid.UUID
	Role      Role
}

// Actor is who acts in a request. The zero value is a person who has not logged in.
type Actor struct {
	Account  uuid.UUID
	Profile  Profile
	Provider string
	Level    Level
	Means    Means
	AuthnAt  time.Time // when the identity provider last saw the person
	Evidence Evidence  // of the provider's answer
	Grants   []Grant
	Operator bool // the command line of the installation, recorded as such
}

// Operator acts from the command line: it may do everything and is recorded as the operator.
var Operator = Actor{Operator: true}

// Known reports whether the actor has an account.
func (a Actor) Known() bool { return a.Account != uuid.Nil }

// AccountRef is the account for a nullable column: nil for the operator and for guests.
func (a Actor) AccountRef() *uuid.UUID {
	if !a.Known() {
		return nil
	}
	id := a.Account
	return &id
}

// Can reports whether the actor holds the capability at the authority. Public and SignedIn ask for no authority.
func (a Actor) Can(c Capability, authority uuid.UUID) bool {
	switch {
	case c == Public || a.Operator:
		return true
	case c == SignedIn:
		return a.Known()
	}
	for _, g := range a.Grants {
		if g.Authority == authority && g.Role.Holds(c) {
			return true
		}
	}
	return false
}

// Authorities lists the authorities at which the actor holds the capability, each once.
func (a Actor) Authorities(c Capability) []uuid.UUID {
	var ids []uuid.UUID
	seen := map[uuid.UUID]bool{}
	for _, g := range a.Grants {
		if g.Role.Holds(c) && !seen[g.Authority] {
			seen[g.Authority] = true
			ids = append(ids, g.Authority)
		}
	}
	return ids
}

// Fresh reports whether the login is at most maxAge old at now. Filing asks for a fresh login (design: 30 minutes).
func (a Actor) Fresh(now time.Time, maxAge time.Duration) bool {
	return a.Known() && now.Sub(a.AuthnAt) <= maxAge
}
