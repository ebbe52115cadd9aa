package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/einwand/einwand/procedure/period"
)

// writeText prints the last day alone on the first line, for scripts, and then the reasons, for people.
func (q periodQuestion) writeText(w io.Writer) error {
	res := period.Compute(q.rule, q.start, q.calendar)
	lines := []string{res.LastDay.String()}
	for _, r := range res.Reasons {
		lines = append(lines, r.String())
	}
	lines = append(lines, fmt.Sprintf("Gerechnet nach %s, gültig seit %s, mit den Feiertagen in %s.",
		q.set.ID, q.set.From.German(), q.place()))
	if older, err := period.RuleSetAt(q.start); err == nil && !q.chosen && older.ID != q.set.ID {
		lines = append(lines, fmt.Sprintf("Am Beginn der Frist galt %s. Nach diesem Stand rechnet --rules %s.", older.ID, older.ID))
	}
	_, err := io.WriteString(w, strings.Join(lines, "\n")+"\n")
	return err
}

func (q periodQuestion) place() string {
	place := q.calendar.Land().Name()
	if extras := q.calendar.Extras(); len(extras) > 0 {
		place += " (dazu " + commaList(extras) + ")"
	}
	return place
}

// periodAnswer is the answer as JSON. Its keys are a contract; days without a meaning for the rule are left out.
type periodAnswer struct {
	Rule     string          `json:"rule"`
	Title    string          `json:"title"`
	Norm     string          `json:"norm"`
	RuleSet  string          `json:"rules"`
	Bound    period.Bound    `json:"bound"` // minimum, guide, maximum or fixed: what last_day means
	Land     period.Land     `json:"land"`
	AGS      string          `json:"ags,omitempty"`
	Holidays []period.Extra  `json:"holidays"`
	Start    period.Date     `json:"start"`
	MonthEnd period.Date     `json:"month_end,omitzero"`
	Day30    period.Date     `json:"day30,omitzero"`
	Minimum  period.Date     `json:"minimum"` // before § 193 BGB
	LastDay  period.Date     `json:"last_day"`
	Shift    []skippedDay    `json:"shift"`
	Reasons  []period.Reason `json:"reasons"`
}

// skippedDay is a day passed over under § 193 BGB.
type skippedDay struct {
	Day  period.Date `json:"day"`
	Text string      `json:"text"`
	Norm string      `json:"norm,omitempty"`
}

func (q periodQuestion) writeJSON(w io.Writer) error {
	res := period.Compute(q.rule, q.start, q.calendar)
	skipped := []skippedDay{} // an empty list, not null
	for _, s := range res.Shift {
		skipped = append(skipped, skippedDay{s.Day, s.Text(), s.Norm})
	}
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(periodAnswer{
		Rule: q.rule.Key, Title: q.rule.Title, Norm: q.rule.Norm, RuleSet: q.set.ID, Bound: q.rule.Bound,
		Land: q.calendar.Land(), AGS: q.ags, Holidays: append([]period.Extra{}, q.calendar.Extras()...),
		Start: q.start, MonthEnd: res.MonthEnd, Day30: res.Day30, Minimum: res.Minimum, LastDay: res.LastDay,
		Shift: skipped, Reasons: res.Reasons,
	})
}
