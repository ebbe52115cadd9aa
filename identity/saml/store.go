package saml

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/einwand/einwand/identity"
)

// Store keeps logins between Start and Finish, and the IDs of assertions that have been used. Both tables belong to the
// installation, not to an authority: nobody is logged in yet.
type Store struct {
	pool *pgxpool.Pool
}

// NewStore uses the tables saml_login and saml_assertion of the pool's database.
func NewStore(pool *pgxpool.Pool) *Store { return &Store{pool: pool} }

// login is a login that was begun and not yet answered.
type login struct {
	relay       string // RelayState, known to the browser and the provider only
	provider    string
	requestID   string // ID of the AuthnRequest
	minLevel    identity.Level
	returnPath  string
	browserHash []byte
	createdAt   time.Time
	expiresAt   time.Time
}

func (s *Store) insertLogin(ctx context.Context, l login) error {
	_, err := s.pool.Exec(ctx, `
		INSERT INTO saml_login (relay, provider, request_id, min_level, return_path, browser_hash, created_at, expires_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
		l.relay, l.provider, l.requestID, string(l.minLevel), l.returnPath, l.browserHash, l.createdAt.UTC(), l.expiresAt.UTC())
	if err != nil {
		return fmt.Errorf("store login: %w", err)
	}
	return nil
}

// consumeLogin takes a login out of the table: of two answers that race, one finds it. It returns ErrUnknownLogin if there is none.
func (s *Store) consumeLogin(ctx context.Context, relay string) (login, error) {
	l := login{relay: relay}
	if !isHandle(relay) {
		return login{}, ErrUnknownLogin
	}
	err := s.pool.QueryRow(ctx, `
		DELETE FROM saml_login WHERE relay = $1
		RETURNING provider, request_id, min_level, return_path, browser_hash, created_at, expires_at`, relay).
		Scan(&l.provider, &l.requestID, &l.minLevel, &l.returnPath, &l.browserHash, &l.createdAt, &l.expiresAt)
	if errors.Is(err, pgx.ErrNoRows) {
		return login{}, ErrUnknownLogin
	}
	if err != nil {
		return login{}, fmt.Errorf("consume login: %w", err)
	}
	return l, nil
}

// isHandle reports whether s has the form of newHandle. What has not cannot be in the table, and may not be text for it at all.
func isHandle(s string) bool {
	if len(s) != 32 {
		return false
	}
	for _, c := range []byte(s) {
		if (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return true
}

// rememberAssertion refuses an assertion that has been used at this provider before. It is kept until it would be refused as expired.
func (s *Store) rememberAssertion(ctx context.Context, provider, id string, until time.Time) error {
	hash := sha256.Sum256([]byte(id))
	tag, err := s.pool.Exec(ctx, `
		INSERT INTO saml_assertion (provider, assertion_hash, expires_at)
		VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`, provider, hash[:], until.UTC())
	if err != nil {
		return fmt.Errorf("remember assertion: %w", err)
	}
	if tag.RowsAffected() == 0 {
		return refuse("the assertion has been used before")
	}
	return nil
}

// Sweep deletes logins that were never answered and assertions that have expired.
func (s *Store) Sweep(ctx context.Context, now time.Time) error {
	if _, err := s.pool.Exec(ctx, `DELETE FROM saml_login WHERE expires_at <= $1`, now.UTC()); err != nil {
		return fmt.Errorf("sweep logins: %w", err)
	}
	if _, err := s.pool.Exec(ctx, `DELETE FROM saml_assertion WHERE expires_at <= $1`, now.UTC()); err != nil {
		return fmt.Errorf("sweep assertions: %w", err)
	}
	return nil
}
