package statement

import (
	"context"
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
)

// Acting says for whom the one who sends a statement acts. Persons are counted by authors, not by who sends.
type Acting string

// The ways of acting.
const (
	ForSelf    Acting = "self"
	ForCompany Acting = "company" // the company or association is the author
	ForClients Acting = "clients" // as their representative, § 14 VwVfG; they are the authors
	ForChild   Acting = "child"   // as parent or guardian, §§ 107, 1629 BGB; the child is the author
	ForGroup   Acting = "group"   // together with others, all of them authors
	ForOther   Acting = "other"   // rows from before there were clients and children: one free name, no list
)

// Author is one of several persons behind a statement. An address may be missing: a list from a doorstep often has none.
type Author struct {
	Name       string
	Street     string
	PostalCode string
	City       string
}

// Address is the address on one line, without the parts that are missing.
func (a Author) Address() string {
	return strings.Trim(a.Street+", "+strings.TrimSpace(a.PostalCode+" "+a.City), ", ")
}

// Limits of the list of authors. Who has more attaches a list and states how many signed it.
const (
	MaxAuthors    = 200
	MaxSignatures = 100_000
)

// Persons counts the authors: whom a statement speaks for, not who carried it to the authority.
func (c Contact) Persons() int {
	named := len(c.Authors) + c.Signatures
	own := func(a Author) bool { return c.Name != "" && strings.EqualFold(a.Name, c.Name) }
	if c.ActingFor == ForGroup && !slices.ContainsFunc(c.Authors, own) {
		named++ // the one who sends is one of them
	}
	return max(1, named)
}

// SpeaksForOthers reports whether somebody else than the one who sends stands behind a statement.
func (c Contact) SpeaksForOthers() bool {
	return c.ActingFor != "" && c.ActingFor != ForSelf || len(c.Authors) > 0 || c.Signatures > 0
}

// Tidied leaves out what the way of acting has no use for: what was typed before somebody chose another one is no part of
// a statement.
func (c Contact) Tidied() Contact {
	switch c.ActingFor {
	case ForCompany:
		c.Authors, c.Signatures = nil, 0
	case ForClients, ForGroup:
		c.Role = ""
	case ForChild:
		c.ActingForName, c.Role, c.Signatures = "", "", 0
	case ForOther:
		c.Role, c.Authors, c.Signatures = "", nil, 0
	default:
		c.ActingForName, c.Role, c.Authors, c.Signatures = "", "", nil, 0
	}
	if len(c.Authors)+c.Signatures > 0 {
		c.ActingForName = ""
	}
	return c
}

// CheckActing holds what a form says about who acts for whom to what the authority needs to count and to answer. A mandate
// is never asked for: it is shown on demand (§ 14 Abs. 1 S. 3 VwVfG). Errors: *Invalid at acting_for, acting_for_name, role,
// authors and signatures.
func CheckActing(c Contact) error {
	fields := map[string]string{}
	switch c.ActingFor {
	case ForSelf, ForOther:
	case ForCompany:
		if strings.TrimSpace(c.ActingForName) == "" {
			fields["acting_for_name"] = "Bitte nennen Sie die Firma, den Verein oder die Organisation."
		}
	case ForClients, ForGroup, ForChild:
		if len(c.Authors) == 0 && c.Signatures == 0 && c.ActingForName == "" {
			fields["authors"] = missingAuthors[c.ActingFor]
		}
	default:
		fields["acting_for"] = "Bitte wählen Sie, für wen Sie schreiben."
	}
	if len(c.Authors) > MaxAuthors {
		fields["authors"] = tooManyAuthors
	}
	if c.Signatures < 0 || c.Signatures > MaxSignatures {
		fields["signatures"] = fmt.Sprintf("Bitte geben Sie eine Zahl zwischen 0 und %d an.", MaxSignatures)
	}
	for field, value := range map[string]string{"acting_for_name": c.ActingForName, "role": c.Role} {
		if CheckText([]byte(value)) != nil {
			fields[field] = "Hier stehen Zeichen, die sich nicht speichern lassen. Bitte schreiben Sie das Feld neu."
		}
	}
	if len(fields) > 0 {
		return &Invalid{fields}
	}
	return nil
}

var missingAuthors = map[Acting]string{
	ForClients: "Bitte nennen Sie, wen Sie vertreten. Oder hängen Sie eine Liste an und geben Sie an, wie viele Personen darauf stehen.",
	ForGroup:   "Bitte nennen Sie, wer mit Ihnen schreibt. Oder hängen Sie eine Liste an und geben Sie an, wie viele Personen unterschrieben haben.",
	ForChild:   "Bitte nennen Sie das Kind.",
}

var tooManyAuthors = fmt.Sprintf("Hier sind höchstens %d Personen möglich. Hängen Sie stattdessen eine Liste als Datei an und geben Sie an, wie viele Personen darauf stehen.", MaxAuthors)

// partiesCommitment binds the entry in the register to who acts for whom, and to what each file is for; nil for somebody
// who speaks only for herself, with files that are all content. It shares the salt of the content: once that is erased, no name can be tried against it.
func partiesCommitment(salt []byte, c Contact, files []Attachment) []byte {
	if !c.SpeaksForOthers() && !slices.ContainsFunc(files, func(f Attachment) bool { return f.Purpose != Content }) {
		return nil
	}
	h := sha256.New()
	part(h, []byte("einwand/parties/v1"))
	part(h, salt)
	for _, s := range []string{string(c.ActingFor), c.ActingForName, c.Role} {
		part(h, []byte(s))
	}
	number(h, uint64(c.Signatures))
	number(h, uint64(len(c.Authors)))
	for _, a := range c.Authors {
		for _, s := range []string{a.Name, a.Street, a.PostalCode, a.City} {
			part(h, []byte(s))
		}
	}
	number(h, uint64(len(files)))
	for _, f := range files {
		part(h, []byte(f.Purpose))
	}
	return h.Sum(nil)
}

// contentFirst puts what is weighed before mandates and lists of signatures, so that "Anlage 1" is the first of them in the
// weighing too.
func contentFirst(list []Attachment) []Attachment {
	ordered := slices.Clone(list)
	slices.SortStableFunc(ordered, func(a, b Attachment) int { return a.Purpose.rank() - b.Purpose.rank() })
	return ordered
}

// PersonsOf counts the persons behind statements, by party. One party's authors count once however often it writes; across
// parties nobody guesses who is the same person. It tells figures and no name.
func PersonsOf(ctx context.Context, tx identity.Tx, statements []uuid.UUID) (map[uuid.UUID]int, error) {
	counts, err := selectPersons(ctx, tx, statements)
	if err != nil {
		return nil, fmt.Errorf("count the authors of %d statements: %w", len(statements), err)
	}
	return counts, nil
}
