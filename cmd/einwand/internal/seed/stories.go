package seed

import (
	"context"
	"fmt"
	"time"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/period"
	"github.com/einwand/einwand/procedure/statement"
)

// publishedPlan is the plan that one can write to today: three quarters of its period are over.
func (t *Town) publishedPlan(ctx context.Context, today period.Date, now time.Time) error {
	first := today.AddDays(-27)
	s, err := t.publish(ctx, plan{
		kind: procedure.PublicationRound, first: first, issue: "Nr. 21", earlier: true, templated: true,
		topics:    []string{"Lärm und Verkehr", "Tiere und Pflanzen", "Boden", "Wasser und Hochwasser", "Luft und Klima", "Landschaft", "Denkmäler"},
		documents: papersMuehlenwiese,
		procedure: procedure.NewProcedure{Kind: procedure.BPlan, Purpose: procedure.Aufstellung, Regime: procedure.Regular,
			PlanName: "Südlich der Mühlenwiese", Title: "Bebauungsplan Nr. 47 „Südlich der Mühlenwiese“", ShortTitle: "Bebauungsplan Nr. 47",
			Slug: "bp-47", Prefix: "BP47", MinAssurance: identity.LevelSubstantial, Guests: true, ContactName: "Jana Wirth", ContactPhone: "02999 123-461",
			Summary:     "Am südlichen Stadtrand sollen 96 Wohnungen und eine Kita entstehen. Ein Drittel der Wohnungen ist öffentlich gefördert. Der Uferweg am Auenbach bleibt für alle offen.",
			AreaPlace:   "Südstadt, zwischen Mühlenweg und Auenbach",
			AreaText:    "Das Plangebiet liegt südlich der Mühlenwiese, zwischen Mühlenweg und Auenbach, und ist 4,8 Hektar groß.",
			AreaGeoJSON: []byte(`{"type":"Polygon","coordinates":[[[8.1012,51.5631],[8.1049,51.5637],[8.1061,51.5624],[8.1056,51.5611],[8.1038,51.5606],[8.1015,51.5612],[8.1012,51.5631]]]}`),
			Expected:    expected(today, 2, 4)},
		initiated: first.AddDays(-250),
	})
	if err != nil {
		return err
	}
	round, err := t.askBodies(ctx, s, procedure.BodiesRound, 1, 2, 3, 4, 5, 6, 7, 10, 11, 12, 14, 15)
	if err != nil {
		return err
	}
	topics, err := readTopics("muehlenwiese")
	if err != nil {
		return err
	}
	if err := t.tell(ctx, s, newCrowd(47), topics, 46, now); err != nil {
		return err
	}
	if err := t.deliver(ctx, s, round, 15); err != nil {
		return err
	}
	return t.unopposed(ctx, s.ref, round, 6, 10)
}

// earlyPlan is a change of the Flächennutzungsplan whose ideas are being discussed.
func (t *Town) earlyPlan(ctx context.Context, today period.Date, now time.Time) error {
	first := today.AddDays(-6)
	s, err := t.publish(ctx, plan{
		kind: procedure.EarlyRound, first: first, issue: "Nr. 23", extraDays: 10, cause: "Zwei Termine zur Erörterung in den Ortsteilen", discussion: "Gasthof Nordheide und Schützenhaus, je 18 bis 20 Uhr.",
		documents: papersNordheide,
		procedure: procedure.NewProcedure{Kind: procedure.FNP, Purpose: procedure.Aenderung, Regime: procedure.Regular,
			PlanName: "Flächennutzungsplan", Title: "23. Änderung des Flächennutzungsplans „Gewerbe Nordheide“", ShortTitle: "23. Änderung des FNP",
			Slug: "fnp-23", Prefix: "FNP23", MinAssurance: identity.LevelLow, Guests: true, ContactName: "Jana Wirth", ContactPhone: "02999 123-461",
			Summary:     "Aus Ackerland soll eine Gewerbefläche werden. Die Ideen sind noch früh: Größe, Zufahrt und Ränder stehen noch nicht fest.",
			AreaPlace:   "Nordheide, östlich der Nordheider Straße",
			AreaText:    "Die Änderungsfläche liegt östlich der Nordheider Straße, nördlich des Hofes Brinkmann und südlich der Bahnlinie; sie ist 22 Hektar groß.",
			AreaGeoJSON: []byte(`{"type":"Polygon","coordinates":[[[8.1180,51.5821],[8.1248,51.5830],[8.1260,51.5795],[8.1191,51.5783],[8.1180,51.5821]]]}`),
			Expected:    expected(today, 8, 12)},
		initiated: first.AddDays(-60),
	})
	if err != nil {
		return err
	}
	if _, err := t.askBodies(ctx, s, procedure.EarlyBodiesRound, 1, 2, 3, 5, 6, 7, 8, 9, 11, 13); err != nil {
		return err
	}
	topics, err := readTopics("nordheide")
	if err != nil {
		return err
	}
	if err := t.tell(ctx, s, newCrowd(23), topics, 7, now); err != nil {
		return err
	}
	evening := now.Add(-36 * time.Hour)
	t.now = t.now.Add(10 * time.Minute)
	var said []statement.Contribution
	for _, tp := range topics {
		said = append(said, statement.Contribution{Kind: statement.Event, OfficialName: "Erörterung im Gasthof Nordheide", Text: []byte(tp.voices[0]),
			Contact: statement.Contact{ReplyBy: "none", ActingFor: "self"}})
	}
	_, err = t.record(ctx, s.ref, statement.AtEvent, "Protokoll der Veranstaltung, geführt von J. Wirth", evening, said...)
	return err
}

// tell spreads n statements over the part of the period that has passed, and the bodies' replies after them.
func (t *Town) tell(ctx context.Context, s story, c *crowd, topics []topic, n int, now time.Time) error {
	from, to := s.first.StartOfDay().Add(9*time.Hour), s.last.AddDays(1).StartOfDay().Add(-6*time.Hour)
	if limit := now.Add(-3 * time.Hour); to.After(limit) {
		to = limit
	}
	step := to.Sub(from) / time.Duration(n+1)
	for i := range n {
		at := from.Add(step * time.Duration(i+1))
		if at.Before(t.now) {
			at = t.now.Add(time.Minute) // recorded later than the next one came: the register only goes forward
		}
		t.now = at.Add(time.Duration(c.rng.IntN(59)) * time.Second)
		if err := t.speak(ctx, s.ref, c, i, to, c.letter(topics)); err != nil {
			return fmt.Errorf("statement %d of %s: %w", i+1, s.ref.Slug, err)
		}
	}
	return nil
}

// expected says when the later steps may come, in months from today.
func expected(today period.Date, weighing, adoption int) map[procedure.StepKind]string {
	names := []string{"Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"}
	month := func(n int) string {
		d := period.NewDate(today.Year, today.Month+time.Month(n), 1)
		return fmt.Sprintf("%s %d", names[d.Month-1], d.Year)
	}
	return map[procedure.StepKind]string{
		procedure.StepWeighing: "voraussichtlich bis " + month(weighing),
		procedure.StepAdoption: "voraussichtlich im " + month(adoption),
		procedure.StepInForce:  "nach der Bekanntmachung",
	}
}
