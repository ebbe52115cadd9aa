package outbox

import (
	"context"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/period"
	"github.com/einwand/einwand/procedure/proceduretest"
	"github.com/einwand/einwand/procedure/statement"
	"github.com/einwand/einwand/weighing"
)

// decided is a town after the meeting: Mara wrote online, a guest without a login, and a mail came in that the staff entered.
type decided struct {
	*proceduretest.Town
	ref        procedure.Ref
	statements *statement.Service
	tables     *weighing.Service
	post       *postOffice
	work       *Worker
	ids        []uuid.UUID // of the statements, in their order
	receipt    string      // secret of the guest
}

func decide(t *testing.T, votes weighing.NewDecision) *decided {
	t.Helper()
	ctx, w := t.Context(), proceduretest.New(t)
	d := &decided{Town: w, post: &postOffice{}, statements: statement.New(w.Tenancy, w.Blobs, w.Signer)}
	d.tables = weighing.New(w.Tenancy, d.statements, w.Signer)
	var round uuid.UUID
	d.ref, round = w.Publish(t)
	d.file(t)
	w.Clock.Set(proceduretest.Instant(t, "2026-11-30 09:00:00"))
	w.Close(t, d.ref, round)
	first, err := d.tables.Open(ctx, w.Planner, d.ref, 1)
	must(t, err)
	_, err = d.tables.Split(ctx, w.Planner, d.ref, 1, first.Version, len("Die Eisvögel "))
	must(t, err)
	for n := range d.ids {
		division, err := d.tables.Open(ctx, w.Planner, d.ref, int64(n+1))
		must(t, err)
		for _, part := range division.Parts {
			_, err = d.tables.Propose(ctx, w.Planner, d.ref, part.ID, weighing.NewProposal{Code: weighing.CodeNoted, Reasoning: "Das Gutachten.", PlanChange: "keine"})
			must(t, err)
			_, err = d.tables.Release(ctx, w.Planner, d.ref, part.ID, weighing.NewRelease{Start: part.Start, End: part.End})
			must(t, err)
		}
	}
	_, err = d.tables.Freeze(ctx, w.Planner, d.ref, weighing.Freezing{})
	must(t, err)
	w.Clock.Set(proceduretest.Instant(t, "2026-12-18 09:00:00"))
	votes.Body, votes.MeetingOn, votes.Votes = "Rat", period.NewDate(2026, 12, 17), []weighing.Vote{{Yes: 31, No: 5}}
	_, err = d.tables.RecordDecision(ctx, w.Staff(t, "Holger", "Stein", identity.RoleLead), d.ref, 1, votes)
	must(t, err)
	const url = "https://beteiligung.example"
	d.work = &Worker{Log: slog.New(slog.DiscardHandler), Pool: w.DB.App, Clock: w.Clock.Now, Mailer: d.post, Composers: map[string]Composer{
		"receipt": func(context.Context, uuid.UUID, uuid.UUID) (*Message, error) { return nil, nil }, "result": ResultNotices(d.tables, d.statements, url)}}
	return d
}

// file takes a statement in by each way that names a mailbox.
func (d *decided) file(t *testing.T) {
	t.Helper()
	ctx := t.Context()
	mara := d.Resident(t, "Mara", "Hoffmann", identity.LevelHigh, identity.MeansEID)
	draft, err := d.statements.Open(ctx, mara, d.ref)
	must(t, err)
	_, err = d.statements.SaveContact(ctx, mara, d.ref, statement.Contact{Mail: "mara@post.example", ReplyBy: "mail", ActingFor: statement.ForSelf})
	must(t, err)
	draft, err = d.statements.SaveText(ctx, mara, d.ref, draft.Version, []byte(secret), statement.Reference{Kind: statement.ToPlan})
	must(t, err)
	mine, err := d.statements.File(ctx, mara, d.ref, draft.ID, d.Clock.Now())
	must(t, err)
	g := typed
	g.ReceivedAt, g.Key = d.Clock.Now(), uuid.New()
	guest, receipt, err := d.statements.FileAsGuest(ctx, d.ref, g)
	must(t, err)
	list, err := d.statements.RecordIntake(ctx, d.Planner, d.ref, statement.NewIntake{Channel: statement.Email, ReceivedAt: d.Clock.Now().Add(-time.Hour), Evidence: "Kopf der E-Mail", Key: uuid.New(),
		Contributions: []statement.Contribution{{Kind: statement.Person, Text: []byte(secret), Contact: statement.Contact{Name: "Ute Specht", Mail: "specht@post.example", ReplyBy: "mail", ActingFor: statement.ForSelf}}}})
	must(t, err)
	d.ids, d.receipt = []uuid.UUID{mine.ID, guest.ID, list[0].ID}, receipt
}

func (d *decided) tell(t *testing.T) int {
	t.Helper()
	n, err := d.tables.Tell(t.Context(), d.Planner, d.ref, weighing.Telling{Table: 1, Way: weighing.ByMail, Statements: d.ids})
	must(t, err)
	must(t, d.work.Drain(t.Context()))
	return n
}

// TestResultMailLeadsToTheResult: each is told once, of whom and when it was decided, and where to read it; not a word of
// what was written, and of a guest nothing that was typed.
func TestResultMailLeadsToTheResult(t *testing.T) {
	d := decide(t, weighing.NewDecision{})
	if n := d.tell(t); n != 3 || len(d.post.sent) != 3 {
		t.Fatalf("got %d told and %d mails, want three", n, len(d.post.sent))
	}
	const public = "https://beteiligung.example/verfahren/auenbrueck-bp-47/ergebnis"
	for mailbox, want := range map[string]struct{ has, lacks []string }{
		"mara@post.example":     {[]string{"Guten Tag Mara Hoffmann,", "BP47-0001", "https://beteiligung.example/meine/BP47-0001\n"}, []string{"Eingangsbestätigung"}},
		"stranger@post.example": {[]string{"Guten Tag,", "BP47-0002", "Seite Ihrer Eingangsbestätigung"}, []string{"Zeisig", "Kaufen", "Eisvogel", "Steilufer", "/meine", "/gast/", d.receipt}},
		"specht@post.example":   {[]string{"Guten Tag Ute Specht,", "BP47-0003", "als Brief"}, []string{"/meine"}},
	} {
		list := d.post.to(mailbox)
		if len(list) != 1 || len(list[0].Files) > 0 {
			t.Fatalf("%s: got %+v, want one mail without a file", mailbox, list)
		}
		whole := list[0].Subject + "\n" + list[0].Text
		for _, word := range append(want.has, "Ergebnis zur Stellungnahme", "Rat am "+page.PlainDate(period.NewDate(2026, 12, 17)), public) {
			if !strings.Contains(whole, word) {
				t.Errorf("%s: the mail lacks %q:\n%s", mailbox, word, whole)
			}
		}
		for _, word := range append(want.lacks, "Eisvögel", "Gutachten", "vertagt") {
			if strings.Contains(whole, word) {
				t.Errorf("%s: the mail carries %q:\n%s", mailbox, word, whole)
			}
		}
	}
	if n := d.tell(t); n != 0 || len(d.post.sent) != 3 {
		t.Errorf("a second time: got %d told and %d mails in all, want nobody mailed again", n, len(d.post.sent))
	}
	notices, err := d.tables.Notices(t.Context(), d.Planner, d.ref)
	if must(t, err); len(notices) != 3 || notices[0].Unsent {
		t.Errorf("got %+v, want three notices whose mails were taken", notices)
	}
}

// TestErasedAuthorIsMailedNothing: the notice was owed, and there is nobody to write to any more.
func TestErasedAuthorIsMailedNothing(t *testing.T) {
	d := decide(t, weighing.NewDecision{})
	_, err := d.tables.Tell(t.Context(), d.Planner, d.ref, weighing.Telling{Table: 1, Way: weighing.ByMail, Statements: d.ids})
	must(t, err)
	d.Forge(t, `DELETE FROM statement_contact WHERE statement_id = $1`, d.ids[0])
	must(t, d.work.Drain(t.Context()))
	if len(d.post.sent) != 2 || len(d.post.to("mara@post.example")) > 0 {
		t.Errorf("got %d mails, want those of the two others", len(d.post.sent))
	}
	notices, err := d.tables.Notices(t.Context(), d.Planner, d.ref)
	if must(t, err); slices.ContainsFunc(notices, func(n weighing.ResultNotice) bool { return n.Unsent || n.Lapsed != (n.Statement == d.ids[0]) }) {
		t.Errorf("got %+v, want no mail that is owed for ever, and the first known not to be sent", notices)
	}
}

// TestResultMailSaysWhatIsStillOpen: a point was put off, and the author hears of it again.
func TestResultMailSaysWhatIsStillOpen(t *testing.T) {
	d := decide(t, weighing.NewDecision{Otherwise: weighing.Postponed, Exceptions: []weighing.Exception{{Rows: "B-001.1", Outcome: weighing.AsProposed}}})
	d.ids = d.ids[:1]
	if n := d.tell(t); n != 1 || len(d.post.sent) != 1 || !strings.Contains(d.post.sent[0].Text, "1 Punkt wurde vertagt") {
		t.Errorf("got %d told and %+v, want a mail that says that a point was put off", n, d.post.sent)
	}
}

// TestWhoWithdrawsIsMailedNothing, also when the mail was owed before; and the record does not say that it was sent.
func TestWhoWithdrawsIsMailedNothing(t *testing.T) {
	d := decide(t, weighing.NewDecision{})
	_, err := d.tables.Tell(t.Context(), d.Planner, d.ref, weighing.Telling{Table: 1, Way: weighing.ByMail, Statements: d.ids[:2]})
	must(t, err)
	must(t, d.statements.WithdrawAsGuest(t.Context(), d.ref, d.receipt))
	must(t, d.work.Drain(t.Context()))
	if len(d.post.to("mara@post.example")) != 1 || len(d.post.to("stranger@post.example")) > 0 {
		t.Errorf("got %+v, want the mail to the one who did not withdraw", d.post.sent)
	}
	notices, err := d.tables.Notices(t.Context(), d.Planner, d.ref)
	if must(t, err); slices.ContainsFunc(notices, func(n weighing.ResultNotice) bool { return n.Unsent || n.Lapsed != (n.Statement == d.ids[1]) }) {
		t.Errorf("got %+v, want the guest's mail known not to be sent", notices)
	}
}

// TestLaterNoticeMakesTheEarlierMailLapse: what both would say is said once.
func TestLaterNoticeMakesTheEarlierMailLapse(t *testing.T) {
	d := decide(t, weighing.NewDecision{})
	_, err := d.tables.Tell(t.Context(), d.Planner, d.ref, weighing.Telling{Table: 1, Way: weighing.ByMail, Statements: d.ids})
	must(t, err)
	d.Forge(t, `
		INSERT INTO result_notice SELECT (jsonb_populate_record(NULL::result_notice, to_jsonb(n) || jsonb_build_object('id', gen_random_uuid(), 'decision', 2))).*
		FROM result_notice n WHERE statement_id = $1`, d.ids[0])
	must(t, d.work.Drain(t.Context()))
	if len(d.post.sent) != 2 || len(d.post.to("mara@post.example")) > 0 {
		t.Errorf("got %d mails, want those of the two others", len(d.post.sent))
	}
}
