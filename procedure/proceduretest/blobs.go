package proceduretest

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

// Blobs is a file store in a folder, without the care for power failures that the program's own takes.
type Blobs struct{ Dir string }

// Put implements procedure.Blobs.
func (b *Blobs) Put(_ context.Context, key string, r io.Reader) error {
	data, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	path := b.Path(key)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, data, 0o644)
}

// Open implements procedure.Blobs.
func (b *Blobs) Open(_ context.Context, key string) (io.ReadSeekCloser, error) {
	return os.Open(b.Path(key))
}

// Delete implements procedure.Blobs.
func (b *Blobs) Delete(_ context.Context, key string) error {
	if err := os.Remove(b.Path(key)); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// Path is where the bytes of a key lie.
func (b *Blobs) Path(key string) string { return filepath.Join(b.Dir, filepath.FromSlash(key)) }

// Keys lists everything in the store.
func (b *Blobs) Keys(t testing.TB) []string {
	t.Helper()
	var keys []string
	err := filepath.WalkDir(b.Dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			rel, _ := filepath.Rel(b.Dir, path)
			keys = append(keys, filepath.ToSlash(rel))
		}
		return err
	})
	must(t, err)
	return keys
}
