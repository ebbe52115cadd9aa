package procedure

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
)

// Person is somebody who works on a procedure, by function: in the office, or in one outside of it.
type Person struct {
	Function string `json:"function"`
	Name     string `json:"name"`
	Mail     string `json:"mail"`
	Phone    string `json:"phone"`
	External bool   `json:"external"`
	Public   bool   `json:"public"` // may be named to the public
}

// maxPersons is more than ever worked on one plan.
const maxPersons = 50

// CheckPersons holds a list of persons to the rules. Errors: *Invalid at "persons".
func CheckPersons(list []Person) error {
	var inv Invalid
	inv.checkPersons("persons", list)
	return inv.orNil()
}

func (e *Invalid) checkPersons(field string, list []Person) {
	if len(list) > maxPersons {
		e.add(field, fmt.Sprintf("Höchstens %d Personen sind möglich.", maxPersons))
	}
	for n, p := range list {
		var one Invalid
		one.words("function", p.Function, "Es fehlt die Funktion, zum Beispiel „Sachbearbeitung“.")
		for _, text := range []string{p.Name, p.Mail, p.Phone} {
			one.optional("text", text)
		}
		if local, host, ok := strings.Cut(p.Mail, "@"); p.Mail != "" && (!ok || local == "" || !strings.Contains(host, ".") || strings.ContainsAny(p.Mail, " <>,;")) {
			one.add("mail", fmt.Sprintf("„%s“ ist keine E-Mail-Adresse.", p.Mail))
		}
		if len(one.Fields) > 0 {
			e.add(field, fmt.Sprintf("Zeile %d: %s", n+1, one.Words()))
			return
		}
	}
}

// SetPersons replaces the list of who works on a procedure. Errors: *Invalid, ErrForbidden, ErrNotFound.
func (s *Service) SetPersons(ctx context.Context, actor identity.Actor, ref Ref, list []Person) error {
	if err := CheckPersons(list); err != nil {
		return fmt.Errorf("set persons of %s: %w", ref.Slug, err)
	}
	return s.changeChecklist(ctx, actor, ref, "set persons on", func(tx identity.Tx, _ Checklist, _ Course) error {
		have, err := selectPersons(ctx, tx, ref.ID)
		if err != nil || slices.Equal(have, list) {
			return err
		}
		if err := deletePersons(ctx, tx, ref.ID); err != nil {
			return err
		}
		return insertPersons(ctx, tx, ref.ID, list)
	})
}

// Origin is the template that a procedure was set up from, in the version of that day: one that comes with the program, by
// its key, or one of the authority.
type Origin struct {
	Standard string
	Template uuid.UUID
	Version  int
}

// OriginOf reads from which template a procedure was set up; nil for one that was set up without.
func OriginOf(ctx context.Context, tx identity.Tx, procedure uuid.UUID) (*Origin, error) {
	return selectOrigin(ctx, tx, procedure)
}

// insertSetUp enters what a procedure brings along from its template.
func insertSetUp(ctx context.Context, tx identity.Tx, procedure uuid.UUID, n NewProcedure) error {
	if n.Origin != nil {
		if err := insertOrigin(ctx, tx, procedure, *n.Origin); err != nil {
			return err
		}
	}
	if err := insertItems(ctx, tx, procedure, 0, n.Checklist); err != nil {
		return err
	}
	return insertPersons(ctx, tx, procedure, n.Persons)
}
