package binder

import (
	"runtime"
	"slices"

	"github.com/sourcegraph/conc/iter"
)

// waiting is how many papers at most are drawn ahead of their turn, for each processor.
const waiting = 8

// inOrder draws something for each item, on as many processors as there are, and hands it on in the order of the list: most of
// the time that a case file takes goes into the fonts of its papers. A draw that panics panics here, where somebody waits for the
// file: elsewhere it would end the program.
func inOrder[T, P any](list []T, draw func(T) (P, error), take func(T, P) error) error {
	for items := range slices.Chunk(list, runtime.GOMAXPROCS(0)*waiting) {
		drawn, err := iter.MapErr(items, func(item *T) (P, error) { return draw(*item) })
		if err != nil {
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
