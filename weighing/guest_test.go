package weighing

import (
	"strings"
	"testing"

	"github.com/google/uuid"

	"github.com/einwand/einwand/procedure/statement"
)

// guest files what somebody sends without a login, now.
func (h *house) guest(text string, c statement.Contact) statement.Statement {
	h.Helper()
	c.Name = "Hanne Zeisig"
	st, _, err := h.statements.FileAsGuest(h.Context(), h.ref, statement.GuestForm{Contact: c, Text: []byte(text), Reference: statement.Reference{Kind: statement.ToPlan},
		ReceivedAt: h.now, Key: uuid.New()})
	h.must(err)
	return st
}

var byMail = statement.Contact{Mail: "zeisig@post.example", ReplyBy: "mail"}

// TestGuestIsWeighedLikeEverybody: behind the statement stands no account, and no list may lose it by looking for one.
func TestGuestIsWeighedLikeEverybody(t *testing.T) {
	h := openHouse(t)
	ctx := t.Context()
	h.answer(h.file(h.resident("Mara", "Hoffmann"), "Zu laut."), CodeReject)
	st := h.guest("Die Brücke ist zu schmal, sagt Zeisig.", byMail)

	list, _, err := h.statements.List(ctx, h.planner, h.ref, 0, 10)
	h.must(err)
	if len(list) != 2 || list[0].Channel != statement.Guest && list[1].Channel != statement.Guest {
		t.Errorf("the planner's list: got %+v, want the guest's in it", list)
	}
	open, err := h.weighing.Unanswered(ctx, h.planner, h.town.ID, []uuid.UUID{h.ref.ID})
	if h.must(err); open[h.ref.ID] != 1 {
		t.Errorf("got %d without an answer, want the guest's", open[h.ref.ID])
	}
	gaps, err := h.weighing.Gaps(ctx, h.planner, h.ref)
	if h.must(err); gaps.Figures.ByChannel[statement.Guest] != 1 || len(gaps.Gaps) == 0 {
		t.Errorf("got the figures %+v and gaps %v, want the guest's counted and missing an answer", gaps.Figures, gaps.Gaps)
	}
	h.answer(st, CodeFollow, "Zeisig")
	if got := h.filers(); got != 2 {
		t.Errorf("got %d owed a result, want Mara and the guest", got)
	}

	h.closeRound()
	h.freeze()
	council, err := h.weighing.CouncilTable(ctx, h.member, h.ref, 1, 0)
	h.must(err)
	public, err := h.weighing.PublicTable(ctx, h.ref, 1, 0)
	h.must(err)
	if len(council.Rows) != 2 || council.Rows[1].Label != "Einwender 2" || council.Head.Persons != 2 {
		t.Errorf("the council: got %+v, want the guest's row and two persons", council.Rows)
	}
	for _, r := range public.Rows {
		if strings.Contains(r.ReleasedWording+r.Label+r.Reference+r.Channel, "Zeisig") || r.Channel != "Online-Formular" {
			t.Errorf("the public reads %+v", r)
		}
	}
	if r := h.verify(); len(public.Rows) != 2 || len(r.Findings) > 0 {
		t.Errorf("got %d rows for the public and %v, want two that re-derive", len(public.Rows), r.Findings)
	}
}

// TestGuestWhoWroteLateIsExamined: lateness asks the same of everybody (§ 4a Abs. 5 BauGB).
func TestGuestWhoWroteLateIsExamined(t *testing.T) {
	h := openHouse(t)
	h.now = after
	st := h.guest("Ich habe es erst heute gelesen.", byMail)
	queue, err := h.weighing.Late(t.Context(), h.planner, h.ref, 0, 10)
	if h.must(err); len(queue.Late) != 1 || queue.Late[0].Number != st.Number || queue.Late[0].Channel != statement.Guest {
		t.Errorf("got %+v, want the guest's in the queue", queue)
	}
	if got := h.filers(); got != 0 {
		t.Errorf("got %d owed a result, want none for what came late", got)
	}
}

// TestGuestByPostIsOwedAResult: the address decides, not how it came.
func TestGuestByPostIsOwedAResult(t *testing.T) {
	h := openHouse(t)
	h.guest("Die Brücke ist zu schmal.", statement.Contact{ReplyBy: "post", Street: "Auenweg 1", PostalCode: "59999", City: "Auenbrück"})
	if got := h.filers(); got != 1 {
		t.Errorf("got %d owed a result, want the guest by post", got)
	}
}
