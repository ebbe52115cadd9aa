package pending

import (
	"context"
	"errors"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

func insertForm(ctx context.Context, pool *pgxpool.Pool, id uuid.UUID, browser []byte, path string, form []byte, now time.Time) error {
	_, err := pool.Exec(ctx, `
		INSERT INTO pending_post (id, browser_hash, path, form, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6)`,
		id, browser, path, form, now, now.Add(Lifetime))
	return err
}

func takeForm(ctx context.Context, pool *pgxpool.Pool, browser []byte, path string, now time.Time) (form []byte, ok bool, err error) {
	err = pool.QueryRow(ctx, `
		DELETE FROM pending_post WHERE id = (
		    SELECT id FROM pending_post WHERE browser_hash = $1 AND path = $2 AND expires_at > $3 ORDER BY id DESC LIMIT 1)
		RETURNING form`, browser, path, now).Scan(&form)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, false, nil
	}
	return form, err == nil, err
}

func deleteExpired(ctx context.Context, pool *pgxpool.Pool, now time.Time) error {
	_, err := pool.Exec(ctx, `DELETE FROM pending_post WHERE expires_at <= $1`, now)
	return err
}
