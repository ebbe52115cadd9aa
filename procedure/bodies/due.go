package bodies

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/period"
)

// DueOn is the last day on which a body can answer in time: the common day of the round, or the later one that the rule
// gives from the day on which this body received its letter. The day of receipt is not counted (§ 187 Abs. 1 BGB), so the
// rule ends a day later than that of the public which begins on the same day (§ 4 Abs. 2 S. 3 BauGB: a month, not less than
// 30 days). Where the round is lawfully shorter than the rule (§ 13 Abs. 2 S. 1 Nr. 3, § 4a Abs. 3 S. 3 BauGB), everybody has
// as many days as the round has.
func DueOn(common procedure.PeriodVersion, rule period.Rule, cal period.Calendar, received period.Date) period.Date {
	own := period.Compute(rule, received, cal).LastDay
	if shortened(common) {
		own, _ = cal.NextWorkday(received.AddDays(common.FirstDay.DaysUntil(common.LastDay)))
	}
	if own.Before(common.LastDay) {
		return common.LastDay
	}
	return own
}

// shortened reports whether the round is shorter than the rule.
func shortened(common procedure.PeriodVersion) bool { return common.LastDay.Before(common.MinLastDay) }

// reachOf is the latest day of receipt with which a body is still due on the common day: a later one extends its period.
func reachOf(common procedure.PeriodVersion, rule period.Rule, cal period.Calendar) period.Date {
	day := common.FirstDay
	for day.Before(common.LastDay) && !DueOn(common, rule, cal, day.AddDays(1)).After(common.LastDay) {
		day = day.AddDays(1)
	}
	return day
}

// PeriodFor is the period of the round as it holds for one body: with its own last day where that is later.
func PeriodFor(common procedure.PeriodVersion, due *period.Date) procedure.PeriodVersion {
	if due == nil || !due.After(common.LastDay) {
		return common
	}
	if own := due.AddDays(1).StartOfDay(); own.After(common.ClosesAt) {
		common.LastDay, common.ClosesAt = *due, own
	}
	return common
}

// Timely reports whether what a body sent at that instant is in time. There is one rule: the period of the round, which the
// body's own later day extends for this body alone.
func Timely(common procedure.PeriodVersion, due *period.Date, received time.Time) bool {
	return PeriodFor(common, due).Timely(received)
}

// DeadlineFor is the deadline of a round as it holds for one statement: every version of the period with the own last day of
// the body that sent it, where it has one (OwnLastDays).
func DeadlineFor(d procedure.Deadline, own map[uuid.UUID]period.Date, statement uuid.UUID) procedure.Deadline {
	due, ok := own[statement]
	if !ok {
		return d
	}
	d.Versions = slices.Clone(d.Versions)
	for i, v := range d.Versions {
		d.Versions[i] = PeriodFor(v, &due)
	}
	return d
}

// OwnLastDays are the last days of bodies that lie after the common one, by the statement that a body sent: for the rooms that
// judge what came late.
func OwnLastDays(ctx context.Context, tx identity.Tx, procedureID uuid.UUID) (map[uuid.UUID]period.Date, error) {
	days, err := selectOwnLastDays(ctx, tx, procedureID)
	if err != nil {
		return nil, fmt.Errorf("own last days of bodies: %w", err)
	}
	return days, nil
}

// dayOf is the day in Germany into which an instant falls.
func dayOf(t time.Time) period.Date { return period.DateAt(t) }
