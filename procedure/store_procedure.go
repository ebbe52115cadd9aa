package procedure

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure/period"
)

var constraints = map[string]error{
	"slug_pkey":                 ErrSlugTaken,
	"procedure_prefix_unique":   ErrPrefixTaken,
	"announcement_round_unique": ErrWrongState,
	"procedure_link_not_itself": ErrWrongState,
	"round_durchgang_unique":    ErrWrongState,

	"procedure_checklist_item_once":       ErrWrongState,
	"procedure_checklist_position_unique": ErrWrongState,
	"procedure_origin_template_exists":    ErrNotFound,
}

// named translates a violated constraint into the error of the rule that it holds.
func named(err error) error {
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		if known, ok := constraints[pg.ConstraintName]; ok {
			return fmt.Errorf("%w (%s)", known, pg.ConstraintName)
		}
	}
	return err
}

func insertPlan(ctx context.Context, tx identity.Tx, p Plan) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO plan (id, authority_id, municipality_id, kind, name, created_at) VALUES ($1, $2, $3, $4, $5, $6)`,
		p.ID, tx.Authority, p.Municipality, string(p.Kind), p.Name, tx.Now)
	return named(err)
}

func insertSlug(ctx context.Context, tx identity.Tx, ref Ref) error {
	_, err := tx.Exec(ctx, `INSERT INTO slug (slug, authority_id, procedure_id) VALUES ($1, $2, $3)`, ref.Slug, ref.Authority, ref.ID)
	return named(err)
}

func selectSlug(ctx context.Context, pool *pgxpool.Pool, slug string) (Ref, error) {
	ref := Ref{Slug: slug}
	err := pool.QueryRow(ctx, `SELECT authority_id, procedure_id FROM slug WHERE slug = $1`, slug).Scan(&ref.Authority, &ref.ID)
	if errors.Is(err, pgx.ErrNoRows) {
		return Ref{}, ErrNotFound
	}
	return ref, err
}

func insertProcedure(ctx context.Context, tx identity.Tx, ref Ref, plan uuid.UUID, n NewProcedure) error {
	var area any
	if len(n.AreaGeoJSON) > 0 {
		area = string(n.AreaGeoJSON)
	}
	_, err := tx.Exec(ctx, `
		INSERT INTO procedure (id, authority_id, plan_id, slug, prefix, purpose, regime, project_based, imported_from, portal_url, title,
		                       short_title, summary, area_place, area_text, area_geojson, min_assurance, guests, state, contact_name, contact_phone, created_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16::jsonb, $17, $18, $19, $20, $21, $22)`,
		ref.ID, ref.Authority, plan, n.Slug, n.Prefix, string(n.Purpose), string(n.Regime), n.ProjectBased, n.ImportedFrom, n.PortalURL, n.Title,
		n.ShortTitle, n.Summary, n.AreaPlace, n.AreaText, area, string(n.MinAssurance), n.Guests, string(StateDraft), n.ContactName, n.ContactPhone, tx.Now)
	return named(err)
}

const procedureColumns = `p.id, p.authority_id, p.slug, p.prefix, p.purpose, p.regime, p.project_based, p.imported_from, p.portal_url, p.cycle, p.title, p.short_title, p.summary,
	p.area_place, p.area_text, p.area_geojson::text, p.min_assurance, p.guests, p.state, p.contact_name, p.contact_phone, p.created_at,
	pl.id, pl.municipality_id, pl.kind, pl.name,
	` + municipalityColumns

func selectProcedure(ctx context.Context, tx identity.Tx, id uuid.UUID) (Procedure, error) {
	return scanProcedure(tx.QueryRow(ctx, `
		SELECT `+procedureColumns+`
		FROM procedure p JOIN plan pl ON pl.id = p.plan_id JOIN municipality m ON m.id = pl.municipality_id
		WHERE p.id = $1`, id))
}

// selectPublicProcedure finds a procedure that everybody may know of.
func selectPublicProcedure(ctx context.Context, tx identity.Tx, id uuid.UUID) (Procedure, error) {
	return scanProcedure(tx.QueryRow(ctx, `
		SELECT `+procedureColumns+`
		FROM procedure p JOIN plan pl ON pl.id = p.plan_id JOIN municipality m ON m.id = pl.municipality_id
		WHERE p.id = $1 AND procedure_is_public(p.id, p.state)`, id))
}

func selectMinAssurance(ctx context.Context, tx identity.Tx, id uuid.UUID) (level identity.Level, err error) {
	err = tx.QueryRow(ctx, `SELECT min_assurance FROM procedure WHERE id = $1`, id).Scan(&level)
	if errors.Is(err, pgx.ErrNoRows) {
		return "", ErrNotFound
	}
	return level, err
}

func selectGuests(ctx context.Context, tx identity.Tx, id uuid.UUID) (allowed bool, err error) {
	err = tx.QueryRow(ctx, `SELECT guests FROM procedure WHERE id = $1 AND procedure_is_public(id, state)`, id).Scan(&allowed)
	if errors.Is(err, pgx.ErrNoRows) {
		return false, ErrNotFound
	}
	return allowed, err
}

// lockProcedure is the first lock of every change to a procedure. NO KEY: filing holds the head of the register while its
// foreign keys look at the procedure, and a full lock here would be a deadlock with it.
func lockProcedure(ctx context.Context, tx identity.Tx, id uuid.UUID) (Procedure, error) {
	return scanProcedure(tx.QueryRow(ctx, `
		SELECT `+procedureColumns+`
		FROM procedure p JOIN plan pl ON pl.id = p.plan_id JOIN municipality m ON m.id = pl.municipality_id
		WHERE p.id = $1 FOR NO KEY UPDATE OF p`, id))
}

func scanProcedure(row pgx.Row) (Procedure, error) {
	var p Procedure
	var area *string
	err := row.Scan(&p.ID, &p.Authority, &p.Slug, &p.Prefix, &p.Purpose, &p.Regime, &p.ProjectBased, &p.ImportedFrom, &p.PortalURL, &p.Cycle, &p.Title, &p.ShortTitle, &p.Summary,
		&p.AreaPlace, &p.AreaText, &area, &p.MinAssurance, &p.Guests, &p.State, &p.ContactName, &p.ContactPhone, &p.CreatedAt,
		&p.Plan.ID, &p.Plan.Municipality, &p.Plan.Kind, &p.Plan.Name,
		&p.Municipality.ID, &p.Municipality.AGS, &p.Municipality.Land, &p.Municipality.Name, &p.Municipality.ExtraHolidays,
		&p.Municipality.AnnouncementMedium, &p.Municipality.Locals)
	if errors.Is(err, pgx.ErrNoRows) {
		return Procedure{}, ErrNotFound
	}
	if area != nil {
		p.AreaGeoJSON = []byte(*area)
	}
	return p, err
}

// moveProcedure changes the state, guarded by the states from which that is possible.
func moveProcedure(ctx context.Context, tx identity.Tx, id uuid.UUID, to State, from ...State) error {
	states := make([]string, len(from))
	for i, f := range from {
		states[i] = string(f)
	}
	tag, err := tx.Exec(ctx, `UPDATE procedure SET state = $2 WHERE id = $1 AND state = ANY ($3)`, id, string(to), states)
	if err != nil {
		return named(err)
	}
	if tag.RowsAffected() != 1 {
		return fmt.Errorf("move procedure %s to %s: %w", id, to, ErrWrongState)
	}
	return nil
}

func insertEvent(ctx context.Context, tx identity.Tx, actor identity.Actor, procedure uuid.UUID, e Event, index int64) error {
	id, err := uuid.NewV7()
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `
		INSERT INTO procedure_event (id, authority_id, procedure_id, at, actor_id, kind, detail, log_index)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
		id, tx.Authority, procedure, tx.Now, actor.AccountRef(), string(e.Kind), e.Detail, index)
	return named(err)
}

func selectEvents(ctx context.Context, tx identity.Tx, procedure uuid.UUID, limit int) ([]PastEvent, error) {
	rows, err := tx.Query(ctx, `
		SELECT at, kind, detail, log_index FROM procedure_event WHERE procedure_id = $1 ORDER BY log_index DESC LIMIT $2`,
		procedure, limit)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToStructByPos[PastEvent])
}

func selectOverview(ctx context.Context, pool *pgxpool.Pool) ([]Summary, error) {
	rows, err := pool.Query(ctx, `
		SELECT authority_id, procedure_id, slug, title, short_title, summary, area_place, coalesce(area_geojson::text, ''), plan_kind,
		       state, step_kind, step_began, step_expected, round_kind, first_day, last_day, closes_at
		FROM public_procedures() ORDER BY closes_at NULLS LAST, title`)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (Summary, error) {
		var s Summary
		var began, first, last, closes *time.Time
		var area string
		err := row.Scan(&s.Authority, &s.ID, &s.Slug, &s.Title, &s.ShortTitle, &s.Summary, &s.AreaPlace, &area, &s.PlanKind,
			&s.State, &s.Step, &began, &s.StepExpected, &s.RoundKind, &first, &last, &closes)
		s.AreaGeoJSON, s.StepBegan = []byte(area), dateOf(began)
		if closes != nil {
			s.FirstDay, s.LastDay, s.ClosesAt = period.DateOfUTC(*first), period.DateOfUTC(*last), closes.UTC()
		}
		return s, err
	})
}

func dateOf(t *time.Time) *period.Date {
	if t == nil {
		return nil
	}
	d := period.DateOfUTC(*t)
	return &d
}

func nonNil(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}
