package statement_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/ledger"
	"github.com/einwand/einwand/procedure/proceduretest"
	"github.com/einwand/einwand/procedure/statement"
)

// office is the town while the public is being asked: 2 November 2026, the period ends with 27 November.
type office struct {
	*proceduretest.Town
	Statements *statement.Service
	Ref        procedure.Ref
	RoundID    uuid.UUID
}

func open(t testing.TB) *office {
	t.Helper()
	w := proceduretest.New(t)
	o := &office{Town: w, Statements: statement.New(w.Tenancy, w.Blobs, w.Signer)}
	o.Ref, o.RoundID = w.Publish(t)
	return o
}

// mara is logged in with her identity card.
func (o *office) mara(t testing.TB) identity.Actor {
	t.Helper()
	return o.Resident(t, "Mara", "Hoffmann", identity.LevelHigh, identity.MeansEID)
}

// resident is the n-th of any number of persons.
func (o *office) resident(t testing.TB, n int) identity.Actor {
	t.Helper()
	return o.Resident(t, "Ida", fmt.Sprintf("Person%03d", n), identity.LevelSubstantial, identity.MeansElster)
}

// draft writes a text that is not filed yet.
func (o *office) draft(t testing.TB, who identity.Actor, text string) statement.Draft {
	t.Helper()
	d, err := o.Statements.Open(t.Context(), who, o.Ref)
	must(t, err)
	d, err = o.Statements.SaveText(t.Context(), who, o.Ref, d.Version, []byte(text), d.Reference)
	must(t, err)
	return d
}

func (o *office) attach(t testing.TB, who identity.Actor, name, content string) statement.Draft {
	t.Helper()
	_, err := o.Statements.Open(t.Context(), who, o.Ref)
	must(t, err)
	d, err := o.Statements.Attach(t.Context(), who, o.Ref, name, strings.NewReader(content))
	must(t, err)
	return d
}

// file files a text, received now.
func (o *office) file(t testing.TB, who identity.Actor, text string) statement.Statement {
	t.Helper()
	st, err := o.tryFile(t.Context(), who, text)
	must(t, err)
	return st
}

// tryFile is file for goroutines, which must not end the test.
func (o *office) tryFile(ctx context.Context, who identity.Actor, text string) (statement.Statement, error) {
	d, err := o.Statements.Open(ctx, who, o.Ref)
	if err != nil {
		return statement.Statement{}, err
	}
	if d, err = o.Statements.SaveText(ctx, who, o.Ref, d.Version, []byte(text), d.Reference); err != nil {
		return statement.Statement{}, err
	}
	return o.Statements.File(ctx, who, o.Ref, d.ID, o.Clock.Now())
}

// letter is a letter as staff record it.
func (o *office) letter(received string, t testing.TB) statement.NewIntake {
	return statement.NewIntake{Channel: statement.Letter, ReceivedAt: proceduretest.Instant(t, received), Evidence: "Eingangsstempel",
		Key: uuid.New(), Contributions: []statement.Contribution{{Kind: statement.Person, Text: []byte("Der Radweg fehlt."),
			Contact: statement.Contact{Name: "Karl Ohm", Street: "Am Auenbach 2", PostalCode: "59999", City: "Auenbrück", ReplyBy: "post"}}}}
}

func (o *office) full(t testing.TB, number int64) (f statement.Full) {
	t.Helper()
	o.Read(t, func(tx identity.Tx) (err error) {
		f, err = statement.LoadByNumber(t.Context(), tx, o.Ref.ID, number)
		return err
	})
	return f
}

func (o *office) verify(t testing.TB) (r statement.Report) {
	t.Helper()
	o.Read(t, func(tx identity.Tx) (err error) {
		r, err = statement.Verify(t.Context(), tx, o.Blobs, o.Ref.ID)
		return err
	})
	return r
}

// audit is what "einwand verify" finds wrong with statements and their register.
func (o *office) audit(t testing.TB) (found []string) {
	t.Helper()
	o.Read(t, func(tx identity.Tx) error {
		found = o.auditIn(t, tx)
		return nil
	})
	return found
}

func (o *office) auditIn(t testing.TB, tx identity.Tx, published ...string) []string {
	t.Helper()
	var found []string
	log, err := ledger.Verify(t.Context(), tx.Tx, o.Ref.ID, o.Signer.VerifierKey(), published...)
	must(t, err)
	for _, f := range log.Findings {
		found = append(found, "ledger "+f.String())
	}
	r, err := statement.Verify(t.Context(), tx, o.Blobs, o.Ref.ID)
	must(t, err)
	for _, f := range r.Findings {
		found = append(found, f.String())
	}
	return found
}

func (o *office) wantSound(t testing.TB) {
	t.Helper()
	if found := o.audit(t); len(found) > 0 {
		t.Errorf("audit: got %d findings, want none:\n%s", len(found), strings.Join(found, "\n"))
	}
}

// count counts the rows of a table.
func (o *office) count(t testing.TB, table string) (n int) {
	t.Helper()
	must(t, o.DB.Super.QueryRow(t.Context(), `SELECT count(*) FROM `+table).Scan(&n))
	return n
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
