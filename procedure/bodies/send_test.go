package bodies_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/bodies"
	"github.com/einwand/einwand/procedure/proceduretest"
)

func TestRoundOpensWithItsLetters(t *testing.T) {
	o := open(t)
	o.plan(1, 2, 3)
	o.send()
	table := o.table()
	if table.Round.State != procedure.RoundPublished || len(table.Lines) != 3 {
		t.Fatalf("got a round that is %s with %d bodies, want it published with 3", table.Round.State, len(table.Lines))
	}
	for _, l := range table.Lines {
		if l.SentAt == nil || l.DueOn == nil || l.At(table.Round.Period, o.Clock.Now()) != bodies.Asked {
			t.Errorf("body %d: got %+v, want it asked", l.Number, l.Invitation)
		}
		if mail := l.Channel == bodies.ByMail; mail != (l.ReceivedOn != nil) {
			t.Errorf("body %d: got received on %v by %s, want the day of sending for mails alone", l.Number, l.ReceivedOn, l.Channel)
		}
		for _, want := range []string{"Bebauungsplan Nr. 47", "§ 4 Abs. 2 BauGB", "https://einwand.example/verfahren/auenbrueck-bp-47", "bis einschließlich Mo 07.12.2026"} {
			if !strings.Contains(l.Subject+l.Text, want) {
				t.Errorf("letter of body %d lacks %q:\n%s", l.Number, want, l.Text)
			}
		}
	}
	if n := o.count(`SELECT count(*) FROM outbox WHERE kind = 'invitation'`); n != 2 {
		t.Errorf("got %d mails owed, want those of the two bodies with a mailbox", n)
	}
	if r := o.audit(); !r.OK() || r.Letters != 3 {
		t.Errorf("got %+v, want 3 letters that re-derive", r)
	}
}

// TestLettersWaitForTheLaw holds T3 and T7 by the real room: their guards ask for the list that this room keeps.
func TestLettersWaitForTheLaw(t *testing.T) {
	o := open(t)
	o.plan()
	send := func(reason string) error {
		_, err := o.bodies.Send(t.Context(), o.Planner, o.ref, o.round, "", procedure.Move{Reason: reason})
		return err
	}
	if got := guards(send("Es eilt.")); !strings.Contains(got, "T7.list") {
		t.Errorf("a round without a body: got %q, want T7.list", got)
	}
	if table := o.table(); table.Round.State != procedure.RoundPlanned {
		t.Errorf("got a round that is %s after a refusal, want it planned", table.Round.State)
	}
	_, err := o.bodies.Prepare(t.Context(), o.Planner, o.ref, o.round, []int{1})
	o.must(err)
	o.must(send("Die frühzeitige Beteiligung war Teil eines anderen Verfahrens."))
}

func TestEarlyLetterAsksForTheScopeOfTheAssessment(t *testing.T) {
	o := open(t)
	o.ref = o.Create(t)
	o.round = o.PlanRound(t, o.ref, procedure.NewRound{Kind: procedure.EarlyBodiesRound, VersionLabel: "Vorentwurf", VersionDated: day(6, 1),
		FirstDay: day(6, 1), LastDay: day(7, 1)})
	_, err := o.bodies.Send(t.Context(), o.Planner, o.ref, o.round, "", procedure.Move{})
	if got := guards(err); got != "T3.documents T3.list T3.scope" {
		t.Errorf("an early round without a list: got %q, want the warnings T3.documents T3.list T3.scope", got)
	}
	_, err = o.bodies.Prepare(t.Context(), o.Planner, o.ref, o.round, []int{1})
	o.must(err)
	_, err = o.bodies.Send(t.Context(), o.Planner, o.ref, o.round, " Gern kommen wir zu Ihnen. ", procedure.Move{Reason: "Die Unterlagen liegen dem Brief bei."})
	o.must(err)
	if l := o.line(1); !strings.Contains(l.Text, "\n\nGern kommen wir zu Ihnen.\n\n") || !strings.Contains(l.Text, "Umfang und Detaillierungsgrad der Umweltprüfung") || !strings.Contains(l.Text, "§ 4 Abs. 1 BauGB") {
		t.Errorf("the early letter does not ask for the extent of the environmental assessment:\n%s", l.Text)
	}
}

func TestLettersGoOutOnce(t *testing.T) {
	o := open(t)
	o.plan(1, 2)
	results := make(chan int, 4)
	for range cap(results) {
		go func() {
			n, err := o.bodies.Send(t.Context(), o.Planner, o.ref, o.round, "", procedure.Move{Reason: "Eile."})
			if err != nil && !errors.Is(err, procedure.ErrWrongState) {
				t.Error(err)
			}
			results <- n
		}()
	}
	sum := 0
	for range cap(results) {
		sum += <-results
	}
	if owed := o.count(`SELECT count(*) FROM outbox WHERE kind = 'invitation'`); sum != 2 || owed != 2 {
		t.Errorf("got %d letters sent and %d mails owed by four senders, want 2", sum, owed)
	}
}

// TestBodyForgottenIsAskedLater: whoever is put on the list of an open round has as long as the law says from then on.
func TestBodyForgottenIsAskedLater(t *testing.T) {
	o := open(t)
	o.plan(1)
	o.send()
	sent := o.line(1).Text
	o.Clock.Set(proceduretest.Instant(t, "2026-11-20 09:00:00"))
	_, err := o.bodies.Prepare(t.Context(), o.Planner, o.ref, o.round, []int{1, 2})
	o.must(err)
	o.send()
	if l := o.line(2); *l.DueOn != day(12, 21) { // a month from 20 November is a Sunday
		t.Errorf("asked on 20 November: got due on %s, want 2026-12-21", l.DueOn)
	}
	if l := o.line(1); *l.DueOn != day(12, 7) || l.Text != sent {
		t.Errorf("the letter that was sent before changed: due %s", l.DueOn)
	}
	if r := o.audit(); !r.OK() {
		t.Errorf("got %v, want two dispatches that re-derive", r.Findings)
	}
}

func TestLetterIsDueFromTheDayOfReceipt(t *testing.T) {
	o := open(t)
	o.plan(1, 3)
	o.send()
	o.Clock.Set(proceduretest.Instant(t, "2026-11-12 09:00:00"))
	deliver := func(number, d int) error {
		return o.bodies.Deliver(t.Context(), o.Planner, o.ref, o.round, number, day(11, d))
	}
	if l := o.line(3); *l.DueOn != day(12, 7) || l.ReceivedOn != nil {
		t.Errorf("before anybody knows: got due %s, want the common day", l.DueOn)
	}
	for _, d := range []int{2, 13} {
		if fields(deliver(3, d))["zugang"] == "" {
			t.Errorf("received on %d November: got no objection, want one: it was sent on the 3rd, today is the 12th", d)
		}
	}
	if err := deliver(1, 5); !errors.Is(err, procedure.ErrWrongState) {
		t.Errorf("a mail has no day of receipt of its own: got %v", err)
	}
	for range 2 {
		o.must(deliver(3, 11))
	}
	if l := o.line(3); *l.DueOn != day(12, 11) || *l.ReceivedOn != day(11, 11) {
		t.Errorf("received on 11 November: got due %s, want 2026-12-11", l.DueOn)
	}
	if n := o.count(`SELECT count(*) FROM procedure_event WHERE kind = 'delivered'`); n != 1 {
		t.Errorf("got %d events for a day entered twice, want 1", n)
	}
	if r := o.audit(); !r.OK() {
		t.Error(r.Findings)
	}
}

func TestSilentBodiesAreRemindedOnceADay(t *testing.T) {
	o := open(t)
	o.plan(1, 2, 3)
	o.send()
	_, err := o.bodies.Answer(t.Context(), o.link(1), answer(), o.Clock.Now())
	o.must(err)
	o.Clock.Set(proceduretest.Instant(t, "2026-12-01 09:00:00"))
	for i, want := range []string{"1 mail, 1 letter", "0 mail, 0 letter"} {
		mails, letters, err := o.bodies.Remind(t.Context(), o.Planner, o.ref, o.round)
		o.must(err)
		if got := strings.NewReplacer("M", itoa(mails), "L", itoa(letters)).Replace("M mail, L letter"); got != want {
			t.Errorf("reminder %d: got %s, want %s", i+1, got, want)
		}
	}
	if n := o.count(`SELECT count(*) FROM outbox WHERE kind = 'reminder'`); n != 1 {
		t.Errorf("got %d mails owed, want 1", n)
	}
	if l := o.line(2); len(l.Reminders) != 1 {
		t.Errorf("got %d reminders of body 2, want 1", len(l.Reminders))
	}
	if r := o.audit(); !r.OK() {
		t.Error(r.Findings)
	}
}

func TestOnlyThoseWhoLeadProceduresAsk(t *testing.T) {
	o := open(t)
	o.plan(1)
	auditor := o.Staff(t, "Sönke", "Brandt", identity.RoleAuditor)
	ctx := t.Context()
	_, send := o.bodies.Send(ctx, auditor, o.ref, o.round, "", procedure.Move{Reason: "x"})
	_, prepare := o.bodies.Prepare(ctx, auditor, o.ref, o.round, []int{2})
	_, add := o.bodies.Add(ctx, auditor, o.Authority.ID, bodies.Body{Name: "X", Mail: "x@x.example"})
	_, _, remind := o.bodies.Remind(ctx, auditor, o.ref, o.round)
	for name, err := range map[string]error{"send": send, "prepare": prepare, "add": add, "remind": remind,
		"remove":  o.bodies.Remove(ctx, auditor, o.ref, o.round, 1),
		"deliver": o.bodies.Deliver(ctx, auditor, o.ref, o.round, 1, day(11, 3)),
		"reply":   o.bodies.RecordReply(ctx, auditor, o.ref, o.round, 1, bodies.NewReply{})} {
		if !errors.Is(err, procedure.ErrForbidden) {
			t.Errorf("%s by an auditor: got %v, want ErrForbidden", name, err)
		}
	}
	if _, err := o.bodies.Table(ctx, auditor, o.ref, o.round); err != nil {
		t.Errorf("an auditor reads the table: got %v", err)
	}
}
