package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// side is one half of a ratio. prepare happens before the clock runs; it may be nil. do is called for each of n tasks.
type side struct {
	name    string
	prepare func(ctx context.Context, n int) error
	do      func(ctx context.Context, i int) error
}

// rate runs one round and returns tasks per second.
func (s side) rate(ctx context.Context, n, clients int) (float64, error) {
	if s.prepare != nil {
		if err := s.prepare(ctx, n); err != nil {
			return 0, fmt.Errorf("prepare %s: %w", s.name, err)
		}
	}
	began := time.Now()
	if err := each(n, clients, func(i int) error { return s.do(ctx, i) }); err != nil {
		return 0, fmt.Errorf("%s: %w", s.name, err)
	}
	return float64(n) / time.Since(began).Seconds(), nil
}

// each calls f for 0 to n-1 from so many clients at once, and returns the first error.
func each(n, clients int, f func(i int) error) error {
	var next atomic.Int64
	var once sync.Once
	var failed error
	var wg sync.WaitGroup
	for range clients {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				if err := f(i); err != nil {
					once.Do(func() { failed = err })
					next.Store(int64(n))
					return
				}
			}
		})
	}
	wg.Wait()
	return failed
}

// compare lets the sides take turns, the first one being what the others are measured against.
func compare(ctx context.Context, what string, n int, l load, out io.Writer, sides ...side) error {
	rates := make([][]float64, len(sides))
	ratios := make([][]float64, len(sides))
	for round := range l.rounds {
		for k := range sides {
			i := (k + round) % len(sides) // nobody is always first
			r, err := sides[i].rate(ctx, n, l.clients)
			if err != nil {
				return err
			}
			rates[i] = append(rates[i], r)
		}
		for i := range sides {
			ratios[i] = append(ratios[i], rates[i][round]/rates[0][round])
		}
	}
	fmt.Fprintln(out, what)
	for i, s := range sides {
		fmt.Fprintf(out, "  %-52s %7.0f/s   ratio %s\n", s.name, median(rates[i]), spread(ratios[i]))
	}
	fmt.Fprintln(out)
	return nil
}

func median(list []float64) float64 {
	sorted := slices.Sorted(slices.Values(list))
	if n := len(sorted); n%2 == 0 {
		return (sorted[n/2-1] + sorted[n/2]) / 2
	}
	return sorted[len(sorted)/2]
}

func spread(list []float64) string {
	return fmt.Sprintf("%.2f (%.2f to %.2f)", median(list), slices.Min(list), slices.Max(list))
}
