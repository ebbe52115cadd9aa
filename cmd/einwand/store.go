package main

import (
	"context"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

func databaseExists(ctx context.Context, super *pgx.Conn, name string) (exists bool, err error) {
	err = super.QueryRow(ctx, `SELECT EXISTS (SELECT 1 FROM pg_database WHERE datname = $1)`, name).Scan(&exists)
	return exists, err
}

func durability(ctx context.Context, pool *pgxpool.Pool) (fsync, pages, commit string, err error) {
	err = pool.QueryRow(ctx, `
		SELECT current_setting('fsync'), current_setting('full_page_writes'), current_setting('synchronous_commit')`).
		Scan(&fsync, &pages, &commit)
	return fsync, pages, commit, err
}
