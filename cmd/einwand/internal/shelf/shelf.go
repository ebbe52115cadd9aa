// Package shelf keeps files that are made of what never changes, so that each is made once, however many ask for it: the public
// editions of tables that were decided on.
//
// Its files lie in the file store, in a folder of their own. They are copies: whoever deletes them loses time and nothing else. Who may
// have a file is decided before it is looked for here.
//
// Invariants:
//
//  1. Whoever asks for a file while it is being made waits for that one, and a process makes one at a time. Shelf.Open;
//     TestFileIsMadeOnceForAll, TestOneFileIsMadeAtATime
//  2. No file is seen half made, and one that could not be made is made anew. files.Store.Put; TestFailedFileIsMadeAnew
//  3. Another program makes its own files. key; TestAnotherProgramMakesItsOwnFile
//  4. A maker that hangs ends after patience, and whoever waits for it or behind it hears of it. Shelf.make; TestMakerThatHangsIsEnded,
//     TestNobodyWaitsForEverBehindAnother
//  5. At most limit bytes are kept, or one file; the oldest go. files.Store.Trim; TestOldestFilesGo
package shelf

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/singleflight"

	"github.com/einwand/einwand/cmd/einwand/internal/files"
)

// Kind is the folder of the file store in which the files lie.
const Kind = "made"

// limit bounds what is kept. All formats of a table of ten thousand rows take some fifty megabytes.
const limit = 512 << 20

// Shelf keeps files in a store. Several processes may share the store.
type Shelf struct {
	store    *files.Store
	program  func() (string, error)
	limit    int64
	patience time.Duration
	flight   singleflight.Group
	press    chan struct{} // holds whoever makes a file
}

// New builds the shelf on a file store.
func New(store *files.Store) *Shelf {
	return &Shelf{store: store, program: program, limit: limit, patience: patience, press: make(chan struct{}, 1)}
}

// File is one file of the shelf.
type File struct {
	io.ReadSeekCloser
	ETag string // the same for the same bytes
}

// Maker writes a file.
type Maker func(ctx context.Context, w io.Writer) error

// Open opens the file that the parts name, and makes it where it is missing. The parts must tell it from every other file. It is made to
// its end even if whoever asked has gone: others wait for it. Errors are those of the maker, or of the store.
func (s *Shelf) Open(ctx context.Context, maker Maker, parts ...string) (File, error) {
	key, err := s.key(parts)
	if err != nil {
		return File{}, err
	}
	f, err := s.store.Open(ctx, Kind+"/"+key)
	if errors.Is(err, fs.ErrNotExist) {
		if err = s.wait(ctx, key, maker); err == nil {
			f, err = s.store.Open(ctx, Kind+"/"+key)
		}
	}
	if err != nil {
		return File{}, fmt.Errorf("file %s: %w", strings.Join(parts, ", "), err)
	}
	return File{f, `"` + key + `"`}, nil
}

func (s *Shelf) key(parts []string) (string, error) {
	program, err := s.program()
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256([]byte(strings.Join(append(parts, program), "\x00")))
	return hex.EncodeToString(sum[:]), nil
}

// wait waits until the file is there, or its maker has failed.
func (s *Shelf) wait(ctx context.Context, key string, maker Maker) error {
	made := s.flight.DoChan(key, func() (any, error) { return nil, s.make(context.WithoutCancel(ctx), Kind+"/"+key, maker) })
	select {
	case <-ctx.Done():
		return ctx.Err()
	case r := <-made:
		return r.Err
	}
}

// patience bounds how long a file may take, and how long one waits for those before it: a maker that hangs may not hold the others
// for ever.
const patience = 10 * time.Minute

// make makes a file and puts it into the store, unless it came there while others were made.
func (s *Shelf) make(ctx context.Context, key string, maker Maker) error {
	select {
	case s.press <- struct{}{}:
	case <-time.After(s.patience):
		return fmt.Errorf("wait for the files before: %w", context.DeadlineExceeded)
	}
	defer func() { <-s.press }()
	ctx, cancel := context.WithTimeout(ctx, s.patience)
	defer cancel()
	if f, err := s.store.Open(ctx, key); err == nil {
		return f.Close()
	}
	r, w := io.Pipe()
	stop := context.AfterFunc(ctx, func() { w.CloseWithError(ctx.Err()) })
	defer stop()
	go func() { w.CloseWithError(sound(ctx, maker, w)) }()
	err := s.store.Put(ctx, key, r)
	r.CloseWithError(err)
	if err != nil {
		return err
	}
	return s.store.Trim(ctx, key, s.limit)
}

// sound calls a maker that may panic: beside the requests nobody else would notice, and the program would end.
func sound(ctx context.Context, maker Maker, w io.Writer) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("make file: panic: %v", p)
		}
	}()
	return maker(ctx, w)
}

// program tells this program from every other that may lay out a file differently, also from one that was built from changed sources.
var program = sync.OnceValues(func() (string, error) {
	name, err := os.Executable()
	if err != nil {
		return "", fmt.Errorf("find the program: %w", err)
	}
	f, err := os.Open(name)
	if err != nil {
		return "", fmt.Errorf("read the program: %w", err)
	}
	defer f.Close()
	sum := sha256.New()
	if _, err := io.Copy(sum, f); err != nil {
		return "", fmt.Errorf("read the program: %w", err)
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
})
