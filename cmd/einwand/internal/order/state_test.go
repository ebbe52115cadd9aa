package order

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"
	"pgregory.net/rapid"

	"github.com/einwand/einwand/procedure"
)

// TestOrderFollowsItsStates throws acts at orders in any sequence, by the person, by the worker that holds them and by one that has lost them,
// and compares the database with what the states allow.
func TestOrderFollowsItsStates(t *testing.T) {
	h := open(t)
	n := 0
	rapid.Check(t, func(rt *rapid.T) {
		n++
		m := &model{house: h, rt: rt, what: table(n), state: Waiting}
		m.id = h.place(h.member, m.what).ID
		rt.Repeat(map[string]func(*rapid.T){
			"take": m.take, "renew": m.renew, "finish": m.finish, "fail": m.fail, "release": m.release, "cancel": m.cancel, "lapse": m.lapse, "day": m.day, "": m.check,
		})
		m.clear()
	})
}

// model is what an order should be.
type model struct {
	*house
	rt       *rapid.T
	what     What
	id       uuid.UUID
	state    State
	held     []taken // leases that were ever given, the last one holds
	attempts int
}

func (m *model) holder() (taken, bool) {
	if len(m.held) == 0 {
		return taken{}, false
	}
	t := rapid.SampledFrom(m.held).Draw(m.rt, "holder")
	return t, m.state == Running && t.lease == m.held[len(m.held)-1].lease
}

func (m *model) take(*rapid.T) {
	t, ok, err := m.orders.take(m.Context())
	m.must(err)
	if want := m.state == Waiting; ok != want {
		m.rt.Fatalf("take a %s order: got %v", m.state, ok)
	}
	if ok {
		m.held, m.state, m.attempts = append(m.held, t), Running, m.attempts+1
	}
}

// act does what only the holder may.
func (m *model) act(do func(taken) error, then State) {
	t, holds := m.holder()
	if len(m.held) == 0 {
		return
	}
	err := do(t)
	if holds && err != nil || !holds && !errors.Is(err, errTaken) {
		m.rt.Fatalf("%s order, lease held %v: got %v", m.state, holds, err)
	}
	if holds {
		m.state = then
	}
}

func (m *model) renew(*rapid.T) {
	m.act(func(t taken) error { return m.orders.renew(m.Context(), t, Progress{Laying, 1, 2}) }, Running)
}

func (m *model) release(*rapid.T) {
	m.act(func(t taken) error { return m.orders.release(m.Context(), t) }, Waiting)
}

func (m *model) finish(*rapid.T) {
	m.act(func(t taken) error {
		return m.orders.finish(m.Context(), t, File{Name: "x.pdf", MediaType: "application/pdf", Size: 1})
	}, Done)
}

func (m *model) fail(*rapid.T) {
	m.act(func(t taken) error { return m.worker().fail(m.Context(), t, procedure.ErrNotFound) }, Failed)
}

func (m *model) cancel(*rapid.T) {
	err := m.orders.Cancel(m.Context(), m.member, m.ref, m.id)
	if open := m.state.Open(); open && err != nil || !open && !errors.Is(err, ErrEnded) {
		m.rt.Fatalf("cancel a %s order: got %v", m.state, err)
	}
	if m.state.Open() {
		m.state = Cancelled
	}
}

// lapse lets the lease run out and another worker come.
func (m *model) lapse(*rapid.T) {
	if m.state != Running {
		return
	}
	m.pass(leaseFor)
	t, ok, err := m.orders.take(m.Context())
	m.must(err)
	if want := m.attempts < maxAttempts; ok != want {
		m.rt.Fatalf("take up after %d attempts: got %v", m.attempts, ok)
	}
	if !ok {
		m.state = Failed
		return
	}
	m.held, m.attempts = append(m.held, t), m.attempts+1
}

// day lets the time of everything but work be up.
func (m *model) day(*rapid.T) {
	if m.state == Running || slices.Contains([]State{Failed, Cancelled, Expired}, m.state) {
		return // rows that a sweep deletes end the story
	}
	m.pass(keepFile + time.Second)
	m.must(m.orders.Sweep(m.Context(), m.Authority.ID))
	m.state = Expired
}

func (m *model) check(*rapid.T) {
	if got := m.own(m.id); got.State != m.state || got.EndedAt.IsZero() != m.state.Open() {
		m.rt.Fatalf("got %s, ended %v, want %s", got.State, got.EndedAt, m.state)
	}
}

// clear makes room for the next order.
func (m *model) clear() {
	if m.state.Open() {
		m.cancel(m.rt)
	}
}

// TestChoiceKeepsTheLimits draws queues of every sort.
func TestChoiceKeepsTheLimits(t *testing.T) {
	now := time.Date(2026, 11, 2, 10, 0, 0, 0, time.UTC)
	people := make([]uuid.UUID, 4)
	for i := range people {
		people[i] = uuid.New()
	}
	rapid.Check(t, func(rt *rapid.T) {
		queue := drawQueue(rt, people, now)
		running, used := map[uuid.UUID]int{}, map[int]int{}
		byID := map[uuid.UUID]queued{}
		for _, q := range queue {
			byID[q.id] = q
			if q.slot > 0 {
				running[q.account]++
				used[q.slot]++
			}
		}
		picked := map[uuid.UUID]bool{}
		for _, p := range choose(queue, now) {
			q := byID[p.id]
			picked[p.id] = true
			if q.slot > 0 {
				if now.Before(q.until) || p.slot != q.slot || p.giveUp != (q.attempts >= maxAttempts) {
					rt.Fatalf("picked %+v of %+v", p, q)
				}
				continue
			}
			running[q.account]++
			used[p.slot]++
			if p.slot < 1 || p.slot > Slots || used[p.slot] > 1 || running[q.account] > 1 {
				rt.Fatalf("picked %+v: slot taken %d times, person has %d", p, used[p.slot], running[q.account])
			}
		}
		for i, q := range queue { // nobody is passed over while there is room
			if q.slot == 0 && !picked[q.id] && len(used) < Slots && running[q.account] == 0 {
				rt.Fatalf("order %d of %+v waits with a slot free", i, queue)
			}
		}
	})
}

func drawQueue(rt *rapid.T, people []uuid.UUID, now time.Time) (queue []queued) {
	slots := rapid.Permutation([]int{1, 2, 0, 0, 0, 0}).Draw(rt, "slots")
	held := map[uuid.UUID]bool{}
	for i := range rapid.IntRange(0, 6).Draw(rt, "orders") {
		q := queued{id: uuid.New(), account: rapid.SampledFrom(people).Draw(rt, "person"), attempts: rapid.IntRange(0, maxAttempts+1).Draw(rt, "attempts")}
		if slots[i] > 0 && !held[q.account] {
			held[q.account] = true
			q.slot, q.until = slots[i], now.Add(time.Duration(rapid.IntRange(-20, 20).Draw(rt, "left"))*time.Second)
		}
		queue = append(queue, q)
	}
	return queue
}
