package ledger

import (
	"bytes"
	"cmp"
	"context"
	"slices"

	"golang.org/x/mod/sumdb/tlog"
)

const window = 4096 // leaves read at once

// openCheckpoints examines the stored and the published checkpoints by themselves and queues the sound ones for the
// walk, which passes their sizes.
func (a *audit) openCheckpoints(ctx context.Context, verifierKey string, published []string) error {
	stored, err := selectCheckpoints(ctx, a.tx, a.procedure)
	if err != nil {
		return err
	}
	for _, row := range stored {
		if c, ok := a.open(row.Note, verifierKey, row.Size); ok && c.Size != row.Size {
			a.found(CheckpointMislabelled, row.Size, "the note was signed for %d leaves", c.Size)
		}
	}
	for i, signed := range published {
		a.open(signed, verifierKey, int64(i))
	}
	a.report.Checkpoints = len(stored) + len(published)
	slices.SortStableFunc(a.due, func(x, y Checkpoint) int { return cmp.Compare(x.Size, y.Size) })
	return nil
}

// open queues a checkpoint if it is signed by the key and of this log. If it is not, label is the index of the finding:
// the size it is stored under, or its place among the published ones.
func (a *audit) open(signed, verifierKey string, label int64) (Checkpoint, bool) {
	c, err := OpenCheckpoint(signed, verifierKey)
	if err != nil {
		a.found(CheckpointInvalid, label, "%v", err)
		return Checkpoint{}, false
	}
	if c.Origin != a.report.Origin {
		a.found(CheckpointInvalid, label, "it is of the log %s", c.Origin)
		return Checkpoint{}, false
	}
	a.due = append(a.due, c)
	return c, true
}

// walk derives the tree leaf by leaf, in windows. It goes as far as the head's size or as far as the rows carry it, so
// that a forged size does not make it run for ever.
func (a *audit) walk(ctx context.Context) error {
	if err := a.compareDue(); err != nil {
		return err
	}
	for end := a.report.Size; a.edge.size < end; {
		from, to := a.edge.size, min(a.edge.size+window, end)
		leaves, err := selectLeaves(ctx, a.tx, a.procedure, from, to)
		if err != nil {
			return err
		}
		first := tlog.StoredHashCount(from)
		hashes, err := selectHashRange(ctx, a.tx, a.procedure, first, tlog.StoredHashCount(to))
		if err != nil {
			return err
		}
		carriedOn, err := a.derive(to, leaves, hashes)
		if err != nil || !carriedOn {
			return err
		}
	}
	return nil
}

// derive continues the tree up to size to. leaves are in order and may have gaps; hashes are those that the leaves
// must give. For a leaf that is gone its stored hash stands in, so that one gap is one finding and the rest is still
// examined; if that is gone too, nothing further can be derived.
func (a *audit) derive(to int64, leaves []Leaf, hashes [][]byte) (carriedOn bool, err error) {
	for n := a.edge.size; n < to; n++ {
		var hash tlog.Hash
		switch {
		case len(leaves) > 0 && leaves[0].Index == n:
			hash = tlog.RecordHash(leaves[0].Data)
			leaves = leaves[1:]
		case len(hashes[0]) == tlog.HashSize:
			a.missing(LeafMissing, n)
			hash = tlog.Hash(hashes[0])
		default:
			a.found(LeafMissing, n, "neither leaf %d nor its hash is there: the tree ends here, the head claims %d leaves", n, a.report.Size)
			return false, nil
		}
		derived, err := a.edge.append(hash)
		if err != nil {
			return false, err
		}
		a.compareHashes(n, derived, hashes)
		hashes = hashes[len(derived):]
		if err := a.compareDue(); err != nil {
			return false, err
		}
	}
	return true, nil
}

// compareHashes holds the stored hashes of leaf n against the derived ones.
func (a *audit) compareHashes(n int64, derived []tlog.Hash, stored [][]byte) {
	index := tlog.StoredHashIndex(0, n)
	for level, hash := range derived {
		switch {
		case stored[level] == nil:
			a.missing(HashMissing, index+int64(level))
		case bytes.Equal(stored[level], hash[:]):
		case level == 0:
			a.found(LeafChanged, n, "content of leaf %d does not give its stored hash", n)
		default:
			a.found(HashWrong, index+int64(level), "node of level %d completed by leaf %d", level, n)
		}
	}
}

// compareDue holds the checkpoints of the present size against the derived root.
func (a *audit) compareDue() error {
	for len(a.due) > 0 && a.due[0].Size == a.edge.size {
		root, err := a.edge.root()
		if err != nil {
			return err
		}
		if a.due[0].Root != root {
			a.found(CheckpointBroken, a.edge.size, "signed root %s, the leaves give %s", a.due[0].Root, root)
		}
		a.due = a.due[1:]
	}
	return nil
}

// missing notes a row that is gone; a run of them is one finding.
func (a *audit) missing(kind Kind, index int64) {
	if last := len(a.report.Findings) - 1; last >= 0 {
		f := &a.report.Findings[last]
		if f.Kind == kind && f.Index+f.Count == index {
			f.Count++
			return
		}
	}
	a.found(kind, index, "not in the table")
}
