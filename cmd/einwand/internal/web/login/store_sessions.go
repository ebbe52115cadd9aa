package login

import (
	"context"
	"errors"
	"time"

	"github.com/google/uuid"
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

func upsertSession(ctx context.Context, pool *pgxpool.Pool, token string, data []byte, expiry time.Time, s session) error {
	_, err := pool.Exec(ctx, `
		INSERT INTO sessions (token, data, expiry, id, account_id, opened_at, browser) VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT (token) DO UPDATE SET data = excluded.data, expiry = excluded.expiry, id = excluded.id,
		    account_id = excluded.account_id, opened_at = excluded.opened_at, browser = excluded.browser`,
		token, data, expiry, s.id, s.account, s.openedAt, s.browser)
	return err
}

func selectSessions(ctx context.Context, pool *pgxpool.Pool, account uuid.UUID, now time.Time) ([]openSession, error) {
	rows, err := pool.Query(ctx, `
		SELECT id, opened_at, browser, expiry FROM sessions
		WHERE account_id = $1 AND expiry > $2 AND id IS NOT NULL ORDER BY opened_at DESC, id`, account, now)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToStructByPos[openSession])
}

// deleteOwnSession ends a session only for the person whose it is.
func deleteOwnSession(ctx context.Context, pool *pgxpool.Pool, account, id uuid.UUID) error {
	_, err := pool.Exec(ctx, `DELETE FROM sessions WHERE account_id = $1 AND id = $2`, account, id)
	return err
}

func deleteOtherSessions(ctx context.Context, pool *pgxpool.Pool, account, but uuid.UUID) error {
	_, err := pool.Exec(ctx, `DELETE FROM sessions WHERE account_id = $1 AND id <> $2`, account, but)
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
