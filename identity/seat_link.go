package identity

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
)

// How long links last. A login link is for who sits before the browser now; an invitation waits for the next look at the mail.
const (
	InvitationLifetime = 14 * 24 * time.Hour
	LoginLinkLifetime  = 15 * time.Minute
)

// Limits of the login links under way to one person. A browser that asks on and on gets three; of all browsers together the oldest link
// gives way to the newest, so that a stranger who asks for a member's mailbox keeps no member out.
const (
	maxLoginLinksOfBrowser = 3
	maxLoginLinks          = 30
)

// ByInvitation is the provider of accounts that a mailbox alone vouches for.
const ByInvitation = "einladung"

// ErrNoLink says that a link is none, was used, has run out, or belongs to another browser.
var ErrNoLink = errors.New("identity: no such link is open")

// link is one that is under way.
type link struct {
	ID        uuid.UUID
	Authority uuid.UUID
	Seat      *uuid.UUID // of an invitation
	Account   *uuid.UUID // of a login
	Browser   []byte
	ExpiresAt time.Time
}

// LinkLetter is what the mail with a link says.
type LinkLetter struct {
	To, Name  string
	Secret    string
	Body      string // of an invitation; empty for a login
	Deputy    bool
	ExpiresAt time.Time
	Authority Authority
}

// LinkOwed makes the secret of a link and stores its hash; a mail that is sent again carries a new one. Error: ErrNoLink when the link
// was withdrawn or has run out.
func (ss *Seats) LinkOwed(ctx context.Context, authority, id uuid.UUID) (LinkLetter, error) {
	var l LinkLetter
	err := ss.tenancy.Write(ctx, authority, func(tx Tx) (err error) {
		if l, err = selectLetter(ctx, tx, id); err != nil {
			return err
		}
		if l.Authority, err = selectAuthority(ctx, tx); err != nil {
			return err
		}
		var hash []byte
		if l.Secret, hash, err = newSecret(); err != nil {
			return err
		}
		return updateSecret(ctx, tx, id, hash)
	})
	if err != nil {
		return LinkLetter{}, fmt.Errorf("letter of link %s: %w", id, err)
	}
	return l, nil
}

// Offer is what an invitation offers.
type Offer struct {
	Seat      Seat
	Body      string
	Authority string
}

// Offered reads an invitation without taking it: programs that check mail open every link. Error: ErrNoLink.
func (ss *Seats) Offered(ctx context.Context, secret string) (Offer, error) {
	l, err := selectInvitation(ctx, ss.tenancy.Pool(), hashOfSecret(secret), ss.tenancy.Now())
	if err != nil {
		return Offer{}, fmt.Errorf("read invitation: %w", err)
	}
	var o Offer
	err = ss.tenancy.Read(ctx, l.Authority, func(tx Tx) (err error) {
		o, err = selectOffer(ctx, tx, *l.Seat)
		return err
	})
	if err != nil {
		return Offer{}, fmt.Errorf("read invitation: %w", err)
	}
	return o, nil
}

// Accept takes the seat and returns the account of the person: that of their other seats, or a new one. A link is accepted once. Error:
// ErrNoLink.
func (ss *Seats) Accept(ctx context.Context, secret string) (uuid.UUID, error) {
	hash := hashOfSecret(secret)
	l, err := selectInvitation(ctx, ss.tenancy.Pool(), hash, ss.tenancy.Now())
	if err != nil {
		return uuid.Nil, fmt.Errorf("accept invitation: %w", err)
	}
	var account uuid.UUID
	err = ss.alone(ctx, l.Authority, func(tx Tx) (err error) {
		if err := deleteLink(ctx, tx, hash); err != nil {
			return err
		}
		if account, err = accountOfSeat(ctx, tx, *l.Seat); err != nil {
			return err
		}
		if err := updateAccepted(ctx, tx, *l.Seat, account); err != nil {
			return err
		}
		grant, err := uuid.NewV7()
		if err != nil {
			return err
		}
		return insertGrantOf(ctx, tx, grant, *l.Seat)
	})
	if err != nil {
		return uuid.Nil, fmt.Errorf("accept invitation: %w", err)
	}
	return account, nil
}

// accountOfSeat is one account for a person, however many seats they have.
func accountOfSeat(ctx context.Context, tx Tx, seat uuid.UUID) (uuid.UUID, error) {
	account, err := selectAccountOfSeat(ctx, tx, seat)
	if !errors.Is(err, ErrNoAccount) {
		return account, err
	}
	fresh, err := uuid.NewV7()
	if err != nil {
		return uuid.Nil, err
	}
	subject, err := newHandle()
	if err != nil {
		return uuid.Nil, err
	}
	return fresh, insertAccountOfSeat(ctx, tx, fresh, subject, seat)
}

// AskForLink sends a login link to every member with this mailbox whose term runs. It says nothing about whether there is one. browser is
// the hash of a secret in the cookie of the browser that asks: the link logs in there and nowhere else.
func (ss *Seats) AskForLink(ctx context.Context, mailbox string, browser []byte) error {
	members, err := selectMembers(ctx, ss.tenancy.Pool(), mailbox, browser, ss.tenancy.Now())
	if err != nil {
		return fmt.Errorf("ask for a login link: %w", err)
	}
	for _, m := range members {
		err := ss.tenancy.Write(ctx, m.Authority, func(tx Tx) error {
			if err := deleteOldestLinks(ctx, tx, m.Account, maxLoginLinks-1); err != nil {
				return err
			}
			return oweLink(ctx, tx, link{Account: &m.Account, Browser: browser, ExpiresAt: tx.Now.Add(LoginLinkLifetime)})
		})
		if err != nil {
			return fmt.Errorf("ask for a login link: %w", err)
		}
	}
	return nil
}

// OpenLink uses up a login link and returns the account. One that belongs to another browser stays. Error: ErrNoLink.
func (ss *Seats) OpenLink(ctx context.Context, secret string, browser []byte) (uuid.UUID, error) {
	account, err := deleteLoginLink(ctx, ss.tenancy.Pool(), hashOfSecret(secret), ss.tenancy.Now(), browser)
	if err != nil {
		return uuid.Nil, fmt.Errorf("open login link: %w", err)
	}
	return account, nil
}

// Sweep deletes links that nobody used.
func (ss *Seats) Sweep(ctx context.Context, now time.Time) error {
	if err := deleteOverdueLinks(ctx, ss.tenancy.Pool(), now); err != nil {
		return fmt.Errorf("sweep links: %w", err)
	}
	return nil
}

func oweLink(ctx context.Context, tx Tx, l link) error {
	var err error
	if l.ID, err = uuid.NewV7(); err != nil {
		return err
	}
	if err := insertLink(ctx, tx, l); err != nil {
		return err
	}
	owed, err := uuid.NewV7()
	if err != nil {
		return err
	}
	return insertOwedLink(ctx, tx, owed, l.ID)
}

func newSecret() (secret string, hash []byte, err error) {
	b := make([]byte, 32)
	if _, err := rand.Read(b); err != nil {
		return "", nil, err
	}
	secret = base64.RawURLEncoding.EncodeToString(b)
	return secret, hashOfSecret(secret), nil
}

func hashOfSecret(secret string) []byte {
	sum := sha256.Sum256([]byte(secret))
	return sum[:]
}

// dayInBerlin is the day of an instant in Berlin, as the database writes a date. Nobody's term hangs on a zone file: without one the day
// of UTC stands in, an hour or two off.
func dayInBerlin(now time.Time) time.Time {
	if berlin, err := time.LoadLocation("Europe/Berlin"); err == nil {
		now = now.In(berlin)
	}
	y, m, d := now.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}
