package bodies_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/bodies"
	"github.com/einwand/einwand/procedure/proceduretest"
	"github.com/einwand/einwand/procedure/statement"
)

// record enters a letter of the Heimatverein.
func (o *office) record(kind statement.PartyKind) int64 {
	o.t.Helper()
	list, err := o.statements.RecordIntake(o.t.Context(), o.Planner, o.ref, statement.NewIntake{Channel: statement.Letter, ReceivedAt: o.Clock.Now().Add(-time.Hour),
		Evidence: "Eingangsstempel", Key: uuid.New(), Contributions: []statement.Contribution{{Kind: kind, OfficialName: "Heimatverein Auenbrück", Text: []byte("Die Linde bleibt."),
			Contact: statement.Contact{Name: "Heimatverein", ReplyBy: "post", ActingFor: "self"}}}})
	o.must(err)
	return list[0].Number
}

func TestStaffRecordWhatCameByAnotherWay(t *testing.T) {
	o := open(t)
	o.plan(1, 2, 3)
	o.send()
	o.Clock.Set(proceduretest.Instant(t, "2026-11-20 09:00:00"))
	letter, person := o.record(statement.Body), o.record(statement.Person)
	reply := func(number int, n bodies.NewReply) error {
		return o.bodies.RecordReply(t.Context(), o.Planner, o.ref, o.round, number, n)
	}
	for range 2 {
		o.must(reply(3, bodies.NewReply{Kind: bodies.WithText, Statement: letter}))
	}
	at := o.Clock.Now().Add(-time.Hour)
	o.must(reply(2, bodies.NewReply{Kind: bodies.NoObjections, ReceivedAt: at, Note: "E-Mail vom 20.11."}))
	p := o.table().Round.Period
	for number, want := range map[int]bodies.Standing{1: bodies.Asked, 2: bodies.Unopposed, 3: bodies.Answered} {
		l := o.line(number)
		if got := l.At(p, o.Clock.Now()); got != want || len(l.Replies) > 1 {
			t.Errorf("body %d: got %s with %d replies, want %s", number, got, len(l.Replies), want)
		}
	}
	if got := o.line(1).At(p, proceduretest.Instant(t, "2026-12-08 00:00:00")); got != bodies.Silent {
		t.Errorf("after the end: got %s, want silence", got)
	}
	for name, tt := range map[string]struct {
		n     bodies.NewReply
		field string
	}{
		"statement of a person": {bodies.NewReply{Kind: bodies.WithText, Statement: person}, "eingang"},
		"no such statement":     {bodies.NewReply{Kind: bodies.WithText, Statement: 99}, "eingang"},
		"text without one":      {bodies.NewReply{Kind: bodies.WithText, ReceivedAt: at, Note: "x"}, "eingang"},
		"without evidence":      {bodies.NewReply{Kind: bodies.NoObjections, ReceivedAt: at}, "nachweis"},
		"in the future":         {bodies.NewReply{Kind: bodies.NoObjections, ReceivedAt: o.Clock.Now().Add(time.Minute), Note: "x"}, "eingegangen"},
		"neither":               {bodies.NewReply{}, "art"},
	} {
		if err := reply(1, tt.n); fields(err)[tt.field] == "" {
			t.Errorf("%s: got %v, want an objection to %s", name, err, tt.field)
		}
	}
	if err := reply(1, bodies.NewReply{Kind: bodies.WithText, Statement: letter}); !errors.Is(err, procedure.ErrWrongState) {
		t.Errorf("the letter of another body: got %v, want ErrWrongState", err)
	}
	if r := o.audit(); !r.OK() || r.Replies != 2 {
		t.Errorf("got %+v", r)
	}
}

// TestTableAsksAsOftenForThousands: who answered what is as many queries, however long the list.
func TestTableAsksAsOftenForThousands(t *testing.T) {
	o := open(t)
	o.plan(1)
	few := o.queries(func() { o.table() })
	o.must(o.fill(2000))
	began := time.Now()
	many := o.queries(func() {
		if n := len(o.table().Lines); n != 2001 {
			t.Errorf("got %d lines, want 2001", n)
		}
	})
	t.Logf("%d bodies: %d queries in %s", 2001, many, time.Since(began))
	if many != few {
		t.Errorf("got %d queries for 2001 bodies and %d for one, want as many", many, few)
	}
}

// fill puts n more bodies on the list of the round.
func (o *office) fill(n int) error {
	lines := make([]bodies.Body, n)
	numbers := make([]int, n)
	for i := range lines {
		numbers[i] = 100 + i
		lines[i] = bodies.Body{Number: numbers[i], Name: "Behörde " + itoa(i), Mail: "post@behoerde-" + itoa(i) + ".example", Active: true}
	}
	if _, err := o.bodies.Import(o.t.Context(), o.Planner, o.Authority.ID, lines); err != nil {
		return err
	}
	_, err := o.bodies.Prepare(o.t.Context(), o.Planner, o.ref, o.round, numbers)
	return err
}
