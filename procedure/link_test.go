package procedure_test

import (
	"slices"
	"testing"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/proceduretest"
)

// entered enters a draft of the kind, with the links.
func entered(t *testing.T, w *proceduretest.Town, kind procedure.PlanKind, slug, prefix string, links ...procedure.NewLink) procedure.Ref {
	t.Helper()
	n := w.NewProcedure()
	n.Kind, n.Regime, n.Slug, n.Prefix, n.Links, n.Begin = kind, procedure.RegimesOf(kind)[0], slug, prefix, links, nil
	ref, err := w.Procedures.Create(t.Context(), w.Planner, w.Authority.ID, n)
	if err != nil {
		t.Fatal(err)
	}
	return ref
}

// eventsOf are the kinds on record, the oldest first.
func eventsOf(t *testing.T, w *proceduretest.Town, ref procedure.Ref) (kinds []procedure.EventKind) {
	t.Helper()
	past, err := w.Procedures.Events(t.Context(), w.Planner, ref, 10)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range slices.Backward(past) {
		kinds = append(kinds, e.Kind)
	}
	return kinds
}

// TestLinkIsOnRecordWhereverItIsEntered: a row of a procedure has its entry in the register of that procedure.
func TestLinkIsOnRecordWhereverItIsEntered(t *testing.T) {
	w := proceduretest.New(t)
	created, linked := procedure.EventCreated, procedure.EventLinked
	fnp := entered(t, w, procedure.FNP, "fnp-1", "FNP1")
	first := entered(t, w, procedure.BPlan, "bp-1", "BP1", procedure.NewLink{Kind: procedure.Parallel, Other: fnp.ID})
	second := entered(t, w, procedure.BPlan, "bp-2", "BP2")
	for range 2 { // twice is once
		if err := w.Procedures.Link(t.Context(), w.Planner, second, procedure.NewLink{Kind: procedure.Parallel, Other: fnp.ID}); err != nil {
			t.Fatal(err)
		}
	}
	freeze := entered(t, w, procedure.Veraenderungssperre, "sperre-1", "VS1", procedure.NewLink{Kind: procedure.Secures, Other: first.ID})
	for _, tt := range []struct {
		name  string
		ref   procedure.Ref
		links int
		want  []procedure.EventKind
	}{
		{"parallel, the other of both", fnp, 2, []procedure.EventKind{created, linked, linked}},
		{"parallel from the beginning", first, 1, []procedure.EventKind{created, linked}},
		{"parallel later", second, 1, []procedure.EventKind{created, linked}},
		{"a Veränderungssperre knows its plan", freeze, 1, []procedure.EventKind{created, linked}},
	} {
		if got := eventsOf(t, w, tt.ref); !slices.Equal(got, tt.want) {
			t.Errorf("%s: got %v on record, want %v", tt.name, got, tt.want)
		}
		if v := w.View(t, tt.ref); len(v.Links) != tt.links {
			t.Errorf("%s: got %d links, want %d", tt.name, len(v.Links), tt.links)
		}
	}
}

// TestSeveralProceduresAreHeldInTheOrderOfTheirIDs: while somebody has the first, nobody who wants both may have the second.
func TestSeveralProceduresAreHeldInTheOrderOfTheirIDs(t *testing.T) {
	for name, act := range map[string]func(w *proceduretest.Town, first, second procedure.Ref) error{
		"link": func(w *proceduretest.Town, first, second procedure.Ref) error {
			return w.Procedures.Link(t.Context(), w.Planner, second, procedure.NewLink{Kind: procedure.Parallel, Other: first.ID})
		},
		"refresh dates": func(w *proceduretest.Town, _, _ procedure.Ref) error {
			_, err := w.Procedures.RefreshDates(t.Context(), w.Authority.ID)
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := proceduretest.New(t)
			first, second := entered(t, w, procedure.FNP, "fnp-1", "FNP1"), entered(t, w, procedure.BPlan, "bp-1", "BP1")
			w.Forge(t, `UPDATE procedure SET dates_version = CASE WHEN id = $1 THEN 0 ELSE -1 END`, first.ID)
			hold := func(tx pgx.Tx, id uuid.UUID) error {
				_, err := tx.Exec(t.Context(), `SELECT FROM procedure WHERE id = $1 FOR NO KEY UPDATE NOWAIT`, id)
				return err
			}
			done := make(chan error, 1)
			err := pgx.BeginFunc(t.Context(), w.DB.Super, func(tx pgx.Tx) error {
				if err := hold(tx, first.ID); err != nil {
					return err
				}
				go func() { done <- act(w, first, second) }()
				waitForLocks(t, w, 1)
				return hold(tx, second.ID)
			})
			if err != nil {
				t.Errorf("hold the second: got %v, want it free", err)
			}
			if err := <-done; err != nil {
				t.Error(err)
			}
		})
	}
}
