package procedure

import (
	"context"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure/period"
)

// storedDeadline is a round with all versions of its period, oldest first.
type storedDeadline struct {
	round       uuid.UUID
	kind        RoundKind
	ruleSet     string
	publishedAt *time.Time
	versions    []PeriodVersion
}

func selectDeadlines(ctx context.Context, tx identity.Tx, procedure uuid.UUID) ([]storedDeadline, error) {
	rows, err := tx.Query(ctx, `
		SELECT r.id, r.kind, r.rule_set, r.published_at,
		       v.id, v.version, v.first_day, v.last_day, v.min_last_day, v.closes_at, v.cause, v.decided_at
		FROM round r JOIN period_version v ON v.round_id = r.id
		WHERE r.procedure_id = $1 ORDER BY r.id, v.version`, procedure)
	if err != nil {
		return nil, err
	}
	var list []storedDeadline
	_, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (v PeriodVersion, err error) {
		var r storedDeadline
		var first, last, minimum time.Time
		err = row.Scan(&r.round, &r.kind, &r.ruleSet, &r.publishedAt, &v.ID, &v.Version, &first, &last, &minimum, &v.ClosesAt, &v.Cause, &v.DecidedAt)
		v.FirstDay, v.LastDay, v.MinLastDay = period.DateOfUTC(first), period.DateOfUTC(last), period.DateOfUTC(minimum)
		if n := len(list); n == 0 || list[n-1].round != r.round {
			list = append(list, r)
		}
		own := &list[len(list)-1].versions
		*own = append(*own, v)
		return v, err
	})
	return list, err
}
