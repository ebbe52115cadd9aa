package statement_test

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/ledger"
	"github.com/einwand/einwand/procedure/proceduretest"
	"github.com/einwand/einwand/procedure/statement"
)

// busy is an office in which everything has happened that a register can hold.
func busy(t testing.TB) *office {
	t.Helper()
	o := open(t)
	mara := o.mara(t)
	o.draft(t, mara, "Zufahrt")
	o.attach(t, mara, "Foto.png", png)
	o.file(t, mara, "Zufahrt") // 1
	for i := range 3 {
		o.file(t, o.resident(t, i), fmt.Sprintf("Einwand %d", i)) // 2 to 4
	}
	withdrawn := o.resident(t, 1)
	own, _, err := o.Statements.Mine(t.Context(), withdrawn)
	must(t, err)
	must(t, o.Statements.Withdraw(t.Context(), withdrawn, o.Ref, own[0].ID)) // 3
	_, err = o.Statements.RecordIntake(t.Context(), o.Planner, o.Ref, o.letter("2026-11-01 10:00:00", t))
	must(t, err) // 5
	o.erase(t, 4)
	return o
}

func TestSoundDatabasePasses(t *testing.T) {
	o := busy(t)
	r := o.verify(t)
	if r.Statements != 5 || r.Files != 1 || r.Withdrawn != 1 || r.Erased != 1 || len(r.Backdated) != 1 {
		t.Errorf("got %+v, want 5 statements, 1 file, 1 withdrawn, 1 erased, 1 letter", r)
	}
	o.wantSound(t)
}

// TestTamperingIsFound changes rows and files as somebody can who owns the database and the disk. The names begin with
// what must find it: a problem of this room, or a kind of finding of the ledger.
func TestTamperingIsFound(t *testing.T) {
	o := busy(t)
	file := o.Blobs.Path(o.full(t, 1).Attachments[0].BlobKey)
	const byNumber = `(SELECT id FROM statement WHERE number = $1)`
	for _, tt := range []struct {
		name  string
		want  string
		forge func(f *forger)
	}{
		{"text", "commitment differs", func(f *forger) {
			f.Do(`UPDATE statement_content SET original = 'Dafür' WHERE statement_id = `+byNumber, 1)
		}},
		{"one byte of the salt", "commitment differs", func(f *forger) {
			f.Do(`UPDATE statement_content SET salt = set_byte(salt, 0, get_byte(salt, 0) # 1) WHERE statement_id = `+byNumber, 1)
		}},
		{"place", "commitment differs", func(f *forger) {
			f.Do(`UPDATE statement_content SET reference_text = 'woanders' WHERE statement_id = `+byNumber, 2)
		}},
		{"text and commitment", "leaf differs", func(f *forger) {
			salt, text := []byte(strings.Repeat("s", 32)), []byte("Dafür")
			f.Do(`UPDATE statement_content SET original = $2, salt = $3 WHERE statement_id = `+byNumber, 2, text, salt)
			f.Do(`UPDATE statement SET commitment = $2 WHERE number = $1`, 2, statement.Commit(salt, text, statement.Reference{Kind: statement.ToPlan}, nil))
		}},
		{"text, commitment and leaf", "ledger leaf_changed", func(f *forger) {
			salt, text := []byte(strings.Repeat("s", 32)), []byte("Dafür")
			sum := statement.Commit(salt, text, statement.Reference{Kind: statement.ToPlan}, nil)
			f.Do(`UPDATE statement_content SET original = $2, salt = $3 WHERE statement_id = `+byNumber, 2, text, salt)
			f.Do(`UPDATE statement SET commitment = $2 WHERE number = $1`, 2, sum)
			f.Do(`UPDATE ledger_leaf SET data = regexp_replace(convert_from(data, 'UTF8'), 'sha256:.*\n', $1 || E'\n')::bytea
			            WHERE n = (SELECT log_index FROM statement WHERE number = 2)`, "sha256:"+hexOf(sum))
		}},
		{"statement deleted", "leaf without statement", func(f *forger) {
			f.Do(`DELETE FROM statement_login WHERE statement_id = `+byNumber, 2)
			f.Do(`DELETE FROM statement_content WHERE statement_id = `+byNumber, 2)
			f.Do(`DELETE FROM statement_contact WHERE statement_id = `+byNumber, 2)
			f.Do(`DELETE FROM statement WHERE number = $1`, 2)
		}},
		{"last statement deleted, counter turned back", "leaf without statement", func(f *forger) {
			f.Do(`DELETE FROM statement WHERE number = $1`, 5)
			f.Do(`UPDATE ledger_head SET statements = 4`)
		}},
		{"received later", "leaf differs", func(f *forger) {
			f.Do(`UPDATE intake SET received_at = received_at + interval '1 microsecond' WHERE id = (SELECT intake_id FROM statement WHERE number = $1)`, 1)
		}},
		{"recorded later", "leaf differs", func(f *forger) {
			f.Do(`UPDATE intake SET recorded_at = recorded_at + interval '1 second' WHERE id = (SELECT intake_id FROM statement WHERE number = $1)`, 1)
		}},
		{"letter passed off as online", "leaf differs", func(f *forger) {
			f.Do(`UPDATE intake SET channel = 'online' WHERE channel = 'letter'`)
		}},
		{"another version of the period", "leaf differs", func(f *forger) {
			f.Do(`UPDATE statement SET period_version_id = NULL WHERE number = $1`, 1)
		}},
		{"level raised", "leaf differs", func(f *forger) {
			f.Do(`UPDATE statement SET assurance = 'low' WHERE number = $1`, 1)
		}},
		{"login at another time", "leaf differs", func(f *forger) {
			f.Do(`UPDATE statement_login SET authn_at = authn_at + interval '1 second' WHERE statement_id = `+byNumber, 1)
		}},
		{"another answer of the provider", "leaf differs", func(f *forger) {
			f.Do(`UPDATE statement_login SET answer_hash = set_byte(answer_hash, 0, get_byte(answer_hash, 0) # 1) WHERE statement_id = `+byNumber, 1)
		}},
		{"login gone", "leaf differs", func(f *forger) {
			f.Do(`DELETE FROM statement_login WHERE statement_id = `+byNumber, 1)
		}},
		{"numbers exchanged", "leaf differs", func(f *forger) {
			f.Do(`ALTER TABLE statement DROP CONSTRAINT statement_number_unique`)
			f.Do(`UPDATE statement SET number = 3 - number WHERE number IN (1, 2)`)
		}},
		{"numbers and places exchanged", "leaf differs", func(f *forger) {
			f.Do(`ALTER TABLE statement DROP CONSTRAINT statement_number_unique, DROP CONSTRAINT statement_log_index_unique`)
			f.Do(`UPDATE statement a SET number = b.number, log_index = b.log_index FROM statement b
			      WHERE a.number IN (1, 2) AND b.number = 3 - a.number`)
		}},
		{"number left out", "number missing", func(f *forger) {
			f.Do(`UPDATE statement SET number = 7 WHERE number = 5`)
		}},
		{"number given twice", "number twice", func(f *forger) {
			f.Do(`ALTER TABLE statement DROP CONSTRAINT statement_number_unique`)
			f.Do(`UPDATE statement SET number = 1 WHERE number = 2`)
		}},
		{"counter run ahead", "counter differs", func(f *forger) {
			f.Do(`UPDATE ledger_head SET statements = statements + 1`)
		}},
		{"place that is no receipt", "statement without leaf", func(f *forger) {
			f.Do(`UPDATE statement SET log_index = 0 WHERE number = 2`)
		}},
		{"intake deleted", "intake missing", func(f *forger) {
			f.Do(`DELETE FROM intake WHERE channel = 'letter'`)
		}},
		{"content deleted", "content missing", func(f *forger) {
			f.Do(`DELETE FROM statement_content WHERE statement_id = `+byNumber, 2)
		}},
		{"contact data deleted", "content missing", func(f *forger) {
			f.Do(`DELETE FROM statement_contact WHERE statement_id = `+byNumber, 2)
		}},
		{"content emptied without an entry", "erasure unrecorded", func(f *forger) {
			f.Do(`UPDATE statement_content SET original = NULL, salt = NULL, reference_text = NULL, erased_at = now() WHERE statement_id = `+byNumber, 2)
		}},
		{"erased content is back", "erasure incomplete", func(f *forger) {
			f.Do(`UPDATE statement_content SET original = 'x', salt = 'y', reference_text = '', erased_at = NULL WHERE statement_id = `+byNumber, 4)
		}},
		{"entry about an erasure of nothing", "erasure of no statement", func(f *forger) {
			f.Do(`DELETE FROM statement WHERE number = 4`)
		}},
		{"withdrawal undone", "withdrawal differs", func(f *forger) {
			f.Do(`UPDATE statement SET state = 'received', withdrawn_at = NULL WHERE number = 3`)
		}},
		{"withdrawal invented", "withdrawal differs", func(f *forger) {
			f.Do(`UPDATE statement SET state = 'withdrawn', withdrawn_at = now() WHERE number = 1`)
		}},
		{"withdrawal at another time", "withdrawal differs", func(f *forger) {
			f.Do(`UPDATE statement SET withdrawn_at = withdrawn_at + interval '1 day' WHERE number = 3`)
		}},
		{"file on disk changed", "file differs", func(f *forger) {
			f.write(strings.Replace(png, "IHDR", "JHDR", 1))
		}},
		{"file on disk made longer", "file differs", func(f *forger) {
			f.write(png + "\n")
		}},
		{"file on disk gone", "file missing", func(f *forger) {
			f.remove()
		}},
		{"file and its hash changed", "commitment differs", func(f *forger) {
			f.write("x")
			f.Do(`UPDATE attachment SET size = 1, sha256 = sha256('x')`)
		}},
		{"file taken off", "commitment differs", func(f *forger) { f.Do(`DELETE FROM attachment`) }},
		{"file renamed", "commitment differs", func(f *forger) { f.Do(`UPDATE attachment SET file_name = 'Anderes.png'`) }},
		{"leaf of a statement", "ledger leaf_changed", func(f *forger) {
			f.Do(`UPDATE ledger_leaf SET data = replace(convert_from(data, 'UTF8'), 'online', 'letter')::bytea WHERE n = 6`)
		}},
		{"leaf made unreadable", "leaf unreadable", func(f *forger) { f.Do(`UPDATE ledger_leaf SET data = 'x' WHERE n = 6`) }},
		{"leaf deleted", "statement without leaf", func(f *forger) { f.Do(`DELETE FROM ledger_leaf WHERE n = 6`) }},
		{"end cut off with the head", "ledger checkpoint_ahead", func(f *forger) {
			f.Do(`DELETE FROM statement WHERE number >= 4`)
			f.Do(`DELETE FROM procedure_event WHERE log_index >= 7`)
			f.Do(`DELETE FROM ledger_leaf WHERE n >= 7`)
			f.Do(`DELETE FROM ledger_hash WHERE idx >= 11`)
			f.Do(`UPDATE ledger_head SET size = 7, statements = 3`)
			f.Do(`UPDATE statement SET state = 'received', withdrawn_at = NULL WHERE number = 3`)
		}},
	} {
		f := &forger{t: t, o: o, path: file}
		f.forge(tt.forge)
		if !strings.Contains("\n"+strings.Join(f.found, "\n"), "\n"+tt.want) {
			t.Errorf("%s: got %d findings\n%s\nwant one that begins with %q", tt.name, len(f.found), strings.Join(f.found, "\n"), tt.want)
		}
	}
	o.wantSound(t)
}

// forger owns the disk as well.
type forger struct {
	*proceduretest.Forgery
	t     *testing.T
	o     *office
	path  string // of the file of statement 1
	found []string
}

func (f *forger) forge(deed func(*forger)) {
	f.t.Helper()
	outside, err := ledger.SignCheckpoint(f.t.Context(), f.o.DB.App, f.o.Signer, f.o.Authority.ID, f.o.Ref.ID)
	must(f.t, err)
	f.o.Tamper(f.t, func(rows *proceduretest.Forgery) {
		f.Forgery = rows
		deed(f)
	}, func(tx identity.Tx) { f.found = f.o.auditIn(f.t, tx, outside.Note) })
	must(f.t, os.WriteFile(f.path, []byte(png), 0o644))
}

func (f *forger) write(content string) { must(f.t, os.WriteFile(f.path, []byte(content), 0o644)) }

func (f *forger) remove() { must(f.t, os.Remove(f.path)) }

func TestContentCannotBeChanged(t *testing.T) {
	o := busy(t)
	before := o.full(t, 1)
	for _, change := range []string{
		`UPDATE statement_content SET original = 'Dafür'`, `UPDATE statement_content SET salt = '\x00'`, `DELETE FROM statement_content`,
		`UPDATE statement_contact SET name = 'x'`, `DELETE FROM statement_contact`, `UPDATE attachment SET sha256 = sha256('x')`, `DELETE FROM attachment`,
		`UPDATE intake SET received_at = now()`, `UPDATE statement SET number = 9`, `UPDATE statement SET commitment = sha256('x')`, `DELETE FROM statement`,
	} {
		err := o.Tenancy.Write(t.Context(), o.Authority.ID, func(tx identity.Tx) error { _, err := tx.Exec(t.Context(), change); return err })
		if err == nil || !strings.Contains(err.Error(), "permission denied") {
			t.Errorf("%s as app: got %v, want it refused", change, err)
		}
	}
	if after := o.full(t, 1); string(after.Original) != string(before.Original) || string(after.Commitment) != string(before.Commitment) {
		t.Errorf("got %q, want %q", after.Original, before.Original)
	}
	o.wantSound(t)
}

// TestAuditWhileOthersFileRaisesNoAlarm: the audit sees one state of the database.
func TestAuditWhileOthersFileRaisesNoAlarm(t *testing.T) {
	o := open(t)
	const persons = 24
	actors := make([]identity.Actor, persons)
	for i := range persons {
		actors[i] = o.resident(t, i)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		for _, got := range inParallel(persons, func(i int) (st statement.Statement, err error) {
			for range 4 {
				if st, err = o.tryFile(t.Context(), actors[i], "Einwand"); err != nil {
					return st, err
				}
			}
			return st, nil
		}) {
			if got.err != nil {
				t.Error(got.err)
			}
		}
	}()
	for audits := 0; ; audits++ {
		select {
		case <-done:
			if r := o.verify(t); r.Statements != 4*persons || !r.OK() || audits == 0 {
				t.Errorf("after %d audits: got %d statements and %v", audits, r.Statements, r.Findings)
			}
			return
		default:
			o.wantSound(t)
		}
	}
}

// erase does what the role for erasure may do, with the entry that belongs to it.
func (o *office) erase(t testing.TB, number int64) {
	t.Helper()
	id := o.full(t, number).ID
	eraser := identity.NewTenancy(o.DB.Eraser, o.Clock.Now)
	var keys []string
	must(t, eraser.Write(t.Context(), o.Authority.ID, func(tx identity.Tx) (err error) {
		if keys, err = empty(t.Context(), tx, id); err != nil {
			return err
		}
		return procedure.Record(t.Context(), tx, identity.Operator, o.Ref.ID, procedure.Event{Kind: procedure.EventErased,
			Fields: []procedure.Field{{Key: "statement", Value: id.String()}}})
	}))
	for _, key := range keys {
		must(t, o.Blobs.Delete(t.Context(), key))
	}
}

func empty(ctx context.Context, tx identity.Tx, id uuid.UUID) (keys []string, err error) {
	err = tx.QueryRow(ctx, `SELECT array(SELECT blob_key FROM attachment WHERE statement_id = $1)`, id).Scan(&keys)
	for _, sql := range []string{
		`UPDATE statement_content SET original = NULL, salt = NULL, reference_text = NULL, erased_at = now() WHERE statement_id = $1`,
		`DELETE FROM statement_contact WHERE statement_id = $1`,
		`DELETE FROM statement_author WHERE statement_id = $1`,
		`DELETE FROM attachment WHERE statement_id = $1`,
	} {
		if err == nil {
			_, err = tx.Exec(ctx, sql, id)
		}
	}
	return keys, err
}

// TestErasedTextCannotBeGuessed tries the very text against what is left: without the salt it cannot be recognised.
func TestErasedTextCannotBeGuessed(t *testing.T) {
	o := open(t)
	const text = "Nein"
	mara := o.mara(t)
	o.draft(t, mara, text)
	o.attach(t, mara, "Foto.png", png)
	kept := o.file(t, o.resident(t, 1), "bleibt")
	st := o.file(t, mara, text)
	full := o.full(t, st.Number)
	var salt []byte
	must(t, o.DB.Super.QueryRow(t.Context(), `SELECT salt FROM statement_content WHERE statement_id = $1`, st.ID).Scan(&salt))
	file := []statement.File{{Name: full.Attachments[0].FileName, Size: full.Attachments[0].Size, SHA256: full.Attachments[0].SHA256}}
	if got := statement.Commit(salt, []byte(text), full.Reference, file); string(got) != string(st.Commitment) {
		t.Fatal("with the salt the text is not recognised: the test would prove nothing")
	}
	if len(salt) != statement.SaltSize {
		t.Errorf("salt: got %d bytes, want %d", len(salt), statement.SaltSize)
	}
	receiptBefore := o.receipt(t, mara)
	if o.anywhere(t, hexOf(salt)) != "statement_content" || o.anywhere(t, "Foto.png") != "attachment" {
		t.Fatal("the search does not find what is there: the test would prove nothing")
	}
	o.erase(t, st.Number)

	// Nothing from which the salt could be taken is left, in any table or file.
	for _, canary := range []string{hexOf(salt), "Hoffmann", "Foto.png"} {
		if table := o.anywhere(t, canary); table != "" && !(canary == "Hoffmann" && table == "account") {
			t.Errorf("after erasure %q still stands in %s", canary, table)
		}
	}
	for _, guess := range [][]byte{nil, make([]byte, statement.SaltSize), []byte(strings.Repeat("s", 32))} {
		if string(statement.Commit(guess, []byte(text), full.Reference, file)) == string(st.Commitment) {
			t.Error("the text is recognised without its salt")
		}
	}
	// The register still holds, for everybody.
	for _, index := range []int64{kept.LogIndex, st.LogIndex} {
		proofs, err := ledger.SignProofs(t.Context(), o.DB.App, o.Signer, o.Authority.ID, o.Ref.ID, index)
		must(t, err)
		var leaf []byte
		must(t, o.DB.Super.QueryRow(t.Context(), `SELECT data FROM ledger_leaf WHERE n = $1`, index).Scan(&leaf))
		if _, err := ledger.VerifyProof(proofs[0].Format(), leaf, o.Signer.VerifierKey()); err != nil {
			t.Errorf("proof of entry %d after the erasure: %v", index, err)
		}
	}
	if _, err := ledger.VerifyProof(receiptBefore.Proof, receiptBefore.Leaf, o.Signer.VerifierKey()); err != nil {
		t.Errorf("receipt from before the erasure: %v", err)
	}
	if r := o.verify(t); r.Erased != 1 || r.Files != 0 {
		t.Errorf("audit: got %d erased and %d files, want 1 and 0", r.Erased, r.Files)
	}
	f := o.full(t, st.Number)
	if !f.Erased || len(f.Original) != 0 || len(f.Attachments) != 0 {
		t.Errorf("read: got erased %v with %d bytes", f.Erased, len(f.Original))
	}
	o.wantSound(t)
}

// anywhere names a table in which the text stands, as text or as hexadecimal bytes.
func (o *office) anywhere(t testing.TB, canary string) string {
	t.Helper()
	rows, err := o.DB.Super.Query(t.Context(), `
		SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
		AND (xpath('/row/n/text()', query_to_xml(format('SELECT count(*) AS n FROM %I r WHERE r::text ILIKE %L OR r::text ILIKE %L',
		     c.relname, '%' || $1::text || '%', '%' || encode($1::text::bytea, 'hex') || '%'), false, true, '')))[1]::text <> '0'`, canary)
	must(t, err)
	defer rows.Close()
	for rows.Next() {
		var name string
		must(t, rows.Scan(&name))
		if name != "" {
			return name
		}
	}
	must(t, rows.Err())
	return ""
}

func BenchmarkVerify(b *testing.B) {
	o := open(b)
	o.file(b, o.mara(b), strings.Repeat("Der Verkehr nimmt zu. ", 60))
	begun := time.Now()
	for b.Loop() {
		if r := o.verify(b); !r.OK() {
			b.Fatal(r.Findings)
		}
	}
	b.ReportMetric(float64(time.Since(begun).Microseconds())/float64(b.N), "µs/audit")
}
