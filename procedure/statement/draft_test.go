package statement_test

import (
	"errors"
	"os"
	"testing"
	"time"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure/statement"
)

func TestAPersonHasOneOpenDraft(t *testing.T) {
	o := open(t)
	mara := o.mara(t)
	first, err := o.Statements.Open(t.Context(), mara, o.Ref)
	must(t, err)
	if c := first.Contact; c.Street != "Mühlenweg 4" || c.Mail != "mara@post.example" || c.ReplyBy != "mail" || c.ActingFor != "self" || !first.Empty() {
		t.Errorf("new draft: got %+v, want the contact data of the login", c)
	}
	again, err := o.Statements.Open(t.Context(), mara, o.Ref)
	if err != nil || again.ID != first.ID || again.Key != first.Key {
		t.Errorf("opened again: got %s and %v, want the same draft", again.ID, err)
	}
	o.file(t, mara, "Zufahrt")
	next, err := o.Statements.Open(t.Context(), mara, o.Ref)
	if err != nil || next.ID == first.ID || next.Key == first.Key || !next.Empty() {
		t.Errorf("after filing: got %s and %v, want a new empty draft with another key", next.ID, err)
	}
	if _, err := o.Statements.Open(t.Context(), identity.Actor{}, o.Ref); !errors.Is(err, statement.ErrForbidden) {
		t.Errorf("guest: got %v, want ErrForbidden", err)
	}
}

func TestSecondTabDoesNotOverwrite(t *testing.T) {
	o := open(t)
	mara := o.mara(t)
	d, err := o.Statements.Open(t.Context(), mara, o.Ref)
	must(t, err)
	saved, err := o.Statements.SaveText(t.Context(), mara, o.Ref, d.Version, []byte("erster Reiter"), d.Reference)
	if err != nil || saved.Version != d.Version+1 {
		t.Fatalf("first tab: got version %d and %v", saved.Version, err)
	}
	_, err = o.Statements.SaveText(t.Context(), mara, o.Ref, d.Version, []byte("zweiter Reiter"), d.Reference)
	if !errors.Is(err, statement.ErrDraftMoved) {
		t.Errorf("second tab with the older version: got %v, want ErrDraftMoved", err)
	}
	if d, err := o.Statements.Open(t.Context(), mara, o.Ref); err != nil || string(d.Original) != "erster Reiter" {
		t.Errorf("got %q and %v, want the text of the first tab", d.Original, err)
	}
}

func TestDraftIsEmptiedByFiling(t *testing.T) {
	o := open(t)
	mara := o.mara(t)
	d := o.draft(t, mara, "Zufahrt am Mühlenweg")
	d, err := o.Statements.SaveContact(t.Context(), mara, o.Ref, statement.Contact{Street: "Am Auenbach 1", PostalCode: "59999",
		City: "Auenbrück", ReplyBy: "post", Mail: "m@post.example", ActingFor: "company", ActingForName: "Hoffmann GmbH", CopyByMail: true})
	must(t, err)
	st, err := o.Statements.File(t.Context(), mara, o.Ref, d.ID, o.Clock.Now())
	must(t, err)
	c, err := o.Statements.ContactFor(t.Context(), o.Planner, o.Ref, st.ID)
	if err != nil || c.Street != "Am Auenbach 1" || c.ReplyBy != "post" || c.ActingForName != "Hoffmann GmbH" || !c.CopyByMail || c.Name != "Mara Hoffmann" {
		t.Errorf("contact of the statement: got %+v and %v", c, err)
	}
	var left string
	must(t, o.DB.Super.QueryRow(t.Context(), `SELECT d::text FROM draft d WHERE id = $1`, d.ID).Scan(&left))
	for _, personal := range []string{"Zufahrt", "Auenbach", "Hoffmann", "post.example"} {
		if containsFold(left, personal) {
			t.Errorf("consumed draft still holds %q: %s: erasure would not find it", personal, left)
		}
	}
	for name, err := range map[string]error{
		"save text":    second(o.Statements.SaveText(t.Context(), mara, o.Ref, d.Version, []byte("x"), d.Reference)),
		"save contact": second(o.Statements.SaveContact(t.Context(), mara, o.Ref, statement.Contact{})),
		"discard":      o.Statements.Discard(t.Context(), mara, o.Ref),
	} {
		if !errors.Is(err, statement.ErrDraftGone) {
			t.Errorf("%s after filing: got %v, want ErrDraftGone", name, err)
		}
	}
}

func TestDiscardedDraftLeavesNothing(t *testing.T) {
	o := open(t)
	mara := o.mara(t)
	before := len(o.Blobs.Keys(t))
	o.draft(t, mara, "Zufahrt")
	o.attach(t, mara, "Foto.png", png)
	must(t, o.Statements.Discard(t.Context(), mara, o.Ref))
	if rows, files := o.count(t, "draft")+o.count(t, "draft_attachment"), len(o.Blobs.Keys(t)); rows != 0 || files != before {
		t.Errorf("got %d rows and %d files more, want none", rows, files-before)
	}
	o.draft(t, mara, "noch einmal")
}

// TestFiledFileOutlivesADiscard holds the filing of a draft open and lets a second tab discard it meanwhile: whoever comes
// second must find the draft gone, or the statement would lose the bytes that it was received with.
func TestFiledFileOutlivesADiscard(t *testing.T) {
	for name, second := range map[string]func(*office, identity.Actor, statement.Draft) error{
		"discard": func(o *office, who identity.Actor, _ statement.Draft) error {
			return o.Statements.Discard(t.Context(), who, o.Ref)
		},
		"detach": func(o *office, who identity.Actor, d statement.Draft) error {
			_, err := o.Statements.Detach(t.Context(), who, o.Ref, d.Attachments[0].ID)
			return err
		},
	} {
		o := open(t)
		mara := o.mara(t)
		d := o.attach(t, mara, "Foto.png", png)
		// A reader of the ledger's head stops the filing after it has read the draft, before it consumes it.
		held, err := o.DB.Super.Begin(t.Context())
		must(t, err)
		_, err = held.Exec(t.Context(), `SELECT size FROM ledger_head FOR UPDATE`)
		must(t, err)
		filing, other := make(chan error, 1), make(chan error, 1)
		go func() {
			_, err := o.Statements.File(t.Context(), mara, o.Ref, d.ID, o.Clock.Now())
			filing <- err
		}()
		waitForLocks(t, o, 1)
		go func() { other <- second(o, mara, d) }()
		waitForLocks(t, o, 2)
		must(t, held.Rollback(t.Context()))
		must(t, <-filing)
		if err := <-other; !errors.Is(err, statement.ErrDraftGone) {
			t.Errorf("%s while the draft is filed: got %v, want ErrDraftGone", name, err)
		}
		a := o.full(t, 1).Attachments
		if len(a) != 1 {
			t.Fatalf("%s: got %d files of the statement, want 1", name, len(a))
		}
		if _, err := os.Stat(o.Blobs.Path(a[0].BlobKey)); err != nil {
			t.Errorf("%s: bytes of the filed file: %v", name, err)
		}
		o.wantSound(t)
	}
}

// waitForLocks returns when n sessions of the test's database wait for a row, or finished waiting is hopeless.
func waitForLocks(t *testing.T, o *office, n int) {
	t.Helper()
	deadline := time.Now().Add(10 * time.Second)
	for time.Now().Before(deadline) {
		var waiting int
		must(t, o.DB.Super.QueryRow(t.Context(), `
			SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`).Scan(&waiting))
		if waiting >= n {
			return
		}
	}
	t.Fatalf("fewer than %d sessions wait for a lock", n)
}
