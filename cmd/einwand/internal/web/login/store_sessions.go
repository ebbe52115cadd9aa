package login

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

func selectSession(ctx context.Context, pool *pgxpool.Pool, token string, now time.Time) (data []byte, expiry time.Time, found bool, err error) {
	err = pool.QueryRow(ctx, `SELECT data, expiry FROM sessions WHERE token = $1 AND expiry > $2`, token, now).Scan(&data, &expiry)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, time.Time{}, false, nil
	}
	return data, expiry, err == nil, err
}

// windUpSession does not bring back a session that a logout has deleted meanwhile.
func windUpSession(ctx context.Context, pool *pgxpool.Pool, token string, expiry time.Time) error {
	_, err := pool.Exec(ctx, `UPDATE sessions SET expiry = $2 WHERE token = $1 AND expiry < $2`, token, expiry)
	return err
}

func upsertSession(ctx context.Context, pool *pgxpool.Pool, token string, data []byte, expiry time.Time) error {
	_, err := pool.Exec(ctx, `
		INSERT INTO sessions (token, data, expiry) VALUES ($1, $2, $3)
		ON CONFLICT (token) DO UPDATE SET data = excluded.data, expiry = excluded.expiry`, token, data, expiry)
	return err
}

func deleteSession(ctx context.Context, pool *pgxpool.Pool, token string) error {
	_, err := pool.Exec(ctx, `DELETE FROM sessions WHERE token = $1`, token)
	return err
}

func deleteEndedSessions(ctx context.Context, pool *pgxpool.Pool, now time.Time) error {
	_, err := pool.Exec(ctx, `DELETE FROM sessions WHERE expiry <= $1`, now)
	return err
}
