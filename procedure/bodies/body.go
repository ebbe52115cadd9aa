package bodies

import (
	"context"
	"errors"
	"fmt"
	"net/mail"
	"strings"
	"unicode/utf8"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/statement"
)

// Body is a Behörde or sonstiger Träger öffentlicher Belange in the directory of an authority.
type Body struct {
	ID         uuid.UUID
	Number     int // on the list, the same in every procedure and never given again
	Name       string
	Department string
	Mail       string // the known mailbox; empty: it gets letters
	Street     string
	PostalCode string
	City       string
	Note       string // for the staff alone
	Active     bool   // is still asked
}

// Title is the body with its department, as letters and tables name it.
func (b Body) Title() string {
	if b.Department == "" {
		return b.Name
	}
	return b.Name + ", " + b.Department
}

// Channel is how the body is asked: by mail where a mailbox is known (§ 4 Abs. 2 S. 2 BauGB: "sollen elektronisch erfolgen").
func (b Body) Channel() Channel {
	if b.Mail != "" {
		return ByMail
	}
	return ByLetter
}

// Address is where a letter to the body goes.
func (b Body) Address() string {
	if b.Mail != "" {
		return b.Mail
	}
	return strings.Join([]string{b.Name, b.Department, b.Street, strings.TrimSpace(b.PostalCode + " " + b.City)}, "\n")
}

// Service keeps the directory and leads the rounds of the public bodies. All its methods open their own transactions
// unless they take one.
type Service struct {
	tenancy    *identity.Tenancy
	procedures *procedure.Service
	statements *statement.Service
	publicURL  string
}

// New builds the room. publicURL is the address of the house without a path, which letters name.
func New(tenancy *identity.Tenancy, procedures *procedure.Service, statements *statement.Service, publicURL string) *Service {
	return &Service{tenancy: tenancy, procedures: procedures, statements: statements, publicURL: publicURL}
}

// Errors of the room, beside those of package procedure.
var (
	ErrNumberTaken = errors.New("bodies: list number is taken")
	ErrNameTaken   = errors.New("bodies: a list of this name exists")
	ErrNoLink      = errors.New("bodies: no invitation belongs to this link")
	ErrLinkOver    = errors.New("bodies: the procedure takes no replies any more")
)

const notStorable = "Der Text enthält Zeichen, die sich nicht speichern lassen."

// check refuses what cannot be kept or cannot be reached.
func (b Body) check() error {
	fields := map[string]string{}
	for id, text := range map[string]string{"name": b.Name, "abteilung": b.Department, "strasse": b.Street, "plz": b.PostalCode, "ort": b.City, "notiz": b.Note} {
		if !storable(text) {
			fields[id] = notStorable
		}
		if id != "notiz" && strings.ContainsAny(text, "\r\n") {
			fields[id] = "Bitte schreiben Sie diese Angabe in eine Zeile."
		}
	}
	if b.Name == "" {
		fields["name"] = "Bitte geben Sie den Namen der Behörde oder des Trägers ein."
	}
	if b.Number < 0 || b.Number > maxNumber {
		fields["nummer"] = fmt.Sprintf("Die Listennummer ist eine Zahl von 1 bis %d.", maxNumber)
	}
	if b.Mail != "" && !mailAddress(b.Mail) {
		fields["mail"] = "Bitte geben Sie eine vollständige E-Mail-Adresse ein, zum Beispiel „post@behoerde.example“."
	}
	if b.Mail == "" && (b.Street == "" || b.City == "") {
		fields["mail"] = "Bitte geben Sie eine E-Mail-Adresse oder eine vollständige Anschrift ein. Sonst lässt sich die Behörde nicht anschreiben."
	}
	if len(fields) > 0 {
		return &procedure.Invalid{Fields: fields}
	}
	return nil
}

// maxNumber keeps a slip of the pen from pushing all later numbers up.
const maxNumber = 99_999

func (b Body) trimmed() Body {
	for _, text := range []*string{&b.Name, &b.Department, &b.Mail, &b.Street, &b.PostalCode, &b.City, &b.Note} {
		*text = strings.TrimSpace(*text)
	}
	return b
}

func storable(text string) bool { return utf8.ValidString(text) && !strings.ContainsRune(text, 0) }

// mailAddress reports whether a text is one address and nothing else: no name, no list, no line break.
func mailAddress(text string) bool {
	a, err := mail.ParseAddress(text)
	return err == nil && a.Address == text && storable(text) && len(text) <= 254
}

// Add enters a body. A number of 0 takes the next one. Errors: *procedure.Invalid, ErrNumberTaken, procedure.ErrForbidden.
func (s *Service) Add(ctx context.Context, actor identity.Actor, authority uuid.UUID, b Body) (Body, error) {
	if !actor.Can(identity.ManageProcedures, identity.Of(authority)) {
		return Body{}, fmt.Errorf("add public body: %w", procedure.ErrForbidden)
	}
	b = b.trimmed()
	if err := b.check(); err != nil {
		return Body{}, fmt.Errorf("add public body: %w", err)
	}
	ids, err := newIDs(1)
	if err != nil {
		return Body{}, fmt.Errorf("add public body: %w", err)
	}
	b.ID, b.Active = ids[0], true
	err = s.tenancy.Write(ctx, authority, func(tx identity.Tx) (err error) {
		b.Number, err = insertBody(ctx, tx, b)
		return err
	})
	if err != nil {
		return Body{}, fmt.Errorf("add public body: %w", err)
	}
	return b, nil
}

// Change rewrites what the directory says of a body. Its number stays, and letters that went out stay as they were sent. A
// body that is no longer asked is set inactive, never deleted. Errors: *procedure.Invalid, procedure.ErrNotFound,
// procedure.ErrForbidden.
func (s *Service) Change(ctx context.Context, actor identity.Actor, authority uuid.UUID, b Body) error {
	if !actor.Can(identity.ManageProcedures, identity.Of(authority)) {
		return fmt.Errorf("change public body %d: %w", b.Number, procedure.ErrForbidden)
	}
	b = b.trimmed()
	if err := b.check(); err != nil {
		return fmt.Errorf("change public body %d: %w", b.Number, err)
	}
	err := s.tenancy.Write(ctx, authority, func(tx identity.Tx) error {
		if err := updateBody(ctx, tx, b); err != nil {
			return err
		}
		return refreshPrepared(ctx, tx, b)
	})
	if err != nil {
		return fmt.Errorf("change public body %d: %w", b.Number, err)
	}
	return nil
}

// Directory lists the bodies of an authority by number.
func (s *Service) Directory(ctx context.Context, actor identity.Actor, authority uuid.UUID) ([]Body, error) {
	if !actor.Can(identity.ReadProcedures, identity.Of(authority)) {
		return nil, fmt.Errorf("read directory: %w", procedure.ErrForbidden)
	}
	var list []Body
	err := s.tenancy.Read(ctx, authority, func(tx identity.Tx) (err error) {
		list, err = selectBodies(ctx, tx)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read directory: %w", err)
	}
	return list, nil
}

// Matches reports whether a body has the word in its number, name, department, place or mailbox.
func (b Body) Matches(word string) bool {
	word = strings.ToLower(strings.TrimSpace(word))
	text := strings.ToLower(fmt.Sprintf("%d %s %s %s %s", b.Number, b.Name, b.Department, b.City, b.Mail))
	return strings.Contains(text, word)
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
