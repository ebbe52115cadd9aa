package follow

import (
	"context"
	"errors"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure/period"
)

// insertSubscription enters an address that nobody has confirmed yet. asks is false when the address is confirmed, or was
// asked a short while ago.
func insertSubscription(ctx context.Context, tx identity.Tx, id, procedure uuid.UUID, mail string, again time.Duration) (subscription uuid.UUID, asks bool, err error) {
	err = tx.QueryRow(ctx, `
		INSERT INTO subscription (id, authority_id, procedure_id, mail, asked_at) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (procedure_id, lower(mail)) DO UPDATE SET asked_at = excluded.asked_at
		WHERE subscription.confirmed_at IS NULL AND subscription.asked_at <= $6
		RETURNING id`, id, tx.Authority, procedure, mail, tx.Now, tx.Now.Add(-again)).Scan(&subscription)
	if errors.Is(err, pgx.ErrNoRows) {
		return uuid.Nil, false, nil
	}
	return subscription, err == nil, err
}

func insertToken(ctx context.Context, tx identity.Tx, hash []byte, subscription uuid.UUID) error {
	_, err := tx.Exec(ctx, `INSERT INTO subscription_token (authority_id, hash, subscription_id, made_at) VALUES ($1, $2, $3, $4)`,
		tx.Authority, hash, subscription, tx.Now)
	return err
}

func lockSubscription(ctx context.Context, tx identity.Tx, procedure uuid.UUID, hash []byte) (id uuid.UUID, asked time.Time, confirmed *time.Time, err error) {
	err = tx.QueryRow(ctx, `
		SELECT s.id, s.asked_at, s.confirmed_at FROM subscription_token t JOIN subscription s ON s.id = t.subscription_id
		WHERE t.authority_id = $1 AND t.hash = $2 AND s.procedure_id = $3 FOR UPDATE OF s`, tx.Authority, hash, procedure).Scan(&id, &asked, &confirmed)
	if errors.Is(err, pgx.ErrNoRows) {
		err = ErrNotFound
	}
	return id, asked, confirmed, err
}

func confirmSubscription(ctx context.Context, tx identity.Tx, id uuid.UUID) error {
	_, err := tx.Exec(ctx, `UPDATE subscription SET confirmed_at = $2 WHERE id = $1 AND confirmed_at IS NULL`, id, tx.Now)
	return err
}

func deleteSubscription(ctx context.Context, tx identity.Tx, id uuid.UUID) error {
	_, err := tx.Exec(ctx, `DELETE FROM subscription WHERE id = $1`, id)
	return err
}

func deleteUnconfirmed(ctx context.Context, tx identity.Tx, askedBefore time.Time) error {
	_, err := tx.Exec(ctx, `DELETE FROM subscription WHERE confirmed_at IS NULL AND asked_at <= $1`, askedBefore)
	return err
}

// deleteEnded deletes the subscriptions of procedures that came to their end before an instant and have stayed there.
func deleteEnded(ctx context.Context, tx identity.Tx, before time.Time) error {
	_, err := tx.Exec(ctx, `
		DELETE FROM subscription s USING procedure p
		WHERE p.id = s.procedure_id AND p.state IN ('in_force', 'abandoned', 'annulled')
		  AND NOT EXISTS (SELECT FROM procedure_act a WHERE a.procedure_id = p.id AND a.to_state <> a.from_state AND a.recorded_at > $1)`, before)
	return err
}

func selectLetter(ctx context.Context, tx identity.Tx, subscription uuid.UUID) (l Letter, err error) {
	err = tx.QueryRow(ctx, `
		SELECT s.mail, p.slug, p.title, p.short_title, u.name, u.office, u.phone
		FROM subscription s JOIN procedure p ON p.id = s.procedure_id JOIN authority u ON u.id = s.authority_id WHERE s.id = $1`, subscription).
		Scan(&l.Mail, &l.Slug, &l.Title, &l.ShortTitle, &l.Authority, &l.Office, &l.Phone)
	if errors.Is(err, pgx.ErrNoRows) {
		err = ErrNotFound
	}
	return l, err
}

// selectNewsDue lists what a topic has for whom and has not told. By the day: those who had subscribed by then; of an act:
// those who had subscribed when it was put on record.
func selectNewsDue(ctx context.Context, tx identity.Tx, t topic, today period.Date) ([]due, error) {
	rows, err := tx.Query(ctx, `
		SELECT s.id, a.procedure_id, a.about, a.day
		FROM appointment a JOIN procedure p ON p.id = a.procedure_id JOIN subscription s ON s.procedure_id = a.procedure_id
		WHERE a.authority_id = $1 AND a.public AND a.kind = $2 AND ($3::text[] IS NULL OR a.detail = ANY ($3))
		  AND s.confirmed_at IS NOT NULL AND p.state NOT IN ('suspended', 'abandoned', 'annulled')
		  AND CASE WHEN $4 THEN a.changed_at > s.confirmed_at AND a.changed_at > $5
		      ELSE a.day <= $6 AND a.day > $7 AND (s.confirmed_at AT TIME ZONE 'Europe/Berlin')::date <= a.day + $8::int END
		  AND NOT EXISTS (SELECT FROM news_sent n WHERE n.subscription_id = s.id AND n.topic = $9 AND n.about = a.about AND n.day = a.day)
		ORDER BY a.day, s.id`,
		tx.Authority, string(t.Kind), t.Details, t.Recorded, tx.Now.Add(-recordedSince), today.AddDays(-t.After).UTC(),
		today.AddDays(-t.After-stillNews).UTC(), t.After, string(t.Topic))
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (d due, err error) {
		var day time.Time
		err = row.Scan(&d.to, &d.procedure, &d.about, &day)
		d.day = period.DateOfUTC(day)
		return d, err
	})
}

func insertNews(ctx context.Context, tx identity.Tx, t Topic, d due) (first bool, err error) {
	tag, err := tx.Exec(ctx, `
		INSERT INTO news_sent (id, authority_id, subscription_id, topic, about, day) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (subscription_id, topic, about, day) DO NOTHING`, d.id, tx.Authority, d.to, string(t), d.about, d.day.UTC())
	return err == nil && tag.RowsAffected() == 1, err
}

func selectNews(ctx context.Context, tx identity.Tx, id uuid.UUID) (subscription, procedure uuid.UUID, t Topic, about uuid.UUID, day period.Date, err error) {
	var on time.Time
	err = tx.QueryRow(ctx, `
		SELECT n.subscription_id, s.procedure_id, n.topic, n.about, n.day FROM news_sent n JOIN subscription s ON s.id = n.subscription_id
		WHERE n.id = $1`, id).Scan(&subscription, &procedure, &t, &about, &on)
	if errors.Is(err, pgx.ErrNoRows) {
		err = ErrNotFound
	}
	return subscription, procedure, t, about, period.DateOfUTC(on), err
}
