package procedure_test

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/proceduretest"
)

// TestManifestHoldsWhatIsAddedMeanwhile holds the round while a document and then the publication ask for it: whichever
// goes first, the frozen list is the one that the public sees.
func TestManifestHoldsWhatIsAddedMeanwhile(t *testing.T) {
	w := proceduretest.New(t)
	ref := w.Create(t)
	round := w.PlanRound(t, ref, november())
	first := w.AddDocument(t, ref, round, "Planzeichnung")
	w.AddDocument(t, ref, round, "Begründung")
	w.Approve(t, ref)
	w.Announce(t, ref, day(2026, time.October, 17))

	added, published := make(chan error, 1), make(chan error, 1)
	err := pgx.BeginFunc(t.Context(), w.DB.Super, func(tx pgx.Tx) error {
		if _, err := tx.Exec(t.Context(), `SELECT FROM round WHERE id = $1 FOR NO KEY UPDATE`, round); err != nil {
			return err
		}
		go func() {
			_, err := w.Procedures.AddDocument(t.Context(), w.Planner, ref, round, procedure.NewDocument{Role: procedure.RolePlan,
				Title: "Begründung", FileName: "begruendung.pdf"}, strings.NewReader("%PDF-1.7"))
			added <- err
		}()
		waitForLocks(t, w, 1)
		go func() {
			published <- w.Procedures.Publish(t.Context(), w.Planner, ref, round, procedure.Move{Reason: "Grund"})
		}()
		waitForLocks(t, w, 2)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := <-added; err != nil && !errors.Is(err, procedure.ErrFrozen) {
		t.Errorf("add: got %v, want it added or ErrFrozen", err)
	}
	if err := <-published; err != nil {
		t.Fatalf("publish: got %v, want it published", err)
	}
	v := w.View(t, ref)
	if got, want := procedure.Manifest(v.Documents), v.Round.Manifest; !bytes.Equal(got, want) || v.Documents[0].ID != first.ID {
		t.Errorf("manifest of the %d public documents: got %x, want %x as frozen", len(v.Documents), got, want)
	}
}

// waitForLocks returns when n transactions of the town wait for a lock.
func waitForLocks(t *testing.T, w *proceduretest.Town, n int) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	for waiting := 0; waiting < n; {
		err := w.DB.Super.QueryRow(ctx, `
			SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`).Scan(&waiting)
		if err != nil {
			t.Fatalf("wait for %d locks, %d so far: %v", n, waiting, err)
		}
	}
}

func TestRoundIsLedUnderItsOwnProcedureOnly(t *testing.T) {
	w := proceduretest.New(t)
	n := w.NewProcedure()
	n.Slug, n.Prefix = "bp-48", "BP48"
	other, err := w.Procedures.Create(t.Context(), w.Planner, w.Authority.ID, n)
	if err != nil {
		t.Fatal(err)
	}
	ref := w.Create(t)
	round := w.PlanRound(t, ref, november())
	d := w.AddDocument(t, ref, round, "Planzeichnung")
	w.AddDocument(t, ref, round, "Begründung")
	w.Approve(t, ref)
	announce := func() error {
		return w.Procedures.RecordAnnouncement(t.Context(), w.Planner, other, procedure.AnnouncementFacts{Round: *w.View(t, ref).Round},
			procedure.NewAnnouncement{Medium: "Anzeiger", Issue: "Nr. 21", EffectiveOn: day(2026, time.October, 17)})
	}
	acts := map[string]func() error{
		"add document": func() error {
			_, err := w.Procedures.AddDocument(t.Context(), w.Planner, other, round, procedure.NewDocument{Role: procedure.RolePlan,
				Title: "Plan", FileName: "plan.pdf"}, strings.NewReader("%PDF-1.7"))
			return err
		},
		"remove document": func() error { return w.Procedures.RemoveDocument(t.Context(), w.Planner, other, round, d.ID) },
		"announce":        announce,
		"publish": func() error {
			return w.Procedures.Publish(t.Context(), w.Planner, other, round, procedure.Move{Reason: "Grund"})
		},
		"guards": func() error {
			_, err := w.Procedures.PublicationGuards(t.Context(), other, round)
			return err
		},
		"close": func() error { return w.Procedures.CloseRound(t.Context(), w.Planner, other, round, procedure.Move{}) },
	}
	refused := func(when string) {
		before := rowsOf(t, w)
		for name, act := range acts {
			if err := act(); !errors.Is(err, procedure.ErrNotFound) {
				t.Errorf("%s, %s: got %v, want ErrNotFound", when, name, err)
			}
		}
		if rowsOf(t, w) != before {
			t.Errorf("%s: rows changed through another procedure", when)
		}
	}
	refused("while it is planned")
	w.Announce(t, ref, day(2026, time.October, 17))
	if err := w.Procedures.Publish(t.Context(), w.Planner, ref, round, procedure.Move{}); err != nil {
		t.Fatal(err)
	}
	w.Clock.Set(proceduretest.Instant(t, "2026-12-01 12:00:00"))
	refused("when its period is over")
}

func TestFileNameOfADocumentIsOneVisibleLine(t *testing.T) {
	w := proceduretest.New(t)
	ref := w.Create(t)
	round := w.PlanRound(t, ref, november())
	for _, tt := range []struct{ sent, want string }{
		{`C:\Pläne\Plan „47“.pdf`, "Plan „47“.pdf"},
		{"../../etc/plan.pdf", "plan.pdf"},
		{"plan\x00.pdf", "plan.pdf"},
		{"plan\xff\xc3.pdf", "plan.pdf"},
		{"plan.pdf\r\nSet-Cookie: a=b", "plan.pdfSet-Cookie: a=b"},
		{"a.pdf\n2 00 8 b.pdf", "a.pdf2 00 8 b.pdf"}, // a second line of the manifest
		{"plan\u2028\u2029.pdf", "plan.pdf"},
		{"plan\u202efdp.exe", "planfdp.exe"},
		{"\u2066\u200f", "Unterlage.pdf"},
		{"", "Unterlage.pdf"},
		{`..\..`, "Unterlage.pdf"},
		{"/", "Unterlage.pdf"},
		{strings.Repeat("ß", 300) + "-Blatt-1.pdf", strings.Repeat("ß", 138) + "-Blatt-1.pdf"},
	} {
		d, err := w.Procedures.AddDocument(t.Context(), w.Planner, ref, round, procedure.NewDocument{Role: procedure.RolePlan,
			Title: "Plan", FileName: tt.sent}, strings.NewReader("%PDF-1.7"))
		if err != nil || d.FileName != tt.want {
			t.Errorf("name %q: got %q and %v, want %q", tt.sent, d.FileName, err, tt.want)
		}
	}
	for _, hostile := range []string{"Plan\x00", "Plan\xff"} {
		for field, n := range map[string]procedure.NewDocument{
			"title":       {Title: hostile, Description: "Blatt 1"},
			"description": {Title: "Plan", Description: hostile},
		} {
			n.Role, n.FileName = procedure.RolePlan, "plan.pdf"
			_, err := w.Procedures.AddDocument(t.Context(), w.Planner, ref, round, n, strings.NewReader("%PDF-1.7"))
			var invalid *procedure.Invalid
			if !errors.As(err, &invalid) || len(invalid.Fields) != 1 || invalid.Fields[field] == "" {
				t.Errorf("%s %q: got %v, want the field named", field, hostile, err)
			}
		}
	}
}
