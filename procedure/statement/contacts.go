package statement

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
)

// Use is what the names and addresses behind many statements are read for. It is the action in the access log.
type Use string

// The uses. Another one is another reason in the records of processing (Art. 30 DSGVO), so there is no free text.
const (
	UseLetters  Use = "contacts for letters"   // to tell the result by post, § 3 Abs. 2 S. 6 BauGB
	UseKeyList  Use = "contacts for key list"  // to tell the deciding body, and nobody else, who stands behind a number
	UseCaseFile Use = "contacts for case file" // to hand the file over to a court or an authority above, § 99 VwGO
)

// Correspondent is who stands behind a statement and how to answer.
type Correspondent struct {
	Statement
	Contact Contact
}

// Contacts reads who wrote all statements of a procedure, by number, and logs for each that the actor did. A statement whose contact data
// were erased is not among them. Errors: ErrForbidden.
func (s *Service) Contacts(ctx context.Context, actor identity.Actor, ref procedure.Ref, use Use) ([]Correspondent, error) {
	return s.contacts(ctx, actor, ref, use, func(ctx context.Context, tx identity.Tx) ([]uuid.UUID, error) {
		return selectStatementIDs(ctx, tx, ref.ID)
	})
}

// ContactsOf is Contacts for some statements of the procedure; no others are opened.
func (s *Service) ContactsOf(ctx context.Context, actor identity.Actor, ref procedure.Ref, use Use, statements []uuid.UUID) ([]Correspondent, error) {
	return s.contacts(ctx, actor, ref, use, func(context.Context, identity.Tx) ([]uuid.UUID, error) { return statements, nil })
}

func (s *Service) contacts(ctx context.Context, actor identity.Actor, ref procedure.Ref, use Use, which func(context.Context, identity.Tx) ([]uuid.UUID, error)) ([]Correspondent, error) {
	if !actor.Can(identity.ReadContacts, ref.Object()) {
		return nil, fmt.Errorf("%s of %s: %w", use, ref.Slug, ErrForbidden)
	}
	var list []Correspondent
	err := s.tenancy.Write(ctx, ref.Authority, func(tx identity.Tx) error {
		ids, err := which(ctx, tx)
		if err != nil {
			return err
		}
		if list, err = selectCorrespondents(ctx, tx, ref.ID, ids); err != nil {
			return err
		}
		return insertAccesses(ctx, tx, actor, string(use), list)
	})
	if err != nil {
		return nil, fmt.Errorf("%s of %s: %w", use, ref.Slug, err)
	}
	return list, nil
}

// Reach is by which way a statement can be answered. It tells no name, so that reading it leaves no trace.
type Reach struct {
	Statement uuid.UUID
	Prefix    string
	Number    int64
	Withdrawn bool
	ReplyBy   string // mail, post or none, as the author chose
	Post      bool   // there is an address that a letter reaches
	Mail      bool   // a mailbox is named; a guest's only once it was asked, so that a form cannot fill a stranger's
	OwnPage   bool   // there is a page for the author alone, behind a login or the link of a guest
}

// Label is the number as printed.
func (r Reach) Label() string { return Label(r.Prefix, r.Number) }

// Reaches lists for every statement of a procedure how its author can be answered. Errors: ErrForbidden.
func (s *Service) Reaches(ctx context.Context, actor identity.Actor, ref procedure.Ref) (map[uuid.UUID]Reach, error) {
	if !actor.Can(identity.ReadStatements, ref.Object()) {
		return nil, fmt.Errorf("ways to answer in %s: %w", ref.Slug, ErrForbidden)
	}
	var reaches map[uuid.UUID]Reach
	err := s.tenancy.Read(ctx, ref.Authority, func(tx identity.Tx) (err error) {
		reaches, err = ReachesIn(ctx, tx, ref.ID)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("ways to answer in %s: %w", ref.Slug, err)
	}
	return reaches, nil
}

// ReachesIn is Reaches for a room that decides by it in its own transaction.
func ReachesIn(ctx context.Context, tx identity.Tx, procedureID uuid.UUID) (map[uuid.UUID]Reach, error) {
	list, err := selectReaches(ctx, tx, procedureID)
	if err != nil {
		return nil, fmt.Errorf("ways to answer: %w", err)
	}
	reaches := make(map[uuid.UUID]Reach, len(list))
	for _, r := range list {
		reaches[r.Statement] = r
	}
	return reaches, nil
}
