package statement_test

import (
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/proceduretest"
	"github.com/einwand/einwand/procedure/statement"
)

const zeisig = "zeisig@post.example"

// form is what Hanne Zeisig sends without a login, now.
func (o *office) form(text string) statement.GuestForm {
	return statement.GuestForm{Text: []byte(text), Reference: statement.Reference{Kind: statement.ToPlace, Text: "an der Brücke"},
		Contact: statement.Contact{Name: "Hanne Zeisig", Mail: zeisig, ReplyBy: "mail"}, ReceivedAt: o.Clock.Now(), Key: uuid.New()}
}

// fileAsGuest files a text and returns the secret of its receipt.
func (o *office) fileAsGuest(t testing.TB, g statement.GuestForm) (statement.Statement, string) {
	t.Helper()
	st, secret, err := o.Statements.FileAsGuest(t.Context(), o.Ref, g)
	must(t, err)
	return st, secret
}

// mailed is the secret of the mail that is owed for a statement.
func (o *office) mailed(t testing.TB, st statement.Statement) string {
	t.Helper()
	_, secret, ok, err := o.Statements.GuestReceiptOwed(t.Context(), o.Authority.ID, st.ID)
	must(t, err)
	if !ok {
		t.Fatalf("%s: got a mail as for everybody, want the one for guests", st.Label())
	}
	return secret
}

func TestGuestIsReceivedLikeEverybody(t *testing.T) {
	o := open(t)
	o.file(t, o.mara(t), "Ich bin angemeldet.")
	g := o.form("Die Brücke ist zu schmal.")
	g.Files = []statement.NewFile{{Name: "foto.txt", Data: strings.NewReader("Ein Bild in Worten.")}}
	st, secret := o.fileAsGuest(t, g)
	if st.Number != 2 || st.Channel != statement.Guest || st.Backdated() || st.Account != nil || st.Pseudonym != 2 || st.Round == nil || *st.Round != o.RoundID ||
		st.Evidence.Level != identity.LevelNone || st.Evidence.Means != identity.MeansGuest || !st.ReceivedAt.Equal(o.Clock.Now()) {
		t.Errorf("got %+v, want the second statement of the round, of the level none, received when it came", st)
	}
	r, err := o.Statements.ReceiptByLink(t.Context(), o.Ref, secret)
	must(t, err)
	if r.Label() != "BP47-0002" || r.Text() != "Die Brücke ist zu schmal." || len(r.Attachments) != 1 || !r.Timely() || len(r.Proof) == 0 || r.Reference.Text != "an der Brücke" {
		t.Errorf("got the receipt %+v", r)
	}
	if rep := o.verify(t); len(rep.Backdated) != 0 || rep.Statements != 2 {
		t.Errorf("got %d backdated of %d, want none of 2", len(rep.Backdated), rep.Statements)
	}
	o.wantSound(t)
}

func TestLateGuestIsKeptAndMarked(t *testing.T) {
	o := open(t)
	o.Clock.Set(proceduretest.Instant(t, "2026-11-28 00:00:00"))
	_, secret := o.fileAsGuest(t, o.form("Ich habe es erst heute gelesen."))
	r, err := o.Statements.ReceiptByLink(t.Context(), o.Ref, secret)
	must(t, err)
	if r.Timely() {
		t.Error("got timely, want late from the first moment after the last day")
	}
}

func TestGuestNeedsTheFormToBeOn(t *testing.T) {
	o := open(t)
	must(t, o.Procedures.SetGuests(t.Context(), o.Planner, o.Ref, false))
	g := o.form("Die Brücke ist zu schmal.")
	g.Files = []statement.NewFile{{Name: "foto.txt", Data: strings.NewReader("Ein Bild in Worten.")}}
	if _, _, err := o.Statements.FileAsGuest(t.Context(), o.Ref, g); !errors.Is(err, statement.ErrNoGuests) {
		t.Errorf("got %v, want ErrNoGuests", err)
	}
	if n := o.count(t, "statement"); n != 0 {
		t.Errorf("got %d statements, want none", n)
	}
	must(t, o.Procedures.SetGuests(t.Context(), o.Planner, o.Ref, true))
	st, secret := o.fileAsGuest(t, o.form("Die Brücke ist zu schmal."))
	must(t, o.Procedures.SetGuests(t.Context(), o.Planner, o.Ref, false))
	if _, err := o.Statements.ReceiptByLink(t.Context(), o.Ref, secret); err != nil || st.Number != 1 {
		t.Errorf("after the form was switched off: got %v, want what came in to stay", err)
	}
	o.wantSound(t)
}

func TestGuestFilingTwiceCountsOnce(t *testing.T) {
	o := open(t)
	g := o.form("Die Brücke ist zu schmal.")
	var wg sync.WaitGroup
	secrets := make([]string, 4)
	for i := range secrets {
		wg.Go(func() {
			var err error
			if _, secrets[i], err = o.Statements.FileAsGuest(t.Context(), o.Ref, g); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if n := o.count(t, "statement"); n != 1 {
		t.Errorf("got %d statements, want 1", n)
	}
	if n := o.count(t, "outbox"); n != 1 {
		t.Errorf("got %d mails, want 1", n)
	}
	for _, secret := range secrets { // whichever click the browser shows the answer of
		if _, err := o.Statements.ReceiptByLink(t.Context(), o.Ref, secret); err != nil {
			t.Error(err)
		}
	}
	o.wantSound(t)
}

// TestOtherWordsUnderTheSameKeyAreReceived: after a page that did not come back, somebody changes a word or chooses the files anew and
// sends the same form. What arrives is received, whatever the key says.
func TestOtherWordsUnderTheSameKeyAreReceived(t *testing.T) {
	o := open(t)
	g := o.form("Die Brücke ist zu schmal.")
	for i, change := range []func(*statement.GuestForm){
		func(*statement.GuestForm) {}, func(g *statement.GuestForm) { g.Text = []byte("Die Brücke ist viel zu schmal.") },
		func(g *statement.GuestForm) { g.Contact.Street = "Am Wehr 2" },
		func(g *statement.GuestForm) {
			g.Files = []statement.NewFile{{Name: "Foto.png", Data: strings.NewReader(png)}}
		},
	} {
		again := g
		change(&again)
		_, _, err := o.Statements.FileAsGuest(t.Context(), o.Ref, again)
		must(t, err)
		if n := o.count(t, "statement"); n != i+1 {
			t.Errorf("change %d: got %d statements, want %d", i, n, i+1)
		}
	}
	o.wantSound(t)
}

// TestKeyOfAnotherFormFindsNothing: a key is no way to the receipt of somebody who is logged in.
func TestKeyOfAnotherFormFindsNothing(t *testing.T) {
	o := open(t)
	d := o.draft(t, o.mara(t), "Mein Text.")
	_, err := o.Statements.File(t.Context(), o.mara(t), o.Ref, d.ID, o.Clock.Now())
	must(t, err)
	g := o.form("Ein anderer Text.")
	g.Key = d.Key
	if st, _ := o.fileAsGuest(t, g); st.Number != 2 {
		t.Errorf("got number %d, want a statement of its own", st.Number)
	}
}

func TestUnconfirmedGuestCounts(t *testing.T) {
	o := open(t)
	st, receipt := o.fileAsGuest(t, o.form("Die Brücke ist zu schmal."))
	secret := o.mailed(t, st)
	for range 2 { // a scanner of mails looks as often as it likes
		if got, err := o.Statements.AddressByLink(t.Context(), o.Ref, secret); err != nil || got.Evidence.ConfirmedAt != nil {
			t.Errorf("looking: got confirmed %v, %v, want not confirmed", got.Evidence.ConfirmedAt, err)
		}
	}
	o.Clock.Set(o.Clock.Now().Add(statement.AddressWithin))
	if err := o.Statements.ConfirmAddress(t.Context(), o.Ref, secret); !errors.Is(err, statement.ErrLinkOver) {
		t.Errorf("after 24 hours: got %v, want ErrLinkOver", err)
	}
	o.wantSound(t)
	must(t, o.Statements.AskAddress(t.Context(), o.Ref, receipt))
	secret = o.mailed(t, st)
	o.Clock.Set(o.Clock.Now().Add(statement.AddressWithin - time.Second))
	at := o.Clock.Now()
	must(t, o.Statements.ConfirmAddress(t.Context(), o.Ref, secret))
	o.Clock.Set(at.Add(time.Hour))
	must(t, o.Statements.ConfirmAddress(t.Context(), o.Ref, secret)) // twice is once
	if got := o.full(t, 1); got.Evidence.ConfirmedAt == nil || !got.Evidence.ConfirmedAt.Equal(at) {
		t.Errorf("got confirmed at %v, want %s", got.Evidence.ConfirmedAt, at)
	}
	if _, _, _, err := o.Statements.GuestReceiptOwed(t.Context(), o.Authority.ID, st.ID); !errors.Is(err, statement.ErrNotFound) {
		t.Errorf("got %v, want no more mail that asks", err)
	}
	o.wantSound(t)
}

func TestForgedConfirmationIsFound(t *testing.T) {
	for name, forge := range map[string]string{
		"row without entry": `UPDATE guest_address SET confirmed_at = asked_at WHERE confirmed_at IS NULL`,
		"entry without row": `UPDATE guest_address SET confirmed_at = NULL`,
		"row gone":          `DELETE FROM guest_address`,
		"other time":        `UPDATE guest_address SET confirmed_at = confirmed_at + interval '1 second' WHERE confirmed_at IS NOT NULL`,
	} {
		t.Run(name, func(t *testing.T) {
			o := open(t)
			o.fileAsGuest(t, o.form("Nicht bestätigt."))
			st, _ := o.fileAsGuest(t, o.form("Bestätigt."))
			must(t, o.Statements.ConfirmAddress(t.Context(), o.Ref, o.mailed(t, st)))
			o.wantSound(t)
			_, err := o.DB.Super.Exec(t.Context(), forge)
			must(t, err)
			if found := strings.Join(o.audit(t), "\n"); !strings.Contains(found, "address differs") {
				t.Errorf("got %q, want the forgery found", found)
			}
		})
	}
}

func TestLinksOpenTheirOwnAlone(t *testing.T) {
	o := open(t)
	st, receipt := o.fileAsGuest(t, o.form("Die Brücke ist zu schmal."))
	mailed := o.mailed(t, st)
	other := &office{Town: proceduretest.In(t, o.DB, "bergheim"), Statements: o.Statements}
	other.Ref, other.RoundID = other.Publish(t)
	for name, err := range map[string]error{
		"the mail's link at the receipt":     failure(o.Statements.ReceiptByLink(t.Context(), o.Ref, mailed)),
		"the mail's link at the withdrawal":  o.Statements.WithdrawAsGuest(t.Context(), o.Ref, mailed),
		"the receipt's link at confirmation": o.Statements.ConfirmAddress(t.Context(), o.Ref, receipt),
		"in the other town":                  failure(o.Statements.ReceiptByLink(t.Context(), other.Ref, receipt)),
		"no secret":                          failure(o.Statements.ReceiptByLink(t.Context(), o.Ref, "x")),
		"another secret":                     failure(o.Statements.ReceiptByLink(t.Context(), o.Ref, strings.Repeat("A", 43))),
	} {
		if !errors.Is(err, statement.ErrNotFound) {
			t.Errorf("%s: got %v, want ErrNotFound", name, err)
		}
	}
}

func failure[T any](_ T, err error) error { return err }

func TestNoSecretOfAGuestIsStored(t *testing.T) {
	o := open(t)
	st, receipt := o.fileAsGuest(t, o.form("Die Brücke ist zu schmal."))
	mailed := o.mailed(t, st)
	var dump string
	must(t, o.DB.Super.QueryRow(t.Context(), `SELECT coalesce(string_agg(g::text || s::text || x::text, ''), '') FROM guest_link g JOIN statement s ON s.id = g.statement_id, outbox x`).Scan(&dump))
	for _, secret := range []string{receipt, mailed} {
		if dump == "" || strings.Contains(dump, secret) {
			t.Errorf("the database knows the secret %s", secret)
		}
	}
}

func TestMailboxIsAskedThreeTimesAnHour(t *testing.T) {
	o := open(t)
	var last string
	for range 5 {
		g := o.form("Immer dasselbe.")
		g.Contact.Mail = []string{zeisig, strings.ToUpper(zeisig)}[o.count(t, "statement")%2]
		_, last = o.fileAsGuest(t, g)
	}
	if n := o.count(t, "outbox"); n != 3 {
		t.Errorf("got %d mails to one mailbox, want 3", n)
	}
	if n := o.count(t, "statement"); n != 5 {
		t.Errorf("got %d statements, want all 5", n)
	}
	quiet := o.form("Aus einem anderen Postfach.")
	quiet.Contact.Mail, quiet.Quiet = "amsel@post.example", true
	_, amsel := o.fileAsGuest(t, quiet)
	if n := o.count(t, "outbox"); n != 3 {
		t.Errorf("got %d mails, want none while the line is to be quiet", n)
	}
	if err := o.Statements.AskAddress(t.Context(), o.Ref, last); !errors.Is(err, statement.ErrAskedOften) {
		t.Errorf("at once: got %v, want ErrAskedOften", err)
	}
	must(t, o.Statements.AskAddress(t.Context(), o.Ref, amsel))
	if err := o.Statements.AskAddress(t.Context(), o.Ref, amsel); !errors.Is(err, statement.ErrAskedOften) {
		t.Errorf("once more at once: got %v, want ErrAskedOften", err)
	}
	o.Clock.Set(o.Clock.Now().Add(time.Hour))
	must(t, o.Statements.AskAddress(t.Context(), o.Ref, last))
}

func TestGuestWithdrawsByTheLink(t *testing.T) {
	o := open(t)
	st, secret := o.fileAsGuest(t, o.form("Die Brücke ist zu schmal."))
	must(t, o.Statements.WithdrawAsGuest(t.Context(), o.Ref, secret))
	if err := o.Statements.WithdrawAsGuest(t.Context(), o.Ref, secret); !errors.Is(err, statement.ErrWrongState) {
		t.Errorf("twice: got %v, want ErrWrongState", err)
	}
	if got := o.full(t, st.Number); got.State != statement.Withdrawn {
		t.Errorf("got %s, want withdrawn", got.State)
	}
	o.wantSound(t)
}

func TestGuestsDataIsChecked(t *testing.T) {
	o := open(t)
	for name, c := range map[string]struct {
		field  string
		change func(*statement.GuestForm)
	}{
		"no name":           {"name", func(g *statement.GuestForm) { g.Contact.Name = "" }},
		"name of two lines": {"name", func(g *statement.GuestForm) { g.Contact.Name = "Hanne\nZeisig" }},
		"name without end":  {"name", func(g *statement.GuestForm) { g.Contact.Name = strings.Repeat("n", 201) }},
		"no mail":           {"mail", func(g *statement.GuestForm) { g.Contact.Mail = "" }},
		"two mails":         {"mail", func(g *statement.GuestForm) { g.Contact.Mail = "a@b.example, c@d.example" }},
		"mail with a name":  {"mail", func(g *statement.GuestForm) { g.Contact.Mail = "Kauf <a@b.example>" }},
		"mail with a line":  {"mail", func(g *statement.GuestForm) { g.Contact.Mail = "a@b.example\r\nBcc: c@d.example" }},
		"post, no street":   {"strasse", func(g *statement.GuestForm) { g.Contact.ReplyBy = "post" }},
		"no way":            {"antwort", func(g *statement.GuestForm) { g.Contact.ReplyBy = "pigeon" }},
	} {
		g := o.form("Die Brücke ist zu schmal.")
		c.change(&g)
		_, _, err := o.Statements.FileAsGuest(t.Context(), o.Ref, g)
		var invalid *statement.Invalid
		if !errors.As(err, &invalid) || invalid.Fields[c.field] == "" {
			t.Errorf("%s: got %v, want it refused at %s", name, err, c.field)
		}
	}
	empty := o.form("  ")
	if _, _, err := o.Statements.FileAsGuest(t.Context(), o.Ref, empty); !errors.Is(err, statement.ErrDraftEmpty) {
		t.Errorf("nothing said: got %v, want ErrDraftEmpty", err)
	}
	if n := o.count(t, "statement"); n != 0 {
		t.Errorf("got %d statements, want none", n)
	}
}

// TestGuestByPostIsAskedNothing: without a mail address there is no link and no mail.
func TestGuestByPostIsAskedNothing(t *testing.T) {
	o := open(t)
	g := o.form("Die Brücke ist zu schmal.")
	g.Contact = statement.Contact{Name: "Hanne Zeisig", ReplyBy: "post", Street: "Auenweg 1", PostalCode: "59999", City: "Auenbrück"}
	_, secret := o.fileAsGuest(t, g)
	if n := o.count(t, "outbox") + o.count(t, "guest_address"); n != 0 {
		t.Errorf("got %d mails and addresses, want none", n)
	}
	r, err := o.Statements.ReceiptByLink(t.Context(), o.Ref, secret)
	must(t, err)
	if r.AsksAddress(o.Clock.Now()) {
		t.Error("got an address to confirm, want none")
	}
}

func TestGuestsAreAllowedByTheirPlannerAlone(t *testing.T) {
	o := open(t)
	for _, who := range []identity.Actor{{}, o.mara(t), o.Staff(t, "Uwe", "Brandt", identity.RoleCouncil)} {
		if err := o.Procedures.SetGuests(t.Context(), who, o.Ref, false); !errors.Is(err, procedure.ErrForbidden) {
			t.Errorf("got %v, want ErrForbidden", err)
		}
	}
	n := o.count(t, "procedure_event")
	must(t, o.Procedures.SetGuests(t.Context(), o.Planner, o.Ref, true))
	if got := o.count(t, "procedure_event"); got != n {
		t.Errorf("switching on what is on: got %d events, want %d", got, n)
	}
	must(t, o.Procedures.SetGuests(t.Context(), o.Planner, o.Ref, false))
	if got := o.count(t, "procedure_event"); got != n+1 {
		t.Errorf("switching off: got %d events, want %d", got, n+1)
	}
}
