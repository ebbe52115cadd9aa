package ledger_test

import (
	"fmt"
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/einwand/einwand/procedure/ledger"
)

// BenchmarkWrite commits leaves in groups of different size, as waiting filings share a transaction.
func BenchmarkWrite(t *testing.B) {
	for _, group := range []int{1, 8, 64} {
		t.Run(fmt.Sprintf("group=%d", group), func(t *testing.B) {
			b := openBook(t)
			leaves := make([][]byte, group)
			for i := range leaves {
				leaves[i] = leaf(i)
			}
			for t.Loop() {
				b.append(t, leaves...)
			}
			t.ReportMetric(float64(group*t.N)/t.Elapsed().Seconds(), "leaves/s")
		})
	}
}

// BenchmarkRawInsert is what BenchmarkWrite is measured against: the same rows without a log, by the same driver.
func BenchmarkRawInsert(t *testing.B) {
	b := openBook(t)
	for n := int64(0); t.Loop(); n++ {
		must(t, b.write(func(tx pgx.Tx) error {
			var batch pgx.Batch
			batch.Queue(`INSERT INTO ledger_leaf (procedure_id, n, authority_id, data) VALUES ($1, $2, $3, $4)`, b.procedure, n, b.authority, leaf(1))
			for _, index := range []int64{2 * n, 2*n + 1} {
				batch.Queue(`INSERT INTO ledger_hash (procedure_id, idx, authority_id, hash) VALUES ($1, $2, $3, $4)`, b.procedure, index, b.authority, make([]byte, 32))
			}
			batch.Queue(`UPDATE ledger_head SET size = $2, statements = $2, last_at = $3 WHERE procedure_id = $1`, b.procedure, n, start)
			return tx.SendBatch(t.Context(), &batch).Close()
		}))
	}
}

// BenchmarkSignProofs reads back, signs and proves for a group of filings.
func BenchmarkSignProofs(t *testing.B) {
	for _, group := range []int{1, 64} {
		t.Run(fmt.Sprintf("group=%d", group), func(t *testing.B) {
			b := openBook(t)
			b.grow(t, 4096)
			indexes := make([]int64, group)
			for i := range indexes {
				indexes[i] = int64(4096 - group + i)
			}
			for t.Loop() {
				b.prove(t, indexes...)
			}
		})
	}
}

func BenchmarkVerify(t *testing.B) {
	const size = 30000
	b := openBook(t)
	b.grow(t, size)
	for t.Loop() {
		if r := b.verify(t); !r.OK() || r.Derived != size {
			t.Fatalf("got %d derived, findings %v", r.Derived, r.Findings)
		}
	}
}

func BenchmarkVerifyProof(t *testing.B) {
	for t.Loop() {
		if _, err := ledger.VerifyProof(goldenProof, leaf(11), golden.key); err != nil {
			t.Fatal(err)
		}
	}
}
