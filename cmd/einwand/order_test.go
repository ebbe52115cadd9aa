package main

import (
	"bytes"
	"io"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/cmd/einwand/internal/order"
	"github.com/einwand/einwand/export"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
)

// TestOrderedFileArrivesThoughTheProgramIsKilled orders a file that takes seconds, ends the program in the midst of it, once in good order
// and once with kill -9, and starts it again each time.
func TestOrderedFileArrivesThoughTheProgramIsKilled(t *testing.T) {
	in := install(t, 1)
	w := in.await(t)
	program := in.serve(t)
	w.until(t, order.Running)
	program.stop(t)
	if got := w.state(t); got.State != order.Waiting {
		t.Fatalf("after SIGTERM: got %s, want the order put back", got.State)
	}
	program = in.serve(t)
	w.until(t, order.Running)
	program.kill()
	program = in.serve(t)
	began := time.Now()
	w.until(t, order.Done)
	t.Logf("file of %d bytes, %v after the restart", w.state(t).File.Size, time.Since(began).Round(time.Second))
	w.judge(t)
	program.stop(t)
}

// customer is a member of the council who waits for a file of a long table.
type customer struct {
	at    *installation
	actor identity.Actor
	ref   procedure.Ref
	id    uuid.UUID
}

// longTable is so many rows that a worker is met in the midst of them.
const longTable = 4000

// await orders the file before the program runs.
func (in *installation) await(t *testing.T) *customer {
	t.Helper()
	ctx, h := t.Context(), in.open(t, true)
	ref, err := h.procedures.Resolve(ctx, "bp-12-3")
	must(t, err)
	account, err := h.accounts.SignIn(ctx, identity.Identity{Provider: "rathaus", Subject: "wartend",
		Attributes: identity.Profile{GivenName: "Walburga", Surname: "Wartend"}.At(identity.LevelLow)}, "staff")
	must(t, err)
	must(t, h.accounts.Grant(ctx, account, ref.Authority, identity.RoleCouncil))
	w := &customer{at: in, ref: ref}
	w.actor, err = h.accounts.Actor(ctx, account)
	must(t, err)
	must(t, lengthen(t, h, ref))
	o, err := h.orders.Place(ctx, w.actor, ref, order.What{Kind: order.Table, Table: 1, Audience: export.ForCouncil, Format: export.PDF})
	must(t, err)
	w.id = o.ID
	must(t, h.close())
	return w
}

// lengthen repeats the rows of table 1.
func lengthen(t *testing.T, h *house, ref procedure.Ref) error {
	t.Helper()
	return identity.NewTenancy(h.pool, h.clock).Write(t.Context(), ref.Authority, func(tx identity.Tx) error {
		tag, err := tx.Exec(t.Context(), `
			INSERT INTO weighing_row (id, authority_id, table_id, position, statement_id, segment_id, grp, number, label, received_at, channel, timely, withdrawn,
			                          reference, place, topic, wording, released_wording, code, reasoning, plan_change, excused, salt, hash)
			SELECT gen_random_uuid(), r.authority_id, r.table_id, 100000 + row_number() OVER (), r.statement_id, r.segment_id, r.grp, r.number || '-' || n, r.label,
			       r.received_at, r.channel, true, r.withdrawn, r.reference, r.place, r.topic, r.wording, r.released_wording, r.code, r.reasoning, r.plan_change,
			       r.excused, r.salt, r.hash
			FROM weighing_row r JOIN weighing_table t ON t.id = r.table_id CROSS JOIN generate_series(1, $2) n
			WHERE t.procedure_id = $1 AND t.number = 1 ORDER BY n, r.position LIMIT $2`, ref.ID, longTable)
		if err == nil && tag.RowsAffected() != longTable {
			t.Fatalf("lengthen table: got %d rows more, want %d", tag.RowsAffected(), longTable)
		}
		return err
	})
}

// state looks from beside the program.
func (w *customer) state(t *testing.T) order.Order {
	t.Helper()
	h := w.at.open(t, false)
	defer h.close()
	o, err := h.orders.Own(t.Context(), w.actor, w.ref, w.id)
	must(t, err)
	return o
}

func (w *customer) until(t *testing.T, want order.State) {
	t.Helper()
	h := w.at.open(t, false)
	defer h.close()
	for deadline := time.Now().Add(2 * time.Minute); ; time.Sleep(20 * time.Millisecond) {
		o, err := h.orders.Own(t.Context(), w.actor, w.ref, w.id)
		must(t, err)
		if o.State == want {
			return
		}
		if o.State == order.Failed || time.Now().After(deadline) {
			t.Fatalf("order: got %s (%s), want %s within two minutes", o.State, o.Failure, want)
		}
	}
}

// judge holds that the file is whole, and the only one.
func (w *customer) judge(t *testing.T) {
	t.Helper()
	h := w.at.open(t, false)
	defer h.close()
	_, f, err := h.orders.Load(t.Context(), w.actor, w.ref, w.id)
	must(t, err)
	defer f.Close()
	data, err := io.ReadAll(f)
	must(t, err)
	if !bytes.HasPrefix(data, []byte("%PDF-")) || !bytes.HasSuffix(bytes.TrimSpace(data), []byte("%%EOF")) {
		t.Errorf("got %d bytes from %q to %q, want a whole PDF", len(data), data[:8], data[len(data)-8:])
	}
	must(t, h.blobs.Sweep(t.Context(), order.Shelf, time.Now().Add(time.Hour)))
	left, err := filepath.Glob(filepath.Join(w.at.settings.Blobs, order.Shelf, "*", "*"))
	must(t, err)
	hidden, err := filepath.Glob(filepath.Join(w.at.settings.Blobs, order.Shelf, "*", ".*"))
	must(t, err)
	if len(left) != 1 || len(hidden) > 0 {
		t.Errorf("file store: got %q and %q, want the file alone", left, hidden)
	}
}
