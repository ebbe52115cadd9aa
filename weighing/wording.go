package weighing

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/statement"
)

// Wording is a wording that a person has released for the public. It holds while its range is still the segment's.
type Wording struct {
	Version    int
	Start      int
	End        int
	Text       string
	Redactions int
	By         string // empty: the operator
	At         time.Time
}

// NewRelease is the act of a person who has read the preview: the range that was read, and what to black out in it. The
// terms are names and addresses; they are used and not kept.
type NewRelease struct {
	Start int
	End   int
	Terms []string
}

// Suggestions lists what in a segment points to a person, from its author's contact data and from common forms. Reading
// contact data is logged. Errors: ErrNotFound, ErrWrongState once the text is erased.
func (s *Service) Suggestions(ctx context.Context, actor identity.Actor, ref procedure.Ref, segment uuid.UUID) ([]Suggestion, error) {
	full, g, err := s.segmentText(ctx, actor, ref, segment)
	if err != nil {
		return nil, fmt.Errorf("suggest redactions for segment %s: %w", segment, err)
	}
	contact, err := s.statements.ContactFor(ctx, actor, ref, full.ID)
	if err != nil {
		return nil, fmt.Errorf("suggest redactions for segment %s: %w", segment, err)
	}
	return Suggest(receivedOf(full).textOf(g), contact), nil
}

// Preview shows what a release with these terms would make public.
func (s *Service) Preview(ctx context.Context, actor identity.Actor, ref procedure.Ref, segment uuid.UUID, terms []string) (Redaction, error) {
	full, g, err := s.segmentText(ctx, actor, ref, segment)
	if err != nil {
		return Redaction{}, fmt.Errorf("preview redaction of segment %s: %w", segment, err)
	}
	return Redact(receivedOf(full).textOf(g), terms), nil
}

func (s *Service) segmentText(ctx context.Context, actor identity.Actor, ref procedure.Ref, segment uuid.UUID) (full statement.Full, g Segment, err error) {
	if !actor.Can(identity.Weigh, ref.Object()) {
		return full, g, ErrForbidden
	}
	err = s.tenancy.Read(ctx, ref.Authority, func(tx identity.Tx) error {
		owned, err := selectSegment(ctx, tx, ref.ID, segment)
		if err != nil {
			return err
		}
		g = owned.Segment
		full, err = readable(ctx, tx, ref.ID, owned)
		return err
	})
	return full, g, err
}

// readable loads the statement of a segment while its text exists.
func readable(ctx context.Context, tx identity.Tx, procedureID uuid.UUID, g ownedSegment) (statement.Full, error) {
	full, err := loadStatement(ctx, tx, procedureID, g.Statement)
	if err == nil && full.Erased {
		err = ErrWrongState
	}
	return full, err
}

// Release makes the wording of a segment public, with blackouts for the terms. It is an act of the person, on record
// with name and time. Errors: ErrMoved when the segment's range is not the one that was read, ErrWrongState for a segment
// without relevance, whose wording is not printed for the public.
func (s *Service) Release(ctx context.Context, actor identity.Actor, ref procedure.Ref, segment uuid.UUID, n NewRelease) (Wording, error) {
	var w Wording
	err := s.work(ctx, actor, ref, fmt.Sprintf("release segment %s", segment), func(tx identity.Tx) error {
		g, err := lockSegment(ctx, tx, ref.ID, segment)
		if err != nil {
			return err
		}
		if g.Kind != Argument {
			return ErrWrongState
		}
		if g.Start != n.Start || g.End != n.End {
			return ErrMoved
		}
		full, err := readable(ctx, tx, ref.ID, g)
		if err != nil {
			return err
		}
		r := Redact(receivedOf(full).textOf(g.Segment), n.Terms)
		w = Wording{Start: g.Start, End: g.End, Text: r.Text, Redactions: len(r.Hits), By: actor.Profile.Name(), At: tx.Now}
		w.Version, err = insertWording(ctx, tx, actor, segment, w)
		return err
	})
	return w, err
}
