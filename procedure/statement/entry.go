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
	Login         []byte // commits to what the login of the author has proven; nil without one
	Persons       int    // authors; 1 unless the entry says more
	Parties       []byte // commits to who acts for whom; nil for who speaks for herself, and in entries from before it was kept
}

// leafOf writes the entry of a statement; parties commits to who acts for whom.
func leafOf(st Statement, parties []byte) ([]byte, error) {
	period := "none"
	if st.PeriodVersion != nil {
		period = st.PeriodVersion.String()
	}
	fields := []procedure.Field{
		{Key: "statement", Value: st.ID.String()},
		{Key: "number", Value: strconv.FormatInt(st.Number, 10)},
		{Key: "received", Value: st.ReceivedAt.Format(time.RFC3339Nano)},
		{Key: "channel", Value: string(st.Channel)},
		{Key: "period", Value: period},
		{Key: "commitment", Value: hashPrefix + hex.EncodeToString(st.Commitment)},
	}
	if login := st.Evidence.commitment(); login != nil {
		fields = append(fields, procedure.Field{Key: "login", Value: hashPrefix + hex.EncodeToString(login)})
	}
	if parties != nil {
		fields = append(fields, procedure.Field{Key: "persons", Value: strconv.Itoa(st.Persons)},
			procedure.Field{Key: "parties", Value: hashPrefix + hex.EncodeToString(parties)})
	}
	return procedure.FormatLeaf(procedure.LeafReceived, st.RecordedAt, fields...)
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
	e := Entry{RecordedAt: leaf.At, Channel: Channel(leaf.Fields["channel"]), Persons: 1}
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
	var ok bool
	if e.Commitment, ok = readHash(leaf.Fields["commitment"]); !ok {
		return bad("commitment")
	}
	if login, there := leaf.Fields["login"]; there {
		if e.Login, ok = readHash(login); !ok {
			return bad("login")
		}
	}
	if parties, there := leaf.Fields["parties"]; there {
		if e.Parties, ok = readHash(parties); !ok {
			return bad("parties")
		}
		if e.Persons, err = strconv.Atoi(leaf.Fields["persons"]); err != nil || e.Persons < 1 {
			return bad("persons")
		}
	}
	return e, nil
}

const hashPrefix = "sha256:"

func readHash(text string) ([]byte, bool) {
	digits, ok := strings.CutPrefix(text, hashPrefix)
	sum, err := hex.DecodeString(digits)
	return sum, ok && err == nil && len(sum) == 32
}
