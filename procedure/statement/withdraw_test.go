package statement_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/statement"
)

func containsFold(s, part string) bool {
	return strings.Contains(strings.ToLower(s), strings.ToLower(part))
}

// TestWithdrawnStatementStaysKnown: what the authority knows it must weigh (§ 4a Abs. 5 BauGB).
func TestWithdrawnStatementStaysKnown(t *testing.T) {
	o := open(t)
	mara := o.mara(t)
	first, second := o.file(t, mara, "Zufahrt"), o.file(t, mara, "Radweg")
	must(t, o.Statements.Withdraw(t.Context(), mara, o.Ref, first.ID))
	f := o.full(t, 1)
	if f.State != statement.Withdrawn || f.WithdrawnAt == nil || !f.WithdrawnAt.Equal(o.Clock.Now()) || f.Text() != "Zufahrt" {
		t.Errorf("got %s at %v with %q, want it withdrawn and kept", f.State, f.WithdrawnAt, f.Text())
	}
	if o.full(t, 2).State != statement.Received {
		t.Error("the other statement: got it withdrawn too")
	}
	events, err := o.Procedures.Events(t.Context(), o.Planner, o.Ref, 1)
	if err != nil || events[0].Kind != procedure.EventWithdrawn {
		t.Errorf("register: got %v and %v, want the withdrawal", events, err)
	}
	if r := o.verify(t); r.Withdrawn != 1 || r.Statements != 2 {
		t.Errorf("audit: got %d withdrawn of %d, want 1 of 2", r.Withdrawn, r.Statements)
	}
	before := o.count(t, "ledger_leaf")
	for name, err := range map[string]error{
		"again":         o.Statements.Withdraw(t.Context(), mara, o.Ref, first.ID),
		"somebody else": o.Statements.Withdraw(t.Context(), o.resident(t, 1), o.Ref, second.ID),
		"planner":       o.Statements.Withdraw(t.Context(), o.Planner, o.Ref, second.ID),
		"guest":         o.Statements.Withdraw(t.Context(), identity.Actor{}, o.Ref, second.ID),
	} {
		if !errors.Is(err, statement.ErrWrongState) {
			t.Errorf("%s: got %v, want ErrWrongState", name, err)
		}
	}
	if after := o.count(t, "ledger_leaf"); after != before {
		t.Errorf("register after refusals: got %d entries more, want none", after-before)
	}
	o.wantSound(t)
}

// TestWithdrawalStandsInItsOwnRegister: a form with the address of another procedure must not write there.
func TestWithdrawalStandsInItsOwnRegister(t *testing.T) {
	o := open(t)
	mara := o.mara(t)
	st := o.file(t, mara, "Zufahrt")
	n := o.NewProcedure()
	n.Slug, n.Prefix = "bp-48", "BP48"
	other, err := o.Procedures.Create(t.Context(), o.Planner, o.Authority.ID, n)
	must(t, err)
	if err := o.Statements.Withdraw(t.Context(), mara, other, st.ID); !errors.Is(err, statement.ErrWrongState) {
		t.Errorf("through another procedure: got %v, want ErrWrongState", err)
	}
	if o.full(t, 1).State != statement.Received {
		t.Error("got it withdrawn, want nothing changed")
	}
	o.wantSound(t)
}
