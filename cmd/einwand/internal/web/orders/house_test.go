package orders

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/go-chi/chi/v5"

	"github.com/einwand/einwand/cmd/einwand/internal/order"
	"github.com/einwand/einwand/cmd/einwand/internal/web/htmlcheck"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/export"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/proceduretest"
)

// house is a town in which somebody ordered a file and looks at its page.
type house struct {
	*proceduretest.Town
	testing.TB
	ref   procedure.Ref
	pages *Pages
	actor identity.Actor // who asks
	make  order.Maker
	err   error // that the last handler left to the site's table
}

func open(t testing.TB) *house {
	t.Helper()
	town := proceduretest.New(t)
	h := &house{Town: town, TB: t, ref: town.Create(t)}
	h.actor = town.Staff(t, "Ingrid", "Baumeister", identity.RoleCouncil)
	h.make = func(_ context.Context, _ order.Job, w io.Writer, _ func(done, of int)) (order.File, error) {
		_, err := io.WriteString(w, "%PDF-1.7 ein Blatt")
		return order.File{Name: "Abwaegungstabelle-2-rat.pdf", MediaType: "application/pdf"}, err
	}
	h.pages = &Pages{Orders: order.New(town.Tenancy, town.Accounts, town.Blobs, map[order.Kind]order.Making{order.Table: {
		Needs: []identity.Capability{identity.ReadCouncilTables}, MaxBytes: 1000,
		Make: func(ctx context.Context, j order.Job, w io.Writer, progress func(done, of int)) (order.File, error) {
			return h.make(ctx, j, w, progress)
		}}})}
	return h
}

// place orders table 2 for the council and returns the address of its page.
func (h *house) place() string {
	h.Helper()
	o, err := h.pages.Orders.Place(h.Context(), h.actor, h.ref, order.What{Kind: order.Table, Table: 2, Decision: 1, Audience: export.ForCouncil, Format: export.PDF})
	h.must(err)
	return Path(o)
}

// work lets a worker run until the page shows a state; stop ends it.
func (h *house) work(path, until string) (stop func()) {
	h.Helper()
	ctx, cancel := context.WithCancel(context.WithoutCancel(h.Context()))
	worker := &order.Worker{Log: slog.New(slog.DiscardHandler), Orders: h.pages.Orders, Authorities: identity.NewAuthorities(h.DB.App, h.Clock.Now)}
	ended := make(chan struct{})
	go func() { worker.Run(ctx); close(ended) }()
	stop = func() { cancel(); <-ended }
	h.Cleanup(stop)
	for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		said := h.see(path).Text("main .ew-state")
		if said == until {
			return stop
		}
		if time.Now().After(deadline) {
			h.Fatalf("state: got %q, want %q within 20 seconds", said, until)
		}
	}
}

const leftToTheTable = 599

// ask asks the part of the route table that leads here, with what the guard does before a handler runs.
func (h *house) ask(method, path string, header ...string) *httptest.ResponseRecorder {
	mux := chi.NewRouter()
	for route, handle := range map[string]visit.Handler{
		"GET /auftraege/{slug}/{auftrag}": h.pages.Show, "POST /auftraege/{slug}/{auftrag}/abbrechen": h.pages.Cancel,
		"GET /auftraege/{slug}/{auftrag}/datei": h.pages.Load,
	} {
		mux.HandleFunc(route, func(w http.ResponseWriter, r *http.Request) {
			v := &visit.Visit{Actor: h.actor, Authority: h.Authority, Ref: h.ref, Now: h.Clock.Now(), ReceivedAt: h.Clock.Now()}
			if h.err = handle(w, r, v); h.err != nil {
				w.WriteHeader(leftToTheTable)
			}
		})
	}
	r, w := httptest.NewRequest(method, path, nil), httptest.NewRecorder()
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	mux.ServeHTTP(w, r)
	return w
}

func (h *house) see(path string) *htmlcheck.Document {
	h.Helper()
	w := h.ask("GET", path)
	if w.Code != http.StatusOK || w.Header().Get("Cache-Control") != "no-store" {
		h.Fatalf("%s: got %d %q (%v), want a page that nobody keeps", path, w.Code, w.Header().Get("Cache-Control"), h.err)
	}
	return htmlcheck.Page(h, w.Body.String()).WellFormed()
}

func (h *house) must(err error) {
	h.Helper()
	if err != nil {
		h.Fatal(err)
	}
}

// stuck is a maker that says how far it is and waits for the end.
func stuck(begun chan<- struct{}) order.Maker {
	return func(ctx context.Context, j order.Job, _ io.Writer, progress func(done, of int)) (order.File, error) {
		j.Begin(order.Laying)
		progress(64, 118)
		begun <- struct{}{}
		<-ctx.Done()
		return order.File{}, fmt.Errorf("make: %w", ctx.Err())
	}
}
