package statement

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"hash"
)

// SaltSize is the length of a salt in bytes: short texts must not be found by trying.
const SaltSize = 32

// File is an attachment as it enters the commitment.
type File struct {
	Name   string
	Size   int64
	SHA256 []byte
}

// Commit hashes salt and content: the text as received, what it refers to, and every file. Each part is preceded by its
// length, so that no two contents have the same bytes. Once the salt is erased, nobody can link the commitment to a text.
func Commit(salt, original []byte, ref Reference, files []File) []byte {
	h := sha256.New()
	part(h, []byte("einwand/content/v1"))
	part(h, salt)
	part(h, original)
	part(h, []byte(ref.Kind))
	if ref.Document != nil {
		part(h, ref.Document[:])
	} else {
		part(h, nil)
	}
	part(h, []byte(ref.Text))
	number(h, uint64(len(files)))
	for _, f := range files {
		part(h, []byte(f.Name))
		number(h, uint64(f.Size))
		part(h, f.SHA256)
	}
	return h.Sum(nil)
}

func part(h hash.Hash, data []byte) {
	number(h, uint64(len(data)))
	h.Write(data)
}

func number(h hash.Hash, n uint64) {
	var b [8]byte
	binary.BigEndian.PutUint64(b[:], n)
	h.Write(b[:])
}

func newSalt() ([]byte, error) {
	salt := make([]byte, SaltSize)
	if _, err := rand.Read(salt); err != nil {
		return nil, fmt.Errorf("make salt: %w", err)
	}
	return salt, nil
}
