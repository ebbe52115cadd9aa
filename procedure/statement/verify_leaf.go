package statement

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/ledger"
)

// markLeaf is an entry that says that something was done with a statement.
type markLeaf struct {
	index int64
	at    time.Time
}

// readLeaves collects the entries of the register that concern statements.
func (a *audit) readLeaves(ctx context.Context) error {
	const window = 4096
	for from := int64(0); ; {
		leaves, err := ledger.Leaves(ctx, a.tx.Tx, a.procedure, from, window)
		if err != nil || len(leaves) == 0 {
			return err
		}
		for _, l := range leaves {
			if err := a.readLeaf(l); err != nil {
				a.found(LeafUnreadable, 0, l.Index, uuid.Nil, "%v", err)
			}
		}
		from = leaves[len(leaves)-1].Index + 1
	}
}

func (a *audit) readLeaf(l ledger.Leaf) error {
	leaf, err := procedure.ParseLeaf(l.Data)
	if err != nil {
		return err
	}
	switch leaf.Kind {
	case procedure.LeafReceived:
		e, err := entryOf(leaf)
		if err != nil {
			return err
		}
		a.received[l.Index] = e
	case string(procedure.EventWithdrawn):
		return mark(a.withdrawn, leaf, l.Index)
	case string(procedure.EventConfirmed):
		if _, ofGuest := leaf.Fields["statement"]; ofGuest { // the others are of the room of the public bodies
			return mark(a.confirmed, leaf, l.Index)
		}
	case string(procedure.EventErased):
		return mark(a.erased, leaf, l.Index)
	}
	return nil
}

func mark(marks map[uuid.UUID]markLeaf, leaf procedure.Leaf, index int64) error {
	id, err := uuid.Parse(leaf.Fields["statement"])
	if err != nil {
		return fmt.Errorf("statement: %w", err)
	}
	if _, twice := marks[id]; twice {
		return fmt.Errorf("%s a second time", leaf.Kind)
	}
	marks[id] = markLeaf{index, leaf.At}
	return nil
}
