package tagged

import (
	"errors"
	"testing"
)

func TestPanicOfTheLibraryIsAnError(t *testing.T) {
	err := guarded(func() error { panic("rune out of range") })
	if !errors.Is(err, ErrLibrary) {
		t.Errorf("got %v, want ErrLibrary", err)
	}
	own := errors.New("own")
	if err := guarded(func() error { return own }); !errors.Is(err, own) {
		t.Errorf("got %v, want the error of the function", err)
	}
}
