package ledger_test

import (
	"errors"
	"testing"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/einwand/einwand/procedure/ledger"
)

func TestAppCannotRewriteTheLog(t *testing.T) {
	const insufficientPrivilege = "42501"
	b := openBook(t)
	b.grow(t, 3)
	b.checkpoint(t, "deadline", start)
	for _, statement := range []string{
		`UPDATE ledger_leaf SET data = data`,
		`UPDATE ledger_leaf SET n = n + 1`,
		`DELETE FROM ledger_leaf`,
		`TRUNCATE ledger_leaf`,
		`UPDATE ledger_hash SET hash = hash`,
		`DELETE FROM ledger_hash`,
		`TRUNCATE ledger_hash`,
		`UPDATE ledger_checkpoint SET note = note`,
		`UPDATE ledger_checkpoint SET reason = reason`,
		`DELETE FROM ledger_checkpoint`,
		`TRUNCATE ledger_checkpoint`,
		`UPDATE ledger_head SET origin = origin`,
		`UPDATE ledger_head SET authority_id = authority_id`,
		`UPDATE ledger_head SET procedure_id = procedure_id`,
		`DELETE FROM ledger_head`,
		`TRUNCATE ledger_head`,
		`ALTER TABLE ledger_leaf DISABLE TRIGGER ALL`,
		`ALTER TABLE ledger_leaf DISABLE ROW LEVEL SECURITY`,
		`DROP TABLE ledger_leaf`,
	} {
		err := b.write(func(tx pgx.Tx) error { _, err := tx.Exec(t.Context(), statement); return err })
		var refused *pgconn.PgError
		if !errors.As(err, &refused) || refused.Code != insufficientPrivilege {
			t.Errorf("%s: got %v, want it refused for lack of privilege", statement, err)
		}
	}
}

func TestSnapshotOnlyReads(t *testing.T) {
	const readOnlyTransaction = "25006"
	b := openBook(t)
	err := ledger.Snapshot(t.Context(), b.app, b.authority, func(tx pgx.Tx) error {
		return ledger.Write(t.Context(), tx, b.procedure, start, func(*ledger.Head) error { return nil })
	})
	var refused *pgconn.PgError
	if !errors.As(err, &refused) || refused.Code != readOnlyTransaction {
		t.Errorf("got %v, want the write refused", err)
	}
}

func TestAnotherAuthorityDoesNotReachTheLog(t *testing.T) {
	b := openBook(t)
	b.grow(t, 3)
	b.checkpoint(t, "deadline", start)
	foreign := uuid.New()
	uses := map[string]func(pgx.Tx) error{
		"write": func(tx pgx.Tx) error {
			return ledger.Write(t.Context(), tx, b.procedure, start, func(*ledger.Head) error { return nil })
		},
		"read": func(tx pgx.Tx) error { _, err := ledger.Read(t.Context(), tx, b.procedure); return err },
		"root": func(tx pgx.Tx) error { _, err := ledger.Root(t.Context(), tx, b.procedure, 1); return err },
		"sign": func(pgx.Tx) error {
			_, err := ledger.SignCheckpoint(t.Context(), b.app, b.signer, foreign, b.procedure)
			return err
		},
		"store": func(tx pgx.Tx) error {
			return ledger.StoreCheckpoint(t.Context(), tx, b.procedure, b.sign(t), "deadline", start)
		},
	}
	for name, use := range uses {
		err := pgx.BeginFunc(t.Context(), b.app, func(tx pgx.Tx) error {
			must(t, setTenant(tx, foreign))
			return use(tx)
		})
		if !errors.Is(err, ledger.ErrUnknownLog) {
			t.Errorf("%s: got %v, want ErrUnknownLog", name, err)
		}
	}
	must(t, pgx.BeginFunc(t.Context(), b.app, func(tx pgx.Tx) error {
		must(t, setTenant(tx, foreign))
		leaves, err := ledger.Leaves(t.Context(), tx, b.procedure, 0, 10)
		if len(leaves) != 0 {
			t.Errorf("got %d leaves of another authority", len(leaves))
		}
		return err
	}))
}
