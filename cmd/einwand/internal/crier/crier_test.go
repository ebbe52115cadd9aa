package crier

import (
	"log/slog"
	"testing"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure/follow"
	"github.com/einwand/einwand/procedure/proceduretest"
)

// TestRoundDoesWhatIsDueOnce derives, tells, reminds and deletes; the second round finds nothing to do, nor does one of a
// process that was started anew.
func TestRoundDoesWhatIsDueOnce(t *testing.T) {
	w := proceduretest.New(t)
	ref, _ := w.Publish(t)
	count := func(sql string) (n int) {
		t.Helper()
		if err := w.DB.Super.QueryRow(t.Context(), sql).Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	w.Forge(t, `DELETE FROM appointment`)
	w.Forge(t, `UPDATE procedure SET dates_version = 0`)
	f := follow.New(w.Tenancy, w.Accounts)
	for _, err := range []error{f.SetReminders(t.Context(), w.Planner, w.Authority.ID, []int{3}), f.Subscribe(t.Context(), ref, "zeisig@post.example")} {
		if err != nil {
			t.Fatal(err)
		}
	}
	w.Clock.Set(proceduretest.Instant(t, "2026-11-24 09:00:00"))
	for range 3 {
		worker := &Worker{Log: slog.New(slog.DiscardHandler), Authorities: identity.NewAuthorities(w.DB.App, w.Clock.Now), Procedures: w.Procedures, Follow: f}
		if err := worker.Round(t.Context()); err != nil {
			t.Fatal(err)
		}
		for what, sql := range map[string]string{"dates derived": `SELECT least(count(*), 1) FROM appointment`, "reminders owed": `SELECT count(*) FROM outbox WHERE kind = 'appointment'`,
			"addresses that nobody confirmed": `SELECT 1 - count(*) FROM subscription`} {
			if n := count(sql); n != 1 {
				t.Errorf("%s: got %d, want 1", what, n)
			}
		}
	}
}
