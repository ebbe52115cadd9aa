package ledger

import (
	"fmt"
	"iter"

	"golang.org/x/mod/sumdb/tlog"
)

// CheckCopy holds a copy of all leaves of a log, in order, against a checkpoint of it: as many leaves as were signed, and
// the tree that was signed. It needs no database and keeps 64 hashes. Errors: ErrFork, or that of leaves.
func CheckCopy(leaves iter.Seq2[[]byte, error], c Checkpoint) error {
	var e edge
	for leaf, err := range leaves {
		if err != nil {
			return fmt.Errorf("leaf %d of %q: %w", e.size, c.Origin, err)
		}
		if _, err := e.append(tlog.RecordHash(leaf)); err != nil {
			return fmt.Errorf("leaf %d of %q: %w", e.size, c.Origin, err)
		}
	}
	if e.size != c.Size {
		return fmt.Errorf("copy of %q with %d leaves, signed were %d: %w", c.Origin, e.size, c.Size, ErrFork)
	}
	root, err := e.root()
	if err != nil {
		return fmt.Errorf("copy of %q: %w", c.Origin, err)
	}
	if root != c.Root {
		return fmt.Errorf("copy of %q: another root at %d leaves: %w", c.Origin, c.Size, ErrFork)
	}
	return nil
}
