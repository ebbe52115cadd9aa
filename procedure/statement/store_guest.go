package statement

import (
	"context"
	"errors"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/einwand/einwand/identity"
)

func insertGuestLink(ctx context.Context, tx identity.Tx, hash []byte, statement uuid.UUID, opens string) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO guest_link (authority_id, hash, statement_id, opens, made_at) VALUES ($1, $2, $3, $4, $5)`,
		tx.Authority, hash, statement, opens, tx.Now)
	return err
}

func selectGuestLink(ctx context.Context, tx identity.Tx, procedureID uuid.UUID, hash []byte, opens string) (l guestLink, err error) {
	err = tx.QueryRow(ctx, `
		SELECT g.statement_id, g.made_at FROM guest_link g JOIN statement s ON s.id = g.statement_id
		WHERE g.authority_id = $1 AND g.hash = $2 AND g.opens = $3 AND s.procedure_id = $4`, tx.Authority, hash, opens, procedureID).
		Scan(&l.statement, &l.madeAt)
	return l, found(err)
}

func insertGuestAddress(ctx context.Context, tx identity.Tx, statement uuid.UUID) error {
	_, err := tx.Exec(ctx, `INSERT INTO guest_address (statement_id, authority_id) VALUES ($1, $2)`, statement, tx.Authority)
	return err
}

// markAsked notes that a mail becomes owed, unless this statement or so many others have written to the mailbox within the time.
// Two filings to different procedures at the same moment may each count without the other.
func markAsked(ctx context.Context, tx identity.Tx, statement uuid.UUID, mailbox string, most int, within time.Duration) (asked bool, err error) {
	tag, err := tx.Exec(ctx, `
		UPDATE guest_address SET asked_at = $3
		WHERE statement_id = $1 AND confirmed_at IS NULL AND (asked_at IS NULL OR asked_at <= $4)
		  AND (SELECT count(*) FROM guest_address g JOIN statement_contact c ON c.statement_id = g.statement_id
		       WHERE g.authority_id = $5 AND g.asked_at > $4 AND lower(c.mail) = lower($2)) < $6`,
		statement, mailbox, tx.Now, tx.Now.Add(-within), tx.Authority, most)
	return tag.RowsAffected() == 1, err
}

func selectAskedAt(ctx context.Context, tx identity.Tx, statement uuid.UUID) (at *time.Time, err error) {
	err = tx.QueryRow(ctx, `SELECT asked_at FROM guest_address WHERE statement_id = $1`, statement).Scan(&at)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, nil
	}
	return at, err
}

func confirmGuestAddress(ctx context.Context, tx identity.Tx, statement uuid.UUID) (first bool, err error) {
	tag, err := tx.Exec(ctx, `
		UPDATE guest_address SET confirmed_at = $2 WHERE statement_id = $1 AND confirmed_at IS NULL AND asked_at IS NOT NULL`, statement, tx.Now)
	return tag.RowsAffected() == 1, err
}

func insertOwedReceipt(ctx context.Context, tx identity.Tx, id, statement uuid.UUID) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO outbox (id, authority_id, kind, subject_id, created_at, next_at, attempts, last_error)
		VALUES ($1, $2, 'receipt', $3, $4, $4, 0, '')`, id, tx.Authority, statement, tx.Now)
	return err
}

// withdrawGuest is withdrawStatement for who holds the link and has no account.
func withdrawGuest(ctx context.Context, tx identity.Tx, procedureID, id uuid.UUID) error {
	tag, err := tx.Exec(ctx, `
		UPDATE statement SET state = 'withdrawn', withdrawn_at = $3
		WHERE id = $1 AND procedure_id = $2 AND account_id IS NULL AND state = 'received'`, id, procedureID, tx.Now)
	if err == nil && tag.RowsAffected() != 1 {
		return ErrWrongState
	}
	return err
}
