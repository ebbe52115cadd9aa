package saml

import (
	"errors"
	"fmt"
)

var (
	// ErrCancelled says that the person, or the provider on their behalf, ended the login without an identity.
	ErrCancelled = errors.New("login was cancelled at the identity provider")

	// ErrUnknownLogin says that no login waits for this answer: it was never started here, is older than loginLifetime, or
	// has been answered before. The browser's back button on the provider's page leads here too.
	ErrUnknownLogin = errors.New("no login is waiting for this answer")
)

// Refusal is an answer of an identity provider that is not believed. Reason is English, for the log, and carries no
// personal data; the person only learns that the login did not work.
type Refusal struct {
	Reason string
}

func (r *Refusal) Error() string { return "saml answer refused: " + r.Reason }

func refuse(format string, args ...any) error {
	return &Refusal{Reason: fmt.Sprintf(format, args...)}
}
