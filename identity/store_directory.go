package identity

import (
	"context"
	"errors"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

func selectAuthorityID(ctx context.Context, tx pgx.Tx, slug string) (id uuid.UUID, err error) {
	err = tx.QueryRow(ctx, `SELECT id FROM authority WHERE slug = $1`, slug).Scan(&id)
	if errors.Is(err, pgx.ErrNoRows) {
		err = ErrNoAuthority
	}
	return id, err
}

// endGroupGrants ends what came from a group and is no longer among the roles.
func endGroupGrants(ctx context.Context, tx pgx.Tx, account, authority uuid.UUID, roles []string, now time.Time) error {
	_, err := tx.Exec(ctx, `
		UPDATE role_grant SET ended_at = $4
		WHERE account_id = $1 AND authority_id = $2 AND from_group <> '' AND ended_at IS NULL AND role <> ALL ($3)`,
		account, authority, roles, now)
	return err
}

func endAllGroupGrants(ctx context.Context, pool *pgxpool.Pool, account uuid.UUID, now time.Time) error {
	_, err := pool.Exec(ctx, `
		UPDATE role_grant SET ended_at = $2 WHERE account_id = $1 AND from_group <> '' AND ended_at IS NULL`, account, now)
	return err
}

// insertGroupGrant changes nothing where the role is held already, by hand or by group.
func insertGroupGrant(ctx context.Context, tx pgx.Tx, id, account, authority uuid.UUID, r Role, group string, now time.Time) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO role_grant (id, account_id, authority_id, role, granted_at, from_group)
		VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`, id, account, authority, string(r), now, group)
	return err
}
