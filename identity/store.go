package identity

import (
	"context"
	"errors"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

const (
	beginWrite = `BEGIN`
	beginRead  = `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY`
)

// bound begins a transaction that acts for the authority. A UUID prints as hexadecimal digits and hyphens only, so it
// may stand in the text.
func bound(begin string, authority uuid.UUID) string {
	return begin + `; SELECT set_config('einwand.authority', '` + authority.String() + `', true)`
}

func insertAuthority(ctx context.Context, pool *pgxpool.Pool, a Authority) error {
	_, err := pool.Exec(ctx, `
		INSERT INTO authority (id, slug, name, kind, office, street, postal_code, city, room, phone, mail, hours,
		                       privacy_contact, deciding_body, created_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
		a.ID, a.Slug, a.Name, a.Kind, a.Office, a.Street, a.PostalCode, a.City, a.Room, a.Phone, a.Mail, a.Hours,
		a.PrivacyContact, a.DecidingBody, a.CreatedAt)
	return err
}

func selectAuthorities(ctx context.Context, pool *pgxpool.Pool) ([]Authority, error) {
	rows, err := pool.Query(ctx, `
		SELECT id, slug, name, kind, office, street, postal_code, city, room, phone, mail, hours,
		       privacy_contact, deciding_body, created_at
		FROM authority ORDER BY name`)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToStructByPos[Authority])
}

func selectAuthority(ctx context.Context, tx Tx) (Authority, error) {
	rows, err := tx.Query(ctx, `
		SELECT id, slug, name, kind, office, street, postal_code, city, room, phone, mail, hours,
		       privacy_contact, deciding_body, created_at
		FROM authority WHERE id = $1`, tx.Authority)
	if err != nil {
		return Authority{}, err
	}
	a, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByPos[Authority])
	if errors.Is(err, pgx.ErrNoRows) {
		return Authority{}, ErrNoAuthority
	}
	return a, err
}

// upsertAccount is one statement, so that two first logins of the same person at once make one account.
func upsertAccount(ctx context.Context, pool *pgxpool.Pool, fresh uuid.UUID, id Identity, audience Audience, now time.Time) (uuid.UUID, error) {
	p := id.Profile()
	var account uuid.UUID
	err := pool.QueryRow(ctx, `
		INSERT INTO account (id, provider, subject, audience, given_name, surname, mail, street, postal_code, city,
		                     created_at, last_login_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11)
		ON CONFLICT ON CONSTRAINT account_subject_unique DO UPDATE
		SET given_name = excluded.given_name, surname = excluded.surname, mail = excluded.mail, street = excluded.street,
		    postal_code = excluded.postal_code, city = excluded.city, last_login_at = excluded.last_login_at
		RETURNING id`,
		fresh, id.Provider, id.Subject, string(audience), p.GivenName, p.Surname, p.Mail, p.Street, p.PostalCode, p.City, now).
		Scan(&account)
	return account, err
}
