package identity

import (
	"context"
	"errors"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

func insertLink(ctx context.Context, tx Tx, l link) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO council_link (id, authority_id, seat_id, account_id, browser_hash, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		l.ID, tx.Authority, l.Seat, l.Account, l.Browser, tx.Now, l.ExpiresAt)
	return err
}

func insertOwedLink(ctx context.Context, tx Tx, id, link uuid.UUID) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO outbox (id, authority_id, kind, subject_id, created_at, next_at, attempts, last_error)
		VALUES ($1, $2, 'council_link', $3, $4, $4, 0, '')`, id, tx.Authority, link, tx.Now)
	return err
}

func selectLetter(ctx context.Context, tx Tx, id uuid.UUID) (l LinkLetter, err error) {
	var given, surname string
	err = tx.QueryRow(ctx, `
		SELECT coalesce(s.mail, a.mail), coalesce(s.given_name, a.given_name), coalesce(s.surname, a.surname), coalesce(b.name, ''),
		       coalesce(s.deputy, false), k.expires_at
		FROM council_link k
		LEFT JOIN council_seat s ON s.id = k.seat_id LEFT JOIN council_body b ON b.id = s.body_id
		LEFT JOIN account a ON a.id = k.account_id
		WHERE k.id = $1 AND k.authority_id = $2 AND k.expires_at > $3`, id, tx.Authority, tx.Now).
		Scan(&l.To, &given, &surname, &l.Body, &l.Deputy, &l.ExpiresAt)
	if errors.Is(err, pgx.ErrNoRows) {
		return LinkLetter{}, ErrNoLink
	}
	l.Name = Profile{GivenName: given, Surname: surname}.Name()
	return l, err
}

func updateSecret(ctx context.Context, tx Tx, id uuid.UUID, hash []byte) error {
	_, err := tx.Exec(ctx, `UPDATE council_link SET secret_hash = $2 WHERE id = $1`, id, hash)
	return err
}

func selectInvitation(ctx context.Context, pool *pgxpool.Pool, hash []byte, now time.Time) (l link, err error) {
	err = pool.QueryRow(ctx, `
		SELECT authority_id, seat_id FROM council_link WHERE secret_hash = $1 AND seat_id IS NOT NULL AND expires_at > $2`, hash, now).
		Scan(&l.Authority, &l.Seat)
	if errors.Is(err, pgx.ErrNoRows) {
		return link{}, ErrNoLink
	}
	return l, err
}

// deleteLink uses up an invitation: of two who accept at once, one finds it.
func deleteLink(ctx context.Context, tx Tx, hash []byte) error {
	tag, err := tx.Exec(ctx, `DELETE FROM council_link WHERE secret_hash = $1 AND seat_id IS NOT NULL`, hash)
	if err == nil && tag.RowsAffected() != 1 {
		return ErrNoLink
	}
	return err
}

func deleteLinksOf(ctx context.Context, tx Tx, seat uuid.UUID) error {
	_, err := tx.Exec(ctx, `DELETE FROM council_link WHERE seat_id = $1`, seat)
	return err
}

// member is somebody to whom a login link may go, at one of the authorities where they sit.
type member struct{ Account, Authority uuid.UUID }

func selectMembers(ctx context.Context, pool *pgxpool.Pool, mailbox string, browser []byte, now time.Time) ([]member, error) {
	rows, err := pool.Query(ctx, `
		SELECT DISTINCT ON (a.id) a.id, g.authority_id
		FROM account a JOIN role_grant g ON g.account_id = a.id AND g.role = 'council' AND `+holds+`
		WHERE a.provider = $3 AND lower(a.mail) = lower($1)
		  AND (SELECT count(*) FROM council_link k WHERE k.account_id = a.id AND k.browser_hash = $5 AND k.expires_at > $2) < $4
		ORDER BY a.id, g.granted_at, g.id`, mailbox, now, ByInvitation, maxLoginLinksOfBrowser, browser)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToStructByPos[member])
}

// deleteOldestLinks leaves the newest links of a person.
func deleteOldestLinks(ctx context.Context, tx Tx, account uuid.UUID, leave int) error {
	_, err := tx.Exec(ctx, `
		DELETE FROM council_link WHERE id IN
		    (SELECT id FROM council_link WHERE account_id = $1 ORDER BY created_at DESC, id DESC OFFSET $2)`, account, leave)
	return err
}

func deleteLoginLink(ctx context.Context, pool *pgxpool.Pool, hash []byte, now time.Time, browser []byte) (account uuid.UUID, err error) {
	err = pool.QueryRow(ctx, `
		DELETE FROM council_link k
		WHERE k.secret_hash = $1 AND k.browser_hash = $3 AND k.expires_at > $2
		  AND EXISTS (SELECT FROM role_grant g WHERE g.account_id = k.account_id AND g.role = 'council' AND `+holds+`)
		RETURNING k.account_id`, hash, now, browser).Scan(&account)
	if errors.Is(err, pgx.ErrNoRows) {
		return uuid.Nil, ErrNoLink
	}
	return account, err
}

func deleteOverdueLinks(ctx context.Context, pool *pgxpool.Pool, now time.Time) error {
	_, err := pool.Exec(ctx, `DELETE FROM council_link WHERE expires_at <= $1`, now)
	return err
}
