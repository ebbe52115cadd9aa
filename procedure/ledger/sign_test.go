package ledger_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/jackc/pgx/v5"
	"golang.org/x/mod/sumdb/tlog"

	"github.com/einwand/einwand/migrations/testdb"
	"github.com/einwand/einwand/procedure/ledger"
)

func TestProofFileIsWhatForeignToolsRead(t *testing.T) {
	b := openBook(t)
	b.origin = golden.origin
	b.forge(t, `UPDATE ledger_head SET origin = $2 WHERE procedure_id = $1`, b.origin)
	b.grow(t, 21)
	b.signer = goldenSigner(t)
	proofs := b.prove(t, 11)
	if got := proofs[0].Format(); !bytes.Equal(got, goldenProof) {
		t.Errorf("got\n%s\nwant\n%s", got, goldenProof)
	}
	if key, err := b.signer.LogKey(b.origin); err != nil || key != golden.logKey {
		t.Errorf("got log key %s, %v, want %s", key, err, golden.logKey)
	}
}

// goldenSigner loads the key in testdata; a checkout does not keep its mode.
func goldenSigner(t *testing.T) *ledger.Signer {
	t.Helper()
	data, err := os.ReadFile("testdata/ledger.key")
	must(t, err)
	path := filepath.Join(t.TempDir(), "ledger.key")
	must(t, os.WriteFile(path, data, 0o600))
	s, err := ledger.LoadSigner(path)
	must(t, err)
	return s
}

func (b *book) prove(t testing.TB, indexes ...int64) []ledger.Proof {
	t.Helper()
	proofs, err := ledger.SignProofs(t.Context(), b.app, b.signer, b.authority, b.procedure, indexes...)
	must(t, err)
	return proofs
}

func TestProofsOfOneGroupShareACheckpoint(t *testing.T) {
	const size = 70
	b := openBook(t)
	b.grow(t, size)
	indexes := make([]int64, size)
	for i := range indexes {
		indexes[i] = int64(i)
	}
	for i, p := range b.prove(t, indexes...) {
		got, err := ledger.VerifyProof(p.Format(), leaf(i), b.signer.VerifierKey())
		if err != nil || got.Index != int64(i) || got.Size != size || got.Origin != b.origin {
			t.Errorf("leaf %d: got %+v, %v", i, got, err)
		}
	}
	for _, index := range []int64{-1, size} {
		if _, err := ledger.SignProofs(t.Context(), b.app, b.signer, b.authority, b.procedure, index); !errors.Is(err, ledger.ErrBeyondTree) {
			t.Errorf("leaf %d: got %v, want ErrBeyondTree", index, err)
		}
	}
}

func TestNoReceiptFromSpoiledHashes(t *testing.T) {
	b := openBook(t)
	b.grow(t, 5)
	b.forge(t, `UPDATE ledger_hash SET hash = sha256('x') WHERE procedure_id = $1 AND idx = 0`)
	if _, err := ledger.SignProofs(t.Context(), b.app, b.signer, b.authority, b.procedure, 1); !errors.Is(err, ledger.ErrNotIncluded) {
		t.Errorf("got %v, want ErrNotIncluded", err)
	}
}

func TestConsistencyOfReceiptAndLaterLog(t *testing.T) {
	b := openBook(t)
	b.grow(t, 13)
	early, err := ledger.VerifyProof(b.prove(t, 3)[0].Format(), leaf(3), b.signer.VerifierKey())
	must(t, err)
	b.append(t, leaf(13), leaf(14))
	b.read(t, func(tx pgx.Tx) error {
		root, err1 := ledger.Root(t.Context(), tx, b.procedure, 15)
		grown, err2 := ledger.ProveConsistency(t.Context(), tx, b.procedure, early.Size, 15)
		if err := tlog.CheckTree(grown, 15, root, early.Size, early.Root); err != nil {
			t.Error(err)
		}
		return errors.Join(err1, err2)
	})
}

func TestUncommittedLeafIsNotSigned(t *testing.T) {
	b := openBook(t)
	b.grow(t, 2)
	must(t, b.write(func(tx pgx.Tx) error {
		err := ledger.Write(t.Context(), tx, b.procedure, start, func(h *ledger.Head) error { _, err := h.Append(leaf(2)); return err })
		if c := b.sign(t); c.Size != 2 {
			t.Errorf("got a checkpoint of %d leaves while the third was not committed", c.Size)
		}
		return err
	}))
	if c := b.sign(t); c.Size != 3 {
		t.Errorf("got a checkpoint of %d leaves, want 3", c.Size)
	}
}

func TestSignerRefusesToContradictItself(t *testing.T) {
	cut := func(t *testing.T, b *book) {
		b.forge(t, `DELETE FROM ledger_leaf WHERE procedure_id = $1 AND n >= 3`)
		b.forge(t, `DELETE FROM ledger_hash WHERE procedure_id = $1 AND idx >= 4`)
		b.forge(t, `UPDATE ledger_head SET size = 3 WHERE procedure_id = $1`)
	}
	cases := map[string]func(*testing.T, *book){
		"cut back": cut,
		"cut back and grown again": func(t *testing.T, b *book) {
			cut(t, b)
			b.append(t, leaf(103), leaf(104), leaf(105))
		},
		"another origin": func(t *testing.T, b *book) {
			b.forge(t, `UPDATE ledger_head SET origin = origin || '-2' WHERE procedure_id = $1`)
		},
	}
	db := testdb.New(t)
	for name, forgery := range cases {
		t.Run(name, func(t *testing.T) {
			b := openBookIn(t, db)
			b.grow(t, 5)
			b.checkpoint(t, "deadline", start)
			forgery(t, b)
			if _, err := ledger.SignCheckpoint(t.Context(), b.app, b.signer, b.authority, b.procedure); !errors.Is(err, ledger.ErrFork) {
				t.Errorf("got %v, want ErrFork", err)
			}
		})
	}
}

func TestForeignLogIsNotSigned(t *testing.T) {
	b := openBook(t)
	other := openSigner(t, "other.example")
	if _, err := ledger.SignCheckpoint(t.Context(), b.app, other, b.authority, b.procedure); !errors.Is(err, ledger.ErrForeignOrigin) {
		t.Errorf("got %v, want ErrForeignOrigin", err)
	}
}
