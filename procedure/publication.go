package procedure

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"strings"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
)

// ManifestText is the list of published documents whose hash the register has: position, hash, size and name of each, one
// line per document.
func ManifestText(docs []Document) string {
	var b strings.Builder
	for _, d := range docs {
		fmt.Fprintf(&b, "%d %x %d %s\n", d.Position, d.SHA256, d.Size, d.FileName)
	}
	return b.String()
}

// Manifest is the hash over the list of published documents.
func Manifest(docs []Document) []byte {
	sum := sha256.Sum256([]byte(ManifestText(docs)))
	return sum[:]
}

// Publish freezes the documents of a round of the public and opens it: from the first day on they are public, and from now
// on they do not change. The reason of m answers the warnings that stand against it and goes on record. Errors: *Refusal,
// ErrWrongState, ErrNotFound.
func (s *Service) Publish(ctx context.Context, actor identity.Actor, ref Ref, round uuid.UUID, m Move) error {
	if !actor.Can(identity.ManageProcedures, ref.Object()) {
		return fmt.Errorf("publish round %s: %w", round, ErrForbidden)
	}
	err := s.tenancy.Write(ctx, ref.Authority, func(tx identity.Tx) error {
		return s.Open(ctx, tx, actor, ref.ID, round, m)
	})
	if err != nil {
		return fmt.Errorf("publish round %s: %w", round, err)
	}
	return nil
}

// Open is Publish inside a transaction of the authority, for the room of the public bodies too: there it means that the
// letters go out with the commit.
func (s *Service) Open(ctx context.Context, tx identity.Tx, actor identity.Actor, procedure, round uuid.UUID, m Move) error {
	if _, err := lockProcedure(ctx, tx, procedure); err != nil {
		return err
	}
	// Held before anything is read of it: a document added meanwhile would be public and in no manifest.
	err := lockPlannedRound(ctx, tx, procedure, round)
	if errors.Is(err, ErrFrozen) {
		return fmt.Errorf("published already: %w", ErrWrongState)
	}
	if err != nil {
		return err
	}
	f, err := s.loadFacts(ctx, tx, procedure, &round)
	if err != nil {
		return err
	}
	t, _ := transitionOf(roundRules[f.Round.Kind].row)
	act, err := prepare(ctx, tx, t, &f, m)
	if err != nil {
		return err
	}
	manifest := Manifest(f.Round.Documents)
	if err := publishRound(ctx, tx, procedure, round, manifest); err != nil {
		return err
	}
	_, err = recordAct(ctx, tx, actor, procedure, act, Event{Kind: EventPublished, Detail: f.Round.Kind.Step().Name(), Fields: []Field{
		{"round", round.String()}, {"manifest", fmt.Sprintf("%x", manifest)}, {"documents", fmt.Sprint(len(f.Round.Documents))}}})
	return err
}

// CloseRound ends a round whose period has run out (§ 188 BGB: not before the last day is over) and begins the next step.
// The reason of m answers warnings, as of outages. Errors: *Refusal, ErrWrongState, ErrNotFound.
func (s *Service) CloseRound(ctx context.Context, actor identity.Actor, ref Ref, round uuid.UUID, m Move) error {
	if !actor.Can(identity.ManageProcedures, ref.Object()) {
		return fmt.Errorf("close round %s: %w", round, ErrForbidden)
	}
	err := s.tenancy.Write(ctx, ref.Authority, func(tx identity.Tx) error {
		f, err := s.lockFacts(ctx, tx, ref.ID, &round)
		if err != nil {
			return err
		}
		t, _ := transitionOf("T8")
		act, err := prepare(ctx, tx, t, &f, m)
		if errors.Is(err, ErrNoTransition) {
			return fmt.Errorf("close round: %w", ErrWrongState)
		}
		if err != nil {
			return err
		}
		if err := closeRound(ctx, tx, ref.ID, round); err != nil {
			return err
		}
		_, err = recordAct(ctx, tx, actor, ref.ID, act, Event{Kind: EventClosed, Detail: f.Round.Kind.Step().Name(), Fields: []Field{{"round", round.String()}}})
		return err
	})
	if err != nil {
		return fmt.Errorf("close round %s: %w", round, err)
	}
	return nil
}
