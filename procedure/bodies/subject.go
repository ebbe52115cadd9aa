package bodies

import (
	"context"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
)

// determineSubject keeps, once, whose documents a round of the bodies is about: what a body was asked about does not change
// when the public is asked again later.
func determineSubject(ctx context.Context, tx identity.Tx, r procedure.Round, all []procedure.Round) error {
	documents, err := procedure.RoundDocuments(ctx, tx, r.Procedure)
	if err != nil {
		return err
	}
	return insertSubject(ctx, tx, r.ID, subjectOf(r, all, documents))
}

// subjectField is the subject as the register names it with every dispatch.
func subjectField(documents *uuid.UUID) string {
	if documents == nil {
		return "none"
	}
	return documents.String()
}

// subjectOf is the round itself where it has documents, or the round of the public on the same draft (§ 4a Abs. 2 BauGB lets both
// run together, on one set). One that is over counts only where its version has the same date. Of several, first those with
// documents, then those of the same date, then those that are published, then the latest. nil for none.
func subjectOf(r procedure.Round, all []procedure.Round, documents map[uuid.UUID][]procedure.Document) *uuid.UUID {
	if len(documents[r.ID]) > 0 {
		return &r.ID
	}
	var found *uuid.UUID
	best := -1
	for _, other := range all {
		same := other.Version.Dated == r.Version.Dated
		if other.Kind.ForBodies() || other.Kind.Formal() != r.Kind.Formal() || other.State == procedure.RoundClosed && !same {
			continue
		}
		rank := 0
		for _, better := range []bool{len(documents[other.ID]) > 0, same, other.State != procedure.RoundPlanned} {
			rank *= 2
			if better {
				rank++
			}
		}
		if rank >= best {
			found, best = &other.ID, rank
		}
	}
	return found
}

// documentsFor is what a body is asked about.
func documentsFor(ctx context.Context, tx identity.Tx, r procedure.Round, all []procedure.Round, sent *time.Time) ([]procedure.Document, error) {
	subject, determined, err := selectSubject(ctx, tx, r.ID)
	if err != nil {
		return nil, err
	}
	if !determined {
		own, err := procedure.DocumentsOf(ctx, tx, r.ID)
		if err != nil || len(own) > 0 {
			return own, err
		}
		subject = publishedBefore(r, all, sent)
	}
	if subject == nil {
		return nil, nil
	}
	return procedure.DocumentsOf(ctx, tx, *subject)
}

// publishedBefore stands in where the subject was not kept: the round of the public that was published latest before the letter
// went out.
func publishedBefore(r procedure.Round, all []procedure.Round, sent *time.Time) *uuid.UUID {
	var found *procedure.Round
	for i, other := range all {
		if other.Kind.ForBodies() || other.Kind.Formal() != r.Kind.Formal() || other.PublishedAt == nil || sent == nil || other.PublishedAt.After(*sent) {
			continue
		}
		if found == nil || !other.PublishedAt.Before(*found.PublishedAt) {
			found = &all[i]
		}
	}
	if found == nil {
		return nil
	}
	return &found.ID
}
