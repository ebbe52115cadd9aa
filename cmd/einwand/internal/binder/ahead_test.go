package binder

import (
	"errors"
	"slices"
	"testing"
	"time"
)

// TestPapersAreTakenInTheirOrder though the first of them take longest to draw, and none after one that cannot be drawn or taken.
func TestPapersAreTakenInTheirOrder(t *testing.T) {
	list := make([]int, 100)
	for i := range list {
		list[i] = i
	}
	slowly := func(i int) (int, error) {
		time.Sleep(time.Duration(8-i%8) * time.Millisecond / 4)
		return i * i, nil
	}
	var taken []int
	take := func(i, square int) error {
		if square != i*i {
			t.Errorf("got the paper %d for %d", square, i)
		}
		taken = append(taken, i)
		return nil
	}
	if err := inOrder(list, slowly, take); err != nil || !slices.Equal(taken, list) {
		t.Errorf("got %v, %v", taken, err)
	}
	torn := errors.New("torn")
	taken = nil
	err := inOrder(list, func(i int) (int, error) {
		if i == 70 {
			return 0, torn
		}
		return i * i, nil
	}, take)
	if !errors.Is(err, torn) || len(taken) > 70 {
		t.Errorf("got %d taken and %v, want none after one that cannot be drawn", len(taken), err)
	}
	if err := inOrder(list, slowly, func(i, _ int) error {
		if i == 5 {
			return torn
		}
		return nil
	}); !errors.Is(err, torn) {
		t.Errorf("got %v, want the error of taking", err)
	}
}

// TestPaperThatCannotBeDrawnEndsItsFileAlone: the panic arrives where the file is made, and is caught there.
func TestPaperThatCannotBeDrawnEndsItsFileAlone(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("got no panic where the file is made")
		}
	}()
	err := inOrder([]int{1, 2, 3}, func(i int) (int, error) { return 6 / (i - 2), nil }, func(int, int) error { return nil })
	t.Errorf("got %v, want a panic", err)
}
