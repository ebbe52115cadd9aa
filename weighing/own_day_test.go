package weighing

import (
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/bodies"
	"github.com/einwand/einwand/procedure/period"
)

// TestBodyHasUntilItsOwnLastDay: a body whose letter came later is in time on its own last day, and needs no examination.
func TestBodyHasUntilItsOwnLastDay(t *testing.T) {
	h := openHouse(t)
	ctx := t.Context()
	room := bodies.New(h.tenancy, h.procedures, h.statements, "https://einwand.example")
	h.procedures.Consult(bodies.Inform)
	for _, name := range []string{"wasserverband", "kreis"} {
		_, err := room.Add(ctx, h.planner, h.town.ID, bodies.Body{Name: name, Mail: "toeb@" + name + ".example"})
		h.must(err)
	}
	round, err := h.procedures.PlanRound(ctx, h.planner, h.ref, procedure.NewRound{Kind: procedure.BodiesRound, VersionLabel: "Entwurf",
		VersionDated: period.NewDate(2026, 10, 12), FirstDay: period.NewDate(2026, 11, 2), LastDay: period.NewDate(2026, 12, 2)})
	h.must(err)
	send := func(number int) string {
		_, err := room.Prepare(ctx, h.planner, h.ref, round, []int{number})
		h.must(err)
		_, err = room.Send(ctx, h.planner, h.ref, round, "", procedure.Move{Reason: "In der Akte begründet."})
		h.must(err)
		table, err := room.Table(ctx, h.planner, h.ref, round)
		h.must(err)
		owed, err := room.InvitationOwed(ctx, h.town.ID, table.Lines[number-1].ID)
		h.must(err)
		return owed.Token
	}
	early := send(1)
	h.now = time.Date(2026, 11, 10, 9, 0, 0, 0, time.UTC) // until 10 December
	late := send(2)
	h.now = time.Date(2026, 12, 9, 9, 0, 0, 0, time.UTC)
	for i, tt := range []struct {
		token, mail string
		timely      bool
	}{{early, "toeb@wasserverband.example", false}, {late, "toeb@kreis.example", true}} {
		st, err := room.Answer(ctx, tt.token, bodies.NewAnswer{Text: []byte("Der Bach braucht Platz."), Name: "P. Peters", Mail: tt.mail, Key: uuid.New()}, h.now)
		h.must(err)
		if d := h.open(st); d.Timely != tt.timely {
			t.Errorf("body %d on 9 December: got timely %v, want %v", i+1, d.Timely, tt.timely)
		}
	}
	if n := h.filers(); n != 1 {
		t.Errorf("owed a result: got %d, want the body alone that was in time on its own last day", n)
	}
	gaps, err := h.weighing.Gaps(ctx, h.planner, h.ref)
	h.must(err)
	open := 0
	for _, g := range gaps.Gaps {
		if g.Kind == GapLateOpen {
			open++
		}
	}
	queue, err := h.weighing.Late(ctx, h.planner, h.ref, 0, 10)
	h.must(err)
	if len(queue.Late) != 1 || queue.Open != 1 || len(queue.Extended) != 0 {
		t.Errorf("queue: got %+v, want the body alone whose day was over", queue)
	}
	if open != 1 {
		t.Errorf("got %d late statements to examine, want that of the first body alone", open)
	}
}
