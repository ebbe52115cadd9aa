package statement

import (
	"crypto/sha256"
	"time"

	"github.com/einwand/einwand/identity"
)

// Evidence is how sure the house is of the author.
type Evidence struct {
	Level    identity.Level
	Provider string
	Means    identity.Means
	AuthnAt  *time.Time        // when the author proved it; nil without a login
	Answer   identity.Evidence // of the provider's signed answer

	// ConfirmedAt is when a guest showed that the mail address is theirs; nil: not, or no guest. It comes after the receipt, in
	// an entry of its own.
	ConfirmedAt *time.Time
}

// evidenceOf is what the login of a person has proven at the moment of filing.
func evidenceOf(actor identity.Actor) Evidence {
	e := Evidence{Level: actor.Level, Provider: actor.Provider, Means: actor.Means, Answer: actor.Evidence}
	if len(e.Answer.Hash) == sha256.Size {
		at := actor.AuthnAt.UTC().Truncate(time.Microsecond)
		e.AuthnAt = &at
	}
	return e
}

// commitment binds the entry in the register to everything that is stored of the login, nil without one. It needs no salt of its
// own: the hash of the answer has one.
func (e Evidence) commitment() []byte {
	if e.AuthnAt == nil {
		return nil
	}
	h := sha256.New()
	part(h, []byte("einwand/statement-login/v1"))
	part(h, []byte(e.Level))
	part(h, []byte(e.Provider))
	part(h, []byte(e.Means))
	part(h, []byte(e.AuthnAt.UTC().Format(time.RFC3339Nano)))
	part(h, e.Answer.Hash)
	return h.Sum(nil)
}
