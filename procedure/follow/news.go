package follow

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/period"
)

// Topic is what a piece of news is about.
type Topic string

// The topics.
const (
	Opening   Topic = "opening"   // the first day of a round has come
	Extension Topic = "extension" // a longer period was announced
	LastDays  Topic = "last_days" // three days are left
	Closing   Topic = "closing"   // the period is over
	Decision  Topic = "decision"
	InForce   Topic = "in_force"
)

// topic says when there is news: so many days after a date of the kind, or when one was put on record.
type topic struct {
	Topic    Topic
	Kind     procedure.AppointmentKind
	After    int      // days after the date; negative: before it
	Recorded bool     // when the date was put on record, whatever day it is
	Details  []string // nil: all of the kind
}

// topics is the table of what subscribers are told.
var topics = []topic{
	{Topic: Opening, Kind: procedure.RoundBegins},
	{Topic: LastDays, Kind: procedure.RoundEnds, After: -3},
	{Topic: Closing, Kind: procedure.RoundEnds, After: 1},
	{Topic: Extension, Kind: procedure.Extended, Recorded: true},
	{Topic: Decision, Kind: procedure.Decided, Recorded: true, Details: []string{"T11", "T11d"}},
	{Topic: InForce, Kind: procedure.TakesEffect, Recorded: true},
}

const (
	// stillNews is how many days late news by the day is told, after an outage.
	stillNews = 3
	// recordedSince is how far back news of an act is looked for.
	recordedSince = 7 * 24 * time.Hour
)

// due is one piece of news for one subscriber, or one date of which one person is to be reminded.
type due struct {
	id, to, procedure, about uuid.UUID
	kind                     string
	day                      period.Date
	lead                     int
}

// Tell owes every subscriber of an authority the mails about what is news now. It can run at any time, as often as it
// likes, and more than once at a time. It returns how many mails it owed.
func (s *Service) Tell(ctx context.Context, authority uuid.UUID) (told int, err error) {
	err = s.tenancy.Write(ctx, authority, func(tx identity.Tx) error {
		told = 0
		for _, t := range topics {
			list, err := selectNewsDue(ctx, tx, t, period.DateAt(tx.Now))
			if err != nil {
				return err
			}
			n, err := tell(ctx, tx, t.Topic, list)
			if err != nil {
				return err
			}
			told += n
		}
		return nil
	})
	if err != nil {
		return 0, fmt.Errorf("tell news of %s: %w", authority, err)
	}
	return told, nil
}

func tell(ctx context.Context, tx identity.Tx, t Topic, list []due) (told int, err error) {
	for _, d := range list {
		ids, err := newIDs(2)
		if err != nil {
			return told, err
		}
		d.id = ids[0]
		first, err := insertNews(ctx, tx, t, d)
		if err != nil {
			return told, err
		}
		if !first {
			continue
		}
		if err := insertOwed(ctx, tx, ids[1], "news", d.id); err != nil {
			return told, err
		}
		told++
	}
	return told, nil
}

// Told is the mail about one piece of news, with the dates as they stand when it is sent.
type Told struct {
	Letter
	Topic   Topic
	Matter  string      // the round; empty for news of no round
	Day     period.Date // of the decision, or of the last day of the round
	Timely  bool        // the round is still open
	Changed bool        // the date is another by now: there will be news of its own
}

// NewsOwed is the mail about a piece of news. ErrNotFound when the subscription has ended.
func (s *Service) NewsOwed(ctx context.Context, authority, news uuid.UUID) (Told, error) {
	var m Told
	err := s.tenancy.Write(ctx, authority, func(tx identity.Tx) error {
		subscription, procedureID, t, about, day, err := selectNews(ctx, tx, news)
		if err != nil {
			return err
		}
		if m.Letter, err = s.letter(ctx, tx, subscription); err != nil {
			return err
		}
		m.Topic, m.Day, m.Changed = t, day, true
		dates, err := procedure.LoadDates(ctx, tx, procedureID, true)
		if err != nil {
			return err
		}
		m.fill(dates, about, period.DateAt(tx.Now))
		return nil
	})
	if err != nil {
		return Told{}, fmt.Errorf("news %s: %w", news, err)
	}
	return m, nil
}

// fill takes from the dates of the procedure what holds now.
func (m *Told) fill(dates []procedure.Dated, about uuid.UUID, today period.Date) {
	for _, d := range dates {
		if d.About != about {
			continue
		}
		for _, t := range topics {
			if t.Topic == m.Topic && t.Kind == d.Kind && d.Day == m.Day {
				m.Changed = false
			}
		}
	}
	for _, d := range dates {
		if d.About == about && d.Kind == procedure.RoundEnds {
			m.Matter, m.Day, m.Timely = d.Matter(), d.Day, !today.After(d.Day)
		}
	}
}
