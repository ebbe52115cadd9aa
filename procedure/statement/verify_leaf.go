package statement

import (
	"context"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/ledger"
)

// receivedLeaf is an entry that records the receipt of a statement.
type receivedLeaf struct {
	recorded   time.Time
	statement  uuid.UUID
	number     int64
	received   time.Time
	channel    Channel
	period     *uuid.UUID
	commitment []byte
}

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
		r, err := parseReceived(leaf)
		if err != nil {
			return err
		}
		a.received[l.Index] = r
	case string(procedure.EventWithdrawn):
		return mark(a.withdrawn, leaf, l.Index)
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

// parseReceived is the inverse of leafOf.
func parseReceived(leaf procedure.Leaf) (l receivedLeaf, err error) {
	l.recorded, l.channel = leaf.At, Channel(leaf.Fields["channel"])
	if l.statement, err = uuid.Parse(leaf.Fields["statement"]); err != nil {
		return l, fmt.Errorf("statement: %w", err)
	}
	if l.number, err = strconv.ParseInt(leaf.Fields["number"], 10, 64); err != nil {
		return l, fmt.Errorf("number: %w", err)
	}
	if l.received, err = time.Parse(time.RFC3339Nano, leaf.Fields["received"]); err != nil {
		return l, fmt.Errorf("time of receipt: %w", err)
	}
	if p := leaf.Fields["period"]; p != "none" {
		id, err := uuid.Parse(p)
		if err != nil {
			return l, fmt.Errorf("period: %w", err)
		}
		l.period = &id
	}
	sum, ok := strings.CutPrefix(leaf.Fields["commitment"], "sha256:")
	if l.commitment, err = hex.DecodeString(sum); err != nil || !ok || len(l.commitment) != 32 {
		return l, fmt.Errorf("commitment %.80q", leaf.Fields["commitment"])
	}
	return l, nil
}
