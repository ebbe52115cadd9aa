package statement

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
)

// Draft is text that is not a statement yet. A person has at most one open per procedure.
type Draft struct {
	ID          uuid.UUID
	Key         uuid.UUID // idempotency key of the filing
	Version     int       // counts saves; a form carries the one that it was made from
	Original    []byte
	Reference   Reference
	Contact     Contact
	Attachments []Attachment
	CreatedAt   time.Time
	UpdatedAt   time.Time
	ConsumedAt  *time.Time
	Statement   *uuid.UUID
}

// Empty reports whether there is nothing to file. A mandate or a list of signatures says nothing about the plan.
func (d Draft) Empty() bool {
	return len(d.Original) == 0 && !slices.ContainsFunc(d.Attachments, func(a Attachment) bool { return a.Purpose == Content })
}

// Open returns the person's open draft of a procedure, or begins one with the contact data of the login. It needs no
// level: a person may write first and log in stronger later.
func (s *Service) Open(ctx context.Context, actor identity.Actor, ref procedure.Ref) (Draft, error) {
	if !actor.Known() {
		return Draft{}, fmt.Errorf("open draft for %s: %w", ref.Slug, ErrForbidden)
	}
	ids, err := newIDs(2)
	if err != nil {
		return Draft{}, fmt.Errorf("open draft for %s: %w", ref.Slug, err)
	}
	p := actor.Profile.Decent()
	fresh := Draft{ID: ids[0], Key: ids[1], Reference: Reference{Kind: ToPlan}, Contact: Contact{
		Street: p.Street, PostalCode: p.PostalCode, City: p.City, Mail: p.Mail, ReplyBy: replyFor(p), ActingFor: ForSelf}}
	var d Draft
	err = s.tenancy.Write(ctx, ref.Authority, func(tx identity.Tx) error {
		if err := insertDraft(ctx, tx, ref.ID, actor.Account, fresh); err != nil {
			return err
		}
		d, err = selectOpenDraft(ctx, tx, ref.ID, actor.Account)
		return err
	})
	if err != nil {
		return Draft{}, fmt.Errorf("open draft for %s: %w", ref.Slug, err)
	}
	return d, nil
}

func replyFor(p identity.Profile) string {
	if p.Mail == "" {
		return "post"
	}
	return "mail"
}

// SaveText stores the text and its reference. ErrDraftMoved if the draft was saved from elsewhere since version: the
// caller shows both texts, nothing is overwritten. Errors: *Unstorable.
func (s *Service) SaveText(ctx context.Context, actor identity.Actor, ref procedure.Ref, version int, original []byte, about Reference) (Draft, error) {
	if err := CheckText(original); err != nil {
		return Draft{}, fmt.Errorf("save draft for %s: %w", ref.Slug, err)
	}
	if err := CheckText([]byte(about.Text)); err != nil {
		return Draft{}, fmt.Errorf("save draft for %s: %w", ref.Slug, err)
	}
	return s.change(ctx, actor, ref, "save draft", func(tx identity.Tx, d Draft) error {
		return updateDraftText(ctx, tx, d.ID, version, original, about)
	})
}

// SaveContact stores who writes for whom and how to answer. Errors: *Unstorable, *Invalid.
func (s *Service) SaveContact(ctx context.Context, actor identity.Actor, ref procedure.Ref, c Contact) (Draft, error) {
	if err := CheckText([]byte(c.text())); err != nil {
		return Draft{}, fmt.Errorf("save contact for %s: %w", ref.Slug, err)
	}
	return s.change(ctx, actor, ref, "save contact", func(tx identity.Tx, d Draft) error {
		if len(c.Authors) > MaxAuthors {
			return &Invalid{map[string]string{"authors": tooManyAuthors}}
		}
		if err := updateDraftContact(ctx, tx, d.ID, c); err != nil {
			return err
		}
		return replaceDraftAuthors(ctx, tx, d.ID, c.Authors)
	})
}

// Discard deletes an open draft with its files.
func (s *Service) Discard(ctx context.Context, actor identity.Actor, ref procedure.Ref) error {
	var files []Attachment
	err := s.tenancy.Write(ctx, ref.Authority, func(tx identity.Tx) error {
		d, err := lockOpenDraft(ctx, tx, ref.ID, actor.Account)
		if err != nil {
			return err
		}
		files = d.Attachments
		return deleteDraft(ctx, tx, d.ID)
	})
	if err != nil {
		return fmt.Errorf("discard draft for %s: %w", ref.Slug, err)
	}
	for _, f := range files {
		if err := s.blobs.Delete(ctx, f.BlobKey); err != nil {
			return fmt.Errorf("discard file of draft for %s: %w", ref.Slug, err)
		}
	}
	return nil
}

func (s *Service) change(ctx context.Context, actor identity.Actor, ref procedure.Ref, op string, f func(identity.Tx, Draft) error) (Draft, error) {
	var d Draft
	err := s.tenancy.Write(ctx, ref.Authority, func(tx identity.Tx) (err error) {
		if d, err = lockOpenDraft(ctx, tx, ref.ID, actor.Account); err != nil {
			return err
		}
		if err := f(tx, d); err != nil {
			return err
		}
		d, err = selectOpenDraft(ctx, tx, ref.ID, actor.Account)
		return err
	})
	if err != nil {
		return Draft{}, fmt.Errorf("%s for %s: %w", op, ref.Slug, err)
	}
	return d, nil
}
