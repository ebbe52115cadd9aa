package statement

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"time"

	"github.com/google/uuid"
)

// storedStatement is everything stored of one statement, before anybody trusts it. Pointers are nil where a row is gone.
type storedStatement struct {
	id         uuid.UUID
	number     int64
	index      int64
	period     *uuid.UUID
	commitment []byte
	reference  Reference
	state      State
	withdrawn  *time.Time
	login      Evidence // AuthnAt is nil when it was filed without a login, or its row is gone

	channel    *Channel // nil: the intake is gone
	receivedAt *time.Time
	recordedAt *time.Time
	recorder   *uuid.UUID
	evidence   *string

	content  bool // the row is there
	original []byte
	salt     []byte
	about    *string
	erasedAt *time.Time
	contact  bool
	acting   Contact // who acts for whom, and nothing else of it
	persons  int

	files []Attachment
}

// walk examines the statements in the order of their numbers.
func (a *audit) walk(ctx context.Context) error {
	return selectForAudit(ctx, a.tx, a.procedure, func(s storedStatement) error {
		a.report.Statements++
		a.countNumber(s)
		a.compareParties(s)
		a.compareLeaf(s)
		a.compareState(s)
		a.compareAddress(s)
		a.compareContent(s)
		return a.compareFiles(ctx, s)
	})
}

func (a *audit) countNumber(s storedStatement) {
	switch {
	case s.number < a.next:
		a.found(NumberTwice, s.number, s.index, s.id, "or below 1")
		return
	case s.number > a.next:
		a.found(NumberMissing, a.next, -1, uuid.Nil, "%d numbers from %d on", s.number-a.next, a.next)
	}
	a.next = s.number + 1
}

// compareLeaf holds the row against the entry that it names. Everything that decides about timeliness stands in both.
func (a *audit) compareLeaf(s storedStatement) {
	e, ok := a.received[s.index]
	if !ok {
		a.found(RowWithoutLeaf, s.number, s.index, s.id, "the entry is not there, records no receipt, or belongs to another statement")
		return
	}
	delete(a.received, s.index)
	differs := func(what string, row, leaf any) {
		a.found(LeafDiffers, s.number, s.index, s.id, "%s: row %v, leaf %v", what, row, leaf)
	}
	if e.Statement != s.id {
		differs("statement", s.id, e.Statement)
	}
	if e.Number != s.number {
		differs("number", s.number, e.Number)
	}
	if !bytes.Equal(e.Commitment, s.commitment) {
		differs("commitment", fmt.Sprintf("%x", s.commitment), fmt.Sprintf("%x", e.Commitment))
	}
	if (e.PeriodVersion == nil) != (s.period == nil) || e.PeriodVersion != nil && *e.PeriodVersion != *s.period {
		differs("period", s.period, e.PeriodVersion)
	}
	if e.Persons != s.persons {
		differs("persons", s.persons, e.Persons)
	}
	if login := s.login.commitment(); !bytes.Equal(e.Login, login) {
		differs("login", fmt.Sprintf("%x", login), fmt.Sprintf("%x", e.Login))
	}
	if s.channel == nil {
		a.found(IntakeMissing, s.number, s.index, s.id, "channel and time of receipt are gone")
		return
	}
	if e.Channel != *s.channel {
		differs("channel", *s.channel, e.Channel)
	}
	if !e.ReceivedAt.Equal(*s.receivedAt) {
		differs("received", s.receivedAt.UTC(), e.ReceivedAt)
	}
	if !e.RecordedAt.Equal(*s.recordedAt) {
		differs("recorded", s.recordedAt.UTC(), e.RecordedAt)
	}
	if !s.channel.OfPortal() {
		a.report.Backdated = append(a.report.Backdated, Backdated{Number: s.number, Channel: *s.channel, ReceivedAt: s.receivedAt.UTC(),
			RecordedAt: s.recordedAt.UTC(), Recorder: s.recorder, Evidence: *s.evidence})
	}
}

func (a *audit) compareState(s storedStatement) {
	l, recorded := a.withdrawn[s.id]
	if s.state != Withdrawn {
		return // a recorded withdrawal that no row has met is found in the end
	}
	a.report.Withdrawn++
	switch {
	case !recorded:
		a.found(WithdrawalDiffers, s.number, s.index, s.id, "withdrawn, and the register does not know of it")
	case s.withdrawn == nil || !l.at.Equal(*s.withdrawn):
		a.found(WithdrawalDiffers, s.number, l.index, s.id, "withdrawn at %v, the register says %s", s.withdrawn, l.at)
	}
	delete(a.withdrawn, s.id)
}

// compareAddress holds what a planner reads of a guest's address against the register.
func (a *audit) compareAddress(s storedStatement) {
	l, recorded := a.confirmed[s.id]
	at := s.login.ConfirmedAt
	if at == nil {
		return // a recorded confirmation that no row has met is found in the end
	}
	if !recorded || !l.at.Equal(*at) || s.channel != nil && *s.channel != Guest {
		a.found(AddressDiffers, s.number, s.index, s.id, "confirmed at %s, the register says %s", at.UTC(), l.at)
	}
	delete(a.confirmed, s.id)
}

// compareContent derives the commitment, or sees that the content was erased as it must be: emptied by the role for
// erasure, leaving a tombstone, with an entry in the register.
func (a *audit) compareContent(s storedStatement) {
	entry, recorded := a.erased[s.id]
	delete(a.erased, s.id)
	emptied := s.content && s.erasedAt != nil && s.original == nil && s.salt == nil && s.about == nil
	switch {
	case emptied && !recorded:
		a.found(ErasureUnrecorded, s.number, s.index, s.id, "emptied at %s without an entry", s.erasedAt.UTC())
	case emptied && (s.contact || len(s.acting.Authors) > 0 || len(s.files) > 0):
		a.found(ErasureIncomplete, s.number, entry.index, s.id, "contact data, names of authors or attachments are still there")
	case emptied:
		a.report.Erased++
	case recorded:
		a.found(ErasureIncomplete, s.number, entry.index, s.id, "the content is still there")
	case !s.content || s.original == nil || s.salt == nil || s.about == nil:
		a.found(ContentMissing, s.number, s.index, s.id, "the content is gone and was not erased")
	default:
		if !s.contact {
			a.found(ContentMissing, s.number, s.index, s.id, "the contact data is gone and was not erased")
		}
		s.reference.Text = *s.about
		if !bytes.Equal(Commit(s.salt, s.original, s.reference, files(s.files)), s.commitment) {
			a.found(CommitmentDiffers, s.number, s.index, s.id, "text, reference or list of files is not what was received")
		}
	}
}

// compareParties derives who acts for whom while it can be read. Where the register keeps nothing of it, somebody spoke for herself, or
// it was received before the register kept it: then there is nobody else, and every file is content.
func (a *audit) compareParties(s storedStatement) {
	e, ok := a.received[s.index]
	if !ok || s.erasedAt != nil || s.salt == nil || !s.contact {
		return
	}
	if e.Parties == nil {
		special := slices.ContainsFunc(s.files, func(f Attachment) bool { return f.Purpose != Content })
		if special || len(s.acting.Authors) > 0 || s.acting.Signatures > 0 || s.acting.Role != "" {
			a.found(PartiesDiffer, s.number, s.index, s.id, "authors, signatures or purpose of a file appeared after it was received")
		}
		return
	}
	if got := partiesCommitment(s.salt, s.acting, s.files); !bytes.Equal(got, e.Parties) || s.acting.Persons() != s.persons {
		a.found(PartiesDiffer, s.number, s.index, s.id, "authors, representative or purpose of a file are not what was received")
	}
}

// compareFiles hashes the bytes in the store again.
func (a *audit) compareFiles(ctx context.Context, s storedStatement) error {
	for i, f := range s.files {
		a.report.Files++
		size, sum, err := a.hashBlob(ctx, f.BlobKey)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			a.found(FileMissing, s.number, s.index, s.id, "attachment %d is not in the store", i+1)
		case err != nil:
			return fmt.Errorf("attachment %d of statement %d: %w", i+1, s.number, err)
		case size != f.Size || !bytes.Equal(sum, f.SHA256):
			a.found(FileDiffers, s.number, s.index, s.id, "attachment %d: %d bytes, received were %d", i+1, size, f.Size)
		}
	}
	return nil
}

func (a *audit) hashBlob(ctx context.Context, key string) (size int64, sum []byte, err error) {
	f, err := a.blobs.Open(ctx, key)
	if err != nil {
		return 0, nil, err
	}
	h := sha256.New()
	size, err = io.Copy(h, f)
	return size, h.Sum(nil), errors.Join(err, f.Close())
}
