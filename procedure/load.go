package procedure

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure/period"
)

// Source supplies facts that a later room knows, in the same transaction: how many bodies were asked, how the documents
// could be reached, how many statements have no answer.
type Source func(ctx context.Context, tx identity.Tx, f *Facts) error

// Consult adds sources of facts. It is part of building the service and not safe beside its use.
func (s *Service) Consult(sources ...Source) { s.sources = append(s.sources, sources...) }

// loadFacts reads everything that the conditions look at, with one query per table.
func (s *Service) loadFacts(ctx context.Context, tx identity.Tx, id uuid.UUID, round *uuid.UUID) (Facts, error) {
	f, err := loadFacts(ctx, tx, id, round)
	if err != nil {
		return Facts{}, err
	}
	for _, source := range s.sources {
		if err := source(ctx, tx, &f); err != nil {
			return Facts{}, fmt.Errorf("facts of procedure %s: %w", f.Procedure.Slug, err)
		}
	}
	return f, nil
}

// loadFacts reads what this room knows by itself.
func loadFacts(ctx context.Context, tx identity.Tx, id uuid.UUID, round *uuid.UUID) (Facts, error) {
	p, err := selectProcedure(ctx, tx, id)
	if err != nil {
		return Facts{}, err
	}
	f := Facts{Procedure: p, Now: tx.Now, Today: period.DateAt(tx.Now)}
	f.On = f.Today
	if f.Course, err = CourseOf(p.Plan.Kind, p.Regime); err != nil {
		return Facts{}, err
	}
	if f.Steps, err = selectSteps(ctx, tx, id); err != nil {
		return Facts{}, err
	}
	if f.Acts, err = selectActs(ctx, tx, id); err != nil {
		return Facts{}, err
	}
	if f.Links, err = selectLinks(ctx, tx, id); err != nil {
		return Facts{}, err
	}
	if err := f.loadRounds(ctx, tx); err != nil {
		return Facts{}, err
	}
	return f, f.withRound(round)
}

func (f *Facts) loadRounds(ctx context.Context, tx identity.Tx) error {
	rounds, err := selectRounds(ctx, tx, f.Procedure.ID)
	if err != nil {
		return err
	}
	docs, err := selectAllDocuments(ctx, tx, f.Procedure.ID)
	if err != nil {
		return err
	}
	notices, err := selectAnnouncements(ctx, tx, f.Procedure.ID)
	if err != nil {
		return err
	}
	for _, r := range rounds {
		rf := RoundFacts{Round: r, Documents: docs[r.ID]}
		for _, a := range notices {
			if a.Round != nil && *a.Round == r.ID {
				rf.Announcements = append(rf.Announcements, a)
			}
		}
		f.Rounds = append(f.Rounds, rf)
	}
	for _, a := range notices {
		if a.Round == nil {
			f.Notices = append(f.Notices, a)
		}
	}
	return nil
}
