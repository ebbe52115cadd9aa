package probe

import (
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/availability"
	"github.com/einwand/einwand/procedure/period"
	"github.com/einwand/einwand/procedure/proceduretest"
)

// town is a publication that runs, the site before it, and the worker that looks at it.
type town struct {
	*proceduretest.Town
	t      *testing.T
	ref    procedure.Ref
	round  uuid.UUID
	worker *Worker
	site   *site
}

// site answers as the public site does, until a test makes it fail.
type site struct {
	slug    string
	files   map[string]string // by path
	broken  atomic.Pointer[fault]
	now     atomic.Int32
	busiest atomic.Int32
}

// fault answers instead of the site, and reports whether it has.
type fault func(w http.ResponseWriter, r *http.Request) bool

func (s *site) fails(f fault) { s.broken.Store(&f) }

func (s *site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	n := s.now.Add(1)
	defer s.now.Add(-1)
	for busy := s.busiest.Load(); n > busy && !s.busiest.CompareAndSwap(busy, n); busy = s.busiest.Load() {
	}
	if f := s.broken.Load(); f != nil && *f != nil && (*f)(w, r) {
		return
	}
	if r.URL.Path == "/verfahren/"+s.slug {
		for path := range s.files {
			fmt.Fprintf(w, `<a class="x" href="%s">Unterlage</a>`, strings.TrimSuffix(path, "/datei.pdf"))
		}
		return
	}
	body, ok := s.files[r.URL.Path]
	if !ok || r.Header.Get("User-Agent") != "einwand-probe" {
		http.NotFound(w, r)
		return
	}
	io.WriteString(w, body)
}

func open(t *testing.T, documents int) *town {
	t.Helper()
	w := proceduretest.New(t)
	ref := w.Create(t)
	n := &town{Town: w, t: t, ref: ref, site: &site{slug: ref.Slug, files: map[string]string{}}}
	n.round = w.PlanRound(t, ref, procedure.NewRound{Kind: procedure.PublicationRound, VersionLabel: "Entwurf", VersionDated: day(1), Topics: []string{"Lärm"},
		FirstDay: day(26), LastDay: day(26 + 42), Cause: "Der Entwurf umfasst elf Gutachten."})
	for i := range documents {
		title := fmt.Sprint("Gutachten ", i+1)
		if i < 2 {
			title = []string{"Planzeichnung", "Begründung"}[i]
		}
		w.AddDocument(t, ref, n.round, title)
		n.site.files[n.path(i+1)] = "%PDF-1.7\n% " + title + "\n"
	}
	w.Approve(t, ref)
	w.Announce(t, ref, day(17))
	w.Clock.Set(proceduretest.Instant(t, "2026-10-20 09:00:00"))
	must(t, w.Procedures.Publish(t.Context(), w.Planner, ref, n.round, procedure.Move{}))
	w.Clock.Set(proceduretest.Instant(t, "2026-10-26 00:00:30"))
	server := httptest.NewServer(n.site)
	t.Cleanup(server.Close)
	n.worker = &Worker{Log: slog.New(slog.DiscardHandler), Clock: w.Clock.Now, Availability: availability.New(w.Tenancy), PublicURL: server.URL,
		Interval: 15 * time.Minute, Metrics: NewMetrics()}
	return n
}

// day counts from the last of September 2026 on.
func day(n int) period.Date { return period.NewDate(2026, time.October, n) }

func (n *town) path(position int) string {
	return fmt.Sprintf("/verfahren/%s/unterlagen/%d/datei.pdf", n.ref.Slug, position)
}

func (n *town) look() { n.t.Helper(); must(n.t, n.worker.Look(n.t.Context())) }

func (n *town) record() availability.Record {
	n.t.Helper()
	rec, err := n.worker.Availability.Record(n.t.Context(), identity.Operator, n.ref, n.round)
	must(n.t, err)
	return rec
}

func TestProbeSeesEveryFailure(t *testing.T) {
	n := open(t, 2)
	file, page := n.path(1), "/verfahren/"+n.ref.Slug
	on := func(path string, answer http.HandlerFunc) fault {
		return func(w http.ResponseWriter, r *http.Request) bool {
			if r.URL.Path == path {
				answer(w, r)
			}
			return r.URL.Path == path
		}
	}
	hangUp := func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }
	status := func(code int) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(code) }
	}
	for _, tt := range []struct {
		name   string
		broken fault
		want   availability.Result
	}{
		{"as it should be", nil, availability.Result{Outcome: availability.Good}},
		{"no answer", on(file, hangUp), availability.Result{Outcome: availability.Unreachable}},
		{"breaks off", on(file, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Length", "99")
			io.WriteString(w, "%PDF")
		}), availability.Result{Outcome: availability.Unreachable}},
		{"gone", on(file, status(404)), availability.Result{Outcome: availability.BadStatus, Status: 404}},
		{"fault", on(file, status(500)), availability.Result{Outcome: availability.BadStatus, Status: 500}},
		{"another file of the same length", on(file, func(w http.ResponseWriter, _ *http.Request) {
			io.WriteString(w, strings.Replace(n.site.files[file], "Plan", "Klan", 1))
		}),
			availability.Result{Outcome: availability.OtherContent}},
		{"something behind it", on(file, func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, n.site.files[file]+"x") }),
			availability.Result{Outcome: availability.OtherContent}},
		{"a page instead", on(file, func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "<h1>Wartung</h1>") }),
			availability.Result{Outcome: availability.OtherContent}},
		{"page gone", on(page, status(503)), availability.Result{Outcome: availability.BadStatus, Status: 503, OnPage: true}},
		{"page does not answer", on(page, hangUp), availability.Result{Outcome: availability.Unreachable, OnPage: true}},
		{"page does not name it", on(page, func(w http.ResponseWriter, _ *http.Request) {
			io.WriteString(w, `<a href="`+page+`/unterlagen/10">Unterlage</a> `+page+`/unterlagen/1`)
		}), availability.Result{Outcome: availability.NotListed}},
	} {
		n.site.fails(tt.broken)
		n.Clock.Set(n.Clock.Now().Add(n.worker.Interval))
		n.look()
		if got := n.record().Documents[0].Now; got != tt.want {
			t.Errorf("%s: got %+v, want %+v", tt.name, got, tt.want)
		}
	}
}

// TestSlowDocumentIsTold takes the patience of a document away instead of waiting for it.
func TestSlowDocumentIsTold(t *testing.T) {
	hold := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { <-hold }))
	defer server.Close()
	defer close(hold)
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	got := newFetcher(server.URL, nil).file(ctx, "/datei.pdf", availability.Target{})
	if got.Outcome != availability.TooSlow {
		t.Errorf("got %+v, want too slow", got)
	}
}

func TestFirstLookFollowsTheOpening(t *testing.T) {
	n := open(t, 2)
	n.Clock.Set(proceduretest.Instant(t, "2026-10-25 23:59:50"))
	n.look()
	if rec := n.record(); rec.Checks != 0 {
		t.Errorf("before the first day: got %d checks, want none", rec.Checks)
	}
	n.Clock.Set(proceduretest.Instant(t, "2026-10-26 00:00:50"))
	n.look()
	n.look() // nothing is due yet
	if rec := n.record(); rec.Checks != 2 || rec.Failed != 0 || len(rec.Gaps) != 0 {
		t.Errorf("in the first minute: got %+v, want one good check of each document", rec)
	}
}

func TestStoppedProbeSaysNothing(t *testing.T) {
	n := open(t, 2)
	ctx, cancel := context.WithCancel(t.Context())
	n.site.fails(func(http.ResponseWriter, *http.Request) bool { cancel(); panic(http.ErrAbortHandler) })
	if err := n.worker.Look(ctx); err != nil {
		t.Errorf("got %v, want silence", err)
	}
	if rec := n.record(); rec.Checks != 0 {
		t.Errorf("got %d checks, want none of a process that was ending", rec.Checks)
	}
}

func TestTwoWorkersCountOnce(t *testing.T) {
	n := open(t, 3)
	done := make(chan error)
	for range 2 {
		go func() { done <- n.worker.Look(t.Context()) }()
	}
	for range 2 {
		must(t, <-done)
	}
	if rec := n.record(); rec.Checks != 3 {
		t.Errorf("got %d checks of 3 documents by two workers, want 3", rec.Checks)
	}
}

func TestProbeIsModest(t *testing.T) {
	n := open(t, 9)
	n.site.fails(func(http.ResponseWriter, *http.Request) bool { time.Sleep(5 * time.Millisecond); return false })
	n.look()
	if got := n.site.busiest.Load(); got != atOnce {
		t.Errorf("got %d requests at once, want %d", got, atOnce)
	}
	if rec := n.record(); rec.Checks != 9 || rec.Failed != 0 {
		t.Errorf("got %d checks, %d failed, want 9 good ones", rec.Checks, rec.Failed)
	}
}

// endless is a body without end that counts what was taken of it.
type endless struct{ read int64 }

func (e *endless) Read(p []byte) (int, error) { e.read += int64(len(p)); return len(p), nil }
func (e *endless) Close() error               { return nil }

type answering struct{ body io.ReadCloser }

func (a answering) RoundTrip(r *http.Request) (*http.Response, error) {
	return &http.Response{StatusCode: http.StatusOK, Body: a.body, Request: r, Header: http.Header{}}, nil
}

func TestBodyIsStreamedAndLimited(t *testing.T) {
	const size = 64 << 20
	body := &endless{}
	f := newFetcher("http://einwand.example", answering{body})
	sum := sha256.Sum256(make([]byte, size))
	var got availability.Result
	if grown := testing.AllocsPerRun(1, func() {
		body.read = 0
		got = f.file(t.Context(), "/x", availability.Target{Size: size, SHA256: sum[:]})
	}); grown > 200 {
		t.Errorf("got %v allocations, want a stream", grown)
	}
	if got.Outcome != availability.OtherContent || body.read > size+64<<10 {
		t.Errorf("got %+v after %d bytes, want other content as soon as there are more than %d", got, body.read, size)
	}
}

func TestProbeThatIsOffStillSeals(t *testing.T) {
	n := open(t, 2)
	n.look()
	n.worker.Interval = 0
	n.Clock.Set(proceduretest.Instant(t, "2027-01-01 00:00:00"))
	n.look()
	if rec := n.record(); len(rec.Seals) != 1 || rec.Checks != 2 {
		t.Errorf("got %d seals and %d checks, want one of each document", len(rec.Seals), rec.Checks)
	}
}

func FuzzLinksOf(f *testing.F) {
	for _, s := range []string{"", `<a href="/x">`, `<a href=/x`, `<a href="&#x2F;x">`, "\x00<a \xff href>", `<!-- <a href="/x"> -->`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, page string) {
		if _, err := linksOf(strings.NewReader(page)); err != nil {
			t.Errorf("%q: %v", page, err)
		}
	})
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
