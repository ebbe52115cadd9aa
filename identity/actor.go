package identity

import (
	"time"

	"github.com/google/uuid"
)

// Grant is one role of a person at one authority, for all of its procedures or for one.
type Grant struct {
	Authority uuid.UUID
	Procedure uuid.UUID // uuid.Nil: all
	Role      Role
}

// covers reports whether the grant reaches an object. What belongs to the whole authority is out of reach of who is named for
// one procedure.
func (g Grant) covers(o Object) bool {
	return g.Authority == o.Authority && (g.Procedure == uuid.Nil || g.Procedure == o.Procedure)
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

// Can reports whether the actor may do something to an object: the one check, of routes and of rooms. Public and SignedIn ask for
// no object.
func (a Actor) Can(c Capability, o Object) bool {
	switch {
	case c == Public || a.Operator:
		return true
	case c == SignedIn:
		return a.Known()
	}
	for _, g := range a.Grants {
		if g.Role.Holds(c) && (g.covers(o) || c == EnterDesk && g.Authority == o.Authority) {
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

// Procedures lists the procedures of an authority that the actor is bound to in a capability; all is true for who holds it for the
// whole authority.
func (a Actor) Procedures(c Capability, authority uuid.UUID) (ids []uuid.UUID, all bool) {
	if a.Can(c, Of(authority)) {
		return nil, true
	}
	for _, g := range a.Grants {
		if g.Authority == authority && g.Role.Holds(c) {
			ids = append(ids, g.Procedure)
		}
	}
	return ids, false
}

// Fresh reports whether the login is at most maxAge old at now. Filing asks for a fresh login (design: 30 minutes).
func (a Actor) Fresh(now time.Time, maxAge time.Duration) bool {
	return a.Known() && now.Sub(a.AuthnAt) <= maxAge
}
