package ledger_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/einwand/einwand/migrations/testdb"
	"github.com/einwand/einwand/procedure/ledger"
)

var start = time.Date(2026, 10, 26, 8, 0, 0, 0, time.UTC)

// book is one log, written as app and forged as super.
type book struct {
	app, super           *pgxpool.Pool
	authority, procedure uuid.UUID
	origin               string
	signer               *ledger.Signer
}

// openBook makes an empty log in a database of its own.
func openBook(t testing.TB) *book {
	t.Helper()
	return openBookIn(t, testdb.New(t))
}

// openBookIn makes a log of another authority in the same database.
func openBookIn(t testing.TB, db *testdb.DB) *book {
	t.Helper()
	b := &book{app: db.App, super: db.Super, authority: uuid.New(), procedure: uuid.New()}
	b.origin = "einwand.example/auenbrueck/" + b.procedure.String()
	b.signer = openSigner(t, "einwand.example")
	must(t, b.write(func(tx pgx.Tx) error {
		return ledger.Create(t.Context(), tx, b.authority, b.procedure, b.origin, start)
	}))
	return b
}

// write runs fn in a transaction of app with the tenant set.
func (b *book) write(fn func(pgx.Tx) error) error {
	return pgx.BeginFunc(context.Background(), b.app, func(tx pgx.Tx) error {
		if err := setTenant(tx, b.authority); err != nil {
			return err
		}
		return fn(tx)
	})
}

func setTenant(tx pgx.Tx, authority uuid.UUID) error {
	_, err := tx.Exec(context.Background(), `SELECT set_config('einwand.authority', $1, true)`, authority.String())
	return err
}

// append writes leaves in one transaction.
func (b *book) append(t testing.TB, leaves ...[]byte) {
	t.Helper()
	must(t, b.write(func(tx pgx.Tx) error {
		return ledger.Write(t.Context(), tx, b.procedure, start, func(h *ledger.Head) error {
			for _, leaf := range leaves {
				if _, err := h.Append(leaf); err != nil {
					return err
				}
			}
			return nil
		})
	}))
}

// grow appends leaf(0) to leaf(n-1) to an empty log.
func (b *book) grow(t testing.TB, n int) {
	t.Helper()
	leaves := make([][]byte, n)
	for i := range leaves {
		leaves[i] = leaf(i)
	}
	b.append(t, leaves...)
}

// read runs fn in a snapshot as app.
func (b *book) read(t testing.TB, fn func(pgx.Tx) error) {
	t.Helper()
	must(t, ledger.Snapshot(t.Context(), b.app, b.authority, fn))
}

func (b *book) state(t testing.TB) (s ledger.State) {
	t.Helper()
	b.read(t, func(tx pgx.Tx) (err error) {
		s, err = ledger.Read(t.Context(), tx, b.procedure)
		return err
	})
	return s
}

func (b *book) verify(t testing.TB, published ...string) (r ledger.Report) {
	t.Helper()
	b.read(t, func(tx pgx.Tx) (err error) {
		r, err = ledger.Verify(t.Context(), tx, b.procedure, b.signer.VerifierKey(), published...)
		return err
	})
	return r
}

// checkpoint signs the log and puts the checkpoint on record.
func (b *book) checkpoint(t testing.TB, reason string, now time.Time) ledger.SignedCheckpoint {
	t.Helper()
	c := b.sign(t)
	must(t, b.write(func(tx pgx.Tx) error {
		return ledger.StoreCheckpoint(t.Context(), tx, b.procedure, c, reason, now)
	}))
	return c
}

func (b *book) sign(t testing.TB) ledger.SignedCheckpoint {
	t.Helper()
	c, err := ledger.SignCheckpoint(t.Context(), b.app, b.signer, b.authority, b.procedure)
	must(t, err)
	return c
}

// forge changes the rows past every rule, as a database administrator can.
func (b *book) forge(t testing.TB, sql string, args ...any) {
	t.Helper()
	tag, err := b.super.Exec(t.Context(), sql, append([]any{b.procedure}, args...)...)
	must(t, err)
	if tag.RowsAffected() == 0 {
		t.Fatalf("forgery changed no row: %s", sql)
	}
}
