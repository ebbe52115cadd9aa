package procedure

import (
	"context"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure/period"
)

// upsertAppointments writes the dates; one that stays as it was keeps the time of its last change.
func upsertAppointments(ctx context.Context, tx identity.Tx, list []Appointment) error {
	var batch pgx.Batch
	for _, a := range list {
		var warn *time.Time
		if a.Risk != "" {
			warn = utc(&a.WarnFrom)
		}
		batch.Queue(`
			INSERT INTO appointment AS old (procedure_id, authority_id, kind, about, day, detail, durchgang, rule_set, public, risk, warn_from, changed_at)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
			ON CONFLICT (procedure_id, kind, about) DO UPDATE SET day = excluded.day, detail = excluded.detail, durchgang = excluded.durchgang,
			    rule_set = excluded.rule_set, public = excluded.public, risk = excluded.risk, warn_from = excluded.warn_from,
			    changed_at = CASE WHEN (old.day, old.public) = (excluded.day, excluded.public) THEN old.changed_at ELSE excluded.changed_at END
			WHERE (old.day, old.detail, old.durchgang, old.rule_set, old.public, old.risk, coalesce(old.warn_from, 'infinity'))
			   <> (excluded.day, excluded.detail, excluded.durchgang, excluded.rule_set, excluded.public, excluded.risk, coalesce(excluded.warn_from, 'infinity'))`,
			a.Procedure, tx.Authority, string(a.Kind), a.About, a.Day.UTC(), a.Detail, a.Durchgang, a.RuleSet, a.Public, string(a.Risk), warn, tx.Now)
	}
	return named(tx.SendBatch(ctx, &batch).Close())
}

// deleteOtherAppointments takes away the dates that are no longer any.
func deleteOtherAppointments(ctx context.Context, tx identity.Tx, procedure uuid.UUID, keep []Appointment) error {
	kinds, about := make([]string, len(keep)), make([]uuid.UUID, len(keep))
	for i, a := range keep {
		kinds[i], about[i] = string(a.Kind), a.About
	}
	_, err := tx.Exec(ctx, `
		DELETE FROM appointment a WHERE a.procedure_id = $1
		  AND NOT EXISTS (SELECT FROM unnest($2::text[], $3::uuid[]) AS k(kind, about) WHERE k.kind = a.kind AND k.about = a.about)`,
		procedure, kinds, about)
	return named(err)
}

func updateDatesVersion(ctx context.Context, tx identity.Tx, procedure uuid.UUID, version int) error {
	_, err := tx.Exec(ctx, `UPDATE procedure SET dates_version = $2 WHERE id = $1 AND dates_version <> $2`, procedure, version)
	return named(err)
}

// selectUndated lists some procedures whose dates were derived under other rules, or never.
func selectUndated(ctx context.Context, tx identity.Tx, version, atMost int) ([]uuid.UUID, error) {
	rows, err := tx.Query(ctx, `
		SELECT id FROM procedure WHERE authority_id = $1 AND dates_version < $2 ORDER BY dates_version LIMIT $3`, tx.Authority, version, atMost)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowTo[uuid.UUID])
}

// selectComputed lists the procedures of a municipality with a day that is counted and not chosen.
func selectComputed(ctx context.Context, tx identity.Tx, municipality uuid.UUID) ([]uuid.UUID, error) {
	rows, err := tx.Query(ctx, `
		SELECT DISTINCT a.procedure_id FROM appointment a JOIN procedure p ON p.id = a.procedure_id JOIN plan pl ON pl.id = p.plan_id
		WHERE a.authority_id = $1 AND a.kind IN ('approval_ends', 'complaint_ends', 'freeze_ends', 'consent_ends')
		  AND pl.municipality_id = $2 ORDER BY a.procedure_id`, tx.Authority, municipality)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowTo[uuid.UUID])
}

const appointmentColumns = `a.procedure_id, a.kind, a.about, a.day, a.detail, a.durchgang, a.rule_set, a.public, a.risk, a.warn_from, a.changed_at,
	p.slug, p.short_title, p.area_place`

// selectAppointments reads the dates of a procedure in their order, or those that everybody may know.
func selectAppointments(ctx context.Context, tx identity.Tx, procedure uuid.UUID, public bool) ([]Dated, error) {
	rows, err := tx.Query(ctx, `
		SELECT `+appointmentColumns+` FROM appointment a JOIN procedure p ON p.id = a.procedure_id
		WHERE a.procedure_id = $1 AND (a.public OR NOT $2) ORDER BY a.day, a.kind, a.about`, procedure, public)
	return collectDated(rows, err)
}

// selectAppointmentsBetween reads a page of the dates of an authority: from one day to before another.
func selectAppointmentsBetween(ctx context.Context, tx identity.Tx, from, before period.Date, offset, limit int) ([]Dated, error) {
	rows, err := tx.Query(ctx, `
		SELECT `+appointmentColumns+` FROM appointment a JOIN procedure p ON p.id = a.procedure_id
		WHERE a.authority_id = $1 AND a.day >= $2 AND a.day < $3
		ORDER BY a.day, a.procedure_id, a.kind, a.about LIMIT $4 OFFSET $5`, tx.Authority, from.UTC(), before.UTC(), limit, offset)
	return collectDated(rows, err)
}

// selectAtRisk reads the dates of an authority that are at risk on a day.
func selectAtRisk(ctx context.Context, tx identity.Tx, today period.Date, limit int) ([]Dated, error) {
	rows, err := tx.Query(ctx, `
		SELECT `+appointmentColumns+` FROM appointment a JOIN procedure p ON p.id = a.procedure_id
		WHERE a.authority_id = $1 AND a.warn_from <= $2
		ORDER BY a.day, a.procedure_id, a.kind, a.about LIMIT $3`, tx.Authority, today.UTC(), limit)
	return collectDated(rows, err)
}

func collectDated(rows pgx.Rows, err error) ([]Dated, error) {
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (d Dated, err error) {
		var day time.Time
		var warn *time.Time
		err = row.Scan(&d.Procedure, &d.Kind, &d.About, &day, &d.Detail, &d.Durchgang, &d.RuleSet, &d.Public, &d.Risk, &warn, &d.ChangedAt,
			&d.Slug, &d.ShortTitle, &d.Place)
		d.Day = period.DateOfUTC(day)
		if warn != nil {
			d.WarnFrom = period.DateOfUTC(*warn)
		}
		return d, err
	})
}
