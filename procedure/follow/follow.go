package follow

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"

	"github.com/einwand/einwand/identity"
)

// ErrNotFound says that there is no such address, subscription or mail; or no more.
var ErrNotFound = errors.New("follow: not found")

// ErrForbidden says that the person may not do this.
var ErrForbidden = errors.New("follow: forbidden")

// ErrEnded says that nothing more is to be told about a procedure.
var ErrEnded = errors.New("follow: procedure has ended")

// Service is the room. All its methods open their own transactions.
type Service struct {
	tenancy  *identity.Tenancy
	accounts *identity.Accounts
}

// New builds the room.
func New(tenancy *identity.Tenancy, accounts *identity.Accounts) *Service {
	return &Service{tenancy: tenancy, accounts: accounts}
}

// secretBytes is beyond guessing.
const secretBytes = 32

// NewSecret makes the part of an address that nobody can guess.
func NewSecret() string {
	b := make([]byte, secretBytes)
	rand.Read(b)
	return base64.RawURLEncoding.EncodeToString(b)
}

// hashOf is what is stored of a secret; ok is false for what is none.
func hashOf(secret string) (hash []byte, ok bool) {
	b, err := base64.RawURLEncoding.DecodeString(secret)
	if err != nil || len(b) != secretBytes {
		return nil, false
	}
	sum := sha256.Sum256(b)
	return sum[:], true
}
