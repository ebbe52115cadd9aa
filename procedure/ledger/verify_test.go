package ledger_test

import (
	"crypto/sha256"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"golang.org/x/mod/sumdb/tlog"

	"github.com/einwand/einwand/migrations/testdb"
	"github.com/einwand/einwand/procedure/ledger"
)

// openAudited makes a log of 21 leaves with checkpoints at 8 and 21.
func openAudited(t *testing.T, db *testdb.DB) (b *book, published string) {
	t.Helper()
	b = openBookIn(t, db)
	b.grow(t, 8)
	b.checkpoint(t, "deadline", start)
	for i := 8; i < 21; i++ {
		b.append(t, leaf(i))
	}
	return b, b.checkpoint(t, "frozen", start.Add(time.Hour)).Note
}

func TestSoundLogHasNoFindings(t *testing.T) {
	db := testdb.New(t)
	b, published := openAudited(t, db)
	r := b.verify(t, published)
	if !r.OK() || r.Size != 21 || r.Derived != 21 || r.Checkpoints != 3 {
		t.Errorf("got %+v", r)
	}
	if empty := openBookIn(t, db).verify(t); !empty.OK() || empty.Root != sha256.Sum256(nil) {
		t.Errorf("empty log: got %+v", empty)
	}
}

// Each row is what somebody with all rights on the database could do.
func TestForgeryIsFound(t *testing.T) {
	type finding struct {
		kind  ledger.Kind
		index int64
	}
	cases := []struct {
		name  string
		forge []string
		want  []finding // among the findings, in this order
	}{
		{"leaf changed", []string{`UPDATE ledger_leaf SET data = data || ' ' WHERE procedure_id = $1 AND n = 4`},
			[]finding{{ledger.LeafChanged, 4}, {ledger.CheckpointBroken, 8}, {ledger.CheckpointBroken, 21}}},
		{"leaf emptied", []string{`UPDATE ledger_leaf SET data = '' WHERE procedure_id = $1 AND n = 20`},
			[]finding{{ledger.LeafChanged, 20}, {ledger.CheckpointBroken, 21}}},
		{"leaf deleted", []string{`DELETE FROM ledger_leaf WHERE procedure_id = $1 AND n = 5`},
			[]finding{{ledger.LeafMissing, 5}}},
		{"leaf and its hash deleted", []string{
			`DELETE FROM ledger_leaf WHERE procedure_id = $1 AND n = 5`,
			`DELETE FROM ledger_hash WHERE procedure_id = $1 AND idx = 8`},
			[]finding{{ledger.LeafMissing, 5}, {ledger.CheckpointAhead, 8}, {ledger.CheckpointAhead, 21}}},
		{"all leaves deleted", []string{`DELETE FROM ledger_leaf WHERE procedure_id = $1`},
			[]finding{{ledger.LeafMissing, 0}}},
		{"leaf taken out and the rest moved up", []string{
			`DELETE FROM ledger_leaf WHERE procedure_id = $1 AND n = 5`,
			`UPDATE ledger_leaf SET n = -n WHERE procedure_id = $1 AND n > 5`,
			`UPDATE ledger_leaf SET n = -n - 1 WHERE procedure_id = $1 AND n < 0`},
			[]finding{{ledger.LeafChanged, 5}, {ledger.LeafMissing, 20}}},
		{"two leaves swapped", []string{
			`UPDATE ledger_leaf SET n = CASE n WHEN 2 THEN -9 ELSE -2 END WHERE procedure_id = $1 AND n IN (2, 9)`,
			`UPDATE ledger_leaf SET n = -n WHERE procedure_id = $1 AND n < 0`},
			[]finding{{ledger.LeafChanged, 2}, {ledger.CheckpointBroken, 8}, {ledger.LeafChanged, 9}}},
		{"leaf put under a negative index", []string{
			`INSERT INTO ledger_leaf SELECT procedure_id, -1, authority_id, data FROM ledger_leaf WHERE procedure_id = $1 AND n = 0`},
			[]finding{{ledger.LeafSurplus, -1}}},
		{"leaf added at the end", []string{
			`INSERT INTO ledger_leaf SELECT procedure_id, 21, authority_id, data FROM ledger_leaf WHERE procedure_id = $1 AND n = 0`},
			[]finding{{ledger.LeafSurplus, 21}}},
		{"leaf added far away", []string{
			`INSERT INTO ledger_leaf SELECT procedure_id, 9000000000000000000, authority_id, data FROM ledger_leaf WHERE procedure_id = $1 AND n = 0`},
			[]finding{{ledger.LeafSurplus, 9000000000000000000}}},
		{"hash of a leaf changed", []string{`UPDATE ledger_hash SET hash = sha256('x') WHERE procedure_id = $1 AND idx = 0`},
			[]finding{{ledger.LeafChanged, 0}}},
		{"inner hash changed", []string{`UPDATE ledger_hash SET hash = sha256('x') WHERE procedure_id = $1 AND idx = 2`},
			[]finding{{ledger.HashWrong, 2}}},
		{"hash shortened", []string{`UPDATE ledger_hash SET hash = substr(hash, 1, 31) WHERE procedure_id = $1 AND idx = 2`},
			[]finding{{ledger.HashWrong, 2}}},
		{"hash deleted", []string{`DELETE FROM ledger_hash WHERE procedure_id = $1 AND idx = 14`},
			[]finding{{ledger.HashMissing, 14}}},
		{"hash added", []string{
			`INSERT INTO ledger_hash SELECT procedure_id, 1000, authority_id, hash FROM ledger_hash WHERE procedure_id = $1 AND idx = 0`},
			[]finding{{ledger.HashSurplus, 1000}}},
		{"cut back to the deadline", []string{
			`DELETE FROM ledger_leaf WHERE procedure_id = $1 AND n >= 8`,
			`DELETE FROM ledger_hash WHERE procedure_id = $1 AND idx >= 15`,
			`UPDATE ledger_head SET size = 8 WHERE procedure_id = $1`},
			[]finding{{ledger.CheckpointAhead, 21}}},
		{"cut back with its checkpoint", []string{
			`DELETE FROM ledger_leaf WHERE procedure_id = $1 AND n >= 8`,
			`DELETE FROM ledger_hash WHERE procedure_id = $1 AND idx >= 15`,
			`DELETE FROM ledger_checkpoint WHERE procedure_id = $1 AND size > 8`,
			`UPDATE ledger_head SET size = 8 WHERE procedure_id = $1`},
			[]finding{{ledger.CheckpointAhead, 21}}}, // the published one
		{"tail deleted, head left", []string{
			`DELETE FROM ledger_leaf WHERE procedure_id = $1 AND n >= 15`,
			`DELETE FROM ledger_hash WHERE procedure_id = $1 AND idx >= 26`},
			[]finding{{ledger.LeafMissing, 15}, {ledger.CheckpointAhead, 21}}},
		{"head one short", []string{`UPDATE ledger_head SET size = 20 WHERE procedure_id = $1`},
			[]finding{{ledger.LeafSurplus, 20}, {ledger.HashSurplus, 38}, {ledger.CheckpointAhead, 21}}},
		{"head one long", []string{`UPDATE ledger_head SET size = 22 WHERE procedure_id = $1`},
			[]finding{{ledger.LeafMissing, 21}}},
		{"head beyond all measure", []string{`UPDATE ledger_head SET size = 9223372036854775807 WHERE procedure_id = $1`},
			[]finding{{ledger.LeafMissing, 21}, {ledger.HeadImplausible, 9223372036854775807}}},
		{"head negative", []string{`UPDATE ledger_head SET size = -1 WHERE procedure_id = $1`},
			[]finding{{ledger.HeadImplausible, -1}, {ledger.CheckpointAhead, 8}}},
		{"counter negative", []string{`UPDATE ledger_head SET statements = -1 WHERE procedure_id = $1`},
			[]finding{{ledger.HeadImplausible, 21}}},
		{"origin changed", []string{`UPDATE ledger_head SET origin = origin || '-2' WHERE procedure_id = $1`},
			[]finding{{ledger.CheckpointInvalid, 8}, {ledger.CheckpointInvalid, 21}}},
		{"size in a note changed", []string{
			`UPDATE ledger_checkpoint SET note = replace(note, E'\n8\n', E'\n9\n') WHERE procedure_id = $1 AND size = 8`},
			[]finding{{ledger.CheckpointInvalid, 8}}},
		{"note replaced by another", []string{
			`UPDATE ledger_checkpoint SET note = (SELECT note FROM ledger_checkpoint WHERE procedure_id = $1 AND size = 21) WHERE procedure_id = $1 AND size = 8`},
			[]finding{{ledger.CheckpointMislabelled, 8}}},
		{"checkpoint put under another size", []string{`UPDATE ledger_checkpoint SET size = 9 WHERE procedure_id = $1 AND size = 8`},
			[]finding{{ledger.CheckpointMislabelled, 9}}},
	}
	db := testdb.New(t)
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			b, published := openAudited(t, db)
			for _, sql := range c.forge {
				b.forge(t, sql)
			}
			r := b.verify(t, published)
			rest := r.Findings
			for _, want := range c.want {
				i := slices.IndexFunc(rest, func(f ledger.Finding) bool { return f.Kind == want.kind && f.Index == want.index })
				if i < 0 {
					t.Fatalf("%s at %d not found, in this order, among\n%v", want.kind, want.index, r.Findings)
				}
				rest = rest[i+1:]
			}
		})
	}
}

// A forger who can compute the tree leaves nothing inside the database to find, save the signature he cannot make.
func TestRewrittenTreeIsFoundByItsCheckpoint(t *testing.T) {
	db := testdb.New(t)
	b, _ := openAudited(t, db)
	forged := openBookIn(t, db)
	for i := range 21 {
		forged.append(t, leaf(i+i/20)) // the last one differs
	}
	for _, table := range []string{"ledger_leaf", "ledger_hash"} {
		b.forge(t, `DELETE FROM `+table+` WHERE procedure_id = $1`)
	}
	b.forge(t, `INSERT INTO ledger_leaf SELECT $1, n, $3, data FROM ledger_leaf WHERE procedure_id = $2`, forged.procedure, b.authority)
	b.forge(t, `INSERT INTO ledger_hash SELECT $1, idx, $3, hash FROM ledger_hash WHERE procedure_id = $2`, forged.procedure, b.authority)
	r := b.verify(t)
	if len(r.Findings) != 1 || r.Findings[0].Kind != ledger.CheckpointBroken || r.Findings[0].Index != 21 {
		t.Errorf("got %v, want the checkpoint of 21 leaves broken and nothing else", r.Findings)
	}
}

func TestGapIsOneFindingWithItsLength(t *testing.T) {
	b, _ := openAudited(t, testdb.New(t))
	b.forge(t, `DELETE FROM ledger_leaf WHERE procedure_id = $1 AND n BETWEEN 5 AND 9 OR procedure_id = $1 AND n = 12`)
	want := []ledger.Finding{
		{Kind: ledger.LeafMissing, Index: 5, Count: 5, Detail: "not in the table"},
		{Kind: ledger.LeafMissing, Index: 12, Count: 1, Detail: "not in the table"},
	}
	r := b.verify(t)
	if !slices.Equal(r.Findings, want) || r.Derived != 21 {
		t.Errorf("got %v, %d derived, want %v and 21", r.Findings, r.Derived, want)
	}
}

func TestCheckpointOfAnotherKeyOrLogIsInvalid(t *testing.T) {
	db := testdb.New(t)
	b, _ := openAudited(t, db)
	stranger, err := ledger.SignCheckpoint(t.Context(), b.app, openSigner(t, "einwand.example"), b.authority, b.procedure)
	must(t, err)
	other := openBookIn(t, db)
	other.signer = b.signer
	for name, published := range map[string]string{"key": stranger.Note, "log": other.sign(t).Note, "nonsense": "Stand: 412 Eingänge"} {
		r := b.verify(t, published)
		if len(r.Findings) != 1 || r.Findings[0].Kind != ledger.CheckpointInvalid {
			t.Errorf("%s: got %v, want one invalid checkpoint", name, r.Findings)
		}
	}
}

func TestAuditNeedsASnapshot(t *testing.T) {
	b := openBook(t)
	must(t, b.write(func(tx pgx.Tx) error {
		_, err := ledger.Verify(t.Context(), tx, b.procedure, b.signer.VerifierKey())
		if !errors.Is(err, ledger.ErrSnapshot) {
			t.Errorf("got %v, want ErrSnapshot", err)
		}
		return nil
	}))
}

func TestAuditDuringWritingRaisesNoAlarm(t *testing.T) {
	b := openBook(t)
	written := make(chan error)
	go func() {
		for i := range 200 {
			err := b.write(func(tx pgx.Tx) error {
				return ledger.Write(t.Context(), tx, b.procedure, start, func(h *ledger.Head) error { _, err := h.Append(leaf(i)); return err })
			})
			if err != nil {
				written <- err
				return
			}
		}
		written <- nil
	}()
	for {
		if r := b.verify(t); !r.OK() {
			t.Fatalf("findings %v", r.Findings)
		}
		select {
		case err := <-written:
			must(t, err)
			return
		default:
		}
	}
}

func TestAuditPassesTheBoundsOfItsWindows(t *testing.T) {
	const size = 3*4096 + 5
	b := openBook(t)
	b.grow(t, size)
	b.checkpoint(t, "frozen", start)
	if r := b.verify(t); !r.OK() || r.Derived != size {
		t.Fatalf("got %d derived, findings %v", r.Derived, r.Findings)
	}
	for _, n := range []int64{4095, 4096, 8191, size - 1} {
		b.forge(t, `DELETE FROM ledger_leaf WHERE procedure_id = $1 AND n = $2`, n)
	}
	b.forge(t, `DELETE FROM ledger_hash WHERE procedure_id = $1 AND idx = $2`, tlog.StoredHashIndex(12, 1))
	r := b.verify(t)
	if len(r.Findings) != 4 || r.Derived != size {
		t.Errorf("got %v", r.Findings)
	}
}
