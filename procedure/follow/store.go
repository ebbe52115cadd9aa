package follow

import (
	"context"
	"errors"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/period"
)

func upsertAddress(ctx context.Context, pool *pgxpool.Pool, hash []byte, account, authority uuid.UUID, now time.Time) error {
	_, err := pool.Exec(ctx, `
		INSERT INTO calendar_address (hash, account_id, authority_id, made_at) VALUES ($1, $2, $3, $4)
		ON CONFLICT (account_id, authority_id) DO UPDATE SET hash = excluded.hash, made_at = excluded.made_at
		WHERE calendar_address.hash <> excluded.hash`, hash, account, authority, now)
	return err
}

func selectAddress(ctx context.Context, pool *pgxpool.Pool, account, authority uuid.UUID) (*time.Time, error) {
	var made time.Time
	err := pool.QueryRow(ctx, `SELECT made_at FROM calendar_address WHERE account_id = $1 AND authority_id = $2`, account, authority).Scan(&made)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, nil
	}
	return &made, err
}

func selectOwner(ctx context.Context, pool *pgxpool.Pool, hash []byte) (account, authority uuid.UUID, err error) {
	err = pool.QueryRow(ctx, `SELECT account_id, authority_id FROM calendar_address WHERE hash = $1`, hash).Scan(&account, &authority)
	if errors.Is(err, pgx.ErrNoRows) {
		err = ErrNotFound
	}
	return account, authority, err
}

func insertOwed(ctx context.Context, tx identity.Tx, id uuid.UUID, kind string, subject uuid.UUID) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO outbox (id, authority_id, kind, subject_id, created_at, next_at, attempts, last_error)
		VALUES ($1, $2, $3, $4, $5, $5, 0, '')`, id, tx.Authority, kind, subject, tx.Now)
	return err
}

func selectSetting(ctx context.Context, tx identity.Tx, account uuid.UUID) (days []int, err error) {
	err = tx.QueryRow(ctx, `SELECT days FROM reminder_setting WHERE account_id = $1 AND authority_id = $2`, account, tx.Authority).Scan(&days)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, nil
	}
	return days, err
}

func upsertSetting(ctx context.Context, tx identity.Tx, account uuid.UUID, days []int) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO reminder_setting (account_id, authority_id, days) VALUES ($1, $2, $3)
		ON CONFLICT (account_id, authority_id) DO UPDATE SET days = excluded.days`, account, tx.Authority, days)
	return err
}

func deleteSetting(ctx context.Context, tx identity.Tx, account uuid.UUID) error {
	_, err := tx.Exec(ctx, `DELETE FROM reminder_setting WHERE account_id = $1 AND authority_id = $2`, account, tx.Authority)
	return err
}

// selectRemindersDue lists the dates within the leads that people chose, of which they have not been reminded.
func selectRemindersDue(ctx context.Context, tx identity.Tx, kinds []string, today period.Date) ([]due, error) {
	rows, err := tx.Query(ctx, `
		SELECT s.account_id, a.procedure_id, a.kind, a.about, a.day, l.lead
		FROM reminder_setting s CROSS JOIN unnest(s.days) AS l(lead)
		JOIN appointment a ON a.authority_id = s.authority_id AND a.day >= $2 AND a.day <= $2 + l.lead
		JOIN procedure p ON p.id = a.procedure_id
		WHERE s.authority_id = $1 AND a.kind = ANY ($3) AND p.state NOT IN ('suspended', 'abandoned', 'annulled')
		  AND NOT EXISTS (SELECT FROM reminder_sent r WHERE r.account_id = s.account_id AND r.procedure_id = a.procedure_id
		                  AND r.kind = a.kind AND r.about = a.about AND r.day = a.day AND r.lead = l.lead)
		ORDER BY s.account_id, a.day, a.procedure_id, a.kind, a.about, l.lead`, tx.Authority, today.UTC(), kinds)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (d due, err error) {
		var day time.Time
		err = row.Scan(&d.to, &d.procedure, &d.kind, &d.about, &day, &d.lead)
		d.day = period.DateOfUTC(day)
		return d, err
	})
}

func insertReminder(ctx context.Context, tx identity.Tx, mail uuid.UUID, d due) (first bool, err error) {
	tag, err := tx.Exec(ctx, `
		INSERT INTO reminder_sent (account_id, procedure_id, kind, about, day, lead, authority_id, mail_id)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING`,
		d.to, d.procedure, d.kind, d.about, d.day.UTC(), d.lead, tx.Authority, mail)
	return err == nil && tag.RowsAffected() == 1, err
}

// selectReminded lists the dates of a mail of reminders, each once.
func selectReminded(ctx context.Context, tx identity.Tx, mail uuid.UUID) ([]due, error) {
	rows, err := tx.Query(ctx, `
		SELECT DISTINCT day, procedure_id, kind, about, account_id FROM reminder_sent WHERE mail_id = $1
		ORDER BY day, procedure_id, kind, about`, mail)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (d due, err error) {
		var day time.Time
		err = row.Scan(&day, &d.procedure, &d.kind, &d.about, &d.to)
		d.day = period.DateOfUTC(day)
		return d, err
	})
}

// selectState reads the state of a procedure that everybody may know of.
func selectState(ctx context.Context, tx identity.Tx, id uuid.UUID) (state procedure.State, err error) {
	err = tx.QueryRow(ctx, `SELECT state FROM procedure WHERE id = $1 AND procedure_is_public(id, state)`, id).Scan(&state)
	if errors.Is(err, pgx.ErrNoRows) {
		err = procedure.ErrNotFound
	}
	return state, err
}
