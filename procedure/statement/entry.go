package statement

import (
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/procedure"
)

// ErrNoReceipt says that an entry of the register does not record the receipt of a statement.
var ErrNoReceipt = errors.New("statement: entry does not record a receipt")

// Entry is what the register records of the receipt of a statement: everything that decides about timeliness, and the
// commitment to the content.
type Entry struct {
	Statement     uuid.UUID
	Number        int64
	ReceivedAt    time.Time
	RecordedAt    time.Time
	Channel       Channel
	PeriodVersion *uuid.UUID // nil when filed outside a round
	Commitment    []byte
}

// leafOf writes the entry of a statement.
func leafOf(st Statement) ([]byte, error) {
	period := "none"
	if st.PeriodVersion != nil {
		period = st.PeriodVersion.String()
	}
	return procedure.FormatLeaf(procedure.LeafReceived, st.RecordedAt,
		procedure.Field{Key: "statement", Value: st.ID.String()},
		procedure.Field{Key: "number", Value: strconv.FormatInt(st.Number, 10)},
		procedure.Field{Key: "received", Value: st.ReceivedAt.Format(time.RFC3339Nano)},
		procedure.Field{Key: "channel", Value: string(st.Channel)},
		procedure.Field{Key: "period", Value: period},
		procedure.Field{Key: "commitment", Value: fmt.Sprintf("sha256:%x", st.Commitment)})
}

// ParseEntry reads what leafOf wrote. Errors: procedure.ErrLeaf, ErrNoReceipt.
func ParseEntry(data []byte) (Entry, error) {
	leaf, err := procedure.ParseLeaf(data)
	if err != nil {
		return Entry{}, err
	}
	if leaf.Kind != procedure.LeafReceived {
		return Entry{}, fmt.Errorf("%w: it is of the kind %q", ErrNoReceipt, leaf.Kind)
	}
	return entryOf(leaf)
}

func entryOf(leaf procedure.Leaf) (Entry, error) {
	e := Entry{RecordedAt: leaf.At, Channel: Channel(leaf.Fields["channel"])}
	var err error
	bad := func(field string) (Entry, error) {
		return Entry{}, fmt.Errorf("%w: %s %.80q", ErrNoReceipt, field, leaf.Fields[field])
	}
	if e.Statement, err = uuid.Parse(leaf.Fields["statement"]); err != nil {
		return bad("statement")
	}
	if e.Number, err = strconv.ParseInt(leaf.Fields["number"], 10, 64); err != nil {
		return bad("number")
	}
	if e.ReceivedAt, err = time.Parse(time.RFC3339Nano, leaf.Fields["received"]); err != nil {
		return bad("received")
	}
	if p := leaf.Fields["period"]; p != "none" {
		id, err := uuid.Parse(p)
		if err != nil {
			return bad("period")
		}
		e.PeriodVersion = &id
	}
	sum, ok := strings.CutPrefix(leaf.Fields["commitment"], "sha256:")
	if e.Commitment, err = hex.DecodeString(sum); err != nil || !ok || len(e.Commitment) != 32 {
		return bad("commitment")
	}
	return e, nil
}
