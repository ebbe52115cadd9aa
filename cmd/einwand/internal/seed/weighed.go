package seed

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/bodies"
	"github.com/einwand/einwand/procedure/period"
	"github.com/einwand/einwand/weighing"
)

// weighedPlan is a plan whose statements are being weighed: most points have a proposal, some work is left.
func (t *Town) weighedPlan(ctx context.Context, today period.Date, now time.Time) error {
	first := today.AddDays(-80)
	s, err := t.publish(ctx, plan{
		kind: procedure.PublicationRound, first: first, issue: "Nr. 17", earlier: true,
		topics: []string{"Lärm und Verkehr", "Tiere und Pflanzen", "Wasser", "Denkmäler"}, documents: papersBahnhof,
		procedure: procedure.NewProcedure{Kind: procedure.BPlan, Purpose: procedure.Aufstellung, Regime: procedure.Regular,
			PlanName: "Bahnhofsquartier", Title: "Bebauungsplan Nr. 39 „Bahnhofsquartier“", ShortTitle: "Bebauungsplan Nr. 39",
			Slug: "bp-39", Prefix: "BP39", MinAssurance: identity.LevelSubstantial, Guests: true, ContactName: "Jana Wirth", ContactPhone: "02999 123-461",
			Summary:     "Auf dem früheren Güterbahnhof sollen 140 Wohnungen, Läden und Büros entstehen. Der Vorplatz wird neu gestaltet.",
			AreaPlace:   "Innenstadt, nördlich der Bahnhofstraße",
			AreaText:    "Das Plangebiet liegt nördlich der Bahnhofstraße, zwischen Gleisstraße und Stadtpark, und ist 3,1 Hektar groß.",
			AreaGeoJSON: []byte(`{"type":"Polygon","coordinates":[[[8.0951,51.5702],[8.0997,51.5711],[8.1001,51.5699],[8.0978,51.5692],[8.0955,51.5690],[8.0951,51.5702]]]}`),
			Expected:    expected(today, 1, 2)},
		initiated: first.AddDays(-300),
	})
	if err != nil {
		return err
	}
	round, err := t.askBodies(ctx, s, procedure.BodiesRound, 1, 2, 3, 4, 5, 6, 7, 10, 11, 12, 14, 15)
	if err != nil {
		return err
	}
	c := newCrowd(39)
	topics, err := readTopics("bahnhof")
	if err != nil {
		return err
	}
	if err := t.tell(ctx, s, c, topics, 52, now); err != nil {
		return err
	}
	written, err := t.replies(ctx, s, round)
	if err != nil {
		return err
	}
	if err := t.lateVoice(ctx, s, c, topics); err != nil {
		return err
	}
	if err := t.procedures.CloseRound(ctx, t.planner, s.ref, s.round, procedure.Move{}); err != nil {
		return err
	}
	if err := t.closeBodies(ctx, s.ref, round); err != nil {
		return err
	}
	if err := t.finalVersion(ctx, s.ref, period.DateAt(t.now)); err != nil {
		return err
	}
	return t.weigh(ctx, s.ref, append(topics, written...), 54)
}

// decidedPlan is a plan on which the council has decided.
func (t *Town) decidedPlan(ctx context.Context, today period.Date, now time.Time) error {
	first := today.AddDays(-210)
	s, err := t.publish(ctx, plan{
		kind: procedure.PublicationRound, first: first, issue: "Nr. 6",
		topics: []string{"Lärm", "Altlasten", "Denkmäler"}, documents: papersWeberei,
		procedure: procedure.NewProcedure{Kind: procedure.BPlan, Purpose: procedure.Aenderung, Regime: procedure.Accelerated,
			PlanName: "Alte Weberei", Title: "Bebauungsplan Nr. 12 „Alte Weberei“, 3. Änderung", ShortTitle: "Bebauungsplan Nr. 12, 3. Änderung",
			Slug: "bp-12-3", Prefix: "BP12", MinAssurance: identity.LevelSubstantial, Guests: true, ContactName: "Jana Wirth", ContactPhone: "02999 123-461",
			Summary:     "Die frühere Weberei wird zu Wohnungen und Werkstätten. Der Hof bekommt einen öffentlichen Weg.",
			AreaPlace:   "Altstadt, Weberstraße",
			AreaText:    "Das Plangebiet umfasst die alte Weberei mit ihrem Hof zwischen Weberstraße und Stadtgraben, 0,9 Hektar.",
			AreaGeoJSON: []byte(`{"type":"Polygon","coordinates":[[[8.0902,51.5668],[8.0921,51.5671],[8.0923,51.5661],[8.0906,51.5658],[8.0902,51.5668]]]}`),
			Expected:    map[procedure.StepKind]string{procedure.StepInForce: "nach der Bekanntmachung"}},
		entry:     procedure.Answers{"innen": procedure.Yes, "grundflaeche": "4200", "uvp": procedure.No, "natura": procedure.No, "stoerfall": procedure.No},
		initiated: first.AddDays(-120),
	})
	if err != nil {
		return err
	}
	round, err := t.askBodies(ctx, s, procedure.BodiesRound, 1, 2, 5, 7, 10, 11, 14)
	if err != nil {
		return err
	}
	topics, err := readTopics("weberei")
	if err != nil {
		return err
	}
	if err := t.tell(ctx, s, newCrowd(12), topics, 11, now); err != nil {
		return err
	}
	if err := t.unopposed(ctx, s.ref, round, 1, 2, 5, 7, 14); err != nil {
		return err
	}
	t.at(s.last.AddDays(2), 9, 0)
	if err := t.procedures.CloseRound(ctx, t.planner, s.ref, s.round, procedure.Move{}); err != nil {
		return err
	}
	if err := t.closeBodies(ctx, s.ref, round); err != nil {
		return err
	}
	if err := t.weigh(ctx, s.ref, topics, 0); err != nil {
		return err
	}
	return t.decide(ctx, s.ref, today.AddDays(-55))
}

// replies tells what the public bodies wrote in the last week of the period: one by the link in its mail, the others by mail,
// which the staff record; three have no objections, and the rest stay silent.
func (t *Town) replies(ctx context.Context, s story, round uuid.UUID) ([]topic, error) {
	written, err := readTopics("behoerden")
	if err != nil {
		return nil, err
	}
	table, err := t.bodies.Table(ctx, t.planner, s.ref, round)
	if err != nil {
		return nil, err
	}
	for i, b := range written {
		at := slices.IndexFunc(table.Lines, func(l bodies.Line) bool { return l.Name == b.name })
		if at < 0 {
			return nil, fmt.Errorf("reply of %s: it was not asked", b.name)
		}
		if err := t.reply(ctx, s.ref, round, table.Lines[at], b, i == 0); err != nil {
			return nil, fmt.Errorf("reply of %s: %w", b.name, err)
		}
	}
	return written, t.unopposed(ctx, s.ref, round, 3, 12, 14)
}

func (t *Town) reply(ctx context.Context, ref procedure.Ref, round uuid.UUID, line bodies.Line, b topic, byLink bool) error {
	received := t.now
	t.now = t.now.Add(25 * time.Minute)
	if byLink {
		return t.answerByLink(ctx, ref, round, line, "Petra Peters", line.Address, b.voices[0])
	}
	list, err := t.record(ctx, ref, "email", "Kopfzeile der E-Mail", received, byBody(b))
	if err != nil {
		return err
	}
	return t.bodies.RecordReply(ctx, t.planner, ref, round, line.Number, bodies.NewReply{Kind: bodies.WithText, Statement: list[0].Number})
}

// lateVoice is a letter that came three days after the end of the period.
func (t *Town) lateVoice(ctx context.Context, s story, c *crowd, topics []topic) error {
	t.at(s.last.AddDays(4), 11, 20)
	received := t.now
	t.now = t.now.Add(time.Hour)
	_, err := t.record(ctx, s.ref, "letter", "Eingangsstempel der Poststelle", received, byResident(c.next(), c.letter(topics)))
	return err
}

// weigh divides every statement at its paragraphs, answers each argument as its topic is answered, and releases the
// wording. From the statement with the number leave on, the work is left to whoever tries the demo; 0 leaves none.
func (t *Town) weigh(ctx context.Context, ref procedure.Ref, topics []topic, leave int64) error {
	_, total, err := t.statements.List(ctx, t.planner, ref, 0, 1)
	if err != nil {
		return err
	}
	for n := int64(1); n <= int64(total); n++ {
		t.now = t.now.Add(20 * time.Minute)
		d, err := t.divide(ctx, ref, n)
		if err != nil {
			return fmt.Errorf("divide statement %d: %w", n, err)
		}
		if leave > 0 && n >= leave {
			continue
		}
		if err := t.answer(ctx, ref, n, d, topics); err != nil {
			return fmt.Errorf("answer statement %d: %w", n, err)
		}
	}
	return nil
}

// divide cuts at blank lines and marks greeting and closing as without relevance.
func (t *Town) divide(ctx context.Context, ref procedure.Ref, n int64) (weighing.Division, error) {
	d, err := t.weighing.Open(ctx, t.planner, ref, n)
	if err != nil {
		return d, err
	}
	text := d.Statement.Text()
	for at := strings.Index(text, "\n\n"); at >= 0; {
		if d, err = t.weighing.Split(ctx, t.planner, ref, n, d.Version, at+2); err != nil {
			return d, err
		}
		next := strings.Index(text[at+2:], "\n\n")
		if next < 0 {
			break
		}
		at += 2 + next
	}
	for _, p := range d.Parts {
		if isFormula(strings.TrimSpace(p.Text)) {
			if d, err = t.weighing.MarkIrrelevant(ctx, t.planner, ref, n, d.Version, p.ID, "Anrede oder Gruß"); err != nil {
				return d, err
			}
		}
	}
	return d, nil
}

func isFormula(text string) bool {
	for _, list := range [][]string{greetings, closings} {
		for _, f := range list {
			if f != "" && text == f {
				return true
			}
		}
	}
	return false
}

func (t *Town) answer(ctx context.Context, ref procedure.Ref, n int64, d weighing.Division, topics []topic) error {
	for _, p := range d.Parts {
		tp, ok := topicOf(strings.TrimSpace(p.Text), topics)
		if p.Kind != weighing.Argument || !ok {
			continue
		}
		next, err := t.weighing.SetTopic(ctx, t.planner, ref, n, d.Version, p.ID, tp.name)
		if err != nil {
			return err
		}
		d.Version = next.Version
		if _, err := t.weighing.Propose(ctx, t.planner, ref, p.ID,
			weighing.NewProposal{Code: tp.code, Reasoning: tp.reasoning, PlanChange: tp.change}); err != nil {
			return err
		}
		if _, err := t.weighing.Release(ctx, t.planner, ref, p.ID, weighing.NewRelease{Start: p.Start, End: p.End}); err != nil {
			return err
		}
	}
	return nil
}

func topicOf(text string, topics []topic) (topic, bool) {
	for _, tp := range topics {
		for _, v := range tp.voices {
			if v == text {
				return tp, true
			}
		}
	}
	return topic{}, false
}

// finalVersion tells which version of plan and reasons the council decides on.
func (t *Town) finalVersion(ctx context.Context, ref procedure.Ref, on period.Date) error {
	_, err := t.procedures.Perform(ctx, t.planner, ref, procedure.Move{Transition: "T11f", Answers: procedure.Answers{"plan_vom": on.String(), "begruendung_vom": on.String()}})
	return err
}

// decide freezes table 1 and records the council's decision on it, with one point decided otherwise.
func (t *Town) decide(ctx context.Context, ref procedure.Ref, on period.Date) error {
	t.at(on.AddDays(-20), 14, 0)
	if err := t.finalVersion(ctx, ref, on.AddDays(-20)); err != nil {
		return err
	}
	frozen, err := t.weighing.Freeze(ctx, t.planner, ref, weighing.Freezing{
		Session: weighing.Session{Body: "Rat", MeetingOn: on, Paper: fmt.Sprintf("%d/118", on.Year), AgendaItem: "TOP 7"}})
	if err != nil {
		return err
	}
	table, err := t.weighing.CouncilTable(ctx, t.planner, ref, frozen.Number, 0)
	if err != nil {
		return err
	}
	var deviating []weighing.Exception
	for _, row := range table.Rows {
		if row.Code == weighing.CodeReject {
			deviating = append(deviating, weighing.Exception{Rows: row.Number, Outcome: weighing.Deviating, Code: weighing.CodePartial, Vote: 1,
				Text: "Die Verwaltung prüft bis zur Ausführungsplanung, ob zwei Stellplätze für Menschen mit Behinderung im Hof entstehen können."})
			break
		}
	}
	t.at(on, 21, 30)
	_, err = t.weighing.RecordDecision(ctx, t.lead, ref, frozen.Number, weighing.NewDecision{Body: "Rat", MeetingOn: on, AgendaItem: "TOP 7",
		Votes:      []weighing.Vote{{Scope: "en bloc", Yes: 31, No: 5, Abstain: 2}, {Scope: "einzeln", Yes: 22, No: 14, Abstain: 1, Excluded: []string{"Ratsmitglied Kessler"}}},
		Exceptions: deviating, Adopted: true})
	return err
}
