package identity

import (
	"context"
	"errors"
	"fmt"
	"net/mail"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"
)

// BodyKind is what a body of a municipality is.
type BodyKind string

// The kinds of bodies.
const (
	BodyCouncil   BodyKind = "council"   // Rat, Gemeindevertretung
	BodyCommittee BodyKind = "committee" // Ausschuss
	BodyDistrict  BodyKind = "district"  // Ortsrat, Ortsbeirat, Bezirksvertretung
)

// BodyKinds lists the kinds.
var BodyKinds = []BodyKind{BodyCouncil, BodyCommittee, BodyDistrict}

// CouncilBody is a body with who sits in it.
type CouncilBody struct {
	ID           uuid.UUID
	Municipality uuid.UUID
	Kind         BodyKind
	Name         string // as the town writes it
	Seats        []Seat
}

// Seat is a member of a body for one term.
type Seat struct {
	ID                uuid.UUID
	Body              uuid.UUID
	GivenName         string
	Surname           string
	Mail              string // the mailbox that the town knows
	Deputy            bool   // substitute
	FirstDay, LastDay time.Time
	InvitedUntil      time.Time
	AcceptedAt        *time.Time
	WithdrawnAt       *time.Time
	Over              bool // the last day is past
}

// SeatState is how far a seat has come.
type SeatState string

// The states of a seat. The last two are final.
const (
	SeatInvited   SeatState = "invited"
	SeatExpired   SeatState = "expired" // the link of the invitation ran out
	SeatTaken     SeatState = "taken"
	SeatOver      SeatState = "over"
	SeatWithdrawn SeatState = "withdrawn"
)

// State is that of this moment.
func (s Seat) State(now time.Time) SeatState {
	switch {
	case s.WithdrawnAt != nil:
		return SeatWithdrawn
	case s.Over:
		return SeatOver
	case s.AcceptedAt != nil:
		return SeatTaken
	case now.Before(s.InvitedUntil):
		return SeatInvited
	}
	return SeatExpired
}

// NewSeat is a member whom the town invites.
type NewSeat struct {
	Body               uuid.UUID
	GivenName, Surname string
	Mail               string
	Deputy             bool
	FirstDay, LastDay  time.Time // dates
}

// InvalidSeat names what is missing or wrong with one of the seats: body, given_name, surname, mail, mail_taken (somebody else's), seated
// (the person sits in the body then), first_day, last_day, term.
type InvalidSeat struct {
	Index  int // in the list that was handed over
	Fields []string
}

// InvalidSeats are all that cannot be entered; none of the list is then.
type InvalidSeats struct{ Seats []InvalidSeat }

func (e *InvalidSeats) Error() string {
	var parts []string
	for _, s := range e.Seats {
		parts = append(parts, fmt.Sprintf("%d: %s", s.Index, strings.Join(s.Fields, ", ")))
	}
	return "seats cannot be entered: " + strings.Join(parts, "; ")
}

// Errors of seats.
var (
	ErrBadBody    = errors.New("identity: the body has no name, or no such municipality or kind")
	ErrBodyExists = errors.New("identity: the municipality has a body of this name")
	ErrNoSeat     = errors.New("identity: the seat is not in a state for this")
	ErrFromSeat   = errors.New("identity: the role belongs to a seat in a body")
)

// MaxNamePart is the longest name of a body, and of each part of a member's, in characters.
const MaxNamePart = 120

func (n NewSeat) faults(today time.Time) (list []string) {
	add := func(wrong bool, field string) {
		if wrong {
			list = append(list, field)
		}
	}
	bad := func(s string) bool { return s == "" || utf8.RuneCountInString(s) > MaxNamePart }
	a, err := mail.ParseAddress(n.Mail)
	add(n.Body == uuid.Nil, "body")
	add(bad(n.GivenName), "given_name")
	add(bad(n.Surname), "surname")
	add(err != nil || a.Address != n.Mail || len(n.Mail) > 254, "mail")
	add(n.FirstDay.IsZero(), "first_day")
	add(n.LastDay.IsZero(), "last_day")
	add(!n.LastDay.IsZero() && (n.LastDay.Before(n.FirstDay) || n.LastDay.Before(today)), "term")
	return list
}

// Seats keeps bodies and who sits in them, and the links by which members without an account of the town log in.
type Seats struct{ tenancy *Tenancy }

// NewSeats works on the tenancy's database.
func NewSeats(t *Tenancy) *Seats { return &Seats{t} }

// AddBody enters a body and returns its key. Errors: ErrForbidden, ErrBadBody, ErrBodyExists.
func (ss *Seats) AddBody(ctx context.Context, by Actor, authority uuid.UUID, b CouncilBody) (uuid.UUID, error) {
	err := ss.write(ctx, by, authority, func(tx Tx) (err error) {
		if b.Name == "" || utf8.RuneCountInString(b.Name) > MaxNamePart || b.Municipality == uuid.Nil {
			return ErrBadBody
		}
		if b.ID, err = uuid.NewV7(); err != nil {
			return err
		}
		return insertBody(ctx, tx, b, by.AccountRef())
	})
	if err != nil {
		return uuid.Nil, fmt.Errorf("add body at %s: %w", authority, err)
	}
	return b.ID, nil
}

func (ss *Seats) write(ctx context.Context, by Actor, authority uuid.UUID, f func(Tx) error) error {
	if !by.Can(ManagePersons, Of(authority)) {
		return ErrForbidden
	}
	return ss.alone(ctx, authority, f)
}

// alone lets the changes of an authority's seats wait for each other: who sits where, and which mailbox is whose, is judged over all of
// them. Bodies are locked before seats and links.
func (ss *Seats) alone(ctx context.Context, authority uuid.UUID, f func(Tx) error) error {
	return ss.tenancy.Write(ctx, authority, func(tx Tx) error {
		if err := lockBodies(ctx, tx); err != nil {
			return err
		}
		return f(tx)
	})
}

// Bodies lists the bodies with all their seats, those that are over too. Error: ErrForbidden.
func (ss *Seats) Bodies(ctx context.Context, by Actor, authority uuid.UUID) (list []CouncilBody, err error) {
	if !by.Can(ManagePersons, Of(authority)) {
		return nil, fmt.Errorf("list bodies of %s: %w", authority, ErrForbidden)
	}
	err = ss.tenancy.Read(ctx, authority, func(tx Tx) error {
		if list, err = selectBodies(ctx, tx); err != nil {
			return err
		}
		seats, err := selectSeats(ctx, tx)
		for i := range list {
			for _, s := range seats {
				if s.Body == list[i].ID {
					list[i].Seats = append(list[i].Seats, s)
				}
			}
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list bodies of %s: %w", authority, err)
	}
	return list, nil
}

// Invite enters members and sends each the link by which they take the seat: all of them or none. Errors: ErrForbidden, *InvalidSeats.
func (ss *Seats) Invite(ctx context.Context, by Actor, authority uuid.UUID, list ...NewSeat) error {
	err := ss.write(ctx, by, authority, func(tx Tx) error {
		var invalid InvalidSeats
		for i, n := range list {
			faults, err := inviteOne(ctx, tx, n, by.AccountRef())
			if err != nil {
				return err
			}
			if len(faults) > 0 {
				invalid.Seats = append(invalid.Seats, InvalidSeat{i, faults})
			}
		}
		if len(invalid.Seats) > 0 {
			return &invalid
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("invite %d members at %s: %w", len(list), authority, err)
	}
	return nil
}

func inviteOne(ctx context.Context, tx Tx, n NewSeat, by *uuid.UUID) (faults []string, err error) {
	if faults = n.faults(dayInBerlin(tx.Now)); len(faults) > 0 {
		return faults, nil
	}
	if faults, err = standingInTheWay(ctx, tx, n); err != nil || len(faults) > 0 {
		return faults, err
	}
	id, err := uuid.NewV7()
	if err != nil {
		return nil, err
	}
	if err := insertSeat(ctx, tx, id, n, by, tx.Now.Add(InvitationLifetime)); err != nil {
		return nil, err
	}
	return nil, oweLink(ctx, tx, link{Seat: &id, ExpiresAt: tx.Now.Add(InvitationLifetime)})
}

// InviteAgain sends a new link in place of the one before. Errors: ErrForbidden, ErrNoSeat.
func (ss *Seats) InviteAgain(ctx context.Context, by Actor, authority, seat uuid.UUID) error {
	err := ss.write(ctx, by, authority, func(tx Tx) error {
		until := tx.Now.Add(InvitationLifetime)
		if err := updateInvited(ctx, tx, seat, until); err != nil {
			return err
		}
		if err := deleteLinksOf(ctx, tx, seat); err != nil {
			return err
		}
		return oweLink(ctx, tx, link{Seat: &seat, ExpiresAt: until})
	})
	if err != nil {
		return fmt.Errorf("invite to seat %s again: %w", seat, err)
	}
	return nil
}

// Withdraw ends a seat, or the invitation to it; the next request of the person no longer has the role. Errors: ErrForbidden, ErrNoSeat.
func (ss *Seats) Withdraw(ctx context.Context, by Actor, authority, seat uuid.UUID) error {
	err := ss.write(ctx, by, authority, func(tx Tx) error {
		if err := updateWithdrawn(ctx, tx, seat, by.AccountRef()); err != nil {
			return err
		}
		if err := deleteLinksOf(ctx, tx, seat); err != nil {
			return err
		}
		return endGrantOf(ctx, tx, seat, by.AccountRef())
	})
	if err != nil {
		return fmt.Errorf("withdraw seat %s: %w", seat, err)
	}
	return nil
}
