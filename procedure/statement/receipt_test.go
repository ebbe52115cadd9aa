package statement_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/ledger"
	"github.com/einwand/einwand/procedure/proceduretest"
	"github.com/einwand/einwand/procedure/statement"
)

// receipt is that of the person's latest statement.
func (o *office) receipt(t testing.TB, who identity.Actor) statement.Receipt {
	t.Helper()
	own, _, err := o.Statements.Mine(t.Context(), who)
	must(t, err)
	r, err := o.Statements.ReceiptFor(t.Context(), who, own[0])
	must(t, err)
	return r
}

// TestReceiptProvesWithoutTheHouse uses nothing but the receipt and the key.
func TestReceiptProvesWithoutTheHouse(t *testing.T) {
	o := open(t)
	mara := o.mara(t)
	o.file(t, o.resident(t, 1), "Lärm")
	o.draft(t, mara, "Bitte eine zweite Zufahrt.\r\n")
	o.attach(t, mara, "Foto.png", png)
	o.file(t, mara, "Bitte eine zweite Zufahrt.\r\n")
	o.file(t, o.resident(t, 2), "Boden")

	r := o.receipt(t, mara)
	got, err := ledger.VerifyProof(r.Proof, r.Leaf, o.Signer.VerifierKey())
	must(t, err)
	if got.Origin != r.Origin || got.Origin != "einwand.example/auenbrueck-bp-47" || got.Index != r.LogIndex || got.Size != 9 {
		t.Errorf("proof: got %+v, want leaf %d of 9 in %s", got, r.LogIndex, r.Origin)
	}
	leaf, err := procedure.ParseLeaf(r.Leaf)
	must(t, err)
	var files []statement.File
	for _, a := range r.Attachments {
		files = append(files, statement.File{Name: a.FileName, Size: a.Size, SHA256: a.SHA256})
	}
	commitment := statement.Commit(r.Salt, r.Original, r.Reference, files)
	if want := "sha256:" + hexOf(commitment); leaf.Fields["commitment"] != want || len(files) != 1 {
		t.Errorf("commitment with %d files: got %s in the leaf, want %s", len(files), leaf.Fields["commitment"], want)
	}
	for key, want := range map[string]string{"number": "2", "channel": "online", "statement": r.ID.String(), "period": r.PeriodVersion.String(),
		"received": "2026-11-02T09:00:00Z"} {
		if leaf.Fields[key] != want {
			t.Errorf("leaf, %s: got %q, want %q", key, leaf.Fields[key], want)
		}
	}
	for _, personal := range []string{"Mara", "Hoffmann", "Mühlenweg", "post.example", "Zufahrt", "Foto"} {
		if bytes.Contains(r.Leaf, []byte(personal)) {
			t.Errorf("leaf holds %q: %s", personal, r.Leaf)
		}
	}
	if r.Authority.Name != "Stadt Auenbrück" || r.Contact.Name != "Mara Hoffmann" || r.View.Title == "" || r.VerifierKey != o.Signer.VerifierKey() {
		t.Errorf("receipt: got authority %q, name %q, plan %q", r.Authority.Name, r.Contact.Name, r.View.Title)
	}
}

func TestReceiptIsForItsAuthorOnly(t *testing.T) {
	o := open(t)
	mara, ole := o.mara(t), o.resident(t, 1)
	o.file(t, mara, "Zufahrt")
	own, err := o.Statements.OwnByLabel(t.Context(), mara, "BP47-0001")
	must(t, err)
	if _, err := o.Statements.OwnByLabel(t.Context(), ole, "BP47-0001"); !errors.Is(err, statement.ErrNotFound) {
		t.Errorf("number of somebody else: got %v, want ErrNotFound", err)
	}
	for name, who := range map[string]identity.Actor{"somebody else": ole, "guest": {}, "planner": o.Planner} {
		if _, err := o.Statements.ReceiptFor(t.Context(), who, own); !errors.Is(err, statement.ErrNotFound) {
			t.Errorf("receipt for %s: got %v, want ErrNotFound", name, err)
		}
	}
	if _, _, err := o.Statements.Mine(t.Context(), identity.Actor{}); !errors.Is(err, statement.ErrForbidden) {
		t.Errorf("list of a guest: got %v, want ErrForbidden", err)
	}
}

func TestMineListsAllAuthorities(t *testing.T) {
	o := open(t)
	mara := o.mara(t)
	o.file(t, mara, "Zufahrt")
	o.draft(t, mara, "noch nicht fertig")
	b := proceduretest.In(t, o.DB, "bergheim")
	other := &office{Town: b, Statements: statement.New(b.Tenancy, b.Blobs, b.Signer)}
	other.Ref, other.RoundID = b.Publish(t)
	other.file(t, mara, "Auch dort")
	own, drafts, err := o.Statements.Mine(t.Context(), mara)
	must(t, err)
	if len(own) != 2 || own[0].Ref.Slug == own[1].Ref.Slug || len(drafts) != 1 || drafts[0].Slug != o.Ref.Slug {
		t.Errorf("got %+v and %+v, want a statement at each authority and one draft", own, drafts)
	}
}

func TestStatementsAreReadByThoseWhoMay(t *testing.T) {
	o := open(t)
	for i := range 5 {
		o.file(t, o.resident(t, i), strings.Repeat("Der Verkehr nimmt zu. ", 40))
	}
	items, total, err := o.Statements.List(t.Context(), o.Planner, o.Ref, 1, 2)
	if err != nil || total != 5 || len(items) != 2 || items[0].Number != 2 || items[1].Number != 3 {
		t.Errorf("second page of two: got %d of %d and %v", len(items), total, err)
	}
	if e := items[0].Excerpt; !strings.HasSuffix(e, " …") || len([]rune(e)) != 152 {
		t.Errorf("excerpt: got %q", e)
	}
	f, err := o.Statements.ForStaff(t.Context(), o.Planner, o.Ref, 3)
	if err != nil || f.Number != 3 || f.Contact.Name != "" || !strings.HasPrefix(f.Text(), "Der Verkehr") {
		t.Errorf("statement 3: got number %d, contact %q and %v, want no contact data", f.Number, f.Contact.Name, err)
	}
	if _, err := o.Statements.ForStaff(t.Context(), o.Planner, o.Ref, 6); !errors.Is(err, statement.ErrNotFound) {
		t.Errorf("number that is none: got %v, want ErrNotFound", err)
	}
	auditor := o.Staff(t, "Ina", "Kolb", identity.RoleAuditor)
	council := o.Staff(t, "Uwe", "Brandt", identity.RoleCouncil)
	if _, err := o.Statements.ForStaff(t.Context(), auditor, o.Ref, 3); err != nil {
		t.Errorf("auditor reads a text: got %v, want it allowed", err)
	}
	for name, err := range map[string]error{
		"auditor reads a name":  second(o.Statements.ContactFor(t.Context(), auditor, o.Ref, f.ID)),
		"council reads a text":  second(o.Statements.ForStaff(t.Context(), council, o.Ref, 3)),
		"author reads as staff": second(o.Statements.ForStaff(t.Context(), o.resident(t, 2), o.Ref, 3)),
		"council lists": func() error {
			_, _, err := o.Statements.List(t.Context(), council, o.Ref, 0, 1)
			return err
		}(),
	} {
		if !errors.Is(err, statement.ErrForbidden) {
			t.Errorf("%s: got %v, want ErrForbidden", name, err)
		}
	}
}

// TestReadingANameIsLogged: no name is read without a trace.
func TestReadingANameIsLogged(t *testing.T) {
	o := open(t)
	st := o.file(t, o.mara(t), "Zufahrt")
	c, err := o.Statements.ContactFor(t.Context(), o.Planner, o.Ref, st.ID)
	if err != nil || c.Name != "Mara Hoffmann" || c.ReplyBy != "mail" || c.Street != "Mühlenweg 4" {
		t.Errorf("contact: got %+v and %v", c, err)
	}
	var reader, subject [16]byte
	var action string
	must(t, o.DB.Super.QueryRow(t.Context(), `SELECT account_id, subject_id, action FROM access_log`).Scan(&reader, &subject, &action))
	if reader != o.Planner.Account || subject != st.ID || action != "contact" {
		t.Errorf("access log: got %x read %s of %x, want the planner and the statement", reader, action, subject)
	}
	sql(t, o, `ALTER TABLE access_log ADD CONSTRAINT broken CHECK (false) NOT VALID`)
	if c, err := o.Statements.ContactFor(t.Context(), o.Planner, o.Ref, st.ID); err == nil || c.Name != "" || c.Mail != "" || c.Street != "" {
		t.Errorf("while nothing can be logged: got %+v and %v, want no name", c, err)
	}
}

func second[T any](_ T, err error) error { return err }
