package binder

import (
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"
)

// waiting is how many papers at most are drawn ahead of their turn, for each processor.
const waiting = 8

// inOrder draws something for each item, on as many processors as there are, and hands it on in the order of the list: most of
// the time that a case file takes goes into the fonts of its papers.
func inOrder[T, P any](list []T, draw func(T) (P, error), take func(T, P) error) error {
	processors := runtime.GOMAXPROCS(0)
	for items := range slices.Chunk(list, processors*waiting) {
		drawn := make([]P, len(items))
		var group errgroup.Group
		group.SetLimit(processors)
		for i, item := range items {
			group.Go(func() (err error) {
				drawn[i], err = draw(item)
				return err
			})
		}
		if err := group.Wait(); err != nil {
			return err
		}
		for i, item := range items {
			if err := take(item, drawn[i]); err != nil {
				return err
			}
		}
	}
	return nil
}
