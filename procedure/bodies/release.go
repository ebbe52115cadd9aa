package bodies

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure/statement"
)

// Release files a draft that was handed in, with the files of the form: a statement with number, entry of the register and receipt,
// like an answer by the link, late or not. version is the one that the coordinator read; sent twice, it is filed once. Errors: ErrMoved,
// ErrLinkOver, procedure.ErrNotFound, procedure.ErrForbidden, those of statement.FileForBody.
func (s *Service) Release(ctx context.Context, actor identity.Actor, authority, invitation uuid.UUID, version int, files []statement.NewFile, receivedAt time.Time) (statement.Statement, error) {
	var d Desk
	err := s.tenancy.Read(ctx, authority, func(tx identity.Tx) (err error) {
		d, err = releasing(ctx, tx, actor, invitation)
		return err
	})
	if err == nil {
		err = d.releasable(version)
	}
	if err == nil && d.Draft.State == Released {
		return s.filed(ctx, authority, *d.Draft.Reply)
	}
	if err != nil {
		return statement.Statement{}, fmt.Errorf("release draft on %s: %w", invitation, err)
	}
	in := statement.BodyReply{Round: d.Round.ID, OfficialName: d.Line.Name, Text: []byte(d.Draft.Wording), Files: files, ReceivedAt: receivedAt, By: actor,
		Key:     d.Draft.ID, // made here and never shown: no other form can name it
		Contact: statement.Contact{Name: actor.Profile.Name(), Mail: d.Member.Mail, ReplyBy: "mail", ActingFor: "company", ActingForName: d.Line.Name}}
	r := Reply{Invitation: invitation, Kind: WithText, ByAccount: true}
	if d.Draft.Unopposed {
		r.Kind, in.Text, in.Files = NoObjections, []byte(noObjectionsText), nil
	}
	return s.statements.FileForBody(ctx, d.Ref, in, func(tx identity.Tx, st statement.Statement) error {
		r.Statement, r.ReceivedAt = &st.ID, st.ReceivedAt
		return release(ctx, tx, actor, d, version, r)
	})
}

// filed is the statement of a draft that was released before.
func (s *Service) filed(ctx context.Context, authority, reply uuid.UUID) (st statement.Statement, err error) {
	err = s.tenancy.Read(ctx, authority, func(tx identity.Tx) error {
		r, err := selectReply(ctx, tx, reply)
		if err != nil {
			return err
		}
		full, err := statement.Load(ctx, tx, *r.Statement)
		st = full.Statement
		return err
	})
	if err != nil {
		return statement.Statement{}, fmt.Errorf("find statement of reply %s: %w", reply, err)
	}
	return st, nil
}

// releasable refuses what the coordinator cannot have read. A draft that just this form has released passes: its statement is found again.
func (d Desk) releasable(version int) error {
	switch {
	case d.Over:
		return ErrLinkOver
	case d.Draft == nil:
		return ErrMoved
	case d.Draft.State == Released && d.Draft.Version == version+1, d.Draft.State == HandedIn && d.Draft.Version == version:
		return nil
	}
	return ErrMoved
}

// release enters the reply of a statement that is just being filed, under the lock of the register. Whether the coordinator may is asked
// again here, for a membership can end while files arrive.
func release(ctx context.Context, tx identity.Tx, actor identity.Actor, d Desk, version int, r Reply) error {
	state, err := selectState(ctx, tx, d.Ref.ID)
	if err != nil {
		return err
	}
	if slices.Contains(over, state) {
		return ErrLinkOver
	}
	if _, err := releasing(ctx, tx, actor, d.Line.ID); err != nil {
		return err
	}
	if r, err = enterReply(ctx, tx, actor, d.Line.Invitation, r); err != nil {
		return err
	}
	if err := updateReleased(ctx, tx, d.Draft.ID, version, r.ID); err != nil {
		return err
	}
	if err := insertStep(ctx, tx, actor, d.Draft.ID, DraftStep{Version: version + 1, Kind: stepReleased, Unopposed: d.Draft.Unopposed}); err != nil {
		return err
	}
	return emptySteps(ctx, tx, d.Draft.ID)
}
