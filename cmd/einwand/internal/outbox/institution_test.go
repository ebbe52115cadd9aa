package outbox

import (
	"strings"
	"testing"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure/bodies"
)

// TestMailsToAnInstitution follows the link of an invitation, and reads the receipt of what the coordinator then releases.
func TestMailsToAnInstitution(t *testing.T) {
	a := askBodies(t)
	ctx, authority := t.Context(), a.Authority.ID
	a.work.Composers["institution_link"] = InstitutionLinks(a.rooms, "https://beteiligung.example")
	invite := func(r identity.Role, mail string) Message {
		t.Helper()
		must(t, a.rooms.InviteMember(ctx, a.Planner, authority, 1, bodies.NewMember{Role: r, Mail: mail}))
		must(t, a.work.Drain(ctx))
		list := a.to(mail)
		if len(list) != 1 {
			t.Fatalf("got %d mails to %s, want one", len(list), mail)
		}
		return list[0]
	}
	if m := invite(identity.RoleBody, "lenz@wasserverband.example"); !strings.Contains(m.Text, "Sie schreiben Entwürfe") || !strings.Contains(m.Text, a.Authority.Name+" beteiligt Wasserverband Auenbach") {
		t.Errorf("to a worker: got %q", m.Text)
	}
	m := invite(identity.RoleCoordinator, "peters@wasserverband.example")
	_, after, ok := strings.Cut(m.Text, "https://beteiligung.example/institution/einladung/")
	secret, _, _ := strings.Cut(after, "\n")
	if !ok || !strings.Contains(m.Text, "Sie geben Stellungnahmen Ihrer Behörde frei") {
		t.Fatalf("to the coordinator: got %q", m.Text)
	}
	peters := a.Resident(t, "Petra", "Peters", identity.LevelSubstantial, identity.MeansElster)
	must(t, a.rooms.Join(ctx, peters, secret))
	account, err := identity.NewAccounts(a.DB.App, a.Clock.Now).Actor(ctx, peters.Account)
	must(t, err)
	table, err := a.rooms.Table(ctx, a.Planner, a.ref, a.round)
	must(t, err)
	letter := table.Lines[0].ID
	must(t, a.rooms.HandIn(ctx, account, authority, letter, bodies.NewDraft{Wording: "Der Randstreifen ist freizuhalten."}))
	_, err = a.rooms.Release(ctx, account, authority, letter, 1, nil, a.Clock.Now())
	must(t, err)
	must(t, a.work.Drain(ctx))
	list := a.to("peters@wasserverband.example")
	if len(list) != 2 {
		t.Fatalf("got %d mails, want the receipt too", len(list))
	}
	for _, want := range []string{"Guten Tag Petra Peters", "BP47-0001", "rechtzeitig", "/institution/" + letter.String()} {
		if !strings.Contains(list[1].Text, want) {
			t.Errorf("got %q, want %q in it", list[1].Text, want)
		}
	}
	if strings.Contains(list[1].Text, "Randstreifen") || strings.Contains(list[1].Text, "/behoerde/") {
		t.Errorf("got %q, want neither the text nor a link that opens without a login", list[1].Text)
	}
}

// TestInvitationThatWasEndedIsNotSent: the mail waits while the planner thinks better of it.
func TestInvitationThatWasEndedIsNotSent(t *testing.T) {
	a := askBodies(t)
	ctx, authority := t.Context(), a.Authority.ID
	a.work.Composers["institution_link"] = InstitutionLinks(a.rooms, "https://beteiligung.example")
	must(t, a.rooms.InviteMember(ctx, a.Planner, authority, 1, bodies.NewMember{Role: identity.RoleBody, Mail: "lenz@wasserverband.example"}))
	_, members, err := a.rooms.Members(ctx, a.Planner, authority, 1)
	must(t, err)
	must(t, a.rooms.EndMember(ctx, a.Planner, authority, 1, members[0].ID))
	must(t, a.work.Drain(ctx))
	if list := a.to("lenz@wasserverband.example"); len(list) != 0 {
		t.Errorf("got %+v, want no mail", list)
	}
}
