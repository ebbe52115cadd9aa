package statement

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
)

// BodyReply is what a public body sends: by the link in its invitation, or released by its coordinator, who has logged in.
type BodyReply struct {
	Round        uuid.UUID // in which it was asked
	OfficialName string
	Contact      Contact // who answers for it, and the mail address for the receipt
	Text         []byte
	Files        []NewFile
	ReceivedAt   time.Time
	Key          uuid.UUID // made with the form: sending it twice files once

	// By is the coordinator; the zero value for the link. The statement is that of the body and belongs to no account: it is not
	// for one person to withdraw, and their later papers are not the body's.
	By identity.Actor
}

// NewFile is a file of a form.
type NewFile struct {
	Name string
	Data io.Reader
}

// FileForBody files the reply like any other statement: number, entry of the register and the mail that is owed. Behind the
// link nobody has logged in; the evidence says so. with runs in the same transaction, with the lock of the register
// held: there the room of the bodies enters whose reply it is. It runs for the first of two calls with one key only.
// Errors: *Unstorable, *RefusedFile, ErrDraftEmpty, ErrTooManyFiles.
func (s *Service) FileForBody(ctx context.Context, ref procedure.Ref, b BodyReply, with func(identity.Tx, Statement) error) (Statement, error) {
	evidence := Evidence{Level: identity.LevelNone, Means: identity.MeansMailbox}
	if b.By.Known() {
		evidence = evidenceOf(b.By)
	}
	in := entry{channel: Online, receivedAt: b.ReceivedAt, key: b.Key, evidence: evidence,
		kind: Body, official: strings.TrimSpace(b.OfficialName), round: &b.Round, contact: b.Contact, original: b.Text, reference: Reference{Kind: ToPlan}}
	st, err := s.fileWithoutLogin(ctx, ref, in, b.Files, func(tx identity.Tx, st Statement, known bool) error {
		if known {
			return nil
		}
		return with(tx, st)
	})
	if err != nil {
		return Statement{}, fmt.Errorf("file reply of a body to %s: %w", ref.Slug, err)
	}
	return st, nil
}

// fileWithoutLogin enters what a form sent that no draft stands behind. with runs in the same transaction; known tells it
// that an earlier call with the same key has filed.
func (s *Service) fileWithoutLogin(ctx context.Context, ref procedure.Ref, in entry, list []NewFile, with func(tx identity.Tx, st Statement, known bool) error) (Statement, error) {
	if err := checkForm(in, len(list)); err != nil {
		return Statement{}, err
	}
	in.receivedAt = in.receivedAt.UTC().Truncate(time.Microsecond)
	var err error
	if in.files, err = s.takeFiles(ctx, list); err != nil {
		return Statement{}, err
	}
	in.key = in.keyOfContent()
	st, known, err := s.fileOnce(ctx, ref, in, with)
	if errors.Is(err, errSameIntake) {
		st, known, err = s.fileOnce(ctx, ref, in, with) // the other one has committed: now it is found
	}
	if known || errors.Is(err, ErrNoGuests) { // no row names these copies
		for _, a := range in.files {
			err = errors.Join(err, s.blobs.Delete(ctx, a.BlobKey))
		}
	}
	return st, err
}

// keyOfContent is the key of the form with what it brings: the same again is a second click, and something else under the same key, the
// files chosen anew for instance, is received as what it is. The key of the form is random and stored nowhere else: it is the salt.
func (in entry) keyOfContent() uuid.UUID {
	h := sha256.New()
	for _, s := range []string{string(in.original), in.contact.text(), replyBy(in.contact), string(in.reference.Kind), fmt.Sprint(in.reference.Document), in.reference.Text} {
		part(h, []byte(s))
	}
	for _, f := range in.files {
		part(h, []byte(f.FileName))
		part(h, f.SHA256)
	}
	return uuid.NewSHA1(in.key, h.Sum(nil))
}

// checkForm judges the words of a form, before any byte of it is kept.
func checkForm(in entry, files int) error {
	for _, text := range [][]byte{in.original, []byte(in.contact.text()), []byte(in.reference.Text)} {
		if err := CheckText(text); err != nil {
			return err
		}
	}
	switch {
	case len(bytes.TrimSpace(in.original)) == 0 && files == 0:
		return ErrDraftEmpty
	case files > MaxFiles:
		return ErrTooManyFiles
	}
	return nil
}

// takeFiles judges all files and then stores their bytes, before any row exists.
func (s *Service) takeFiles(ctx context.Context, files []NewFile) ([]Attachment, error) {
	var list []Attachment
	var contents [][]byte
	for _, f := range files {
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

func (s *Service) fileOnce(ctx context.Context, ref procedure.Ref, in entry, with func(identity.Tx, Statement, bool) error) (st Statement, known bool, err error) {
	err = s.tenancy.Write(ctx, ref.Authority, func(tx identity.Tx) error {
		ids, err := selectIntakeStatements(ctx, tx, ref.ID, in.key)
		if err != nil {
			return err
		}
		if known = len(ids) > 0; known {
			if st, err = selectStatement(ctx, tx, ids[0]); err != nil {
				return err
			}
			return with(tx, st, true)
		}
		if in.salt, err = newSalt(); err != nil {
			return err
		}
		if st, err = s.enter(ctx, tx, identity.Actor{}, ref.ID, &in); err != nil {
			return err
		}
		return with(tx, st, false)
	})
	return st, known, err
}
