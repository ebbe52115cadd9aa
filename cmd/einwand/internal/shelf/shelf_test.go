package shelf

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/einwand/einwand/cmd/einwand/internal/files"
)

func open(t *testing.T) (*Shelf, string) {
	t.Helper()
	dir := t.TempDir()
	store, err := files.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	s := New(store)
	s.program = func() (string, error) { return "this program", nil }
	return s, dir
}

func writing(words string) Maker {
	return func(_ context.Context, w io.Writer) error {
		_, err := io.WriteString(w, words)
		return err
	}
}

func (s *Shelf) read(t *testing.T, maker Maker, parts ...string) (words, etag string) {
	t.Helper()
	f, err := s.Open(t.Context(), maker, parts...)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	data, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(data), f.ETag
}

func TestKeptFileIsShown(t *testing.T) {
	s, _ := open(t)
	s.read(t, writing("one"), "table 1", "pdf")
	if got, _ := s.read(t, writing("two"), "table 1", "pdf"); got != "one" {
		t.Errorf("got %q, want what was kept", got)
	}
	if got, _ := s.read(t, writing("two"), "table 1", "csv"); got != "two" {
		t.Errorf("another format: got %q, want a file of its own", got)
	}
}

func TestAnotherProgramMakesItsOwnFile(t *testing.T) {
	s, _ := open(t)
	_, before := s.read(t, writing("one"), "table 1")
	s.program = func() (string, error) { return "the next program", nil }
	if got, after := s.read(t, writing("two"), "table 1"); got != "two" || after == before {
		t.Errorf("got %q, %s, want another file than %s", got, after, before)
	}
}

func TestProgramIsKnown(t *testing.T) {
	if sum, err := program(); err != nil || len(sum) != 64 {
		t.Errorf("got %q, %v, want a hash", sum, err)
	}
}

func TestFileIsMadeOnceForAll(t *testing.T) {
	s, _ := open(t)
	var made atomic.Int32
	begun, end := make(chan struct{}), make(chan struct{})
	slow := func(_ context.Context, w io.Writer) error {
		if made.Add(1) == 1 {
			close(begun)
		}
		<-end
		_, err := io.WriteString(w, "one")
		return err
	}
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() { s.read(t, slow, "table 1") })
	}
	<-begun
	close(end)
	all.Wait()
	if n := made.Load(); n != 1 {
		t.Errorf("made %d times, want once", n)
	}
}

func TestOneFileIsMadeAtATime(t *testing.T) {
	s, _ := open(t)
	var at, most atomic.Int32
	counting := func(_ context.Context, w io.Writer) error {
		most.Store(max(most.Load(), at.Add(1)))
		time.Sleep(time.Millisecond)
		at.Add(-1)
		return nil
	}
	var all sync.WaitGroup
	for _, part := range strings.Split("abcdefgh", "") {
		all.Go(func() { s.read(t, counting, part) })
	}
	all.Wait()
	if n := most.Load(); n != 1 {
		t.Errorf("%d files were made at once, want 1", n)
	}
}

func TestFailedFileIsMadeAnew(t *testing.T) {
	broken := errors.New("paper jam")
	for name, maker := range map[string]Maker{
		"fails":  func(_ context.Context, w io.Writer) error { io.WriteString(w, "half"); return broken },
		"panics": func(_ context.Context, w io.Writer) error { io.WriteString(w, "half"); panic(broken) },
	} {
		s, dir := open(t)
		if _, err := s.Open(t.Context(), maker, "table 1"); err == nil || !strings.Contains(err.Error(), "paper jam") {
			t.Errorf("%s: got %v, want what the maker says", name, err)
		}
		if left, err := filepath.Glob(filepath.Join(dir, "*", "*", "*")); err != nil || len(left) > 0 {
			t.Errorf("%s: left behind %v, %v", name, left, err)
		}
		if got, _ := s.read(t, writing("whole"), "table 1"); got != "whole" {
			t.Errorf("%s: got %q, want it made anew", name, got)
		}
	}
}

// TestFileIsMadeForThoseWhoStay ends the request that began the file.
func TestFileIsMadeForThoseWhoStay(t *testing.T) {
	s, _ := open(t)
	synctest.Test(t, func(t *testing.T) {
		end := make(chan struct{})
		ctx, leave := context.WithCancel(t.Context())
		maker := func(ctx context.Context, w io.Writer) error {
			<-end
			_, err := io.WriteString(w, "whole")
			return errors.Join(err, ctx.Err())
		}
		gone := make(chan error, 1)
		go func() {
			_, err := s.Open(ctx, maker, "table 1")
			gone <- err
		}()
		synctest.Wait()
		leave()
		if err := <-gone; !errors.Is(err, context.Canceled) {
			t.Errorf("who left: got %v, want to be let go", err)
		}
		go func() { synctest.Wait(); close(end) }()
		if got, _ := s.read(t, maker, "table 1"); got != "whole" {
			t.Errorf("who stayed: got %q", got)
		}
	})
}

func TestOldestFilesGo(t *testing.T) {
	s, dir := open(t)
	s.limit = 25
	for i, part := range []string{"a", "b", "c", "d"} {
		_, etag := s.read(t, writing("ten bytes."), part)
		key := strings.Trim(etag, `"`)
		then := time.Now().Add(time.Duration(i-10) * time.Hour)
		if err := os.Chtimes(filepath.Join(dir, Kind, key[:2], key), then, then); err != nil {
			t.Fatal(err)
		}
	}
	for part, want := range map[string]string{"a": "anew", "d": "ten bytes."} {
		if got, _ := s.read(t, writing("anew"), part); got != want {
			t.Errorf("%s: got %q, want %q", part, got, want)
		}
	}
	if got, _ := s.read(t, writing(strings.Repeat("x", 100)), "large"); len(got) != 100 {
		t.Errorf("larger than the limit: got %d bytes, want it shown", len(got))
	}
}

// TestMakerThatHangsIsEnded: the one that waits for it hears of it, and the next file can be made.
func TestMakerThatHangsIsEnded(t *testing.T) {
	s, _ := open(t)
	s.patience = 20 * time.Millisecond
	deaf := make(chan struct{})
	defer close(deaf)
	hangs := func(context.Context, io.Writer) error { <-deaf; return nil }
	if _, err := s.Open(t.Context(), hangs, "table 1"); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v, want the end of patience", err)
	}
	s.patience = time.Minute
	if got, _ := s.read(t, writing("one"), "table 2"); got != "one" {
		t.Errorf("got %q behind a maker that hung", got)
	}
}

// TestNobodyWaitsForEverBehindAnother that is being made.
func TestNobodyWaitsForEverBehindAnother(t *testing.T) {
	s, _ := open(t)
	s.patience = 20 * time.Millisecond
	s.press <- struct{}{}
	if _, err := s.Open(t.Context(), writing("one"), "table 1"); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v, want the end of patience", err)
	}
}
