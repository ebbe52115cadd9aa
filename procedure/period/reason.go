package period

// Reason is one step of a computation in a line of German, with the paragraph it rests on.
type Reason struct {
	Text string `json:"text"`
	Day  Date   `json:"day,omitzero"` // the day that the step leads to; zero for a remark
	Norm string `json:"norm,omitempty"`
}

// String returns the line as the command prints it: "Ein Monat: Sa 28.02.2026 (§ 188 Abs. 2 BGB)".
func (r Reason) String() string {
	line := r.Text
	if !r.Day.IsZero() {
		line += ": " + r.Day.German()
	}
	if r.Norm != "" {
		line += " (" + r.Norm + ")"
	}
	return line
}

// explain lists the steps that led to the result in the order in which they are taken.
func (res Result) explain(c Calendar) []Reason {
	steps := []Reason{res.Rule.beginning(res.Start)}
	steps = append(steps, res.lengths()...)
	for _, s := range res.Shift {
		steps = append(steps, s.reason())
	}
	steps = append(steps, Reason{res.Rule.ending(), res.LastDay, res.Rule.Norm})
	return append(steps, res.remarks(c)...)
}

func (r Rule) beginning(start Date) Reason {
	if r.Counting == EventDay {
		return Reason{r.Event + " zählt nicht mit", start, "§ 187 Abs. 1 BGB"}
	}
	return Reason{"Erster Tag zählt mit", start, "§ 187 Abs. 2 BGB"}
}

func (res Result) lengths() []Reason {
	var steps []Reason
	if !res.MonthEnd.IsZero() {
		text, norm := res.Rule.term(), "§ 188 Abs. 2 BGB"
		if res.clipped {
			text, norm = text+" bis zum Monatsletzten", "§ 188 Abs. 2 und 3 BGB"
		}
		steps = append(steps, Reason{text, res.MonthEnd, norm})
	}
	if !res.Day30.IsZero() {
		steps = append(steps, Reason{"Mindestens 30 Tage", res.Day30, res.Rule.Norm})
	}
	switch len(steps) {
	case 0:
		steps = append(steps, Reason{Text: "Zwei Wochen als Vorschlag", Day: res.Minimum})
	case 2:
		steps = append(steps, Reason{"Der spätere Tag gilt", res.Minimum, res.Rule.Norm})
	}
	return steps
}

func (s Skip) reason() Reason {
	norm := "§ 193 BGB"
	if s.Norm != "" {
		norm += ", " + s.Norm
	}
	return Reason{"Kein Werktag, " + s.Text(), s.Day, norm}
}

// ending names the last day in German by what it means.
func (r Rule) ending() string {
	switch {
	case r.Bound == Minimum:
		return "Frühestes zulässiges Ende"
	case r.Bound == Maximum:
		return "Spätestes zulässiges Ende"
	case r.GuideDays > 0:
		return "Vorgeschlagenes Ende"
	case r.Bound == Guide:
		return "Ende ohne Verkürzung"
	}
	return "Ende der Frist"
}

// remarks says what the computation cannot know or what the law adds to the day.
func (res Result) remarks(c Calendar) []Reason {
	var more []Reason
	if res.Rule.Remark.Text != "" {
		more = append(more, res.Rule.Remark)
	}
	if name, ok := c.unsettled(res.LastDay); ok && res.Rule.Shifts {
		more = append(more, Reason{"Prüfen Sie: in vielen Gemeinden des Landes ist " + name + ", dort endet die Frist später",
			res.LastDay, c.land.norm()})
	}
	if res.Start.Year < completeFrom {
		more = append(more, Reason{Text: "Prüfen Sie: die Feiertage sind erst ab 1995 vollständig hinterlegt"})
	}
	return more
}
