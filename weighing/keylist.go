package weighing

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/statement"
)

// KeyList tells who stands behind the pseudonyms of a frozen table. It is for the deciding body and nobody else: a table that
// becomes public never refers to it.
type KeyList struct {
	Head TableHead
	Keys []Key
}

// Key is one statement behind a pseudonym.
type Key struct {
	Label   string             // "Einwender 17"
	First   string             // number of its first row
	Last    string             // number of its last row
	Contact *statement.Contact // nil: erased
	Receipt string             // number of the receipt; empty when erased
}

// KeyList reads the key list of table N. Statements of public bodies are not in it, their names stand in the table. Each
// name is logged as read by the actor. Errors: ErrForbidden, ErrNotFound.
func (s *Service) KeyList(ctx context.Context, actor identity.Actor, ref procedure.Ref, n int) (KeyList, error) {
	if !actor.Can(identity.ReadContacts, ref.Object()) || !actor.Can(identity.ReadCouncilTables, ref.Object()) {
		return KeyList{}, fmt.Errorf("key list of table %d of %s: %w", n, ref.Slug, ErrForbidden)
	}
	t, err := s.snapshot(ctx, ref, n, 0)
	if err != nil {
		return KeyList{}, fmt.Errorf("key list of table %d of %s: %w", n, ref.Slug, err)
	}
	keys, statements := keysOf(t.rows)
	who, err := s.statements.ContactsOf(ctx, actor, ref, statement.UseKeyList, statements)
	if err != nil {
		return KeyList{}, fmt.Errorf("key list of table %d of %s: %w", n, ref.Slug, err)
	}
	names := map[uuid.UUID]statement.Correspondent{}
	for _, w := range who {
		names[w.ID] = w
	}
	for i, id := range statements {
		if w, known := names[id]; known {
			keys[i].Contact, keys[i].Receipt = &w.Contact, w.Label()
		}
	}
	return KeyList{Head: t.head, Keys: keys}, nil
}

// keysOf lists the pseudonyms of a table in its order, with the statements behind them.
func keysOf(rows []frozenRow) (keys []Key, statements []uuid.UUID) {
	for _, r := range rows {
		if r.Group == GroupBodies {
			continue
		}
		if last := len(keys) - 1; last >= 0 && statements[last] == r.Statement {
			keys[last].Last = r.Number
			continue
		}
		keys = append(keys, Key{Label: r.Label, First: r.Number, Last: r.Number})
		statements = append(statements, r.Statement)
	}
	return keys, statements
}
