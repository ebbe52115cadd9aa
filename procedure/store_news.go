package procedure

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/einwand/einwand/procedure/period"
)

func selectNews(ctx context.Context, pool *pgxpool.Pool, atMost int) ([]News, error) {
	rows, err := pool.Query(ctx, `
		SELECT event_id, authority_name, slug, short_title, title, at, transition, on_day, round_kind, durchgang, first_day, last_day
		FROM public_news($1)`, atMost)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (n News, err error) {
		var on time.Time
		var first, last *time.Time
		err = row.Scan(&n.Event, &n.Authority, &n.Slug, &n.ShortTitle, &n.Title, &n.At, &n.Transition, &on, &n.Round, &n.Durchgang, &first, &last)
		n.On = period.DateOfUTC(on)
		if first != nil {
			n.FirstDay, n.LastDay = period.DateOfUTC(*first), period.DateOfUTC(*last)
		}
		return n, err
	})
}
