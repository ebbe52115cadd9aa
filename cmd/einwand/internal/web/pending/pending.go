// Package pending keeps the text of a form that arrived after its session had ended, so that nobody types twice.
//
// The text is bound to the browser by a cookie with a random value, of which only the hash is stored, and to the address
// of the form. It is given back once, after the login, and deleted after 60 minutes in any case.
//
// Invariant: a kept form comes back to the browser that sent it and to no other. TestKeptFormComesBackToItsBrowserOnly
package pending

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5/pgxpool"
)

// Lifetime is how long a kept form waits for its login.
const Lifetime = time.Hour

const cookieName = "einwand_form"

// Store keeps forms.
type Store struct {
	pool   *pgxpool.Pool
	secure bool
}

// New builds the store; secure marks the cookie for https.
func New(pool *pgxpool.Pool, secure bool) *Store { return &Store{pool: pool, secure: secure} }

// Keep stores the form for this browser and sets the cookie that brings it back. A browser that has the cookie keeps it,
// so that two windows do not lose each other's text.
func (s *Store) Keep(w http.ResponseWriter, r *http.Request, path string, form url.Values, now time.Time) error {
	secret, err := secretOf(r)
	if err != nil {
		return fmt.Errorf("keep form: %w", err)
	}
	id, err := uuid.NewV7()
	if err != nil {
		return fmt.Errorf("keep form: %w", err)
	}
	if err := insertForm(r.Context(), s.pool, id, hash(secret), path, []byte(form.Encode()), now); err != nil {
		return fmt.Errorf("keep form: %w", err)
	}
	http.SetCookie(w, &http.Cookie{Name: cookieName, Value: secret, Path: "/", MaxAge: int(Lifetime.Seconds()),
		HttpOnly: true, Secure: s.secure, SameSite: http.SameSiteLaxMode})
	return nil
}

// secretOf is the browser's own secret, or a new one.
func secretOf(r *http.Request) (string, error) {
	if c, err := r.Cookie(cookieName); err == nil && len(c.Value) == 2*secretSize {
		return c.Value, nil
	}
	secret := make([]byte, secretSize)
	_, err := rand.Read(secret)
	return hex.EncodeToString(secret), err
}

const secretSize = 16

// Take returns the latest form that this browser left at the address, and forgets it. ok is false when there is none.
func (s *Store) Take(ctx context.Context, r *http.Request, path string, now time.Time) (form url.Values, ok bool, err error) {
	c, err := r.Cookie(cookieName)
	if err != nil {
		return nil, false, nil // no cookie: nothing was kept
	}
	encoded, ok, err := takeForm(ctx, s.pool, hash(c.Value), path, now)
	if err != nil || !ok {
		return nil, false, wrap(err, "take form %s", path)
	}
	form, err = url.ParseQuery(string(encoded))
	return form, err == nil, wrap(err, "take form %s", path)
}

// Sweep deletes what nobody came back for.
func (s *Store) Sweep(ctx context.Context, now time.Time) error {
	return wrap(deleteExpired(ctx, s.pool, now), "sweep kept forms")
}

func hash(value string) []byte {
	sum := sha256.Sum256([]byte(value))
	return sum[:]
}

func wrap(err error, format string, args ...any) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf(format+": %w", append(args, err)...)
}
