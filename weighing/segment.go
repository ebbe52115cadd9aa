package weighing

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/google/uuid"
)

// SegmentKind says whether a part of a statement needs an answer.
type SegmentKind string

// The kinds. Nothing can be left out: what needs no answer says why.
const (
	Argument   SegmentKind = "argument"
	Irrelevant SegmentKind = "irrelevant" // salutation, signature, thanks; with a reason on record
)

// Segment is a part of a statement: bytes [Start, End) of the canonical text, or a whole attachment.
type Segment struct {
	ID         uuid.UUID
	Attachment *uuid.UUID // set: the segment is this file, and Start and End are 0
	Start      int
	End        int
	Kind       SegmentKind
	Reason     string // why it is irrelevant
	Topic      string // may be empty
	Proposed   bool   // has at least one proposal
}

// errUntiled is never the fault of a planner: the stored rows do not cover the text.
var errUntiled = errors.New("segments do not tile the statement")

func (g Segment) isText() bool { return g.Attachment == nil }

// undivided is how a statement begins: one segment for the text and one for each file. A statement without text that
// has files gets no segment for the text: nobody could answer nothing.
func undivided(text string, files, ids []uuid.UUID) []Segment {
	var list []Segment
	if text != "" || len(files) == 0 {
		list = append(list, Segment{ID: ids[0], End: len(text), Kind: Argument})
	}
	for i, file := range files {
		list = append(list, Segment{ID: ids[i+1], Attachment: &file, Kind: Argument})
	}
	return list
}

// split cuts the segment around a byte offset of the text. The first part keeps the key, the proposal and the topic;
// a released wording no longer fits its range and ends by itself. ErrOffset: not inside of a segment, within a
// character, or one of the parts would be blank.
func split(list []Segment, text string, at int, id uuid.UUID) ([]Segment, error) {
	i := slices.IndexFunc(list, func(g Segment) bool { return g.isText() && g.Start < at && at < g.End })
	if i < 0 || !cuttable(text, at) || blank(text[list[i].Start:at]) || blank(text[at:list[i].End]) {
		return nil, ErrOffset
	}
	second := list[i]
	second.ID, second.Start, second.Proposed, second.Topic = id, at, false, ""
	list = slices.Clone(list)
	list[i].End = at
	return slices.Insert(list, i+1, second), nil
}

// cuttable reports whether a character begins at the offset that does not belong to the one before: a combining mark, a
// variation selector and what a joiner joins stay where they are.
func cuttable(text string, at int) bool {
	if !utf8.RuneStart(text[at]) {
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(text[:at])
	after, _ := utf8.DecodeRuneInString(text[at:])
	const joiner = '\u200d'
	return !unicode.Is(unicode.M, after) && before != joiner && after != joiner
}

func blank(text string) bool { return strings.TrimSpace(text) == "" }

// merge joins a segment of the text with the one that follows. Errors: ErrNotFound, ErrNoNeighbour, ErrKindsDiffer,
// ErrProposalLost.
func merge(list []Segment, id uuid.UUID) ([]Segment, error) {
	i := slices.IndexFunc(list, func(g Segment) bool { return g.ID == id })
	if i < 0 {
		return nil, ErrNotFound
	}
	if !list[i].isText() || i+1 == len(list) || !list[i+1].isText() {
		return nil, ErrNoNeighbour
	}
	absorbed := list[i+1]
	if absorbed.Kind != list[i].Kind {
		return nil, ErrKindsDiffer
	}
	if absorbed.Proposed {
		return nil, ErrProposalLost
	}
	list = slices.Clone(list)
	list[i].End = absorbed.End
	return slices.Delete(list, i+1, i+2), nil
}

// change applies f to one segment.
func change(list []Segment, id uuid.UUID, f func(*Segment)) ([]Segment, error) {
	i := slices.IndexFunc(list, func(g Segment) bool { return g.ID == id })
	if i < 0 {
		return nil, ErrNotFound
	}
	list = slices.Clone(list)
	f(&list[i])
	return list, nil
}

// tiles holds a division to its statement: the segments of the text follow one another from the first byte to the last,
// and every file is there once. It is asked before every commit of a division and before every freezing.
func tiles(list []Segment, text string, files []uuid.UUID) error {
	at := 0
	var seen []uuid.UUID
	for _, g := range list {
		switch {
		case !g.isText():
			seen = append(seen, *g.Attachment)
		case g.Start != at || g.End < g.Start || g.End > len(text):
			return fmt.Errorf("%w: [%d, %d) after %d", errUntiled, g.Start, g.End, at)
		default:
			at = g.End
		}
	}
	if at != len(text) {
		return fmt.Errorf("%w: %d of %d bytes", errUntiled, at, len(text))
	}
	if !slices.Equal(sorted(seen), sorted(files)) {
		return fmt.Errorf("%w: files %v, segments for %v", errUntiled, files, seen)
	}
	return nil
}

func sorted(ids []uuid.UUID) []uuid.UUID {
	return slices.SortedFunc(slices.Values(ids), func(a, b uuid.UUID) int { return slices.Compare(a[:], b[:]) })
}
