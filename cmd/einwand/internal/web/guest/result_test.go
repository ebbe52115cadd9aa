package guest_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure/period"
	"github.com/einwand/einwand/procedure/proceduretest"
	"github.com/einwand/einwand/procedure/statement"
	"github.com/einwand/einwand/weighing"
)

// decide brings the plan to the meeting, at which the council follows what was proposed to the only statement.
func (b *passerby) decide() {
	b.t.Helper()
	ctx, room := b.t.Context(), weighing.New(b.Tenancy, b.statements, b.Signer)
	b.Clock.Set(proceduretest.Instant(b.t, "2026-12-07 09:00:00"))
	b.Close(b.t, b.ref, b.View(b.t, b.ref).Round.ID)
	div, err := room.Open(ctx, b.Planner, b.ref, 1)
	b.must(err)
	_, err = room.Propose(ctx, b.Planner, b.ref, div.Parts[0].ID, weighing.NewProposal{Code: weighing.CodeNoted, Reasoning: "Das prüft der Bauhof."})
	b.must(err)
	_, err = room.Freeze(ctx, b.Planner, b.ref, weighing.Freezing{WithoutPublic: true})
	b.must(err)
	b.Clock.Set(proceduretest.Instant(b.t, "2026-12-18 09:00:00"))
	_, err = room.RecordDecision(ctx, b.Staff(b.t, "Holger", "Stein", identity.RoleLead), b.ref, 1, weighing.NewDecision{Body: "Rat",
		MeetingOn: period.NewDate(2026, 12, 17), Votes: []weighing.Vote{{Yes: 31, No: 5}}})
	b.must(err)
}

// TestGuestReadsTheResultAtTheAddressOfTheReceipt, and nobody does at another one.
func TestGuestReadsTheResultAtTheAddressOfTheReceipt(t *testing.T) {
	b := stopBy(t)
	here := b.filed()
	b.secret(here).Lacks("Ergebnis mit Begründung")
	if b.get(here + "/ergebnis.pdf"); b.failed == nil {
		t.Error("before the decision: got a file, want none")
	}
	b.decide()
	doc := b.secret(here).Has("main h1", "Über Ihre Stellungnahme ist entschieden").Has(".ew-receipt__body dd", "Zur Kenntnis genommen").Lacks("Wie geht es weiter?")
	w := b.get(doc.Follow("Ergebnis mit Begründung (PDF)"))
	if w.Code != http.StatusOK || !strings.HasPrefix(w.Body.String(), "%PDF-") {
		t.Fatalf("got %d and %.8q, want a PDF", w.Code, w.Body.String())
	}
	for name, want := range map[string]string{"Cache-Control": "no-store", "X-Robots-Tag": "noindex, nofollow", "Referrer-Policy": "no-referrer",
		"Content-Disposition": `attachment; filename="ergebnis-BP47-0001.pdf"`} {
		if got := w.Header().Get(name); got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
	b.get(b.form + "/" + strings.Repeat("a", 43) + "/ergebnis.pdf")
	if b.failed == nil || !strings.Contains(b.failed.Error(), statement.ErrNotFound.Error()) {
		t.Errorf("another address: got %v, want ErrNotFound", b.failed)
	}
}
