package order

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/weighing"
)

// stuck is a maker that has begun to write and goes on when it is told to.
func (h *house) stuck() (begun chan struct{}, proceed chan struct{}) {
	begun, proceed = make(chan struct{}, 10), make(chan struct{})
	h.bench.from(func(ctx context.Context, j Job, w io.Writer, progress func(done, of int)) (File, error) {
		j.Begin(Laying)
		progress(64, 118)
		if _, err := io.WriteString(w, "the first half, "); err != nil {
			return File{}, err
		}
		begun <- struct{}{}
		select {
		case <-ctx.Done():
			return File{}, ctx.Err()
		case <-proceed:
		}
		_, err := io.WriteString(w, "the second half")
		return File{Name: "halves.txt", MediaType: "text/plain"}, err
	})
	return begun, proceed
}

func TestTwoWorkersMakeAnOrderOnce(t *testing.T) {
	h := open(t)
	var last Order
	for n := range 4 {
		last = h.place(h.member, table(n+1))
	}
	h.run(3)
	h.await(last.ID, Done)
	slices.SortFunc(h.bench.made, func(a, b What) int { return a.Table - b.Table })
	if want := []What{table(1), table(2), table(3), table(4)}; !slices.Equal(h.bench.made, want) {
		t.Errorf("made: got %v, want each once", h.bench.made)
	}
}

// TestLimitsHoldAcrossWorkers lets many workers loose on the orders of many persons.
func TestLimitsHoldAcrossWorkers(t *testing.T) {
	h := open(t)
	var now, most atomic.Int32
	h.bench.from(func(_ context.Context, _ Job, w io.Writer, _ func(done, of int)) (File, error) {
		n := now.Add(1)
		defer now.Add(-1)
		for old := most.Load(); n > old && !most.CompareAndSwap(old, n); old = most.Load() {
		}
		time.Sleep(100 * time.Millisecond)
		_, err := io.WriteString(w, "x")
		return File{Name: "x.txt", MediaType: "text/plain"}, err
	})
	var orders []Order
	people := []identity.Actor{h.member, h.Planner, h.Staff(t, "Bodo", "Kranz", identity.RoleCouncil), h.Staff(t, "Holger", "Stein", identity.RoleLead)}
	for _, p := range people {
		for n := range 2 {
			orders = append(orders, h.place(p, table(n+1)))
		}
	}
	h.run(4)
	for h.count(`SELECT count(*) FROM file_order WHERE state IN ('waiting', 'running')`) > 0 {
		time.Sleep(20 * time.Millisecond)
	}
	if got := h.bench.count(); got != len(orders) || most.Load() != Slots {
		t.Errorf("made %d of %d orders, at most %d at once, want each once and %d at once", got, len(orders), most.Load(), Slots)
	}
}

func (h *house) count(sql string) (n int) {
	h.Helper()
	h.must(h.DB.Super.QueryRow(h.Context(), sql).Scan(&n))
	return n
}

func TestCancelledOrderStops(t *testing.T) {
	h := open(t)
	begun, ended := make(chan struct{}), make(chan struct{})
	h.bench.from(func(ctx context.Context, _ Job, w io.Writer, _ func(done, of int)) (File, error) {
		_, err := io.WriteString(w, "half")
		close(begun)
		<-ctx.Done()
		close(ended)
		return File{}, errors.Join(err, ctx.Err())
	})
	o := h.place(h.member, table(1))
	stop := h.run(1)
	<-begun
	h.must(h.orders.Cancel(t.Context(), h.member, h.ref, o.ID))
	select {
	case <-ended:
	case <-time.After(2*beat + time.Second):
		t.Fatal("the work goes on, want it stopped within two beats")
	}
	stop()
	if keys := h.files(); len(keys) > 0 {
		t.Errorf("files: got %q, want none", keys)
	}
	if err := h.orders.Cancel(t.Context(), h.member, h.ref, o.ID); !errors.Is(err, ErrEnded) {
		t.Errorf("cancel again: got %v, want ErrEnded", err)
	}
	if got := h.own(o.ID); got.State != Cancelled || got.EndedAt.IsZero() {
		t.Errorf("got %s, want cancelled", got.State)
	}
}

// TestWorkThatHangsIsEnded: its lease lives as long as the worker does, so that nothing else would free its slot.
func TestWorkThatHangsIsEnded(t *testing.T) {
	h := open(t)
	h.bench.from(func(ctx context.Context, _ Job, w io.Writer, _ func(done, of int)) (File, error) {
		_, err := io.WriteString(w, "half")
		<-ctx.Done()
		return File{}, errors.Join(err, ctx.Err())
	})
	o := h.place(h.member, table(1))
	w := h.worker()
	w.limit = 100 * time.Millisecond
	w.work(t.Context(), h.take(o.ID))
	if got := h.own(o.ID); got.State != Failed || got.Failure != Fault {
		t.Errorf("got %s, %s, want it failed", got.State, got.Failure)
	}
	if keys := h.files(); len(keys) > 0 {
		t.Errorf("files: got %q, want none", keys)
	}
}

func TestProgressIsSeen(t *testing.T) {
	h := open(t)
	begun, proceed := h.stuck()
	o := h.place(h.member, table(1))
	h.run(1)
	<-begun
	deadline := time.Now().Add(10 * time.Second)
	for want := (Progress{Laying, 64, 118}); h.own(o.ID).Progress != want; time.Sleep(20 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("progress: got %+v, want %+v", h.own(o.ID).Progress, want)
		}
	}
	close(proceed)
	h.await(o.ID, Done)
	if got, err := h.load(h.member, o.ID); err != nil || got != "the first half, the second half" {
		t.Errorf("got %q and %v", got, err)
	}
}

func TestProgressIsNeverMoreThanAll(t *testing.T) {
	for _, c := range []struct{ done, of, wantDone, wantOf int }{{5, 3, 3, 3}, {-1, 3, 0, 3}, {4, 0, 4, 0}, {1, -7, 1, 0}} {
		p := new(place)
		p.count(c.done, c.of)
		if got := p.progress(); got.Done != c.wantDone || got.Total != c.wantOf {
			t.Errorf("count(%d, %d): got %+v", c.done, c.of, got)
		}
	}
}

// TestWorkerThatEndsPutsTheOrderBack ends a worker in the midst of an order; another makes it at once.
func TestWorkerThatEndsPutsTheOrderBack(t *testing.T) {
	h := open(t)
	begun, _ := h.stuck()
	o := h.place(h.member, table(1))
	stop := h.run(1)
	<-begun
	stop()
	if got := h.own(o.ID); got.State != Waiting {
		t.Fatalf("after the end of the worker: got %s, want waiting", got.State)
	}
	if keys := h.files(); len(keys) > 0 {
		t.Errorf("files: got %q, want none", keys)
	}
	h.bench.from(nil)
	h.run(1)
	h.await(o.ID, Done)
}

// TestWorkerDoesNotWaitForADeafMaker ends a worker while a maker computes and listens to nobody.
func TestWorkerDoesNotWaitForADeafMaker(t *testing.T) {
	h := open(t)
	begun, never := make(chan struct{}), make(chan struct{})
	t.Cleanup(func() { close(never) })
	h.bench.from(func(context.Context, Job, io.Writer, func(done, of int)) (File, error) {
		close(begun)
		<-never
		return File{}, errors.New("too late")
	})
	o := h.place(h.member, table(1))
	stop := h.run(1)
	<-begun
	ended := make(chan struct{})
	go func() { stop(); close(ended) }()
	select {
	case <-ended:
	case <-time.After(10 * time.Second):
		t.Fatal("the worker waits, want it to leave the maker behind")
	}
	if got := h.own(o.ID); got.State != Waiting {
		t.Errorf("got %s, want the order put back", got.State)
	}
}

// TestLapsedLeaseIsTakenUp lets a worker go silent: its process was killed.
func TestLapsedLeaseIsTakenUp(t *testing.T) {
	h := open(t)
	o := h.place(h.member, table(1))
	h.take(o.ID)
	h.pass(leaseFor - time.Second)
	h.nothingToTake()
	h.pass(time.Second)
	if again := h.take(o.ID); again.attempts != 2 {
		t.Errorf("taken up: got attempt %d, want 2", again.attempts)
	}
}

// TestLostLeaseEndsNothing lets the first worker come back after the second has taken the order up.
func TestLostLeaseEndsNothing(t *testing.T) {
	h := open(t)
	ctx := t.Context()
	o := h.place(h.member, table(1))
	first := h.take(o.ID)
	h.pass(leaseFor)
	second := h.take(o.ID)
	for _, x := range []taken{first, second} {
		h.must(h.Blobs.Put(ctx, x.blob(x.attempts), strings.NewReader(fmt.Sprint("attempt ", x.attempts))))
	}
	if err := h.orders.finish(ctx, first, File{Name: "late.txt", MediaType: "text/plain", Size: 9}); !errors.Is(err, errTaken) || len(h.files()) != 1 {
		t.Errorf("finish: got %v and files %q, want errTaken and the late file gone", err, h.files())
	}
	for what, err := range map[string]error{"renew": h.orders.renew(ctx, first, Progress{}), "release": h.orders.release(ctx, first),
		"fail": h.worker().fail(ctx, first, errTooLarge)} {
		if !errors.Is(err, errTaken) {
			t.Errorf("%s: got %v, want errTaken", what, err)
		}
	}
	if got := h.own(o.ID); got.State != Running {
		t.Fatalf("after the first worker's word: got %s, want running", got.State)
	}
	h.must(h.orders.finish(ctx, second, File{Name: "good.txt", MediaType: "text/plain", Size: 9}))
	if got, err := h.load(h.member, o.ID); err != nil || got != "attempt 2" || len(h.files()) != 1 {
		t.Errorf("got %q, %v, and files %q, want the second's alone", got, err, h.files())
	}
}

func TestOrderThatKillsItsWorkersIsGivenUp(t *testing.T) {
	h := open(t)
	o := h.place(h.member, table(1))
	for range maxAttempts {
		h.take(o.ID)
		h.pass(leaseFor)
	}
	h.nothingToTake()
	if got := h.own(o.ID); got.State != Failed || got.Failure != Abandoned {
		t.Errorf("got %s (%s), want it given up", got.State, got.Failure)
	}
}

func TestRightIsCheckedAgainBeforeWorkBegins(t *testing.T) {
	h := open(t)
	o, before := h.place(h.member, table(1)), h.member
	h.dismiss(&h.member)
	h.member = before // who still reads the order with the rights of before
	h.run(1)
	if got := h.await(o.ID, Failed); got.Failure != Forbidden || h.bench.count() > 0 {
		t.Errorf("got %s after %d files, want none for want of a right", got.Failure, h.bench.count())
	}
}

func TestFailureSaysWhy(t *testing.T) {
	h := open(t)
	h.bench.from(func(_ context.Context, j Job, w io.Writer, _ func(done, of int)) (File, error) {
		switch j.What.Table {
		case 1:
			return File{}, fmt.Errorf("table: %w", weighing.ErrNotFound)
		case 2:
			return File{}, fmt.Errorf("table: %w", &weighing.Unreleased{Numbers: []string{"B-001.1"}})
		case 3:
			_, err := io.WriteString(w, strings.Repeat("x", 1001))
			return File{}, fmt.Errorf("write: %w", err)
		case 4:
			panic("a bug")
		}
		return File{}, errors.New("disk is full")
	})
	w := h.worker()
	for n, want := range []Failure{Gone, Unreleased, TooLarge, Fault, Fault} {
		o := h.place(h.member, table(n+1))
		w.work(t.Context(), h.take(o.ID))
		if got := h.own(o.ID); got.State != Failed || got.Failure != want {
			t.Errorf("table %d: got %s (%s), want failed (%s)", n+1, got.State, got.Failure, want)
		}
	}
	for _, told := range []string{"a bug", "disk is full"} {
		if !strings.Contains(h.log.String(), told) {
			t.Errorf("log: got no %q, want the cause", told)
		}
	}
	if keys := h.files(); len(keys) > 0 {
		t.Errorf("files: got %q, want none", keys)
	}
}
