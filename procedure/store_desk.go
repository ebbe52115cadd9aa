package procedure

import (
	"context"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure/period"
)

// selectDesk finds the page by the index procedure_by_desk alone, and only then looks at its rounds.
func selectDesk(ctx context.Context, tx identity.Tx, only []uuid.UUID, offset, limit int) ([]DeskLine, error) {
	rows, err := tx.Query(ctx, `
		SELECT p.id, p.slug, p.short_title, p.area_place, p.state, p.settled, coalesce(h.statements, 0),
		       coalesce(r.kind, ''), coalesce(r.state, ''), r.first_day, r.last_day, r.closes_at
		FROM (SELECT id, slug, short_title, area_place, state, (state IN ('in_force', 'abandoned', 'annulled')) AS settled
		      FROM procedure WHERE authority_id = $1 AND ($4::uuid[] IS NULL OR id = ANY ($4))
		      ORDER BY (state IN ('in_force', 'abandoned', 'annulled')), short_title, id LIMIT $2 OFFSET $3) p
		LEFT JOIN ledger_head h ON h.procedure_id = p.id
		LEFT JOIN LATERAL (SELECT x.kind, x.state, y.first_day, y.last_day, y.closes_at FROM round x
			JOIN LATERAL (SELECT z.first_day, z.last_day, z.closes_at FROM period_version z
				WHERE z.round_id = x.id ORDER BY z.version DESC LIMIT 1) y ON true
			WHERE x.procedure_id = p.id AND x.state <> 'dropped' AND x.kind IN ('early', 'publication', 'repeated', 'affected', 'hearing')
			ORDER BY y.first_day DESC, x.id DESC LIMIT 1) r ON true
		ORDER BY p.settled, p.short_title, p.id`, tx.Authority, limit, offset, only)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (l DeskLine, err error) {
		var r Round
		var first, last, closes *time.Time
		l.Authority = tx.Authority
		err = row.Scan(&l.ID, &l.Slug, &l.ShortTitle, &l.Place, &l.State, &l.Settled, &l.Statements, &r.Kind, &r.State, &first, &last, &closes)
		if closes != nil {
			r.Period = PeriodVersion{FirstDay: period.DateOfUTC(*first), LastDay: period.DateOfUTC(*last), ClosesAt: closes.UTC()}
			l.Round = &r
		}
		return l, err
	})
}
