package login

import (
	"context"
	"crypto/subtle"
	"errors"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/einwand/einwand/identity"
)

// finished is an answer of a provider that waits for its browser.
type finished struct {
	account    uuid.UUID
	proven     identity.Proof
	returnPath string
	browser    []byte
}

func insertFinished(ctx context.Context, pool *pgxpool.Pool, token []byte, f finished, expires time.Time) error {
	_, err := pool.Exec(ctx, `
		INSERT INTO login_finished (token_hash, account_id, provider, level, means, authn_at, evidence_salt, evidence_hash, return_path, browser_hash, expires_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
		token, f.account, f.proven.Provider, string(f.proven.Level), string(f.proven.Means), f.proven.AuthnAt,
		f.proven.Evidence.Salt, f.proven.Evidence.Hash, f.returnPath, f.browser, expires)
	return err
}

// takeFinished consumes the answer: a token opens one session.
func takeFinished(ctx context.Context, pool *pgxpool.Pool, token []byte, now time.Time) (f finished, ok bool, err error) {
	err = pool.QueryRow(ctx, `
		DELETE FROM login_finished WHERE token_hash = $1 AND expires_at > $2
		RETURNING account_id, provider, level, means, authn_at, evidence_salt, evidence_hash, return_path, browser_hash`, token, now).
		Scan(&f.account, &f.proven.Provider, &f.proven.Level, &f.proven.Means, &f.proven.AuthnAt,
			&f.proven.Evidence.Salt, &f.proven.Evidence.Hash, &f.returnPath, &f.browser)
	if errors.Is(err, pgx.ErrNoRows) {
		return finished{returnPath: "/"}, false, nil
	}
	return f, err == nil, err
}

func deleteExpired(ctx context.Context, pool *pgxpool.Pool, now time.Time) error {
	_, err := pool.Exec(ctx, `DELETE FROM login_finished WHERE expires_at <= $1`, now)
	return err
}

func equal(a, b []byte) bool { return subtle.ConstantTimeCompare(a, b) == 1 }
