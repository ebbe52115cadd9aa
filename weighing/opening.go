package weighing

import (
	"bytes"
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
)

// ErrOpening marks bytes that are no opening of a table, or one whose parts contradict each other.
var ErrOpening = errors.New("weighing: not an opening of a frozen table")

// The forms of an opening. A program from before tables named a session refuses the second, instead of finding another hash
// and calling it forged.
const (
	openingFormat        = "einwand/table-opening/v1"
	openingFormatSession = "einwand/table-opening/v2"
)

// opening is a frozen table with its decisions and with the salts behind their hashes: whoever holds it can compute what
// stands in the register. It names what people wrote and excluded members, and is for a case file, not for the public. The
// names of the fields are kept by a test; a change needs another format.
type opening struct {
	Format     string
	Number     int
	FrozenAt   time.Time
	DataAsOf   time.Time
	Checkpoint string
	Head       TableHead
	Rows       []frozenRow
	Decisions  []openedDecision
}

type openedDecision struct {
	DecisionRecord
	Salt []byte
}

// Opening writes table N with all decisions on it, and the salts. Errors: ErrForbidden, ErrNotFound.
func (s *Service) Opening(ctx context.Context, actor identity.Actor, ref procedure.Ref, n int) ([]byte, error) {
	if !actor.Can(identity.ReadCouncilTables, ref.Object()) || !actor.Can(identity.ReadContacts, ref.Object()) {
		return nil, fmt.Errorf("opening of table %d of %s: %w", n, ref.Slug, ErrForbidden)
	}
	o := opening{Format: openingFormat}
	err := s.tenancy.Read(ctx, ref.Authority, func(tx identity.Tx) error {
		t, err := selectTable(ctx, tx, ref.ID, n)
		if err != nil {
			return err
		}
		o.Number, o.FrozenAt, o.DataAsOf, o.Checkpoint, o.Head = t.Head.Number, t.Head.FrozenAt, t.Head.DataAsOf, t.Head.Checkpoint, t.Head
		if t.Head.Session != nil {
			o.Format = openingFormatSession
		}
		if o.Rows, err = selectRows(ctx, tx, t.ID, 1, allRows); err != nil {
			return err
		}
		lines, err := selectDecisionLines(ctx, tx, []uuid.UUID{t.ID})
		if err != nil {
			return err
		}
		for _, l := range lines {
			d, err := selectDecision(ctx, tx, t.ID, l.Number)
			if err != nil {
				return err
			}
			o.Decisions = append(o.Decisions, openedDecision{d.DecisionRecord, d.Salt})
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("opening of table %d of %s: %w", n, ref.Slug, err)
	}
	return o.format()
}

func (o opening) format() ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	if err := enc.Encode(o); err != nil {
		return nil, fmt.Errorf("write opening of table %d: %w", o.Number, err)
	}
	return b.Bytes(), nil
}

// Opened is what an opening proves: the hashes that follow from everything in it, as the register has them.
type Opened struct {
	Number    int
	Hash      string         // of the table, lower-case hex
	Decisions []string       // of the decisions, in their order
	Tables    []CouncilTable // before the vote, and with each decision
}

// OpenTable computes the hashes of an opening again, without a database. Error: ErrOpening.
func OpenTable(data []byte) (Opened, error) {
	var o opening
	if err := json.Unmarshal(data, &o); err != nil {
		return Opened{}, fmt.Errorf("%w: %w", ErrOpening, err)
	}
	if o.Format != openingFormat && o.Format != openingFormatSession {
		return Opened{}, fmt.Errorf("%w: format %.80q", ErrOpening, o.Format)
	}
	if (o.Format == openingFormatSession) != (o.Head.Session != nil) {
		return Opened{}, fmt.Errorf("%w: format %.80q and a head of the other", ErrOpening, o.Format)
	}
	o.Head.Number, o.Head.FrozenAt, o.Head.DataAsOf, o.Head.Checkpoint = o.Number, o.FrozenAt, o.DataAsOf, o.Checkpoint
	hashes := make([][]byte, len(o.Rows))
	for i, r := range o.Rows {
		if r.Examined != nil && r.Answers == nil {
			return Opened{}, fmt.Errorf("%w: row %s without answers", ErrOpening, r.Number)
		}
		hashes[i] = hashRow(r)
		if !slices.Equal(hashes[i], r.Hash) {
			return Opened{}, fmt.Errorf("%w: row %s has another hash", ErrOpening, r.Number)
		}
	}
	table := hashTable(o.Head, hashes)
	out := Opened{Number: o.Number, Hash: hex.EncodeToString(table)}
	o.Head.Hash = out.Hash
	plain := CouncilTable{Head: o.Head}
	for _, r := range o.Rows {
		plain.Rows = append(plain.Rows, r.forCouncil())
	}
	out.Tables = []CouncilTable{plain}
	for i, d := range o.Decisions {
		decided := plain
		decided.Decision = &o.Decisions[i].DecisionRecord
		out.Tables = append(out.Tables, decided)
		out.Decisions = append(out.Decisions, hex.EncodeToString(hashDecision(d.Salt, table, d.DecisionRecord, rowIDs(o.Rows))))
	}
	return out, nil
}
