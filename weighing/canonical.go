package weighing

import (
	"crypto/sha256"
	"encoding/binary"
	"hash"
	"strconv"
	"time"

	"github.com/google/uuid"
)

// What is frozen and what is decided is hashed in a canonical form: a sequence of parts, each preceded by its length as
// eight bytes, big-endian, so that no two contents have the same bytes. The first part names the form and its version.
// Numbers are decimal, truth values "true" and "false", instants RFC 3339 in UTC, keys their 16 bytes; an optional part
// is preceded by whether it is there; a list is preceded by its length. The hash is SHA-256.
//
// Rows and decisions are salted with 32 random bytes that stay with the authority: a row holds words of a person, a
// decision names of excluded members, and neither may be found by trying.
type canon struct{ h hash.Hash }

func newCanon(form string) canon {
	c := canon{sha256.New()}
	c.text(form)
	return c
}

func (c canon) bytes(b []byte) {
	var length [8]byte
	binary.BigEndian.PutUint64(length[:], uint64(len(b)))
	c.h.Write(length[:])
	c.h.Write(b)
}

func (c canon) text(s string)       { c.bytes([]byte(s)) }
func (c canon) number(n int)        { c.text(strconv.Itoa(n)) }
func (c canon) truth(b bool)        { c.text(strconv.FormatBool(b)) }
func (c canon) instant(t time.Time) { c.text(t.UTC().Format(time.RFC3339Nano)) }
func (c canon) id(id uuid.UUID)     { c.bytes(id[:]) }
func (c canon) sum() []byte         { return c.h.Sum(nil) }

func (c canon) list(texts []string) {
	c.number(len(texts))
	for _, s := range texts {
		c.text(s)
	}
}

// hashRow is the hash of a row of a frozen table, over its salt and every column. A row with the examination of a late
// statement has the second form; every other one, and all rows from before there was one, the first.
func hashRow(r frozenRow) []byte {
	form := "einwand/row/v1"
	if r.Examined != nil {
		form = "einwand/row/v2"
	}
	c := newCanon(form)
	c.bytes(r.Salt)
	c.id(r.ID)
	c.number(r.Position)
	c.id(r.Statement)
	c.truth(r.Segment != nil)
	if r.Segment != nil {
		c.id(*r.Segment)
	}
	c.text(string(r.Group))
	c.text(r.Number)
	c.text(r.Label)
	c.instant(r.Received)
	c.text(r.Channel)
	c.truth(r.Timely)
	c.truth(r.Withdrawn)
	c.text(r.Reference)
	c.text(r.Place)
	c.text(r.Topic)
	c.text(r.Wording)
	c.truth(r.Released != nil)
	if r.Released != nil {
		c.text(*r.Released)
	}
	c.text(string(r.Code))
	c.text(r.Reasoning)
	c.text(r.PlanChange)
	c.text(r.Excused)
	if r.Examined != nil {
		c.examination(*r.Examined, *r.Answers)
	}
	return c.sum()
}

func (c canon) examination(e Examined, a LateAnswers) {
	c.instant(e.At)
	c.text(e.Norm)
	c.truth(a.Known)
	c.truth(a.Relevant)
	c.truth(a.Announced)
	c.text(a.Reasoning)
	c.text(a.AnsweredBy)
}

// hashTable is the hash of a frozen table, over its head with the checkpoint and the hashes of its rows in their order.
// It is what is printed, what stands in the register, and what a decision refers to. A table for a session has the second
// form; every other one, and all tables from before there was one, the first.
func hashTable(h TableHead, rows [][]byte) []byte {
	form := "einwand/table/v1"
	if h.Session != nil {
		form = "einwand/table/v2"
	}
	c := newCanon(form)
	c.number(h.Number)
	c.instant(h.FrozenAt)
	c.instant(h.DataAsOf)
	c.text(h.Checkpoint)
	c.text(h.Authority)
	c.text(h.Plan)
	c.text(h.PlanVersion)
	c.text(h.Step)
	c.text(h.Period)
	c.number(h.Statements)
	c.number(h.Persons)
	c.number(h.Segments)
	c.number(h.Withdrawn)
	c.list(h.SilentBodies)
	c.list(h.ContentedBodies)
	if h.Session != nil {
		c.session(*h.Session)
	}
	c.number(len(rows))
	for _, row := range rows {
		c.bytes(row)
	}
	return c.sum()
}

func (c canon) session(s Session) {
	c.text(s.Body)
	c.truth(!s.MeetingOn.IsZero())
	if !s.MeetingOn.IsZero() {
		c.text(s.MeetingOn.String())
	}
	c.text(s.Paper)
	c.text(s.AgendaItem)
}

// hashDecision is the hash of record M on a table, over its salt, the table's hash, the record, and the outcome of every
// row in the order of the table.
func hashDecision(salt, table []byte, d DecisionRecord, rows []uuid.UUID) []byte {
	c := newCanon("einwand/decision/v1")
	c.bytes(salt)
	c.bytes(table)
	c.number(d.Number)
	c.text(d.Body)
	c.text(d.MeetingOn.UTC().Format(time.DateOnly))
	c.text(d.AgendaItem)
	c.number(len(d.Votes))
	for _, v := range d.Votes {
		c.text(v.Scope)
		c.number(v.Yes)
		c.number(v.No)
		c.number(v.Abstain)
		c.number(v.Present)
		c.list(v.Excluded)
	}
	c.number(len(rows))
	for _, row := range rows {
		o := d.Items[row]
		c.id(row)
		c.text(string(o.Kind))
		c.text(string(o.Code))
		c.text(o.Text)
		c.number(o.Vote)
	}
	return c.sum()
}
