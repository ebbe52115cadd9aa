package bodies_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/bodies"
	"github.com/einwand/einwand/procedure/proceduretest"
	"github.com/einwand/einwand/procedure/statement"
)

func TestAnswerByLinkIsAStatementWithNumberAndEntry(t *testing.T) {
	o := open(t)
	o.plan(1, 2)
	o.send()
	link := o.link(1)
	st, err := o.bodies.Answer(t.Context(), link, answer(), o.Clock.Now())
	o.must(err)
	if st.Label() != "BP47-0001" || st.LogIndex == 0 || st.PartyKind != statement.Body || st.OfficialName != "Wasserverband Auenbach" ||
		st.Evidence.Level != identity.LevelNone || st.Evidence.Means != identity.MeansMailbox || st.Evidence.AuthnAt != nil || st.Round == nil || *st.Round != o.round {
		t.Errorf("got %+v, want a statement of the body in its round, with the link as means", st)
	}
	_, rc, err := o.bodies.Receipt(t.Context(), link, 1)
	if err != nil || rc.Text() != "Der Gewässerrandstreifen ist auf 5 m freizuhalten." || len(rc.Proof) == 0 || !rc.Timely() {
		t.Errorf("got %v and a receipt of %q, want the text with its proof", err, rc.Text())
	}
	if l := o.line(1); l.At(o.table().Round.Period, o.Clock.Now()) != bodies.Answered || l.Replies[0].Label() != st.Label() || l.Replies[0].ConfirmedAt != nil {
		t.Errorf("got %+v, want the answer in the table", l.Replies)
	}
	if n := o.count(`SELECT count(*) FROM outbox WHERE kind IN ('receipt', 'reply')`); n != 2 {
		t.Errorf("got %d mails owed, want the receipt, and the notice to the known mailbox", n)
	}
	if r := o.audit(); !r.OK() || r.Replies != 1 {
		t.Errorf("got %+v", r)
	}
	o.Read(t, func(tx identity.Tx) error {
		r, err := statement.Verify(t.Context(), tx, o.Blobs, o.ref.ID)
		if !r.OK() || r.Statements != 1 {
			t.Errorf("got %+v", r)
		}
		return err
	})
}

func TestNoObjectionsByLinkCanBeProven(t *testing.T) {
	o := open(t)
	o.plan(1)
	o.send()
	link, n := o.link(1), answer()
	n.NoObjections, n.Text = true, nil
	_, err := o.bodies.Answer(t.Context(), link, n, o.Clock.Now())
	o.must(err)
	_, rc, err := o.bodies.Receipt(t.Context(), link, 1)
	if err != nil || rc.Text() != "Gegen die Planung bestehen keine Bedenken." {
		t.Errorf("got %q, %v, want the short statement", rc.Text(), err)
	}
	if l := o.line(1); l.At(o.table().Round.Period, o.Clock.Now()) != bodies.Unopposed {
		t.Errorf("got %+v, want no objections", l.Replies)
	}
}

func TestAnswerSentTwiceIsFiledOnce(t *testing.T) {
	o := open(t)
	o.plan(1, 2)
	o.send()
	one, two, n := o.link(1), o.link(2), answer()
	results := make(chan statement.Statement, 5)
	for range cap(results) {
		go func() {
			st, err := o.bodies.Answer(t.Context(), one, n, o.Clock.Now())
			if err != nil {
				t.Error(err)
			}
			results <- st
		}()
	}
	first := <-results
	for range cap(results) - 1 {
		if st := <-results; st.ID != first.ID {
			t.Errorf("got another statement %s, want %s again", st.Label(), first.Label())
		}
	}
	if l := o.line(1); len(l.Replies) != 1 {
		t.Errorf("got %d replies, want 1", len(l.Replies))
	}
	n.Mail = "f.falke@kreis-auental.example" // the key of another's form is no way to another's statement
	st, err := o.bodies.Answer(t.Context(), two, n, o.Clock.Now())
	if err != nil || st.ID == first.ID {
		t.Errorf("got %s, %v, want a statement of its own", st.Label(), err)
	}
}

func TestLateAnswerIsKeptAndMarked(t *testing.T) {
	o := open(t)
	o.plan(1, 2)
	o.send()
	one, two := o.link(1), o.link(2)
	o.Clock.Set(proceduretest.Instant(t, "2026-12-07 23:59:59"))
	_, err := o.bodies.Answer(t.Context(), one, answer(), o.Clock.Now())
	o.must(err)
	o.Clock.Set(proceduretest.Instant(t, "2026-12-08 09:00:00"))
	o.must(o.Procedures.CloseRound(t.Context(), o.Planner, o.ref, o.round, procedure.Move{}))
	n := answer()
	n.Mail = "unb@kreis-auental.example"
	_, err = o.bodies.Answer(t.Context(), two, n, o.Clock.Now())
	o.must(err)
	p := o.table().Round.Period
	if got := o.line(1).At(p, o.Clock.Now()); got != bodies.Answered {
		t.Errorf("in the last second: got %s", got)
	}
	if got := o.line(2).At(p, o.Clock.Now()); got != bodies.LateAnswer {
		t.Errorf("after the end: got %s, want it late", got)
	}
	_, rc, err := o.bodies.Receipt(t.Context(), two, 1)
	if err != nil || rc.Timely() || rc.Round == nil || *rc.Round != o.round {
		t.Errorf("got a receipt that is timely: %v, %v; want it late, in the round of the letter", rc.Timely(), err)
	}
}

// TestOwnLastDayHoldsOnTheReceipt: who got the letter later has until its own last day.
func TestOwnLastDayHoldsOnTheReceipt(t *testing.T) {
	o := open(t)
	o.plan(1)
	o.send()
	o.Clock.Set(proceduretest.Instant(t, "2026-11-20 09:00:00"))
	_, err := o.bodies.Prepare(t.Context(), o.Planner, o.ref, o.round, []int{2})
	o.must(err)
	o.send()
	two := o.link(2)
	o.Clock.Set(proceduretest.Instant(t, "2026-12-21 18:00:00"))
	n := answer()
	n.Mail = "unb@kreis-auental.example"
	_, err = o.bodies.Answer(t.Context(), two, n, o.Clock.Now())
	o.must(err)
	if _, rc, err := o.bodies.Receipt(t.Context(), two, 1); err != nil || !rc.Timely() || rc.Period.LastDay != day(12, 21) {
		t.Errorf("got timely %v until %s, %v; want it in time until 21 December", rc.Timely(), rc.Period.LastDay, err)
	}
	if got := o.line(2).At(o.table().Round.Period, o.Clock.Now()); got != bodies.Answered {
		t.Errorf("got %s", got)
	}
}

func TestForeignLinksOpenNothing(t *testing.T) {
	o, other := twin(t)
	o.plan(1)
	o.send()
	other.plan(1)
	other.send()
	link := o.link(1)
	if a, err := o.bodies.ByLink(t.Context(), link); err != nil || a.Ref.Authority != o.Authority.ID || a.Line.Number != 1 {
		t.Fatalf("got %+v, %v, want the own letter", a.Ref, err)
	}
	// The link of one town leads to that town, whichever service opens it, and never to the other's procedure.
	if a, err := other.bodies.ByLink(t.Context(), link); err != nil || a.Ref.Authority != o.Authority.ID || a.Ref.ID != o.ref.ID {
		t.Errorf("got %+v, %v, want the town that made the link", a.Ref, err)
	}
	for name, token := range map[string]string{"guessed": strings.Repeat("A", 43), "empty": "", "short": link[:42], "long": link + "A", "no base64": strings.Repeat("ä", 22),
		"another spelling": link[:42] + "="} {
		if _, err := o.bodies.ByLink(t.Context(), token); !errors.Is(err, bodies.ErrNoLink) {
			t.Errorf("%s: got %v, want ErrNoLink", name, err)
		}
		if _, err := o.bodies.Answer(t.Context(), token, answer(), o.Clock.Now()); !errors.Is(err, bodies.ErrNoLink) {
			t.Errorf("%s: got %v for an answer, want ErrNoLink", name, err)
		}
	}
	if n := o.count(`SELECT count(*) FROM invitation_token WHERE encode(hash, 'base64') LIKE '%' || $1 || '%'`, link[:20]); n != 0 {
		t.Error("the secret itself stands in the database")
	}
}

// TestLinkEndsWithTheProcedure: after the decision nobody would weigh what comes.
func TestLinkEndsWithTheProcedure(t *testing.T) {
	o := open(t)
	o.plan(1)
	o.send()
	link := o.link(1)
	o.Perform(t, o.ref, procedure.Move{Transition: "T20", Reason: "Der Rat verfolgt den Plan nicht weiter.", Answers: procedure.Answers{"am": "2026-11-03", "organ": "Rat"}})
	if a, err := o.bodies.ByLink(t.Context(), link); err != nil || !a.Over {
		t.Errorf("got over %v, %v, want the letter to be readable and over", a.Over, err)
	}
	if _, err := o.bodies.Answer(t.Context(), link, answer(), o.Clock.Now()); !errors.Is(err, bodies.ErrLinkOver) {
		t.Errorf("got %v, want ErrLinkOver", err)
	}
}

func TestAnswerComesFromTheHouseOfTheMailbox(t *testing.T) {
	for _, tt := range []struct {
		known, given string
		want         bool
	}{
		{"toeb@wasserverband.example", "toeb@wasserverband.example", true},
		{"toeb@wasserverband.example", "P.Peters@Wasserverband.Example", true},
		{"toeb@wasserverband.example", "peters@wasserverband.example.com", false},
		{"toeb@wasserverband.example", "peters@xwasserverband.example", false},
		{"toeb@wasserverband.example", "peters@bau.wasserverband.example", false},
		{"toeb@wasserverband.example", "", false},
		{"toeb@wasserverband.example", "x@evil.example, y@wasserverband.example", false},
		{"toeb@wasserverband.example", "\"x@evil.example\"@wasserverband.example", false},
		{"toeb@wasserverband.example", "x@wasserverband.example\r\nBcc: y@evil.example", false},
		{"heimatverein@gmx.de", "heimatverein@gmx.de", true},
		{"heimatverein@gmx.de", "irgendwer@gmx.de", false},
		{"", "", false},
	} {
		if got := bodies.SameHouse(tt.known, tt.given); got != tt.want {
			t.Errorf("known %q, given %q: got %v, want %v", tt.known, tt.given, got, tt.want)
		}
	}
	o := open(t)
	o.plan(1)
	o.send()
	n := answer()
	n.Mail = "irgendwer@post.example"
	if _, err := o.bodies.Answer(t.Context(), o.link(1), n, o.Clock.Now()); !strings.Contains(fields(err)["mail"], "@wasserverband.example") {
		t.Errorf("an address of another house: got %v, want the field mail with the domain", err)
	}
	if n := o.count(`SELECT count(*) FROM statement`); n != 0 {
		t.Errorf("got %d statements, want none", n)
	}
}

func TestOnlyTheSecondLinkConfirmsTheAddress(t *testing.T) {
	o := open(t)
	o.plan(1)
	o.send()
	link := o.link(1)
	st, err := o.bodies.Answer(t.Context(), link, answer(), o.Clock.Now())
	o.must(err)
	if err := o.bodies.Confirm(t.Context(), link); !errors.Is(err, bodies.ErrNoLink) {
		t.Errorf("the link of the letter confirms nothing: got %v", err)
	}
	owed, _, ok, err := o.bodies.ReceiptOwed(t.Context(), o.Authority.ID, st.ID)
	if err != nil || !ok || owed.To != "p.peters@wasserverband.example" {
		t.Fatalf("got a receipt to %q, %v, %v, want it to the address of the answer", owed.To, ok, err)
	}
	for range 2 {
		o.must(o.bodies.Confirm(t.Context(), owed.Token))
	}
	if l := o.line(1); l.Replies[0].ConfirmedAt == nil {
		t.Error("got an address without confirmation")
	}
	if n := o.count(`SELECT count(*) FROM procedure_event WHERE kind = 'confirmed'`); n != 1 {
		t.Errorf("got %d entries for a link opened twice, want 1", n)
	}
	notice, r, err := o.bodies.NoticeOwed(t.Context(), o.Authority.ID, o.line(1).Replies[0].ID)
	if err != nil || notice.To != "toeb@wasserverband.example" || r.Label() != st.Label() {
		t.Errorf("got a notice to %q about %s, %v", notice.To, r.Label(), err)
	}
	if r := o.audit(); !r.OK() {
		t.Error(r.Findings)
	}
}

func TestFilesOfAnAnswerAreKept(t *testing.T) {
	o := open(t)
	o.plan(1)
	o.send()
	link, n := o.link(1), answer()
	n.Text, n.Files = nil, []statement.NewFile{{Name: "stellungnahme.pdf", Data: strings.NewReader("%PDF-1.7\n")}}
	_, err := o.bodies.Answer(t.Context(), link, n, o.Clock.Now())
	o.must(err)
	if _, rc, err := o.bodies.Receipt(t.Context(), link, 1); err != nil || len(rc.Attachments) != 1 || rc.Attachments[0].FileName != "stellungnahme.pdf" {
		t.Errorf("got %+v, %v, want the file", rc.Attachments, err)
	}
	n.Key, n.Files = uuid.New(), []statement.NewFile{{Name: "plan.docm", Data: strings.NewReader("x")}}
	var refused *statement.RefusedFile
	if _, err := o.bodies.Answer(t.Context(), link, n, o.Clock.Now()); !errors.As(err, &refused) {
		t.Errorf("a file with macros: got %v, want it refused", err)
	}
}
