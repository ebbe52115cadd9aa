package follow

import (
	"context"
	"errors"
	"fmt"
	"net/mail"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
)

const (
	// confirmWithin is how long the mail that asks can be answered.
	confirmWithin = 48 * time.Hour
	// askAgain keeps a form that is sent over and over from filling a stranger's mailbox.
	askAgain = time.Hour
	// keptAfterEnd is how long an address stays after the end of its procedure.
	keptAfterEnd = 30 * 24 * time.Hour
	maxMail      = 254 // RFC 5321
)

// Subscribe asks for news about a procedure. The address gets one mail with a link; nothing else is sent until somebody
// follows it. The answer is the same whether the address is known or not. Errors: *procedure.Invalid (mail), ErrEnded,
// procedure.ErrNotFound.
func (s *Service) Subscribe(ctx context.Context, ref procedure.Ref, address string) error {
	address, err := parseMail(address)
	if err != nil {
		return fmt.Errorf("subscribe to %s: %w", ref.Slug, err)
	}
	ids, err := newIDs(2)
	if err != nil {
		return fmt.Errorf("subscribe to %s: %w", ref.Slug, err)
	}
	err = s.tenancy.Write(ctx, ref.Authority, func(tx identity.Tx) error {
		state, err := selectState(ctx, tx, ref.ID)
		if err != nil {
			return err
		}
		switch state {
		case procedure.InForce, procedure.Abandoned, procedure.Annulled:
			return ErrEnded
		}
		subscription, asks, err := insertSubscription(ctx, tx, ids[0], ref.ID, address, askAgain)
		if err != nil || !asks {
			return err
		}
		return insertOwed(ctx, tx, ids[1], "confirmation", subscription)
	})
	if err != nil {
		return fmt.Errorf("subscribe to %s: %w", ref.Slug, err)
	}
	return nil
}

func parseMail(typed string) (string, error) {
	typed = strings.TrimSpace(typed)
	a, err := mail.ParseAddress(typed)
	if err != nil || a.Name != "" || a.Address != typed || len(typed) > maxMail || strings.ContainsAny(typed, "\r\n\x00\"") {
		return "", &procedure.Invalid{Fields: map[string]string{"mail": "Bitte geben Sie eine E-Mail-Adresse ein, zum Beispiel name@beispiel.de."}}
	}
	return typed, nil
}

// Confirmed reports whether the subscription of a link is confirmed. ErrNotFound when it has ended or was never confirmed
// in time.
func (s *Service) Confirmed(ctx context.Context, ref procedure.Ref, secret string) (confirmed bool, err error) {
	err = s.bySecret(ctx, ref, secret, func(tx identity.Tx, _ uuid.UUID, at *time.Time) error {
		confirmed = at != nil
		return nil
	})
	return confirmed, err
}

// Confirm answers the mail that asked: from now on there is news. Confirming twice is confirming. ErrNotFound.
func (s *Service) Confirm(ctx context.Context, ref procedure.Ref, secret string) error {
	return s.bySecret(ctx, ref, secret, func(tx identity.Tx, id uuid.UUID, at *time.Time) error {
		if at != nil {
			return nil
		}
		return confirmSubscription(ctx, tx, id)
	})
}

// End deletes a subscription with its address. One that has ended already is as it should be.
func (s *Service) End(ctx context.Context, ref procedure.Ref, secret string) error {
	err := s.bySecret(ctx, ref, secret, func(tx identity.Tx, id uuid.UUID, _ *time.Time) error {
		return deleteSubscription(ctx, tx, id)
	})
	if errors.Is(err, ErrNotFound) {
		return nil
	}
	return err
}

// bySecret finds the subscription of a link, under its lock.
func (s *Service) bySecret(ctx context.Context, ref procedure.Ref, secret string, f func(identity.Tx, uuid.UUID, *time.Time) error) error {
	hash, ok := hashOf(secret)
	if !ok {
		return fmt.Errorf("subscription to %s: %w", ref.Slug, ErrNotFound)
	}
	err := s.tenancy.Write(ctx, ref.Authority, func(tx identity.Tx) error {
		id, asked, confirmed, err := lockSubscription(ctx, tx, ref.ID, hash)
		if err == nil && confirmed == nil && !tx.Now.Before(asked.Add(confirmWithin)) {
			err = ErrNotFound
		}
		if err != nil {
			return err
		}
		return f(tx, id, confirmed)
	})
	if err != nil {
		return fmt.Errorf("subscription to %s: %w", ref.Slug, err)
	}
	return nil
}

// Sweep deletes the addresses of an authority that nobody confirmed in time, and those of procedures that ended a month ago.
func (s *Service) Sweep(ctx context.Context, authority uuid.UUID) error {
	err := s.tenancy.Write(ctx, authority, func(tx identity.Tx) error {
		if err := deleteUnconfirmed(ctx, tx, tx.Now.Add(-confirmWithin)); err != nil {
			return err
		}
		return deleteEnded(ctx, tx, tx.Now.Add(-keptAfterEnd))
	})
	if err != nil {
		return fmt.Errorf("sweep subscriptions: %w", err)
	}
	return nil
}

// Letter is what a mail to a subscriber needs. Its secret is new: every mail has its own.
type Letter struct {
	Mail       string
	Secret     string
	Slug       string
	Title      string
	ShortTitle string
	Authority  string // name
	Office     string
	Phone      string
}

// ConfirmationOwed is the mail that asks whether somebody wants news. ErrNotFound when nobody is to be asked any more.
func (s *Service) ConfirmationOwed(ctx context.Context, authority, subscription uuid.UUID) (Letter, error) {
	var l Letter
	err := s.tenancy.Write(ctx, authority, func(tx identity.Tx) (err error) {
		l, err = s.letter(ctx, tx, subscription)
		return err
	})
	if err != nil {
		return Letter{}, fmt.Errorf("confirmation of subscription %s: %w", subscription, err)
	}
	return l, nil
}

func (s *Service) letter(ctx context.Context, tx identity.Tx, subscription uuid.UUID) (Letter, error) {
	l, err := selectLetter(ctx, tx, subscription)
	if err != nil {
		return Letter{}, err
	}
	l.Secret = NewSecret()
	hash, _ := hashOf(l.Secret)
	return l, insertToken(ctx, tx, hash, subscription)
}

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
