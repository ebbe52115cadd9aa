package statement

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
)

// What the secret of a link opens. The mail goes to an address that a stranger typed: its link shows neither text nor name.
const (
	opensReceipt = "receipt"
	opensAddress = "address"
)

const (
	// linkSize is the length of a secret in bytes: 256 bits cannot be guessed.
	linkSize = 32
	// AddressWithin is how long the link of a mail can be used.
	AddressWithin = 24 * time.Hour
	// mailsPerMailbox and askAgain keep the form from filling a stranger's mailbox: so many statements may ask within the hour, and
	// each statement once.
	mailsPerMailbox = 3
	askAgain        = time.Hour
)

// guestLink is where a secret leads.
type guestLink struct {
	statement uuid.UUID
	madeAt    time.Time
}

func mintLink(ctx context.Context, tx identity.Tx, statement uuid.UUID, opens string) (string, error) {
	secret := make([]byte, linkSize)
	if _, err := rand.Read(secret); err != nil {
		return "", fmt.Errorf("make link: %w", err)
	}
	sum := sha256.Sum256(secret)
	return base64.RawURLEncoding.EncodeToString(secret), insertGuestLink(ctx, tx, sum[:], statement, opens)
}

// byLink runs f in a transaction on the statement that a secret opens. ErrNotFound for what is no secret of this procedure.
func (s *Service) byLink(ctx context.Context, ref procedure.Ref, secret, opens string, f func(identity.Tx, guestLink) error) error {
	raw, err := base64.RawURLEncoding.DecodeString(secret)
	if err != nil || len(raw) != linkSize {
		return ErrNotFound
	}
	sum := sha256.Sum256(raw)
	return s.tenancy.Write(ctx, ref.Authority, func(tx identity.Tx) error {
		l, err := selectGuestLink(ctx, tx, ref.ID, sum[:], opens)
		if err != nil {
			return err
		}
		return f(tx, l)
	})
}

// GuestReceipt is the receipt of a guest, with what became of the mail address.
type GuestReceipt struct {
	Receipt
	AskedAt *time.Time // when the latest mail with a link became owed; nil: none did
}

// AsksAddress reports whether the guest may ask for a mail with a link: none is on its way or was sent a short while ago.
func (r GuestReceipt) AsksAddress(now time.Time) bool {
	return r.Contact.Mail != "" && r.Evidence.ConfirmedAt == nil && (r.AskedAt == nil || !now.Before(r.AskedAt.Add(askAgain)))
}

// ReceiptByLink makes the receipt for the holder of its link. Errors: ErrNotFound, also once the content is erased.
func (s *Service) ReceiptByLink(ctx context.Context, ref procedure.Ref, secret string) (GuestReceipt, error) {
	var r GuestReceipt
	var id uuid.UUID
	err := s.byLink(ctx, ref, secret, opensReceipt, func(tx identity.Tx, l guestLink) (err error) {
		id = l.statement
		r.AskedAt, err = selectAskedAt(ctx, tx, id)
		return err
	})
	if err == nil {
		r.Receipt, err = s.receipt(ctx, ref.Authority, id)
	}
	if err != nil {
		return GuestReceipt{}, fmt.Errorf("receipt by link: %w", err)
	}
	return r, nil
}

// askAddress owes the mail that asks whether an address is the guest's. ErrAskedOften when the mailbox or this statement has had
// one too lately.
func askAddress(ctx context.Context, tx identity.Tx, id uuid.UUID, mailbox string) error {
	ids, err := newIDs(1)
	if err != nil {
		return err
	}
	asked, err := markAsked(ctx, tx, id, mailbox, mailsPerMailbox, askAgain)
	if err == nil && !asked {
		err = ErrAskedOften
	}
	if err != nil {
		return err
	}
	return insertOwedReceipt(ctx, tx, ids[0], id)
}

// AskAddress asks the mailbox again: the link was over, or no mail went out at first. Errors: ErrNotFound, ErrAskedOften.
func (s *Service) AskAddress(ctx context.Context, ref procedure.Ref, secret string) error {
	err := s.byLink(ctx, ref, secret, opensReceipt, func(tx identity.Tx, l guestLink) error {
		c, err := selectContact(ctx, tx, l.statement)
		if err != nil {
			return err
		}
		return askAddress(ctx, tx, l.statement, c.Mail)
	})
	if err != nil {
		return fmt.Errorf("ask for the address of a guest again: %w", err)
	}
	return nil
}

// AddressByLink is the statement whose mail address a link can confirm. Errors: ErrNotFound, ErrLinkOver.
func (s *Service) AddressByLink(ctx context.Context, ref procedure.Ref, secret string) (Statement, error) {
	var st Statement
	err := s.byLink(ctx, ref, secret, opensAddress, func(tx identity.Tx, l guestLink) (err error) {
		st, err = confirmable(ctx, tx, l)
		return err
	})
	if err != nil {
		return Statement{}, fmt.Errorf("address by link: %w", err)
	}
	return st, nil
}

func confirmable(ctx context.Context, tx identity.Tx, l guestLink) (Statement, error) {
	st, err := selectStatement(ctx, tx, l.statement)
	if err == nil && st.Evidence.ConfirmedAt == nil && !tx.Now.Before(l.madeAt.Add(AddressWithin)) {
		err = ErrLinkOver
	}
	return st, err
}

// ConfirmAddress puts on record, once, that the link of the mail was used. Errors: ErrNotFound, ErrLinkOver.
func (s *Service) ConfirmAddress(ctx context.Context, ref procedure.Ref, secret string) error {
	err := s.byLink(ctx, ref, secret, opensAddress, func(tx identity.Tx, l guestLink) error {
		if _, err := confirmable(ctx, tx, l); err != nil {
			return err
		}
		first, err := confirmGuestAddress(ctx, tx, l.statement)
		if err != nil || !first {
			return err
		}
		return procedure.Record(ctx, tx, identity.Actor{}, ref.ID, procedure.Event{Kind: procedure.EventConfirmed,
			Fields: []procedure.Field{{Key: "statement", Value: l.statement.String()}}})
	})
	if err != nil {
		return fmt.Errorf("confirm address of a guest: %w", err)
	}
	return nil
}

// GuestReceiptOwed is the mail to the mailbox that a guest named, with a secret made for it that confirms the address. ok is
// false for a statement that is no guest's: its receipt goes the usual way. Errors: ErrNotFound when nobody is to be asked any more.
func (s *Service) GuestReceiptOwed(ctx context.Context, authority, id uuid.UUID) (r Receipt, secret string, ok bool, err error) {
	err = s.tenancy.Write(ctx, authority, func(tx identity.Tx) error {
		st, err := selectStatement(ctx, tx, id)
		if err != nil || st.Channel != Guest {
			return err
		}
		ok = true
		if st.Evidence.ConfirmedAt != nil || st.State != Received {
			return ErrNotFound
		}
		secret, err = mintLink(ctx, tx, id, opensAddress)
		return err
	})
	if err == nil && ok {
		r, err = s.receipt(ctx, authority, id)
	}
	if err != nil && !errors.Is(err, ErrNotFound) {
		err = fmt.Errorf("owed mail to the guest of statement %s: %w", id, err)
	}
	return r, secret, ok, err
}
