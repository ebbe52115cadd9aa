package outbox

import (
	"context"
	"log/slog"
	"strings"
	"testing"

	"github.com/google/uuid"

	"github.com/einwand/einwand/migrations/testdb"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/bodies"
	"github.com/einwand/einwand/procedure/period"
	"github.com/einwand/einwand/procedure/proceduretest"
	"github.com/einwand/einwand/procedure/statement"
)

// askedTown has sent two letters by mail, on 3 November.
type askedTown struct {
	*proceduretest.Town
	rooms *bodies.Service
	ref   procedure.Ref
	round uuid.UUID
	post  *postOffice
	work  *Worker
}

func askBodies(t *testing.T) *askedTown {
	t.Helper()
	ctx := t.Context()
	a := &askedTown{Town: proceduretest.In(t, testdb.New(t), "auenbrueck"), post: &postOffice{}}
	statements := statement.New(a.Tenancy, a.Blobs, a.Signer)
	a.rooms = bodies.New(a.Tenancy, a.Procedures, statements, "https://beteiligung.example")
	a.Procedures.Consult(bodies.Inform)
	for _, b := range []bodies.Body{{Name: "Wasserverband Auenbach", Mail: "toeb@wasserverband.example"}, {Name: "Kreis Auental", Mail: "unb@kreis-auental.example"}} {
		_, err := a.rooms.Add(ctx, a.Planner, a.Authority.ID, b)
		must(t, err)
	}
	a.ref, _ = a.Publish(t)
	a.Clock.Set(proceduretest.Instant(t, "2026-11-03 09:00:00"))
	a.round = a.PlanRound(t, a.ref, procedure.NewRound{Kind: procedure.BodiesRound, VersionLabel: "Entwurf", VersionDated: period.NewDate(2026, 10, 1),
		FirstDay: period.NewDate(2026, 11, 3), LastDay: period.NewDate(2026, 12, 3)})
	_, err := a.rooms.Prepare(ctx, a.Planner, a.ref, a.round, []int{1, 2})
	must(t, err)
	_, err = a.rooms.Send(ctx, a.Planner, a.ref, a.round, "", procedure.Move{})
	must(t, err)
	const url = "https://beteiligung.example"
	a.work = &Worker{Log: slog.New(slog.DiscardHandler), Pool: a.DB.App, Clock: a.Clock.Now, Mailer: a.post, Composers: map[string]Composer{
		"receipt":    BodyReceipts(a.rooms, url, Receipts(statements, func(statement.Receipt) ([]byte, []byte, error) { return nil, nil, nil }, url)),
		"invitation": Invitations(a.rooms, url), "reminder": Reminders(a.rooms, a.Clock.Now, url), "reply": ReplyNotices(a.rooms, url)}}
	must(t, a.work.Drain(ctx))
	return a
}

// to are the mails that went to an address since the last call.
func (a *askedTown) to(address string) []Message {
	var list []Message
	for _, m := range a.post.sent {
		if m.To == address {
			list = append(list, m)
		}
	}
	return list
}

// secret is the last part of the link in a mail.
func (a *askedTown) secret(t *testing.T, m Message) string {
	t.Helper()
	_, after, ok := strings.Cut(m.Text, "https://beteiligung.example/behoerde/")
	if !ok {
		t.Fatalf("no link in %s", m.Text)
	}
	token, _, _ := strings.Cut(after, "\n")
	return token
}

func TestLetterMailEndsWithALinkOfItsOwn(t *testing.T) {
	a := askBodies(t)
	one, two := a.to("toeb@wasserverband.example"), a.to("unb@kreis-auental.example")
	if len(one) != 1 || len(two) != 1 {
		t.Fatalf("got %d and %d mails, want one each", len(one), len(two))
	}
	for _, want := range []string{"§ 4 Abs. 2 BauGB", "bis einschließlich Do 03.12.2026", "Listennummer 1"} {
		if !strings.Contains(one[0].Text, want) {
			t.Errorf("mail lacks %q:\n%s", want, one[0].Text)
		}
	}
	access, err := a.rooms.ByLink(context.Background(), a.secret(t, one[0]))
	if err != nil || access.Line.Number != 1 {
		t.Errorf("got the letter of body %d, %v, want 1", access.Line.Number, err)
	}
	if a.secret(t, one[0]) == a.secret(t, two[0]) {
		t.Error("two bodies got the same link")
	}
}

func TestMailsOfAnAnswer(t *testing.T) {
	a := askBodies(t)
	ctx := context.Background()
	token := a.secret(t, a.to("toeb@wasserverband.example")[0])
	_, err := a.rooms.Answer(ctx, token, bodies.NewAnswer{Text: []byte(secret), Name: "Petra Peters", Mail: "p.peters@wasserverband.example", Key: uuid.New()}, a.Clock.Now())
	must(t, err)
	must(t, a.work.Drain(ctx))
	receipt, notice := a.to("p.peters@wasserverband.example"), a.to("toeb@wasserverband.example")
	if len(receipt) != 1 || len(notice) != 2 {
		t.Fatalf("got %d receipts and %d mails to the known mailbox, want 1, and the notice after the letter", len(receipt), len(notice))
	}
	if text := receipt[0].Text; !strings.Contains(text, "BP47-0001") || !strings.Contains(text, "bestätigen") || strings.Contains(text, "Eisv") {
		t.Errorf("the receipt: %s", text)
	}
	must(t, a.rooms.Confirm(ctx, a.secret(t, receipt[0])))
	if text := notice[1].Text; !strings.Contains(text, "BP47-0001") || strings.Contains(text, "Eisv") || strings.Contains(text, "p.peters") {
		t.Errorf("the notice: %s", text)
	}
	a.Clock.Set(proceduretest.Instant(t, "2026-12-05 09:00:00"))
	_, err = a.DB.Super.Exec(ctx, `UPDATE round SET rule_set = 'BauGB-2021' WHERE id = $1`, a.round) // the law before 7 July 2023
	must(t, err)
	_, _, err = a.rooms.Remind(ctx, a.Planner, a.ref, a.round)
	must(t, err)
	must(t, a.work.Drain(ctx))
	if got := a.to("unb@kreis-auental.example"); len(got) != 2 || !strings.Contains(got[1].Text, "abgelaufen") || !strings.Contains(got[1].Text, "(§ 4a Absatz 6 Baugesetzbuch)") || !strings.HasPrefix(got[1].Subject, "Erinnerung: ") {
		t.Errorf("got %d mails to the silent body, want the letter and a reminder that says that the period is over", len(got))
	}
	if got := a.to("toeb@wasserverband.example"); len(got) != 2 {
		t.Errorf("who has answered got a reminder")
	}
}

// TestReminderIsNotOwedAfterTheAnswer: the mail waited, and meanwhile the answer came.
func TestReminderIsNotOwedAfterTheAnswer(t *testing.T) {
	a := askBodies(t)
	ctx := context.Background()
	token := a.secret(t, a.to("toeb@wasserverband.example")[0])
	_, _, err := a.rooms.Remind(ctx, a.Planner, a.ref, a.round)
	must(t, err)
	_, err = a.rooms.Answer(ctx, token, bodies.NewAnswer{NoObjections: true, Name: "Petra Peters", Mail: "toeb@wasserverband.example", Key: uuid.New()}, a.Clock.Now())
	must(t, err)
	must(t, a.work.Drain(ctx))
	for _, m := range a.to("toeb@wasserverband.example") {
		if strings.HasPrefix(m.Subject, "Erinnerung") {
			t.Errorf("got a reminder after the answer: %s", m.Subject)
		}
	}
}
