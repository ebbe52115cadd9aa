package statement

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
)

// BodyReply is what a public body sends by the link in its invitation, without an account.
type BodyReply struct {
	Round        uuid.UUID // in which it was asked
	OfficialName string
	Contact      Contact // who answers for it, and the mail address for the receipt
	Text         []byte
	Files        []NewFile
	ReceivedAt   time.Time
	Key          uuid.UUID // made with the form: sending it twice files once
}

// NewFile is a file of a form.
type NewFile struct {
	Name string
	Data io.Reader
}

// FileForBody files the reply like any other statement: number, entry of the register and the mail that is owed. Nobody has
// logged in; the evidence says so, and names the link. with runs in the same transaction, with the lock of the register
// held: there the room of the bodies enters whose reply it is. It runs for the first of two calls with one key only.
// Errors: *Unstorable, *RefusedFile, ErrDraftEmpty, ErrTooManyFiles.
func (s *Service) FileForBody(ctx context.Context, ref procedure.Ref, b BodyReply, with func(identity.Tx, Statement) error) (Statement, error) {
	files, err := s.takeReply(ctx, b)
	if err != nil {
		return Statement{}, fmt.Errorf("file reply of a body to %s: %w", ref.Slug, err)
	}
	st, known, err := s.fileReplyOnce(ctx, ref, b, files, with)
	if errors.Is(err, errSameIntake) {
		st, known, err = s.fileReplyOnce(ctx, ref, b, files, with) // the other one has committed: now it is found
	}
	if known { // no row names these copies
		for _, a := range files {
			err = errors.Join(err, s.blobs.Delete(ctx, a.BlobKey))
		}
	}
	if err != nil {
		return Statement{}, fmt.Errorf("file reply of a body to %s: %w", ref.Slug, err)
	}
	return st, nil
}

// takeReply judges text and files and stores the bytes of the files, before any row exists.
func (s *Service) takeReply(ctx context.Context, b BodyReply) ([]Attachment, error) {
	if err := CheckText(b.Text); err != nil {
		return nil, err
	}
	if err := CheckText([]byte(b.Contact.text())); err != nil {
		return nil, err
	}
	switch {
	case len(bytes.TrimSpace(b.Text)) == 0 && len(b.Files) == 0:
		return nil, ErrDraftEmpty
	case len(b.Files) > MaxFiles:
		return nil, ErrTooManyFiles
	}
	var list []Attachment
	var contents [][]byte
	for _, f := range b.Files {
		a, data, err := readFile(f.Name, f.Data)
		if err != nil {
			return nil, err
		}
		list, contents = append(list, a), append(contents, data)
	}
	for i, a := range list {
		if err := s.blobs.Put(ctx, a.BlobKey, bytes.NewReader(contents[i])); err != nil {
			return nil, err
		}
	}
	return list, nil
}

func (s *Service) fileReplyOnce(ctx context.Context, ref procedure.Ref, b BodyReply, files []Attachment, with func(identity.Tx, Statement) error) (st Statement, known bool, err error) {
	err = s.tenancy.Write(ctx, ref.Authority, func(tx identity.Tx) error {
		ids, err := selectIntakeStatements(ctx, tx, ref.ID, b.Key)
		if err != nil {
			return err
		}
		if known = len(ids) > 0; known {
			st, err = selectStatement(ctx, tx, ids[0])
			return err
		}
		salt, err := newSalt()
		if err != nil {
			return err
		}
		in := entry{channel: Online, receivedAt: b.ReceivedAt.UTC().Truncate(time.Microsecond), key: b.Key,
			evidence: Evidence{Level: identity.LevelNone, Means: identity.MeansMailbox}, kind: Body, official: strings.TrimSpace(b.OfficialName),
			round: &b.Round, contact: b.Contact, original: b.Text, reference: Reference{Kind: ToPlan}, files: files, salt: salt}
		if st, err = s.enter(ctx, tx, identity.Actor{}, ref.ID, &in); err != nil {
			return err
		}
		return with(tx, st)
	})
	return st, known, err
}
