package order

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/export"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/proceduretest"
)

// house is a town with a procedure of which files are ordered, and a bench on which they are made.
type house struct {
	*proceduretest.Town
	testing.TB
	ref    procedure.Ref
	member identity.Actor
	bench  *bench
	orders *Service
	log    *strings.Builder
}

func open(t testing.TB) *house {
	t.Helper()
	town := proceduretest.New(t)
	h := &house{Town: town, TB: t, ref: town.Create(t), bench: &bench{}, log: &strings.Builder{}}
	h.member = town.Staff(t, "Ingrid", "Baumeister", identity.RoleCouncil)
	h.orders = h.service()
	return h
}

// service is the room as one more process sees it.
func (h *house) service() *Service {
	return New(h.Tenancy, h.Accounts, h.Blobs, map[Kind]Making{Table: {Needs: []identity.Capability{identity.ReadCouncilTables}, MaxBytes: 1000, Frozen: true, Make: h.bench.make}})
}

func (h *house) worker() *Worker {
	return &Worker{Log: slog.New(slog.NewJSONHandler(h.log, nil)), Orders: h.service(), Authorities: identity.NewAuthorities(h.DB.App, h.Clock.Now)}
}

// bench is where the files of a test are made.
type bench struct {
	mu    sync.Mutex
	made  []What
	maker Maker // nil: a short text
}

func (b *bench) make(ctx context.Context, j Job, w io.Writer, progress func(done, of int)) (File, error) {
	b.mu.Lock()
	b.made = append(b.made, j.What)
	maker := b.maker
	b.mu.Unlock()
	if maker != nil {
		return maker(ctx, j, w, progress)
	}
	_, err := fmt.Fprintf(w, "table %d", j.What.Table)
	return File{Name: fmt.Sprintf("Tabelle-%d.pdf", j.What.Table), MediaType: "application/pdf"}, err
}

// from makes what comes from now on with another maker.
func (b *bench) from(m Maker) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.maker = m
}

func (b *bench) count() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return len(b.made)
}

func table(n int) What {
	return What{Kind: Table, Table: n, Audience: export.ForCouncil, Format: export.PDF}
}

func (h *house) place(actor identity.Actor, w What) Order {
	h.Helper()
	o, err := h.orders.Place(h.Context(), actor, h.ref, w)
	h.must(err)
	return o
}

func (h *house) own(id uuid.UUID) Order {
	h.Helper()
	o, err := h.orders.Own(h.Context(), h.member, h.ref, id)
	h.must(err)
	return o
}

// take leases what is next; the order that is expected.
func (h *house) take(want uuid.UUID) taken {
	h.Helper()
	t, ok, err := h.orders.take(h.Context())
	h.must(err)
	if !ok || t.ID != want {
		h.Fatalf("take: got %v %s, want order %s", ok, t.ID, want)
	}
	return t
}

func (h *house) nothingToTake() {
	h.Helper()
	if t, ok, err := h.orders.take(h.Context()); err != nil || ok {
		h.Fatalf("take: got order %s and %v, want nothing to do", t.ID, err)
	}
}

func (h *house) load(actor identity.Actor, id uuid.UUID) (string, error) {
	h.Helper()
	_, f, err := h.orders.Load(h.Context(), actor, h.ref, id)
	if err != nil {
		return "", err
	}
	defer f.Close()
	data, err := io.ReadAll(f)
	h.must(err)
	return string(data), nil
}

// run lets workers work until the test, or stop, ends them.
func (h *house) run(workers int) (stop func()) {
	h.Helper()
	ctx, cancel := context.WithCancel(context.WithoutCancel(h.Context()))
	var all sync.WaitGroup
	for range workers {
		w := h.worker()
		w.Log = slog.New(slog.DiscardHandler)
		all.Go(func() { w.Run(ctx) })
	}
	stop = func() { cancel(); all.Wait() }
	h.Cleanup(stop)
	return stop
}

// await waits for an order to reach a state.
func (h *house) await(id uuid.UUID, want State) Order {
	h.Helper()
	deadline := time.Now().Add(20 * time.Second)
	for {
		o := h.own(id)
		if o.State == want {
			return o
		}
		if time.Now().After(deadline) {
			h.Fatalf("order: got %s (%s), want %s within 20 seconds", o.State, o.Failure, want)
		}
		time.Sleep(20 * time.Millisecond)
	}
}

func (h *house) files() []string {
	h.Helper()
	var keys []string
	for _, k := range h.Blobs.Keys(h) {
		if strings.HasPrefix(k, "order/") {
			keys = append(keys, k)
		}
	}
	return keys
}

func (h *house) pass(d time.Duration) { h.Clock.Set(h.Clock.Now().Add(d)) }

func (h *house) must(err error) {
	h.Helper()
	if err != nil {
		h.Fatal(err)
	}
}
