package procedure

import (
	"context"
	"io"
)

// Blobs keeps files outside the database. The file system is the first implementation, an S3 store the second.
// A key is lower-case letters, digits, "/" and "-".
type Blobs interface {
	// Put stores all of r under the key and returns only when the bytes and their folder entry are on disk.
	// Putting the same key again replaces the same bytes and is no error.
	Put(ctx context.Context, key string, r io.Reader) error
	// Open reads a file; an error satisfying errors.Is(err, fs.ErrNotExist) if the key is unknown.
	Open(ctx context.Context, key string) (io.ReadSeekCloser, error)
	// Delete removes a file; an unknown key is no error.
	Delete(ctx context.Context, key string) error
}
