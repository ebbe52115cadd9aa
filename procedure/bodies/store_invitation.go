package bodies

import (
	"context"
	"errors"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/period"
)

func insertInvitations(ctx context.Context, tx identity.Tx, list []Invitation) (added int, err error) {
	ids, err := newIDs(len(list))
	if err != nil {
		return 0, err
	}
	var b pgx.Batch
	for n, i := range list {
		b.Queue(`
			INSERT INTO invitation (id, authority_id, procedure_id, round_id, body_id, list_number, body_name, channel, address, asks_scope, prepared_at)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
			ON CONFLICT ON CONSTRAINT invitation_body_unique DO NOTHING RETURNING id`,
			ids[n], tx.Authority, i.Procedure, i.Round, i.Body, i.Number, i.Name, string(i.Channel), i.Address, i.AsksScope, tx.Now).
			Query(func(rows pgx.Rows) error {
				for rows.Next() {
					added++
				}
				return rows.Err()
			})
	}
	return added, named(tx.SendBatch(ctx, &b).Close())
}

func deletePrepared(ctx context.Context, tx identity.Tx, procedureID, round uuid.UUID, number int) error {
	tag, err := tx.Exec(ctx, `
		DELETE FROM invitation WHERE procedure_id = $1 AND round_id = $2 AND list_number = $3 AND sent_at IS NULL`, procedureID, round, number)
	if err == nil && tag.RowsAffected() != 1 {
		return procedure.ErrWrongState
	}
	return err
}

const invitationColumns = `i.id, i.procedure_id, i.round_id, i.body_id, i.list_number, i.body_name, i.channel, i.address, i.asks_scope,
	i.prepared_at, i.sent_at, i.subject, i.body, i.received_on, i.due_on, i.salt, i.hash, i.log_index`

func scanInvitation(row pgx.CollectableRow) (i Invitation, err error) {
	var received, due *time.Time
	err = row.Scan(&i.ID, &i.Procedure, &i.Round, &i.Body, &i.Number, &i.Name, &i.Channel, &i.Address, &i.AsksScope,
		&i.PreparedAt, &i.SentAt, &i.Subject, &i.Text, &received, &due, &i.salt, &i.hash, &i.logIndex)
	i.ReceivedOn, i.DueOn = dateOf(received), dateOf(due)
	return i, err
}

func dateOf(t *time.Time) *period.Date {
	if t == nil {
		return nil
	}
	d := period.DateOfUTC(*t)
	return &d
}

func utc(d *period.Date) *time.Time {
	if d == nil {
		return nil
	}
	t := d.UTC()
	return &t
}

func selectInvitations(ctx context.Context, tx identity.Tx, where string, args ...any) ([]Invitation, error) {
	rows, err := tx.Query(ctx, `SELECT `+invitationColumns+` FROM invitation i WHERE `+where, args...)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, scanInvitation)
}

func selectRoundInvitations(ctx context.Context, tx identity.Tx, round uuid.UUID) ([]Invitation, error) {
	return selectInvitations(ctx, tx, `i.round_id = $1 ORDER BY i.list_number`, round)
}

func selectInvitation(ctx context.Context, tx identity.Tx, id uuid.UUID) (Invitation, error) {
	return only(selectInvitations(ctx, tx, `i.id = $1`, id))
}

func selectInvitationByNumber(ctx context.Context, tx identity.Tx, round uuid.UUID, number int) (Invitation, error) {
	return only(selectInvitations(ctx, tx, `i.round_id = $1 AND i.list_number = $2`, round, number))
}

func lockInvitation(ctx context.Context, tx identity.Tx, round uuid.UUID, number int) (Invitation, error) {
	return only(selectInvitations(ctx, tx, `i.round_id = $1 AND i.list_number = $2 FOR NO KEY UPDATE`, round, number))
}

// lockPrepared holds the letters that are about to go out. Two senders wait here, and the second finds none.
func lockPrepared(ctx context.Context, tx identity.Tx, round uuid.UUID) ([]Invitation, error) {
	return selectInvitations(ctx, tx, `i.round_id = $1 AND i.sent_at IS NULL ORDER BY i.list_number FOR NO KEY UPDATE`, round)
}

// lockSilent holds the bodies that were asked, have not answered, and were not reminded since.
func lockSilent(ctx context.Context, tx identity.Tx, round uuid.UUID, since time.Time) ([]Invitation, error) {
	return selectInvitations(ctx, tx, `i.round_id = $1 AND i.sent_at IS NOT NULL
		AND NOT EXISTS (SELECT 1 FROM invitation_reply r WHERE r.invitation_id = i.id)
		AND NOT EXISTS (SELECT 1 FROM invitation_reminder m WHERE m.invitation_id = i.id AND m.sent_at >= $2)
		ORDER BY i.list_number FOR NO KEY UPDATE`, round, since)
}

func only(list []Invitation, err error) (Invitation, error) {
	if err == nil && len(list) != 1 {
		err = procedure.ErrNotFound
	}
	if err != nil {
		return Invitation{}, err
	}
	return list[0], nil
}

var errSentMeanwhile = errors.New("bodies: letter was sent meanwhile")

// markSent keeps the letters as they go out, and owes the mails.
func markSent(ctx context.Context, tx identity.Tx, letters []Invitation, index int64) error {
	ids, err := newIDs(len(letters))
	if err != nil {
		return err
	}
	var b pgx.Batch
	for n, i := range letters {
		b.Queue(`
			UPDATE invitation SET sent_at = $2, subject = $3, body = $4, received_on = $5, due_on = $6, salt = $7, hash = $8, log_index = $9
			WHERE id = $1 AND sent_at IS NULL RETURNING id`,
			i.ID, tx.Now, i.Subject, i.Text, utc(i.ReceivedOn), utc(i.DueOn), i.salt, i.hash, index).QueryRow(func(row pgx.Row) error {
			var id uuid.UUID
			err := row.Scan(&id)
			if errors.Is(err, pgx.ErrNoRows) {
				return errSentMeanwhile
			}
			return err
		})
		if i.Channel == ByMail {
			queueOwed(&b, tx, ids[n], "invitation", i.ID)
		}
	}
	return named(tx.SendBatch(ctx, &b).Close())
}

// queueOwed owes a mail about an invitation or a reply.
func queueOwed(b *pgx.Batch, tx identity.Tx, id uuid.UUID, kind string, subject uuid.UUID) {
	b.Queue(`
		INSERT INTO outbox (id, authority_id, kind, subject_id, created_at, next_at, attempts, last_error)
		VALUES ($1, $2, $3, $4, $5, $5, 0, '')`, id, tx.Authority, kind, subject, tx.Now)
}

func updateDelivery(ctx context.Context, tx identity.Tx, id uuid.UUID, received, due period.Date) error {
	tag, err := tx.Exec(ctx, `
		UPDATE invitation SET received_on = $2, due_on = $3 WHERE id = $1 AND channel = 'letter' AND sent_at IS NOT NULL`, id, received.UTC(), due.UTC())
	if err == nil && tag.RowsAffected() != 1 {
		return procedure.ErrWrongState
	}
	return err
}

func insertReminders(ctx context.Context, tx identity.Tx, list []Invitation, index int64) error {
	ids, err := newIDs(len(list))
	if err != nil {
		return err
	}
	var b pgx.Batch
	for n, i := range list {
		b.Queue(`
			INSERT INTO invitation_reminder (authority_id, invitation_id, log_index, sent_at, channel) VALUES ($1, $2, $3, $4, $5)`,
			tx.Authority, i.ID, index, tx.Now, string(i.Channel))
		if i.Channel == ByMail {
			queueOwed(&b, tx, ids[n], "reminder", i.ID)
		}
	}
	return named(tx.SendBatch(ctx, &b).Close())
}
