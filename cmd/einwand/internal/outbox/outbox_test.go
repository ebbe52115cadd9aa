package outbox

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"mime"
	"net/mail"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/cmd/einwand/internal/files"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/migrations/testdb"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/ledger"
	"github.com/einwand/einwand/procedure/period"
	"github.com/einwand/einwand/procedure/proceduretest"
	"github.com/einwand/einwand/procedure/statement"
)

const secret = "Die Eisvögel am Auenbach brüten im Steilufer."

// postOffice is a server for mails that can be down.
type postOffice struct {
	mu   sync.Mutex
	down bool
	sent []Message
}

func (p *postOffice) Send(_ context.Context, m Message) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.down {
		return errors.New("450 server is down")
	}
	p.sent = append(p.sent, m)
	return nil
}

// town is a filing on a real database, with the worker that owes its mail.
type town struct {
	db     *testdb.DB
	now    time.Time
	worker *Worker
	post   *postOffice
	label  string
	ref    procedure.Ref
	rooms  *statement.Service
}

func file(t *testing.T, copyByMail bool) *town {
	t.Helper()
	ctx := context.Background()
	tn := &town{db: testdb.New(t), now: time.Date(2026, 11, 23, 17, 42, 7, 0, time.UTC), post: &postOffice{}}
	clock := func() time.Time { return tn.now }
	signer, err := ledger.OpenSigner(filepath.Join(t.TempDir(), "key"), "einwand.test")
	must(t, err)
	blobs, err := files.Open(t.TempDir())
	must(t, err)
	tenancy := identity.NewTenancy(tn.db.App, clock)
	procedures, statements := procedure.New(tenancy, blobs, signer.Name()), statement.New(tenancy, blobs, signer)
	a, err := identity.NewAuthorities(tn.db.App, clock).Found(ctx, identity.Authority{Slug: "auenbrueck", Name: "Stadt Auenbrück",
		Kind: "gemeinde", Office: "Stadtplanung", Phone: "02999 123-456", DecidingBody: "Rat"})
	must(t, err)
	place, err := procedures.AddMunicipality(ctx, identity.Operator, a.ID, procedure.Municipality{AGS: "05999999", Land: "NW", Name: "Auenbrück"})
	must(t, err)
	ref, err := procedures.Create(ctx, identity.Operator, a.ID, procedure.NewProcedure{Municipality: place, Kind: procedure.BPlan,
		Purpose: procedure.Aufstellung, Regime: procedure.Regular, PlanName: "Mühlenwiese", Title: "Bebauungsplan Nr. 47", ShortTitle: "B-Plan 47",
		Slug: "bp-47", Prefix: "BP47", Summary: "Wohnungen.", AreaPlace: "Südstadt", AreaText: "Südlich der Mühlenwiese.",
		MinAssurance: identity.LevelLow, Guests: true, ContactName: "J. Wirth", Begin: proceduretest.Initiation(period.NewDate(2026, 2, 12))})
	must(t, err)
	accounts := identity.NewAccounts(tn.db.App, clock)
	account, err := accounts.SignIn(ctx, identity.Identity{Provider: "buerger", Subject: "s",
		Attributes: identity.Profile{GivenName: "Mara", Surname: "Hoffmann", Mail: "m.hoffmann@post.example"}.At(identity.LevelLow)}, "residents")
	must(t, err)
	actor, err := accounts.Actor(ctx, account)
	must(t, err)
	actor.Level, actor.AuthnAt = identity.LevelHigh, tn.now
	d, err := statements.Open(ctx, actor, ref)
	must(t, err)
	contact := d.Contact
	contact.CopyByMail = copyByMail
	_, err = statements.SaveContact(ctx, actor, ref, contact)
	must(t, err)
	d, err = statements.SaveText(ctx, actor, ref, d.Version, []byte(secret), statement.Reference{Kind: statement.ToPlan})
	must(t, err)
	st, err := statements.File(ctx, actor, ref, d.ID, tn.now)
	must(t, err)
	tn.label, tn.ref, tn.rooms = st.Label(), ref, statements
	bundle := func(statement.Receipt) ([]byte, []byte, error) { return []byte("%PDF-"), []byte("PK"), nil }
	tn.worker = &Worker{Log: slog.New(slog.DiscardHandler), Pool: tn.db.App, Clock: clock, Mailer: tn.post,
		Composers: map[string]Composer{"receipt": Receipts(statements, bundle, "https://beteiligung.example")}}
	return tn
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestReceiptMailHoldsNoContent(t *testing.T) {
	tn := file(t, false)
	must(t, tn.worker.Drain(context.Background()))
	if len(tn.post.sent) != 1 {
		t.Fatalf("got %d mails, want 1", len(tn.post.sent))
	}
	m := tn.post.sent[0]
	for _, want := range []string{tn.label, "Guten Tag Mara Hoffmann", "18:42:07", "https://beteiligung.example/meine/" + tn.label, "02999 123-456"} {
		if !strings.Contains(m.Text, want) {
			t.Errorf("mail lacks %q:\n%s", want, m.Text)
		}
	}
	if strings.Contains(m.Text+m.Subject, "Eisv") || len(m.Files) != 0 {
		t.Errorf("mail holds content or %d files", len(m.Files))
	}
	if m.To != "m.hoffmann@post.example" || !strings.Contains(m.Subject, tn.label) {
		t.Errorf("got %q to %q", m.Subject, m.To)
	}
}

func TestCopyIsAttachedWhereAskedFor(t *testing.T) {
	tn := file(t, true)
	must(t, tn.worker.Drain(context.Background()))
	if len(tn.post.sent) != 1 || len(tn.post.sent[0].Files) != 2 {
		t.Fatalf("got %+v, want one mail with two files", tn.post.sent)
	}
}

func TestUnsentMailStaysOwed(t *testing.T) {
	tn := file(t, false)
	tn.post.down = true
	for range 3 {
		must(t, tn.worker.Drain(context.Background()))
		tn.now = tn.now.Add(time.Hour)
	}
	tn.post.down = false
	must(t, tn.worker.Drain(context.Background()))
	must(t, tn.worker.Drain(context.Background()))
	if len(tn.post.sent) != 1 {
		t.Errorf("got %d mails after the server came back, want 1", len(tn.post.sent))
	}
	var attempts int
	var cause string
	must(t, tn.db.Super.QueryRow(context.Background(), `SELECT attempts, last_error FROM outbox`).Scan(&attempts, &cause))
	if attempts != 4 || cause != "" {
		t.Errorf("got %d attempts, last error %q, want 4 and none", attempts, cause)
	}
}

func TestFailedMailWaitsLongerEachTime(t *testing.T) {
	last := time.Duration(0)
	for attempts := range 30 {
		d := pause(attempts)
		if d < last || d > time.Hour {
			t.Errorf("pause(%d) = %s after %s", attempts, d, last)
		}
		last = d
	}
}

func TestTwoWorkersSendOnce(t *testing.T) {
	tn := file(t, false)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			if err := tn.worker.Drain(context.Background()); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if len(tn.post.sent) != 1 {
		t.Errorf("got %d mails, want 1", len(tn.post.sent))
	}
}

func TestFolderKeepsMailsThatProgramsCanRead(t *testing.T) {
	dir := t.TempDir()
	f := Folder{Dir: dir, From: "bauleitplanung@auenbrueck.example"}
	m := Message{ID: "0190-abc@einwand", To: "m@post.example", Subject: "Eingangsbestätigung BP47-0001", Text: "Guten Tag,\n\nä ö ü ß\n"}
	must(t, f.Send(context.Background(), m))
	must(t, f.Send(context.Background(), m))
	names, err := filepath.Glob(filepath.Join(dir, "*.eml"))
	if err != nil || len(names) != 1 {
		t.Fatalf("got %v, %v, want one file for one Message-ID", names, err)
	}
	r, err := os.Open(names[0])
	must(t, err)
	defer r.Close()
	got, err := mail.ReadMessage(r)
	must(t, err)
	subject, err := new(mime.WordDecoder).DecodeHeader(got.Header.Get("Subject"))
	if err != nil || subject != m.Subject {
		t.Errorf("got subject %q, %v", subject, err)
	}
	if id := got.Header.Get("Message-Id"); id != "<"+m.ID+">" {
		t.Errorf("got Message-ID %q, want <%s>", id, m.ID)
	}
	body, err := io.ReadAll(got.Body)
	if err != nil || !strings.Contains(string(body), "Guten Tag") {
		t.Errorf("got body %q, %v", body, err)
	}
}

func TestHeadersCannotBeInjected(t *testing.T) {
	f := Folder{Dir: t.TempDir(), From: "a@example.org"}
	for _, to := range []string{"x@example.org\r\nBcc: y@example.org", "x@example.org, y@example.org", ""} {
		if err := f.Send(context.Background(), Message{ID: "1@einwand", To: to, Subject: "s", Text: "t"}); err == nil {
			t.Errorf("got no error for recipient %q", to)
		}
	}
}

func TestFailureNamesNobody(t *testing.T) {
	tn := file(t, false)
	tn.worker.Mailer = Folder{Dir: t.TempDir(), From: "keine Adresse"}
	must(t, tn.worker.Drain(context.Background()))
	var kept string
	must(t, tn.db.Super.QueryRow(context.Background(), `SELECT last_error FROM outbox`).Scan(&kept))
	if kept != "mail cannot be composed" {
		t.Errorf("the row keeps %q", kept)
	}
}

func TestPanicOfOneMailStopsNoOther(t *testing.T) {
	tn := file(t, true)
	tn.worker.Composers["receipt"] = func(context.Context, uuid.UUID, uuid.UUID) (*Message, error) { panic("layout") }
	must(t, tn.worker.Drain(context.Background()))
	if len(tn.post.sent) != 0 {
		t.Errorf("got %d mails, want none", len(tn.post.sent))
	}
}

func TestUnknownKindStaysOwed(t *testing.T) {
	tn := file(t, false)
	ctx := context.Background()
	_, err := tn.db.Super.Exec(ctx, `
		INSERT INTO outbox (id, authority_id, kind, subject_id, created_at, next_at, attempts, last_error)
		SELECT gen_random_uuid(), authority_id, 'news', subject_id, created_at, created_at - interval '1 hour', 0, '' FROM outbox`)
	must(t, err)
	must(t, tn.worker.Drain(ctx))
	if len(tn.post.sent) != 1 {
		t.Errorf("got %d mails, want the receipt alone", len(tn.post.sent))
	}
	var owed int
	must(t, tn.db.Super.QueryRow(ctx, `SELECT count(*) FROM outbox WHERE kind = 'news' AND sent_at IS NULL AND last_error <> ''`).Scan(&owed))
	if owed != 1 {
		t.Errorf("got %d mails owed of the kind that nobody makes, want 1", owed)
	}
}

func TestNothingOwedAnyMoreSendsNothing(t *testing.T) {
	tn := file(t, false)
	tn.worker.Composers["receipt"] = func(context.Context, uuid.UUID, uuid.UUID) (*Message, error) { return nil, nil }
	must(t, tn.worker.Drain(context.Background()))
	var owed int
	must(t, tn.db.Super.QueryRow(context.Background(), `SELECT count(*) FROM outbox WHERE sent_at IS NULL`).Scan(&owed))
	if len(tn.post.sent) != 0 || owed != 0 {
		t.Errorf("got %d mails sent and %d owed, want none", len(tn.post.sent), owed)
	}
}
