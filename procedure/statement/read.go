package statement

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/ledger"
)

// Full is a statement with its content. Contact is the zero value unless the reader asked for it and may have it.
type Full struct {
	Statement
	Original    []byte
	Reference   Reference
	Contact     Contact
	Attachments []Attachment
	Erased      bool
}

// Text is the canonical text.
func (f Full) Text() string { return Canonical(f.Original) }

// Own is a line of "Meine Stellungnahmen".
type Own struct {
	ID             uuid.UUID
	Ref            procedure.Ref
	ProcedureTitle string
	Prefix         string
	Number         int64
	ReceivedAt     time.Time
	State          State
	ClosesAt       *time.Time // of the period that it was filed in
	ProcedureState procedure.State
}

// Label is the number as printed.
func (o Own) Label() string { return Label(o.Prefix, o.Number) }

// OwnDraft is an open draft in "Meine Stellungnahmen".
type OwnDraft struct {
	ID             uuid.UUID
	Authority      uuid.UUID
	Slug           string
	ProcedureTitle string
	UpdatedAt      time.Time
}

// Mine lists the person's statements and open drafts at all authorities.
func (s *Service) Mine(ctx context.Context, actor identity.Actor) ([]Own, []OwnDraft, error) {
	if !actor.Known() {
		return nil, nil, fmt.Errorf("list own statements: %w", ErrForbidden)
	}
	own, err := selectOwn(ctx, s.tenancy.Pool(), actor.Account)
	if err != nil {
		return nil, nil, fmt.Errorf("list own statements: %w", err)
	}
	drafts, err := selectOwnDrafts(ctx, s.tenancy.Pool(), actor.Account)
	if err != nil {
		return nil, nil, fmt.Errorf("list own drafts: %w", err)
	}
	return own, drafts, nil
}

// OwnByLabel finds the person's own statement by its printed number. ErrNotFound for anybody else's.
func (s *Service) OwnByLabel(ctx context.Context, actor identity.Actor, label string) (Own, error) {
	own, _, err := s.Mine(ctx, actor)
	if err != nil {
		return Own{}, err
	}
	for _, o := range own {
		if o.Label() == label {
			return o, nil
		}
	}
	return Own{}, fmt.Errorf("own statement %s: %w", label, ErrNotFound)
}

// ListItem is a statement in the planner's list.
type ListItem struct {
	Statement
	Excerpt  string // first characters of the text
	Segments int
	Open     int // arguments without a proposal
}

// List reads a page of a procedure's statements in the order of their numbers, with the total. One query for the rows.
func (s *Service) List(ctx context.Context, actor identity.Actor, ref procedure.Ref, offset, limit int) ([]ListItem, int, error) {
	if !actor.Can(identity.ReadStatements, ref.Object()) {
		return nil, 0, fmt.Errorf("list statements of %s: %w", ref.Slug, ErrForbidden)
	}
	var items []ListItem
	var register ledger.State
	err := s.tenancy.Read(ctx, ref.Authority, func(tx identity.Tx) (err error) {
		if register, err = ledger.Read(ctx, tx.Tx, ref.ID); err != nil {
			return err
		}
		items, err = selectList(ctx, tx, ref.ID, offset, limit)
		return err
	})
	if err != nil {
		return nil, 0, fmt.Errorf("list statements of %s: %w", ref.Slug, err)
	}
	return items, int(register.Statements), nil
}

// ForStaff reads one statement without contact data.
func (s *Service) ForStaff(ctx context.Context, actor identity.Actor, ref procedure.Ref, number int64) (Full, error) {
	if !actor.Can(identity.ReadStatements, ref.Object()) {
		return Full{}, fmt.Errorf("read statement %d of %s: %w", number, ref.Slug, ErrForbidden)
	}
	var f Full
	err := s.tenancy.Read(ctx, ref.Authority, func(tx identity.Tx) (err error) {
		f, err = LoadByNumber(ctx, tx, ref.ID, number)
		return err
	})
	if err != nil {
		return Full{}, fmt.Errorf("read statement %d of %s: %w", number, ref.Slug, err)
	}
	return f, nil
}

// OpenForStaff opens the n-th file of a statement, from 1. A mandate and a list of signatures tell names: they are for who reads contacts,
// and every reading is logged. Errors: ErrForbidden, ErrNotFound.
func (s *Service) OpenForStaff(ctx context.Context, actor identity.Actor, ref procedure.Ref, f Full, n int64) (Attachment, io.ReadSeekCloser, error) {
	if n < 1 || n > int64(len(f.Attachments)) {
		return Attachment{}, nil, fmt.Errorf("open attachment %d of %s: %w", n, f.Label(), ErrNotFound)
	}
	a := f.Attachments[n-1]
	if !actor.Can(identity.ReadStatements, ref.Object()) || a.Purpose.TellsNames() && !actor.Can(identity.ReadContacts, ref.Object()) {
		return Attachment{}, nil, fmt.Errorf("open attachment %d of %s: %w", n, f.Label(), ErrForbidden)
	}
	if a.Purpose.TellsNames() {
		err := s.tenancy.Write(ctx, ref.Authority, func(tx identity.Tx) error { return insertAccess(ctx, tx, actor, "contact", f.ID) })
		if err != nil {
			return Attachment{}, nil, fmt.Errorf("open attachment %d of %s: %w", n, f.Label(), err)
		}
	}
	file, err := s.OpenAttachment(ctx, a)
	return a, file, err
}

// ContactFor reads who wrote a statement and logs that the actor did.
func (s *Service) ContactFor(ctx context.Context, actor identity.Actor, ref procedure.Ref, id uuid.UUID) (Contact, error) {
	if !actor.Can(identity.ReadContacts, ref.Object()) {
		return Contact{}, fmt.Errorf("read contact of %s: %w", id, ErrForbidden)
	}
	var c Contact
	err := s.tenancy.Write(ctx, ref.Authority, func(tx identity.Tx) (err error) {
		if c, err = selectContact(ctx, tx, id); err != nil {
			return err
		}
		return insertAccess(ctx, tx, actor, "contact", id)
	})
	if err != nil {
		return Contact{}, fmt.Errorf("read contact of %s: %w", id, err)
	}
	return c, nil
}

// LoadByNumber reads a statement with its content inside a transaction, for rooms that build on it.
func LoadByNumber(ctx context.Context, tx identity.Tx, procedureID uuid.UUID, number int64) (Full, error) {
	id, err := selectIDByNumber(ctx, tx, procedureID, number)
	if err != nil {
		return Full{}, err
	}
	return Load(ctx, tx, id)
}

// Load reads a statement with its content inside a transaction.
func Load(ctx context.Context, tx identity.Tx, id uuid.UUID) (Full, error) {
	st, err := selectStatement(ctx, tx, id)
	if err != nil {
		return Full{}, err
	}
	f := Full{Statement: st}
	if err := selectContent(ctx, tx, &f); err != nil {
		return Full{}, err
	}
	f.Attachments, err = selectAttachments(ctx, tx, id)
	return f, err
}
