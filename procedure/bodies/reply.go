package bodies

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/statement"
)

// ReplyKind is what a body answered.
type ReplyKind string

// The kinds of replies. Silence is none.
const (
	WithText     ReplyKind = "text"
	NoObjections ReplyKind = "no_objections" // "keine Bedenken"
)

// Reply is an answer of a body in a round.
type Reply struct {
	ID          uuid.UUID
	Invitation  uuid.UUID
	Kind        ReplyKind
	Statement   *uuid.UUID // nil: staff noted that there are no objections
	Prefix      string
	Number      int64 // of the statement
	ReceivedAt  time.Time
	Note        string // how it is known, where there is no statement
	ByLink      bool
	ByAccount   bool // released by a coordinator of the body
	RecordedAt  time.Time
	ConfirmedAt *time.Time // the address named with it was shown to be a mailbox of who answered
	LogIndex    int64
}

// Label is the number of the statement as printed; empty without one.
func (r Reply) Label() string {
	if r.Statement == nil {
		return ""
	}
	return statement.Label(r.Prefix, r.Number)
}

// NewReply is what staff know of an answer that did not come by the link.
type NewReply struct {
	Kind       ReplyKind
	Statement  int64 // number of the statement that was recorded from it; 0: none
	ReceivedAt time.Time
	Note       string
}

func (n NewReply) check(now time.Time) error {
	fields := map[string]string{}
	if n.Kind != WithText && n.Kind != NoObjections {
		fields["art"] = "Bitte wählen Sie, was die Behörde geantwortet hat."
	}
	if n.Kind == WithText && n.Statement == 0 {
		fields["eingang"] = "Bitte geben Sie die Eingangsnummer der Stellungnahme an."
	}
	if n.Statement == 0 && (n.Note == "" || !storable(n.Note)) {
		fields["nachweis"] = "Bitte halten Sie fest, woraus sich das ergibt, zum Beispiel „E-Mail vom 12.11.“ oder „Anruf vom 13.11.“."
	}
	if n.Statement == 0 && (n.ReceivedAt.IsZero() || n.ReceivedAt.After(now)) {
		fields["eingegangen"] = "Bitte geben Sie Tag und Uhrzeit an, an denen die Antwort ankam."
	}
	if len(fields) > 0 {
		return &procedure.Invalid{Fields: fields}
	}
	return nil
}

// RecordReply puts on record what a body answered by another way than the link: the statement that the intake entered, or
// that it has no objections. Errors: *procedure.Invalid, procedure.ErrWrongState when the statement answers another letter
// already, procedure.ErrNotFound, procedure.ErrForbidden.
func (s *Service) RecordReply(ctx context.Context, actor identity.Actor, ref procedure.Ref, round uuid.UUID, number int, n NewReply) error {
	if !actor.Can(identity.RecordIntakes, ref.Object()) {
		return fmt.Errorf("record reply to %s: %w", ref.Slug, procedure.ErrForbidden)
	}
	n.Note = strings.TrimSpace(n.Note)
	if err := n.check(s.tenancy.Now()); err != nil {
		return fmt.Errorf("record reply to %s: %w", ref.Slug, err)
	}
	err := s.tenancy.Write(ctx, ref.Authority, func(tx identity.Tx) error {
		i, err := lockInvitation(ctx, tx, round, number)
		if err != nil {
			return err
		}
		if i.Procedure != ref.ID || i.SentAt == nil {
			return procedure.ErrWrongState
		}
		r := Reply{Invitation: i.ID, Kind: n.Kind, ReceivedAt: n.ReceivedAt.UTC().Truncate(time.Microsecond), Note: n.Note}
		if n.Statement > 0 {
			if r, err = answering(ctx, tx, i, n); err != nil {
				return err
			}
		}
		doubled, err := selectSameReply(ctx, tx, r)
		if err != nil || doubled {
			return err // sent twice
		}
		_, err = enterReply(ctx, tx, actor, i, r)
		return err
	})
	if err != nil {
		return fmt.Errorf("record reply to %s: %w", ref.Slug, err)
	}
	return nil
}

// answering is the reply that a statement of a body is.
func answering(ctx context.Context, tx identity.Tx, i Invitation, n NewReply) (Reply, error) {
	full, err := statement.LoadByNumber(ctx, tx, i.Procedure, n.Statement)
	if errors.Is(err, statement.ErrNotFound) || err == nil && full.PartyKind != statement.Body {
		return Reply{}, &procedure.Invalid{Fields: map[string]string{"eingang": "Unter dieser Nummer steht keine Stellungnahme einer Behörde."}}
	}
	if err != nil {
		return Reply{}, err
	}
	return Reply{Invitation: i.ID, Kind: n.Kind, Statement: &full.ID, ReceivedAt: full.ReceivedAt, Note: n.Note}, nil
}

// enterReply writes a reply with its entry in the register.
func enterReply(ctx context.Context, tx identity.Tx, actor identity.Actor, i Invitation, r Reply) (Reply, error) {
	ids, err := newIDs(1)
	if err != nil {
		return r, err
	}
	r.ID, r.RecordedAt = ids[0], tx.Now
	by := actor
	if r.ByAccount {
		by = identity.Actor{} // not an act of the authority; the row of the reply names the account
	}
	r.LogIndex, err = procedure.RecordAt(ctx, tx, by, i.Procedure, procedure.Event{Kind: procedure.EventReplied,
		Detail: fmt.Sprintf("Nr. %d, %s", i.Number, i.Name), Fields: r.fields()})
	if err != nil {
		return r, err
	}
	return r, insertReply(ctx, tx, actor, r)
}

// fields are what the register holds of a reply.
func (r Reply) fields() []procedure.Field {
	of := "none"
	if r.Statement != nil {
		of = r.Statement.String()
	}
	return []procedure.Field{{Key: "reply", Value: r.ID.String()}, {Key: "invitation", Value: r.Invitation.String()}, {Key: "kind", Value: string(r.Kind)},
		{Key: "statement", Value: of}, {Key: "received", Value: r.ReceivedAt.UTC().Format(time.RFC3339Nano)}}
}
