// Package files is the blob store on the file system: the default of procedure.Blobs.
//
// A file is written under a temporary name, synced, renamed, and its folder is synced, so that after Put has returned the
// bytes and the entry survive a crash. Keys are made by us and checked again here: no key leaves the folder.
//
// Invariants: a key with other characters is refused (TestKeyOutsideTheFolderIsRefused); a file that Put has not finished
// is never seen under its key (TestInterruptedPutLeavesNothing).
package files

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"time"
)

// ErrKey says that a key is not of the form folder/name in lower-case letters, digits and "-".
var ErrKey = errors.New("files: key has a wrong form")

var keyForm = regexp.MustCompile(`^[a-z]{1,12}/[a-z0-9-]{8,80}$`)

// Store keeps files below one folder.
type Store struct{ dir string }

// Open makes the folder (mode 0700) where it is missing.
func Open(dir string) (*Store, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("open file store: %w", err)
	}
	return &Store{dir: dir}, nil
}

// place spreads the files over 256 folders, because a folder with a hundred thousand entries is slow to list.
func (s *Store) place(key string) (string, error) {
	if !keyForm.MatchString(key) {
		return "", fmt.Errorf("%q: %w", key, ErrKey)
	}
	kind, name := path.Split(key)
	return filepath.Join(s.dir, kind, name[:2], name), nil
}

// Put implements procedure.Blobs.
func (s *Store) Put(ctx context.Context, key string, r io.Reader) error {
	to, err := s.place(key)
	if err != nil {
		return err
	}
	dir := filepath.Dir(to)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("store %s: %w", key, err)
	}
	tmp, err := os.CreateTemp(dir, unfinished+"*")
	if err != nil {
		return fmt.Errorf("store %s: %w", key, err)
	}
	defer os.Remove(tmp.Name()) // after the rename there is nothing to remove
	_, err = io.Copy(tmp, contextReader{ctx, r})
	if err := errors.Join(err, tmp.Sync(), tmp.Close()); err != nil {
		return fmt.Errorf("store %s: %w", key, err)
	}
	if err := os.Rename(tmp.Name(), to); err != nil {
		return fmt.Errorf("store %s: %w", key, err)
	}
	for _, d := range []string{dir, filepath.Dir(dir), s.dir} {
		if err := syncFolder(d); err != nil {
			return fmt.Errorf("store %s: %w", key, err)
		}
	}
	return nil
}

// Open implements procedure.Blobs.
func (s *Store) Open(_ context.Context, key string) (io.ReadSeekCloser, error) {
	from, err := s.place(key)
	if err != nil {
		return nil, err
	}
	f, err := os.Open(from)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", key, err)
	}
	return f, nil
}

// Delete implements procedure.Blobs.
func (s *Store) Delete(_ context.Context, key string) error {
	at, err := s.place(key)
	if err != nil {
		return err
	}
	if err := os.Remove(at); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("delete %s: %w", key, err)
	}
	return nil
}

// unfinished begins the names of files that Put has not finished.
const unfinished = ".new-"

// Sweep removes what Puts of one kind left behind that were killed before a time. No key leads to it, and nobody else would ever look there.
func (s *Store) Sweep(ctx context.Context, kind string, before time.Time) error {
	left, err := filepath.Glob(filepath.Join(s.dir, kind, "*", unfinished+"*"))
	for _, name := range left {
		info, statErr := os.Stat(name)
		if err = errors.Join(err, ctx.Err()); err != nil {
			break
		}
		if statErr == nil && info.ModTime().Before(before) {
			err = os.Remove(name)
		}
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("sweep %s: %w", kind, err)
	}
	return nil
}

// Trim removes the oldest files of the kind of a key until the rest has at most so many bytes. The file of the key itself stays, however
// large it is. Several processes may trim at once.
func (s *Store) Trim(ctx context.Context, key string, limit int64) error {
	stays, err := s.place(key)
	if err != nil {
		return err
	}
	names, err := filepath.Glob(filepath.Join(s.dir, path.Dir(key), "*", "[a-z0-9]*"))
	type kept struct {
		name string
		fs.FileInfo
	}
	var all []kept
	for _, name := range names {
		info, gone := os.Stat(name)
		switch {
		case gone != nil: // another process was first
		case name == stays:
			limit -= info.Size()
		default:
			all = append(all, kept{name, info})
		}
	}
	slices.SortFunc(all, func(a, b kept) int { return b.ModTime().Compare(a.ModTime()) })
	for _, k := range all {
		if limit -= k.Size(); limit < 0 {
			err = errors.Join(err, ctx.Err(), s.Delete(ctx, path.Dir(key)+"/"+filepath.Base(k.name)))
		}
	}
	if err != nil {
		return fmt.Errorf("trim beside %s: %w", key, err)
	}
	return nil
}

func syncFolder(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// contextReader ends a copy when its request has ended.
type contextReader struct {
	ctx context.Context
	r   io.Reader
}

func (c contextReader) Read(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	return c.r.Read(p)
}
