package bodies

import (
	"context"
	"crypto/sha256"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/period"
)

// Channel is how a body is asked.
type Channel string

// The channels.
const (
	ByMail   Channel = "mail"
	ByLetter Channel = "letter"
)

// Invitation is a Beteiligungsschreiben: a body in a round. It is prepared until it is sent; what was sent does not change.
type Invitation struct {
	ID         uuid.UUID
	Procedure  uuid.UUID
	Round      uuid.UUID
	Body       uuid.UUID
	Number     int    // on the list
	Name       string // with department, as it was asked
	Channel    Channel
	Address    string
	AsksScope  bool // for the extent of the environmental assessment (§ 4 Abs. 1 S. 1 BauGB)
	PreparedAt time.Time
	SentAt     *time.Time
	Subject    string
	Text       string
	ReceivedOn *period.Date // Zugang; nil for a letter of which nobody has entered it
	DueOn      *period.Date

	salt, hash []byte
	logIndex   *int64
}

// commitment hashes what was sent. The address may name a person, hence the salt.
func (i Invitation) commitment() []byte {
	h := sha256.New()
	for _, part := range []string{"einwand/invitation/v1", string(i.salt), i.ID.String(), i.Round.String(), strconv.Itoa(i.Number), i.Name,
		string(i.Channel), i.Address, strconv.FormatBool(i.AsksScope), i.Subject, i.Text} {
		fmt.Fprintf(h, "%d:%s", len(part), part)
	}
	return h.Sum(nil)
}

// dispatchHash commits to all letters of one dispatch, in the order of their keys.
func dispatchHash(letters []Invitation) []byte {
	sorted := slices.SortedFunc(slices.Values(letters), func(a, b Invitation) int { return slices.Compare(a.ID[:], b.ID[:]) })
	h := sha256.New()
	for _, l := range sorted {
		fmt.Fprintf(h, "%s %x\n", l.ID, l.hash)
	}
	return h.Sum(nil)
}

// Prepare puts bodies, by their numbers, on the list of a round that is not over. Those that are on it already stay as they
// are; inactive ones are left out. An early letter asks for the extent of the environmental assessment where there is one.
// It returns how many were added. Errors: procedure.ErrNotFound, procedure.ErrWrongState, procedure.ErrForbidden.
func (s *Service) Prepare(ctx context.Context, actor identity.Actor, ref procedure.Ref, round uuid.UUID, numbers []int) (added int, err error) {
	if !actor.Can(identity.ManageProcedures, ref.Object()) {
		return 0, fmt.Errorf("prepare letters of %s: %w", ref.Slug, procedure.ErrForbidden)
	}
	err = s.tenancy.Write(ctx, ref.Authority, func(tx identity.Tx) error {
		if err := shareRound(ctx, tx, ref.ID, round); err != nil {
			return err
		}
		view, r, err := roundOf(ctx, tx, ref.ID, round)
		if err != nil {
			return err
		}
		if r.State == procedure.RoundClosed {
			return procedure.ErrWrongState
		}
		list, err := selectBodies(ctx, tx)
		if err != nil {
			return err
		}
		asks := r.Kind == procedure.EarlyBodiesRound && view.Regime == procedure.Regular
		var invitations []Invitation
		for _, b := range list {
			if b.Active && slices.Contains(numbers, b.Number) {
				invitations = append(invitations, Invitation{Procedure: ref.ID, Round: round, Body: b.ID, Number: b.Number, Name: b.Title(),
					Channel: b.Channel(), Address: b.Address(), AsksScope: asks})
			}
		}
		added, err = insertInvitations(ctx, tx, invitations)
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("prepare letters of %s: %w", ref.Slug, err)
	}
	return added, nil
}

// Remove takes a body off the list before its letter is sent. Errors: procedure.ErrWrongState once it is sent.
func (s *Service) Remove(ctx context.Context, actor identity.Actor, ref procedure.Ref, round uuid.UUID, number int) error {
	if !actor.Can(identity.ManageProcedures, ref.Object()) {
		return fmt.Errorf("remove letter of %s: %w", ref.Slug, procedure.ErrForbidden)
	}
	err := s.tenancy.Write(ctx, ref.Authority, func(tx identity.Tx) error { return deletePrepared(ctx, tx, ref.ID, round, number) })
	if err != nil {
		return fmt.Errorf("remove letter of %s: %w", ref.Slug, err)
	}
	return nil
}

// roundOf reads a round of the bodies with its procedure. ErrNotFound for a round of another procedure or of the public.
func roundOf(ctx context.Context, tx identity.Tx, procedureID, round uuid.UUID) (procedure.View, procedure.Round, error) {
	view, err := procedure.LoadView(ctx, tx, procedureID, false)
	if err != nil {
		return view, procedure.Round{}, err
	}
	for _, r := range view.Rounds {
		if r.ID == round && r.Kind.ForBodies() {
			return view, r, nil
		}
	}
	return view, procedure.Round{}, procedure.ErrNotFound
}
