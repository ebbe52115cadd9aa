package availability_test

import (
	"errors"
	"testing"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/availability"
	"github.com/einwand/einwand/procedure/proceduretest"
)

// sealed is a round with an outage and an entry, whose period is over and in the register.
func sealed(t testing.TB) *watched {
	t.Helper()
	w := watch(t)
	w.set("2026-10-26 00:00:00")
	w.until("2026-10-26 05:00:00", good)
	w.until("2026-10-26 06:00:00", down)
	w.until("2026-10-26 08:00:00", good)
	w.note("Wartung des Rechenzentrums.")
	w.set("2026-12-08 00:15:00")
	if n, err := w.service.SealClosed(t.Context()); err != nil || n != 1 {
		t.Fatalf("got %d rounds sealed and %v, want 1", n, err)
	}
	return w
}

func (w *watched) note(text string) {
	w.t.Helper()
	w.must(w.service.Add(w.t.Context(), w.Planner, w.ref, w.round, availability.NewEntry{Kind: availability.Note, Text: text,
		From: proceduretest.Instant(w.t, "2026-10-26 05:00:00"), Until: proceduretest.Instant(w.t, "2026-10-26 05:45:00")}))
}

func TestRoundIsSealedOnceAfterItsEnd(t *testing.T) {
	w := watch(t)
	w.set("2026-10-26 00:00:00")
	w.check(always(good))
	for _, tt := range []struct {
		at   string
		want int
	}{{"2026-12-08 00:14:59", 0}, {"2026-12-08 00:15:00", 1}, {"2026-12-08 00:16:00", 0}} {
		w.set(tt.at)
		if n, err := w.service.SealClosed(t.Context()); err != nil || n != tt.want {
			t.Errorf("%s: got %d sealed and %v, want %d", tt.at, n, err, tt.want)
		}
	}
	err := w.Tenancy.Write(t.Context(), w.Authority.ID, func(tx identity.Tx) error {
		return availability.SealRound(t.Context(), tx, w.Planner, w.ref.ID, w.round)
	})
	if !errors.Is(err, availability.ErrSealed) {
		t.Errorf("again: got %v, want ErrSealed", err)
	}
}

func TestNothingIsEnteredAfterTheSeal(t *testing.T) {
	w := sealed(t)
	before := w.record().Checks
	late := availability.Check{Target: availability.Target{Authority: w.Authority.ID, Round: w.round, Document: w.View(t, w.ref).Documents[0].ID},
		At: proceduretest.Instant(t, "2026-12-07 23:59:00"), Every: every, Result: good}
	w.must(w.service.Enter(t.Context(), late))
	if got := w.record().Checks; got != before {
		t.Errorf("got %d checks after the seal, want %d as before", got, before)
	}
	w.note("Nachgetragen: Das Rechenzentrum bestätigt die Wartung.")
	w.Read(t, func(tx identity.Tx) error {
		rep, err := availability.Verify(t.Context(), tx, w.ref.ID)
		if !rep.OK() || rep.Seals != 2 {
			t.Errorf("got %+v, want a second seal that holds the entry", rep)
		}
		return err
	})
}

func TestForgedRunIsFound(t *testing.T) {
	w := sealed(t)
	for _, tt := range []struct {
		name string
		want availability.Problem
		sql  string
	}{
		{"outage removed", availability.RecordDiffers, `DELETE FROM availability_run WHERE outcome <> 'good'`},
		{"outage made good", availability.RecordDiffers, `UPDATE availability_run SET outcome = 'good' WHERE outcome <> 'good'`},
		{"outage shortened", availability.RecordDiffers, `UPDATE availability_run SET last_at = first_at WHERE outcome <> 'good'`},
		{"checks invented", availability.RecordDiffers, `UPDATE availability_run SET checks = checks + 1 WHERE position = 1`},
		{"gap hidden", availability.RecordDiffers, `UPDATE availability_run SET every = 86400 WHERE position = 3`},
		{"run invented", availability.RecordDiffers, `INSERT INTO availability_run SELECT gen_random_uuid(), authority_id, round_id, document_id, 9, outcome,
			status, on_page, every, first_at, last_at, checks FROM availability_run LIMIT 1`},
		{"note reworded", availability.RecordDiffers, `UPDATE availability_entry SET text = 'Kein Ausfall.'`},
		{"note of another author", availability.RecordDiffers, `UPDATE availability_entry SET recorded_by = NULL`},
		{"note removed", availability.RecordDiffers, `DELETE FROM availability_entry`},
		{"note slipped in", availability.RecordDiffers, `INSERT INTO availability_entry SELECT gen_random_uuid(), authority_id, round_id, number + 1, kind, from_at, until_at,
			choice, text, salt, recorded_at, recorded_by FROM availability_entry`},
		{"hash replaced", availability.SealDiffers, `UPDATE availability_seal SET hash = sha256('x')`},
		{"sealed on another day", availability.SealDiffers, `UPDATE availability_seal SET sealed_at = sealed_at - interval '1 day'`},
		{"seal removed", availability.SealMissing, `DELETE FROM availability_seal`},
		{"seal of another entry", availability.SealDiffers, `UPDATE availability_seal SET log_index = 0`},
	} {
		w.Tamper(t, func(f *proceduretest.Forgery) { f.Do(tt.sql) }, func(tx identity.Tx) {
			rep, err := availability.Verify(t.Context(), tx, w.ref.ID)
			if err != nil {
				t.Fatalf("%s: %v", tt.name, err)
			}
			found := false
			for _, f := range rep.Findings {
				found = found || f.Problem == tt.want
			}
			if !found {
				t.Errorf("%s: got %+v, want %s", tt.name, rep.Findings, tt.want)
			}
		})
	}
	w.Read(t, func(tx identity.Tx) error {
		rep, err := availability.Verify(t.Context(), tx, w.ref.ID)
		if !rep.OK() || rep.Seals != 1 {
			t.Errorf("untouched: got %+v, want one seal and no finding", rep)
		}
		return err
	})
}

// TestSealIsAnAct: the register's own audit knows the entry.
func TestSealIsAnAct(t *testing.T) {
	w := sealed(t)
	w.Read(t, func(tx identity.Tx) error {
		rep, err := procedure.VerifyDocuments(t.Context(), tx, w.Blobs, w.ref.ID)
		if !rep.OK() {
			t.Errorf("got %+v, want no finding", rep.Findings)
		}
		return err
	})
}

func TestAuthoritiesWatchTheirOwn(t *testing.T) {
	w := watch(t)
	other := watchIn(t, proceduretest.In(t, w.DB, "bergheim"))
	w.set("2026-10-26 00:00:00")
	if n := w.check(always(good)); n != 4 {
		t.Fatalf("got %d documents due, want those of both towns", n)
	}
	other.set("2026-10-26 00:05:00")
	if got := other.record(); got.Checks != 2 {
		t.Errorf("got %d checks in the other town, want its 2", got.Checks)
	}
	if _, err := w.service.Record(t.Context(), w.Planner, other.ref, other.round); !errors.Is(err, procedure.ErrForbidden) {
		t.Errorf("another town's record: got %v, want ErrForbidden", err)
	}
}
