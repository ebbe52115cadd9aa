package identity

import (
	"context"
	"errors"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

const noProcedure = `'00000000-0000-0000-0000-000000000000'`

// lasts is the condition of a grant that is not over at $2: nobody has ended it, and its last day is not past. holds is that of one
// that counts then: its first day has come, too.
const (
	lasts = `g.ended_at IS NULL AND (g.valid_until IS NULL OR g.valid_until >= ($2::timestamptz AT TIME ZONE 'Europe/Berlin')::date)`
	holds = lasts + ` AND (g.valid_from IS NULL OR g.valid_from <= ($2::timestamptz AT TIME ZONE 'Europe/Berlin')::date)`
)

func selectActor(ctx context.Context, pool *pgxpool.Pool, account uuid.UUID, now time.Time) (Actor, error) {
	a := Actor{Account: account}
	var authorities, procedures []uuid.UUID
	var roles []string
	err := pool.QueryRow(ctx, `
		SELECT a.provider, a.given_name, a.surname, a.mail, a.street, a.postal_code, a.city,
		       coalesce(array_agg(g.authority_id ORDER BY g.authority_id, g.role, g.id) FILTER (WHERE g.role IS NOT NULL), '{}'),
		       coalesce(array_agg(coalesce(g.procedure_id, `+noProcedure+`) ORDER BY g.authority_id, g.role, g.id) FILTER (WHERE g.role IS NOT NULL), '{}'),
		       coalesce(array_agg(g.role ORDER BY g.authority_id, g.role, g.id) FILTER (WHERE g.role IS NOT NULL), '{}')
		FROM account a LEFT JOIN role_grant g ON g.account_id = a.id AND `+holds+`
		WHERE a.id = $1 GROUP BY a.id`, account, now).
		Scan(&a.Provider, &a.Profile.GivenName, &a.Profile.Surname, &a.Profile.Mail, &a.Profile.Street,
			&a.Profile.PostalCode, &a.Profile.City, &authorities, &procedures, &roles)
	if errors.Is(err, pgx.ErrNoRows) {
		return Actor{}, ErrNoAccount
	}
	if err != nil {
		return Actor{}, err
	}
	for i, role := range roles {
		if a.Provider == ByInvitation && Role(role) != RoleCouncil {
			continue // a mailbox proves too little for anything else, whatever the table says
		}
		a.Grants = append(a.Grants, Grant{Authority: authorities[i], Procedure: procedures[i], Role: Role(role)})
	}
	return a, nil
}

// insertGrant changes nothing where the same grant holds already. One of another term, or of one that is over, is ended for it.
func insertGrant(ctx context.Context, tx pgx.Tx, id uuid.UUID, n NewGrant, by *uuid.UUID, now time.Time) error {
	var procedure *uuid.UUID
	if n.Procedure != uuid.Nil {
		procedure = &n.Procedure
	}
	if n.Role != RoleCouncil {
		if err := refuseMailbox(ctx, tx, n.Account); err != nil {
			return err
		}
	}
	if err := endOtherTerms(ctx, tx, n, procedure, by, now); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, `
		INSERT INTO role_grant (id, account_id, authority_id, procedure_id, role, granted_at, granted_by, valid_from, valid_until)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING`,
		id, n.Account, n.Authority, procedure, string(n.Role), now, by, n.From, n.Until)
	return err
}

// refuseMailbox keeps roles of the staff from accounts that a link in a mail opens.
func refuseMailbox(ctx context.Context, tx pgx.Tx, account uuid.UUID) error {
	var invited bool
	err := tx.QueryRow(ctx, `SELECT EXISTS (SELECT FROM account WHERE id = $1 AND provider = $2)`, account, ByInvitation).Scan(&invited)
	if err == nil && invited {
		return ErrBadGrant
	}
	return err
}

func endOtherTerms(ctx context.Context, tx pgx.Tx, n NewGrant, procedure, by *uuid.UUID, now time.Time) error {
	_, err := tx.Exec(ctx, `
		UPDATE role_grant SET ended_at = $5, ended_by = $6
		WHERE account_id = $1 AND authority_id = $2 AND role = $3 AND procedure_id IS NOT DISTINCT FROM $4 AND seat_id IS NULL AND ended_at IS NULL
		  AND (valid_from IS DISTINCT FROM $7 OR valid_until IS DISTINCT FROM $8)`,
		n.Account, n.Authority, string(n.Role), procedure, now, by, n.From, n.Until)
	return err
}

func endGrants(ctx context.Context, pool *pgxpool.Pool, account, authority uuid.UUID, r Role, now time.Time) error {
	_, err := pool.Exec(ctx, `
		UPDATE role_grant SET ended_at = $4
		WHERE account_id = $1 AND authority_id = $2 AND role = $3 AND seat_id IS NULL AND ended_at IS NULL`, account, authority, string(r), now)
	return err
}

// endGrant ends one grant. The last administrator stays: the rows of the others are locked, so that two who end each other do not
// both succeed.
func endGrant(ctx context.Context, tx pgx.Tx, id, authority uuid.UUID, by *uuid.UUID, now time.Time) error {
	var role string
	var seat *uuid.UUID
	err := tx.QueryRow(ctx, `
		SELECT role, seat_id FROM role_grant WHERE id = $1 AND authority_id = $2 AND ended_at IS NULL`, id, authority).Scan(&role, &seat)
	if errors.Is(err, pgx.ErrNoRows) {
		return ErrNoGrant
	}
	if err != nil {
		return err
	}
	if seat != nil {
		return ErrFromSeat
	}
	if Role(role) == RoleAdmin {
		if err := lockOtherAdministrators(ctx, tx, id, authority, now); err != nil {
			return err
		}
	}
	tag, err := tx.Exec(ctx, `UPDATE role_grant SET ended_at = $2, ended_by = $3 WHERE id = $1 AND ended_at IS NULL`, id, now, by)
	if err == nil && tag.RowsAffected() != 1 {
		return ErrNoGrant
	}
	return err
}

func lockOtherAdministrators(ctx context.Context, tx pgx.Tx, id, authority uuid.UUID, now time.Time) error {
	rows, err := tx.Query(ctx, `
		SELECT g.id FROM role_grant g WHERE g.authority_id = $1 AND g.role = 'admin' AND `+holds+` ORDER BY g.id FOR UPDATE`, authority, now)
	if err != nil {
		return err
	}
	ids, err := pgx.CollectRows(rows, pgx.RowTo[uuid.UUID])
	if err != nil {
		return err
	}
	for _, other := range ids {
		if other != id {
			return nil
		}
	}
	return ErrLastAdministrator
}

// selectPersons lists who has or had a role at an authority, and who of the staff logged in and has none anywhere.
func selectPersons(ctx context.Context, pool *pgxpool.Pool, authority uuid.UUID, now time.Time) ([]personRow, error) {
	rows, err := pool.Query(ctx, `
		SELECT a.id, a.given_name, a.surname, a.mail, a.provider, a.last_login_at,
		       g.id, coalesce(g.role, ''), coalesce(p.short_title, ''), g.granted_at, coalesce(btrim(b.given_name || ' ' || b.surname), ''),
		       g.valid_from, g.valid_until, g.ended_at, coalesce(btrim(e.given_name || ' ' || e.surname), ''), coalesce(`+lasts+`, false), g.seat_id IS NOT NULL
		FROM account a
		LEFT JOIN role_grant g ON g.account_id = a.id AND g.authority_id = $1
		LEFT JOIN account b ON b.id = g.granted_by
		LEFT JOIN account e ON e.id = g.ended_by
		LEFT JOIN grant_procedures($1) p ON p.id = g.procedure_id
		WHERE g.id IS NOT NULL OR a.audience = 'staff' AND NOT EXISTS (SELECT FROM role_grant x WHERE x.account_id = a.id)
		ORDER BY a.surname, a.given_name, a.id, g.granted_at, g.id`, authority, now)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToStructByPos[personRow])
}

func endInstitutionGrant(ctx context.Context, tx Tx, account uuid.UUID, r Role, by *uuid.UUID) error {
	_, err := tx.Exec(ctx, `
		UPDATE role_grant SET ended_at = $4, ended_by = $5
		WHERE account_id = $1 AND authority_id = $2 AND role = $3 AND ended_at IS NULL`, account, tx.Authority, string(r), tx.Now, by)
	return err
}
