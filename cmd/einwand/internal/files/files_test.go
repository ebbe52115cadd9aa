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
	"time"
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

// TestKilledPutIsSwept leaves what a killed process leaves: a file begun and not renamed.
func TestKilledPutIsSwept(t *testing.T) {
	s, dir := open(t)
	ctx := context.Background()
	if err := s.Put(ctx, "order/0123456789abcdef", strings.NewReader("whole")); err != nil {
		t.Fatal(err)
	}
	folder, now := filepath.Join(dir, "order", "01"), time.Now()
	old, fresh := filepath.Join(folder, ".new-123"), filepath.Join(folder, ".new-456")
	for _, name := range []string{old, fresh} {
		if err := os.WriteFile(name, []byte("half"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{old, filepath.Join(folder, "0123456789abcdef")} {
		if err := os.Chtimes(name, now, now.Add(-2*time.Hour)); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Sweep(ctx, "order", now.Add(-time.Hour)); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(old); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("half a file of two hours ago: got %v, want it removed", err)
	}
	if _, err := os.Stat(fresh); err != nil {
		t.Errorf("one that is being written: got %v, want it left alone", err)
	}
	f, err := s.Open(ctx, "order/0123456789abcdef")
	if err != nil {
		t.Fatalf("a whole file of two hours ago: got %v, want it left alone", err)
	}
	f.Close()
	if err := s.Sweep(ctx, "nothing", now); err != nil {
		t.Errorf("a kind without files: got %v, want nil", err)
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
