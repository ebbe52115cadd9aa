package order

import (
	"errors"
	"time"

	"github.com/google/uuid"
)

// Slots is how many orders the installation makes at once. Each may take a core and some hundred megabytes, and the pages must stay quick.
const Slots = 2

// A lease is renewed every beat. One that lapses was of a worker that is gone, or that the database did not hear for so long.
const (
	beat        = time.Second
	leaseFor    = 15 * time.Second
	maxAttempts = 5
)

// errTaken says that an order is not the worker's (any more): cancelled, or another's.
var errTaken = errors.New("order: not this worker's")

// queued is an open order as the workers see it. Slot 0: it waits.
type queued struct {
	id, authority, account uuid.UUID
	attempts               int
	slot                   int
	until                  time.Time
}

func (q queued) lapsed(now time.Time) bool { return q.slot > 0 && !now.Before(q.until) }

// pick is an order that a worker may try to take.
type pick struct {
	id, authority uuid.UUID
	slot          int
	giveUp        bool // it has cost enough workers
}

// choose lists what may be taken now: first what lost its worker, in its own slot, then what has waited longest, of persons for whom nothing
// is being made, while a slot is free. The queue comes with the oldest first.
func choose(queue []queued, now time.Time) []pick {
	var picks []pick
	busy, used := map[uuid.UUID]bool{}, map[int]bool{}
	for _, q := range queue {
		if q.slot > 0 {
			busy[q.account], used[q.slot] = true, true
		}
		if q.lapsed(now) {
			picks = append(picks, pick{q.id, q.authority, q.slot, q.attempts >= maxAttempts})
		}
	}
	free := 1
	for _, q := range queue {
		for used[free] {
			free++
		}
		if free > Slots {
			break
		}
		if q.slot == 0 && !busy[q.account] {
			picks = append(picks, pick{q.id, q.authority, free, false})
			busy[q.account], used[free] = true, true
		}
	}
	return picks
}
