package ledger_test

import (
	"context"
	"crypto/sha256"
	"errors"
	"testing"

	"github.com/jackc/pgx/v5"
	"golang.org/x/mod/sumdb/tlog"
	"pgregory.net/rapid"

	"github.com/einwand/einwand/migrations/testdb"
	"github.com/einwand/einwand/procedure/ledger"
)

// merkle is the tree hash as RFC 6962 § 2.1 defines it, word for word, without any stored hash.
func merkle(leaves [][]byte) tlog.Hash {
	switch len(leaves) {
	case 0:
		return sha256.Sum256(nil)
	case 1:
		return sha256.Sum256(append([]byte{0}, leaves[0]...))
	}
	k := 1
	for 2*k < len(leaves) {
		k *= 2
	}
	left, right := merkle(leaves[:k]), merkle(leaves[k:])
	return sha256.Sum256(append(append([]byte{1}, left[:]...), right[:]...))
}

func TestProofsOfEverySizeVerify(t *testing.T) {
	const size = 600
	b := openBook(t)
	b.grow(t, size)
	leaves := make([][]byte, size)
	for i := range leaves {
		leaves[i] = leaf(i)
	}
	b.read(t, func(tx pgx.Tx) error {
		rapid.Check(t, func(t *rapid.T) {
			newer := rapid.Int64Range(1, size).Draw(t, "newer")
			older := rapid.Int64Range(1, newer).Draw(t, "older")
			index := rapid.Int64Range(0, newer-1).Draw(t, "index")
			ctx := context.Background()
			root, err1 := ledger.Root(ctx, tx, b.procedure, newer)
			proof, err2 := ledger.Prove(ctx, tx, b.procedure, index, newer)
			grown, err3 := ledger.ProveConsistency(ctx, tx, b.procedure, older, newer)
			if err := errors.Join(err1, err2, err3); err != nil {
				t.Fatal(err)
			}
			if want := merkle(leaves[:newer]); root != want {
				t.Fatalf("root of %d: got %s, want %s", newer, root, want)
			}
			if err := tlog.CheckRecord(proof, newer, root, index, tlog.RecordHash(leaves[index])); err != nil {
				t.Fatalf("leaf %d of %d: %v", index, newer, err)
			}
			if err := tlog.CheckTree(grown, newer, root, older, merkle(leaves[:older])); err != nil {
				t.Fatalf("%d after %d: %v", newer, older, err)
			}
		})
		return nil
	})
}

// However the leaves are spread over transactions and calls, the tree is that of RFC 6962.
func TestTreeDoesNotDependOnHowItGrew(t *testing.T) {
	b := openBook(t)
	var leaves [][]byte
	rapid.Check(t, func(rt *rapid.T) {
		batch := rapid.SliceOfN(rapid.SliceOfN(rapid.Byte(), 1, 40), 0, 9).Draw(rt, "batch")
		b.append(t, batch...)
		leaves = append(leaves, batch...)
		b.read(t, func(tx pgx.Tx) error {
			root, err := ledger.Root(t.Context(), tx, b.procedure, int64(len(leaves)))
			if want := merkle(leaves); root != want {
				rt.Fatalf("%d leaves: got %s, want %s", len(leaves), root, want)
			}
			return err
		})
	})
	if r := b.verify(t); !r.OK() || r.Root != merkle(leaves) {
		t.Errorf("got root %s, findings %v", r.Root, r.Findings)
	}
}

func TestNothingIsProvedBeyondTheLog(t *testing.T) {
	b := openBook(t)
	b.grow(t, 4)
	b.read(t, func(tx pgx.Tx) error {
		ctx := t.Context()
		asks := map[string]func() error{
			"root of five":           func() error { _, err := ledger.Root(ctx, tx, b.procedure, 5); return err },
			"root of minus one":      func() error { _, err := ledger.Root(ctx, tx, b.procedure, -1); return err },
			"the leaf after the log": func() error { _, err := ledger.Prove(ctx, tx, b.procedure, 4, 5); return err },
			"leaf four of four":      func() error { _, err := ledger.Prove(ctx, tx, b.procedure, 4, 4); return err },
			"leaf minus one":         func() error { _, err := ledger.Prove(ctx, tx, b.procedure, -1, 4); return err },
			"growth from nothing":    func() error { _, err := ledger.ProveConsistency(ctx, tx, b.procedure, 0, 4); return err },
			"growth backwards":       func() error { _, err := ledger.ProveConsistency(ctx, tx, b.procedure, 4, 3); return err },
			"growth to five":         func() error { _, err := ledger.ProveConsistency(ctx, tx, b.procedure, 4, 5); return err },
		}
		for name, ask := range asks {
			if err := ask(); !errors.Is(err, ledger.ErrBeyondTree) {
				t.Errorf("%s: got %v, want ErrBeyondTree", name, err)
			}
		}
		return nil
	})
}

// Writers and receipts of a long log must not read it whole. The statistics that PostgreSQL has when a procedure is
// young, of many short logs, are what misled the planner.
func TestHashesAreLookedUpOneByOne(t *testing.T) {
	db := testdb.New(t)
	for range 40 {
		openBookIn(t, db).grow(t, 3)
	}
	_, err := db.Super.Exec(t.Context(), `ANALYZE`)
	must(t, err)
	b := openBookIn(t, db)
	b.grow(t, 5000)
	b.read(t, func(tx pgx.Tx) error {
		if _, err := ledger.Root(t.Context(), tx, b.procedure, 4095); err != nil {
			return err
		}
		var fetched int64
		err := tx.QueryRow(t.Context(), `SELECT idx_tup_fetch FROM pg_stat_xact_user_tables WHERE relname = 'ledger_hash'`).Scan(&fetched)
		if fetched != 12 {
			t.Errorf("got %d hashes read for a root of 12 subtrees", fetched)
		}
		return err
	})
}
