package identity

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

func insertLogin(ctx context.Context, pool *pgxpool.Pool, l Login) error {
	_, err := pool.Exec(ctx, `
		INSERT INTO login_begun (handle, provider, secret, min_level, return_path, browser_hash, trial, created_at, expires_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		l.Handle, l.Provider, l.Secret, string(l.Intent.MinLevel), l.Intent.ReturnPath, l.Intent.BrowserHash, l.Intent.Trial, l.CreatedAt, l.ExpiresAt)
	return err
}

// deleteLogin consumes a login; ErrUnknownLogin if there is none.
func deleteLogin(ctx context.Context, pool *pgxpool.Pool, handle string) (Login, error) {
	l := Login{Handle: handle}
	err := pool.QueryRow(ctx, `
		DELETE FROM login_begun WHERE handle = $1
		RETURNING provider, secret, min_level, return_path, browser_hash, trial, created_at, expires_at`, handle).
		Scan(&l.Provider, &l.Secret, &l.Intent.MinLevel, &l.Intent.ReturnPath, &l.Intent.BrowserHash, &l.Intent.Trial, &l.CreatedAt, &l.ExpiresAt)
	if errors.Is(err, pgx.ErrNoRows) {
		return Login{}, ErrUnknownLogin
	}
	return l, err
}

func deleteOverdueLogins(ctx context.Context, pool *pgxpool.Pool, now time.Time) error {
	_, err := pool.Exec(ctx, `DELETE FROM login_begun WHERE expires_at <= $1`, now)
	return err
}
