package identity

import (
	"context"
	"errors"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

func insertBody(ctx context.Context, tx Tx, b CouncilBody, by *uuid.UUID) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO council_body (id, authority_id, municipality_id, kind, name, created_at, created_by) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		b.ID, tx.Authority, b.Municipality, string(b.Kind), b.Name, tx.Now, by)
	var pg *pgconn.PgError
	if !errors.As(err, &pg) {
		return err
	}
	switch pg.ConstraintName {
	case "council_body_once":
		return ErrBodyExists
	case "council_body_kind_known", "council_body_municipality_id_fkey":
		return ErrBadBody
	}
	return err
}

func lockBodies(ctx context.Context, tx Tx) error {
	_, err := tx.Exec(ctx, `SELECT FROM council_body ORDER BY id FOR UPDATE`)
	return err
}

func selectBodies(ctx context.Context, tx Tx) ([]CouncilBody, error) {
	rows, err := tx.Query(ctx, `SELECT id, municipality_id, kind, name FROM council_body ORDER BY created_at, id`)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (b CouncilBody, err error) {
		return b, row.Scan(&b.ID, &b.Municipality, &b.Kind, &b.Name)
	})
}

const (
	todayInBerlin = `($1::timestamptz AT TIME ZONE 'Europe/Berlin')::date`
	seatColumns   = `s.id, s.body_id, s.given_name, s.surname, s.mail, s.deputy, s.first_day, s.last_day, s.invited_until, s.accepted_at,
		       s.withdrawn_at, s.last_day < ` + todayInBerlin
)

func selectSeats(ctx context.Context, tx Tx) ([]Seat, error) {
	rows, err := tx.Query(ctx, `SELECT `+seatColumns+` FROM council_seat s ORDER BY s.deputy, s.surname, s.given_name, s.first_day, s.id`, tx.Now)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToStructByPos[Seat])
}

// standingInTheWay finds a mailbox that belongs to somebody else's seat, for a link to it would log in either of them; and a seat that the
// person has in the body at that time, so that a list sent twice invites once.
func standingInTheWay(ctx context.Context, tx Tx, n NewSeat) (faults []string, err error) {
	var taken, seated bool
	err = tx.QueryRow(ctx, `
		SELECT coalesce(bool_or((given_name, surname) <> ($3, $4)), false),
		       coalesce(bool_or((given_name, surname) = ($3, $4) AND body_id = $5 AND first_day <= $7 AND last_day >= $6), false)
		FROM council_seat WHERE lower(mail) = lower($2) AND withdrawn_at IS NULL AND last_day >= `+todayInBerlin,
		tx.Now, n.Mail, n.GivenName, n.Surname, n.Body, n.FirstDay, n.LastDay).Scan(&taken, &seated)
	if taken {
		faults = append(faults, "mail_taken")
	}
	if seated {
		faults = append(faults, "seated")
	}
	return faults, err
}

func insertSeat(ctx context.Context, tx Tx, id uuid.UUID, n NewSeat, by *uuid.UUID, until time.Time) error {
	tag, err := tx.Exec(ctx, `
		INSERT INTO council_seat (id, authority_id, body_id, given_name, surname, mail, deputy, first_day, last_day, entered_at, entered_by, invited_until)
		SELECT $1, $2, b.id, $4, $5, $6, $7, $8, $9, $10, $11, $12 FROM council_body b WHERE b.id = $3`,
		id, tx.Authority, n.Body, n.GivenName, n.Surname, n.Mail, n.Deputy, n.FirstDay, n.LastDay, tx.Now, by, until)
	return oneSeat(tag, err)
}

func updateInvited(ctx context.Context, tx Tx, seat uuid.UUID, until time.Time) error {
	tag, err := tx.Exec(ctx, `
		UPDATE council_seat SET invited_until = $3
		WHERE id = $2 AND account_id IS NULL AND withdrawn_at IS NULL AND last_day >= `+todayInBerlin, tx.Now, seat, until)
	return oneSeat(tag, err)
}

func updateWithdrawn(ctx context.Context, tx Tx, seat uuid.UUID, by *uuid.UUID) error {
	tag, err := tx.Exec(ctx, `
		UPDATE council_seat SET withdrawn_at = $1, withdrawn_by = $3
		WHERE id = $2 AND withdrawn_at IS NULL AND last_day >= `+todayInBerlin, tx.Now, seat, by)
	return oneSeat(tag, err)
}

func updateAccepted(ctx context.Context, tx Tx, seat, account uuid.UUID) error {
	tag, err := tx.Exec(ctx, `
		UPDATE council_seat SET account_id = $3, accepted_at = $1
		WHERE id = $2 AND account_id IS NULL AND withdrawn_at IS NULL AND last_day >= `+todayInBerlin, tx.Now, seat, account)
	if err = oneSeat(tag, err); errors.Is(err, ErrNoSeat) {
		return ErrNoLink
	}
	return err
}

func oneSeat(tag pgconn.CommandTag, err error) error {
	if err == nil && tag.RowsAffected() != 1 {
		return ErrNoSeat
	}
	return err
}

func selectOffer(ctx context.Context, tx Tx, seat uuid.UUID) (o Offer, err error) {
	rows, err := tx.Query(ctx, `SELECT `+seatColumns+` FROM council_seat s WHERE s.id = $2`, tx.Now, seat)
	if err != nil {
		return Offer{}, err
	}
	if o.Seat, err = pgx.CollectExactlyOneRow(rows, pgx.RowToStructByPos[Seat]); err != nil {
		return Offer{}, err
	}
	if o.Seat.State(tx.Now) != SeatInvited {
		return Offer{}, ErrNoLink
	}
	err = tx.QueryRow(ctx, `SELECT b.name, a.name FROM council_body b JOIN authority a ON a.id = b.authority_id WHERE b.id = $1`, o.Seat.Body).
		Scan(&o.Body, &o.Authority)
	return o, err
}

func selectAccountOfSeat(ctx context.Context, tx Tx, seat uuid.UUID) (account uuid.UUID, err error) {
	err = tx.QueryRow(ctx, `
		SELECT a.id FROM account a JOIN council_seat s ON lower(s.mail) = lower(a.mail) AND s.given_name = a.given_name AND s.surname = a.surname
		WHERE s.id = $1 AND a.provider = $2 ORDER BY a.created_at LIMIT 1`, seat, ByInvitation).Scan(&account)
	if errors.Is(err, pgx.ErrNoRows) {
		return uuid.Nil, ErrNoAccount
	}
	return account, err
}

func insertAccountOfSeat(ctx context.Context, tx Tx, id uuid.UUID, subject string, seat uuid.UUID) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO account (id, provider, subject, audience, given_name, surname, mail, street, postal_code, city, created_at, last_login_at)
		SELECT $1, $2, $3, 'staff', s.given_name, s.surname, s.mail, '', '', '', $4, $4 FROM council_seat s WHERE s.id = $5`,
		id, ByInvitation, subject, tx.Now, seat)
	return err
}

// insertGrantOf gives the role for the term of the seat, by whom entered the seat.
func insertGrantOf(ctx context.Context, tx Tx, id, seat uuid.UUID) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO role_grant (id, account_id, authority_id, role, granted_at, granted_by, valid_from, valid_until, seat_id)
		SELECT $1, s.account_id, s.authority_id, 'council', $2, s.entered_by, s.first_day, s.last_day, s.id
		FROM council_seat s WHERE s.id = $3`, id, tx.Now, seat)
	return err
}

func endGrantOf(ctx context.Context, tx Tx, seat uuid.UUID, by *uuid.UUID) error {
	_, err := tx.Exec(ctx, `UPDATE role_grant SET ended_at = $2, ended_by = $3 WHERE seat_id = $1 AND ended_at IS NULL`, seat, tx.Now, by)
	return err
}
