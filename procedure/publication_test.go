package procedure_test

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/proceduretest"
)

// TestPublicationNeedsAnnouncementBeforeTheFirstDay brings the guards from all against to none, one act at a time.
func TestPublicationNeedsAnnouncementBeforeTheFirstDay(t *testing.T) {
	w := proceduretest.New(t)
	w.Clock.Set(proceduretest.Instant(t, "2026-10-26 07:00:00"))
	ref := w.Create(t)
	round := w.PlanRound(t, ref, november())
	publish := func(reason string) error {
		return w.Procedures.Publish(t.Context(), w.Planner, ref, round, procedure.Move{Reason: reason})
	}

	wantAgainst(t, publish("Eilt."), "Noch nicht abgeschlossen: Billigung", "Es ist noch keine Unterlage", "Die Bekanntmachung ist noch nicht festgehalten")
	w.Prepare(t, ref, round)
	wantAgainst(t, publish("Eilt."), "Die Bekanntmachung ist noch nicht festgehalten")
	w.Announce(t, ref, day(2026, time.October, 25))
	wantAgainst(t, publish(" \n"), "Die Frist beginnt heute")
	if got := w.View(t, ref).Round.State; got != procedure.RoundPlanned {
		t.Fatalf("after refusals: got state %s, want planned", got)
	}

	const reason = "Die Unterlagen stehen seit Mitternacht im Netz."
	if err := publish(reason); err != nil {
		t.Fatalf("with a reason on record: got %v, want it published", err)
	}
	acts := w.View(t, ref).Acts
	last := acts[len(acts)-1]
	if last.Transition != "T6" || last.Reason != reason || len(last.Warnings) != 1 || last.Warnings[0].ID != "T6.today" || last.RecordedBy != "Jana Wirth" {
		t.Errorf("reason on record: got %+v", last)
	}
}

func TestAnnouncementOnTheFirstDayBlocks(t *testing.T) {
	for _, tt := range []struct {
		name    string
		day     int
		blocked bool
	}{
		{"the day before", 25, false},
		{"the first day", 26, true},
		{"a day later", 27, true},
	} {
		w := proceduretest.New(t)
		w.Clock.Set(proceduretest.Instant(t, "2026-10-12 09:00:00"))
		ref := w.Create(t)
		round := w.PlanRound(t, ref, november())
		w.Prepare(t, ref, round)
		w.Announce(t, ref, day(2026, time.October, tt.day))
		err := w.Procedures.Publish(t.Context(), w.Planner, ref, round, procedure.Move{Reason: "auch mit einem Grund nicht"})
		if tt.day == 27 {
			wantAgainst(t, err, "Die Bekanntmachung ist erst am", "Der erste Tag, 26.10.2026, ist schon vorbei")
		} else if tt.blocked {
			wantAgainst(t, err, "Die Bekanntmachung ist erst am")
		} else if err != nil {
			t.Errorf("%s: got %v, want it published", tt.name, err)
		}
		guards, err := w.Procedures.PublicationGuards(t.Context(), ref, round)
		if err != nil {
			t.Fatal(err)
		}
		for _, g := range guards {
			if g.Norm == "" || g.Fact == "" || g.ID == "" || g.Severity == procedure.Satisfied && g.Remedy != procedure.RemedyNone ||
				(g.Severity == procedure.Block || g.Severity == procedure.Warning) && g.Remedy == procedure.RemedyNone {
				t.Errorf("%s: guard %+v: want a fact, its paragraph, and a remedy unless satisfied", tt.name, g)
			}
		}
	}
}

// wantAgainst expects a refusal with exactly these facts against it, in their order.
func wantAgainst(t *testing.T, err error, facts ...string) {
	t.Helper()
	var refusal *procedure.Refusal
	if !errors.As(err, &refusal) || len(refusal.Guards) != len(facts) {
		t.Errorf("got %v, want a refusal for %q", err, facts)
		return
	}
	for i, fact := range facts {
		if !strings.Contains(refusal.Guards[i].Fact, fact) {
			t.Errorf("got %q against it, want %q", refusal.Guards[i].Fact, fact)
		}
	}
}

func TestPublishedDocumentsAreFrozen(t *testing.T) {
	w := proceduretest.New(t)
	ref, round := w.Publish(t)
	before := w.View(t, ref)
	add := func(round uuid.UUID) error {
		_, err := w.Procedures.AddDocument(t.Context(), w.Planner, ref, round, procedure.NewDocument{Role: procedure.RolePlan,
			Title: "Nachtrag", FileName: "nachtrag.pdf"}, strings.NewReader("%PDF-1.7"))
		return err
	}
	remove := func() error {
		return w.Procedures.RemoveDocument(t.Context(), w.Planner, ref, round, before.Documents[0].ID)
	}
	for _, now := range []string{"2026-11-02 10:00:00", "2026-11-28 00:00:00"} {
		w.Clock.Set(proceduretest.Instant(t, now))
		if err := add(round); !errors.Is(err, procedure.ErrFrozen) {
			t.Errorf("%s: add: got %v, want ErrFrozen", now, err)
		}
		if err := remove(); !errors.Is(err, procedure.ErrFrozen) {
			t.Errorf("%s: remove: got %v, want ErrFrozen", now, err)
		}
	}
	after := w.View(t, ref)
	if len(after.Documents) != 2 || !bytes.Equal(procedure.Manifest(after.Documents), before.Round.Manifest) {
		t.Errorf("got %d documents and another manifest, want those that were published", len(after.Documents))
	}
	if err := add(uuid.New()); !errors.Is(err, procedure.ErrNotFound) {
		t.Errorf("round that is none: got %v, want ErrNotFound", err)
	}
	if err := w.TryAnnounce(t, ref, day(2026, time.October, 25)); !errors.Is(err, procedure.ErrFrozen) {
		t.Errorf("announce a published round: got %v, want ErrFrozen", err)
	}
}

func TestDocumentsAppearOnTheFirstDay(t *testing.T) {
	w := proceduretest.New(t)
	ref, _ := w.Publish(t)
	for now, want := range map[string]int{
		"2026-10-25 23:59:59": 0,
		"2026-10-26 00:00:00": 2,
		"2026-11-27 23:59:59": 2,
		"2026-12-24 12:00:00": 2,
	} {
		w.Clock.Set(proceduretest.Instant(t, now))
		v, err := w.Procedures.Public(t.Context(), ref)
		if err != nil || len(v.Documents) != want {
			t.Errorf("%s: got %d documents and %v, want %d", now, len(v.Documents), err, want)
		}
		if v.Announcement == nil {
			t.Errorf("%s: got no announcement, want it: it is public before", now)
		}
		if staff := w.View(t, ref); len(staff.Documents) != 2 {
			t.Errorf("%s: got %d documents for staff, want 2", now, len(staff.Documents))
		}
	}
}

func TestPlannedRoundIsForStaffOnly(t *testing.T) {
	w := proceduretest.New(t)
	ref := w.Create(t)
	w.PlanRound(t, ref, november())
	v, err := w.Procedures.Public(t.Context(), ref)
	if err != nil || v.Round != nil || v.Documents != nil {
		t.Errorf("for everybody: got round %v, documents %v and %v, want none", v.Round, v.Documents, err)
	}
	if w.View(t, ref).Round == nil {
		t.Error("for staff: got no round, want the planned one")
	}
}

func TestOnlyPDFIsPublished(t *testing.T) {
	w := proceduretest.New(t)
	ref := w.Create(t)
	round := w.PlanRound(t, ref, november())
	add := func(n procedure.NewDocument, r io.Reader) error {
		_, err := w.Procedures.AddDocument(t.Context(), w.Planner, ref, round, n, r)
		return err
	}
	plan := procedure.NewDocument{Role: procedure.RolePlan, Title: "Plan", FileName: `C:\Pläne\plan.pdf`}
	for name, content := range map[string]string{"HTML": "<!doctype html>", "empty": "", "PDF behind something": "x%PDF-1.7"} {
		if err := add(plan, strings.NewReader(content)); !errors.Is(err, procedure.ErrNotPublishable) {
			t.Errorf("%s: got %v, want ErrNotPublishable", name, err)
		}
	}
	var invalid *procedure.Invalid
	if err := add(procedure.NewDocument{Title: " "}, strings.NewReader("%PDF-")); !errors.As(err, &invalid) || invalid.Fields["title"] == "" {
		t.Errorf("without a title: got %v, want it asked for", err)
	}
	huge := io.MultiReader(strings.NewReader("%PDF-"), io.LimitReader(zeros{}, procedure.MaxDocumentSize))
	if err := add(plan, huge); !errors.Is(err, procedure.ErrTooLarge) {
		t.Errorf("too large: got %v, want ErrTooLarge", err)
	}
	if keys := w.Blobs.Keys(t); len(keys) != 0 {
		t.Errorf("store after refusals: got %v, want nothing", keys)
	}
	if err := add(plan, strings.NewReader("%PDF-1.7")); err != nil {
		t.Fatal(err)
	}
	d := w.View(t, ref).Documents[0]
	sum := sha256.Sum256([]byte("%PDF-1.7"))
	if d.FileName != "plan.pdf" || d.Size != 8 || !bytes.Equal(d.SHA256, sum[:]) {
		t.Errorf("got %+v, want the name without its folder, size and hash of the bytes", d)
	}
	f, err := w.Procedures.OpenDocument(t.Context(), d)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if data, err := io.ReadAll(f); err != nil || string(data) != "%PDF-1.7" {
		t.Errorf("read back: got %q and %v", data, err)
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { return len(p), nil }

func TestDocumentOfAPlannedRoundIsTakenBack(t *testing.T) {
	w := proceduretest.New(t)
	ref := w.Create(t)
	round := w.PlanRound(t, ref, november())
	first, second := w.AddDocument(t, ref, round, "Plan"), w.AddDocument(t, ref, round, "Begründung")
	if first.Position != 1 || second.Position != 2 {
		t.Errorf("positions: got %d and %d, want 1 and 2", first.Position, second.Position)
	}
	if err := w.Procedures.RemoveDocument(t.Context(), w.Planner, ref, round, first.ID); err != nil {
		t.Fatal(err)
	}
	if err := w.Procedures.RemoveDocument(t.Context(), w.Planner, ref, round, first.ID); !errors.Is(err, procedure.ErrNotFound) {
		t.Errorf("again: got %v, want ErrNotFound", err)
	}
	if got := w.View(t, ref).Documents; len(got) != 1 || got[0].ID != second.ID {
		t.Errorf("got %v, want the other document", got)
	}
}

// TestAnnouncementHasItsHints: the third hint is the condition for leaving a late statement out (§ 4a Abs. 5 S. 2 BauGB).
func TestAnnouncementHasItsHints(t *testing.T) {
	w := proceduretest.New(t)
	ref, _ := w.Publish(t)
	v := w.View(t, ref)
	if v.Announcement.Medium != "Auenbrücker Anzeiger" || v.Announcement.EffectiveOn != day(2026, time.October, 17) {
		t.Errorf("evidence: got %+v", v.Announcement)
	}
	for _, want := range []string{
		"Stadt Auenbrück", "Südlich der Mühlenwiese", "§ 3 Absatz 2 des Baugesetzbuchs",
		"vom 26.10.2026 bis einschließlich 27.11.2026", "https://einwand.example/verfahren/auenbrueck-bp-47",
		"Zwischen Mühlenweg, Auenbach und Landstraße.", "Lärm, Boden", "Zimmer 214", "Lesegeräte",
		"1. Während der Dauer der Veröffentlichungsfrist", "2. Stellungnahmen sollen elektronisch übermittelt werden",
		"3. Nicht fristgerecht abgegebene Stellungnahmen können bei der Beschlussfassung über den Bauleitplan unberücksichtigt bleiben.",
		"4. Neben der Veröffentlichung im Internet", w.Signer.VerifierKey(),
	} {
		if !strings.Contains(v.Announcement.Body, want) {
			t.Errorf("announcement lacks %q:\n%s", want, v.Announcement.Body)
		}
	}
	facts := procedure.AnnouncementFacts{Authority: w.Authority, Procedure: v.Procedure, Round: *v.Round}
	facts.Round.Kind = procedure.RepeatedRound
	if text := procedure.AnnouncementText(facts); !strings.Contains(text, "5. Stellungnahmen können nur zu den geänderten") ||
		!strings.Contains(text, "§ 4a Absatz 3 BauGB") {
		t.Errorf("repeated round: got\n%s\nwant the limit to the changes", text)
	}
	facts.Round.Kind = procedure.EarlyRound
	if text := procedure.AnnouncementText(facts); !strings.Contains(text, "§ 3 Absatz 1 des Baugesetzbuchs") {
		t.Errorf("early round: got\n%s", text)
	}
	for field, n := range map[string]procedure.NewAnnouncement{
		"medium":       {Issue: "Nr. 1", EffectiveOn: day(2026, time.October, 1)},
		"issue":        {Medium: "Anzeiger", EffectiveOn: day(2026, time.October, 1)},
		"effective_on": {Medium: "Anzeiger", Issue: "Nr. 1"},
	} {
		var invalid *procedure.Invalid
		err := w.Procedures.RecordAnnouncement(t.Context(), identity.Operator, ref, facts, n)
		if !errors.As(err, &invalid) || len(invalid.Fields) != 1 || invalid.Fields[field] == "" {
			t.Errorf("without %s: got %v, want it asked for", field, err)
		}
	}
}
