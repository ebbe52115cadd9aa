package planning

import (
	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/period"
)

// calculation is how the last day of a period comes about, line by line, and the day that was chosen.
type calculation struct {
	lines   []period.Reason
	remarks []period.Reason // what leads to no day
	chosen  string          // left out if empty
	cause   string
}

func newCalculation(reasons []period.Reason) calculation {
	var c calculation
	for _, r := range reasons {
		if r.Day.IsZero() {
			c.remarks = append(c.remarks, r)
		} else {
			c.lines = append(c.lines, r)
		}
	}
	return c
}

func calculationOf(p procedure.PeriodVersion) calculation {
	c := newCalculation(p.Reasons)
	c.chosen, c.cause = page.ShortDate(p.LastDay), p.Cause
	return c
}
