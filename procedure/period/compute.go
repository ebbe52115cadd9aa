package period

// Result is what the law says about one period.
type Result struct {
	Rule     Rule
	Start    Date   // first day, or the day of the event that is not counted
	MonthEnd Date   // last day of the length in months; zero where the rule has none
	Day30    Date   // last day of the floor of 30 days; zero where the rule has none
	Minimum  Date   // the later of both, before § 193 BGB
	LastDay  Date   // the last day, a Werktag wherever § 193 BGB applies; Rule.Bound says what it means
	Shift    []Skip // the days between Minimum and LastDay that are no Werktage
	Reasons  []Reason

	clipped bool // the month lacks the day with the number (§ 188 Abs. 3 BGB)
}

// Compute applies the rule to its start: the first day of the period for DayCounts, the day of the event (receipt,
// announcement) for EventDay. It has no side effects and depends on nothing but its arguments.
func Compute(r Rule, start Date, c Calendar) Result {
	res := Result{Rule: r, Start: start}
	if r.Months > 0 {
		res.MonthEnd, res.clipped = r.monthEnd(start)
	}
	if r.FloorDays > 0 {
		res.Day30 = r.dayEnd(start, r.FloorDays)
	}
	res.Minimum = later(res.MonthEnd, res.Day30)
	if r.GuideDays > 0 {
		res.Minimum = r.dayEnd(start, r.GuideDays)
	}
	res.LastDay = res.Minimum
	if r.Shifts {
		res.LastDay, res.Shift = c.NextWorkday(res.Minimum)
	}
	res.Reasons = res.explain(c)
	return res
}
