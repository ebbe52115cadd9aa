package identity

import (
	"crypto/rand"
	"crypto/sha256"
	"fmt"
	"time"
)

// saltSize is the length of a salt in bytes.
const saltSize = 32

// Evidence is what remains of the provider's signed answer: a hash of it, salted, for an answer is full of personal data.
// The answer itself is not kept. Who holds it (the provider in its log) can prove that this login rested on it.
type Evidence struct {
	Salt []byte
	Hash []byte // SHA-256 over salt and answer
}

// NewEvidence hashes the bytes that the provider's signature covers under a fresh salt.
func NewEvidence(signed []byte) (Evidence, error) {
	salt := make([]byte, saltSize)
	if _, err := rand.Read(salt); err != nil {
		return Evidence{}, fmt.Errorf("make salt: %w", err)
	}
	return Evidence{Salt: salt, Hash: hashOf(salt, signed)}, nil
}

// Of reports whether the evidence is of these bytes.
func (e Evidence) Of(signed []byte) bool {
	return len(e.Salt) == saltSize && string(hashOf(e.Salt, signed)) == string(e.Hash)
}

func hashOf(salt, signed []byte) []byte {
	h := sha256.New()
	h.Write([]byte("einwand/login/v1"))
	h.Write(salt)
	h.Write(signed)
	return h.Sum(nil)
}

// Proof is what a login has proven, without the person: it travels with the session and stands by what the person files.
type Proof struct {
	Provider string
	Level    Level
	Means    Means
	AuthnAt  time.Time
	Evidence Evidence
}

// Proof is what remains of the login when the person has an account.
func (id Identity) Proof() Proof {
	return Proof{Provider: id.Provider, Level: id.Level, Means: id.Means, AuthnAt: id.AuthnAt, Evidence: id.Evidence}
}

// With is the actor as this login has proven it.
func (a Actor) With(p Proof) Actor {
	a.Level, a.Means, a.AuthnAt, a.Evidence = p.Level, p.Means, p.AuthnAt, p.Evidence
	return a
}
