package bodies_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/bodies"
)

const (
	worker      = identity.RoleBody
	coordinator = identity.RoleCoordinator
)

// stranger is somebody who has logged in and has no role.
func (o *office) stranger(name string) identity.Actor {
	o.t.Helper()
	return o.Resident(o.t, "Petra", name, identity.LevelSubstantial, identity.MeansElster)
}

// invite invites a mailbox to answer for the body of a number and returns the secret of the mail.
func (o *office) invite(by identity.Actor, number int, r identity.Role, mail string) string {
	o.t.Helper()
	o.must(o.bodies.InviteMember(o.t.Context(), by, o.Authority.ID, number, bodies.NewMember{Role: r, Mail: mail}))
	return o.memberLink(mail)
}

func (o *office) memberLink(mail string) string {
	o.t.Helper()
	var id uuid.UUID
	o.must(o.DB.Super.QueryRow(o.t.Context(), `
		SELECT b.subject_id FROM outbox b JOIN institution_member m ON m.id = b.subject_id
		WHERE b.kind = 'institution_link' AND m.mail = $1 AND m.accepted_at IS NULL AND m.ended_at IS NULL`, mail).Scan(&id))
	l, err := o.bodies.MemberLinkOwed(o.t.Context(), o.Authority.ID, id)
	o.must(err)
	return l.Secret
}

// joined is a member of the body of a number.
func (o *office) joined(number int, r identity.Role, name string) identity.Actor {
	o.t.Helper()
	a := o.stranger(name)
	o.must(o.bodies.Join(o.t.Context(), a, o.invite(o.Planner, number, r, name+"@haus.example")))
	return o.again(a)
}

// again is the person with the roles of the next request.
func (o *office) again(a identity.Actor) identity.Actor {
	o.t.Helper()
	now, err := identity.NewAccounts(o.DB.App, o.Clock.Now).Actor(o.t.Context(), a.Account)
	o.must(err)
	now.Level, now.Means, now.AuthnAt, now.Evidence = a.Level, a.Means, a.AuthnAt, a.Evidence
	return now
}

func (o *office) members(number int) []bodies.Member {
	o.t.Helper()
	_, list, err := o.bodies.Members(o.t.Context(), o.Planner, o.Authority.ID, number)
	o.must(err)
	return list
}

func TestInvitationMakesOneMember(t *testing.T) {
	o := open(t)
	ctx := t.Context()
	secret := o.invite(o.Planner, 1, coordinator, "peters@wasserverband.example")
	peters, other := o.stranger("Peters"), o.stranger("Lenz")
	offer, err := o.bodies.Offered(ctx, secret)
	if err != nil || offer.BodyName != "Wasserverband Auenbach" || offer.AcceptedAt != nil {
		t.Errorf("got %+v, %v, want the offer", offer, err)
	}
	o.must(o.bodies.Join(ctx, peters, secret))
	for name, a := range map[string]identity.Actor{"the same person": peters, "another": other} {
		if err := o.bodies.Join(ctx, a, secret); !errors.Is(err, bodies.ErrNoLink) {
			t.Errorf("a second time, %s: got %v, want ErrNoLink", name, err)
		}
	}
	peters = o.again(peters)
	if !peters.Can(identity.ReleaseReplies, identity.Of(o.Authority.ID)) || o.again(other).Can(identity.DraftReplies, identity.Of(o.Authority.ID)) {
		t.Error("got the role for the wrong person")
	}
	if m := o.members(1); len(m) != 1 || m[0].Name != "Petra Peters" || !m[0].Releases() {
		t.Errorf("got %+v, want Petra Peters as coordinator", m)
	}
	err = o.bodies.InviteMember(ctx, o.Planner, o.Authority.ID, 1, bodies.NewMember{Role: worker, Mail: "Peters@Wasserverband.example"})
	if !errors.Is(err, bodies.ErrInvited) {
		t.Errorf("the mailbox again: got %v, want ErrInvited", err)
	}
	if o.count(`SELECT count(*) FROM institution_member m WHERE m::text LIKE '%' || $1 || '%'`, secret) != 0 {
		t.Error("the secret stands in the table")
	}
	late := o.invite(o.Planner, 1, worker, "lenz@wasserverband.example")
	o.Clock.Set(o.Clock.Now().Add(14 * 24 * time.Hour))
	if err := o.bodies.Join(ctx, other, late); !errors.Is(err, bodies.ErrNoLink) {
		t.Errorf("after 14 days: got %v, want ErrNoLink", err)
	}
}

func TestWhoWeighsDoesNotAnswer(t *testing.T) {
	o := open(t)
	secret := o.invite(o.Planner, 1, coordinator, "peters@wasserverband.example")
	for name, a := range map[string]identity.Actor{"planner": o.Planner, "nobody": {}} {
		if err := o.bodies.Join(t.Context(), a, secret); !errors.Is(err, procedure.ErrForbidden) {
			t.Errorf("%s: got %v, want ErrForbidden", name, err)
		}
	}
	o.must(o.bodies.Join(t.Context(), o.stranger("Peters"), secret)) // the refusals have not used it up
}

func TestCoordinatorNamesWorkersOfTheOwnBody(t *testing.T) {
	o := open(t)
	ctx := t.Context()
	peters, lenz := o.joined(1, coordinator, "Peters"), o.joined(1, worker, "Lenz")
	n := bodies.NewMember{Role: worker, Mail: "neu@wasserverband.example"}
	for name, tt := range map[string]struct {
		by     identity.Actor
		number int
		role   identity.Role
		want   error
	}{
		"a worker":                       {peters, 1, worker, nil},
		"another coordinator":            {peters, 1, coordinator, procedure.ErrForbidden},
		"a worker of another body":       {peters, 2, worker, procedure.ErrNotFound},
		"a worker by a worker":           {lenz, 1, worker, procedure.ErrForbidden},
		"a worker by somebody else":      {o.stranger("Wer"), 1, worker, procedure.ErrForbidden},
		"for a body that there is not":   {o.Planner, 99, worker, procedure.ErrNotFound},
		"a planner of the town, by that": {o.Planner, 1, identity.RolePlanner, procedure.ErrForbidden},
	} {
		n.Role = tt.role
		err := o.bodies.InviteMember(ctx, tt.by, o.Authority.ID, tt.number, n)
		if tt.role == identity.RolePlanner {
			if fields(err)["rolle"] == "" {
				t.Errorf("%s: got %v, want the role refused", name, err)
			}
			continue
		}
		if !errors.Is(err, tt.want) {
			t.Errorf("%s: got %v, want %v", name, err, tt.want)
		}
	}
	if fields(o.bodies.InviteMember(ctx, peters, o.Authority.ID, 1, bodies.NewMember{Role: worker, Mail: "kein Postfach"}))["mail"] == "" {
		t.Error("no mailbox: got it taken")
	}
}

func TestEndedMemberSeesNothing(t *testing.T) {
	o := open(t)
	o.plan(1)
	o.send()
	ctx := t.Context()
	peters, lenz := o.joined(1, coordinator, "Peters"), o.joined(1, worker, "Lenz")
	invitation := o.line(1).ID
	find := func(name string) bodies.Member {
		for _, m := range o.members(1) {
			if m.Mail == name+"@haus.example" {
				return m
			}
		}
		t.Fatalf("%s is no member", name)
		return bodies.Member{}
	}
	if err := o.bodies.EndMember(ctx, lenz, o.Authority.ID, 1, find("Peters").ID); !errors.Is(err, procedure.ErrForbidden) {
		t.Errorf("the coordinator, by a worker: got %v, want ErrForbidden", err)
	}
	if err := o.bodies.EndMember(ctx, o.Planner, o.Authority.ID, 2, find("Lenz").ID); !errors.Is(err, procedure.ErrNotFound) {
		t.Errorf("under the number of another body: got %v, want ErrNotFound", err)
	}
	o.must(o.bodies.EndMember(ctx, peters, o.Authority.ID, 1, find("Lenz").ID))
	if _, err := o.bodies.RequestOf(ctx, lenz, o.Authority.ID, invitation); !errors.Is(err, procedure.ErrNotFound) {
		t.Errorf("with the role that the request began with: got %v, want ErrNotFound", err)
	}
	if o.again(lenz).Can(identity.DraftReplies, identity.Of(o.Authority.ID)) {
		t.Error("got the role in the next request, want it gone")
	}
	if m := find("Lenz"); m.EndedAt == nil || m.AcceptedAt == nil {
		t.Errorf("got %+v, want the membership on record with its end", m)
	}
	if err := o.bodies.EndMember(ctx, peters, o.Authority.ID, 1, find("Lenz").ID); !errors.Is(err, procedure.ErrWrongState) {
		t.Errorf("ended twice: got %v, want ErrWrongState", err)
	}
	o.must(o.bodies.Join(ctx, lenz, o.invite(peters, 1, worker, "Lenz@haus.example"))) // and comes back
}

// TestRoleStaysWhileAnotherBodyNeedsIt: one person may work for two bodies of the list.
func TestRoleStaysWhileAnotherBodyNeedsIt(t *testing.T) {
	o := open(t)
	lenz := o.joined(1, worker, "Lenz")
	o.must(o.bodies.Join(t.Context(), lenz, o.invite(o.Planner, 2, worker, "lenz@kreis.example")))
	o.must(o.bodies.EndMember(t.Context(), o.Planner, o.Authority.ID, 1, o.members(1)[0].ID))
	if !o.again(lenz).Can(identity.DraftReplies, identity.Of(o.Authority.ID)) {
		t.Error("got the role ended with the first body, want it kept for the second")
	}
	o.must(o.bodies.EndMember(t.Context(), o.Planner, o.Authority.ID, 2, o.members(2)[0].ID))
	if o.again(lenz).Can(identity.DraftReplies, identity.Of(o.Authority.ID)) {
		t.Error("got the role after the last body, want it ended")
	}
}
