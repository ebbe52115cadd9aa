package procedure

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/procedure/period"
)

// News is a public act of an authority: something was announced, opened, extended, decided, or came to its end.
type News struct {
	Event      uuid.UUID
	Authority  string
	Slug       string
	ShortTitle string
	Title      string
	At         time.Time // when it was put on record
	Transition TransitionID
	On         period.Date
	Round      RoundKind // empty: about no round
	Durchgang  int
	FirstDay   period.Date // of the round, as it was told then
	LastDay    period.Date
}

// Matter is the round in plain German; empty where there is none.
func (n News) Matter() string {
	return Appointment{Detail: string(n.Round), Durchgang: n.Durchgang}.Matter()
}

// News lists the latest public acts of all authorities, the latest first; it reads across tenants.
func (s *Service) News(ctx context.Context, atMost int) ([]News, error) {
	list, err := selectNews(ctx, s.tenancy.Pool(), atMost)
	if err != nil {
		return nil, fmt.Errorf("list news: %w", err)
	}
	return list, nil
}
