package statement

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/ledger"
)

// File turns the person's draft into a statement. receivedAt is the legal time of receipt: the arrival of the last byte
// of the complete request, stamped by the caller; it counts because the transaction commits. Filing the same draft again
// returns the same statement: a double click, a second tab or a retry after a lost answer counts once.
//
// A statement after the end of the period is taken like any other. What the portal's form asks for is the level of the
// login, checked again here. Errors: ErrDraftGone, ErrDraftEmpty, ErrLevelTooLow, ErrLoginTooOld.
func (s *Service) File(ctx context.Context, actor identity.Actor, ref procedure.Ref, draft uuid.UUID, receivedAt time.Time) (Statement, error) {
	receivedAt = receivedAt.UTC().Truncate(time.Microsecond)
	var st Statement
	err := s.tenancy.Write(ctx, ref.Authority, func(tx identity.Tx) error {
		d, err := lockDraft(ctx, tx, draft, ref.ID, actor.Account)
		if err != nil {
			return err
		}
		if d.ConsumedAt != nil {
			st, err = selectStatement(ctx, tx, *d.Statement)
			return err
		}
		asked, err := procedure.MinAssurance(ctx, tx, ref.ID)
		if err != nil {
			return err
		}
		if err := mayFile(actor, asked, d, tx.Now); err != nil {
			return err
		}
		in, err := fromDraft(actor, d, receivedAt)
		if err != nil {
			return err
		}
		st, err = s.enter(ctx, tx, actor, ref.ID, &in)
		return err
	})
	if err != nil {
		return Statement{}, fmt.Errorf("file statement to %s: %w", ref.Slug, err)
	}
	return st, nil // read before the commit: after it nothing may fail that would say "not stored"
}

// mayFile holds the rules of the portal's own form. Nothing here looks at the period.
func mayFile(actor identity.Actor, asked identity.Level, d Draft, now time.Time) error {
	switch {
	case !actor.Level.AtLeast(asked):
		return ErrLevelTooLow
	case !actor.Fresh(now, MaxLoginAge):
		return ErrLoginTooOld
	case d.Empty():
		return ErrDraftEmpty
	}
	return nil
}

// entry is one statement about to be entered, whatever the channel.
type entry struct {
	channel    Channel
	receivedAt time.Time
	key        uuid.UUID // idempotency
	intakeNote string
	intake     *uuid.UUID // set when the intake exists: further statements of the same letter or event
	account    *uuid.UUID
	evidence   Evidence
	kind       PartyKind
	official   string
	round      *uuid.UUID // that the statement answers; nil: the one that fits the time of receipt
	contact    Contact
	original   []byte
	reference  Reference
	files      []Attachment
	salt       []byte
	draft      *uuid.UUID // consumed with it
}

func fromDraft(actor identity.Actor, d Draft, receivedAt time.Time) (entry, error) {
	salt, err := newSalt()
	if err != nil {
		return entry{}, err
	}
	contact := d.Contact
	contact.Name = actor.Profile.Name() // from the login, never from the form
	return entry{channel: Online, receivedAt: receivedAt, key: d.Key, account: actor.AccountRef(),
		evidence: evidenceOf(actor), kind: Person,
		contact: contact, original: d.Original, reference: d.Reference, files: contentFirst(d.Attachments), salt: salt, draft: &d.ID}, nil
}

// enter writes one statement: the register's head is locked, gives the number and takes the leaf, and everything else
// travels with the leaf: every wait under that lock keeps all other filings of the procedure waiting. The mail that is
// owed is part of the same transaction.
func (s *Service) enter(ctx context.Context, tx identity.Tx, actor identity.Actor, procedureID uuid.UUID, in *entry) (Statement, error) {
	ids, err := newIDs(4)
	if err != nil {
		return Statement{}, err
	}
	st := Statement{ID: ids[0], Procedure: procedureID, Account: in.account, Channel: in.channel, ReceivedAt: in.receivedAt,
		RecordedAt: tx.Now, Evidence: in.evidence, ReferenceKind: in.reference.Kind, ReferenceDoc: in.reference.Document,
		PartyKind: in.kind, OfficialName: in.official, Party: ids[1], State: Received, Persons: in.contact.Persons(),
		Commitment: Commit(in.salt, in.original, in.reference, files(in.files))}
	round, err := roundOf(ctx, tx, procedureID, in)
	if err != nil {
		return Statement{}, err
	}
	if round != nil {
		st.Round, st.PeriodVersion = &round.ID, &round.Period.ID
	} else {
		st.RoundReason = "kein veröffentlichter Durchgang zum Zeitpunkt des Eingangs"
	}
	first := in.intake == nil
	if first {
		in.intake = &ids[2]
	}
	var stored Statement
	err = ledger.Write(ctx, tx.Tx, procedureID, tx.Now, func(h *ledger.Head) error {
		if st.Number, err = h.NextStatement(); err != nil {
			return err
		}
		leaf, err := leafOf(st, partiesCommitment(in.salt, in.contact, in.files))
		if err != nil {
			return err
		}
		if st.LogIndex, err = h.Append(leaf); err != nil {
			return err
		}
		var b pgx.Batch
		queueStatement(&b, tx, actor, st, *in, first, ids[3], &stored)
		if in.draft != nil {
			queueConsumption(&b, tx.Now, *in.draft, st.ID)
		}
		return h.Together(&b)
	})
	return stored, doubled(err)
}

// roundOf is the round that a statement belongs to. A public body answers the round in which it was asked; one that was
// not, writes like everybody.
func roundOf(ctx context.Context, tx identity.Tx, procedureID uuid.UUID, in *entry) (*procedure.Round, error) {
	if in.round != nil {
		p, err := procedure.PeriodOf(ctx, tx, in.round)
		if err != nil {
			return nil, err
		}
		return &procedure.Round{ID: *in.round, Period: *p}, nil
	}
	if in.kind == Body {
		if r, err := procedure.RoundFor(ctx, tx, procedureID, procedure.BodiesTrack, in.receivedAt); err != nil || r != nil {
			return r, err
		}
	}
	return procedure.RoundFor(ctx, tx, procedureID, procedure.PublicTrack, in.receivedAt)
}
