package identity_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/migrations/testdb"
)

func TestTransactionIsBoundToItsAuthority(t *testing.T) {
	db := testdb.New(t)
	tenancy := identity.NewTenancy(db.App, at(noon))
	a, b := found(t, db, "auenbrueck"), found(t, db, "bergheim")
	for _, town := range []identity.Authority{a, b} {
		if err := tenancy.Write(t.Context(), town.ID, func(tx identity.Tx) error { return enter(t.Context(), tx, tx.Authority) }); err != nil {
			t.Fatal(err)
		}
	}
	for _, open := range []func(context.Context, uuid.UUID, func(identity.Tx) error) error{tenancy.Read, tenancy.Write} {
		err := open(t.Context(), a.ID, func(tx identity.Tx) error {
			var n int
			var owner uuid.UUID
			err := tx.QueryRow(t.Context(), `SELECT count(*), min(authority_id::text)::uuid FROM municipality`).Scan(&n, &owner)
			if n != 1 || owner != a.ID {
				t.Errorf("got %d rows, the first of %s, want the one of %s", n, owner, a.ID)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	err := tenancy.Write(t.Context(), a.ID, func(tx identity.Tx) error { return enter(t.Context(), tx, b.ID) })
	if refused := new(pgconn.PgError); !errors.As(err, &refused) || refused.Code != "42501" {
		t.Errorf("entering a row of another authority: got %v, want it refused", err)
	}
}

func TestFailedWriteLeavesNothing(t *testing.T) {
	db := testdb.New(t)
	tenancy, town := identity.NewTenancy(db.App, at(noon)), found(t, db, "auenbrueck")
	broken := errors.New("broken")
	err := tenancy.Write(t.Context(), town.ID, func(tx identity.Tx) error {
		if err := enter(t.Context(), tx, tx.Authority); err != nil {
			return err
		}
		return broken
	})
	if !errors.Is(err, broken) {
		t.Errorf("got %v, want the error of the function", err)
	}
	if got := municipalities(t, tenancy, town.ID); got != 0 {
		t.Errorf("after a failed write: got %d rows, want 0", got)
	}
}

func TestSerializationFailureIsTriedAgain(t *testing.T) {
	db := testdb.New(t)
	tenancy, town := identity.NewTenancy(db.App, at(noon)), found(t, db, "auenbrueck")
	for _, tt := range []struct {
		name            string
		code            string
		failures, calls int
		done            bool
	}{
		{"once", "40001", 1, 2, true},
		{"twice", "40001", 2, 3, true},
		{"always", "40001", 99, 3, false},
		{"another error", "23505", 1, 1, false},
	} {
		calls, before := 0, municipalities(t, tenancy, town.ID)
		err := tenancy.Write(t.Context(), town.ID, func(tx identity.Tx) error {
			calls++
			if err := enter(t.Context(), tx, tx.Authority); err != nil {
				return err
			}
			if calls <= tt.failures {
				return &pgconn.PgError{Code: tt.code}
			}
			return nil
		})
		if calls != tt.calls || (err == nil) != tt.done {
			t.Errorf("%s: got %d calls and %v, want %d and done %v", tt.name, calls, err, tt.calls, tt.done)
		}
		if got := municipalities(t, tenancy, town.ID) - before; (got == 1) != tt.done {
			t.Errorf("%s: got %d rows entered, want done %v", tt.name, got, tt.done)
		}
	}
}

func TestReadSeesOneStateAndWritesNothing(t *testing.T) {
	db := testdb.New(t)
	tenancy, town := identity.NewTenancy(db.App, at(noon)), found(t, db, "auenbrueck")
	err := tenancy.Read(t.Context(), town.ID, func(tx identity.Tx) error {
		var before, after int
		if err := tx.QueryRow(t.Context(), `SELECT count(*) FROM municipality`).Scan(&before); err != nil {
			return err
		}
		if err := tenancy.Write(t.Context(), town.ID, func(w identity.Tx) error { return enter(t.Context(), w, w.Authority) }); err != nil {
			return err
		}
		if err := tx.QueryRow(t.Context(), `SELECT count(*) FROM municipality`).Scan(&after); err != nil {
			return err
		}
		if after != before {
			t.Errorf("rows while another transaction commits: got %d, then %d, want one state", before, after)
		}
		return enter(t.Context(), tx, tx.Authority)
	})
	if refused := new(pgconn.PgError); !errors.As(err, &refused) || refused.Code != "25006" {
		t.Errorf("writing in a read: got %v, want it refused", err)
	}
}

func TestTimeIsKeptAsTheDatabaseKeepsIt(t *testing.T) {
	db := testdb.New(t)
	summer := time.FixedZone("CEST", 2*60*60)
	tenancy := identity.NewTenancy(db.App, at(noon.In(summer)))
	want := time.Date(2026, 11, 23, 12, 0, 0, 123456000, time.UTC)
	if got := tenancy.Now(); got != want {
		t.Errorf("Now: got %s, want %s", got, want)
	}
	err := tenancy.Read(t.Context(), found(t, db, "auenbrueck").ID, func(tx identity.Tx) error {
		var back time.Time
		err := tx.QueryRow(t.Context(), `SELECT $1::timestamptz`, tx.Now).Scan(&back)
		if tx.Now != want || !back.Equal(want) {
			t.Errorf("time of the transaction: got %s, read back %s, want %s", tx.Now, back, want)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestAuthoritiesAreFoundOnce(t *testing.T) {
	db := testdb.New(t)
	authorities := identity.NewAuthorities(db.App, at(noon))
	b, a := found(t, db, "bergheim"), found(t, db, "auenbrueck")
	if _, err := authorities.Found(t.Context(), identity.Authority{Slug: "bergheim", Kind: "gemeinde"}); err == nil {
		t.Error("the same slug again: got nil, want an error")
	}
	list, err := authorities.All(t.Context())
	if err != nil || len(list) != 2 || list[0].ID != a.ID || list[1].ID != b.ID {
		t.Errorf("got %v and %v, want both by name", list, err)
	}
	got, err := authorities.ByID(t.Context(), a.ID)
	if err != nil || got.Slug != "auenbrueck" || got.DecidingBody != "Rat" {
		t.Errorf("by id: got %+v and %v", got, err)
	}
	if _, err := authorities.ByID(t.Context(), uuid.New()); !errors.Is(err, identity.ErrNoAuthority) {
		t.Errorf("unknown id: got %v, want ErrNoAuthority", err)
	}
}

func enter(ctx context.Context, tx identity.Tx, authority uuid.UUID) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO municipality (id, authority_id, ags, land, name, extra_holidays, announcement_medium)
		VALUES ($1, $2, '05974040', 'NW', 'Auenbrück', '{}', 'Auenbrücker Anzeiger')`, uuid.New(), authority)
	return err
}

func municipalities(t *testing.T, tenancy *identity.Tenancy, authority uuid.UUID) (n int) {
	t.Helper()
	err := tenancy.Read(t.Context(), authority, func(tx identity.Tx) error {
		return tx.QueryRow(t.Context(), `SELECT count(*) FROM municipality`).Scan(&n)
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}
