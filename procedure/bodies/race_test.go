package bodies_test

import (
	"errors"
	"testing"
	"time"

	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/bodies"
)

// meanwhile runs act while statements stand in a transaction that commits once act waits for it, or has ended.
func (o *office) meanwhile(act func() error, statements ...string) error {
	o.t.Helper()
	held, err := o.DB.Super.Begin(o.t.Context())
	o.must(err)
	for _, sql := range statements {
		_, err := held.Exec(o.t.Context(), sql)
		o.must(err)
	}
	done := make(chan error, 1)
	go func() { done <- act() }()
	for deadline := time.Now().Add(10 * time.Second); time.Now().Before(deadline); {
		if len(done) > 0 || o.count(`SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`) > 0 {
			break
		}
	}
	o.must(held.Commit(o.t.Context()))
	return <-done
}

// TestNothingGoesOutInARoundThatCloses: the round closes in a transaction that has not committed yet, as CloseRound does it.
func TestNothingGoesOutInARoundThatCloses(t *testing.T) {
	closing := []string{`SELECT FROM procedure FOR NO KEY UPDATE`, `UPDATE round SET state = 'closed', closed_at = published_at WHERE kind = 'bodies'`}
	for name, act := range map[string]func(*office) error{
		"send": func(o *office) error {
			_, err := o.bodies.Send(t.Context(), o.Planner, o.ref, o.round, "", procedure.Move{})
			return err
		},
		"prepare": func(o *office) error {
			_, err := o.bodies.Prepare(t.Context(), o.Planner, o.ref, o.round, []int{3})
			return err
		},
	} {
		o := open(t)
		o.plan(1)
		o.send()
		_, err := o.bodies.Prepare(t.Context(), o.Planner, o.ref, o.round, []int{2})
		o.must(err)
		if err := o.meanwhile(func() error { return act(o) }, closing...); !errors.Is(err, procedure.ErrWrongState) {
			t.Errorf("%s while the round closes: got %v, want ErrWrongState", name, err)
		}
		if l := o.table().Lines; len(l) != 2 || l[1].SentAt != nil {
			t.Errorf("%s: got %d lines, the second sent at %v, want two and the second unsent", name, len(l), l[1].SentAt)
		}
	}
}

// TestAnswerAndEndDoNotCross: the link was valid when the answer came in, and the procedure ends before it is filed.
func TestAnswerAndEndDoNotCross(t *testing.T) {
	o := open(t)
	o.plan(1)
	o.send()
	link := o.link(1)
	err := o.meanwhile(func() error {
		_, err := o.bodies.Answer(t.Context(), link, answer(), o.Clock.Now())
		return err
	}, `SELECT FROM ledger_head FOR UPDATE`, `UPDATE procedure SET state = 'abandoned'`)
	if !errors.Is(err, bodies.ErrLinkOver) {
		t.Errorf("got %v, want ErrLinkOver", err)
	}
	if n := o.count(`SELECT count(*) FROM statement`); n != 0 {
		t.Errorf("got %d statements, want none", n)
	}
	if o.line(1).Replies != nil {
		t.Error("got a reply without a statement")
	}
}
