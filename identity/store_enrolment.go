package identity

import (
	"context"
	"errors"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

const entryColumns = `e.id, e.seq, e.provider, e.name, e.profile, e.audience, e.metadata, e.removed, e.entered_at, coalesce(btrim(a.given_name || ' ' || a.surname), '')`

// selectEntries reads the latest version of every provider that was ever entered.
func selectEntries(ctx context.Context, pool *pgxpool.Pool) ([]ProviderEntry, error) {
	rows, err := pool.Query(ctx, `
		SELECT DISTINCT ON (e.provider) `+entryColumns+`
		FROM entered_provider e LEFT JOIN account a ON a.id = e.entered_by
		ORDER BY e.provider, e.seq DESC`)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToStructByPos[ProviderEntry])
}

func selectVersions(ctx context.Context, pool *pgxpool.Pool, provider string) ([]ProviderEntry, error) {
	rows, err := pool.Query(ctx, `
		SELECT `+entryColumns+`
		FROM entered_provider e LEFT JOIN account a ON a.id = e.entered_by
		WHERE e.provider = $1 ORDER BY e.seq DESC`, provider)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToStructByPos[ProviderEntry])
}

func insertEntry(ctx context.Context, pool *pgxpool.Pool, n ProviderEntry, by *uuid.UUID) error {
	_, err := pool.Exec(ctx, `
		INSERT INTO entered_provider (id, provider, name, profile, audience, metadata, removed, entered_at, entered_by)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		n.ID, n.Provider, n.Name, n.Profile, string(n.Audience), n.Metadata, n.Removed, n.EnteredAt, by)
	return err
}

func upsertIssuer(ctx context.Context, pool *pgxpool.Pool, p Provider, now time.Time) error {
	_, err := pool.Exec(ctx, `
		INSERT INTO provider_issuer (provider, issuer, seen_at) VALUES ($1, $2, $3)
		ON CONFLICT (provider) DO UPDATE SET issuer = excluded.issuer, seen_at = excluded.seen_at`, p.ID(), p.Issuer(), now)
	return err
}

// selectIssuer is empty for a provider that was never in use.
func selectIssuer(ctx context.Context, pool *pgxpool.Pool, provider string) (issuer string, err error) {
	err = pool.QueryRow(ctx, `SELECT issuer FROM provider_issuer WHERE provider = $1`, provider).Scan(&issuer)
	if errors.Is(err, pgx.ErrNoRows) {
		return "", nil
	}
	return issuer, err
}
