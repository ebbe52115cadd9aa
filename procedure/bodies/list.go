package bodies

import (
	"context"
	"fmt"
	"strings"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
)

// List is a Verteiler: the bodies that are usually asked about plans of a kind.
type List struct {
	ID      uuid.UUID
	Name    string
	Kind    procedure.PlanKind // empty: proposed for every kind
	Numbers []int              // of its bodies, rising
}

// Fits reports whether the list is proposed for a kind of plan.
func (l List) Fits(kind procedure.PlanKind) bool { return l.Kind == "" || l.Kind == kind }

func (l List) check() error {
	fields := map[string]string{}
	if strings.TrimSpace(l.Name) == "" {
		fields["name"] = "Bitte geben Sie dem Verteiler einen Namen."
	} else if !storable(l.Name) {
		fields["name"] = notStorable
	}
	if l.Kind != "" && procedure.RegimesOf(l.Kind) == nil {
		fields["art"] = "Bitte wählen Sie, für welche Pläne der Verteiler vorgeschlagen wird."
	}
	if len(fields) > 0 {
		return &procedure.Invalid{Fields: fields}
	}
	return nil
}

// SaveList enters a list, or rewrites the one with its id. Numbers that the directory does not have are left out. Errors:
// *procedure.Invalid, ErrNameTaken, procedure.ErrNotFound, procedure.ErrForbidden.
func (s *Service) SaveList(ctx context.Context, actor identity.Actor, authority uuid.UUID, l List) (uuid.UUID, error) {
	if !actor.Can(identity.ManageProcedures, identity.Of(authority)) {
		return uuid.Nil, fmt.Errorf("save distribution list: %w", procedure.ErrForbidden)
	}
	l.Name = strings.TrimSpace(l.Name)
	if err := l.check(); err != nil {
		return uuid.Nil, fmt.Errorf("save distribution list: %w", err)
	}
	err := s.tenancy.Write(ctx, authority, func(tx identity.Tx) error {
		if l.ID != uuid.Nil {
			if err := updateList(ctx, tx, l); err != nil {
				return err
			}
		} else {
			ids, err := newIDs(1)
			if err != nil {
				return err
			}
			l.ID = ids[0]
			if err := insertList(ctx, tx, l); err != nil {
				return err
			}
		}
		return replaceEntries(ctx, tx, l)
	})
	if err != nil {
		return uuid.Nil, fmt.Errorf("save distribution list: %w", err)
	}
	return l.ID, nil
}

// DeleteList removes a list. The bodies stay in the directory.
func (s *Service) DeleteList(ctx context.Context, actor identity.Actor, authority, id uuid.UUID) error {
	if !actor.Can(identity.ManageProcedures, identity.Of(authority)) {
		return fmt.Errorf("delete distribution list: %w", procedure.ErrForbidden)
	}
	err := s.tenancy.Write(ctx, authority, func(tx identity.Tx) error {
		if err := replaceEntries(ctx, tx, List{ID: id}); err != nil {
			return err
		}
		return deleteList(ctx, tx, id)
	})
	if err != nil {
		return fmt.Errorf("delete distribution list: %w", err)
	}
	return nil
}

// Lists are the lists of an authority by name.
func (s *Service) Lists(ctx context.Context, actor identity.Actor, authority uuid.UUID) ([]List, error) {
	if !actor.Can(identity.ReadProcedures, identity.Of(authority)) {
		return nil, fmt.Errorf("read distribution lists: %w", procedure.ErrForbidden)
	}
	var lists []List
	err := s.tenancy.Read(ctx, authority, func(tx identity.Tx) (err error) {
		lists, err = selectLists(ctx, tx)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read distribution lists: %w", err)
	}
	return lists, nil
}
