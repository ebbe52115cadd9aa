package template

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"strings"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
)

// Service keeps the templates of authorities. All its methods open their own transactions.
type Service struct{ tenancy *identity.Tenancy }

// New builds the service.
func New(tenancy *identity.Tenancy) *Service { return &Service{tenancy} }

// Own lists the templates of an authority in the version that holds, archived ones too, by name.
func (s *Service) Own(ctx context.Context, actor identity.Actor, authority uuid.UUID) ([]Template, error) {
	if !actor.Can(identity.ReadProcedures, identity.Of(authority)) {
		return nil, fmt.Errorf("list templates: %w", procedure.ErrForbidden)
	}
	var list []Template
	err := s.tenancy.Read(ctx, authority, func(tx identity.Tx) (err error) {
		list, err = selectLatest(ctx, tx)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list templates: %w", err)
	}
	return list, nil
}

// Find reads a template: a standard, or one of the authority in the version asked for, 0 for the one that holds.
// Errors: procedure.ErrNotFound, procedure.ErrForbidden.
func (s *Service) Find(ctx context.Context, actor identity.Actor, authority uuid.UUID, o procedure.Origin) (Template, error) {
	if !actor.Can(identity.ReadProcedures, identity.Of(authority)) {
		return Template{}, fmt.Errorf("read template: %w", procedure.ErrForbidden)
	}
	var t Template
	err := s.tenancy.Read(ctx, authority, func(tx identity.Tx) (err error) {
		t, err = find(ctx, tx, o)
		return err
	})
	if err != nil {
		return Template{}, fmt.Errorf("read template %s: %w", Key(o), err)
	}
	return t, nil
}

func find(ctx context.Context, tx identity.Tx, o procedure.Origin) (Template, error) {
	if o.Standard != "" {
		return standard(o.Standard)
	}
	return selectVersion(ctx, tx, o)
}

// Of is the template that a procedure came from, as it was then; nil for one that was set up without. Errors:
// procedure.ErrForbidden.
func (s *Service) Of(ctx context.Context, actor identity.Actor, ref procedure.Ref) (*Template, error) {
	if !actor.Can(identity.ReadProcedures, ref.Object()) {
		return nil, fmt.Errorf("read template of %s: %w", ref.Slug, procedure.ErrForbidden)
	}
	var found *Template
	err := s.tenancy.Read(ctx, ref.Authority, func(tx identity.Tx) error {
		o, err := procedure.OriginOf(ctx, tx, ref.ID)
		if err != nil || o == nil {
			return err
		}
		t, err := find(ctx, tx, *o)
		found = &t
		return err
	})
	if errors.Is(err, procedure.ErrNotFound) {
		return nil, nil // a standard that this version of the program no longer has
	}
	if err != nil {
		return nil, fmt.Errorf("read template of %s: %w", ref.Slug, err)
	}
	return found, nil
}

// Create makes a template of the authority from a standard or from one of its own. id is the key that the form brought
// along: sent twice it is one template. Errors: *procedure.Invalid (name), procedure.ErrNotFound, procedure.ErrForbidden.
func (s *Service) Create(ctx context.Context, actor identity.Actor, authority, id uuid.UUID, from procedure.Origin, name string) error {
	if !actor.Can(identity.ManageTemplates, identity.Of(authority)) {
		return fmt.Errorf("create template: %w", procedure.ErrForbidden)
	}
	name = strings.TrimSpace(name)
	if err := checkName(name); err != nil {
		return fmt.Errorf("create template: %w", err)
	}
	err := s.tenancy.Write(ctx, authority, func(tx identity.Tx) error {
		if _, err := selectVersion(ctx, tx, procedure.Origin{Template: id}); !errors.Is(err, procedure.ErrNotFound) {
			return err // sent twice
		}
		t, err := find(ctx, tx, from)
		if err != nil {
			return err
		}
		t.Origin, t.Name, t.Archived = procedure.Origin{Template: id, Version: 1}, name, false
		return insertVersion(ctx, tx, actor, t)
	})
	if err != nil {
		return fmt.Errorf("create template: %w", err)
	}
	return nil
}

// Edit is what somebody makes of a template.
type Edit struct {
	Name    string
	Content Content
}

// Save writes the next version over the one that was read. Sent twice, or without a change, it writes none. Errors:
// *procedure.Invalid, ErrChanged, procedure.ErrNotFound, procedure.ErrForbidden.
func (s *Service) Save(ctx context.Context, actor identity.Actor, authority uuid.UUID, read procedure.Origin, e Edit) error {
	return s.next(ctx, actor, authority, read, "save", func(t *Template) error {
		t.Name, t.Content = strings.TrimSpace(e.Name), e.Content
		course, err := t.Course()
		if err != nil {
			return err
		}
		return objections(t.Name, t.Content, course)
	})
}

// Archive takes a template out of the list for new procedures, or puts it back. Errors: ErrChanged,
// procedure.ErrNotFound, procedure.ErrForbidden.
func (s *Service) Archive(ctx context.Context, actor identity.Actor, authority uuid.UUID, read procedure.Origin, archived bool) error {
	return s.next(ctx, actor, authority, read, "archive", func(t *Template) error {
		t.Archived = archived
		return nil
	})
}

// next writes a version after the one that was read.
func (s *Service) next(ctx context.Context, actor identity.Actor, authority uuid.UUID, read procedure.Origin, what string, change func(*Template) error) error {
	if !actor.Can(identity.ManageTemplates, identity.Of(authority)) {
		return fmt.Errorf("%s template: %w", what, procedure.ErrForbidden)
	}
	err := s.tenancy.Write(ctx, authority, func(tx identity.Tx) error {
		now, err := selectVersion(ctx, tx, procedure.Origin{Template: read.Template})
		if err != nil {
			return err
		}
		t := now
		t.Content = now.Content.clone()
		if err := change(&t); err != nil {
			return err
		}
		same := t.Name == now.Name && t.Archived == now.Archived && equal(t.Content, now.Content)
		switch {
		case same:
			return nil
		case now.Origin.Version != read.Version:
			return ErrChanged
		}
		t.Origin.Version++
		return insertVersion(ctx, tx, actor, t)
	})
	if err != nil {
		return fmt.Errorf("%s template %s: %w", what, read.Template, err)
	}
	return nil
}

// equal compares as stored, so that an empty list and none are the same.
func equal(a, b Content) bool {
	x, err1 := a.stored()
	y, err2 := b.stored()
	return err1 == nil && err2 == nil && reflect.DeepEqual(x, y)
}

// objections gathers what is wrong with name and content.
func objections(name string, c Content, course procedure.Course) error {
	var nameless, rest *procedure.Invalid
	fields := map[string]string{}
	if errors.As(checkName(name), &nameless) {
		maps.Copy(fields, nameless.Fields)
	}
	if errors.As(c.check(course), &rest) {
		maps.Copy(fields, rest.Fields)
	}
	if len(fields) == 0 {
		return nil
	}
	return &procedure.Invalid{Fields: fields}
}

func checkName(name string) error {
	message := ""
	switch {
	case name == "":
		message = "Bitte geben Sie der Vorlage einen Namen."
	case tooLong(name):
		message = "Der Name ist zu lang. Höchstens 200 Zeichen sind möglich."
	case !storable(name):
		message = "Der Name enthält Zeichen, die sich nicht speichern lassen."
	default:
		return nil
	}
	return &procedure.Invalid{Fields: map[string]string{"name": message}}
}
