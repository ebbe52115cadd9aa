package ledger

import (
	"fmt"

	"golang.org/x/mod/sumdb/tlog"
)

// edge is the right edge of a tree: of each level the last complete node. Appending a leaf and computing the root
// need no other hash, so a writer reads them once per transaction and an audit keeps 64 hashes instead of all.
type edge struct {
	size int64
	last [64]tlog.Hash // by level; meaningful where size has the bit of the level
}

// loadEdge takes the edge of a stored tree from r, in one read.
func loadEdge(size int64, r tlog.HashReader) (*edge, error) {
	e := &edge{size: size}
	_, err := tlog.TreeHash(size, tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		hashes, err := r.ReadHashes(indexes)
		if err != nil {
			return nil, err
		}
		for i, index := range indexes {
			level, _ := tlog.SplitStoredHashIndex(index)
			e.last[level] = hashes[i]
		}
		return hashes, nil
	}))
	if err != nil {
		return nil, err
	}
	return e, nil
}

// append adds the hash of a leaf and returns the hashes to store for it, by level; they belong at the stored indexes
// that follow on those of the leaf before.
func (e *edge) append(leaf tlog.Hash) ([]tlog.Hash, error) {
	hashes, err := tlog.StoredHashesForRecordHash(e.size, leaf, e)
	if err != nil {
		return nil, err
	}
	copy(e.last[:], hashes)
	e.size++
	return hashes, nil
}

// root returns the root of the tree as it is now.
func (e *edge) root() (tlog.Hash, error) { return tlog.TreeHash(e.size, e) }

// ReadHashes implements tlog.HashReader for the nodes on the edge, and for no other.
func (e *edge) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	hashes := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		level, n := tlog.SplitStoredHashIndex(index)
		if complete := e.size >> level; complete&1 == 0 || n != complete-1 {
			return nil, fmt.Errorf("node %d of level %d is not on the edge of %d leaves", n, level, e.size)
		}
		hashes[i] = e.last[level]
	}
	return hashes, nil
}
