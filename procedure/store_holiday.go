package procedure

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure/period"
)

// municipalityColumns carries the local holidays of m along, so that a list of municipalities is one query. One that was
// ended holds until its last day; one that never held is left out.
const municipalityColumns = `m.id, m.ags, m.land, m.name, m.extra_holidays, m.announcement_medium,
	coalesce((SELECT jsonb_agg(jsonb_strip_nulls(jsonb_build_object('name', h.name, 'norm', h.norm, 'month', h.month, 'day', h.day,
			'from', h.valid_from, 'to', least(h.valid_to, h.last_day))) ORDER BY h.month, h.day, h.id)
		FROM local_holiday h WHERE h.municipality_id = m.id AND (h.ended_at IS NULL OR h.last_day IS NOT NULL)), '[]')`

func insertMunicipality(ctx context.Context, tx identity.Tx, m Municipality) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO municipality (id, authority_id, ags, land, name, extra_holidays, announcement_medium)
		VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		m.ID, tx.Authority, m.AGS, m.Land, m.Name, nonNil(m.ExtraHolidays), m.AnnouncementMedium)
	return named(err)
}

func selectMunicipalities(ctx context.Context, tx identity.Tx) ([]Municipality, error) {
	rows, err := tx.Query(ctx, `SELECT `+municipalityColumns+` FROM municipality m ORDER BY m.name`)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToStructByPos[Municipality])
}

func selectMunicipality(ctx context.Context, tx identity.Tx, id uuid.UUID) (Municipality, error) {
	rows, err := tx.Query(ctx, `SELECT `+municipalityColumns+` FROM municipality m WHERE m.id = $1`, id)
	if err != nil {
		return Municipality{}, err
	}
	m, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByPos[Municipality])
	if errors.Is(err, pgx.ErrNoRows) {
		return Municipality{}, ErrNotFound
	}
	return m, err
}

// lockMunicipality lets one change at a time happen to a municipality. It is a statement of its own: what is read after
// it sees what the change before has committed.
func lockMunicipality(ctx context.Context, tx identity.Tx, id uuid.UUID) (Municipality, error) {
	tag, err := tx.Exec(ctx, `SELECT FROM municipality WHERE id = $1 FOR NO KEY UPDATE`, id)
	if err != nil {
		return Municipality{}, err
	}
	if tag.RowsAffected() != 1 {
		return Municipality{}, ErrNotFound
	}
	return selectMunicipality(ctx, tx, id)
}

func updateExtras(ctx context.Context, tx identity.Tx, id uuid.UUID, extras []string) error {
	return changedOne(tx.Exec(ctx, `UPDATE municipality SET extra_holidays = $2 WHERE id = $1`, id, nonNil(extras)))
}

func updateMedium(ctx context.Context, tx identity.Tx, id uuid.UUID, medium string) error {
	return changedOne(tx.Exec(ctx, `UPDATE municipality SET announcement_medium = $2 WHERE id = $1`, id, medium))
}

func insertHoliday(ctx context.Context, tx identity.Tx, actor identity.Actor, municipality, id uuid.UUID, l period.Local) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO local_holiday (id, authority_id, municipality_id, name, norm, month, day, valid_from, valid_to, created_at, created_by)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
		id, tx.Authority, municipality, l.Name, l.Norm, int(l.Month), l.Day, unlessZero(l.From), unlessZero(l.To), tx.Now, actor.AccountRef())
	return named(err)
}

// endHoliday ends one that holds, once; a zero day says that it never held.
func endHoliday(ctx context.Context, tx identity.Tx, actor identity.Actor, id uuid.UUID, last period.Date) error {
	return changedOne(tx.Exec(ctx, `
		UPDATE local_holiday SET ended_at = $2, ended_by = $3, last_day = $4 WHERE id = $1 AND ended_at IS NULL`,
		id, tx.Now, actor.AccountRef(), unlessZero(last)))
}

// selectHolidays lists all that were ever entered for the municipality, in the order of the year.
func selectHolidays(ctx context.Context, tx identity.Tx, municipality uuid.UUID) ([]Holiday, error) {
	rows, err := tx.Query(ctx, `
		SELECT id, name, norm, month, day, valid_from, valid_to, ended_at IS NOT NULL, last_day
		FROM local_holiday WHERE municipality_id = $1 ORDER BY month, day, id`, municipality)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (Holiday, error) {
		var h Holiday
		var month int
		var from, to, last *time.Time
		err := row.Scan(&h.ID, &h.Name, &h.Norm, &month, &h.Day, &from, &to, &h.Ended, &last)
		h.Month, h.From, h.To, h.LastDay = time.Month(month), orZero(from), orZero(to), orZero(last)
		return h, err
	})
}

func insertChange(ctx context.Context, tx identity.Tx, actor identity.Actor, municipality uuid.UUID, c MunicipalityChange) error {
	id, err := uuid.NewV7()
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `
		INSERT INTO municipality_change (id, authority_id, municipality_id, at, actor_id, kind, holiday_id, before, after)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		id, tx.Authority, municipality, tx.Now, actor.AccountRef(), string(c.Kind), c.holiday, c.Before, c.After)
	return named(err)
}

func selectChanges(ctx context.Context, tx identity.Tx, municipality uuid.UUID, limit int) ([]MunicipalityChange, error) {
	rows, err := tx.Query(ctx, `
		SELECT c.at, coalesce(trim(a.given_name || ' ' || a.surname), ''), c.kind, coalesce(h.name, ''), c.before, c.after
		FROM municipality_change c LEFT JOIN local_holiday h ON h.id = c.holiday_id LEFT JOIN account a ON a.id = c.actor_id
		WHERE c.municipality_id = $1 ORDER BY c.at DESC, c.id DESC LIMIT $2`, municipality, limit)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (MunicipalityChange, error) {
		var c MunicipalityChange
		err := row.Scan(&c.At, &c.By, &c.Kind, &c.Holiday, &c.Before, &c.After)
		return c, err
	})
}

// selectOpenRounds lists the rounds of plans for the municipality whose period still lies ahead or runs.
func selectOpenRounds(ctx context.Context, tx identity.Tx, municipality uuid.UUID) ([]openRound, error) {
	rows, err := tx.Query(ctx, `
		SELECT p.slug, p.short_title, r.kind, r.state, r.rule, r.rule_set, v.first_day, v.last_day, v.min_last_day, v.closes_at
		FROM round r JOIN procedure p ON p.id = r.procedure_id JOIN plan pl ON pl.id = p.plan_id
		JOIN LATERAL (SELECT x.first_day, x.last_day, x.min_last_day, x.closes_at
			FROM period_version x WHERE x.round_id = r.id ORDER BY x.version DESC LIMIT 1) v ON true
		WHERE pl.municipality_id = $1 AND (r.state = 'planned' OR r.state = 'published' AND v.closes_at > $2)
		ORDER BY v.first_day, p.short_title, r.id`, municipality, tx.Now)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (openRound, error) {
		var r openRound
		var first, last, minimum, closes time.Time
		err := row.Scan(&r.Slug, &r.Title, &r.Kind, &r.State, &r.rule, &r.ruleSet, &first, &last, &minimum, &closes)
		r.FirstDay, r.LastDay, r.Was = period.DateOfUTC(first), period.DateOfUTC(last), period.DateOfUTC(minimum)
		r.EndedOn = period.DateAt(closes).AddDays(-1)
		return r, err
	})
}

// changedOne is ErrWrongState unless a guarded update met its row.
func changedOne(tag pgconn.CommandTag, err error) error {
	if err == nil && tag.RowsAffected() != 1 {
		return fmt.Errorf("guarded update: %w", ErrWrongState)
	}
	return named(err)
}

func unlessZero(d period.Date) *time.Time {
	if d.IsZero() {
		return nil
	}
	return utc(&d)
}

func orZero(t *time.Time) period.Date {
	if t == nil {
		return period.Date{}
	}
	return period.DateOfUTC(*t)
}
