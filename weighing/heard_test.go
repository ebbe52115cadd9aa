package weighing

import (
	"slices"
	"testing"
	"time"

	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/bodies"
	"github.com/einwand/einwand/procedure/period"
	"github.com/einwand/einwand/procedure/statement"
)

// TestTableNamesTheBodiesThatWereAsked: the council sees who was silent and who had no concerns, with the numbers of the
// directory; who was only put on the list was not asked.
func TestTableNamesTheBodiesThatWereAsked(t *testing.T) {
	h := openHouse(t)
	ctx := t.Context()
	room := bodies.New(h.tenancy, h.procedures, h.statements, "https://einwand.example")
	h.procedures.Consult(bodies.Inform)
	names := []string{"Wasserverband", "Kreis", "Handwerkskammer", "Bahn", "Forstamt"}
	for _, name := range names {
		_, err := room.Add(ctx, h.planner, h.town.ID, bodies.Body{Name: name, Mail: "toeb@post.example"})
		h.must(err)
	}
	round, err := h.procedures.PlanRound(ctx, h.planner, h.ref, procedure.NewRound{Kind: procedure.BodiesRound, VersionLabel: "Entwurf",
		VersionDated: period.NewDate(2026, 10, 12), FirstDay: period.NewDate(2026, 11, 2), LastDay: period.NewDate(2026, 12, 2)})
	h.must(err)
	_, err = room.Prepare(ctx, h.planner, h.ref, round, []int{1, 2, 3, 4})
	h.must(err)
	_, err = room.Send(ctx, h.planner, h.ref, round, procedure.Move{Reason: "In der Akte begründet."})
	h.must(err)
	h.now = h.now.Add(24 * time.Hour)
	wrote := h.letter(statement.Contribution{Kind: statement.Body, OfficialName: "Bahn", Text: []byte("Zu nah.")})
	h.answer(wrote, CodePartial)
	h.must(room.RecordReply(ctx, h.planner, h.ref, round, 4, bodies.NewReply{Kind: bodies.WithText, Statement: wrote.Number}))
	h.must(room.RecordReply(ctx, h.planner, h.ref, round, 2, bodies.NewReply{Kind: bodies.NoObjections, ReceivedAt: h.now, Note: "Telefonat mit Frau Groß"}))
	h.now = time.Date(2026, 12, 3, 9, 0, 0, 0, time.UTC)
	h.must(h.procedures.CloseRound(ctx, h.planner, h.ref, round, procedure.Move{}))
	h.must(h.procedures.CloseRound(ctx, h.planner, h.ref, h.round, procedure.Move{}))
	h.perform("T11f", procedure.Answers{"plan_vom": "2026-12-03", "begruendung_vom": "2026-12-03"})
	table, err := h.weighing.CouncilTable(ctx, h.planner, h.ref, h.freeze().Number, 0)
	h.must(err)
	head := table.Head
	if want := []string{"1 Wasserverband", "3 Handwerkskammer"}; !slices.Equal(head.SilentBodies, want) {
		t.Errorf("silent: got %q, want %q", head.SilentBodies, want)
	}
	if want := []string{"2 Kreis"}; !slices.Equal(head.ContentedBodies, want) {
		t.Errorf("contented: got %q, want %q", head.ContentedBodies, want)
	}
}
