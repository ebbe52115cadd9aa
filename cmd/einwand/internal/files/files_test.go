package files

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"
)

func open(t *testing.T) (*Store, string) {
	t.Helper()
	dir := t.TempDir()
	s, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	return s, dir
}

func TestStoredBytesComeBack(t *testing.T) {
	s, _ := open(t)
	ctx := context.Background()
	for _, text := range []string{"erste Fassung", "zweite Fassung"} {
		if err := s.Put(ctx, "att/0123456789abcdef", strings.NewReader(text)); err != nil {
			t.Fatal(err)
		}
		f, err := s.Open(ctx, "att/0123456789abcdef")
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(f)
		if err != nil || string(got) != text {
			t.Errorf("got %q, %v, want %q", got, err, text)
		}
		f.Close()
	}
}

func TestKeyOutsideTheFolderIsRefused(t *testing.T) {
	s, _ := open(t)
	for _, key := range []string{"", "att", "../etc/passwd", "att/../../x", "att/ABCDEFGH", "att/abc", "/att/01234567", "att/0123/4567", "att/01234567\x00"} {
		if err := s.Put(context.Background(), key, strings.NewReader("x")); !errors.Is(err, ErrKey) {
			t.Errorf("Put(%q) = %v, want ErrKey", key, err)
		}
		if _, err := s.Open(context.Background(), key); !errors.Is(err, ErrKey) {
			t.Errorf("Open(%q) = %v, want ErrKey", key, err)
		}
	}
}

func TestInterruptedPutLeavesNothing(t *testing.T) {
	s, dir := open(t)
	broken := io.MultiReader(strings.NewReader("halb"), iotest.ErrReader(errors.New("Leitung weg")))
	if err := s.Put(context.Background(), "att/0123456789abcdef", broken); err == nil {
		t.Fatal("got no error from a broken reader")
	}
	if _, err := s.Open(context.Background(), "att/0123456789abcdef"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("got %v, want fs.ErrNotExist", err)
	}
	var left []string
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			left = append(left, p)
		}
		return err
	})
	if err != nil || len(left) > 0 {
		t.Errorf("files left behind: %v, %v", left, err)
	}
}

func TestDeletingTwiceIsNoError(t *testing.T) {
	s, _ := open(t)
	ctx := context.Background()
	if err := s.Put(ctx, "att/0123456789abcdef", strings.NewReader("x")); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := s.Delete(ctx, "att/0123456789abcdef"); err != nil {
			t.Errorf("got %v, want nil", err)
		}
	}
}

func TestFolderIsClosedToOthers(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "blobs")
	if _, err := Open(dir); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(dir)
	if err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("got %v, %v, want 0700", info.Mode().Perm(), err)
	}
}
