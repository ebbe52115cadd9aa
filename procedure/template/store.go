package template

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
)

// insertVersion enters a version; one that is there already was written by somebody else meanwhile.
func insertVersion(ctx context.Context, tx identity.Tx, actor identity.Actor, t Template) error {
	content, err := t.Content.encode()
	if err != nil {
		return fmt.Errorf("write content of template: %w", err)
	}
	_, err = tx.Exec(ctx, `
		INSERT INTO procedure_template (id, version, authority_id, name, kind, regime, content, archived, created_at, created_by)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		t.Origin.Template, t.Origin.Version, tx.Authority, t.Name, string(t.Kind), string(t.Regime), string(content), t.Archived, tx.Now, actor.AccountRef())
	var pg *pgconn.PgError
	if errors.As(err, &pg) && pg.ConstraintName == "procedure_template_pkey" {
		return fmt.Errorf("%w (%s)", ErrChanged, pg.ConstraintName)
	}
	return err
}

const columns = `t.id, t.version, t.name, t.kind, t.regime, t.content::text, t.archived, t.created_at, coalesce(trim(a.given_name || ' ' || a.surname), '')`

// selectLatest reads each template in the version that holds.
func selectLatest(ctx context.Context, tx identity.Tx) ([]Template, error) {
	rows, err := tx.Query(ctx, `
		SELECT `+columns+` FROM procedure_template t LEFT JOIN account a ON a.id = t.created_by
		WHERE t.version = (SELECT max(x.version) FROM procedure_template x WHERE x.id = t.id) ORDER BY t.name, t.id`)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (Template, error) { return scan(row) })
}

// selectVersion reads the version asked for, 0 for the one that holds.
func selectVersion(ctx context.Context, tx identity.Tx, o procedure.Origin) (Template, error) {
	t, err := scan(tx.QueryRow(ctx, `
		SELECT `+columns+` FROM procedure_template t LEFT JOIN account a ON a.id = t.created_by
		WHERE t.id = $1 AND ($2 = 0 OR t.version = $2) ORDER BY t.version DESC LIMIT 1`, o.Template, o.Version))
	if errors.Is(err, pgx.ErrNoRows) {
		return Template{}, procedure.ErrNotFound
	}
	return t, err
}

func scan(row pgx.Row) (Template, error) {
	var t Template
	var content string
	err := row.Scan(&t.Origin.Template, &t.Origin.Version, &t.Name, &t.Kind, &t.Regime, &content, &t.Archived, &t.ChangedAt, &t.ChangedBy)
	if err != nil {
		return Template{}, err
	}
	t.ChangedAt = t.ChangedAt.UTC()
	t.Content, err = decode([]byte(content))
	return t, err
}
