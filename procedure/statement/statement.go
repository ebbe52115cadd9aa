package statement

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/ledger"
)

// Channel is the Eingangsweg. The law makes no difference between them (§ 3 Abs. 2 S. 4 Nr. 2 BauGB).
type Channel string

// The channels.
const (
	Online        Channel = "online"
	Guest         Channel = "guest" // the portal's form without a login
	Email         Channel = "email"
	Letter        Channel = "letter"
	Fax           Channel = "fax"
	Niederschrift Channel = "niederschrift" // spoken at the town hall, written down by staff
	AtEvent       Channel = "event"
)

// OfPortal reports whether a form of the portal took the statement in, at the time of its arrival.
func (c Channel) OfPortal() bool { return c == Online || c == Guest }

// PartyKind says what stands behind a statement.
type PartyKind string

// The kinds of parties. Their letter in numbers of the weighing table: A for bodies, B for persons, D for events.
const (
	Person  PartyKind = "person"
	Body    PartyKind = "body" // public body, § 4 BauGB; its name is public
	Event   PartyKind = "event"
	Unknown PartyKind = "unknown" // anonymous: the content counts, an answer is not possible
)

// State is what became of a statement. Withdrawn ones stay known to the authority (§ 4a Abs. 5 BauGB) and in the table.
type State string

// The states of a statement.
const (
	Received  State = "received"
	Withdrawn State = "withdrawn"
)

// ReferenceKind is what a statement speaks about.
type ReferenceKind string

// The references.
const (
	ToPlan     ReferenceKind = "plan"
	ToDocument ReferenceKind = "document"
	ToPlace    ReferenceKind = "place"
)

// Reference is what the author says the statement is about. Text names the place; it is content, and part of the
// commitment.
type Reference struct {
	Kind     ReferenceKind
	Document *uuid.UUID
	Text     string
}

// Contact is who wrote and how to answer. It is never published.
type Contact struct {
	Name          string
	Street        string
	PostalCode    string
	City          string
	Mail          string
	ReplyBy       string // mail, post or none
	CopyByMail    bool   // attach the receipt to the mail, asked for on the check page
	ActingFor     Acting
	ActingForName string   // of a company; for ForOther, and rows from before, of the persons too
	Role          string   // in the company: Geschäftsführung, Vorstand
	Authors       []Author // beside the one who sends, or instead of her: see Acting
	Signatures    int      // on attached lists, not among Authors
}

// text is all that somebody typed.
func (c Contact) text() string {
	var b strings.Builder
	for _, s := range []string{c.Name, c.Street, c.PostalCode, c.City, c.Mail, c.ActingForName, c.Role, WriteAuthors(c.Authors)} {
		b.WriteString(s)
	}
	return b.String()
}

// Statement is one Stellungnahme as received, without content and contact data.
type Statement struct {
	ID            uuid.UUID
	Procedure     uuid.UUID
	Round         *uuid.UUID
	RoundReason   string // why it belongs to no round
	Party         uuid.UUID
	PartyKind     PartyKind
	OfficialName  string // of a body or event
	Pseudonym     int
	Account       *uuid.UUID
	Prefix        string
	Number        int64
	LogIndex      int64
	Channel       Channel
	ReceivedAt    time.Time // legal time of receipt
	RecordedAt    time.Time // when the house entered it
	IntakeNote    string    // how the time of receipt of a letter is known
	PeriodVersion *uuid.UUID
	Commitment    []byte
	Evidence      Evidence
	Persons       int // authors behind it
	ReferenceKind ReferenceKind
	ReferenceDoc  *uuid.UUID
	State         State
	WithdrawnAt   *time.Time
}

// Label is the number as printed: BP47-0068.
func (s Statement) Label() string { return Label(s.Prefix, s.Number) }

// Label prints the number of a statement with its procedure's prefix.
func Label(prefix string, number int64) string { return fmt.Sprintf("%s-%04d", prefix, number) }

// Backdated reports whether staff recorded the statement with an earlier time of receipt: a class of its own in every
// audit.
func (s Statement) Backdated() bool { return !s.Channel.OfPortal() }

// Errors of the room.
var (
	ErrNotFound     = errors.New("statement: not found")
	ErrForbidden    = errors.New("statement: actor may not do this here")
	ErrLevelTooLow  = errors.New("statement: login is below the level that the form asks for")
	ErrLoginTooOld  = errors.New("statement: login is too old for filing")
	ErrDraftMoved   = errors.New("statement: draft was saved elsewhere in the meantime")
	ErrDraftEmpty   = errors.New("statement: neither text nor file")
	ErrDraftGone    = errors.New("statement: draft does not exist")
	ErrTooManyFiles = errors.New("statement: too many files")
	ErrWrongState   = errors.New("statement: not possible in this state")
	ErrNoGuests     = errors.New("statement: the procedure takes no statements without a login")
	ErrLinkOver     = errors.New("statement: the link that confirms an address has ended")
	ErrAskedOften   = errors.New("statement: the mailbox has been written to often enough for now")
)

// Unstorable says why a text cannot be taken as it is; the person gets it back.
type Unstorable struct{ Why TextProblem }

func (e *Unstorable) Error() string { return "statement: text cannot be stored: " + string(e.Why) }

// TextProblem is a reason why bytes are no text.
type TextProblem string

// The problems of a text.
const (
	NotUTF8 TextProblem = "not utf-8"
	HasNUL  TextProblem = "nul character"
	TooLong TextProblem = "too long"
)

// FileProblem is a reason why a file is refused.
type FileProblem string

// The problems of a file.
const (
	FileTooLarge  FileProblem = "too large"
	FileForbidden FileProblem = "forbidden type"
	FileMacros    FileProblem = "macros"
	FileEmpty     FileProblem = "empty"
)

// RefusedFile says which file was refused and why. Text and other files are not touched by it.
type RefusedFile struct {
	Name string
	Size int64
	Why  FileProblem
}

func (e *RefusedFile) Error() string { return "statement: file refused: " + string(e.Why) }

// Limits of one filing. They bound what a request can cost, and the pages print them.
const (
	MaxText     = 2 << 20  // bytes of text
	MaxFile     = 25 << 20 // bytes of one file
	MaxFiles    = 10
	MaxLoginAge = 30 * time.Minute
)

// Service takes statements in, by every channel.
type Service struct {
	tenancy *identity.Tenancy
	blobs   procedure.Blobs
	signer  *ledger.Signer
}

// New builds the intake. The signer signs the checkpoints that receipts carry.
func New(tenancy *identity.Tenancy, blobs procedure.Blobs, signer *ledger.Signer) *Service {
	return &Service{tenancy: tenancy, blobs: blobs, signer: signer}
}

// newIDs makes n keys, each later than the one before.
func newIDs(n int) ([]uuid.UUID, error) {
	ids := make([]uuid.UUID, n)
	for i := range ids {
		id, err := uuid.NewV7()
		if err != nil {
			return nil, fmt.Errorf("make key: %w", err)
		}
		ids[i] = id
	}
	return ids, nil
}
