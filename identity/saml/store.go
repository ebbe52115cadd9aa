package saml

import (
	"context"
	"crypto/sha256"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/einwand/einwand/identity"
)

// Store keeps the IDs of assertions that have been used, beside the logins that wait for their answer.
type Store struct {
	pool   *pgxpool.Pool
	logins *identity.Logins
}

// NewStore uses the tables login_begun and saml_assertion of the pool's database.
func NewStore(pool *pgxpool.Pool) *Store { return &Store{pool: pool, logins: identity.NewLogins(pool)} }

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

// Sweep deletes assertions that have expired.
func (s *Store) Sweep(ctx context.Context, now time.Time) error {
	if _, err := s.pool.Exec(ctx, `DELETE FROM saml_assertion WHERE expires_at <= $1`, now.UTC()); err != nil {
		return fmt.Errorf("sweep assertions: %w", err)
	}
	return nil
}
